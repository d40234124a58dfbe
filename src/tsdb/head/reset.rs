//! What a server would remember of counter resets when it puts replayed histograms into chunks.
//!
//! A counter histogram that fits behind the one before it goes into the same chunk and reads back as "not a reset"; one
//! that does not begins a new chunk and reads back as "unknown". (Chunks are also cut by size and age. Those cuts are
//! not followed here: they turn a "not a reset" into an "unknown" that a comparison resolves the same way.)

use crate::model::histogram::{CounterResetHint, FloatHistogram, HistogramSpan};

/// The hint with which `next` reads back when it was appended after `previous` of the same kind, if there is one.
pub(super) fn hint_after(previous: Option<&FloatHistogram>, next: &FloatHistogram) -> CounterResetHint {
    if next.counter_reset_hint == CounterResetHint::Gauge {
        return CounterResetHint::Gauge;
    }
    match previous {
        Some(previous) if continues(previous, next) => CounterResetHint::NotReset,
        _ => CounterResetHint::Unknown,
    }
}

fn continues(previous: &FloatHistogram, next: &FloatHistogram) -> bool {
    if previous.counter_reset_hint == CounterResetHint::Gauge || next.counter_reset_hint == CounterResetHint::Reset {
        return false;
    }
    if next.is_stale() {
        return true;
    }
    !previous.is_stale()
        && next.count >= previous.count
        && next.schema == previous.schema
        && next.zero_threshold == previous.zero_threshold
        && next.custom_values == previous.custom_values
        && next.zero_count >= previous.zero_count
        && covers(
            (&previous.positive_spans, &previous.positive_buckets),
            (&next.positive_spans, &next.positive_buckets),
        )
        && covers(
            (&previous.negative_spans, &previous.negative_buckets),
            (&next.negative_spans, &next.negative_buckets),
        )
}

/// Whether no bucket of `previous` has become smaller or, not being empty, has gone.
fn covers(previous: (&[HistogramSpan], &[f64]), next: (&[HistogramSpan], &[f64])) -> bool {
    let mut next = indexed(next.0, next.1).peekable();
    indexed(previous.0, previous.1).all(|(index, count)| {
        while next.next_if(|&(candidate, _)| candidate < index).is_some() {}
        match next.peek() {
            Some(&(candidate, now)) if candidate == index => now >= count,
            _ => count == 0.0,
        }
    })
}

/// Buckets with their indexes.
fn indexed<'a>(spans: &'a [HistogramSpan], buckets: &'a [f64]) -> impl Iterator<Item = (i64, f64)> + 'a {
    let mut next = 0i64;
    let indexes = spans.iter().flat_map(move |span| {
        let begin = next + i64::from(span.offset);
        next = begin + i64::from(span.length);
        begin..next
    });
    indexes.zip(buckets.iter().copied())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn histogram(offset: i32, buckets: &[f64]) -> FloatHistogram {
        FloatHistogram {
            count: buckets.iter().sum(),
            positive_spans: vec![HistogramSpan { offset, length: buckets.len() as u32 }],
            positive_buckets: buckets.to_vec(),
            ..FloatHistogram::default()
        }
    }

    #[test]
    fn growing_counters_continue_and_others_start_anew() {
        use CounterResetHint::{Gauge, NotReset, Unknown};
        let previous = histogram(0, &[0.0, 2.0, 3.0]);
        let after = |next: &FloatHistogram| hint_after(Some(&previous), next);
        assert_eq!(hint_after(None, &previous), Unknown);
        assert_eq!(after(&previous), NotReset);
        assert_eq!(after(&histogram(1, &[2.0, 4.0, 1.0])), NotReset, "an empty bucket may go, new ones may come");
        assert_eq!(after(&histogram(1, &[1.0, 9.0])), Unknown, "a bucket became smaller");
        assert_eq!(after(&histogram(2, &[9.0])), Unknown, "a bucket has gone");
        assert_eq!(after(&FloatHistogram { schema: 1, ..histogram(1, &[2.0, 4.0]) }), Unknown);
        assert_eq!(after(&FloatHistogram { counter_reset_hint: Gauge, ..histogram(1, &[1.0]) }), Gauge);
    }
}
