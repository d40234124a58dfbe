//! Comparing native histograms: the same data, or a counter that was reset; and their size.

use super::{
    CounterResetHint, FloatHistogram, HistogramSpan, custom_bounds, exponential_bound, layout,
    resolution::joined_counts,
};

impl FloatHistogram {
    /// Whether both hold the same data: the same buckets, empty ones included, cut into the same spans, with the same
    /// bits in every count and in the sum. The hints do not count, nor do the custom values of exponential histograms.
    /// A zero threshold that is no number equals nothing.
    pub fn equals(&self, other: &FloatHistogram) -> bool {
        let bits = |left: &[f64], right: &[f64]| {
            left.iter().map(|value| value.to_bits()).eq(right.iter().map(|value| value.to_bits()))
        };
        self.schema == other.schema
            && bits(&[self.count, self.sum, self.zero_count], &[other.count, other.sum, other.zero_count])
            && (!self.uses_custom_buckets() || self.custom_values == other.custom_values)
            && self.zero_threshold == other.zero_threshold
            && layout::same_layout(&self.negative_spans, &other.negative_spans)
            && layout::same_layout(&self.positive_spans, &other.positive_spans)
            && bits(&self.negative_buckets, &other.negative_buckets)
            && bits(&self.positive_buckets, &other.positive_buckets)
    }

    /// Whether a counter was reset between `previous` and this sample.
    ///
    /// The hint of this sample decides if it says anything about resets. Otherwise it is one if any count went down or
    /// disappeared, or if resolution or zero bucket became finer. Buckets of `previous` that a coarser sample has
    /// joined are joined for the comparison; those of different custom bounds are compared over the shared ones.
    pub fn detect_reset(&self, previous: &FloatHistogram) -> bool {
        match self.counter_reset_hint {
            CounterResetHint::Reset => return true,
            CounterResetHint::NotReset => return false,
            CounterResetHint::Unknown | CounterResetHint::Gauge => {}
        }
        if self.count < previous.count {
            return true;
        }
        if self.uses_custom_buckets() && previous.uses_custom_buckets() && self.custom_values != previous.custom_values
        {
            let shared = custom_bounds::shared_bounds(&self.custom_values, &previous.custom_values);
            let counts = custom_bounds::counts_over(self, &shared);
            return counts.iter().zip(custom_bounds::counts_over(previous, &shared)).any(|(now, before)| *now < before);
        }
        if self.uses_custom_buckets() != previous.uses_custom_buckets()
            || self.schema > previous.schema
            || self.zero_threshold < previous.zero_threshold
        {
            return true;
        }
        let zero = previous.widened_zero_bucket(self.zero_threshold, None);
        if zero.threshold != self.zero_threshold || self.zero_count < zero.count {
            return true;
        }
        let schemas = (previous.schema, self.schema);
        let positive = (&self.positive_spans[..], &self.positive_buckets[..]);
        let negative = (&self.negative_spans[..], &self.negative_buckets[..]);
        self.side_has_decreased(positive, (&previous.positive_spans, &previous.positive_buckets), schemas)
            || self.side_has_decreased(negative, (&previous.negative_spans, &previous.negative_buckets), schemas)
    }

    /// Whether a bucket of the side `before` outside the zero bucket is fuller than its counterpart in `now`.
    fn side_has_decreased(
        &self,
        now: (&[HistogramSpan], &[f64]),
        before: (&[HistogramSpan], &[f64]),
        (previous_schema, schema): (i32, i32),
    ) -> bool {
        let threshold = if self.uses_custom_buckets() { 0.0 } else { self.zero_threshold };
        let overlaps_zero_bucket =
            threshold != 0.0 && exponential_bound(now.0.first().map_or(0, |span| span.offset), schema) <= threshold;
        if now.0 == before.0 && now.1.len() == before.1.len() && previous_schema == schema && !overlaps_zero_bucket {
            return now.1.iter().zip(before.1).any(|(now, before)| now < before);
        }
        let within_zero_bucket =
            move |(index, _): &(i32, f64)| threshold != 0.0 && exponential_bound(*index, schema) <= threshold;
        let mut now = joined_counts(now.0, now.1, (schema, schema)).skip_while(within_zero_bucket).peekable();
        joined_counts(before.0, before.1, (previous_schema, schema)).skip_while(within_zero_bucket).any(
            |(index, before)| {
                while now.next_if(|(other, _)| *other < index).is_some() {}
                match now.peek() {
                    Some((other, count)) if *other == index => *count < before,
                    _ => before != 0.0,
                }
            },
        )
    }

    /// How many samples this one counts for against a query's limit: sixteen bytes each, of Prometheus' layout.
    pub fn sample_size(&self) -> usize {
        /// Everything but the elements of the lists, and a pointer to it.
        const FIXED_BYTES: usize = 168;
        let elements = self.positive_spans.len()
            + self.negative_spans.len()
            + self.positive_buckets.len()
            + self.negative_buckets.len()
            + self.custom_values.len();
        (FIXED_BYTES + 8 * elements + 8) / 16
    }
}
