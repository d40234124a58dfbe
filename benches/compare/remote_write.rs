//! Remote write 1.0: a protobuf message of series, packed with snappy's block format.
//!
//! Only the fields that the generated data needs are written: `WriteRequest.timeseries` (1) with `labels` (1), `samples`
//! (2) and `histograms` (4).

use crate::generate::{Labels, NativeHistogram, Value};

/// A request body under construction.
#[derive(Default)]
pub(crate) struct WriteRequest(Vec<u8>);

impl WriteRequest {
    /// Adds a series with its samples in the order of time.
    pub(crate) fn push<'a>(&mut self, labels: &Labels, samples: impl Iterator<Item = (i64, &'a Value)>) {
        let mut series = Vec::new();
        for (name, value) in labels {
            let mut label = Vec::new();
            bytes(&mut label, 1, name.as_bytes());
            bytes(&mut label, 2, value.as_bytes());
            bytes(&mut series, 1, &label);
        }
        let mut message = Vec::new();
        for (timestamp, value) in samples {
            message.clear();
            match value {
                Value::Float(value) => {
                    double(&mut message, 1, *value);
                    integer(&mut message, 2, timestamp as u64);
                    bytes(&mut series, 2, &message);
                }
                Value::Histogram(histogram) => {
                    encode_histogram(&mut message, histogram, timestamp);
                    bytes(&mut series, 4, &message);
                }
            }
        }
        bytes(&mut self.0, 1, &series);
    }

    /// The packed body.
    pub(crate) fn into_body(self) -> Result<Vec<u8>, snap::Error> {
        snap::raw::Encoder::new().compress_vec(&self.0)
    }
}

fn encode_histogram(message: &mut Vec<u8>, histogram: &NativeHistogram, timestamp: i64) {
    integer(message, 1, histogram.counts.iter().sum());
    double(message, 3, histogram.sum);
    integer(message, 4, zigzag(3));
    double(message, 5, 1e-128);
    integer(message, 6, 0);
    if !histogram.counts.is_empty() {
        let mut span = Vec::new();
        integer(&mut span, 1, zigzag(i64::from(histogram.first)));
        integer(&mut span, 2, histogram.counts.len() as u64);
        bytes(message, 11, &span);
        let mut deltas = Vec::new();
        let mut previous = 0;
        for count in &histogram.counts {
            varint(&mut deltas, zigzag(*count as i64 - previous));
            previous = *count as i64;
        }
        bytes(message, 12, &deltas);
    }
    integer(message, 15, timestamp as u64);
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
