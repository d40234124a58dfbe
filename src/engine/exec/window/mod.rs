//! Functions over windows of samples: `rate`, `*_over_time`, `deriv` and the rest.
//!
//! A series' samples are read once; the windows of all steps then slide over them. Where windows overlap much, what one
//! window computed is reused by the next ([`sliding`]), so the cost grows with samples + steps, not with their product;
//! where they overlap little, each window is computed on its own, which gives the bits of Prometheus' own loop.

mod bare;
mod bounds;
mod extended;
mod floats;
mod mixed;
mod sliding;
mod starts;

pub(in crate::engine) use bare::read_windows;

use super::{
    Boxed, Context, Operator, OutputSeries, Row, Scratch,
    materialise::{Duplicates, unique},
    open as open_operator,
    scalar::all_scalar_values,
    selected::{Selected, remove_stale},
};
use crate::{
    diagnostic::Span,
    engine::{
        Error,
        plan::{Plan, Steps, WindowFunction, WindowInput, WindowSource},
    },
    model::{histogram::CounterResetHint, labels::METRIC_TYPE, sample::SampleColumns},
};
use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering::Relaxed},
};

/// A function over windows at work.
struct Windowed<'c> {
    samples: Samples<'c>,
    call: Call<'c>,
    series: Vec<OutputSeries>,
}

/// Where a series' samples come from.
pub(super) enum Samples<'c> {
    /// The storage.
    Stored(Selected<'c>),
    /// A subquery: the rows of another operator.
    Computed { inner: Boxed<'c>, steps: Steps },
}

/// The call with everything resolved that is the same for all series.
struct Call<'c> {
    function: WindowFunction,
    input: &'c WindowInput,
    /// Scalar arguments, a value a step each.
    arguments: Vec<Vec<f64>>,
    steps: Steps,
    /// Where annotations about the samples point.
    span: Span,
    /// Where annotations about the first argument of the call point.
    argument_span: Span,
    context: &'c Context<'c>,
    bad_quantile_seen: AtomicBool,
}

/// Opens a function over windows.
pub(super) fn open<'c>(
    function: WindowFunction,
    input: &'c WindowInput,
    arguments: &'c [Plan],
    plan: &'c Plan,
    context: &'c Context<'c>,
) -> Result<Boxed<'c>, Error> {
    let argument_values = all_scalar_values(arguments, context)?;
    let samples = open_samples(input, plan.steps, context)?;
    // Prometheus replaces a subquery by its samples before it calls the function, and the position goes with it.
    let span = if matches!(input.source, WindowSource::Subquery { .. }) { Span::default() } else { input.span };
    let call = Call {
        function,
        input,
        arguments: argument_values,
        steps: plan.steps,
        span,
        argument_span: arguments.first().map_or(span, |argument| argument.span),
        context,
        bad_quantile_seen: AtomicBool::new(false),
    };
    let renamed = |series: &OutputSeries| {
        if function.keeps_name() { series.clone() } else { series.drop_metric(context) }
    };
    let series = samples.series().iter().map(renamed).collect();
    let operator: Boxed<'c> = Box::new(Windowed { samples, call, series });
    unique(operator, plan.steps.count, Duplicates::Fail, context)
}

/// Opens what the windows of `input` are cut from.
pub(super) fn open_samples<'c>(
    input: &'c WindowInput,
    steps: Steps,
    context: &'c Context<'c>,
) -> Result<Samples<'c>, Error> {
    Ok(match &input.source {
        WindowSource::Selector(selector) => {
            let reach = input.range.saturating_add(input.before);
            let first = selector.reference(steps.start).saturating_sub(reach).saturating_add(1);
            let last = selector.reference(steps.last()).saturating_add(input.after);
            Samples::Stored(Selected::open(selector, first, last, context)?)
        }
        WindowSource::Subquery { inner, .. } => {
            Samples::Computed { inner: open_operator(inner, context)?, steps: inner.steps }
        }
    })
}

