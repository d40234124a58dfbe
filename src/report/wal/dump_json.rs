//! The entries of a log as JSON, one object a line.
//!
//! ```text
//! {log, segment, offset, type, ref, metric, …}
//! series
//! sample             value, timestamp, startTimestamp
//! histogram, float-histogram   histogram: {hint, schema, zeroThreshold, zeroCount, count, sum,
//!                    positiveSpans: [[offset, length]], negativeSpans, positiveBuckets, negativeBuckets, customValues},
//!                    timestamp, startTimestamp
//! exemplar           exemplar: {labels}, value, timestamp
//! metadata           metricType, unit, help
//! tombstone          minTime, maxTime
//! marker             file, chunkOffset
//! unknown            recordType (no ref)
//! ```
//! Times are unix milliseconds; `metric` is null if the series' record has not come up; `startTimestamp` is left out
//! where there is none. Floats are strings, as in Prometheus' API, but a stale marker is `"stale"`. Buckets are absolute
//! counts.

use super::dump::{EntryPlace, metric_type};
use crate::{
    golang::float::{append_integer, append_json},
    model::{
        histogram::{CounterResetHint, FloatHistogram, HistogramSpan},
        sample::is_stale,
    },
    report::json_text::{Encoder, append_labels, append_string},
    tsdb::wal::{HistogramSample, LogCounter, Record},
};

/// Appends the entries of a record whose series `keep` lets pass.
pub fn append_json_lines(
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
                    float(out, "value", entry.value);
                    times(out, entry.timestamp, entry.start_timestamp);
                });
            }
        }
        Record::Histograms(entries) => lines.histograms("histogram", entries, keep),
        Record::FloatHistograms(entries) => lines.histograms("float-histogram", entries, keep),
        Record::Exemplars(entries) => {
            for entry in entries.iter().filter(|entry| keep(entry.reference)) {
                lines.line("exemplar", entry.reference, |out| {
                    key(out, "exemplar");
                    append_labels(out, &entry.labels, Encoder::Server);
                    float(out, "value", entry.value);
                    integer(out, "timestamp", entry.timestamp);
                });
            }
        }
        Record::Metadata(entries) => {
            for entry in entries.iter().filter(|entry| keep(entry.reference)) {
                lines.line("metadata", entry.reference, |out| {
                    text(out, "metricType", metric_type(entry.metric_type));
                    text(out, "unit", &entry.unit);
                    text(out, "help", &entry.help);
                });
            }
        }
        Record::Tombstones(entries) => {
            for entry in entries.iter().filter(|entry| keep(entry.reference)) {
                lines.line("tombstone", entry.reference, |out| {
                    integer(out, "minTime", entry.min_time);
                    integer(out, "maxTime", entry.max_time);
                });
            }
        }
        Record::Markers(entries) => {
            for entry in entries.iter().filter(|entry| keep(entry.reference)) {
                lines.line("marker", entry.reference, |out| {
                    integer(out, "file", (entry.chunk >> 32) as i64);
                    integer(out, "chunkOffset", (entry.chunk & 0xFFFF_FFFF) as i64);
                });
            }
        }
        Record::Unknown(kind) => {
            lines.place("unknown");
            integer(out, "recordType", i64::from(*kind));
            out.extend_from_slice(b"}\n");
        }
    }
}

struct Lines<'a> {
    out: &'a mut Vec<u8>,
    place: EntryPlace<'a>,
    names: &'a LogCounter,
}

impl Lines<'_> {
    fn place(&mut self, kind: &str) {
        self.out.extend_from_slice(b"{\"log\":");
        append_string(self.out, self.place.log, Encoder::Server);
        let EntryPlace { segment, offset, .. } = self.place;
        self.out
            .extend_from_slice(format!(",\"segment\":{segment},\"offset\":{offset},\"type\":\"{kind}\"").as_bytes());
    }

    fn line(&mut self, kind: &str, reference: u64, rest: impl FnOnce(&mut Vec<u8>)) {
        self.place(kind);
        self.out.extend_from_slice(format!(",\"ref\":{reference},\"metric\":").as_bytes());
        match self.names.labels(reference) {
            Some(labels) => append_labels(self.out, labels, Encoder::Server),
            None => self.out.extend_from_slice(b"null"),
        }
        rest(self.out);
        self.out.extend_from_slice(b"}\n");
    }

    fn histograms(&mut self, kind: &str, entries: &[HistogramSample], keep: impl Fn(u64) -> bool) {
        for entry in entries.iter().filter(|entry| keep(entry.reference)) {
            self.line(kind, entry.reference, |out| {
                histogram(out, &entry.histogram);
                times(out, entry.timestamp, entry.start_timestamp);
            });
        }
    }
}

fn key(out: &mut Vec<u8>, name: &str) {
    out.extend_from_slice(format!(",\"{name}\":").as_bytes());
}

fn text(out: &mut Vec<u8>, name: &str, value: &str) {
    key(out, name);
    append_string(out, value, Encoder::Server);
}

fn integer(out: &mut Vec<u8>, name: &str, value: i64) {
    key(out, name);
    append_integer(out, value);
}

fn number(out: &mut Vec<u8>, value: f64) {
    out.push(b'"');
    if is_stale(value) {
        out.extend_from_slice(b"stale")
    } else {
        append_json(out, value)
    }
    out.push(b'"');
}

fn float(out: &mut Vec<u8>, name: &str, value: f64) {
    key(out, name);
    number(out, value);
}

fn times(out: &mut Vec<u8>, timestamp: i64, start_timestamp: i64) {
    integer(out, "timestamp", timestamp);
    if start_timestamp != 0 {
        integer(out, "startTimestamp", start_timestamp);
    }
}

fn list<T>(out: &mut Vec<u8>, name: &str, items: &[T], append: impl Fn(&mut Vec<u8>, &T)) {
    key(out, name);
    out.push(b'[');
    for (index, item) in items.iter().enumerate() {
        if index > 0 {
            out.push(b',');
        }
        append(out, item);
    }
    out.push(b']');
}

fn histogram(out: &mut Vec<u8>, histogram: &FloatHistogram) {
    key(out, "histogram");
    let hint = match histogram.counter_reset_hint {
        CounterResetHint::Unknown => "unknown",
        CounterResetHint::Reset => "reset",
        CounterResetHint::NotReset => "not_reset",
        CounterResetHint::Gauge => "gauge",
    };
    out.extend_from_slice(format!("{{\"hint\":\"{hint}\",\"schema\":{}", histogram.schema).as_bytes());
    float(out, "zeroThreshold", histogram.zero_threshold);
    float(out, "zeroCount", histogram.zero_count);
    float(out, "count", histogram.count);
    float(out, "sum", histogram.sum);
    let span = |out: &mut Vec<u8>, span: &HistogramSpan| {
        out.extend_from_slice(format!("[{},{}]", span.offset, span.length).as_bytes());
    };
    let bucket = |out: &mut Vec<u8>, count: &f64| number(out, *count);
    list(out, "positiveSpans", &histogram.positive_spans, span);
    list(out, "negativeSpans", &histogram.negative_spans, span);
    list(out, "positiveBuckets", &histogram.positive_buckets, bucket);
    list(out, "negativeBuckets", &histogram.negative_buckets, bucket);
    list(out, "customValues", &histogram.custom_values, bucket);
    out.push(b'}');
}
