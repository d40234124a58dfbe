//! Samples as columns: what a decoded series looks like to the engine.

use super::histogram::FloatHistogram;
use std::sync::Arc;

/// A time in milliseconds since the Unix epoch.
pub type Timestamp = i64;

/// The bits of the stale marker: the NaN that says "this series ended here".
pub const STALE_BITS: u64 = 0x7ff0_0000_0000_0002;
/// The bits of the NaN that Prometheus itself writes.
pub const NORMAL_NAN_BITS: u64 = 0x7ff8_0000_0000_0001;

/// Whether `value` is the stale marker: that NaN bit for bit, not any NaN.
#[inline]
pub fn is_stale(value: f64) -> bool {
    value.to_bits() == STALE_BITS
}

/// The samples of one series, column by column, sorted by time.
///
/// Floats and native histograms have their own columns, because nearly every series has only one kind, and the float
/// path must not pay for the other. Each column is sorted by time without duplicates on its own; a float and a
/// histogram may stand at the same time.
#[derive(Clone, Debug, Default)]
pub struct SampleColumns {
    /// Times of the float samples.
    pub timestamps: Vec<Timestamp>,
    /// Values of the float samples, stale markers included.
    pub values: Vec<f64>,
    /// Start timestamps of the float samples (0: unknown); empty when no sample has one.
    pub start_timestamps: Vec<Timestamp>,
    /// Times of the histogram samples.
    pub histogram_timestamps: Vec<Timestamp>,
    /// The histogram samples; a stale one has the stale marker as its sum.
    pub histograms: Vec<Arc<FloatHistogram>>,
    /// Start timestamps of the histogram samples; empty when no sample has one.
    pub histogram_start_timestamps: Vec<Timestamp>,
}

impl SampleColumns {
    /// Empties every column, keeping the memory.
    pub fn clear(&mut self) {
        self.timestamps.clear();
        self.values.clear();
        self.start_timestamps.clear();
        self.histogram_timestamps.clear();
        self.histograms.clear();
        self.histogram_start_timestamps.clear();
    }

    /// Appends a float sample without a start timestamp.
    #[inline]
    pub fn push_float(&mut self, timestamp: Timestamp, value: f64) {
        self.timestamps.push(timestamp);
        self.values.push(value);
        if !self.start_timestamps.is_empty() {
            self.start_timestamps.push(0);
        }
    }

    /// Appends a histogram sample without a start timestamp.
    pub fn push_histogram(&mut self, timestamp: Timestamp, histogram: Arc<FloatHistogram>) {
        self.histogram_timestamps.push(timestamp);
        self.histograms.push(histogram);
        if !self.histogram_start_timestamps.is_empty() {
            self.histogram_start_timestamps.push(0);
        }
    }

    /// How many samples there are, of both kinds.
    pub fn len(&self) -> usize {
        self.timestamps.len() + self.histogram_timestamps.len()
    }

    /// Whether there is no sample of either kind.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}
