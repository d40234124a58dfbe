//! The query engine: expression → plan → series → columns → rows → result.
//!
//! Series-major: a query over T steps turns every series into one row of T values, and an operator gives its parent any
//! row by its index. Nothing is evaluated step by step, so a chunk is decoded once, and rows of different series can be
//! made on different threads. Operators that need all rows at once (aggregations, `topk`, ambiguous matches) fold rows
//! in series order, whatever thread made them, so the same query gives the same bits for any number of threads.
//!
//! The engine knows series only through [`crate::model::series::SeriesSource`]: never blocks, files or the network.

mod error;
mod exec;
pub mod explain;
mod functions;
mod options;
mod plan;
mod profile;
mod query;
#[cfg(test)]
mod tests;

pub use error::{Error, ErrorKind};
pub use options::Options;
pub use query::{Times, instant, range};
