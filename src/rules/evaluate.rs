//! Groups over a range of time: the results of all rules, each rule after those that it reads.
//!
//! ```text
//! groups ─ `order` → rules one by one ─ range queries over [`Layers`] → series ─→ caller
//!                                              ↑                           │
//!                                              └── results that are read ──┘
//! ```
//! A rule is evaluated by range queries, whole rows at once. Alerts have a state that goes from step to step (`alerts`);
//! their expression is a range query all the same.

use super::{
    alerts::{AlertStates, Templates},
    group::{Group, Rule, RuleKind},
    layers::Layers,
    order::order,
    schedule::Window,
};
use crate::{
    engine,
    model::{
        annotations::{AnnotationLevel, Annotations},
        labels::Labels,
        memory::MemorySource,
        sample::{SampleColumns, Timestamp},
        series::SeriesSource,
        value::{MatrixSeries, QueryValue},
    },
};
use std::collections::BTreeMap;

/// The most steps of one range query; memory is series times steps.
const LONGEST_QUERY: usize = 4096;

/// What to evaluate groups over.
#[derive(Clone, Debug)]
pub struct EvaluationRange {
    /// The first time, in milliseconds.
    pub start: Timestamp,
    /// The last time.
    pub end: Timestamp,
    /// The duration of the blocks that the results go into.
    pub block_duration: i64,
    /// Whether alerts are evaluated.
    pub with_alerts: bool,
}

/// Why rules could not be evaluated.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error<E> {
    /// A query failed.
    #[error("group {group:?}, rule {rule:?}: {error}")]
    Query {
        /// The group.
        group: String,
        /// The rule.
        rule: String,
        /// Why.
        error: engine::Error,
    },
    /// The rule's result is neither vector nor scalar.
    #[error("group {group:?}, rule {rule:?}: rule result is wrong type {found}")]
    Type {
        /// The group.
        group: String,
        /// The rule.
        rule: String,
        /// The type of the result.
        found: &'static str,
    },
    /// Two series of a result have the same labels once the rule's own are set.
    #[error(
        "group {group:?}, rule {rule:?}: vector contains metrics with the same labelset after applying rule labels: \
         {labels} at {time}"
    )]
    SameLabels {
        /// The group.
        group: String,
        /// The rule.
        rule: String,
        /// The labels.
        labels: Labels,
        /// When both have a value.
        time: Timestamp,
    },
    /// Whoever takes the series could not.
    #[error(transparent)]
    Sink(E),
}

/// What came of an evaluation beside series.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Rules evaluated.
    pub rules: usize,
    /// Samples handed out.
    pub samples: u64,
    /// Rules that read each other's results, and so could not see all of them.
    pub circles: Vec<String>,
    /// What queries and alerts warned of, each once, with the rule.
    pub warnings: Vec<String>,
}

/// Where results go: the labels of a series and samples that are newer than those given before.
pub type Sink<'s, E> = dyn FnMut(&Labels, &SampleColumns) -> Result<(), E> + 's;

/// Evaluates all rules of `groups` over `range`.
pub fn evaluate<E>(
    groups: &[Group],
    source: &dyn SeriesSource,
    range: &EvaluationRange,
    options: &engine::Options,
    sink: &mut Sink<'_, E>,
) -> Result<Summary, Error<E>> {
    let order = order(groups, range.with_alerts);
    let mut summary = Summary { circles: order.circles, ..Summary::default() };
    let mut layers = Layers::new(source);
    for step in order.steps {
        let group = &groups[step.group];
        let rule = &group.rules[step.rule];
        let mut kept: BTreeMap<Labels, SampleColumns> = BTreeMap::new();
        let mut run = Run { layers: &layers, options, group, rule, summary: &mut summary };
        let mut take = |labels: &Labels, columns: &SampleColumns| {
            if step.is_read {
                let known = kept.entry(labels.clone()).or_default();
                known.extend_from_range(columns, Timestamp::MIN, Timestamp::MAX);
            }
            sink(labels, columns)
        };
        match rule.kind {
            RuleKind::Recording => run.record(range, &mut take)?,
            RuleKind::Alerting { .. } => run.alert(range, &mut take)?,
        }
        summary.rules += 1;
        let mut by_name: BTreeMap<String, Vec<(Labels, SampleColumns)>> = BTreeMap::new();
        for (labels, columns) in kept {
            by_name.entry(labels.metric_name().to_string()).or_default().push((labels, columns));
        }
        by_name.into_iter().for_each(|(name, series)| layers.add(&name, MemorySource::new(series)));
    }
    Ok(summary)
}

/// The evaluation of one rule.
struct Run<'r, 's> {
    layers: &'r Layers<'s>,
    options: &'r engine::Options,
    group: &'r Group,
    rule: &'r Rule,
    summary: &'r mut Summary,
}

