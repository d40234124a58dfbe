//! The series that lints may ask about: any source of `--source`, behind one door.
//!
//! [`Evidence`] is what a source must answer; [`LocalEvidence`] answers from series that this process reads itself, and
//! who asks a server implements it over that server's API. Lints see neither: they ask [`SeriesFacts`], which remembers.

mod facts;
mod local;

pub use facts::SeriesFacts;
pub(super) use facts::{Ground, Kind, seconds};
pub use local::LocalEvidence;

use crate::{
    engine::Times,
    model::{labels::Labels, matcher::Matcher, sample::Timestamp, value::QueryValue},
    promql::ast::Expr,
};
use hashbrown::HashMap;
use std::collections::BTreeSet;

/// Series to hold expressions against. May be asked from many threads at once.
pub trait Evidence: Send + Sync {
    /// What users know it by.
    fn name(&self) -> &str;

    /// The times that are looked at, both inclusive, in milliseconds; the second counts as now.
    fn times(&self) -> (Timestamp, Timestamp);

    /// The names of the labels of all series that match.
    fn label_names(&self, matchers: &[Matcher]) -> Result<Vec<String>, EvidenceError>;

    /// The values of a label among all series that match, sorted.
    fn label_values(&self, label: &str, matchers: &[Matcher]) -> Result<Vec<String>, EvidenceError>;

    /// The series that match and may have samples since a time, `most` of them at the most.
    fn series(&self, matchers: &[Matcher], since: Timestamp, most: usize) -> Result<Vec<Labels>, EvidenceError>;

    /// The types (`counter`, `gauge`, …) that targets state for a family of metrics, all there are; families nobody
    /// says anything of are left out.
    fn types(&self) -> Result<HashMap<String, BTreeSet<String>>, EvidenceError>;

    /// Evaluates an expression.
    fn evaluate(&self, expression: &Expr, times: Times) -> Result<Evaluation, EvidenceError>;
}

/// What comes out of an expression, or why it cannot be evaluated: duplicates in a match, too many samples, too long.
pub type Evaluation = Result<QueryValue, String>;

/// Why the evidence has no answer: it cannot be reached or read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{text}")]
pub struct EvidenceError {
    /// What went wrong, and where.
    pub text: String,
    /// What to try, if there is something.
    pub hint: Option<String>,
}
