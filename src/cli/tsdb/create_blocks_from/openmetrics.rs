//! `promq tsdb create-blocks-from openmetrics`: expositions into blocks.

use super::{blocks::BlockArguments, input::open};
use crate::{
    cli::{
        error::CommandError,
        exit::ExitStatus,
        output::Output,
        progress::{Progress, Unit},
        tsdb::DEFAULT_DIRECTORY,
    },
    exposition::Format,
    tsdb::backfill::openmetrics::{TextOptions, TextSummary},
};
use std::{
    io::{self, Write},
    path::PathBuf,
};

/// Import samples from the OpenMetrics format and produce blocks
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  promq tsdb create-blocks-from openmetrics --label site=north samples.om data/")]
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
    let (input, size) = open(&arguments.input)?;
    let mut backfill = blocks.begin(&arguments.output_directory)?;
    let options = TextOptions {
        format: Format::OpenMetrics,
        labels: blocks.labels().to_vec(),
        skip_bad_lines: arguments.skip_bad_lines,
    };
    let summary = {
        let progress = Progress::new(output, "reading", Unit::Bytes, size);
        let mut show = |summary: &TextSummary| {
            progress.set(summary.bytes);
            progress.note(format!(", {} samples", summary.samples));
        };
        backfill.read_text(input, &options, &mut show).map_err(CommandError::new)?
    };
    report(&summary, output)?;
    blocks.finish(backfill, "the input holds no samples", output)
}

fn report(summary: &TextSummary, output: &Output) -> io::Result<()> {
    let mut stderr = output.stderr();
    if let Some(first) = &summary.first_bad_line {
        writeln!(stderr, "warning: {} lines passed over, the first: {first}", summary.bad_lines)?;
    }
    if summary.exemplars > 0 {
        writeln!(stderr, "note: {} exemplars left out, blocks hold none", summary.exemplars)?;
    }
    Ok(())
}
