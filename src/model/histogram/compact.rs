//! Native histograms with as few spans and empty buckets as wanted.

use super::{FloatHistogram, HistogramSpan, buckets::BucketCounts};

/// Longer gaps are never filled with empty buckets, whatever the caller tolerates: a damaged histogram may have gaps of
/// two thousand million.
const MAX_FILLED_GAP: i64 = 1 << 16;

impl FloatHistogram {
    /// Drops empty buckets and merges spans, without changing what the histogram says.
    ///
    /// Empty buckets at the ends of spans go; up to `max_empty` of them in a row between two others stay, and gaps of
    /// up to `max_empty` are filled with them, so that there are fewer spans.
    pub fn compact(&mut self, max_empty: usize) {
        compact_side(&mut self.positive_spans, &mut self.positive_buckets, max_empty);
        compact_side(&mut self.negative_spans, &mut self.negative_buckets, max_empty);
    }
}

fn compact_side(spans: &mut Vec<HistogramSpan>, buckets: &mut Vec<f64>, max_empty: usize) {
    let tolerated = i64::try_from(max_empty).unwrap_or(i64::MAX).min(MAX_FILLED_GAP);
    let compact_already = buckets.iter().all(|count| *count != 0.0)
        && spans.iter().all(|span| i64::from(span.offset) > tolerated && span.length > 0);
    if compact_already {
        return;
    }
    let mut new_spans: Vec<HistogramSpan> = Vec::with_capacity(spans.len());
    let mut new_buckets = Vec::with_capacity(buckets.len());
    // Index one past the last bucket kept.
    let mut end = 0i64;
    for (index, count) in BucketCounts::new(spans, buckets).filter(|(_, count)| *count != 0.0) {
        let gap = i64::from(index) - end;
        match new_spans.last_mut() {
            Some(span) if gap <= tolerated => {
                let filled = gap.max(0) as usize;
                new_buckets.resize(new_buckets.len() + filled, 0.0);
                span.length += filled as u32 + 1;
            }
            _ => {
                let offset = gap.clamp(i64::from(i32::MIN), i64::from(i32::MAX)) as i32;
                new_spans.push(HistogramSpan { offset, length: 1 });
            }
        }
        new_buckets.push(count);
        end = i64::from(index) + 1;
    }
    (*spans, *buckets) = (new_spans, new_buckets);
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn compacted(spans: &[(i32, u32)], buckets: &[f64], max_empty: usize) -> (Vec<(i32, u32)>, Vec<f64>) {
        let mut spans =
            spans.iter().map(|(offset, length)| HistogramSpan { offset: *offset, length: *length }).collect();
        let mut buckets = buckets.to_vec();
        compact_side(&mut spans, &mut buckets, max_empty);
        (spans.iter().map(|span| (span.offset, span.length)).collect(), buckets)
    }

    #[test]
    fn empty_buckets_go_and_spans_merge() {
        let buckets = [0.0, 1.0, 0.0, 0.0, 2.0, 0.0];
        assert_eq!(compacted(&[(-2, 6)], &buckets, 0), (vec![(-1, 1), (2, 1)], vec![1.0, 2.0]));
        assert_eq!(compacted(&[(-2, 6)], &buckets, 1), (vec![(-1, 1), (2, 1)], vec![1.0, 2.0]));
        assert_eq!(compacted(&[(-2, 6)], &buckets, 2), (vec![(-1, 4)], vec![1.0, 0.0, 0.0, 2.0]));
        assert_eq!(compacted(&[(0, 1), (0, 0), (2, 1)], &[1.0, 2.0], 2), (vec![(0, 4)], vec![1.0, 0.0, 0.0, 2.0]));
        assert_eq!(compacted(&[(0, 1), (0, 1)], &[1.0, 2.0], 0), (vec![(0, 2)], vec![1.0, 2.0]));
        assert_eq!(compacted(&[(5, 2)], &[0.0, 0.0], 3), (vec![], vec![]));
        assert_eq!(compacted(&[(0, 1), (1 << 30, 1)], &[1.0, 1.0], usize::MAX).0, [(0, 1), (1 << 30, 1)]);
    }

    proptest! {
        #[test]
        fn the_filled_buckets_stay_the_same(
            layout in prop::collection::vec((0i32..4, prop::collection::vec(0u8..3, 0..5)), 0..6),
            max_empty in 0usize..5,
        ) {
            let mut spans: Vec<HistogramSpan> = layout
                .iter()
                .map(|(offset, counts)| HistogramSpan { offset: *offset, length: counts.len() as u32 })
                .collect();
            let mut buckets: Vec<f64> = layout.iter().flat_map(|(_, counts)| counts).map(|count| f64::from(*count)).collect();
            let filled = |spans: &[HistogramSpan], buckets: &[f64]| -> Vec<(i32, f64)> {
                BucketCounts::new(spans, buckets).filter(|(_, count)| *count != 0.0).collect()
            };
            let before = filled(&spans, &buckets);
            compact_side(&mut spans, &mut buckets, max_empty);
            prop_assert_eq!(before, filled(&spans, &buckets));
            prop_assert_eq!(spans.iter().map(|span| span.length as usize).sum::<usize>(), buckets.len());
        }
    }
}
