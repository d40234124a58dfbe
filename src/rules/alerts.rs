//! Alerts over time: pending, firing, and the series that show it.
//!
//! ```text
//! result at a step ─ labels → alerts that are active ─ `for`, `keep_firing_for` → ALERTS, ALERTS_FOR_STATE
//! ```
//! An alert is what the expression has a sample for, known by its labels. It is pending until it has been active for the
//! rule's `for`, then it fires, and for `keep_firing_for` after its last sample it fires on. When a series ends, a stale
//! marker says so, as the server writes it.

use super::{
    group::{Rule, RuleKind},
    layers::Layers,
    order::ALERT_SERIES,
    schedule::Window,
    template::{AlertData, Expander},
};
use crate::{
    engine,
    golang::template::Template,
    model::{
        labels::{Labels, METRIC_NAME},
        sample::{STALE_BITS, SampleColumns, Timestamp},
        value::{MatrixSeries, SampleValue},
    },
};
use hashbrown::HashMap;
use std::collections::{BTreeMap, BTreeSet};

/// The label that holds an alert's name.
const ALERT_NAME: &str = "alertname";
/// The label that tells pending from firing.
const ALERT_STATE: &str = "alertstate";

/// The labels of a rule's alerts, as far as they are templates.
pub(super) struct Templates<'r> {
    /// The labels that are the same for all alerts.
    plain: Vec<(&'r str, &'r str)>,
    /// The others; one that does not parse has its error as value.
    expanded: Vec<(&'r str, Result<Template, String>)>,
    expander: Expander<'r>,
}

impl<'r> Templates<'r> {
    /// The labels of `rule`, whose templates may ask `layers`.
    pub(super) fn new(rule: &'r Rule, layers: &'r Layers<'r>, options: &'r engine::Options) -> Templates<'r> {
        let (mut plain, mut expanded) = (Vec::new(), Vec::new());
        for (name, value) in &rule.labels {
            match value.contains("{{") {
                false => plain.push((name.as_str(), value.as_str())),
                true => expanded.push((name.as_str(), Expander::parse(&rule.name, value))),
            }
        }
        Templates { plain, expanded, expander: Expander::new(layers, options) }
    }

    /// The labels of the alert that `series` is, at one time. What fails to expand becomes a text that says so.
    fn labels(&self, rule: &Rule, series: &Labels, value: &SampleValue, time: Timestamp) -> Labels {
        let mut builder = series.to_builder();
        builder.remove(METRIC_NAME);
        for (name, value) in &self.plain {
            builder.set(name, value);
        }
        if !self.expanded.is_empty() {
            let data = AlertData { labels: series, value };
            for (name, template) in &self.expanded {
                let expanded = match template {
                    Ok(template) => self.expander.expand(template, &data, time),
                    Err(error) => Err(error.clone()),
                };
                let text = expanded.unwrap_or_else(|error| format!("<error expanding template: {error}>"));
                builder.set(name, &text);
            }
        }
        builder.set(ALERT_NAME, &rule.name);
        builder.build()
    }
}

/// What is known of an active alert.
#[derive(Clone, Copy, Debug)]
struct Active {
    since: Timestamp,
    fires: bool,
    /// When its samples ended.
    kept_since: Option<Timestamp>,
}

/// The state of a rule's alerts.
pub(super) struct AlertStates<'r> {
    rule: &'r Rule,
    hold: i64,
    keep_firing: i64,
    limit: usize,
    templates: Templates<'r>,
    active: BTreeMap<Labels, Active>,
    /// The series written at the last step.
    written: BTreeSet<Labels>,
    /// When it first happened, and how often.
    same_labels: Option<(Timestamp, u64)>,
    over_limit: Option<(Timestamp, u64)>,
}

