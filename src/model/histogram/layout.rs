//! Where the buckets of one side lie: reading spans bucket by bucket and building them again.
//!
//! Indexes saturate instead of wrapping, so that spans from outside cannot do more than describe nonsense, and nothing
//! here ever walks a gap: the work is bounded by the buckets that exist.

use super::HistogramSpan;

/// One bucket's place: its index, and whether a span begins there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Slot {
    pub(super) index: i32,
    pub(super) starts_span: bool,
}

/// The places that spans describe, ascending; spans without buckets are passed over.
pub(super) fn slots(spans: &[HistogramSpan]) -> impl Iterator<Item = Slot> + '_ {
    let mut end = 0i32;
    spans.iter().flat_map(move |span| {
        let first = end.saturating_add(span.offset);
        end = first.saturating_add_unsigned(span.length);
        (0..span.length).map(move |step| Slot { index: first.saturating_add_unsigned(step), starts_span: step == 0 })
    })
}

/// The indexes of the buckets that spans describe, ascending.
pub fn bucket_indexes(spans: &[HistogramSpan]) -> impl Iterator<Item = i32> + '_ {
    slots(spans).map(|slot| slot.index)
}

/// Buckets of one layout that lie side by side in another one, too: places in the lists of counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Run {
    pub(super) outer: usize,
    pub(super) inner: usize,
    pub(super) length: usize,
}

/// Where the buckets of `inner` stand among those of `outer`, if each of its spans lies within one there.
pub(super) fn contained_runs(outer: &[HistogramSpan], inner: &[HistogramSpan]) -> Option<Vec<Run>> {
    let mut runs = Vec::with_capacity(inner.len());
    let mut outer = placed_spans(outer);
    let mut current = outer.next();
    for (first, place, length) in placed_spans(inner).filter(|(.., length)| *length > 0) {
        loop {
            let (outer_first, outer_place, outer_length) = current?;
            let outer_end = outer_first + outer_length as i64;
            if first >= outer_end {
                current = outer.next();
                continue;
            }
            if first < outer_first || first + length as i64 > outer_end {
                return None;
            }
            let within = (first - outer_first) as usize;
            runs.push(Run { outer: outer_place + within, inner: place, length });
            break;
        }
    }
    Some(runs)
}

/// First index, place of the first count, and length of each span.
fn placed_spans(spans: &[HistogramSpan]) -> impl Iterator<Item = (i64, usize, usize)> + '_ {
    let (mut end, mut place) = (0i64, 0usize);
    spans.iter().map(move |span| {
        let first = end + i64::from(span.offset);
        let length = span.length as usize;
        end = first + length as i64;
        place += length;
        (first, place - length, length)
    })
}

/// Spans in the making.
#[derive(Debug, Default)]
pub(super) struct LayoutBuilder {
    spans: Vec<HistogramSpan>,
    /// Index one past the last bucket.
    end: i64,
}

impl LayoutBuilder {
    /// Whether there is a bucket right before `index`.
    pub(super) fn reaches(&self, index: i32) -> bool {
        !self.spans.is_empty() && self.end == i64::from(index)
    }

    /// Adds a bucket to the last span if it is adjacent, otherwise in a span of its own.
    pub(super) fn push(&mut self, index: i32) {
        match self.spans.last_mut() {
            Some(span) if self.end == i64::from(index) => {
                span.length = span.length.saturating_add(1);
                self.end += 1;
            }
            _ => self.push_in_new_span(index),
        }
    }

    /// Begins a span with this bucket, even if the last span ends right before it.
    pub(super) fn push_in_new_span(&mut self, index: i32) {
        let offset = (i64::from(index) - self.end).clamp(i64::from(i32::MIN), i64::from(i32::MAX)) as i32;
        self.spans.push(HistogramSpan { offset, length: 1 });
        self.end = i64::from(index) + 1;
    }

    /// The spans of all buckets added.
    pub(super) fn finish(self) -> Vec<HistogramSpan> {
        self.spans
    }
}

/// Whether two sides have their buckets at the same places and cut into spans at the same places; spans without
/// buckets do not count.
pub fn same_layout(left: &[HistogramSpan], right: &[HistogramSpan]) -> bool {
    filled_spans(left).eq(filled_spans(right))
}

fn filled_spans(spans: &[HistogramSpan]) -> impl Iterator<Item = (i64, u32)> + '_ {
    let mut gap = 0i64;
    spans.iter().filter_map(move |span| {
        gap += i64::from(span.offset);
        (span.length > 0).then(|| (std::mem::take(&mut gap), span.length))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spans(pairs: &[(i32, u32)]) -> Vec<HistogramSpan> {
        pairs.iter().map(|&(offset, length)| HistogramSpan { offset, length }).collect()
    }

    #[test]
    fn spans_within_spans_are_found() {
        let outer = spans(&[(-2, 4), (0, 0), (3, 2)]);
        let run = |outer, inner, length| Run { outer, inner, length };
        assert_eq!(contained_runs(&outer, &outer), Some(vec![run(0, 0, 4), run(4, 4, 2)]));
        assert_eq!(contained_runs(&outer, &spans(&[(-1, 2), (5, 1)])), Some(vec![run(1, 0, 2), run(5, 2, 1)]));
        assert_eq!(contained_runs(&outer, &spans(&[(-1, 1), (0, 2)])), Some(vec![run(1, 0, 1), run(2, 1, 2)]));
        assert_eq!(contained_runs(&outer, &[]), Some(Vec::new()));
        for outside in [&[(-3, 1)][..], &[(0, 3)], &[(2, 1)], &[(7, 1)], &[(5, 3)]] {
            assert_eq!(contained_runs(&outer, &spans(outside)), None, "{outside:?}");
        }
    }

    fn span(offset: i32, length: u32) -> HistogramSpan {
        HistogramSpan { offset, length }
    }

    #[test]
    fn what_is_read_is_built_again() {
        let spans = [span(-3, 2), span(1, 0), span(1, 1), span(0, 2)];
        let mut builder = LayoutBuilder::default();
        for slot in slots(&spans) {
            if slot.starts_span { builder.push_in_new_span(slot.index) } else { builder.push(slot.index) }
        }
        assert!(builder.reaches(4) && !builder.reaches(3));
        assert_eq!(builder.finish(), [span(-3, 2), span(2, 1), span(0, 2)]);
    }

    #[test]
    fn layouts_differ_by_their_cuts_but_not_by_empty_spans() {
        assert!(same_layout(&[span(1, 0), span(2, 1), span(5, 0)], &[span(3, 1)]));
        assert!(!same_layout(&[span(0, 2)], &[span(0, 1), span(0, 1)]));
        assert!(!same_layout(&[span(0, 2)], &[span(0, 2), span(1, 1)]));
    }

    #[test]
    fn extreme_spans_saturate() {
        let spans = [span(i32::MAX, u32::MAX), span(i32::MAX, 3)];
        assert_eq!(slots(&spans).take(3).last().map(|slot| slot.index), Some(i32::MAX));
        let mut builder = LayoutBuilder::default();
        builder.push(i32::MIN);
        builder.push(i32::MAX);
        assert_eq!(builder.finish(), [span(i32::MIN, 1), span(i32::MAX, 1)]);
    }
}
