//! The input of an importer: a file, or standard input.

use crate::{cli::error::CommandError, golang::system::error_text};
use std::{
    fs::File,
    io::{self, Cursor, Read, Seek, SeekFrom},
    path::{Path, PathBuf},
};

/// What the beginning of an input is judged by.
const BEGINNING_BYTES: u64 = 1 << 16;

/// An open input, to be read once from front to back.
pub(super) struct Input {
    path: PathBuf,
    /// All of it.
    pub(super) reader: Box<dyn Read + Send>,
    /// How many bytes there are, if that is known.
    pub(super) size: Option<u64>,
    beginning: Option<Vec<u8>>,
}

impl Input {
    /// Opens the file at `path`; `-` is standard input. Errors are in promtool's words.
    pub(super) fn open(path: &Path) -> Result<Input, CommandError> {
        let (reader, size): (Box<dyn Read + Send>, _) = if path == Path::new("-") {
            (Box::new(io::stdin()), None)
        } else {
            let wrong = |doing: &str, error: &io::Error| {
                CommandError::text(format!("{doing} {}: {}", path.display(), error_text(error)))
            };
            let metadata = std::fs::metadata(path).map_err(|error| wrong("stat", &error))?;
            if metadata.is_dir() {
                return Err(CommandError::text(format!("read {}: is a directory", path.display())));
            }
            let file = File::open(path).map_err(|error| wrong("open", &error))?;
            (Box::new(file), metadata.is_file().then_some(metadata.len()))
        };
        Ok(Input { path: path.into(), reader, size, beginning: None })
    }

    /// Whether the name has one of these extensions.
    pub(super) fn has_extension(&self, extensions: &[&str]) -> bool {
        let extension = self.path.extension().and_then(|extension| extension.to_str());
        extension.is_some_and(|own| extensions.iter().any(|extension| own.eq_ignore_ascii_case(extension)))
    }

    /// Whether it ends with one of these texts; of a pipe that cannot be known.
    pub(super) fn ends_with(&self, ends: &[&[u8]]) -> io::Result<bool> {
        let Some(size) = self.size else { return Ok(false) };
        let longest = ends.iter().map(|end| end.len() as u64).max().unwrap_or_default();
        let mut file = File::open(&self.path)?;
        file.seek(SeekFrom::Start(size.saturating_sub(longest)))?;
        let mut tail = Vec::new();
        file.take(longest).read_to_end(&mut tail)?;
        Ok(ends.iter().any(|end| tail.ends_with(end)))
    }

    /// Its first bytes, which are read all the same when all of it is.
    pub(super) fn beginning(&mut self) -> io::Result<&[u8]> {
        if self.beginning.is_none() {
            let mut bytes = Vec::new();
            (&mut self.reader).take(BEGINNING_BYTES).read_to_end(&mut bytes)?;
            let rest = std::mem::replace(&mut self.reader, Box::new(io::empty()));
            self.reader = Box::new(Cursor::new(bytes.clone()).chain(rest));
            self.beginning = Some(bytes);
        }
        Ok(self.beginning.as_deref().unwrap_or_default())
    }
}
