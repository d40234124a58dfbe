//! The check commands from outside: verdicts, texts and exit codes held against the recorded ones of promtool and against
//! promtool itself, and what the formats for programs look like.

#![expect(clippy::print_stdout, reason = "a test says what it ran")]

mod corpus;
mod formats;
mod metrics;
mod mutations;
mod probe;
mod program;
mod web_config;
