//! Native histograms with fewer, wider buckets: each step of the schema joins buckets in pairs.

use super::{FloatHistogram, HistogramSpan, buckets::BucketCounts, layout::LayoutBuilder, merge};

/// One side at a lower resolution.
#[derive(Debug, Default)]
pub(super) struct ReducedSide {
    pub(super) spans: Vec<HistogramSpan>,
    pub(super) counts: Vec<f64>,
    /// Compensations; empty if none were given.
    pub(super) errors: Vec<f64>,
}

/// Index of the bucket that takes in bucket `index` when the schema is lowered by `steps`.
fn wider_index(index: i32, steps: u32) -> i32 {
    (((i64::from(index) - 1) >> steps.min(63)) + 1) as i32
}

fn steps_between(from: i32, to: i32) -> u32 {
    u32::try_from(i64::from(from) - i64::from(to)).unwrap_or(0)
}

/// Index and count of each bucket of one side, joined from schema `from` to the lower schema `to`.
pub(super) fn joined_counts<'a>(
    spans: &'a [HistogramSpan],
    counts: &'a [f64],
    (from, to): (i32, i32),
) -> impl Iterator<Item = (i32, f64)> + 'a {
    let steps = steps_between(from, to);
    let mut narrow = BucketCounts::new(spans, counts).map(move |(index, count)| match steps {
        0 => (index, count),
        _ => (wider_index(index, steps), count),
    });
    let mut pending = narrow.next();
    std::iter::from_fn(move || {
        let (index, mut joined) = pending.take()?;
        for (next, count) in narrow.by_ref() {
            if next != index || steps == 0 {
                pending = Some((next, count));
                break;
            }
            joined += count;
        }
        Some((index, joined))
    })
}

/// Joins the buckets of one side; with `errors` the sums are compensated.
pub(super) fn reduce(
    spans: &[HistogramSpan],
    counts: &[f64],
    errors: Option<&[f64]>,
    (from, to): (i32, i32),
) -> ReducedSide {
    let mut layout = LayoutBuilder::default();
    let mut reduced = ReducedSide::default();
    let steps = steps_between(from, to);
    let mut last_index = None;
    let own_errors = errors.unwrap_or_default().iter().copied().chain(std::iter::repeat(0.0));
    for ((narrow, count), error) in BucketCounts::new(spans, counts).zip(own_errors) {
        let index = wider_index(narrow, steps);
        match (reduced.counts.last_mut(), reduced.errors.last_mut()) {
            (Some(sum), Some(sum_error)) if last_index == Some(index) => {
                merge::add_compensated(count, sum, sum_error);
                merge::add_compensated(error, sum, sum_error);
            }
            (Some(sum), None) if last_index == Some(index) => *sum += count,
            _ => {
                layout.push(index);
                reduced.counts.push(count);
                if errors.is_some() {
                    reduced.errors.push(error);
                }
            }
        }
        last_index = Some(index);
    }
    reduced.spans = layout.finish();
    reduced
}

impl FloatHistogram {
    /// Lowers the resolution to `schema`; nothing happens to custom buckets, or if the resolution is not higher.
    pub fn reduce_resolution(&mut self, schema: i32) {
        if self.uses_custom_buckets() || schema >= self.schema {
            return;
        }
        let change = (self.schema, schema);
        let positive = reduce(&self.positive_spans, &self.positive_buckets, None, change);
        let negative = reduce(&self.negative_spans, &self.negative_buckets, None, change);
        (self.positive_spans, self.positive_buckets) = (positive.spans, positive.counts);
        (self.negative_spans, self.negative_buckets) = (negative.spans, negative.counts);
        self.schema = schema;
    }

    /// A copy whose resolution is lowered to `schema`. If that changes anything, the copy knows nothing of counter
    /// resets.
    pub fn copy_to_schema(&self, schema: i32) -> FloatHistogram {
        let mut copy = self.clone();
        if schema < self.schema && !self.uses_custom_buckets() {
            copy.reduce_resolution(schema);
            copy.counter_reset_hint = super::CounterResetHint::Unknown;
        }
        copy
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_are_joined_at_powers_of_the_base() {
        // (2^-1, 1] and (1, 2] do not join, (1, 2] and (2, 4] do.
        assert_eq!([-1, 0, 1, 2, 3].map(|index| wider_index(index, 1)), [0, 0, 1, 1, 2]);
        assert_eq!(wider_index(i32::MIN, 12), -(1 << 19));
        assert_eq!(wider_index(i32::MAX, 100), 1);
    }

    #[test]
    fn joined_counts_are_those_of_the_reduced_side() {
        let spans = [HistogramSpan { offset: -3, length: 3 }, HistogramSpan { offset: 1, length: 3 }];
        let counts = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0];
        for to in [3, 2, 1, -4] {
            let reduced = reduce(&spans, &counts, None, (3, to));
            let expected: Vec<_> = BucketCounts::new(&reduced.spans, &reduced.counts).collect();
            assert_eq!(joined_counts(&spans, &counts, (3, to)).collect::<Vec<_>>(), expected, "{to}");
        }
    }
}
