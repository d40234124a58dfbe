//! What is known of the evidence, each thing asked once: rules by the thousand ask for the same few metrics.
//!
//! No lock is held while something is asked: the answer may need the very thread that waits for another one. Two threads
//! may therefore ask the same, and one answer is kept.

mod behaviour;
mod kind;

pub(in crate::lint) use kind::{Ground, Kind};

use super::{Evaluation, Evidence, EvidenceError};
use crate::{
    diagnostic::Span,
    engine::Times,
    model::{labels::METRIC_NAME, matcher::Matcher, sample::Timestamp, time::format_rfc3339, value::QueryValue},
    promql::{
        ast::{Aggregate, AggregateOperator, Call, DurationExpr, Expr, MatrixSelector, NumberLiteral, VectorSelector},
        functions, matcher_text,
    },
};
use behaviour::Behaviour;
use hashbrown::HashMap;
use std::{
    collections::BTreeSet,
    hash::Hash,
    sync::{Arc, Mutex, PoisonError},
};

/// Samples of a metric are looked at this far back, in milliseconds: two hours, the length of a fresh block.
const SAMPLED_MILLISECONDS: i64 = 2 * 3_600_000;
/// The most series of a metric whose samples are looked at.
const MOST_SAMPLED: usize = 4;
/// Expressions that look further back than a day are not evaluated for a lint.
const FURTHEST_MILLISECONDS: f64 = 86_400_000.0;
/// Results with more series are not remembered.
const MOST_REMEMBERED: usize = 10_000;
/// All remembered results have no more series than this.
const MOST_REMEMBERED_IN_ALL: usize = 1_000_000;

/// What lints ask about series, remembered.
pub struct SeriesFacts<'a> {
    evidence: &'a dyn Evidence,
    /// Sorted.
    metrics: Vec<String>,
    types: HashMap<String, BTreeSet<String>>,
    label_names: Answers<String, Arc<Vec<String>>>,
    label_values: Answers<(String, String), Arc<Vec<String>>>,
    is_there: Answers<String, bool>,
    behaviours: Answers<String, Arc<Behaviour>>,
    evaluations: Mutex<(HashMap<String, Arc<Evaluation>>, usize)>,
}

/// Answers by question.
struct Answers<K, V>(Mutex<HashMap<K, V>>);

impl<K: Hash + Eq, V: Clone> Answers<K, V> {
    fn new() -> Answers<K, V> {
        Answers(Mutex::new(HashMap::new()))
    }

    fn get(&self, question: K, ask: impl FnOnce() -> Result<V, EvidenceError>) -> Result<V, EvidenceError> {
        let known = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(answer) = known().get(&question) {
            return Ok(answer.clone());
        }
        let answer = ask()?;
        known().insert(question, answer.clone());
        Ok(answer)
    }
}

