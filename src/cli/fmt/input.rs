//! What there is to format: files, the files in directories, standard input.

use super::outcome;
use crate::{
    io::input::{read_at_most, read_input},
    report::diagnostics::CheckedFile,
};
use std::{
    fs, io,
    path::{Path, PathBuf},
};

/// No rule file is larger.
const LARGEST_FILE_BYTES: u64 = 64 << 20;
/// The argument that means standard input.
const STDIN: &str = "-";
/// No tree of rule files is deeper.
const DEEPEST: usize = 100;

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

/// The inputs that arguments name, directories searched for files with one of the extensions; what cannot be looked at
/// comes in its place as a finding.
pub(super) fn all(arguments: &[PathBuf], extensions: &[&str]) -> Vec<Result<Input, CheckedFile>> {
    if arguments.is_empty() {
        return vec![Ok(Input::Stdin)];
    }
    let mut inputs = Vec::new();
    for argument in arguments {
        match argument.is_dir() {
            _ if argument.as_os_str() == STDIN => inputs.push(Ok(Input::Stdin)),
            true => search(argument, extensions, 0, &mut inputs),
            false => inputs.push(Ok(Input::Path(argument.clone()))),
        }
    }
    inputs
}

/// The files below a directory, sorted by name. Hidden ones are left out, and links to directories are not followed.
fn search(directory: &Path, extensions: &[&str], depth: usize, inputs: &mut Vec<Result<Input, CheckedFile>>) {
    let failed = |error: io::Error| outcome::failure(directory.to_string_lossy(), format!("cannot be read: {error}"));
    let entries = fs::read_dir(directory).and_then(Iterator::collect::<io::Result<Vec<fs::DirEntry>>>);
    let mut entries = match entries {
        Ok(entries) if depth < DEEPEST => entries,
        Ok(_) => return inputs.push(Err(failed(io::Error::other("is nested too deeply")))),
        Err(error) => return inputs.push(Err(failed(error))),
    };
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let path = entry.path();
        if entry.file_name().as_encoded_bytes().starts_with(b".") {
            continue;
        }
        let has_extension =
            path.extension().is_some_and(|found| extensions.iter().any(|extension| found == *extension));
        match entry.file_type() {
            Ok(kind) if kind.is_dir() => search(&path, extensions, depth + 1, inputs),
            Ok(_) if has_extension && path.is_file() => inputs.push(Ok(Input::Path(path))),
            Ok(_) => {}
            Err(error) => inputs.push(Err(failed(error))),
        }
    }
}
