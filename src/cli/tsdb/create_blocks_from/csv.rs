//! `promq tsdb create-blocks-from csv`: tables into blocks.

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
    tsdb::{
        backfill::ImportSummary,
        csv::{CsvOptions, TimeFormat},
    },
};
use std::{io::Write, path::PathBuf};

/// Import comma-separated values and produce blocks
///
/// The header names the columns. The time is in the column time, timestamp, _time, datetime, date or ts.
///
/// With a column value or _value every row is one sample: the metric's name is in the column __name__ or metric
/// (InfluxDB: _measurement and _field), every other column is a label. This is what promq query -o csv prints.
///
/// Without one every other column is a series, and its header the metric's name or the whole series,
/// name{label="value"}, as Grafana exports it.
///
/// The separator is a comma, semicolon or tab, whichever the header has most of. Empty fields and null are no samples.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example:\n  promq query range http://localhost:9090 up -o csv | promq tsdb create-blocks-from csv - data/"
)]
pub(super) struct Arguments {
    /// File to read rows from; `-` is standard input
    #[arg(value_name = "FILE")]
    input: PathBuf,

    /// Directory for the blocks
    #[arg(value_name = "OUTPUT_DIRECTORY", default_value = DEFAULT_DIRECTORY)]
    output_directory: PathBuf,

    /// Column that holds the time
    #[arg(long, value_name = "COLUMN")]
    time_column: Option<String>,

    /// How times are written
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    time_format: TimeFormatArgument,

    /// Column that holds values, and whose name is the metric's; may be repeated
    #[arg(long = "value-column", value_name = "COLUMN")]
    value_columns: Vec<String>,

    /// Name of the metric; in front of those of several value columns, and where every column is a series, what their
    /// headers say becomes the label series
    #[arg(long, value_name = "NAME", conflicts_with = "metric_column")]
    metric: Option<String>,

    /// Column that holds the metric's name
    #[arg(long, value_name = "COLUMN")]
    metric_column: Option<String>,

    /// Columns that are labels, separated by commas; all other columns when left out
    #[arg(long, value_name = "COLUMNS", value_delimiter = ',')]
    label_columns: Option<Vec<String>>,

    /// What the columns are by their position, for tables without a header, as VictoriaMetrics takes it:
    /// 1:time:unix_s,2:metric:ask,4:label:market
    #[arg(
        long,
        value_name = "COLUMNS",
        conflicts_with_all = ["time_column", "time_format", "value_columns", "metric", "metric_column", "label_columns"]
    )]
    format: Option<String>,

    /// What separates fields: a character, or `tab`
    #[arg(long, value_name = "CHARACTER", value_parser = parse_separator)]
    separator: Option<u8>,

    /// Pass over rows that cannot be read, and report them, instead of giving up
    #[arg(long)]
    skip_bad_lines: bool,
}

/// See [`TimeFormat`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
enum TimeFormatArgument {
    /// Dates, or numbers whose size tells the unit
    #[default]
    Auto,
    /// Dates like 2026-11-22T19:00:00Z; UTC without a zone
    Rfc3339,
    /// Unix seconds, with or without fractions
    UnixS,
    /// Unix milliseconds
    UnixMs,
    /// Unix microseconds
    UnixUs,
    /// Unix nanoseconds
    UnixNs,
}

fn parse_separator(text: &str) -> Result<u8, String> {
    match text.as_bytes() {
        b"tab" | b"\\t" => Ok(b'\t'),
        [byte] if byte.is_ascii() && !matches!(byte, b'"' | b'\n' | b'\r') => Ok(*byte),
        _ => Err("expected one ASCII character, or `tab`".to_owned()),
    }
}

pub(super) fn run(arguments: &Arguments, blocks: &BlockArguments, output: &Output) -> Result<ExitStatus, CommandError> {
    let input = Input::open(&arguments.input)?;
    let mut backfill = blocks.begin(&arguments.output_directory)?;
    let summary = {
        let progress = Progress::new(output, "reading", Unit::Bytes, input.size);
        let mut show = |summary: &ImportSummary| {
            progress.set(summary.bytes);
            progress.note(format!(", {} samples", summary.samples));
        };
        let options = arguments.options(blocks);
        backfill.read_csv(input.reader, &options, &mut show).map_err(CommandError::new)?
    };
    report_left_out(&summary.import, "rows", output)?;
    if summary.histograms > 0 {
        let count = summary.histograms;
        writeln!(output.stderr(), "warning: {count} rows left out, they hold native histograms; use jsonl for those")?;
    }
    blocks.finish(backfill, "the input holds no samples", output)
}

impl Arguments {
    fn options(&self, blocks: &BlockArguments) -> CsvOptions {
        CsvOptions {
            separator: self.separator,
            time_column: self.time_column.clone(),
            time_format: match self.time_format {
                TimeFormatArgument::Auto => TimeFormat::Auto,
                TimeFormatArgument::Rfc3339 => TimeFormat::Rfc3339,
                TimeFormatArgument::UnixS => TimeFormat::Seconds,
                TimeFormatArgument::UnixMs => TimeFormat::Milliseconds,
                TimeFormatArgument::UnixUs => TimeFormat::Microseconds,
                TimeFormatArgument::UnixNs => TimeFormat::Nanoseconds,
            },
            value_columns: self.value_columns.clone(),
            metric: self.metric.clone(),
            metric_column: self.metric_column.clone(),
            label_columns: self.label_columns.clone(),
            positions: self.format.clone(),
            labels: blocks.labels().to_vec(),
            skip_bad_lines: self.skip_bad_lines,
        }
    }
}
