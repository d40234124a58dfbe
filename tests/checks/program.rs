//! Running promq to its end.

use std::{
    path::{Path, PathBuf},
    process::Command,
};

/// What promq said.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Outcome {
    pub(crate) stdout: String,
    pub(crate) stderr: String,
    pub(crate) code: Option<i32>,
}

/// Runs promq in `folder`, where nobody looks at a terminal.
pub(crate) fn promq(folder: &Path, arguments: &[&str]) -> Outcome {
    let mut command = Command::new(env!("CARGO_BIN_EXE_promq"));
    command.args(arguments).current_dir(folder).env("NO_COLOR", "1");
    let output = command.output().unwrap_or_else(|error| panic!("promq: {error}"));
    Outcome {
        stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
        stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
        code: output.status.code(),
    }
}

/// A folder of the corpus; `None` where there is no corpus, which only a local run may lack.
pub(crate) fn corpus(folder: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PROMQ_CORPUS").map(|corpus| Path::new(&corpus).join(folder));
    let found = path.filter(|path| path.join("manifest.tsv").is_file());
    assert!(found.is_some() || std::env::var_os("CI").is_none(), "PROMQ_CORPUS must name the corpus in CI");
    found
}
