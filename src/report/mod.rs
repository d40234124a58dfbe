//! Results and diagnostics as text: one file per format.
//!
//! The last stop on every way through promq. Each format writes to an `io::Write` that the caller chose; none of them
//! knows commands, and none decides where its output goes.

pub mod api;
pub mod block_list;
pub mod dump;
pub mod json;
mod json_text;
mod ordered;
pub mod promql;
#[cfg(test)]
mod samples;
