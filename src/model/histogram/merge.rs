//! Adding the buckets of one side to those of another of the same resolution.
//!
//! Sums can be compensated: then each count has an error beside it, the part of its true sum that its bits could not
//! hold (Neumaier's variant of Kahan's algorithm).

use super::{HistogramSpan, buckets::BucketCounts, exponential_bound, layout};

/// Adds `value` to a sum with its compensation; a sum that leaves the range of floats loses its compensation.
#[inline]
pub(super) fn add_compensated(value: f64, sum: &mut f64, compensation: &mut f64) {
    let total = *sum + value;
    if total.abs() > f64::MAX {
        *compensation = 0.0;
    } else if sum.abs() >= value.abs() {
        *compensation += (*sum - total) + value;
    } else {
        *compensation += (value - total) + *sum;
    }
    *sum = total;
}

/// One side that is changed.
pub(super) struct Side<'a> {
    pub(super) spans: &'a mut Vec<HistogramSpan>,
    pub(super) counts: &'a mut Vec<f64>,
    /// The compensation of each count.
    pub(super) errors: Option<&'a mut Vec<f64>>,
}

/// One side that is added.
#[derive(Clone, Copy)]
pub(super) struct Addend<'a> {
    pub(super) spans: &'a [HistogramSpan],
    pub(super) counts: &'a [f64],
    /// The compensation of each count; missing ones are zero.
    pub(super) errors: &'a [f64],
    /// Counts are subtracted.
    pub(super) negative: bool,
    /// Schema and zero threshold: the first buckets are left out as long as they end within the zero bucket, because
    /// that has counted them already. `None` for custom buckets.
    pub(super) zero_bucket: Option<(i32, f64)>,
}

impl Addend<'_> {
    fn is_within_zero_bucket(&self, index: i32) -> bool {
        self.zero_bucket.is_some_and(|(schema, threshold)| exponential_bound(index, schema) <= threshold)
    }

    /// Index, count and error of each bucket to be added.
    fn buckets(&self) -> impl Iterator<Item = (i32, f64, f64)> + '_ {
        let sign = if self.negative { -1.0 } else { 1.0 };
        let errors = self.errors.iter().copied().chain(std::iter::repeat(0.0));
        BucketCounts::new(self.spans, self.counts)
            .zip(errors)
            .skip_while(|((index, _), _)| self.is_within_zero_bucket(*index))
            .map(move |((index, count), error)| (index, count * sign, error * sign))
    }

    /// How many buckets [`Addend::buckets`] leaves out.
    fn left_out(&self) -> usize {
        BucketCounts::new(self.spans, self.counts).take_while(|(index, _)| self.is_within_zero_bucket(*index)).count()
    }
}

impl Side<'_> {
    /// Adds each bucket of the addend to the one with its index, or inserts it.
    ///
    /// An inserted bucket joins the span it follows, else the span it precedes, else it gets its own; spans of this
    /// side are never joined with each other.
    pub(super) fn add(&mut self, addend: &Addend<'_>) {
        match layout::contained_runs(self.spans, addend.spans) {
            Some(runs) => self.add_in_place(addend, &runs),
            None => self.add_rebuilding(addend),
        }
    }

    /// Adds buckets that all have a counterpart.
    fn add_in_place(&mut self, addend: &Addend<'_>, runs: &[layout::Run]) {
        let left_out = addend.left_out();
        let sign = if addend.negative { -1.0 } else { 1.0 };
        for run in runs {
            let skipped = left_out.saturating_sub(run.inner).min(run.length);
            let (outer, inner) = (run.outer + skipped, run.inner + skipped);
            let more = addend.counts.get(inner..(run.inner + run.length).min(addend.counts.len())).unwrap_or_default();
            let Some(counts) = self.counts.get_mut(outer..) else { continue };
            match self.errors.as_deref_mut() {
                Some(errors) => {
                    let errors = errors.get_mut(outer..).unwrap_or_default();
                    let more_errors = addend.errors.get(inner..).unwrap_or_default();
                    let more_errors = more_errors.iter().copied().chain(std::iter::repeat(0.0));
                    for (((count, error), more), more_error) in counts.iter_mut().zip(errors).zip(more).zip(more_errors)
                    {
                        add_both(more * sign, more_error * sign, count, error);
                    }
                }
                None => counts.iter_mut().zip(more).for_each(|(count, more)| *count += more * sign),
            }
        }
    }

    fn add_rebuilding(&mut self, addend: &Addend<'_>) {
        let compensated = self.errors.is_some();
        let mut layout = layout::LayoutBuilder::default();
        let capacity = self.counts.len().max(addend.counts.len());
        let (mut counts, mut errors) = (Vec::with_capacity(capacity), Vec::new());
        let own_errors = self.errors.as_deref().map_or(&[][..], Vec::as_slice).iter().copied();
        let mut present = layout::slots(self.spans)
            .zip(self.counts.iter().copied())
            .zip(own_errors.chain(std::iter::repeat(0.0)))
            .peekable();
        let mut added = addend.buckets().peekable();
        // Whether the span in the making was begun by an inserted bucket right before one of this side's spans.
        let mut awaits_span = false;
        loop {
            let next_present = present.peek().map(|((slot, _), _)| slot.index);
            let next_added = added.peek().map(|(index, _, _)| *index);
            match (next_present, next_added) {
                (None, None) => break,
                (Some(at), bound) if bound.is_none_or(|bound| at <= bound) => {
                    let Some(((slot, mut count), mut error)) = present.next() else { break };
                    if slot.starts_span && !awaits_span {
                        layout.push_in_new_span(slot.index);
                    } else {
                        layout.push(slot.index);
                    }
                    awaits_span = false;
                    if bound == Some(at)
                        && let Some((_, more, more_error)) = added.next()
                    {
                        if compensated {
                            add_both(more, more_error, &mut count, &mut error);
                        } else {
                            count += more;
                        }
                    }
                    counts.push(count);
                    errors.push(error);
                }
                _ => {
                    let Some((index, count, error)) = added.next() else { break };
                    awaits_span = !layout.reaches(index) && next_present == index.checked_add(1);
                    layout.push(index);
                    counts.push(count);
                    errors.push(error);
                }
            }
        }
        drop(present);
        *self.spans = layout.finish();
        *self.counts = counts;
        if let Some(own) = self.errors.as_deref_mut() {
            *own = errors;
        }
    }

    /// Drops the buckets with neither count nor error and joins adjacent spans.
    pub(super) fn drop_empty(&mut self) {
        let own_errors = self.errors.as_deref().map_or(&[][..], Vec::as_slice).iter().copied();
        let mut layout = layout::LayoutBuilder::default();
        let (mut counts, mut errors) = (Vec::new(), Vec::new());
        for ((index, count), error) in
            BucketCounts::new(self.spans, self.counts).zip(own_errors.chain(std::iter::repeat(0.0)))
        {
            if count != 0.0 || error != 0.0 {
                layout.push(index);
                counts.push(count);
                errors.push(error);
            }
        }
        *self.spans = layout.finish();
        *self.counts = counts;
        if let Some(own) = self.errors.as_deref_mut() {
            *own = errors;
        }
    }
}

