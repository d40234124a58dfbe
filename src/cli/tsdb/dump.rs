//! `promq tsdb dump`: the samples of a data directory as text.

use super::selection::SelectionArguments;
use crate::{
    cli::{
        error::CommandError,
        exit::ExitStatus,
        output::{Output, finish},
    },
    report::dump::{DumpedHistograms, append_samples, write_label_sets},
    tsdb::jsonl::append_lines,
};

/// Print the samples of a data directory
///
/// One line a sample: labels, value, time in milliseconds.
///
/// With --format jsonl everything that a server would see in the directory is printed without loss, and
/// create-blocks-from jsonl reads it back bit for bit. A line is a run of samples of one series:
/// {"metric":{LABELS},"values":[…],"timestamps":[MILLISECONDS…]}, which VictoriaMetrics imports too, or with
/// "histograms" or "float_histograms" instead of "values" for native histograms; "start_timestamps", "stale" and "nan"
/// are there where needed. A series that cannot be read is an error.
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
    /// Everything, as JSON objects that hold runs of samples: every bit of floats and native histograms
    Jsonl,
}

pub(super) fn run(arguments: &Arguments, output: &Output) -> Result<ExitStatus, CommandError> {
    let selection = &arguments.selection;
    let mut out = output.stdout();
    match arguments.format {
        DumpFormat::Prom => {
            let all = arguments.every_histogram;
            let histograms = if all { DumpedHistograms::All } else { DumpedHistograms::AsPromtool35 };
            selection.write_series(&*selection.select(output)?, &mut out, output, |text, labels, columns| {
                append_samples(text, labels, columns, histograms);
                Ok(())
            })?;
        }
        DumpFormat::Seriesjson => write_label_sets(&mut out, &*selection.select(output)?)?,
        DumpFormat::Jsonl => {
            let everything = selection.select_everything(output)?;
            selection.write_everything(&*everything, &mut out, |text, labels, columns| {
                append_lines(text, labels, columns);
                Ok(())
            })?;
        }
    }
    finish(out)?;
    Ok(ExitStatus::Success)
}
