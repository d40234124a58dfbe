//! Native histograms, exponential and with custom bounds, in the one form that the engine and the decoders share.

mod arithmetic;
mod bounds;
mod buckets;
mod compact;
mod comparison;
mod compensated;
mod custom_bounds;
mod layout;
mod merge;
mod resolution;
mod trim;
mod zero_bucket;

#[cfg(test)]
mod tests;

pub use arithmetic::{Combined, IncompatibleSchemas};
pub use bounds::{custom_bound, exponential_bound};
pub use buckets::{Bucket, BucketCounts};
pub use compensated::CompensatedHistogram;
pub use layout::{bucket_indexes, same_layout};

use super::sample::is_stale;

/// What is known of a histogram's relation to the sample before it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum CounterResetHint {
    /// Nothing is known: compare to find out.
    #[default]
    Unknown,
    /// A counter reset lies between the previous sample and this one.
    Reset,
    /// There is none.
    NotReset,
    /// A gauge histogram: resets mean nothing.
    Gauge,
}

/// A run of consecutive buckets.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct HistogramSpan {
    /// Gap to the previous span, or the index of the first bucket for the first span.
    pub offset: i32,
    /// Number of buckets.
    pub length: u32,
}

/// The schema number of histograms with custom bounds.
pub const CUSTOM_BUCKETS_SCHEMA: i32 = -53;

/// A native histogram with absolute float counts; integer histograms are converted when they are decoded.
///
/// Schema -4..=8: bucket `i` of the positive side is `(2^((i-1)·2^-schema), 2^(i·2^-schema)]`. Schema -53: bucket `i`
/// ends at `custom_values[i]`, the last one at +Inf.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FloatHistogram {
    /// What is known about a counter reset before this sample.
    pub counter_reset_hint: CounterResetHint,
    /// Resolution, or [`CUSTOM_BUCKETS_SCHEMA`].
    pub schema: i32,
    /// Half width of the zero bucket.
    pub zero_threshold: f64,
    /// Observations in the zero bucket.
    pub zero_count: f64,
    /// All observations.
    pub count: f64,
    /// Sum of all observations; the stale marker makes the whole sample stale.
    pub sum: f64,
    /// Layout of `positive_buckets`.
    pub positive_spans: Vec<HistogramSpan>,
    /// Layout of `negative_buckets`.
    pub negative_spans: Vec<HistogramSpan>,
    /// Absolute counts of the positive buckets.
    pub positive_buckets: Vec<f64>,
    /// Absolute counts of the negative buckets.
    pub negative_buckets: Vec<f64>,
    /// Upper bounds of the custom buckets, +Inf left out.
    pub custom_values: Vec<f64>,
}

impl FloatHistogram {
    /// Whether this sample is a stale marker.
    pub fn is_stale(&self) -> bool {
        is_stale(self.sum)
    }
}
