//! How two sources of series differ: series and label values that only one of them has, and samples.
//!
//! ```text
//! A, B → selections sorted by labels → pieces cut at the same labels → each label set once, with its side or sides
//!      → counts by metric and label; samples of both sides, compared time by time
//! ```
//! The pieces are compared in parallel, and only a few series are in memory at a time. What is kept is what differs, and
//! which side has which label value.

mod labels;
mod pass;
mod samples;
#[cfg(test)]
mod tests;

pub use labels::{LabelDifference, SideCounts};
pub use pass::{DiffOptions, Difference, MetricDifference, Unreadable, compare};
pub use samples::{OneSample, SampleCounts, SampleDifference};

/// One of the two.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the names say it all")]
pub enum Side {
    A,
    B,
}
