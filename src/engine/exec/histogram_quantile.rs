//! `histogram_quantile`, `histogram_quantiles` and `histogram_fraction`, over native histograms and over classic ones,
//! whose series differ in `le`.
//!
//! Series are gathered into families that share all labels but `le`. A family is evaluated on its own, so its rows are
//! read once and only its results are kept. A classic and a native histogram with the same labels at one step are a
//! mistake of the user's, and give nothing.

use super::{
    Boxed, Context, Materialised, Operator, OutputSeries, Row, Scratch,
    histogram_annotations::for_metric_name,
    is_absent,
    materialise::{Duplicates, merge_with},
    open,
    scalar::{all_scalar_values, scalar_values},
};
use crate::{
    diagnostic::Span,
    engine::{
        Error,
        functions::{
            classic::{self, Bucket},
            native::{self, NanObservations},
        },
        plan::{Plan, Steps},
    },
    golang::{
        float::{format_g, parse_float},
        quote::quote,
    },
    model::{
        annotations::ForcedMonotonicity,
        histogram::FloatHistogram,
        labels::{BUCKET_BOUND, Labels},
    },
};
use hashbrown::HashMap;
use rayon::prelude::*;

/// The series that share all labels but `le`.
struct Family {
    /// Labels without `le`; whether the name is to be dropped.
    series: OutputSeries,
    members: Vec<Member>,
}

/// A series of a family.
struct Member {
    index: usize,
    /// The upper bound of its bucket, if `le` is there and a number.
    bound: Option<f64>,
}

/// What is asked of each histogram.
enum Request<'c> {
    /// Quantiles, each with its value at every step, and the label that tells them apart.
    Quantiles { values: Vec<Vec<f64>>, label: Option<&'c str> },
    /// The fraction between two bounds, given at every step.
    Fraction { lower: Vec<f64>, upper: Vec<f64> },
}

struct HistogramFunction<'c> {
    input: Boxed<'c>,
    request: Request<'c>,
    /// Where the histograms stand.
    span: Span,
    steps: Steps,
    context: &'c Context<'c>,
}

/// `histogram_quantile(q, v)`, and `histogram_quantiles(v, label, q…)` with a label for the quantile.
pub(super) fn quantile<'c>(
    input: &'c Plan,
    quantiles: &'c [Plan],
    label: Option<&'c str>,
    steps: Steps,
    context: &'c Context<'c>,
) -> Result<Materialised, Error> {
    let values = all_scalar_values(quantiles, context)?;
    let operator = open(input, context)?;
    for (values, plan) in values.iter().zip(quantiles) {
        warn_of_quantiles(values, plan.span, context);
    }
    let request = Request::Quantiles { values, label };
    HistogramFunction { input: operator, request, span: input.span, steps, context }.evaluate()
}

/// `histogram_fraction(lower, upper, v)`.
pub(super) fn fraction<'c>(
    input: &'c Plan,
    lower: &'c Plan,
    upper: &'c Plan,
    steps: Steps,
    context: &'c Context<'c>,
) -> Result<Materialised, Error> {
    let request = Request::Fraction { lower: scalar_values(lower, context)?, upper: scalar_values(upper, context)? };
    HistogramFunction { input: open(input, context)?, request, span: input.span, steps, context }.evaluate()
}

/// The results of one histogram, a row for each thing asked.
struct Results {
    series: OutputSeries,
    rows: Vec<Row>,
}

/// What a family gives: its native histograms, each with its series' index, and its classic one.
#[derive(Default)]
struct FamilyResults {
    natives: Vec<(usize, Results)>,
    classic: Option<Results>,
}

