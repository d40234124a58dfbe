//! `topk`, `bottomk`, `limitk`, `limit_ratio`: some of the input's series, chosen anew at each step.
//!
//! Among equal values Prometheus' choice and order follow from the binary heap it keeps; the same heap is kept here.

use super::Groups;
use crate::{
    diagnostic::Span,
    engine::{
        Error,
        exec::{Context, Materialised, Operator, OutputSeries, Row, is_absent, materialise_all, release},
        plan::Plan,
    },
    golang::float::format_g,
    promql::ast::AggregateOperator,
};
use rayon::prelude::*;
use xxhash_rust::xxh64::xxh64;

/// What is asked for.
pub(super) struct Request<'r> {
    pub(super) operator: AggregateOperator,
    /// The parameter at each step.
    pub(super) values: &'r [f64],
    pub(super) plan: &'r Plan,
    pub(super) parameter_span: Span,
}

/// Opens the aggregation.
pub(super) fn open(
    request: &Request<'_>,
    input: &dyn Operator,
    groups: &Groups,
    context: &Context<'_>,
) -> Result<Materialised, Error> {
    let count = request.plan.steps.count;
    // Before the parameter is looked at: what the input has to say is said even where no series is wanted.
    let rows = materialise_all(input, count, context)?;
    let limits = match request.operator {
        AggregateOperator::LimitRatio => ratios(request, context)?,
        _ => counts(request)?,
    };
    let Some(limits) = limits else { return Ok(Materialised::new(Vec::new(), Vec::new())) };
    let ranks = matches!(request.operator, AggregateOperator::TopK | AggregateOperator::BottomK);
    if ranks && rows.iter().any(|row| row.histograms.iter().any(Option::is_some)) {
        let text = format!("ignored histogram in {} aggregation", request.operator.as_str());
        context.inform(request.plan.span, text);
    }
    let mut members = groups.members();
    // Groups stand in the order of their first series that has a value.
    let first_present =
        |members: &Vec<usize>| members.iter().copied().find(|&series| !rows[series].is_empty()).unwrap_or(usize::MAX);
    members.sort_by_key(first_present);

    let choose = |step: usize| -> Vec<usize> {
        members.iter().flat_map(|members| chosen(request.operator, limits[step], members, step, &rows, input)).collect()
    };
    let by_step: Vec<Vec<usize>> = (0..count).into_par_iter().map(choose).collect();
    let chosen = match by_step.as_slice() {
        // One step: the order in which series were chosen is the order of the result.
        [order] => {
            let series = order.iter().map(|&index| input.series()[index].clone()).collect();
            Materialised::new(series, order.iter().map(|&index| rows[index].clone()).collect())
        }
        _ => spread(&by_step, input.series(), &rows),
    };
    release(&rows, context);
    context.hold(chosen.rows().iter().map(Row::present_count).sum())?;
    Ok(chosen)
}

/// Rows that have their values only at the steps where they were chosen.
fn spread(by_step: &[Vec<usize>], series: &[OutputSeries], rows: &[Row]) -> Materialised {
    let mut places = vec![usize::MAX; series.len()];
    let (mut chosen_series, mut chosen_rows) = (Vec::new(), Vec::new());
    for (step, order) in by_step.iter().enumerate() {
        for &index in order {
            if places[index] == usize::MAX {
                places[index] = chosen_rows.len();
                chosen_series.push(series[index].clone());
                chosen_rows.push(Row::absent(by_step.len()));
            }
            let row: &mut Row = &mut chosen_rows[places[index]];
            row.values[step] = rows[index].values[step];
            if let Some(histogram) = rows[index].histogram(step) {
                row.set_histogram(step, histogram.clone());
            }
        }
    }
    Materialised::new(chosen_series, chosen_rows)
}

/// The series of one group chosen at one step.
fn chosen(
    operator: AggregateOperator,
    limit: f64,
    members: &[usize],
    step: usize,
    rows: &[Row],
    input: &dyn Operator,
) -> Vec<usize> {
    let size = limit.max(0.0) as usize;
    let worse: fn(f64, f64) -> bool = match operator {
        AggregateOperator::BottomK => |left, right| left.is_nan() || left > right,
        _ => |left, right| left.is_nan() || left < right,
    };
    let mut heap = WorstFirst { heap: Vec::new(), worse };
    for series in members.iter().copied().filter(|&series| rows[series].is_present(step)) {
        let value = rows[series].values[step];
        // A histogram has no value to compare; where it may be chosen, it counts as zero.
        let comparable = if is_absent(value) { 0.0 } else { value };
        match operator {
            AggregateOperator::LimitRatio if is_in_ratio(limit, &input.series()[series]) => {
                heap.push((comparable, series));
            }
            AggregateOperator::LimitK if heap.heap.len() < size => heap.push((comparable, series)),
            AggregateOperator::TopK | AggregateOperator::BottomK if !is_absent(value) => {
                heap.offer((value, series), size);
            }
            _ => {}
        }
    }
    match operator {
        AggregateOperator::TopK | AggregateOperator::BottomK => heap.into_best_first(),
        _ => heap.heap.into_iter().map(|(_, series)| series).collect(),
    }
}

/// A binary heap with the worst entry on top, with the moves of Go's `container/heap`.
struct WorstFirst {
    heap: Vec<(f64, usize)>,
    worse: fn(f64, f64) -> bool,
}

impl WorstFirst {
    fn push(&mut self, entry: (f64, usize)) {
        self.heap.push(entry);
        self.rise(self.heap.len() - 1);
    }

