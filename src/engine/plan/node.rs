//! The nodes of a plan.

use super::Steps;
use crate::{
    diagnostic::Span,
    golang::regex::Regex,
    model::{labels::Labels, matcher::Matcher, sample::Timestamp},
    promql::ast::{AggregateOperator, BinaryOperator, ExtendedRange, VectorMatching},
};

/// A node: what to do, at which times, and where it stands in the expression.
#[derive(Clone, Debug)]
pub(in crate::engine) struct Plan {
    pub(in crate::engine) operation: Operation,
    pub(in crate::engine) steps: Steps,
    pub(in crate::engine) span: Span,
}

/// What a node does.
#[derive(Clone, Debug)]
pub(in crate::engine) enum Operation {
    /// The same number at every step.
    Number(f64),
    /// The step's own time in seconds.
    Time,
    /// An instant selector.
    Select { selector: Selector, wanted: Wanted },
    /// A function over windows of samples.
    Window { function: WindowFunction, input: WindowInput, arguments: Vec<Plan> },
    /// `absent_over_time`, with the labels its result carries.
    AbsentOverTime { input: WindowInput, labels: Labels },
    /// The input has one step; its values hold at every step of this node.
    Broadcast(Box<Plan>),
    /// Unary minus.
    Negate(Box<Plan>),
    /// A function of each sample and scalar arguments.
    Elements { function: ElementFunction, input: Box<Plan>, arguments: Vec<Plan> },
    /// `min_of`, `max_of`.
    Extreme { maximum: bool, left: Box<Plan>, right: Box<Plan> },
    /// `scalar(v)`.
    ScalarOf(Box<Plan>),
    /// `vector(s)`.
    VectorOf(Box<Plan>),
    /// `absent(v)`, with the labels its result carries.
    Absent { input: Box<Plan>, labels: Labels },
    /// `label_replace`.
    LabelReplace { input: Box<Plan>, destination: String, replacement: String, source: String, regex: Regex },
    /// `label_join`.
    LabelJoin { input: Box<Plan>, destination: String, separator: String, sources: Vec<String> },
    /// `sort`, `sort_desc`.
    Sort { input: Box<Plan>, descending: bool },
    /// `sort_by_label`, `sort_by_label_desc`.
    SortByLabel { input: Box<Plan>, labels: Vec<String>, descending: bool },
    /// `histogram_quantile` with one quantile; `histogram_quantiles` with a label and several.
    Quantile { input: Box<Plan>, quantiles: Vec<Plan>, label: Option<String> },
    /// `histogram_fraction`.
    Fraction { input: Box<Plan>, lower: Box<Plan>, upper: Box<Plan> },
    /// `info(v, {…})`; the selector has the matchers of the info series, the data matchers are those on other labels.
    Info { input: Box<Plan>, selector: Selector, data_matchers: Vec<Matcher> },
    /// Scalar and scalar.
    ScalarBinary { operator: BinaryOperator, left: Box<Plan>, right: Box<Plan> },
    /// Vector and scalar, in either order.
    VectorScalar {
        operator: BinaryOperator,
        vector: Box<Plan>,
        scalar: Box<Plan>,
        scalar_left: bool,
        return_bool: bool,
    },
    /// Vector and vector.
    VectorBinary {
        operator: BinaryOperator,
        left: Box<Plan>,
        right: Box<Plan>,
        matching: VectorMatching,
        return_bool: bool,
    },
    /// An aggregation.
    Aggregate {
        operator: AggregateOperator,
        /// A scalar.
        parameter: Option<Box<Plan>>,
        /// The label of `count_values`.
        label: Option<String>,
        input: Box<Plan>,
        without: bool,
        grouping: Vec<String>,
    },
}

/// Which series and which shift in time.
#[derive(Clone, Debug)]
pub(in crate::engine) struct Selector {
    pub(in crate::engine) matchers: Vec<Matcher>,
    /// Milliseconds to look back.
    pub(in crate::engine) offset: i64,
    /// The fixed time of `@`; the step's time otherwise.
    pub(in crate::engine) at: Option<Timestamp>,
    /// Samples after this time are not seen (see [`super::build`] on aggregation parameters).
    pub(in crate::engine) load_until: Option<Timestamp>,
    pub(in crate::engine) extended: Option<ExtendedRange>,
    /// Whether only count and sum of native histograms are looked at, so that buckets need not be carried along.
    pub(in crate::engine) totals_only: bool,
}

impl Selector {
    /// Whether values lie on lines between samples.
    pub(in crate::engine) fn is_smoothed(&self) -> bool {
        self.extended == Some(ExtendedRange::Smoothed)
    }

    /// The time that step time `time` refers to.
    #[inline]
    pub(in crate::engine) fn reference(&self, time: Timestamp) -> Timestamp {
        self.at.unwrap_or(time).saturating_sub(self.offset)
    }
}

/// What an instant selector gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::engine) enum Wanted {
    /// The sample.
    Value,
    /// Its time in seconds: `timestamp(selector)`.
    Timestamp,
    /// Its start time in seconds, 0 where it is not known: `start_timestamp(selector)`. Nothing unless start
    /// timestamps are in use.
    StartTimestamp,
}

