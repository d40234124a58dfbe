//! `histogram_quantile` and `histogram_fraction` over classic histograms: the series of one histogram differ in `le`.

use super::{
    Boxed, Context, Materialised, Operator, OutputSeries, Row, Scratch, is_absent,
    materialise::{Duplicates, merge_with},
    open,
    scalar::{all_scalar_values, scalar_values},
};
use crate::{
    diagnostic::Span,
    engine::{
        Error,
        functions::classic::{self, Bucket},
        plan::{Plan, Steps},
    },
    golang::{
        float::{format_g, parse_float},
        quote::quote,
    },
    model::{
        annotations::ForcedMonotonicity,
        labels::{BUCKET_BOUND, Labels, LabelsBuilder},
    },
};
use hashbrown::HashMap;
use rayon::prelude::*;

/// The series of one classic histogram.
struct Histogram {
    /// Labels without `le`; whether the name is to be dropped.
    series: OutputSeries,
    /// Series index and upper bound of each bucket.
    buckets: Vec<(usize, f64)>,
}

/// `histogram_quantile(q, v)`, and `histogram_quantiles(v, label, q…)` with a label for the quantile.
pub(super) fn quantile<'c>(
    input: &'c Plan,
    quantiles: &'c [Plan],
    label: Option<&str>,
    steps: Steps,
    context: &'c Context<'c>,
) -> Result<Materialised, Error> {
    let values = all_scalar_values(quantiles, context)?;
    let operator = open(input, context)?;
    if operator.series().is_empty() {
        return Ok(Materialised::new(Vec::new(), Vec::new()));
    }
    for (values, plan) in values.iter().zip(quantiles) {
        warn_of_quantiles(values, plan.span, context);
    }
    let histograms = histograms(&operator, input.span, steps, context)?;
    let (mut series, mut rows) = (Vec::new(), Vec::new());
    for values in &values {
        let compute = |step: usize, buckets: &mut Vec<Bucket>, name: &str| {
            let (quantile, forced) = classic::quantile(values[step], buckets);
            if let Some(forced) = forced {
                let delayed = context.options.delayed_name_removal;
                let detail = ForcedMonotonicity {
                    min_bound: forced.min_bound,
                    max_bound: forced.max_bound,
                    max_difference: forced.max_difference,
                    samples: 1,
                    first: steps.time(step),
                    last: steps.time(step),
                };
                context.inform_of_forced_monotonicity(input.span, delayed.then_some(name), detail);
            }
            quantile
        };
        rows.extend(evaluate(&operator, &histograms, steps, context, compute)?);
        for histogram in &histograms {
            let mut output = histogram.series.clone();
            if let Some(label) = label {
                let mut labels: LabelsBuilder = output.labels.to_builder();
                labels.set(label, &quantile_label(values.first().copied().unwrap_or(f64::NAN)));
                output.labels = labels.build();
            }
            series.push(output);
        }
    }
    merge_with(Materialised::new(series, rows).without_empty(), Duplicates::Merge)
}

/// `histogram_fraction(lower, upper, v)`.
pub(super) fn fraction<'c>(
    input: &'c Plan,
    lower: &'c Plan,
    upper: &'c Plan,
    steps: Steps,
    context: &'c Context<'c>,
) -> Result<Materialised, Error> {
    let (lower, upper) = (scalar_values(lower, context)?, scalar_values(upper, context)?);
    let operator = open(input, context)?;
    let histograms = histograms(&operator, input.span, steps, context)?;
    let compute =
        |step: usize, buckets: &mut Vec<Bucket>, _: &str| classic::fraction(lower[step], upper[step], buckets);
    let rows = evaluate(&operator, &histograms, steps, context, compute)?;
    let series = histograms.into_iter().map(|histogram| histogram.series).collect();
    merge_with(Materialised::new(series, rows).without_empty(), Duplicates::Merge)
}

