//! Whether a histogram can go into an open chunk: the counter-reset rules, and which buckets each side lacks.
//!
//! Source of the rules: `chunkenc/histogram.go` and `float_histogram.go`. Counts are compared as floats; integer counts
//! are exact there, as larger ones are refused.

use super::{Appender, ResetHeader};
use crate::model::histogram::{CUSTOM_BUCKETS_SCHEMA, CounterResetHint, FloatHistogram, HistogramSpan, bucket_indexes};
use std::cmp::Ordering;

/// What became of the question.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Fit {
    /// The chunk has all buckets of the sample.
    AsItIs,
    /// It has not: both need this layout.
    Wider { positive: Vec<HistogramSpan>, negative: Vec<HistogramSpan> },
    /// The sample begins a new chunk with this header.
    NewChunk(ResetHeader),
}

impl Fit {
    /// The header of the next chunk, which was cut for another reason.
    pub(super) fn header_after(&self, integer: bool) -> ResetHeader {
        match self {
            Fit::NewChunk(header) if integer || *header == ResetHeader::Reset => *header,
            _ => ResetHeader::NotReset,
        }
    }
}

/// Of a counter histogram.
pub(super) fn of_counter(chunk: &Appender, histogram: &FloatHistogram) -> Fit {
    let last = &chunk.last;
    if chunk.header == ResetHeader::Gauge {
        return Fit::NewChunk(ResetHeader::NotReset);
    }
    if histogram.counter_reset_hint == CounterResetHint::Reset {
        return Fit::NewChunk(ResetHeader::Reset);
    }
    if histogram.is_stale() {
        return Fit::AsItIs;
    }
    if last.is_stale() {
        return Fit::NewChunk(ResetHeader::Unknown);
    }
    if histogram.count < last.count {
        return Fit::NewChunk(ResetHeader::Reset);
    }
    if !same_resolution(chunk, histogram) {
        return Fit::NewChunk(ResetHeader::Unknown);
    }
    if !same_bounds(chunk, histogram) || histogram.zero_count < last.zero_count {
        return Fit::NewChunk(ResetHeader::Reset);
    }
    let positive = Side::compare((&last.positive_spans, &last.positive_buckets), side(histogram, true), true);
    let negative = Side::compare((&last.negative_spans, &last.negative_buckets), side(histogram, false), true);
    let (Some(positive), Some(negative)) = (positive, negative) else {
        return Fit::NewChunk(ResetHeader::Reset);
    };
    if !positive.sample_has_more && !negative.sample_has_more {
        return Fit::AsItIs;
    }
    if !positive.chunk_has_more && !negative.chunk_has_more {
        return Fit::Wider { positive: histogram.positive_spans.clone(), negative: histogram.negative_spans.clone() };
    }
    // A side whose sample lacks nothing keeps the sample's spans, however they are cut.
    let spans = |side: Side, own: &[HistogramSpan]| if side.chunk_has_more { side.merged } else { own.to_vec() };
    Fit::Wider {
        positive: spans(positive, &histogram.positive_spans),
        negative: spans(negative, &histogram.negative_spans),
    }
}

/// Of a gauge histogram, whose counts may do anything.
pub(super) fn of_gauge(chunk: &Appender, histogram: &FloatHistogram) -> Fit {
    if chunk.header != ResetHeader::Gauge {
        return Fit::NewChunk(ResetHeader::Gauge);
    }
    if histogram.is_stale() {
        return Fit::AsItIs;
    }
    if chunk.last.is_stale() || !same_resolution(chunk, histogram) || !same_bounds(chunk, histogram) {
        return Fit::NewChunk(ResetHeader::Gauge);
    }
    let last = &chunk.last;
    let positive = Side::compare((&last.positive_spans, &last.positive_buckets), side(histogram, true), false);
    let negative = Side::compare((&last.negative_spans, &last.negative_buckets), side(histogram, false), false);
    let (Some(positive), Some(negative)) = (positive, negative) else {
        return Fit::NewChunk(ResetHeader::Gauge);
    };
    if !positive.sample_has_more && !negative.sample_has_more {
        return Fit::AsItIs;
    }
    if !positive.chunk_has_more && !negative.chunk_has_more {
        return Fit::Wider { positive: histogram.positive_spans.clone(), negative: histogram.negative_spans.clone() };
    }
    Fit::Wider { positive: positive.merged, negative: negative.merged }
}

fn same_resolution(chunk: &Appender, histogram: &FloatHistogram) -> bool {
    histogram.schema == chunk.layout.schema && histogram.zero_threshold == chunk.layout.zero_threshold
}

/// Bounds count only where there are custom buckets, and are compared bit by bit.
fn same_bounds(chunk: &Appender, histogram: &FloatHistogram) -> bool {
    let bits = |bound: &f64| bound.to_bits();
    histogram.schema != CUSTOM_BUCKETS_SCHEMA
        || histogram.custom_values.iter().map(bits).eq(chunk.layout.custom_values.iter().map(bits))
}

type SideOf<'a> = (&'a [HistogramSpan], &'a [f64]);

fn side(histogram: &FloatHistogram, positive: bool) -> SideOf<'_> {
    match positive {
        true => (&histogram.positive_spans, &histogram.positive_buckets),
        false => (&histogram.negative_spans, &histogram.negative_buckets),
    }
}

/// The buckets of the chunk and of a sample, side by side.
struct Side {
    /// The chunk has buckets that the sample lacks.
    chunk_has_more: bool,
    /// The sample has buckets that the chunk lacks.
    sample_has_more: bool,
    /// All buckets of both; adjacent ones share a span.
    merged: Vec<HistogramSpan>,
}

impl Side {
    /// `None` if `counters` and a count went down, or a bucket that was not empty is gone.
    fn compare(chunk: SideOf<'_>, sample: SideOf<'_>, counters: bool) -> Option<Side> {
        let mut ours = bucket_indexes(chunk.0).zip(chunk.1.iter().copied()).peekable();
        let mut theirs = bucket_indexes(sample.0).zip(sample.1.iter().copied()).peekable();
        let mut side = Side { chunk_has_more: false, sample_has_more: false, merged: Vec::new() };
        let mut end = 0i64;
        loop {
            let order = match (ours.peek(), theirs.peek()) {
                (None, None) => return Some(side),
                (Some(_), None) => Ordering::Less,
                (None, Some(_)) => Ordering::Greater,
                (Some((ours, _)), Some((theirs, _))) => ours.cmp(theirs),
            };
            let our = if order.is_le() { ours.next() } else { None };
            let their = if order.is_ge() { theirs.next() } else { None };
            let index = match (our, their) {
                (Some((_, before)), Some((_, now))) if counters && before > now => return None,
                (Some((_, before)), None) if counters && before != 0.0 => return None,
                (Some((index, _)), None) => {
                    side.chunk_has_more = true;
                    index
                }
                (None, Some((index, _))) => {
                    side.sample_has_more = true;
                    index
                }
                (Some((index, _)), Some(_)) => index,
                (None, None) => return Some(side),
            };
            side.add(i64::from(index), &mut end);
        }
    }

    fn add(&mut self, index: i64, end: &mut i64) {
        match self.merged.last_mut() {
            Some(span) if *end == index => span.length += 1,
            _ => self.merged.push(HistogramSpan { offset: (index - *end) as i32, length: 1 }),
        }
        *end = index + 1;
    }
}