impl<'r> AlertStates<'r> {
    pub(super) fn new(rule: &'r Rule, limit: usize, templates: Templates<'r>) -> AlertStates<'r> {
        let (hold, keep_firing) = match rule.kind {
            RuleKind::Alerting { hold, keep_firing } => (hold, keep_firing),
            RuleKind::Recording => (0, 0),
        };
        AlertStates {
            rule,
            hold,
            keep_firing,
            limit,
            templates,
            active: BTreeMap::new(),
            written: BTreeSet::new(),
            same_labels: None,
            over_limit: None,
        }
    }

    /// Goes through the steps of a window; the series that come of it.
    pub(super) fn advance(&mut self, matrix: &[MatrixSeries], window: Window) -> BTreeMap<Labels, SampleColumns> {
        let mut steps: Vec<Vec<(usize, SampleValue)>> = vec![Vec::new(); window.count()];
        let step_of = |time: Timestamp| ((time - window.start) / window.step) as usize;
        for (number, series) in matrix.iter().enumerate() {
            for &(time, value) in &series.floats {
                steps[step_of(time)].push((number, SampleValue::Float(value)));
            }
            for (time, histogram) in &series.histograms {
                steps[step_of(*time)].push((number, SampleValue::Histogram(histogram.clone())));
            }
        }
        // Without templates a series is the same alert at every step.
        let mut constant: HashMap<usize, Labels> = HashMap::new();
        let mut output = BTreeMap::new();
        for (time, samples) in window.times().zip(&steps) {
            let mut found = BTreeSet::new();
            let mut doubled = false;
            for (number, value) in samples {
                let Some(series) = matrix.get(*number) else { continue };
                let labels = match self.templates.expanded.is_empty() {
                    true => constant
                        .entry(*number)
                        .or_insert_with(|| self.templates.labels(self.rule, &series.labels, value, time))
                        .clone(),
                    false => self.templates.labels(self.rule, &series.labels, value, time),
                };
                doubled |= !found.insert(labels);
            }
            if doubled {
                note(&mut self.same_labels, time);
                continue;
            }
            // An evaluation that fails writes nothing, not even that series ended.
            let Some(written) = self.step(time, found, &mut output) else { continue };
            let stale = f64::from_bits(STALE_BITS);
            for labels in self.written.difference(&written) {
                output.entry(labels.clone()).or_insert_with(SampleColumns::default).push_float(time, stale);
            }
            self.written = written;
        }
        output
    }

    /// One evaluation; the series that were written, or `None` if there are too many alerts.
    fn step(
        &mut self,
        time: Timestamp,
        found: BTreeSet<Labels>,
        output: &mut BTreeMap<Labels, SampleColumns>,
    ) -> Option<BTreeSet<Labels>> {
        let (hold, keep_firing) = (self.hold, self.keep_firing);
        self.active.retain(|labels, alert| {
            if found.contains(labels) {
                alert.kept_since = None;
                return true;
            }
            let kept_since = *alert.kept_since.get_or_insert(time);
            alert.fires && time - kept_since < keep_firing
        });
        for labels in found {
            self.active.entry(labels).or_insert(Active { since: time, fires: false, kept_since: None });
        }
        self.active.values_mut().for_each(|alert| alert.fires |= time - alert.since >= hold);
        if self.limit > 0 && self.active.len() > self.limit {
            note(&mut self.over_limit, time);
            self.active.clear();
            return None;
        }
        let mut written = BTreeSet::new();
        for (labels, alert) in &self.active {
            let state = if alert.fires { "firing" } else { "pending" };
            let series = |name: &str, state: Option<&str>| {
                let mut builder = labels.to_builder();
                builder.set(METRIC_NAME, name);
                if let Some(state) = state {
                    builder.set(ALERT_STATE, state);
                }
                builder.build()
            };
            let [states, since] = ALERT_SERIES;
            for (series, value) in
                [(series(states, Some(state)), 1.0), (series(since, None), alert.since.div_euclid(1000) as f64)]
            {
                output.entry(series.clone()).or_insert_with(SampleColumns::default).push_float(time, value);
                written.insert(series);
            }
        }
        Some(written)
    }

    /// What went wrong on the way.
    pub(super) fn into_warnings(self) -> Vec<String> {
        let shown = |what: &str, noted: Option<(Timestamp, u64)>| {
            noted.map(|(time, count)| format!("{what} at {time}, {count} evaluations left out"))
        };
        let same =
            shown("vector contains metrics with the same labelset after applying alert labels", self.same_labels);
        let many = shown(&format!("exceeded limit of {} alerts", self.limit), self.over_limit);
        same.into_iter().chain(many).collect()
    }
}

fn note(noted: &mut Option<(Timestamp, u64)>, time: Timestamp) {
    noted.get_or_insert((time, 0)).1 += 1;
}
