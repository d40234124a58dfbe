//! Lines into a backfill: parsed in parallel, appended in the order of the input.

use super::{json::JsonFault, line::parse_line};
use crate::{
    model::{labels::Labels, sample::SampleColumns},
    tsdb::{
        Error,
        backfill::{
            Backfill, ImportSummary,
            pieces::{PIECE_BYTES, Piece, Pieces},
        },
    },
};
use rayon::prelude::*;
use std::io::Read;

/// How to read lines.
#[derive(Clone, Debug, Default)]
pub struct JsonLinesOptions {
    /// Labels that every series gets; they win over its own.
    pub labels: Vec<(String, String)>,
    /// Passes over lines that cannot be read, instead of giving up.
    pub skip_bad_lines: bool,
}

/// Why lines were not read.
#[derive(Debug, thiserror::Error)]
pub enum JsonLinesError {
    /// A line is wrong.
    #[error("line {line}, {fault}")]
    Line {
        /// Its number, from 1 on.
        line: u64,
        /// What is wrong, and in which column.
        fault: JsonFault,
    },
    /// The input cannot be read.
    #[error("reading the input: {0}")]
    Input(std::io::Error),
    /// The blocks cannot be written.
    #[error(transparent)]
    Storage(#[from] Error),
}

/// A line of a piece, and whatever came of it.
type Parsed = (u64, Result<(Labels, SampleColumns), JsonFault>);

impl Backfill {
    /// Reads all of `input` into the backfill; `progress` hears of the bytes and samples read so far.
    pub fn read_json_lines(
        &mut self,
        input: impl Read + Send,
        options: &JsonLinesOptions,
        progress: &mut dyn FnMut(&ImportSummary),
    ) -> Result<ImportSummary, JsonLinesError> {
        std::thread::scope(|scope| {
            let pieces = Pieces::start(scope, input, PIECE_BYTES);
            let mut summary = ImportSummary::default();
            let mut lines = 0;
            while let Some(batch) = pieces.next_batch() {
                let batch = batch.map_err(JsonLinesError::Input)?;
                self.take(&batch, options, &mut lines, &mut summary)?;
                batch.into_iter().for_each(|piece| pieces.give_back(piece.bytes));
                progress(&summary);
            }
            Ok(summary)
        })
    }

    fn take(
        &mut self,
        pieces: &[Piece],
        options: &JsonLinesOptions,
        lines: &mut u64,
        summary: &mut ImportSummary,
    ) -> Result<(), JsonLinesError> {
        let parsed: Vec<(u64, Vec<Parsed>)> =
            pieces.par_iter().with_max_len(1).map(|piece| parse_piece(&piece.bytes, options)).collect();
        let mut batch = Vec::new();
        for (count, parsed) in parsed {
            for (index, line) in parsed {
                match line {
                    Ok((labels, columns)) => {
                        summary.samples += columns.len() as u64;
                        batch.push((self.series(&labels)?, columns));
                    }
                    Err(fault) => {
                        let error = JsonLinesError::Line { line: *lines + index + 1, fault };
                        if !options.skip_bad_lines {
                            return Err(error);
                        }
                        summary.bad_lines += 1;
                        summary.first_bad_line.get_or_insert_with(|| error.to_string());
                    }
                }
            }
            *lines += count;
        }
        summary.bytes += pieces.iter().map(|piece| piece.bytes.len() as u64).sum::<u64>();
        Ok(self.append_batch(&batch)?)
    }
}

/// The lines of a piece with their numbers in it, blank ones left out, and how many lines there are.
fn parse_piece(bytes: &[u8], options: &JsonLinesOptions) -> (u64, Vec<Parsed>) {
    let (mut parsed, mut count) = (Vec::new(), 0);
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        if !line.trim_ascii().is_empty() {
            let read = parse_line(line, &options.labels);
            let failed = read.is_err();
            parsed.push((count, read));
            if failed && !options.skip_bad_lines {
                break;
            }
        }
        count += 1;
    }
    (count, parsed)
}
