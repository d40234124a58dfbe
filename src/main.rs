//! The `promq` binary: hands the command line to [`promq::cli::run`] and turns its outcome into an exit code.

use std::process::ExitCode;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    refuse_huge_pages();
    promq::cli::run(std::env::args_os())
}

/// Asks for pages of ordinary size: a process that lives for milliseconds pays more for zeroing two megabytes at a time
/// than it ever gains by them. Elsewhere than on Linux, or where this fails, nothing is lost but that time.
fn refuse_huge_pages() {
    #[cfg(target_os = "linux")]
    // SAFETY: this option takes plain numbers and changes nothing but how the kernel backs memory from now on.
    unsafe {
        libc::prctl(libc::PR_SET_THP_DISABLE, 1, 0, 0, 0);
    }
}
