//! Zero buckets of different widths: the narrower one is widened over the buckets next to it.

use super::{
    Bucket, FloatHistogram,
    compensated::Compensation,
    merge::{Side, add_compensated},
};

/// A zero bucket as it would be at another width.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct WidenedZeroBucket {
    pub(super) threshold: f64,
    pub(super) count: f64,
    /// Compensation of `count`.
    pub(super) error: f64,
}

impl FloatHistogram {
    /// The zero bucket widened to at least `threshold`, which must not be below the present one.
    ///
    /// A threshold within a populated bucket is raised to the far end of that bucket.
    pub(super) fn widened_zero_bucket(&self, threshold: f64, compensation: Option<&Compensation>) -> WidenedZeroBucket {
        let error = compensation.map_or(0.0, |compensation| compensation.zero_count);
        let mut wide = WidenedZeroBucket { threshold, count: self.zero_count, error };
        if threshold == self.zero_threshold {
            return wide;
        }
        loop {
            // The error of an attempt that was given up stays, as it does in Prometheus.
            wide.count = self.zero_count;
            let errors = compensation.map(|compensation| compensation.positive.as_slice());
            if let Some(bound) =
                wide.take_in(self.positive_bucket_iter().map(|bucket| (bucket, bucket.lower, bucket.upper)), errors)
            {
                wide.threshold = bound;
            }
            let errors = compensation.map(|compensation| compensation.negative.as_slice());
            let mirrored = self.negative_bucket_iter().map(|bucket| (bucket, -bucket.upper, -bucket.lower));
            match wide.take_in(mirrored, errors) {
                // The positive side was counted with too low a threshold.
                Some(bound) => wide.threshold = bound,
                None => return wide,
            }
        }
    }

    /// Widens the zero bucket, and reckons with a widened one of `other`, until both have one width that cuts no
    /// populated bucket of either. Returns what the zero bucket of `other` would be; `other` stays as it is.
    pub(super) fn reconcile_zero_buckets(
        &mut self,
        other: &FloatHistogram,
        mut compensation: Option<&mut Compensation>,
    ) -> WidenedZeroBucket {
        let mut wide = WidenedZeroBucket { threshold: other.zero_threshold, count: other.zero_count, error: 0.0 };
        // A threshold that is no number is neither wider nor narrower and ends this.
        while self.zero_threshold > wide.threshold || wide.threshold > self.zero_threshold {
            if self.zero_threshold > wide.threshold {
                wide = other.widened_zero_bucket(self.zero_threshold, None);
            }
            if wide.threshold > self.zero_threshold {
                let own = self.widened_zero_bucket(wide.threshold, compensation.as_deref());
                (self.zero_count, self.zero_threshold) = (own.count, own.threshold);
                if let Some(compensation) = compensation.as_deref_mut() {
                    compensation.zero_count = own.error;
                }
                self.drop_buckets_within_zero_bucket(compensation.as_deref_mut());
            }
        }
        wide
    }

    fn drop_buckets_within_zero_bucket(&mut self, compensation: Option<&mut Compensation>) {
        let threshold = self.zero_threshold;
        let positive = self.positive_bucket_iter().take_while(|bucket| bucket.lower < threshold).count();
        let negative = self.negative_bucket_iter().take_while(|bucket| bucket.upper > -threshold).count();
        let clear =
            |counts: &mut Vec<f64>, length: usize| counts.iter_mut().take(length).for_each(|count| *count = 0.0);
        clear(&mut self.positive_buckets, positive);
        clear(&mut self.negative_buckets, negative);
        let (positive_errors, negative_errors) = match compensation {
            Some(compensation) => {
                clear(&mut compensation.positive, positive);
                clear(&mut compensation.negative, negative);
                (Some(&mut compensation.positive), Some(&mut compensation.negative))
            }
            None => (None, None),
        };
        Side { spans: &mut self.positive_spans, counts: &mut self.positive_buckets, errors: positive_errors }
            .drop_empty();
        Side { spans: &mut self.negative_spans, counts: &mut self.negative_buckets, errors: negative_errors }
            .drop_empty();
    }
}

impl WidenedZeroBucket {
    /// Counts the buckets of one side that begin within the threshold, given with their distances from zero. If the
    /// threshold cuts a populated one, returns where that ends.
    fn take_in(&mut self, buckets: impl Iterator<Item = (Bucket, f64, f64)>, errors: Option<&[f64]>) -> Option<f64> {
        for (position, (bucket, near, far)) in buckets.enumerate() {
            if near >= self.threshold {
                break;
            }
            add_compensated(bucket.count, &mut self.count, &mut self.error);
            if let Some(errors) = errors {
                add_compensated(errors.get(position).copied().unwrap_or(0.0), &mut self.count, &mut self.error);
            }
            if far > self.threshold {
                return (bucket.count != 0.0).then_some(far);
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::histogram::HistogramSpan;

    /// Buckets (0.5,1]:1, (1,2]:2 and their mirror images with 10 and 20.
    fn symmetric() -> FloatHistogram {
        let spans = vec![HistogramSpan { offset: 0, length: 2 }];
        FloatHistogram {
            zero_count: 100.0,
            zero_threshold: 0.25,
            positive_spans: spans.clone(),
            positive_buckets: vec![1.0, 2.0],
            negative_spans: spans,
            negative_buckets: vec![10.0, 20.0],
            ..FloatHistogram::default()
        }
    }

    #[test]
    fn a_threshold_within_a_populated_bucket_is_raised() {
        let wide = |threshold| symmetric().widened_zero_bucket(threshold, None);
        assert_eq!((wide(0.5).threshold, wide(0.5).count), (0.5, 100.0));
        assert_eq!((wide(0.75).threshold, wide(0.75).count), (1.0, 111.0));
        assert_eq!((wide(1.5).threshold, wide(1.5).count), (2.0, 133.0));
        let mut one_sided = symmetric();
        one_sided.positive_buckets = vec![0.0, 2.0];
        // Found on the negative side only, the positive one is counted again.
        let wide = one_sided.widened_zero_bucket(0.75, None);
        assert_eq!((wide.threshold, wide.count), (1.0, 110.0));
    }

    #[test]
    fn both_widen_until_nothing_is_cut() {
        let mut narrow = symmetric();
        let wide = FloatHistogram { zero_count: 5.0, zero_threshold: 0.75, ..FloatHistogram::default() };
        let other = narrow.reconcile_zero_buckets(&wide, None);
        assert_eq!((other.threshold, other.count), (1.0, 5.0));
        assert_eq!((narrow.zero_threshold, narrow.zero_count), (1.0, 111.0));
        assert_eq!(narrow.positive_spans, [HistogramSpan { offset: 1, length: 1 }]);
        assert_eq!((narrow.positive_buckets, narrow.negative_buckets), (vec![2.0], vec![20.0]));
    }

    #[test]
    fn a_threshold_that_is_no_number_ends() {
        let other = FloatHistogram { zero_threshold: f64::NAN, ..symmetric() };
        assert_eq!(symmetric().reconcile_zero_buckets(&other, None).count, 100.0);
    }
}
