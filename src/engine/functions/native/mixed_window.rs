//! Functions of windows that may hold floats and native histograms: `resets`, `changes`, and which two samples are the
//! last ones.

use crate::{
    engine::functions::instant_change,
    model::{histogram::FloatHistogram, sample::Timestamp},
};
use std::sync::Arc;

/// The samples of one window, floats and histograms, each sorted by time.
#[derive(Clone, Copy, Debug)]
pub(in crate::engine) struct MixedWindow<'a> {
    /// Times of the floats.
    pub(in crate::engine) timestamps: &'a [Timestamp],
    /// The floats.
    pub(in crate::engine) values: &'a [f64],
    /// Times of the histograms.
    pub(in crate::engine) histogram_timestamps: &'a [Timestamp],
    /// The histograms.
    pub(in crate::engine) histograms: &'a [Arc<FloatHistogram>],
}

/// Where something else than the values tells of a counter reset: right before which float, which histogram.
pub(in crate::engine) struct Resets<F, H> {
    pub(in crate::engine) before_float: F,
    pub(in crate::engine) before_histogram: H,
}

/// A sample of either kind.
#[derive(Clone, Copy, Debug)]
pub(in crate::engine) enum Sample<'a> {
    Float(f64),
    Histogram(&'a FloatHistogram),
}

impl<'a> MixedWindow<'a> {
    fn floats(self) -> impl DoubleEndedIterator<Item = (Timestamp, Sample<'a>)> + ExactSizeIterator {
        self.timestamps.iter().zip(self.values).map(|(time, value)| (*time, Sample::Float(*value)))
    }

    fn histograms(self) -> impl DoubleEndedIterator<Item = (Timestamp, Sample<'a>)> + ExactSizeIterator {
        let histograms = self.histograms.iter().map(|histogram| Sample::Histogram(histogram));
        self.histogram_timestamps.iter().copied().zip(histograms)
    }

    /// All samples by time, with their place among those of their kind; of equal times the float comes first.
    fn by_time(self) -> impl Iterator<Item = (usize, Sample<'a>)> {
        let floats = self.floats().enumerate().map(|(at, (time, sample))| (time, (at, sample)));
        let histograms = self.histograms().enumerate().map(|(at, (time, sample))| (time, (at, sample)));
        let (mut floats, mut histograms) = (floats.peekable(), histograms.peekable());
        std::iter::from_fn(move || {
            let take_float = match (floats.peek(), histograms.peek()) {
                (Some((float, _)), Some((histogram, _))) => float <= histogram,
                (float, _) => float.is_some(),
            };
            if take_float { floats.next() } else { histograms.next() }.map(|(_, sample)| sample)
        })
    }

    fn count_pairs(self, counts: impl Fn(Sample<'_>, Sample<'_>, usize) -> bool) -> Option<f64> {
        let mut samples = self.by_time();
        let (_, mut previous) = samples.next()?;
        let mut count = 0.0;
        for (at, sample) in samples {
            if counts(previous, sample, at) {
                count += 1.0;
            }
            previous = sample;
        }
        Some(count)
    }

    /// How often a counter was reset; a change of kind is a reset. `None` for an empty window.
    pub(in crate::engine) fn resets(
        self,
        known: &Resets<impl Fn(usize) -> bool, impl Fn(usize) -> bool>,
    ) -> Option<f64> {
        self.count_pairs(|previous, sample, at| match (previous, sample) {
            (Sample::Float(previous), Sample::Float(value)) => value < previous || (known.before_float)(at),
            (Sample::Histogram(previous), Sample::Histogram(histogram)) => {
                (known.before_histogram)(at) || histogram.detect_reset(previous)
            }
            _ => true,
        })
    }

    /// How often the value changed; a change of kind is one, from NaN to NaN is none. `None` for an empty window.
    pub(in crate::engine) fn changes(self) -> Option<f64> {
        self.count_pairs(|previous, sample, _| match (previous, sample) {
            (Sample::Float(previous), Sample::Float(value)) => instant_change::differ(previous, value),
            (Sample::Histogram(previous), Sample::Histogram(histogram)) => !histogram.equals(previous),
            _ => true,
        })
    }

    /// The last two samples with their times; `None` if there are fewer. Times may be equal.
    pub(in crate::engine) fn last_two(self) -> Option<[(Timestamp, Sample<'a>); 2]> {
        let (floats, histograms) = (self.floats(), self.histograms());
        let (float_count, histogram_count) = (floats.len(), histograms.len());
        let mut last: Vec<_> = floats.skip(float_count.saturating_sub(2)).collect();
        for (time, sample) in histograms.skip(histogram_count.saturating_sub(2)) {
            match last.as_mut_slice() {
                [] => last.push((time, sample)),
                [only] if time < only.0 => last.insert(0, (time, sample)),
                [_] => last.push((time, sample)),
                [older, ..] if time < older.0 => {}
                [older, newer, ..] if time > newer.0 => {
                    *older = *newer;
                    *newer = (time, sample);
                }
                // Between the two, or at the time of one of them.
                [older, ..] => *older = (time, sample),
            }
        }
        last.try_into().ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    type Known = fn(usize) -> bool;

    const NONE: Resets<Known, Known> = Resets { before_float: |_| false, before_histogram: |_| false };

    fn counted(count: f64) -> Arc<FloatHistogram> {
        Arc::new(FloatHistogram { count, ..FloatHistogram::default() })
    }

    #[test]
    fn resets_and_changes_see_both_kinds() {
        let histograms = [counted(5.0), counted(5.0), counted(1.0)];
        let window = MixedWindow {
            timestamps: &[1, 2, 7, 8],
            values: &[3.0, 2.0, f64::NAN, f64::NAN],
            histogram_timestamps: &[3, 4, 5],
            histograms: &histograms,
        };
        assert_eq!(window.resets(&NONE), Some(4.0));
        assert_eq!(window.changes(), Some(4.0));
        let empty = MixedWindow { timestamps: &[], values: &[], histogram_timestamps: &[], histograms: &[] };
        assert_eq!((empty.resets(&NONE), empty.changes()), (None, None));
        assert!(empty.last_two().is_none());
    }

    #[test]
    fn the_last_two_of_either_kind() {
        let last = |timestamps: &[i64], histogram_timestamps: &[i64]| {
            let values = vec![0.0; timestamps.len()];
            let histograms: Vec<_> = histogram_timestamps.iter().map(|_| counted(1.0)).collect();
            let window = MixedWindow { timestamps, values: &values, histogram_timestamps, histograms: &histograms };
            window.last_two().map(|last| last.map(|(time, sample)| (time, matches!(sample, Sample::Float(_)))))
        };
        assert_eq!(last(&[1, 2, 3], &[]), Some([(2, true), (3, true)]));
        assert_eq!(last(&[], &[1, 2, 3]), Some([(2, false), (3, false)]));
        assert_eq!(last(&[1, 3], &[2]), Some([(2, false), (3, true)]));
        assert_eq!(last(&[1, 3], &[4, 5]), Some([(4, false), (5, false)]));
        assert_eq!(last(&[3], &[1]), Some([(1, false), (3, true)]));
        assert_eq!(last(&[3, 4], &[1, 2]), Some([(3, true), (4, true)]));
        assert_eq!(last(&[3], &[]), None);
    }
}