impl<'a> SeriesFacts<'a> {
    /// Asks which metrics there are and what is said of them; everything else is asked when a lint needs it.
    pub fn new(evidence: &'a dyn Evidence) -> Result<SeriesFacts<'a>, EvidenceError> {
        let mut metrics = evidence.label_values(METRIC_NAME, &[])?;
        metrics.sort_unstable();
        Ok(SeriesFacts {
            evidence,
            metrics,
            types: evidence.types()?,
            label_names: Answers::new(),
            label_values: Answers::new(),
            is_there: Answers::new(),
            behaviours: Answers::new(),
            evaluations: Mutex::default(),
        })
    }

    /// What users know the evidence by.
    pub(in crate::lint) fn source(&self) -> &str {
        self.evidence.name()
    }

    /// The times that are looked at; the second counts as now.
    pub(in crate::lint) fn times(&self) -> (Timestamp, Timestamp) {
        self.evidence.times()
    }

    /// A hint that tells where and how far back was looked.
    pub(in crate::lint) fn scope(&self) -> String {
        let (oldest, newest) = self.times();
        format!("looked at {} from {} to {}", self.source(), format_rfc3339(oldest), format_rfc3339(newest))
    }

    /// The names of all metrics, sorted.
    pub(in crate::lint) fn metrics(&self) -> &[String] {
        &self.metrics
    }

    /// Whether series of this name have been seen.
    pub(in crate::lint) fn has_metric(&self, name: &str) -> bool {
        self.metrics.binary_search_by(|other| other.as_str().cmp(name)).is_ok()
    }

    /// The labels that series of a metric have.
    pub(in crate::lint) fn label_names(&self, metric: &str) -> Result<Arc<Vec<String>>, EvidenceError> {
        self.label_names.get(metric.into(), || Ok(Arc::new(self.evidence.label_names(&named(metric))?)))
    }

    /// The values of a label of a metric, sorted.
    pub(in crate::lint) fn label_values(&self, metric: &str, label: &str) -> Result<Arc<Vec<String>>, EvidenceError> {
        let ask = || Ok(Arc::new(self.evidence.label_values(label, &named(metric))?));
        self.label_values.get((metric.into(), label.into()), ask)
    }

    /// Whether a series has been seen that passes all matchers.
    pub(in crate::lint) fn has_series(&self, matchers: &[Matcher]) -> Result<bool, EvidenceError> {
        let (oldest, _) = self.times();
        self.is_there.get(text(matchers), || Ok(!self.evidence.series(matchers, oldest, 1)?.is_empty()))
    }

    /// Whether a series that passes all matchers has a sample since a time.
    pub(in crate::lint) fn has_samples_since(
        &self,
        matchers: &[Matcher],
        since: Timestamp,
    ) -> Result<bool, EvidenceError> {
        let ask = || {
            if self.evidence.series(matchers, since, 1)?.is_empty() {
                return Ok(false);
            }
            // The series may have a chunk that reaches into that time, and no sample there.
            let (_, now) = self.times();
            let Some(present) = present_over(matchers, now.saturating_sub(since)) else { return Ok(true) };
            Ok(match self.evidence.evaluate(&present, Times::Instant(now))? {
                Ok(QueryValue::Vector(samples)) => !samples.is_empty(),
                _ => true,
            })
        };
        self.is_there.get(format!("{since} {}", text(matchers)), ask)
    }

    /// How the series behave that pass all matchers, as far as a few of them tell.
    pub(in crate::lint) fn behaviour(&self, matchers: &[Matcher]) -> Result<Arc<Behaviour>, EvidenceError> {
        let ask = || {
            let (oldest, now) = self.times();
            let since = now.saturating_sub(SAMPLED_MILLISECONDS).max(oldest);
            let mut behaviour = Behaviour::default();
            for labels in self.evidence.series(matchers, since, MOST_SAMPLED)? {
                let exactly = labels.iter().map(|(name, value)| Matcher::equal(name, value)).collect();
                let window = window_of(exactly, now.saturating_sub(since).saturating_add(1));
                if let Ok(QueryValue::Matrix(series)) = self.evidence.evaluate(&window, Times::Instant(now))? {
                    series.iter().filter(|series| series.labels == labels).for_each(|series| behaviour.add(series));
                }
            }
            Ok(Arc::new(behaviour))
        };
        self.behaviours.get(text(matchers), ask)
    }

    /// What an expression gives now; `None` if it looks back further than a lint is worth.
    pub(in crate::lint) fn now(&self, expression: &Expr) -> Result<Option<Arc<Evaluation>>, EvidenceError> {
        let (_, now) = self.times();
        self.remembered(expression, Times::Instant(now))
    }

    /// What an expression gives at steps up to now; `None` as for [`SeriesFacts::now`].
    pub(in crate::lint) fn until_now(
        &self,
        expression: &Expr,
        since: Timestamp,
        step: i64,
    ) -> Result<Option<Arc<Evaluation>>, EvidenceError> {
        let (_, now) = self.times();
        self.remembered(expression, Times::Range { start: since, end: now, step })
    }

    fn remembered(&self, expression: &Expr, times: Times) -> Result<Option<Arc<Evaluation>>, EvidenceError> {
        if furthest(expression).is_none_or(|seconds| seconds * 1000.0 > FURTHEST_MILLISECONDS) {
            return Ok(None);
        }
        let question = format!("{times:?} {expression}");
        let known = || self.evaluations.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(answer) = known().0.get(&question) {
            return Ok(Some(answer.clone()));
        }
        let answer = Arc::new(self.evidence.evaluate(expression, times)?);
        let size = match &*answer {
            Ok(QueryValue::Vector(samples)) => samples.len(),
            // A range is asked for once, by one rule.
            Ok(QueryValue::Matrix(_)) => usize::MAX,
            _ => 1,
        };
        let mut remembered = known();
        if size <= MOST_REMEMBERED && remembered.1 + size <= MOST_REMEMBERED_IN_ALL {
            remembered.0.insert(question, answer.clone());
            remembered.1 += size;
        }
        Ok(Some(answer))
    }
}

/// The matcher of a metric's name.
fn named(metric: &str) -> [Matcher; 1] {
    [Matcher::equal(METRIC_NAME, metric)]
}

/// Matchers as one text.
fn text(matchers: &[Matcher]) -> String {
    let mut texts: Vec<String> = matchers.iter().map(matcher_text).collect();
    texts.sort_unstable();
    texts.join(",")
}

/// The samples of series over a window.
fn window_of(matchers: Vec<Matcher>, milliseconds: i64) -> Expr {
    let span = Span::default();
    let selector = VectorSelector { name: None, matchers, offset: None, at: None, extended: None, span };
    let range = DurationExpr::Literal(NumberLiteral { value: milliseconds as f64 / 1000.0, duration: true, span });
    Expr::Matrix(Box::new(MatrixSelector { selector, range, span }))
}

/// `group(present_over_time(…))`: one series if there is a sample in the window.
fn present_over(matchers: &[Matcher], milliseconds: i64) -> Option<Expr> {
    let span = Span::default();
    let arguments = vec![window_of(matchers.to_vec(), milliseconds)];
    let body = Expr::Call(Box::new(Call { function: functions::lookup("present_over_time")?, arguments, span }));
    let (operator, parameter, grouping) = (AggregateOperator::Group, None, Vec::new());
    Some(Expr::Aggregate(Box::new(Aggregate { operator, parameter, body, without: false, grouping, span })))
}

/// How many seconds of samples an expression reads before the time of its evaluation, offsets aside; `None` if that
/// depends on the query.
fn furthest(expression: &Expr) -> Option<f64> {
    let own = match expression {
        Expr::Matrix(matrix) => seconds(&matrix.range)?,
        Expr::Subquery(subquery) => seconds(&subquery.range)?,
        _ => 0.0,
    };
    let mut below = Some(0.0f64);
    expression.for_each_child(|child| {
        below = below.and_then(|below| Some(below.max(furthest(child)?)));
    });
    Some(own + below?)
}

/// A duration that is written as one.
pub(in crate::lint) fn seconds(duration: &DurationExpr) -> Option<f64> {
    match duration {
        DurationExpr::Literal(literal) => Some(literal.value),
        DurationExpr::Paren { inner, .. } => seconds(inner),
        _ => None,
    }
}
