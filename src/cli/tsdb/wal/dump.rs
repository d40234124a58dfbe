//! `promq tsdb wal dump`: every entry of the logs.

use super::{LogArguments, parse_selectors, survey_all};
use crate::{
    cli::{
        error::CommandError,
        exit::ExitStatus,
        output::{Output, finish},
    },
    report::wal::{EntryPlace, append_json_lines, append_text, write_damages},
    tsdb::wal::{LogCounter, Record, RecordKind},
};
use std::io::Write;

/// Print every entry of the write-ahead logs
///
/// A line an entry: where its record is, what it is, its series, and what it says. Damage ends the dump of a log, is
/// reported on stderr, and makes the exit code 1.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  promq tsdb wal dump --type series,tombstones /var/lib/prometheus\n  \
                  promq tsdb wal dump --match up -o ndjson /var/lib/prometheus/wal")]
pub(super) struct Arguments {
    #[command(flatten)]
    logs: LogArguments,

    /// Only entries of these kinds
    #[arg(long = "type", value_enum, value_delimiter = ',', value_name = "KINDS")]
    kinds: Vec<Kind>,

    /// Only entries of series that match this selector; may be repeated
    #[arg(long = "match", value_name = "SELECTOR")]
    selectors: Vec<String>,

    /// Go on behind damage, as far as there is something to read
    #[arg(long)]
    past_damage: bool,

    /// Format of the output
    #[arg(short = 'o', long = "output", value_enum, default_value_t, value_name = "FORMAT")]
    format: Format,
}

/// How to print entries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// Text
    #[default]
    Text,
    /// A JSON object a line
    Ndjson,
}

/// The kinds of entries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Kind {
    Series,
    Samples,
    Histograms,
    FloatHistograms,
    Exemplars,
    Metadata,
    Tombstones,
    Markers,
    Unknown,
}

impl Kind {
    fn record_kind(self) -> RecordKind {
        match self {
            Kind::Series => RecordKind::Series,
            Kind::Samples => RecordKind::Samples,
            Kind::Histograms => RecordKind::Histograms,
            Kind::FloatHistograms => RecordKind::FloatHistograms,
            Kind::Exemplars => RecordKind::Exemplars,
            Kind::Metadata => RecordKind::Metadata,
            Kind::Tombstones => RecordKind::Tombstones,
            Kind::Markers => RecordKind::Markers,
            Kind::Unknown => RecordKind::Unknown,
        }
    }
}

pub(super) fn run(arguments: &Arguments, output: &Output) -> Result<ExitStatus, CommandError> {
    let selectors = parse_selectors(&arguments.selectors)?;
    let kinds: Vec<RecordKind> = arguments.kinds.iter().map(|kind| kind.record_kind()).collect();
    // Who asks for series does not ask for records without any.
    let is_wanted = |record: &Record| match record.kind() {
        RecordKind::Unknown if kinds.is_empty() => selectors.is_empty(),
        kind => kinds.is_empty() || kinds.contains(&kind),
    };
    let logs = arguments.logs.find()?;
    let mut names = LogCounter::default();
    let mut out = output.stdout();
    let mut text = Vec::new();
    let surveys = survey_all(&logs, |log, segment, visited| {
        if visited.is_behind_damage && !arguments.past_damage {
            return Ok(());
        }
        names.learn(&visited.record);
        if !is_wanted(&visited.record) {
            return Ok(());
        }
        text.clear();
        let place = EntryPlace { log: &log.name, segment, offset: visited.offset };
        let keep = |reference| names.matches(reference, &selectors);
        match arguments.format {
            Format::Text => append_text(&mut text, place, &visited.record, &names, keep),
            Format::Ndjson => append_json_lines(&mut text, place, &visited.record, &names, keep),
        }
        Ok(out.write_all(&text)?)
    })?;
    finish(out)?;
    write_damages(&mut output.stderr(), &surveys, arguments.logs.is_live())?;
    Ok(arguments.logs.status(&surveys))
}
