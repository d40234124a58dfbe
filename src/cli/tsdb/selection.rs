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
use std::{
    io::{self, Write},
    path::PathBuf,
};

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

/// Series in a walk are decoded and printed in parallel, this many at a time.
const BATCH: usize = 256;

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

    /// Writes every series with `write`, in order. As in promtool, a series that cannot be read ends the output without
    /// ending the command; unlike there, stderr says so.
    pub(super) fn write_series(
        &self,
        series: &dyn SeriesSet,
        out: &mut dyn Write,
        output: &Output,
        write: impl Fn(&mut Vec<u8>, &Labels, &SampleColumns) -> io::Result<()> + Sync,
    ) -> Result<(), CommandError> {
        for begin in (0..series.len()).step_by(BATCH) {
            let end = series.len().min(begin + BATCH);
            let texts: Vec<_> = (begin..end)
                .into_par_iter()
                .map_init(SampleColumns::default, |columns, index| {
                    let mut text = Vec::new();
                    if let Err(error) = series.read(index, self.min_time, self.max_time, columns) {
                        return Err(CommandError::new(error));
                    }
                    write(&mut text, &series.labels(index), columns)?;
                    Ok(text)
                })
                .collect();
            for text in texts {
                match text {
                    Ok(text) => out.write_all(&text)?,
                    Err(error) => return print_warnings(&[error.one_line()], output),
                }
            }
        }
        Ok(())
    }
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
