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
pub(super) fn same_layout(left: &[HistogramSpan], right: &[HistogramSpan]) -> bool {
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