impl HistogramFunction<'_> {
    fn evaluate(self) -> Result<Materialised, Error> {
        let families = families(self.input.series());
        let evaluate = |scratch: &mut Scratch, family: &Family| self.family(family, scratch);
        let evaluated: Vec<FamilyResults> =
            families.par_iter().map_init(Scratch::default, evaluate).collect::<Result<_, Error>>()?;
        // Native histograms come first, in the order of their series; then the classic ones.
        let (mut natives, mut classics) = (Vec::new(), Vec::new());
        for results in evaluated {
            natives.extend(results.natives);
            classics.extend(results.classic);
        }
        natives.sort_by_key(|(index, _)| *index);
        let results = natives.into_iter().map(|(_, results)| results).chain(classics);
        let mut by_request: Vec<(Vec<OutputSeries>, Vec<Row>)> = Vec::new();
        by_request.resize_with(self.request.count(), Default::default);
        for results in results {
            for (request, row) in results.rows.into_iter().enumerate() {
                for (series, row) in self.request.named(request, &results.series, row) {
                    by_request[request].0.push(series);
                    by_request[request].1.push(row);
                }
            }
        }
        let (series, rows): (Vec<_>, Vec<_>) = by_request.into_iter().unzip();
        let all = Materialised::new(series.concat(), rows.into_iter().flatten().collect());
        merge_with(all.without_empty(), Duplicates::Merge)
    }

    fn family(&self, family: &Family, scratch: &mut Scratch) -> Result<FamilyResults, Error> {
        let mut rows: Vec<Row> = Vec::with_capacity(family.members.len());
        for member in &family.members {
            let mut row = scratch.take_row(self.steps.count);
            self.input.row(member.index, scratch, &mut row)?;
            self.check_bound(member, &row);
            rows.push(row);
        }
        let mut natives: Vec<(usize, Results)> = Vec::new();
        let conflicts = self.conflicts(family, &rows);
        for (member, row) in family.members.iter().zip(&rows).filter(|(_, row)| !row.histograms.is_empty()) {
            let series = &self.input.series()[member.index];
            let conflicts = if self.has_bound(member) { None } else { conflicts.as_deref() };
            let results =
                Results { series: series.drop_metric(self.context), rows: self.native(series, row, conflicts) };
            natives.push((member.index, results));
        }
        let mut classic = None;
        if family.members.iter().any(|member| member.bound.is_some()) {
            let rows = self.classic(family, &rows, conflicts.as_deref());
            classic = Some(Results { series: family.series.drop_metric(self.context), rows });
        }
        rows.into_iter().for_each(|row| scratch.give_row(row));
        let results = natives.iter().map(|(_, results)| results).chain(&classic);
        let held = results.flat_map(|results| &results.rows).map(Row::present_count).sum();
        self.context.hold(held)?;
        Ok(FamilyResults { natives, classic })
    }

    fn has_bound(&self, member: &Member) -> bool {
        !self.input.series()[member.index].labels.value(BUCKET_BOUND).is_empty()
    }

    /// The steps at which a classic and a native histogram have the same labels.
    fn conflicts(&self, family: &Family, rows: &[Row]) -> Option<Vec<bool>> {
        let members = || family.members.iter().zip(rows);
        let natives = || members().filter(|(member, row)| !row.histograms.is_empty() && !self.has_bound(member));
        natives().next()?;
        let conflict = |step: usize| {
            natives().any(|(_, row)| row.histogram(step).is_some())
                && members().any(|(member, row)| member.bound.is_some() && !is_absent(row.values[step]))
        };
        let conflicts: Vec<bool> = (0..self.steps.count).map(conflict).collect();
        if conflicts.contains(&true) {
            let name = self.shown_name(&family.series);
            self.context.warn(self.span, format!("vector contains a mix of classic and native histograms{name}"));
        }
        Some(conflicts)
    }

    /// Warns of a float without a bucket bound.
    fn check_bound(&self, member: &Member, row: &Row) {
        if member.bound.is_none() && row.values.iter().any(|value| !is_absent(*value)) {
            let series = &self.input.series()[member.index];
            let (quoted, name) = (quote(series.labels.value(BUCKET_BOUND).as_bytes()), self.shown_name(series));
            let text = format!("bucket label \"le\" is missing or has a malformed value of {quoted}{name}");
            self.context.warn(self.span, text);
        }
    }

    /// The metric's name as annotations show it: only as long as there is one.
    fn shown_name(&self, series: &OutputSeries) -> String {
        match self.context.options.delayed_name_removal {
            true => for_metric_name(series.labels.metric_name()),
            false => String::new(),
        }
    }

    fn native(&self, series: &OutputSeries, row: &Row, conflicts: Option<&[bool]>) -> Vec<Row> {
        let mut results = vec![Row::absent(self.steps.count); self.request.count()];
        for (request, result) in results.iter_mut().enumerate() {
            for (step, slot) in result.values.iter_mut().enumerate() {
                let conflict = conflicts.is_some_and(|conflicts| conflicts[step]);
                if let Some(histogram) = row.histogram(step).filter(|_| !conflict) {
                    let (value, observations) = self.request.of_native(request, step, histogram);
                    *slot = value;
                    if let Some(observations) = observations {
                        self.inform_of_nan(observations, series);
                    }
                }
            }
        }
        results
    }

    fn inform_of_nan(&self, observations: NanObservations, series: &OutputSeries) {
        let text = match observations {
            NanObservations::ResultIsNan => "input to histogram_quantile has NaN observations, result is NaN",
            NanObservations::SkewedHigher => {
                "input to histogram_quantile has NaN observations, result is skewed higher"
            }
            NanObservations::Excluded => {
                "input to histogram_fraction has NaN observations, which are excluded from all fractions"
            }
        };
        self.context.inform(self.span, format!("{text}{}", self.shown_name(series)));
    }

    fn classic(&self, family: &Family, rows: &[Row], conflicts: Option<&[bool]>) -> Vec<Row> {
        let mut results = vec![Row::absent(self.steps.count); self.request.count()];
        let of_buckets = || family.members.iter().zip(rows).filter_map(|(member, row)| Some((member.bound?, row)));
        let mut present: Vec<Bucket> = Vec::new();
        let mut buckets: Vec<Bucket> = Vec::new();
        for step in (0..self.steps.count).filter(|step| conflicts.is_none_or(|conflicts| !conflicts[*step])) {
            let counted = of_buckets().filter(|(_, row)| !is_absent(row.values[step]));
            present.clear();
            present.extend(counted.map(|(upper_bound, row)| Bucket { upper_bound, count: row.values[step] }));
            if present.is_empty() {
                continue;
            }
            for (request, result) in results.iter_mut().enumerate() {
                buckets.clone_from(&present);
                result.values[step] = self.of_classic(request, step, &mut buckets, &family.series);
            }
        }
        results
    }

    fn of_classic(&self, request: usize, step: usize, buckets: &mut Vec<Bucket>, series: &OutputSeries) -> f64 {
        let quantile = match &self.request {
            Request::Fraction { lower, upper } => return classic::fraction(lower[step], upper[step], buckets),
            Request::Quantiles { values, .. } => values[request][step],
        };
        let (value, forced) = classic::quantile(quantile, buckets);
        if let Some(forced) = forced {
            let delayed = self.context.options.delayed_name_removal;
            let detail = ForcedMonotonicity {
                min_bound: forced.min_bound,
                max_bound: forced.max_bound,
                max_difference: forced.max_difference,
                samples: 1,
                first: self.steps.time(step),
                last: self.steps.time(step),
            };
            let name = delayed.then_some(series.labels.metric_name());
            self.context.inform_of_forced_monotonicity(self.span, name, detail);
        }
        value
    }
}

