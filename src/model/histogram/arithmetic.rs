//! Arithmetic of native histograms: sums, differences, multiples; nothing here compacts the result.

use super::{
    CounterResetHint, FloatHistogram,
    compensated::Compensation,
    custom_bounds,
    merge::{Addend, Side, add_compensated},
    resolution::{ReducedSide, reduce},
};

/// One of two histograms has exponential buckets and the other one custom buckets: they cannot be combined.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("one histogram has exponential buckets, the other one custom buckets")]
pub struct IncompatibleSchemas;

/// What had to be glossed over when two histograms were combined.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Combined {
    /// One histogram claims to follow a counter reset, the other one claims not to.
    pub counter_reset_collision: bool,
    /// The custom bounds differed; the result has only those that both had.
    pub bounds_reconciled: bool,
}

impl CounterResetHint {
    /// The hint of a sum or difference of two histograms, and whether their hints contradict each other.
    pub fn combined_with(self, other: CounterResetHint) -> (CounterResetHint, bool) {
        use CounterResetHint::{Gauge, Unknown};
        match (self, other) {
            (own, other) if own == other => (own, false),
            (Gauge, _) | (_, Gauge) => (Gauge, false),
            (Unknown, _) | (_, Unknown) => (Unknown, false),
            _ => (Unknown, true),
        }
    }
}

impl FloatHistogram {
    /// Multiplies all counts and the sum by `factor`; a negative factor makes it a gauge.
    pub fn scale(&mut self, factor: f64) {
        self.values_mut().for_each(|value| *value *= factor);
        if factor < 0.0 {
            self.counter_reset_hint = CounterResetHint::Gauge;
        }
    }

    /// Divides all counts and the sum by `divisor`; a negative one makes it a gauge, zero removes the buckets other
    /// than the zero bucket.
    pub fn divide(&mut self, divisor: f64) {
        self.values_mut().for_each(|value| *value /= divisor);
        if divisor == 0.0 {
            self.positive_spans.clear();
            self.positive_buckets.clear();
            self.negative_spans.clear();
            self.negative_buckets.clear();
        } else if divisor < 0.0 {
            self.counter_reset_hint = CounterResetHint::Gauge;
        }
    }

    /// Adds another histogram. Resolution and zero bucket become the coarser ones of both, and more if a zero bucket
    /// would cut a bucket in two.
    pub fn add(&mut self, other: &FloatHistogram) -> Result<Combined, IncompatibleSchemas> {
        self.combine(other, false, None)
    }

    /// Subtracts another histogram, with the same adjustments as [`FloatHistogram::add`]; the hint is combined in the
    /// same way, too, so that a caller whose result is a gauge has to say so.
    pub fn subtract(&mut self, other: &FloatHistogram) -> Result<Combined, IncompatibleSchemas> {
        self.combine(other, true, None)
    }

    /// Whether a count, the sum or a custom bound is infinite.
    pub fn has_overflow(&self) -> bool {
        let totals = [self.zero_count, self.count, self.sum];
        let buckets = self.positive_buckets.iter().chain(&self.negative_buckets);
        totals.iter().chain(buckets).chain(&self.custom_values).any(|value| value.is_infinite())
    }

    fn values_mut(&mut self) -> impl Iterator<Item = &mut f64> {
        let totals = [&mut self.zero_count, &mut self.count, &mut self.sum];
        totals.into_iter().chain(&mut self.positive_buckets).chain(&mut self.negative_buckets)
    }

    pub(super) fn check_schema(&self, other: &FloatHistogram) -> Result<(), IncompatibleSchemas> {
        if self.uses_custom_buckets() == other.uses_custom_buckets() { Ok(()) } else { Err(IncompatibleSchemas) }
    }

    /// Adds or subtracts; a compensation must belong to this histogram, and only additions keep one.
    pub(super) fn combine(
        &mut self,
        other: &FloatHistogram,
        negative: bool,
        mut compensation: Option<&mut Compensation>,
    ) -> Result<Combined, IncompatibleSchemas> {
        self.check_schema(other)?;
        let (hint, counter_reset_collision) = self.counter_reset_hint.combined_with(other.counter_reset_hint);
        self.counter_reset_hint = hint;
        let custom = self.uses_custom_buckets();
        let sign = if negative { -1.0 } else { 1.0 };
        if !custom {
            let zero = self.reconcile_zero_buckets(other, compensation.as_deref_mut());
            match compensation.as_deref_mut() {
                Some(compensation) => {
                    add_compensated(zero.count, &mut self.zero_count, &mut compensation.zero_count);
                    add_compensated(zero.error, &mut self.zero_count, &mut compensation.zero_count);
                }
                None => self.zero_count += sign * zero.count,
            }
        }
        match compensation.as_deref_mut() {
            Some(compensation) => {
                add_compensated(other.count, &mut self.count, &mut compensation.count);
                add_compensated(other.sum, &mut self.sum, &mut compensation.sum);
            }
            None => {
                self.count += sign * other.count;
                self.sum += sign * other.sum;
            }
        }
        let bounds_reconciled = custom && self.custom_values != other.custom_values;
        if bounds_reconciled {
            custom_bounds::combine(self, other, negative, compensation);
        } else {
            self.combine_buckets(other, negative, compensation);
        }
        Ok(Combined { counter_reset_collision, bounds_reconciled })
    }

    fn combine_buckets(&mut self, other: &FloatHistogram, negative: bool, mut compensation: Option<&mut Compensation>) {
        let custom = self.uses_custom_buckets();
        if !custom && other.schema < self.schema {
            self.reduce_compensated(other.schema, compensation.as_deref_mut());
        }
        let zero_bucket = (!custom).then_some((self.schema, self.zero_threshold));
        let change = (!custom && other.schema > self.schema).then_some((other.schema, self.schema));
        let compensated = compensation.is_some();
        let (positive_errors, negative_errors) = match compensation {
            Some(compensation) => (Some(&mut compensation.positive), Some(&mut compensation.negative)),
            None => (None, None),
        };
        let add = |mut side: Side<'_>, spans, counts| match change {
            None => side.add(&Addend { spans, counts, errors: &[], negative, zero_bucket }),
            Some(change) => {
                let ReducedSide { spans, counts, errors } = reduce(spans, counts, compensated.then_some(&[]), change);
                side.add(&Addend { spans: &spans, counts: &counts, errors: &errors, negative, zero_bucket });
            }
        };
        let side =
            Side { spans: &mut self.positive_spans, counts: &mut self.positive_buckets, errors: positive_errors };
        add(side, other.positive_spans.as_slice(), other.positive_buckets.as_slice());
        if !custom {
            let side =
                Side { spans: &mut self.negative_spans, counts: &mut self.negative_buckets, errors: negative_errors };
            add(side, &other.negative_spans, &other.negative_buckets);
        }
    }

    fn reduce_compensated(&mut self, schema: i32, compensation: Option<&mut Compensation>) {
        let Some(compensation) = compensation else { return self.reduce_resolution(schema) };
        let change = (self.schema, schema);
        let positive = reduce(&self.positive_spans, &self.positive_buckets, Some(&compensation.positive), change);
        let negative = reduce(&self.negative_spans, &self.negative_buckets, Some(&compensation.negative), change);
        (self.positive_spans, self.positive_buckets, compensation.positive) =
            (positive.spans, positive.counts, positive.errors);
        (self.negative_spans, self.negative_buckets, compensation.negative) =
            (negative.spans, negative.counts, negative.errors);
        self.schema = schema;
    }
}