#[inline]
fn add_both(value: f64, value_error: f64, sum: &mut f64, error: &mut f64) {
    add_compensated(value, sum, error);
    if value_error != 0.0 {
        add_compensated(value_error, sum, error);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spans(pairs: &[(i32, u32)]) -> Vec<HistogramSpan> {
        pairs.iter().map(|&(offset, length)| HistogramSpan { offset, length }).collect()
    }

    fn added(to: &[(i32, u32)], counts: &[f64], from: &[(i32, u32)], more: &[f64]) -> (Vec<HistogramSpan>, Vec<f64>) {
        let (mut to, mut counts) = (spans(to), counts.to_vec());
        let addend =
            Addend { spans: &spans(from), counts: more, errors: &[], negative: false, zero_bucket: Some((0, 0.0)) };
        Side { spans: &mut to, counts: &mut counts, errors: None }.add(&addend);
        (to, counts)
    }

    #[test]
    fn inserted_buckets_join_the_span_they_touch() {
        let (layout, counts) = added(&[(0, 1), (3, 1)], &[1.0, 2.0], &[(1, 1)], &[5.0]);
        assert_eq!((layout, counts), (spans(&[(0, 2), (2, 1)]), vec![1.0, 5.0, 2.0]));
        let (layout, _) = added(&[(0, 1), (3, 1)], &[1.0, 2.0], &[(3, 1)], &[5.0]);
        assert_eq!(layout, spans(&[(0, 1), (2, 2)]));
        let (layout, _) = added(&[(0, 1), (3, 1)], &[1.0, 2.0], &[(2, 1)], &[5.0]);
        assert_eq!(layout, spans(&[(0, 1), (1, 1), (1, 1)]));
        // The gap is filled, but the two spans stay two.
        let (layout, _) = added(&[(0, 1), (2, 1)], &[1.0, 2.0], &[(1, 2)], &[5.0, 6.0]);
        assert_eq!(layout, spans(&[(0, 3), (0, 1)]));
        let (layout, counts) = added(&[(2, 1)], &[1.0], &[(-4, 1), (4, 3)], &[3.0, 4.0, 5.0, 6.0]);
        assert_eq!((layout, counts), (spans(&[(-4, 1), (4, 3)]), vec![3.0, 4.0, 6.0, 6.0]));
    }

    #[test]
    fn compensation_keeps_what_a_count_cannot() {
        let (mut layout, mut counts, mut errors) = (spans(&[(0, 1)]), vec![1e16], vec![0.0]);
        let mut side = Side { spans: &mut layout, counts: &mut counts, errors: Some(&mut errors) };
        let one = Addend { spans: &spans(&[(0, 1)]), counts: &[1.0], errors: &[], negative: false, zero_bucket: None };
        side.add(&one);
        side.add(&Addend { spans: &spans(&[(0, 2)]), counts: &[1.0, 1.0], ..one });
        assert_eq!((counts, errors), (vec![1e16, 1.0], vec![2.0, 0.0]));
    }
}
