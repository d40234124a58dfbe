//! The slow, obvious evaluator: for every step it looks at every sample, and reuses nothing.

use crate::{Points, series::RandomSeries};
use promq::model::sample::is_stale;
use std::collections::BTreeMap;

/// What a window function makes of the samples of one window, given the window's end.
type WindowFunction = fn(&[(i64, f64)], i64, i64) -> Option<f64>;

pub(crate) struct Reference<'s> {
    pub(crate) series: &'s [RandomSeries],
    pub(crate) start: i64,
    pub(crate) end: i64,
    pub(crate) step: i64,
}

impl Reference<'_> {
    /// Expressions over windows of `range` milliseconds with what they should give, sorted.
    pub(crate) fn answers(&self, range: i64) -> Vec<(String, Points)> {
        let functions: [(&str, WindowFunction); 9] = [
            ("count_over_time", |window, _, _| Some(window.len() as f64)),
            ("sum_over_time", |window, _, _| Some(exact_sum(window))),
            ("min_over_time", |window, _, _| extreme(window, f64::min)),
            ("max_over_time", |window, _, _| extreme(window, f64::max)),
            ("first_over_time", |window, _, _| window.first().map(|sample| sample.1)),
            ("last_over_time", |window, _, _| window.last().map(|sample| sample.1)),
            ("resets", |window, _, _| Some(window.windows(2).filter(|pair| pair[1].1 < pair[0].1).count() as f64)),
            ("increase", |window, end, range| increase(window, end, range)),
            ("quantile_over_time", |window, _, _| Some(median(window))),
        ];
        let mut answers = Vec::new();
        for (name, function) in functions {
            let keeps_name = matches!(name, "first_over_time" | "last_over_time");
            let window = format!("a_total[{range}ms]");
            let text = if name == "quantile_over_time" {
                format!("{name}(0.5, {window})")
            } else {
                format!("{name}({window})")
            };
            let mut points = Points::new();
            for series in self.series.iter().filter(|series| series.labels.metric_name() == "a_total") {
                let labels = if keeps_name { series.labels.clone() } else { series.labels.without_metric() };
                for time in self.times() {
                    let window = window_of(series, time, range);
                    if let Some(value) = (!window.is_empty()).then(|| function(&window, time, range)).flatten() {
                        points.push((labels.to_string(), time, value.to_bits()));
                    }
                }
            }
            points.sort();
            answers.push((text, points));
        }
        answers.push(("sum by (job) (a_total)".into(), self.sum_by_job()));
        answers
    }

    fn times(&self) -> impl Iterator<Item = i64> + use<> {
        (self.start..=self.end).step_by(self.step as usize)
    }

    fn sum_by_job(&self) -> Points {
        let mut points = Points::new();
        for time in self.times() {
            let mut sums: BTreeMap<String, Vec<(i64, f64)>> = BTreeMap::new();
            for series in self.series.iter().filter(|series| series.labels.metric_name() == "a_total") {
                let newest = series.samples.iter().rev().find(|(at, _)| *at <= time);
                if let Some((at, value)) = newest.filter(|(at, value)| *at > time - 300_000 && !is_stale(*value)) {
                    let key = format!("{{job={:?}}}", series.labels.value("job"));
                    sums.entry(key).or_default().push((*at, *value));
                }
            }
            points.extend(sums.into_iter().map(|(key, values)| (key, time, exact_sum(&values).to_bits())));
        }
        points.sort();
        points
    }
}

fn window_of(series: &RandomSeries, end: i64, range: i64) -> Vec<(i64, f64)> {
    let inside = |(time, value): &&(i64, f64)| *time > end - range && *time <= end && !is_stale(*value);
    series.samples.iter().filter(inside).copied().collect()
}

/// The sum of small numbers in fixed point, where no order matters; special values as IEEE has them.
fn exact_sum(window: &[(i64, f64)]) -> f64 {
    if window.iter().any(|(_, value)| !value.is_finite()) {
        return window.iter().map(|(_, value)| value).sum();
    }
    let scale = 2f64.powi(80);
    let total: i128 = window.iter().map(|(_, value)| (value * scale) as i128).sum();
    total as f64 / scale
}

fn extreme(window: &[(i64, f64)], choose: fn(f64, f64) -> f64) -> Option<f64> {
    // f64::min and max leave NaN out as long as there is anything else.
    window.iter().map(|(_, value)| *value).reduce(choose)
}

fn median(window: &[(i64, f64)]) -> f64 {
    let mut values: Vec<f64> = window.iter().map(|(_, value)| *value).collect();
    values.sort_by(|left, right| left.partial_cmp(right).unwrap_or_else(|| right.is_nan().cmp(&left.is_nan())));
    let rank = 0.5 * (values.len() - 1) as f64;
    let (lower, weight) = (rank.floor() as usize, rank - rank.floor());
    values[lower] * (1.0 - weight) + values[(lower + 1).min(values.len() - 1)] * weight
}

fn increase(window: &[(i64, f64)], end: i64, range: i64) -> Option<f64> {
    let (first, last) = (window.first()?, window.last()?);
    if window.len() < 2 {
        return None;
    }
    let mut change = last.1 - first.1;
    for pair in window.windows(2) {
        if pair[1].1 < pair[0].1 {
            change += pair[0].1;
        }
    }
    let sampled = (last.0 - first.0) as f64 / 1000.0;
    let average = sampled / (window.len() - 1) as f64;
    let border = |distance: f64| if distance >= average * 1.1 { average / 2.0 } else { distance };
    let mut before = border((first.0 - (end - range)) as f64 / 1000.0);
    if change > 0.0 && first.1 >= 0.0 {
        before = before.min(sampled * (first.1 / change));
    }
    let after = border((end - last.0) as f64 / 1000.0);
    Some(change * ((sampled + before + after) / sampled))
}
