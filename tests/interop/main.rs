//! promq beside the real programs: the same question to `prometheus`, to `promtool` and to promq, and the answers compared.
//!
//! The questions stand in text files (`queries.txt`, `promtool.txt`), the differences we accept, each with its reason,
//! in `expected_differences.txt`. The data directories are the corpus' (`PROMQ_CORPUS`), the programs come from `PATH`.
//! Where one of them is missing a test prints a note and passes, except in CI (`CI` is set), where it fails.

#![expect(clippy::print_stdout, reason = "what was compared and how near it was is this program's result")]

mod differential;
mod endpoints;
mod expected;
mod lint;
mod peers;
mod program;
mod promtool;
mod queries;
mod random;
mod recorded;
mod reply;
mod server;
mod words;
mod written;
