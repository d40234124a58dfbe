//! The counter reset hints that histograms have once they were stored.
//!
//! Prometheus keeps a hint for a whole chunk, so reading gives back something else than was written: within a run of
//! histograms that only grow, the first one has an unknown hint and all others say that there was no reset.

use crate::model::histogram::{BucketCounts, CounterResetHint, FloatHistogram, HistogramSpan};

/// The hint of `histogram` when it is read back; `before` is the stored histogram directly before it, without a float
/// in between.
pub(super) fn stored_hint(before: Option<&FloatHistogram>, histogram: &FloatHistogram) -> CounterResetHint {
    match histogram.counter_reset_hint {
        _ if histogram.is_stale() => CounterResetHint::Unknown,
        CounterResetHint::Gauge => CounterResetHint::Gauge,
        CounterResetHint::Unknown | CounterResetHint::NotReset
            if before.is_some_and(|before| is_continued(before, histogram)) =>
        {
            CounterResetHint::NotReset
        }
        _ => CounterResetHint::Unknown,
    }
}

/// Whether a counter histogram fits into the chunk of the one before: same layout, and nothing got less.
fn is_continued(before: &FloatHistogram, histogram: &FloatHistogram) -> bool {
    before.counter_reset_hint != CounterResetHint::Gauge
        && !before.is_stale()
        && before.schema == histogram.schema
        && before.zero_threshold == histogram.zero_threshold
        && before.custom_values == histogram.custom_values
        && !got_less(before.count, histogram.count)
        && !got_less(before.zero_count, histogram.zero_count)
        && no_bucket_got_less(
            (&before.positive_spans, &before.positive_buckets),
            (&histogram.positive_spans, &histogram.positive_buckets),
        )
        && no_bucket_got_less(
            (&before.negative_spans, &before.negative_buckets),
            (&histogram.negative_spans, &histogram.negative_buckets),
        )
}

fn no_bucket_got_less(before: (&[HistogramSpan], &[f64]), after: (&[HistogramSpan], &[f64])) -> bool {
    let mut after = BucketCounts::new(after.0, after.1).peekable();
    BucketCounts::new(before.0, before.1).all(|(index, count)| {
        while after.next_if(|(later, _)| *later < index).is_some() {}
        let now = after.next_if(|(later, _)| *later == index).map_or(0.0, |(_, count)| count);
        !got_less(count, now)
    })
}

/// Counts that are no numbers compare with nothing, and so never end a run.
fn got_less(before: f64, after: f64) -> bool {
    after < before
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::sample::STALE_BITS;
    use CounterResetHint::{Gauge, NotReset, Reset, Unknown};

    fn histogram(hint: CounterResetHint, spans: &[(i32, u32)], buckets: &[f64]) -> FloatHistogram {
        FloatHistogram {
            counter_reset_hint: hint,
            count: buckets.iter().sum(),
            positive_spans: spans
                .iter()
                .map(|(offset, length)| HistogramSpan { offset: *offset, length: *length })
                .collect(),
            positive_buckets: buckets.to_vec(),
            ..FloatHistogram::default()
        }
    }

    #[test]
    fn runs_grow() {
        let before = histogram(Unknown, &[(1, 1), (1, 1)], &[2.0, 0.0]);
        for (after, expected) in [
            (histogram(Unknown, &[(1, 1)], &[2.0]), NotReset),
            (histogram(NotReset, &[(0, 3)], &[1.0, 2.0, 5.0]), NotReset),
            (histogram(Reset, &[(1, 1)], &[2.0]), Unknown),
            (histogram(Gauge, &[(1, 1)], &[1.0]), Gauge),
            (histogram(Unknown, &[(1, 1)], &[1.0]), Unknown),
            (histogram(Unknown, &[(2, 1)], &[9.0]), Unknown),
            (FloatHistogram { schema: 1, ..before.clone() }, Unknown),
            (FloatHistogram { sum: f64::from_bits(STALE_BITS), ..before.clone() }, Unknown),
        ] {
            assert_eq!(stored_hint(Some(&before), &after), expected, "{after:?}");
        }
        assert_eq!(stored_hint(None, &before), Unknown);
        let stale = FloatHistogram { sum: f64::from_bits(STALE_BITS), ..FloatHistogram::default() };
        assert_eq!(stored_hint(Some(&stale), &before), Unknown);
    }
}
