//! The surroundings of a test: an empty directory, no colours, 100 columns, no settings from outside.

use std::{
    fs,
    io::Write,
    path::Path,
    process::{Command, Output, Stdio},
};
use tempfile::TempDir;

/// A directory of its own, in which the program runs.
pub(crate) struct TestEnvironment {
    directory: TempDir,
}

impl TestEnvironment {
    pub(crate) fn new() -> TestEnvironment {
        TestEnvironment { directory: TempDir::new().expect("a temporary directory can be made") }
    }

    pub(crate) fn write(&self, name: &str, text: &str) {
        fs::write(self.path().join(name), text).expect("a file can be written in it");
    }

    pub(crate) fn path(&self) -> &Path {
        self.directory.path()
    }

    /// The program, ready to run.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_promq"));
        command.args(arguments).current_dir(self.path());
        for (name, _) in std::env::vars_os() {
            if name.to_str().is_some_and(|name| name.starts_with("PROMQ_")) {
                command.env_remove(name);
            }
        }
        command.env("NO_COLOR", "1").env("COLUMNS", "100").env("LINES", "24").env("TZ", "UTC");
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    /// Runs the program and shows everything that came of it.
    pub(crate) fn run(&self, arguments: &[&str]) -> String {
        self.shown(&self.command(arguments).output().expect("the program starts"))
    }

    /// Runs the program with `input` on its standard input.
    pub(crate) fn run_with_input(&self, arguments: &[&str], input: &str) -> String {
        let mut child = self.command(arguments).stdin(Stdio::piped()).spawn().expect("the program starts");
        let mut stdin = child.stdin.take().expect("its input is a pipe");
        stdin.write_all(input.as_bytes()).expect("it reads its input");
        drop(stdin);
        self.shown(&child.wait_with_output().expect("it ends"))
    }

    fn shown(&self, output: &Output) -> String {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).replace(&self.path().display().to_string(), "[TMP]");
        let code = output.status.code().map_or("by a signal".into(), |code| code.to_string());
        format!("{}--- stderr\n{}--- exit {code}\n", text(&output.stdout), text(&output.stderr))
    }
}
