//! Elementary functions with the bits Go's `math` package gives on linux/amd64.
//!
//! Prometheus prints results with all their digits, so a logarithm that is more accurate than Go's still reads as a
//! difference. No elementary function here is correctly rounded; each one repeats a published method (Shibata's
//! exponential, FreeBSD msun's logarithms, Cephes' circular functions) operation by operation, because the rounding of
//! every intermediate step decides the last bit. Products and sums are rounded separately wherever Go rounds them
//! separately; only [`exp`] fuses them, as Go's amd64 code does on processors with FMA.
//!
//! Square roots, roundings, absolute values and remainders are exact in both languages and taken from `std`.
//!
//! Nothing here allocates, fails or knows about PromQL. Not-a-number comes back as some NaN: payload and sign of a NaN
//! are not part of the promise, every other result is.
#![allow(clippy::excessive_precision, reason = "coefficients stand as published, to be compared with their sources")]

mod exp_log;
mod hyperbolic;
mod inverse;
mod polynomial;
mod power;
mod reduction;
mod scaling;
mod trigonometric;

#[cfg(test)]
mod oracle;

pub use exp_log::{exp, exp2, log, log2, log10};
pub use hyperbolic::{acosh, asinh, atanh, cosh, sinh, tanh};
pub use inverse::{acos, asin, atan, atan2};
pub use power::pow;
pub use trigonometric::{cos, sin, tan};