/// Finds the histograms among the operator's series.
fn histograms(operator: &Boxed<'_>, span: Span, steps: Steps, context: &Context<'_>) -> Result<Vec<Histogram>, Error> {
    let mut places: HashMap<Labels, usize> = HashMap::new();
    let mut histograms: Vec<Histogram> = Vec::new();
    for (index, series) in operator.series().iter().enumerate() {
        let text = series.labels.value(BUCKET_BOUND);
        let Ok(bound) = parse_float(text) else {
            refuse_native(operator, index, steps)?;
            let name = if context.options.delayed_name_removal {
                format!(" for metric name {}", quote(series.labels.metric_name().as_bytes()))
            } else {
                String::new()
            };
            let quoted = quote(text.as_bytes());
            context.warn(span, format!("bucket label \"le\" is missing or has a malformed value of {quoted}{name}"));
            continue;
        };
        let key = series.labels.filter(|name| name != BUCKET_BOUND);
        let place = *places.entry(key).or_insert_with_key(|key| {
            let series = OutputSeries { labels: key.clone(), drop_name: series.drop_name };
            histograms.push(Histogram { series: series.drop_metric(context), buckets: Vec::new() });
            histograms.len() - 1
        });
        histograms[place].buckets.push((index, bound));
    }
    Ok(histograms)
}

/// A series without a bound may be a native histogram, which must not be passed over in silence.
fn refuse_native(operator: &Boxed<'_>, index: usize, steps: Steps) -> Result<(), Error> {
    let mut row = Row::absent(steps.count);
    operator.row(index, &mut Scratch::default(), &mut row)?;
    if row.histograms.iter().any(Option::is_some) {
        return Err(Error::Unsupported("a quantile or fraction of native histograms".into()));
    }
    Ok(())
}

fn evaluate(
    operator: &Boxed<'_>,
    histograms: &[Histogram],
    steps: Steps,
    context: &Context<'_>,
    compute: impl Fn(usize, &mut Vec<Bucket>, &str) -> f64 + Sync,
) -> Result<Vec<Row>, Error> {
    let make = |scratch: &mut Scratch, histogram: &Histogram| -> Result<Row, Error> {
        let mut rows: Vec<Row> = Vec::with_capacity(histogram.buckets.len());
        for &(index, _) in &histogram.buckets {
            let mut row = scratch.take_row(steps.count);
            operator.row(index, scratch, &mut row)?;
            rows.push(row);
        }
        let mut result = Row::absent(steps.count);
        let mut buckets = Vec::with_capacity(rows.len());
        for (step, slot) in result.values.iter_mut().enumerate() {
            buckets.clear();
            let bounds = histogram.buckets.iter().map(|(_, bound)| *bound);
            let present = bounds.zip(&rows).filter(|(_, row)| !is_absent(row.values[step]));
            buckets.extend(present.map(|(upper_bound, row)| Bucket { upper_bound, count: row.values[step] }));
            if !buckets.is_empty() {
                *slot = compute(step, &mut buckets, histogram.series.labels.metric_name());
            }
        }
        rows.into_iter().for_each(|row| scratch.give_row(row));
        context.hold(result.present_count())?;
        Ok(result)
    };
    histograms.par_iter().map_init(Scratch::default, make).collect()
}

fn warn_of_quantiles(values: &[f64], span: Span, context: &Context<'_>) {
    let mut last = None;
    for &value in values {
        if !(0.0..=1.0).contains(&value) && last != Some(value.to_bits()) {
            last = Some(value.to_bits());
            context.warn(span, format!("quantile value should be between 0 and 1, got {}", format_g(value)));
        }
    }
}

/// A quantile as OpenMetrics writes it: whole numbers with `.0`.
fn quantile_label(quantile: f64) -> String {
    let text = format_g(quantile);
    if quantile.is_finite() && !text.contains(['.', 'e']) { format!("{text}.0") } else { text }
}
