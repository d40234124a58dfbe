//! The file, or standard input, that an importer reads.

use crate::{
    cli::{error::CommandError, output::Output},
    golang::system::error_text,
    tsdb::backfill::ImportSummary,
};
use std::{
    fs::File,
    io::{self, Read, Write},
    path::Path,
};

/// Opens the file (`-`: standard input), and gives its size if it is known.
pub(super) fn open(path: &Path) -> Result<(Box<dyn Read + Send>, Option<u64>), CommandError> {
    if path == Path::new("-") {
        return Ok((Box::new(io::stdin()), None));
    }
    let wrong = |doing: &str, error: &io::Error| {
        CommandError::text(format!("{doing} {}: {}", path.display(), error_text(error)))
    };
    let metadata = std::fs::metadata(path).map_err(|error| wrong("stat", &error))?;
    let file = File::open(path).map_err(|error| wrong("open", &error))?;
    Ok((Box::new(file), metadata.is_file().then_some(metadata.len())))
}

/// Says on stderr what was passed over.
pub(super) fn report_bad_lines(summary: &ImportSummary, output: &Output) -> io::Result<()> {
    match &summary.first_bad_line {
        Some(first) => {
            writeln!(output.stderr(), "warning: {} lines passed over, the first: {first}", summary.bad_lines)
        }
        None => Ok(()),
    }
}