impl Samples<'_> {
    /// The series.
    pub(super) fn series(&self) -> &[OutputSeries] {
        match self {
            Samples::Stored(selected) => selected.series(),
            Samples::Computed { inner, .. } => inner.series(),
        }
    }

    /// Passes the samples of series `index`, without stale markers, to `use_samples`.
    pub(super) fn with<T>(
        &self,
        index: usize,
        scratch: &mut Scratch,
        use_samples: impl FnOnce(&SampleColumns) -> Result<T, Error>,
    ) -> Result<T, Error> {
        match self {
            Samples::Stored(selected) => selected.with_samples(index, scratch, |columns, _| {
                remove_stale(columns);
                use_samples(columns)
            }),
            Samples::Computed { inner, steps } => {
                let mut row = scratch.take_row(steps.count);
                let mut columns = scratch.take_columns();
                let outcome = inner.row(index, scratch, &mut row).and_then(|()| {
                    row_to_columns(&row, *steps, &mut columns);
                    use_samples(&columns)
                });
                scratch.give_columns(columns);
                scratch.give_row(row);
                outcome
            }
        }
    }
}

/// The values of a subquery as samples.
///
/// What histograms know of the sample before them is forgotten: the subquery may have left that one out, or show the
/// same sample twice.
fn row_to_columns(row: &Row, steps: Steps, columns: &mut SampleColumns) {
    for (step, &value) in row.values.iter().enumerate() {
        if !super::is_absent(value) {
            columns.push_float(steps.time(step), value);
        } else if let Some(histogram) = row.histogram(step) {
            let mut histogram = histogram.clone();
            if matches!(histogram.counter_reset_hint, CounterResetHint::Reset | CounterResetHint::NotReset) {
                Arc::make_mut(&mut histogram).counter_reset_hint = CounterResetHint::Unknown;
            }
            columns.push_histogram(steps.time(step), histogram);
        }
    }
}

impl Operator for Windowed<'_> {
    fn series(&self) -> &[OutputSeries] {
        &self.series
    }

    fn row(&self, index: usize, scratch: &mut Scratch, row: &mut Row) -> Result<(), Error> {
        self.samples.with(index, scratch, |columns| {
            if columns.is_empty() {
                return Ok(());
            }
            let name = || self.samples.series()[index].labels.metric_name();
            if columns.histograms.is_empty() {
                floats::evaluate(&self.call, columns, name(), row)?;
            } else {
                mixed::evaluate(&self.call, columns, name(), row)?;
            }
            let counter = matches!(self.call.function, WindowFunction::Rate | WindowFunction::Increase);
            if counter && row.values.iter().any(|value| !super::is_absent(*value)) {
                self.inform_of_non_counter(index);
            }
            Ok(())
        })
    }
}

impl Windowed<'_> {
    /// Says so when a rate is taken of something that does not look like a counter.
    fn inform_of_non_counter(&self, index: usize) {
        let labels = &self.samples.series()[index].labels;
        let name = labels.metric_name();
        if name.is_empty() {
            return;
        }
        let quoted = crate::golang::quote::quote(name.as_bytes());
        if self.call.context.options.type_and_unit_labels {
            let metric_type = labels.value(METRIC_TYPE);
            if metric_type != "counter" && metric_type != "histogram" {
                let got = crate::golang::quote::quote(metric_type.as_bytes());
                let text = format!(
                    "metric might not be a counter, __type__ label is not set to \"counter\" or \"histogram\", got \
                     {got}: {quoted}"
                );
                self.call.context.inform(self.call.span, text);
            }
        } else if !["_total", "_sum", "_count", "_bucket"].iter().any(|suffix| name.ends_with(suffix)) {
            let text =
                format!("metric might not be a counter, name does not end in _total/_sum/_count/_bucket: {quoted}");
            self.call.context.inform(self.call.span, text);
        }
    }
}

impl Call<'_> {
    /// The scalar argument `index` at `step`.
    fn argument(&self, index: usize, step: usize) -> f64 {
        self.arguments.get(index).and_then(|values| values.get(step)).copied().unwrap_or(f64::NAN)
    }

    /// Warns of a quantile outside of 0 to 1.
    fn check_quantile(&self, quantile: f64) {
        if !(0.0..=1.0).contains(&quantile) {
            // One lock a query is enough for the usual case of a constant quantile; others pay for theirs.
            let first = !self.bad_quantile_seen.swap(true, Relaxed);
            if first || self.arguments.iter().flatten().any(|other| other.to_bits() != quantile.to_bits()) {
                let shown = crate::golang::float::format_g(quantile);
                let text = format!("quantile value should be between 0 and 1, got {shown}");
                self.context.warn(self.argument_span, text);
            }
        }
    }
}
