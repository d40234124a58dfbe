//! `promq tsdb create-blocks-from jsonl`: dumps and VictoriaMetrics' exports into blocks.

use super::{
    blocks::BlockArguments,
    input::{Input, report_left_out},
};
use crate::{
    cli::{
        error::CommandError,
        exit::ExitStatus,
        output::Output,
        progress::{Progress, Unit},
        tsdb::DEFAULT_DIRECTORY,
    },
    tsdb::{backfill::ImportSummary, jsonl::JsonLinesOptions},
};
use std::path::PathBuf;

/// Import what tsdb dump --format jsonl or VictoriaMetrics' export has written, and produce blocks
///
/// A line is a JSON object, a run of samples of one series:
///
///   {"metric":{"__name__":"up","job":"node"},"values":[1,0.5,null,"Infinity"],"timestamps":[MILLISECONDS,…]}
///
/// For native histograms "histograms" (integer counts) or "float_histograms" stand in the place of "values". The
/// samples come back bit for bit, stale markers and start timestamps included; histograms keep their buckets.
#[derive(Debug, clap::Args)]
#[command(
    verbatim_doc_comment,
    after_help = "Example:\n  promq tsdb dump --format jsonl data/ | promq tsdb create-blocks-from jsonl - copy/"
)]
pub(super) struct Arguments {
    /// File to read samples from; `-` is standard input
    #[arg(value_name = "FILE")]
    input: PathBuf,

    /// Directory for the blocks
    #[arg(value_name = "OUTPUT_DIRECTORY", default_value = DEFAULT_DIRECTORY)]
    output_directory: PathBuf,

    /// Pass over lines that cannot be read, and report them, instead of giving up
    #[arg(long)]
    skip_bad_lines: bool,
}

pub(super) fn run(arguments: &Arguments, blocks: &BlockArguments, output: &Output) -> Result<ExitStatus, CommandError> {
    let input = Input::open(&arguments.input)?;
    let mut backfill = blocks.begin_keeping_layouts(&arguments.output_directory)?;
    let options = JsonLinesOptions { labels: blocks.labels().to_vec(), skip_bad_lines: arguments.skip_bad_lines };
    let summary = {
        let progress = Progress::new(output, "reading", Unit::Bytes, input.size);
        let mut show = |summary: &ImportSummary| {
            progress.set(summary.bytes);
            progress.note(format!(", {} samples", summary.samples));
        };
        backfill.read_json_lines(input.reader, &options, &mut show).map_err(CommandError::new)?
    };
    report_left_out(&summary, "lines", output)?;
    blocks.finish(backfill, "the input holds no samples", output)
}
