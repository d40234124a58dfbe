//! What an explanation consists of: plain data.

use super::{Matches, Times};
use crate::{
    diagnostic::Span,
    engine::plan::Steps,
    model::{
        sample::Timestamp,
        value::{QueryResult, QueryStats, QueryValue},
    },
};
use std::time::Duration;

/// The plan of a query and, if it was evaluated, what became of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Explanation {
    /// When the query is evaluated.
    pub times: Times,
    /// The steps of the outermost operator.
    pub steps: Grid,
    /// How far back instant selectors look, in milliseconds.
    pub lookback_delta: i64,
    /// The outermost operator.
    pub root: Operator,
    /// What the evaluation as a whole took and gave; `None` for a plan alone.
    pub evaluation: Option<Evaluation>,
}

/// Times at equal distances.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Grid {
    /// The first one.
    pub start: Timestamp,
    /// Milliseconds from one to the next.
    pub step: i64,
    /// How many there are.
    pub count: usize,
}

/// An operator of the plan, or what one reads in passing.
#[derive(Clone, Debug, PartialEq)]
pub struct Operator {
    /// What it does, as PromQL would say it without the operands: `sum by (job)`, `rate [5m]`.
    pub words: String,
    /// Its kind, one of a fixed set: `select`, `window`, `subquery`, `once`, `function`, `binary`, `aggregate`, `number`,
    /// `string`.
    pub kind: &'static str,
    /// What it is to the operator above, where that has several inputs: `left`, `right`, `parameter`, `argument`.
    pub role: Option<&'static str>,
    /// What the words do not say: how it is evaluated, and what the plan resolved.
    pub notes: Vec<String>,
    /// Where it stands in the expression; empty for what the expression does not name.
    pub span: Span,
    /// The steps it is evaluated at.
    pub steps: Grid,
    /// The times of the samples that it may read, both inclusive; selectors only.
    pub reach: Option<(Timestamp, Timestamp)>,
    /// Whether it is no operator of its own: the one above reads its samples in its own pass.
    pub fused: bool,
    /// What it did; `None` for a plan alone.
    pub counts: Option<Counts>,
    /// What it works on.
    pub inputs: Vec<Operator>,
}

/// What an operator did.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Counts {
    /// The series that the inputs gave at least one value of.
    pub series_in: u64,
    /// The series that it can give.
    pub series: u64,
    /// Those of which it was asked for a row: nobody asks for what has no partner.
    pub series_made: u64,
    /// Those of which it gave at least one value.
    pub series_out: u64,
    /// The values that it gave: a series has one a step at most. For a fused selector: its samples.
    pub values: u64,
    /// The rows that it made; more than `series` if some were made twice.
    pub rows: u64,
    /// What it read from the source; selectors only.
    pub reads: Option<Reads>,
    /// The label sets that met, and those that did not; operators between two vectors only.
    pub matches: Option<Matches>,
    /// Time of its own work, summed over threads. What it spreads over threads outside of its rows counts once, as long
    /// as it took.
    pub own: Duration,
    /// `own` and that of everything below.
    pub total: Duration,
}

/// What was read from the source. A series that is read twice counts twice.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reads {
    /// Chunks decoded.
    pub chunks: u64,
    /// Bytes of chunks decoded.
    pub bytes: u64,
    /// Samples decoded.
    pub samples: u64,
}

/// The evaluation as a whole.
#[derive(Clone, Debug, PartialEq)]
pub struct Evaluation {
    /// The threads that worked on it.
    pub workers: usize,
    /// Prometheus' name of the result's type.
    pub result_type: &'static str,
    /// The series of the result; 1 for a scalar or a string.
    pub result_series: u64,
    /// The values of the result.
    pub result_values: u64,
    /// The query's counters.
    pub stats: QueryStats,
}

impl Evaluation {
    pub(super) fn of(result: &QueryResult) -> Evaluation {
        let (result_series, result_values) = match &result.value {
            QueryValue::Scalar { .. } | QueryValue::String { .. } => (1, 1),
            QueryValue::Vector(samples) => (samples.len(), samples.len()),
            QueryValue::Matrix(series) => {
                (series.len(), series.iter().map(|series| series.floats.len() + series.histograms.len()).sum())
            }
        };
        Evaluation {
            workers: rayon::current_num_threads(),
            result_type: result.value.type_name(),
            result_series: result_series as u64,
            result_values: result_values as u64,
            stats: result.stats.clone(),
        }
    }
}

impl Grid {
    /// The last time; the first one if there is none.
    pub fn end(&self) -> Timestamp {
        let last = i64::try_from(self.count.saturating_sub(1)).unwrap_or(i64::MAX);
        self.start.saturating_add(self.step.saturating_mul(last))
    }
}

impl From<Steps> for Grid {
    fn from(steps: Steps) -> Grid {
        Grid { start: steps.start, step: steps.step, count: steps.count }
    }
}
