//! Running sums of native histograms that lose as little as possible to rounding.

use super::{
    Combined, FloatHistogram, IncompatibleSchemas,
    merge::{Addend, Side},
};

/// What the counts of a histogram could not hold; its buckets lie where those of the histogram do.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Compensation {
    pub(super) zero_count: f64,
    pub(super) count: f64,
    pub(super) sum: f64,
    pub(super) positive: Vec<f64>,
    pub(super) negative: Vec<f64>,
}

impl Compensation {
    fn none_for(histogram: &FloatHistogram) -> Compensation {
        Compensation {
            zero_count: 0.0,
            count: 0.0,
            sum: 0.0,
            positive: vec![0.0; histogram.positive_buckets.len()],
            negative: vec![0.0; histogram.negative_buckets.len()],
        }
    }

    fn values(&mut self) -> impl Iterator<Item = &mut f64> {
        let totals = [&mut self.zero_count, &mut self.count, &mut self.sum];
        totals.into_iter().chain(&mut self.positive).chain(&mut self.negative)
    }
}

/// A sum of histograms, or any multiple of one, with its compensation.
#[derive(Clone, Debug)]
pub struct CompensatedHistogram {
    histogram: FloatHistogram,
    /// `None` until something was added, because even adding nothing changes the sign of a negative zero.
    compensation: Option<Compensation>,
}

impl CompensatedHistogram {
    /// Starts with one histogram.
    pub fn new(histogram: FloatHistogram) -> CompensatedHistogram {
        CompensatedHistogram { histogram, compensation: None }
    }

    /// Adds one histogram; after an error nothing has changed.
    pub fn add(&mut self, other: &FloatHistogram) -> Result<Combined, IncompatibleSchemas> {
        self.histogram.check_schema(other)?;
        let compensation = self.compensation.get_or_insert_with(|| Compensation::none_for(&self.histogram));
        self.histogram.combine(other, false, Some(compensation))
    }

    /// Multiplies everything by `factor`.
    pub fn scale(&mut self, factor: f64) {
        self.histogram.scale(factor);
        if let Some(compensation) = &mut self.compensation {
            compensation.values().for_each(|value| *value *= factor);
        }
    }

    /// Divides everything by `divisor`.
    pub fn divide(&mut self, divisor: f64) {
        self.histogram.divide(divisor);
        if let Some(compensation) = &mut self.compensation {
            compensation.values().for_each(|value| *value /= divisor);
            if divisor == 0.0 {
                compensation.positive.clear();
                compensation.negative.clear();
            }
        }
    }

    /// Whether the sum has left the range of floats somewhere.
    pub fn has_overflow(&self) -> bool {
        self.histogram.has_overflow()
    }

    /// The sum with its compensation added; not compacted.
    pub fn finish(self) -> FloatHistogram {
        let CompensatedHistogram { mut histogram, compensation } = self;
        let Some(compensation) = compensation else { return histogram };
        let custom = histogram.uses_custom_buckets();
        if !custom {
            histogram.zero_count += compensation.zero_count;
        }
        histogram.count += compensation.count;
        histogram.sum += compensation.sum;
        let zero_bucket = (!custom).then_some((histogram.schema, histogram.zero_threshold));
        let add = |spans: &mut Vec<_>, counts: &mut Vec<f64>, errors: &[f64]| {
            let layout = spans.clone();
            let addend = Addend { spans: &layout, counts: errors, errors: &[], negative: false, zero_bucket };
            Side { spans, counts, errors: None }.add(&addend);
        };
        add(&mut histogram.positive_spans, &mut histogram.positive_buckets, &compensation.positive);
        add(&mut histogram.negative_spans, &mut histogram.negative_buckets, &compensation.negative);
        histogram
    }
}
