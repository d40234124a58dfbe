//! The `promq` binary: hands the command line to [`promq::cli::run`] and turns its outcome into an exit code.

use std::process::ExitCode;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    promq::cli::run(std::env::args_os())
}
