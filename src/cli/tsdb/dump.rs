//! `promq tsdb dump`: the samples of a data directory as text.

use super::selection::SelectionArguments;
use crate::{
    cli::{
        error::CommandError,
        exit::ExitStatus,
        output::{Output, finish},
    },
    report::dump::{DumpedHistograms, append_samples, write_label_sets},
};

/// Print the samples of a data directory
///
/// One line a sample: labels, value, time in milliseconds.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  promq tsdb dump --match 'up{job=\"node\"}' /var/lib/prometheus")]
pub(super) struct Arguments {
    #[command(flatten)]
    selection: SelectionArguments,

    /// What to print
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    format: DumpFormat,

    /// Print every native histogram, as promtool does since 3.6
    ///
    /// promtool up to 3.5 leaves out the first one or two native histograms of each series, and everything after a
    /// change between floats and histograms; by default so does this.
    #[arg(long)]
    every_histogram: bool,
}

/// What a dump consists of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
enum DumpFormat {
    /// A line for every sample
    #[default]
    Prom,
    /// The labels of every series, as a JSON object a line
    Seriesjson,
}

pub(super) fn run(arguments: &Arguments, output: &Output) -> Result<ExitStatus, CommandError> {
    let series = arguments.selection.select(output)?;
    let mut out = output.stdout();
    let histograms = if arguments.every_histogram { DumpedHistograms::All } else { DumpedHistograms::AsPromtool35 };
    match arguments.format {
        DumpFormat::Seriesjson => write_label_sets(&mut out, &*series)?,
        DumpFormat::Prom => arguments.selection.write_series(&*series, &mut out, output, |text, labels, columns| {
            append_samples(text, labels, columns, histograms);
        })?,
    }
    finish(out)?;
    Ok(ExitStatus::Success)
}
