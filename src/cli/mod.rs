//! The command line: the command tree is the file tree, so `query/instant.rs` is `promq query instant`.
//!
//! Each command is a `clap` struct of arguments, whose doc comments are the help, and a `run` that leads through the
//! floors below. Data goes to stdout, everything else to stderr; `exit` and `error` decide how a run ends.

mod arguments;
mod check;
mod completions;
mod error;
mod evidence;
mod exit;
mod exposition_file;
mod fmt;
mod lint;
mod output;
mod program;
mod progress;
mod promql;
mod query;
mod source;
mod test;
mod times;
mod tsdb;

pub use program::{command, run};
