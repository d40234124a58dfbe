//! The entries of a log as text, one a line.
//!
//! ```text
//! wal/00000002:1084 series 12 {__name__="up", job="node"}
//! wal/00000002:1100 sample 12 {__name__="up", job="node"} 1 1700000000000
//! ```
//! Segment and offset of the record, kind, the series' reference and labels (`?` if its record has not come up), and
//! what the entry says: value and time in milliseconds, `start=` before a start timestamp; the labels of an exemplar;
//! type, unit and help; first and last deleted time; file and offset of a chunk.

use crate::{
    golang::{
        float::{append_g, append_integer},
        quote::append_quoted,
    },
    report::dump::append_integer_histogram,
    tsdb::wal::{HistogramSample, LogCounter, Record},
};

/// The record in which entries stand.
#[derive(Clone, Copy, Debug)]
pub struct EntryPlace<'a> {
    /// The log's name.
    pub log: &'a str,
    /// The segment's number.
    pub segment: u64,
    /// Where the record begins in it.
    pub offset: u64,
}

/// Names of the types that metadata knows.
const METRIC_TYPES: [&str; 8] =
    ["unknown", "counter", "gauge", "histogram", "gaugehistogram", "summary", "info", "stateset"];

/// The name of a metric type.
pub(super) fn metric_type(number: u8) -> &'static str {
    METRIC_TYPES.get(usize::from(number)).copied().unwrap_or("unknown")
}

/// Appends the entries of a record whose series `keep` lets pass.
pub fn append_text(
    out: &mut Vec<u8>,
    place: EntryPlace<'_>,
    record: &Record,
    names: &LogCounter,
    keep: impl Fn(u64) -> bool,
) {
    let mut lines = Lines { out, place, names };
    match record {
        Record::Series(entries) => {
            for entry in entries.iter().filter(|entry| keep(entry.reference)) {
                lines.line("series", entry.reference, |_| {});
            }
        }
        Record::Samples(entries) => {
            for entry in entries.iter().filter(|entry| keep(entry.reference)) {
                lines.line("sample", entry.reference, |out| {
                    out.push(b' ');
                    append_g(out, entry.value);
                    append_times(out, entry.timestamp, entry.start_timestamp);
                });
            }
        }
        Record::Histograms(entries) => lines.histograms("histogram", entries, keep),
        Record::FloatHistograms(entries) => lines.histograms("float-histogram", entries, keep),
        Record::Exemplars(entries) => {
            for entry in entries.iter().filter(|entry| keep(entry.reference)) {
                lines.line("exemplar", entry.reference, |out| {
                    out.extend_from_slice(format!(" {} ", entry.labels).as_bytes());
                    append_g(out, entry.value);
                    append_times(out, entry.timestamp, 0);
                });
            }
        }
        Record::Metadata(entries) => {
            for entry in entries.iter().filter(|entry| keep(entry.reference)) {
                lines.line("metadata", entry.reference, |out| {
                    out.extend_from_slice(format!(" {} ", metric_type(entry.metric_type)).as_bytes());
                    append_quoted(out, entry.unit.as_bytes());
                    out.push(b' ');
                    append_quoted(out, entry.help.as_bytes());
                });
            }
        }
        Record::Tombstones(entries) => {
            for entry in entries.iter().filter(|entry| keep(entry.reference)) {
                lines.line("tombstone", entry.reference, |out| {
                    out.extend_from_slice(format!(" {} {}", entry.min_time, entry.max_time).as_bytes());
                });
            }
        }
        Record::Markers(entries) => {
            for entry in entries.iter().filter(|entry| keep(entry.reference)) {
                lines.line("marker", entry.reference, |out| {
                    let (file, offset) = (entry.chunk >> 32, entry.chunk & 0xFFFF_FFFF);
                    out.extend_from_slice(format!(" chunks_head/{file:06}:{offset}").as_bytes());
                });
            }
        }
        Record::Unknown(kind) => {
            lines.place();
            out.extend_from_slice(format!("record of unknown type {kind}\n").as_bytes());
        }
    }
}

fn append_times(out: &mut Vec<u8>, timestamp: i64, start_timestamp: i64) {
    out.push(b' ');
    append_integer(out, timestamp);
    if start_timestamp != 0 {
        out.extend_from_slice(b" start=");
        append_integer(out, start_timestamp);
    }
}

struct Lines<'a> {
    out: &'a mut Vec<u8>,
    place: EntryPlace<'a>,
    names: &'a LogCounter,
}

impl Lines<'_> {
    fn place(&mut self) {
        let EntryPlace { log, segment, offset } = self.place;
        self.out.extend_from_slice(format!("{log}/{segment:08}:{offset} ").as_bytes());
    }

    fn line(&mut self, kind: &str, reference: u64, rest: impl FnOnce(&mut Vec<u8>)) {
        self.place();
        let labels = self.names.labels(reference).map_or_else(|| "?".to_owned(), ToString::to_string);
        self.out.extend_from_slice(format!("{kind} {reference} {labels}").as_bytes());
        rest(self.out);
        self.out.push(b'\n');
    }

    fn histograms(&mut self, kind: &str, entries: &[HistogramSample], keep: impl Fn(u64) -> bool) {
        for entry in entries.iter().filter(|entry| keep(entry.reference)) {
            self.line(kind, entry.reference, |out| {
                out.push(b' ');
                match kind {
                    "histogram" => append_integer_histogram(out, &entry.histogram),
                    _ => entry.histogram.append_text(out),
                }
                append_times(out, entry.timestamp, entry.start_timestamp);
            });
        }
    }
}
