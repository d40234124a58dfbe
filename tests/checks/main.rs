//! The check commands from outside: held against the corpus, against hostile input, and against what CI expects of them.
//! One module per command.

mod config;
mod config_hostile;
mod program;
