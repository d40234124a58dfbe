//! Prometheus' storage: what lies in a data directory, byte by byte.
//!
//! Chunks become sample columns ([`chunk`]), blocks become series ([`block`]). Nothing here knows PromQL or a terminal.

pub mod block;
pub mod chunk;
pub mod error;
pub mod wal;

pub use error::Error;
