//! Remote write 1.0: a protobuf message of series, packed with snappy's block format.
//!
//! Written are `WriteRequest.timeseries` (1) with `labels` (1), `samples` (2) and `histograms` (4).

use super::{data::Value, histogram::NativeHistogram};

/// A request body under construction.
#[derive(Default)]
pub(super) struct WriteRequest(Vec<u8>);

impl WriteRequest {
    /// Adds a series with its samples in the order of time.
    pub(super) fn push(&mut self, labels: &[(String, String)], samples: &[(i64, Value)]) {
        let mut series = Vec::new();
        for (name, value) in labels {
            let mut label = Vec::new();
            bytes(&mut label, 1, name.as_bytes());
            bytes(&mut label, 2, value.as_bytes());
            bytes(&mut series, 1, &label);
        }
        for (timestamp, value) in samples {
            let mut message = Vec::new();
            match value {
                Value::Float(value) => {
                    double(&mut message, 1, *value);
                    integer(&mut message, 2, *timestamp as u64);
                    bytes(&mut series, 2, &message);
                }
                Value::Histogram(histogram) => {
                    encode_histogram(&mut message, histogram, *timestamp);
                    bytes(&mut series, 4, &message);
                }
            }
        }
        bytes(&mut self.0, 1, &series);
    }

    /// The packed body.
    pub(super) fn into_body(self) -> Vec<u8> {
        snap::raw::Encoder::new().compress_vec(&self.0).expect("a body that snappy can pack")
    }
}

fn encode_histogram(message: &mut Vec<u8>, histogram: &NativeHistogram, timestamp: i64) {
    if histogram.float {
        double(message, 2, histogram.count() as f64 / 2.0);
    } else {
        integer(message, 1, histogram.count());
    }
    double(message, 3, histogram.sum);
    integer(message, 4, zigzag(i64::from(histogram.schema)));
    double(message, 5, histogram.zero_threshold);
    if histogram.float {
        double(message, 7, histogram.zero_count as f64 / 2.0);
    } else {
        integer(message, 6, histogram.zero_count);
    }
    encode_buckets(message, histogram, &histogram.negative, 8);
    encode_buckets(message, histogram, &histogram.positive, 11);
    integer(message, 14, histogram.hint as u64);
    integer(message, 15, timestamp as u64);
    if !histogram.bounds.is_empty() {
        bytes(message, 16, &histogram.bounds.iter().flat_map(|bound| bound.to_le_bytes()).collect::<Vec<_>>());
    }
}

/// One span in field `field`, and the counts: differences in the next field, floats in the one after.
fn encode_buckets(message: &mut Vec<u8>, histogram: &NativeHistogram, counts: &[u64], field: u64) {
    if counts.is_empty() {
        return;
    }
    let mut span = Vec::new();
    integer(&mut span, 1, zigzag(i64::from(histogram.first)));
    integer(&mut span, 2, counts.len() as u64);
    bytes(message, field, &span);
    if histogram.float {
        let counts = counts.iter().flat_map(|count| (*count as f64 / 2.0).to_le_bytes());
        bytes(message, field + 2, &counts.collect::<Vec<_>>());
    } else {
        let mut deltas = Vec::new();
        let mut previous = 0;
        for count in counts {
            varint(&mut deltas, zigzag(*count as i64 - previous));
            previous = *count as i64;
        }
        bytes(message, field + 1, &deltas);
    }
}

fn zigzag(value: i64) -> u64 {
    ((value << 1) ^ (value >> 63)) as u64
}

fn varint(out: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        out.push(value as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

fn integer(out: &mut Vec<u8>, field: u64, value: u64) {
    varint(out, field << 3);
    varint(out, value);
}

fn double(out: &mut Vec<u8>, field: u64, value: f64) {
    varint(out, field << 3 | 1);
    out.extend_from_slice(&value.to_le_bytes());
}

fn bytes(out: &mut Vec<u8>, field: u64, content: &[u8]) {
    varint(out, field << 3 | 2);
    varint(out, content.len() as u64);
    out.extend_from_slice(content);
}
