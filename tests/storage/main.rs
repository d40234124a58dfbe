//! Storage from outside: what promq makes of blocks and directories, held against the corpus and against the real
//! programs. One module per capability.

#![expect(clippy::print_stdout, reason = "a test says what it could not compare")]

mod backfill;
mod compact;
mod crash;
mod formats;
mod inspect;
mod rules;
mod surgery;

#[path = "../interop/peers.rs"]
mod peers;
#[path = "../interop/program.rs"]
mod program;
#[expect(dead_code, reason = "other tests ask the server more")]
#[path = "../interop/server.rs"]
mod server;
