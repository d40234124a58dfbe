//! `promq tsdb dump-openmetrics`: the float samples of a data directory in the OpenMetrics text format.

use super::selection::SelectionArguments;
use crate::{
    cli::{
        error::CommandError,
        exit::ExitStatus,
        output::{Output, finish},
    },
    report::dump::append_openmetrics,
};
use std::io::Write;

/// Print the float samples of a data directory in the OpenMetrics text format
///
/// Native histograms have no place in that format: a series is printed up to its first one.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  promq tsdb dump-openmetrics --match up /var/lib/prometheus > up.om")]
pub(super) struct Arguments {
    #[command(flatten)]
    selection: SelectionArguments,
}

pub(super) fn run(arguments: &Arguments, output: &Output) -> Result<ExitStatus, CommandError> {
    let series = arguments.selection.select(output)?;
    let mut out = output.stdout();
    arguments.selection.write_series(&*series, &mut out, output, |text, labels, columns| {
        append_openmetrics(text, labels, columns);
    })?;
    out.write_all(b"# EOF\n")?;
    finish(out)?;
    Ok(ExitStatus::Success)
}
