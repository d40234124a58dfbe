//! The segments of logs: a table, or JSON; and where they are damaged.
//!
//! ```text
//! [{log, segments: [{number, size, records, series, samples, histograms, floatHistograms, exemplars, metadata,
//!    tombstones, markers, unknownRecords, minTime, maxTime, compression: {none|snappy|zstd: records},
//!    damages: [{offset, error}]}],
//!   missing: [[before, after]],
//!   damage: {segment, offset, error, lostRecords, lostSamples, unfinished}}]
//! ```
//! One array on one line. What lies behind damage is in no count but `lostRecords` and `lostSamples`, which have what
//! could be read again of it. Times are unix milliseconds; `minTime`, `maxTime` and `damage` are left out where there is
//! nothing to say.

use crate::{
    report::{
        Style,
        number::{bytes, formatted_time},
        table::{Column, write_columns},
    },
    tsdb::wal::{LogKind, LogSurvey, RecordKind, SegmentSurvey},
};
use serde::Serialize;
use std::{
    collections::BTreeMap,
    io::{self, Write},
};

/// Writes a table of all segments.
pub fn write_segments(out: &mut dyn Write, logs: &[LogSurvey<'_>], style: Style) -> io::Result<()> {
    let row = |log: &LogSurvey<'_>, segment: &SegmentSurvey| {
        let other = [RecordKind::Exemplars, RecordKind::Metadata, RecordKind::Tombstones, RecordKind::Markers];
        let compressions: Vec<&str> = segment.compressions.keys().copied().collect();
        let instant = |pick: fn((i64, i64)) -> i64| {
            segment.times.map_or_else(String::new, |times| formatted_time(pick(times), "%Y-%m-%dT%H:%M:%SZ"))
        };
        vec![
            format!("{}/{:08}", log.log.name, segment.number),
            bytes(segment.size),
            segment.records().to_string(),
            segment.entries(RecordKind::Series).to_string(),
            segment.entries(RecordKind::Samples).to_string(),
            (segment.entries(RecordKind::Histograms) + segment.entries(RecordKind::FloatHistograms)).to_string(),
            other.iter().map(|kind| segment.entries(*kind)).sum::<u64>().to_string(),
            instant(|times| times.0),
            instant(|times| times.1),
            compressions.join(", "),
        ]
    };
    let rows = logs.iter().flat_map(|log| log.segments.iter().map(move |segment| row(log, segment)));
    let columns = [
        Column::Name("segment"),
        Column::Number("size"),
        Column::Number("records"),
        Column::Number("series"),
        Column::Number("samples"),
        Column::Number("histograms"),
        Column::Number("other"),
        Column::Number("from"),
        Column::Number("to"),
        Column::Name("compression"),
    ];
    write_columns(out, &columns, rows, style)
}

/// Writes a line for everything that is wrong with the logs. `is_live` says that a server may be writing to them.
pub fn write_damages(out: &mut dyn Write, logs: &[LogSurvey<'_>], is_live: bool) -> io::Result<()> {
    for log in logs {
        for (before, after) in log.log.gaps() {
            writeln!(out, "missing: {}: segment {before:08} is followed by {after:08}", log.log.name)?;
        }
        let Some((index, damage, loss)) = log.first_damage() else { continue };
        let number = log.segments.get(index).map_or(0, |segment| segment.number);
        let place = format!("{}/{number:08} at offset {}", log.log.name, damage.offset);
        if is_live && log.ends_unfinished() {
            writeln!(out, "unfinished: {place}: a server may be writing its last record")?;
            continue;
        }
        let consequence = match log.log.kind {
            LogKind::Checkpoint(_) => "no server starts with it".to_owned(),
            _ => format!(
                "lost with it: {} records with {} samples after it, beside what cannot be read",
                loss.records, loss.samples
            ),
        };
        writeln!(out, "damaged: {place}: {}; {consequence}", damage.error)?;
    }
    Ok(())
}

/// Writes all that is known of the segments as JSON, and a line end.
pub fn write_segments_json(out: &mut dyn Write, logs: &[LogSurvey<'_>], is_live: bool) -> io::Result<()> {
    let logs: Vec<LogObject<'_>> = logs.iter().map(|log| LogObject::of(log, is_live)).collect();
    serde_json::to_writer(&mut *out, &logs)?;
    out.write_all(b"\n")
}

#[derive(Serialize)]
struct LogObject<'a> {
    log: &'a str,
    segments: Vec<SegmentObject<'a>>,
    missing: Vec<(u64, u64)>,
    #[serde(skip_serializing_if = "Option::is_none")]
    damage: Option<FirstDamage>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct FirstDamage {
    segment: u64,
    offset: u64,
    error: String,
    lost_records: u64,
    lost_samples: u64,
    unfinished: bool,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SegmentObject<'a> {
    number: u64,
    size: u64,
    records: u64,
    series: u64,
    samples: u64,
    histograms: u64,
    float_histograms: u64,
    exemplars: u64,
    metadata: u64,
    tombstones: u64,
    markers: u64,
    unknown_records: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    min_time: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    max_time: Option<i64>,
    compression: &'a BTreeMap<&'static str, u64>,
    damages: Vec<OneDamage>,
}

#[derive(Serialize)]
struct OneDamage {
    offset: u64,
    error: String,
}

impl<'a> LogObject<'a> {
    fn of(log: &'a LogSurvey<'_>, is_live: bool) -> LogObject<'a> {
        let damage = log.first_damage().map(|(index, damage, loss)| FirstDamage {
            segment: log.segments.get(index).map_or(0, |segment| segment.number),
            offset: damage.offset,
            error: damage.error.to_string(),
            lost_records: loss.records,
            lost_samples: loss.samples,
            unfinished: is_live && log.ends_unfinished(),
        });
        let segments = log.segments.iter().map(SegmentObject::of).collect();
        LogObject { log: &log.log.name, segments, missing: log.log.gaps().collect(), damage }
    }
}

impl<'a> SegmentObject<'a> {
    fn of(segment: &'a SegmentSurvey) -> SegmentObject<'a> {
        let damages = segment.damages.iter();
        SegmentObject {
            number: segment.number,
            size: segment.size,
            records: segment.records(),
            series: segment.entries(RecordKind::Series),
            samples: segment.entries(RecordKind::Samples),
            histograms: segment.entries(RecordKind::Histograms),
            float_histograms: segment.entries(RecordKind::FloatHistograms),
            exemplars: segment.entries(RecordKind::Exemplars),
            metadata: segment.entries(RecordKind::Metadata),
            tombstones: segment.entries(RecordKind::Tombstones),
            markers: segment.entries(RecordKind::Markers),
            unknown_records: segment.kinds.get(&RecordKind::Unknown).map_or(0, |counts| counts.records),
            min_time: segment.times.map(|times| times.0),
            max_time: segment.times.map(|times| times.1),
            compression: &segment.compressions,
            damages: damages
                .map(|damage| OneDamage { offset: damage.offset, error: damage.error.to_string() })
                .collect(),
        }
    }
}