impl Request<'_> {
    /// How many rows each histogram gives.
    fn count(&self) -> usize {
        match self {
            Request::Quantiles { values, .. } => values.len(),
            Request::Fraction { .. } => 1,
        }
    }

    fn of_native(&self, request: usize, step: usize, histogram: &FloatHistogram) -> (f64, Option<NanObservations>) {
        match self {
            Request::Quantiles { values, .. } => native::quantile(values[request][step], histogram),
            Request::Fraction { lower, upper } => native::fraction(lower[step], upper[step], histogram),
        }
    }

    /// The series that a row belongs to: with a label for the quantile there is one for each value it takes.
    fn named(&self, request: usize, series: &OutputSeries, row: Row) -> Vec<(OutputSeries, Row)> {
        let Request::Quantiles { values, label: Some(label) } = self else { return vec![(series.clone(), row)] };
        let values = &values[request];
        let mut distinct: Vec<f64> = Vec::new();
        for value in values {
            if !distinct.iter().any(|known| known.to_bits() == value.to_bits()) {
                distinct.push(*value);
            }
        }
        let of_quantile = |quantile: f64| {
            let mut labels = series.labels.to_builder();
            labels.set(label, &quantile_label(quantile));
            let mut row = row.clone();
            if distinct.len() > 1 {
                let others = values.iter().enumerate().filter(|(_, value)| value.to_bits() != quantile.to_bits());
                others.for_each(|(step, _)| row.clear_step(step));
            }
            (OutputSeries { labels: labels.build(), drop_name: series.drop_name }, row)
        };
        distinct.iter().copied().map(of_quantile).collect()
    }
}

/// Gathers series that share all labels but `le`, in the order of first appearance.
fn families(series: &[OutputSeries]) -> Vec<Family> {
    let mut places: HashMap<Labels, usize> = HashMap::new();
    let mut families: Vec<Family> = Vec::new();
    for (index, series) in series.iter().enumerate() {
        let key = series.labels.filter(|name| name != BUCKET_BOUND);
        let place = *places.entry(key).or_insert_with_key(|key| {
            let series = OutputSeries { labels: key.clone(), drop_name: series.drop_name };
            families.push(Family { series, members: Vec::new() });
            families.len() - 1
        });
        let bound = parse_float(series.labels.value(BUCKET_BOUND)).ok();
        families[place].members.push(Member { index, bound });
    }
    families
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
