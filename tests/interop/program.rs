//! Running a program to its end: promq itself, or promtool.

use std::{
    io::Write,
    path::Path,
    process::{Command, Stdio},
};

/// What a program said.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Outcome {
    pub(crate) stdout: String,
    pub(crate) stderr: String,
    pub(crate) code: Option<i32>,
}

/// The promq under test.
pub(crate) fn promq() -> &'static Path {
    Path::new(env!("CARGO_BIN_EXE_promq"))
}

/// Runs `program` in `folder` with `input` on its stdin, in UTC and without colour.
pub(crate) fn run(program: &Path, folder: &Path, arguments: &[&str], input: &str) -> Outcome {
    let mut child = Command::new(program)
        .args(arguments)
        .current_dir(folder)
        .env("TZ", "UTC")
        .env("NO_COLOR", "1")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap_or_else(|error| panic!("{}: {error}", program.display()));
    let mut stdin = child.stdin.take().expect("a piped stdin");
    let input = input.to_owned();
    // Its own thread: a program that answers while it reads would otherwise fill its stdout and wait for us.
    // One that does not read its stdin closes it, and the write fails: that is no matter.
    let writer = std::thread::spawn(move || stdin.write_all(input.as_bytes()).ok());
    let output = child.wait_with_output().expect("the program ends");
    writer.join().expect("the writer ends");
    Outcome {
        stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
        stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
        code: output.status.code(),
    }
}
