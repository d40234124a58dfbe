//! `promq tsdb diff`: how two directories or blocks differ.

use super::selection::print_warnings;
use crate::{
    cli::{
        error::CommandError,
        exit::ExitStatus,
        output::{Output, finish},
    },
    promql::parse_selector,
    report::difference::{write_json, write_text},
    tsdb::{
        self, Directory, OpenMode,
        diff::{DiffOptions, compare},
    },
};
use std::path::{Path, PathBuf};

/// Show how two data directories, snapshots or blocks differ
///
/// Series and label values that only one of them has, by metric and by label name; with --samples also what the series
/// hold. Both are read as their servers would read them. As with diff, the exit code is 0 if they are equal and 1 if not.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  promq tsdb diff /var/lib/prometheus /backup/prometheus\n  \
                  promq tsdb diff --samples --match '{job=\"node\"}' data/01M81EAGVC7XE2T8RHPQAXCRFW copy/")]
pub(super) struct Arguments {
    /// Data directory, snapshot, or block
    #[arg(value_name = "A")]
    a: PathBuf,

    /// What to compare it with
    #[arg(value_name = "B")]
    b: PathBuf,

    /// Compare samples too, bit for bit; of histograms empty buckets and hints about counter resets do not count
    #[arg(long)]
    samples: bool,

    /// Only series that match this selector; may be repeated
    #[arg(long = "match", value_name = "SELECTOR")]
    selectors: Vec<String>,

    /// First time to compare, in milliseconds since the Unix epoch
    #[arg(long, value_name = "MILLISECONDS", default_value_t = i64::MIN, hide_default_value = true, allow_negative_numbers = true)]
    min_time: i64,

    /// Last time to compare, in milliseconds since the Unix epoch
    #[arg(long, value_name = "MILLISECONDS", default_value_t = i64::MAX, hide_default_value = true, allow_negative_numbers = true)]
    max_time: i64,

    /// How many series of each kind of difference to name, and how many metrics and labels to list in text
    #[arg(long, value_name = "N", default_value_t = 20)]
    limit: usize,

    /// Format of the output
    #[arg(short = 'o', long = "output", value_enum, default_value_t, value_name = "FORMAT")]
    format: Format,
}

/// How to show a difference.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// Tables and marked series
    #[default]
    Text,
    /// One JSON object
    Json,
}

pub(super) fn run(arguments: &Arguments, output: &Output) -> Result<ExitStatus, CommandError> {
    let parse = |text: &String| parse_selector(text).map_err(|error| CommandError::syntax(text, error));
    let selectors = arguments.selectors.iter().map(parse).collect::<Result<Vec<_>, _>>()?;
    let (a, b) = (open(&arguments.a, output)?, open(&arguments.b, output)?);
    let options = DiffOptions {
        selectors: &selectors,
        min_time: arguments.min_time,
        max_time: arguments.max_time,
        samples: arguments.samples,
        examples: arguments.limit,
    };
    let difference = compare(&a, &b, &options).map_err(CommandError::new)?;
    let mut out = output.stdout();
    match arguments.format {
        Format::Json => write_json(&mut out, &difference, arguments.samples)?,
        Format::Text => {
            write_text(&mut out, &difference, arguments.samples, arguments.limit, output.stdout_style())?;
        }
    }
    finish(out)?;
    Ok(if difference.is_empty() { ExitStatus::Success } else { ExitStatus::Failed })
}

fn open(path: &Path, output: &Output) -> Result<Directory, CommandError> {
    let directory = tsdb::open(path, OpenMode::AsServer).map_err(CommandError::new)?;
    print_warnings(directory.warnings(), output)?;
    Ok(directory)
}