    fn offer(&mut self, entry: (f64, usize), size: usize) {
        if self.heap.len() < size {
            self.push(entry);
            return;
        }
        let Some(worst) = self.heap.first_mut() else { return };
        if (self.worse)(worst.0, entry.0) && !(entry.0.is_nan() && worst.0.is_nan()) {
            *worst = entry;
            self.sink();
        }
    }

    fn is_worse(&self, left: usize, right: usize) -> bool {
        (self.worse)(self.heap[left].0, self.heap[right].0)
    }

    fn rise(&mut self, mut child: usize) {
        while child > 0 {
            let parent = (child - 1) / 2;
            if !self.is_worse(child, parent) {
                break;
            }
            self.heap.swap(child, parent);
            child = parent;
        }
    }

    fn sink(&mut self) {
        let mut parent = 0;
        loop {
            let left = 2 * parent + 1;
            if left >= self.heap.len() {
                break;
            }
            let right = left + 1;
            let child = if right < self.heap.len() && self.is_worse(right, left) { right } else { left };
            if !self.is_worse(child, parent) {
                break;
            }
            self.heap.swap(child, parent);
            parent = child;
        }
    }

    /// The series, best first; equal ones in the order that a stable sort of the heap's array gives.
    fn into_best_first(mut self) -> Vec<usize> {
        let worse = self.worse;
        self.heap.sort_by(|left, right| worse(right.0, left.0).cmp(&worse(left.0, right.0)).reverse());
        self.heap.into_iter().map(|(_, series)| series).collect()
    }
}

/// `k` at each step, or `None` when no step wants any series.
fn counts(request: &Request<'_>) -> Result<Option<Vec<f64>>, Error> {
    let values = request.values;
    if values.iter().all(|value| *value < 1.0) {
        return Ok(None);
    }
    if values.iter().any(|value| value.is_nan()) {
        return Err(Error::Evaluation("Parameter value is NaN".into()));
    }
    let smallest = values.iter().copied().fold(f64::INFINITY, f64::min);
    let largest = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    if smallest <= -9_223_372_036_854_775_808.0 {
        return Err(Error::Evaluation(format!("Scalar value {} underflows int64", format_g(smallest))));
    }
    if largest >= 9_223_372_036_854_774_784.0 {
        return Err(Error::Evaluation(format!("Scalar value {} overflows int64", format_g(largest))));
    }
    Ok(Some(values.iter().map(|value| value.trunc()).collect()))
}

/// The ratio at each step, cut to -1..=1, or `None` when no step wants any series.
fn ratios(request: &Request<'_>, context: &Context<'_>) -> Result<Option<Vec<f64>>, Error> {
    let values = request.values;
    if values.iter().any(|value| value.is_nan()) {
        return Err(Error::Evaluation("Ratio value is NaN".into()));
    }
    if values.iter().all(|value| *value == 0.0) {
        return Ok(None);
    }
    let smallest = values.iter().copied().fold(f64::INFINITY, f64::min);
    let largest = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    for (extreme, cap, beyond) in [(largest, 1.0, largest > 1.0), (smallest, -1.0, smallest < -1.0)] {
        if beyond {
            let (got, cap) = (format_g(extreme), format_g(cap));
            let text = format!("ratio value should be between -1 and 1, got {got}, capping to {cap}");
            context.warn(request.parameter_span, text);
        }
    }
    Ok(Some(values.iter().map(|value| value.clamp(-1.0, 1.0)).collect()))
}

/// Whether a series belongs to the sample of this size; a negative ratio takes the complement.
fn is_in_ratio(ratio: f64, series: &OutputSeries) -> bool {
    let offset = xxh64(series.labels.as_bytes(), 0) as f64 / u64::MAX as f64;
    if ratio >= 0.0 { offset < ratio } else { offset >= 1.0 + ratio }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::labels::Labels;

    fn best(values: &[f64], size: usize, operator: AggregateOperator) -> Vec<usize> {
        let rows: Vec<Row> = values.iter().map(|value| Row { values: vec![*value], histograms: Vec::new() }).collect();
        let series = values.iter().map(|_| OutputSeries::new(Labels::empty())).collect();
        let members: Vec<usize> = (0..values.len()).collect();
        let input = Materialised::new(series, rows.clone());
        chosen(operator, size as f64, &members, 0, &rows, &input)
    }

    #[test]
    fn ties_come_out_in_heap_order() {
        // Seen from the real server: series a..f.
        let values = [f64::NAN, 3.0, 3.0, 3.0, 1.0, 5.0];
        assert_eq!(best(&values, 4, AggregateOperator::TopK), [5, 1, 3, 2]);
        assert_eq!(best(&values, 2, AggregateOperator::TopK), [5, 1]);
        assert_eq!(best(&values, 2, AggregateOperator::BottomK), [4, 1]);
    }

    #[test]
    fn nan_only_fills_up() {
        assert_eq!(best(&[f64::NAN, 1.0], 1, AggregateOperator::TopK), [1]);
        assert_eq!(best(&[f64::NAN, 1.0], 2, AggregateOperator::TopK), [1, 0]);
    }

    #[test]
    fn ratios_follow_the_hash_of_the_labels() {
        let series = |i: &str| OutputSeries::new(Labels::from_pairs([("__name__", "g"), ("i", i), ("z", "1")]));
        assert!(is_in_ratio(0.046, &series("d")) && !is_in_ratio(0.045, &series("d")));
        assert!(is_in_ratio(0.35, &series("b")) && !is_in_ratio(0.35, &series("a")));
        assert!(is_in_ratio(-0.6, &series("a")) && !is_in_ratio(-0.6, &series("b")));
    }
}
