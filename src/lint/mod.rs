//! Findings in what people write for Prometheus, and in what their programs expose: one file per finding.
//!
//! A finding's file begins with its page, which `codes` hands out; the code below it looks. What is found is data
//! ([`crate::diagnostic::Diagnostic`]), and where it is shown is decided elsewhere.

mod codes;
pub mod metrics;

pub use codes::{codes, explain};
