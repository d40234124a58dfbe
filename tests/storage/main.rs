//! Storage from outside: what promq makes of blocks and directories, held against the corpus and against the real
//! programs. One module per capability.

#![expect(clippy::print_stdout, reason = "a test whose input is missing says so")]

mod backfill;
mod compact;
mod formats;

#[path = "../interop/peers.rs"]
mod peers;
#[path = "../interop/program.rs"]
mod program;
