//! What the dumping commands share: which directory, which series, which times, and the walk over them.

use super::{
    DEFAULT_DIRECTORY,
    in_order::{Stopped, write_in_order},
};
use crate::{
    cli::{error::CommandError, output::Output},
    model::{
        labels::Labels,
        matcher::{MatchKind, Matcher},
        sample::SampleColumns,
        series::{SelectRequest, SeriesSet, SeriesSource},
    },
    promql::parse_selector,
    tsdb::{self, Directory, OpenMode, merge::merge_series},
};
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

impl SelectionArguments {
    /// Opens the directory and selects; the series come in promtool's order.
    pub(super) fn select(&self, output: &Output) -> Result<Box<dyn SeriesSet>, CommandError> {
        let mode = if self.as_server { OpenMode::AsServer } else { OpenMode::ReadOnly { max_time: self.max_time } };
        let directory =
            tsdb::open(&self.directory, mode).map_err(|error| CommandError::text(error.in_prometheus_words()))?;
        print_warnings(directory.warnings(), output)?;
        self.select_in(&directory, false)
    }

    /// Opens the directory as the server that owns it would and selects; the series come sorted by labels. What had to be
    /// left out is told in any case.
    pub(super) fn select_everything(&self, output: &Output) -> Result<Box<dyn SeriesSet>, CommandError> {
        let directory = tsdb::open(&self.directory, OpenMode::AsServer).map_err(CommandError::new)?;
        let mut stderr = output.stderr();
        directory.warnings().iter().try_for_each(|warning| writeln!(stderr, "warning: {warning}"))?;
        self.select_in(&directory, true)
    }

    fn select_in(&self, directory: &Directory, sorted: bool) -> Result<Box<dyn SeriesSet>, CommandError> {
        let mut selections = Vec::with_capacity(self.selectors.len());
        for text in &self.selectors {
            selections.push(parse_selector(text).map_err(|error| CommandError::syntax(text, error))?);
        }
        if selections.is_empty() {
            let everything = Matcher::new(MatchKind::Regex, "__name__", ".*").map_err(CommandError::new)?;
            selections.push(vec![everything]);
        }
        let sorted = sorted || selections.len() > 1;
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
        match write_in_order(series, (self.min_time, self.max_time), out, write) {
            Err(Stopped::Unreadable(error)) => print_warnings(&[error.one_line()], output),
            written => Ok(written?),
        }
    }

    /// Writes every series with `write`, in order; one that cannot be read is an error.
    pub(super) fn write_everything(
        &self,
        series: &dyn SeriesSet,
        out: &mut dyn Write,
        write: impl Fn(&mut Vec<u8>, &Labels, &SampleColumns) -> io::Result<()> + Sync,
    ) -> Result<(), CommandError> {
        Ok(write_in_order(series, (self.min_time, self.max_time), out, write)?)
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
