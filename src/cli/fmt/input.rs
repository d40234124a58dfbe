//! What there is to format: files, the files that directories and patterns mean, standard input.

use super::outcome;
use crate::{
    cli::check::rule_paths,
    io::input::{read_at_most, read_input},
    report::diagnostics::CheckedFile,
};
use std::{io, path::PathBuf};

/// No rule file is larger.
const LARGEST_FILE_BYTES: u64 = 64 << 20;
/// The argument that means standard input.
const STDIN: &str = "-";

/// One file, or standard input.
#[derive(Debug)]
pub(super) enum Input {
    Stdin,
    Path(PathBuf),
}

impl Input {
    /// What users know it by.
    pub(super) fn name(&self) -> std::borrow::Cow<'_, str> {
        match self {
            Input::Stdin => "<stdin>".into(),
            Input::Path(path) => path.to_string_lossy(),
        }
    }

    pub(super) fn read(&self) -> io::Result<Vec<u8>> {
        match self {
            Input::Stdin => read_at_most(io::stdin().lock(), LARGEST_FILE_BYTES),
            Input::Path(path) => read_input(path, LARGEST_FILE_BYTES),
        }
    }
}

/// The inputs that arguments name; what cannot be found comes in its place as a finding.
pub(super) fn all(arguments: &[PathBuf], are_expressions: bool) -> Vec<Result<Input, CheckedFile>> {
    if arguments.is_empty() {
        return vec![Ok(Input::Stdin)];
    }
    let mut inputs = Vec::new();
    for argument in arguments {
        let is_pattern = |name: &str| name.contains(['*', '?', '[']) && argument.symlink_metadata().is_err();
        match argument.to_str() {
            Some(STDIN) => inputs.push(Ok(Input::Stdin)),
            Some(name) if !are_expressions && (argument.is_dir() || is_pattern(name)) => {
                match rule_paths::expand(&[name.to_owned()]) {
                    Ok(files) => inputs.extend(files.into_iter().map(|file| Ok(Input::Path(file.into())))),
                    Err(error) => inputs.push(Err(outcome::failure(name, error.one_line()))),
                }
            }
            _ => inputs.push(Ok(Input::Path(argument.clone()))),
        }
    }
    inputs
}