/// Windows of samples: where they come from and how long they are.
#[derive(Clone, Debug)]
pub(in crate::engine) struct WindowInput {
    pub(in crate::engine) source: WindowSource,
    /// Length in milliseconds; a window is `(reference - range, reference]`.
    pub(in crate::engine) range: i64,
    /// How much before its beginning and after its end a window shows samples too, in milliseconds: the lookback where
    /// `anchored` and `smoothed` ask for it, 0 otherwise.
    pub(in crate::engine) before: i64,
    pub(in crate::engine) after: i64,
    /// Where the argument stands.
    pub(in crate::engine) span: Span,
}

/// Where the samples of windows come from.
#[derive(Clone, Debug)]
pub(in crate::engine) enum WindowSource {
    /// Stored samples.
    Selector(Selector),
    /// The values of an inner node on its own grid.
    Subquery { inner: Box<Plan>, offset: i64, at: Option<Timestamp> },
}

impl WindowInput {
    /// The end of the window at step time `time`.
    #[inline]
    pub(in crate::engine) fn reference(&self, time: Timestamp) -> Timestamp {
        match &self.source {
            WindowSource::Selector(selector) => selector.reference(time),
            WindowSource::Subquery { offset, at, .. } => at.unwrap_or(time).saturating_sub(*offset),
        }
    }

    /// Whether samples outside of the window count: `anchored` or `smoothed`.
    #[inline]
    pub(in crate::engine) fn extended(&self) -> Option<ExtendedRange> {
        match &self.source {
            WindowSource::Selector(selector) => selector.extended,
            WindowSource::Subquery { .. } => None,
        }
    }

    /// Whether the window is the same at every step.
    pub(in crate::engine) fn is_fixed(&self) -> bool {
        match &self.source {
            WindowSource::Selector(selector) => selector.at.is_some(),
            WindowSource::Subquery { at, .. } => at.is_some(),
        }
    }
}

/// Functions over windows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::engine) enum WindowFunction {
    Rate,
    Increase,
    Delta,
    InstantRate,
    InstantDelta,
    Derivative,
    PredictLinear,
    DoubleExponentialSmoothing,
    Resets,
    Changes,
    Sum,
    Average,
    Minimum,
    Maximum,
    Count,
    Present,
    Deviation,
    Variance,
    Quantile,
    MedianAbsoluteDeviation,
    First,
    Last,
    TimeOfFirst,
    TimeOfLast,
    TimeOfMinimum,
    TimeOfMaximum,
}

impl WindowFunction {
    /// The function of that name, if it is one over windows that gives a row a series.
    pub(in crate::engine) fn named(name: &str) -> Option<WindowFunction> {
        use WindowFunction::*;
        Some(match name {
            "rate" => Rate,
            "increase" => Increase,
            "delta" => Delta,
            "irate" => InstantRate,
            "idelta" => InstantDelta,
            "deriv" => Derivative,
            "predict_linear" => PredictLinear,
            "double_exponential_smoothing" => DoubleExponentialSmoothing,
            "resets" => Resets,
            "changes" => Changes,
            "sum_over_time" => Sum,
            "avg_over_time" => Average,
            "min_over_time" => Minimum,
            "max_over_time" => Maximum,
            "count_over_time" => Count,
            "present_over_time" => Present,
            "stddev_over_time" => Deviation,
            "stdvar_over_time" => Variance,
            "quantile_over_time" => Quantile,
            "mad_over_time" => MedianAbsoluteDeviation,
            "first_over_time" => First,
            "last_over_time" => Last,
            "ts_of_first_over_time" => TimeOfFirst,
            "ts_of_last_over_time" => TimeOfLast,
            "ts_of_min_over_time" => TimeOfMinimum,
            "ts_of_max_over_time" => TimeOfMaximum,
            _ => return None,
        })
    }

    /// The functions that take samples from outside of the window, by name; the others are refused.
    pub(in crate::engine) fn allowed_with(extended: ExtendedRange) -> &'static [&'static str] {
        match extended {
            ExtendedRange::Anchored => &["changes", "delta", "increase", "rate", "resets"],
            ExtendedRange::Smoothed => &["delta", "increase", "rate"],
        }
    }

    /// Whether a start timestamp between two samples is a counter reset to this function.
    pub(in crate::engine) fn sees_start_timestamps(self) -> bool {
        use WindowFunction::*;
        matches!(self, Rate | Increase | InstantRate | Resets)
    }

    /// Whether the result is still the same metric: only the first and the last sample are.
    pub(in crate::engine) fn keeps_name(self) -> bool {
        matches!(self, WindowFunction::First | WindowFunction::Last)
    }
}

/// Functions of one sample at a time.
#[derive(Clone, Copy, Debug)]
pub(in crate::engine) enum ElementFunction {
    /// A function of one number.
    Math(fn(f64) -> f64),
    /// `clamp`: arguments minimum, maximum.
    Clamp,
    /// `clamp_min`.
    ClampMin,
    /// `clamp_max`.
    ClampMax,
    /// `round`, with an optional argument: to a multiple of which number.
    Round,
    /// `timestamp` of anything but a selector: the step's time.
    StepTime,
    /// One of `histogram_count`, `_sum`, `_avg`, `_stddev`, `_stdvar`: of native histograms only.
    Histogram(HistogramField),
}

/// What is asked of a native histogram.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::engine) enum HistogramField {
    Count,
    Sum,
    Average,
    Deviation,
    Variance,
}
