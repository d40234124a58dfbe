//! Rule files, and blocks made from rules.

#![expect(clippy::print_stdout, reason = "a test that finds nothing to compare says so")]

mod blocks;
mod files;
#[path = "../../interop/peers.rs"]
mod peers;
#[path = "../../interop/program.rs"]
mod program;
#[path = "../../interop/server.rs"]
#[expect(dead_code, reason = "the other tests ask the server more")]
mod server;

use peers::{corpus, find};
