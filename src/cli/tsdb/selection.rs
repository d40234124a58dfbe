//! What the dumping commands share: which directory, which series, which times, and the walk over them.

use super::DEFAULT_DIRECTORY;
use crate::{
    cli::{error::CommandError, output::Output},
    model::{
        labels::Labels,
        matcher::{MatchKind, Matcher},
        sample::SampleColumns,
        series::{SelectRequest, SeriesSet, SeriesSource},
    },
    promql::parse_selector,
    tsdb::{self, OpenMode, merge::merge_series},
};
use rayon::prelude::*;
use std::{io::Write, ops::Range, panic::resume_unwind, path::PathBuf, thread};

/// Which samples of which directory.
#[derive(Debug, clap::Args)]
pub(super) struct SelectionArguments {
    /// Data directory, block, or snapshot
    #[arg(value_name = "DIRECTORY", default_value = DEFAULT_DIRECTORY)]
    directory: PathBuf,

    /// First time to dump, in milliseconds since the Unix epoch
    #[arg(long, value_name = "MILLISECONDS", default_value_t = i64::MIN, hide_default_value = true, allow_negative_numbers = true)]
    min_time: i64,

    /// Last time to dump, in milliseconds since the Unix epoch
    #[arg(long, value_name = "MILLISECONDS", default_value_t = i64::MAX, hide_default_value = true, allow_negative_numbers = true)]
    max_time: i64,

    /// Only series that match this selector; may be repeated
    #[arg(long = "match", value_name = "SELECTOR")]
    selectors: Vec<String>,

    /// Accepted for promtool's sake; promq writes nothing while it reads
    #[arg(long, value_name = "DIRECTORY", hide = true)]
    sandbox_dir_root: Option<PathBuf>,

    /// Read the directory as the server that owns it would, not as promtool does
    ///
    /// promtool leaves out samples of the head that lie before the end of the block with the latest beginning, even if
    /// that block holds out-of-order samples only, and refuses to read a damaged WAL. A server shows the former and
    /// reads the latter up to the damage.
    #[arg(long)]
    as_server: bool,
}

/// Series in a walk are read and printed in parallel, so many at first.
const FIRST_PART: usize = 32;
/// The text that should be printed together: enough to keep all threads busy, little enough to keep.
const PART_BYTES: usize = 8 << 20;
/// Series that are read together at least and at most.
const FEWEST_SERIES: usize = 8;
const MOST_SERIES: usize = 16_384;

impl SelectionArguments {
    /// Opens the directory and selects; the series come in promtool's order.
    pub(super) fn select(&self, output: &Output) -> Result<Box<dyn SeriesSet>, CommandError> {
        let mode = if self.as_server { OpenMode::AsServer } else { OpenMode::ReadOnly { max_time: self.max_time } };
        let directory =
            tsdb::open(&self.directory, mode).map_err(|error| CommandError::text(error.in_prometheus_words()))?;
        print_warnings(directory.warnings(), output)?;
        let mut selections = Vec::with_capacity(self.selectors.len());
        for text in &self.selectors {
            selections.push(parse_selector(text).map_err(|error| CommandError::syntax(text, error))?);
        }
        if selections.is_empty() {
            let everything = Matcher::new(MatchKind::Regex, "__name__", ".*").map_err(CommandError::new)?;
            selections.push(vec![everything]);
        }
        let sorted = selections.len() > 1;
        let mut sets = Vec::with_capacity(selections.len());
        for matchers in &selections {
            let request = SelectRequest { matchers, min_time: self.min_time, max_time: self.max_time, sorted };
            sets.push(directory.select(&request).map_err(CommandError::new)?);
        }
        Ok(merge_series(sets))
    }

    /// Writes every series as `append` makes it text, in order. As in promtool, a series that cannot be read ends the output without
    /// ending the command; unlike there, stderr says so.
    pub(super) fn write_series(
        &self,
        series: &dyn SeriesSet,
        out: &mut dyn Write,
        output: &Output,
        append: impl Fn(&mut Vec<u8>, &Labels, &SampleColumns) + Sync,
    ) -> Result<(), CommandError> {
        let format = |part: Range<usize>| -> Vec<Result<Vec<u8>, CommandError>> {
            let format = |columns: &mut SampleColumns, index| {
                series.read(index, self.min_time, self.max_time, columns).map_err(CommandError::new)?;
                let mut text = Vec::new();
                append(&mut text, &series.labels(index), columns);
                Ok(text)
            };
            part.into_par_iter().with_max_len(1).map_init(SampleColumns::default, format).collect()
        };
        // One part is written while the next one is read.
        let (mut begin, mut size) = (0, FIRST_PART);
        let mut texts = Vec::new();
        while begin < series.len() || !texts.is_empty() {
            let part = begin..series.len().min(begin.saturating_add(size));
            begin = part.end;
            let (bytes, count) = (texts.iter().flatten().map(Vec::len).sum::<usize>(), texts.len());
            let (written, next) = thread::scope(|scope| {
                let next = scope.spawn(|| format(part));
                (write_texts(texts, out, output), next.join())
            });
            if written? == Walk::Ends {
                return Ok(());
            }
            texts = next.unwrap_or_else(|panic| resume_unwind(panic));
            if let Some(average) = bytes.checked_div(count) {
                size = (PART_BYTES / average.max(1)).clamp(FEWEST_SERIES, MOST_SERIES).min(4 * size);
            }
        }
        Ok(())
    }
}

/// Whether a walk goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Walk {
    GoesOn,
    Ends,
}

fn write_texts(
    texts: Vec<Result<Vec<u8>, CommandError>>,
    out: &mut dyn Write,
    output: &Output,
) -> Result<Walk, CommandError> {
    for text in texts {
        match text {
            Ok(text) => out.write_all(&text)?,
            Err(error) => {
                print_warnings(&[error.one_line()], output)?;
                return Ok(Walk::Ends);
            }
        }
    }
    Ok(Walk::GoesOn)
}

/// Tells people at a terminal what was left out; promtool, whose stderr scripts may compare, says nothing.
pub(super) fn print_warnings(warnings: &[String], output: &Output) -> Result<(), CommandError> {
    if output.stderr_is_terminal() {
        let mut stderr = output.stderr();
        for warning in warnings {
            writeln!(stderr, "warning: {warning}")?;
        }
    }
    Ok(())
}
