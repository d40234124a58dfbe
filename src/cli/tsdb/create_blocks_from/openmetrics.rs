//! `promq tsdb create-blocks-from openmetrics`: expositions into blocks.

use super::{blocks::BlockArguments, input::Input};
use crate::{
    cli::{
        error::CommandError,
        exit::ExitStatus,
        output::Output,
        progress::{Progress, Unit},
        tsdb::DEFAULT_DIRECTORY,
    },
    exposition::{ExpositionFormat, Format, protobuf::ClassicHistograms},
    tsdb::backfill::{
        openmetrics::{TextError, TextOptions, TextSummary},
        protobuf::ProtobufOptions,
    },
};
use std::{
    io::{self, Write},
    path::PathBuf,
};

/// Import samples from the OpenMetrics format and produce blocks
///
/// Prometheus' text format and protobuf expositions are read too; the latter carry native histograms. Every sample needs
/// a time.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  promq tsdb create-blocks-from openmetrics --label site=north samples.om data/")]
pub(super) struct Arguments {
    /// File to read samples from; `-` is standard input
    #[arg(value_name = "FILE")]
    input: PathBuf,

    /// Directory for the blocks
    #[arg(value_name = "OUTPUT_DIRECTORY", default_value = DEFAULT_DIRECTORY)]
    output_directory: PathBuf,

    /// The format of the input
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    format: InputFormat,

    /// What becomes of classic histograms in protobuf expositions
    #[arg(long, value_enum, default_value_t, value_name = "WAY")]
    classic_histograms: Classic,

    /// Pass over lines (protobuf: metric families) that cannot be read, and report them, instead of giving up
    #[arg(long)]
    skip_bad_lines: bool,
}

/// The formats that a user can choose.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
enum InputFormat {
    /// Tell by the name, the beginning, and the end of the input
    #[default]
    Auto,
    /// OpenMetrics: times in seconds, `# EOF` at the end
    Openmetrics,
    /// Prometheus' text format: times in milliseconds
    Text,
    /// Protobuf messages, each after its length
    Protobuf,
}

/// What can become of classic histograms.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
enum Classic {
    /// Series, unless the histogram has native buckets too
    #[default]
    UnlessNative,
    /// Series, always
    Always,
    /// Native histograms with custom buckets
    Convert,
}

impl From<Classic> for ClassicHistograms {
    fn from(classic: Classic) -> ClassicHistograms {
        match classic {
            Classic::UnlessNative => ClassicHistograms::UnlessNative,
            Classic::Always => ClassicHistograms::Always,
            Classic::Convert => ClassicHistograms::Convert,
        }
    }
}

pub(super) fn run(arguments: &Arguments, blocks: &BlockArguments, output: &Output) -> Result<ExitStatus, CommandError> {
    let mut input = Input::open(&arguments.input)?;
    let format = match arguments.format {
        InputFormat::Auto => detect(&mut input)?,
        InputFormat::Openmetrics => ExpositionFormat::Text(Format::OpenMetrics),
        InputFormat::Text => ExpositionFormat::Text(Format::Text),
        InputFormat::Protobuf => ExpositionFormat::Protobuf,
    };
    let mut backfill = blocks.begin(&arguments.output_directory)?;
    let progress = Progress::new(output, "reading", Unit::Bytes, input.size);
    let mut show = |summary: &TextSummary| {
        progress.set(summary.bytes);
        progress.note(format!(", {} samples", summary.samples));
    };
    let labels = blocks.labels().to_vec();
    let skip = arguments.skip_bad_lines;
    let read = match format {
        ExpositionFormat::Text(format) => {
            let options = TextOptions { format, labels, skip_bad_lines: skip };
            backfill.read_text(input.reader, &options, &mut show)
        }
        ExpositionFormat::Protobuf => {
            let options = ProtobufOptions {
                labels,
                classic: arguments.classic_histograms.into(),
                start_timestamps: blocks.keeps_start_timestamps(),
                skip_bad_families: skip,
            };
            backfill.read_protobuf(input.reader, &options, &mut show)
        }
    };
    drop(progress);
    let summary = read.map_err(|error| failure(error, format))?;
    report(&summary, format, output)?;
    blocks.finish(backfill, "the input holds no samples", output)
}

/// OpenMetrics if that is what the file is called or how it ends; else its beginning tells.
fn detect(input: &mut Input) -> Result<ExpositionFormat, CommandError> {
    let openmetrics = ExpositionFormat::Text(Format::OpenMetrics);
    let is_openmetrics = input.has_extension(&["om", "openmetrics"]) || input.ends_with(&[b"# EOF\n", b"# EOF"])?;
    Ok(if is_openmetrics { openmetrics } else { ExpositionFormat::of_beginning(input.beginning()?) })
}

fn failure(error: TextError, format: ExpositionFormat) -> CommandError {
    let has_no_end = error.to_string().ends_with("data does not end with # EOF");
    let error = CommandError::new(error);
    match format {
        ExpositionFormat::Text(Format::OpenMetrics) if has_no_end => {
            error.hinted("if it is Prometheus' text format, with times in milliseconds, say --format text")
        }
        _ => error,
    }
}

fn report(summary: &TextSummary, format: ExpositionFormat, output: &Output) -> io::Result<()> {
    let mut stderr = output.stderr();
    if let Some(first) = &summary.first_bad_line {
        let things = if format == ExpositionFormat::Protobuf { "metric families" } else { "lines" };
        writeln!(stderr, "warning: {} {things} passed over, the first: {first}", summary.bad_lines)?;
    }
    if summary.exemplars > 0 {
        writeln!(stderr, "note: {} exemplars left out, blocks hold none", summary.exemplars)?;
    }
    Ok(())
}
