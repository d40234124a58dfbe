//! Prometheus' language for testing PromQL engines: `load` data, `eval` an expression, compare with what is expected.
//!
//! ```text
//! load 1m
//!   requests_total{job="a"} 0+10x5
//! eval instant at 5m rate(requests_total[5m])
//!   expect no_warn
//!   {job="a"} 0.16666666666666666
//! ```
//! The way of a script: text → [`parse`] → commands → [`storage`] (series in memory) and [`run`] (evaluations) →
//! [`compare`] (the result against the expectation) → [`ScriptOutcome`].

mod almost;
mod chunk_runs;
mod classic;
mod command;
mod compare;
mod error;
mod evaluate;
mod expect;
mod parse;
mod pinned;
mod run;
mod show;
mod start_timestamps;
mod storage;

pub use error::ScriptError;
pub use evaluate::Failure;
pub use run::{EvalOutcome, ScriptOutcome, run_script};
pub use show::{ComparedRow, Comparison};
