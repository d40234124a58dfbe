//! The check commands from outside: verdicts, texts and exit codes held against the recorded ones of promtool and against
//! promtool itself, against hostile input, and what the formats for programs look like. One module per command or concern.

#![expect(clippy::print_stdout, reason = "a test says what it ran")]

mod changed_lines;
mod config;
mod containers;
mod corpus;
mod fix;
mod fmt;
mod formats;
mod hostile;
mod metrics;
mod mutations;
mod probe;
mod program;
mod real_configs;
mod real_rules;
mod rules;
mod selection;
mod web_config;