impl Run<'_, '_> {
    fn record<E>(&mut self, range: &EvaluationRange, sink: &mut Sink<'_, E>) -> Result<(), Error<E>> {
        for window in self.windows(range) {
            let matrix = self.query(window)?;
            let mut recorded: BTreeMap<Labels, SampleColumns> = BTreeMap::new();
            for series in matrix {
                let columns = columns_of(&series);
                let labels = self.rule.recorded(&series.labels);
                match recorded.get_mut(&labels) {
                    None => drop(recorded.insert(labels, columns)),
                    Some(known) => match interleaved(known, &columns) {
                        Ok(merged) => *known = merged,
                        Err(time) => {
                            let (group, rule) = (self.group.name.clone(), self.rule.name.clone());
                            return Err(Error::SameLabels { group, rule, labels, time });
                        }
                    },
                }
            }
            for (labels, columns) in &recorded {
                self.summary.samples += columns.len() as u64;
                sink(labels, columns).map_err(Error::Sink)?;
            }
        }
        Ok(())
    }

    fn alert<E>(&mut self, range: &EvaluationRange, sink: &mut Sink<'_, E>) -> Result<(), Error<E>> {
        let templates = Templates::new(self.rule, self.layers, self.options);
        let mut states = AlertStates::new(self.rule, self.group.limit, templates);
        for window in self.windows(range) {
            let matrix = self.query(window)?;
            let series = states.advance(&matrix, window);
            for (labels, columns) in &series {
                self.summary.samples += columns.len() as u64;
                sink(labels, columns).map_err(Error::Sink)?;
            }
        }
        for warning in states.into_warnings() {
            let warning = self.in_context(&warning);
            self.summary.warnings.push(warning);
        }
        Ok(())
    }

    fn in_context(&self, text: &str) -> String {
        format!("group {:?}, rule {:?}: {text}", self.group.name, self.rule.name)
    }

    /// The evaluations, in pieces that are one query each: as many blocks together as fit.
    fn windows(&self, range: &EvaluationRange) -> Vec<Window> {
        let mut pieces: Vec<Window> = Vec::new();
        for window in self.group.schedule.windows(range.start, range.end, range.block_duration) {
            match pieces.last_mut() {
                Some(last) if follows(*last, window) && last.count() + window.count() <= LONGEST_QUERY => {
                    last.end = window.end;
                }
                _ => pieces.push(window),
            }
        }
        pieces
    }

    /// Asks for a window; when that is too much at once, for its halves.
    fn query<E>(&mut self, window: Window) -> Result<Vec<MatrixSeries>, Error<E>> {
        let Window { start, end, step } = window;
        let outcome = engine::range(self.layers, &self.rule.expression, start, end, step, self.options);
        match outcome {
            Ok(result) => {
                self.warn(&result.annotations);
                match result.value {
                    QueryValue::Matrix(matrix) => Ok(matrix),
                    other => Err(Error::Type {
                        group: self.group.name.clone(),
                        rule: self.rule.name.clone(),
                        found: other.type_name(),
                    }),
                }
            }
            Err(engine::Error::TooManySamples) if window.count() > 1 => {
                let middle = start + window.count() as i64 / 2 * step;
                let first = self.query(Window { end: middle - step, ..window })?;
                let second = self.query(Window { start: middle, ..window })?;
                Ok(joined(first, second))
            }
            Err(error) => Err(Error::Query { group: self.group.name.clone(), rule: self.rule.name.clone(), error }),
        }
    }

    fn warn(&mut self, annotations: &Annotations) {
        for text in annotations.texts(AnnotationLevel::Warning, &self.rule.expression.to_string()) {
            let warning = self.in_context(&text);
            if !self.summary.warnings.contains(&warning) {
                self.summary.warnings.push(warning);
            }
        }
    }
}

/// Whether the first evaluation of `next` is the one after the last of `window`.
fn follows(window: Window, next: Window) -> bool {
    window.step == next.step && window.start + window.count() as i64 * window.step == next.start
}

/// A series of a result as columns.
pub fn columns_of(series: &MatrixSeries) -> SampleColumns {
    let mut columns = SampleColumns::default();
    series.floats.iter().for_each(|&(time, value)| columns.push_float(time, value));
    series.histograms.iter().for_each(|(time, histogram)| columns.push_histogram(*time, histogram.clone()));
    columns
}

/// Two results, one after the other, as one.
fn joined(first: Vec<MatrixSeries>, second: Vec<MatrixSeries>) -> Vec<MatrixSeries> {
    let mut all: BTreeMap<Labels, MatrixSeries> = first.into_iter().map(|one| (one.labels.clone(), one)).collect();
    for MatrixSeries { labels, floats, histograms } in second {
        let known = all.entry(labels.clone()).or_insert_with(|| MatrixSeries { labels, ..MatrixSeries::default() });
        known.floats.extend(floats);
        known.histograms.extend(histograms);
    }
    all.into_values().collect()
}

/// The samples of two series that never have one at the same time; else that time.
fn interleaved(left: &SampleColumns, right: &SampleColumns) -> Result<SampleColumns, Timestamp> {
    let mut times: Vec<(Timestamp, bool)> = Vec::with_capacity(left.len() + right.len());
    for (columns, is_right) in [(left, false), (right, true)] {
        times.extend(columns.timestamps.iter().chain(&columns.histogram_timestamps).map(|&time| (time, is_right)));
    }
    times.sort_unstable();
    let mut merged = SampleColumns::default();
    let mut last = None;
    for (time, is_right) in times {
        if last == Some(time) {
            return Err(time);
        }
        last = Some(time);
        merged.extend_from_range(if is_right { right } else { left }, time, time);
    }
    Ok(merged)
}
