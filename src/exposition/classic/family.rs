//! What is known of a family at the end of a page.

use super::kind::FamilyKind;

/// A place in the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// One-based line.
    pub line: usize,
    /// Offset of the line in the page.
    pub offset: usize,
    /// The beginning of the line, if lines were to be kept.
    pub text: Box<[u8]>,
}

/// How often something was seen, and where first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tally {
    /// How often. Never zero.
    pub count: u64,
    /// The first time.
    pub first: Mark,
}

/// A family of metrics.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClassicFamily {
    /// Its name, not necessarily UTF-8.
    pub name: Box<[u8]>,
    /// Its type.
    pub kind: FamilyKind,
    /// Whether it has a help text.
    pub has_help: bool,
    /// Its metrics: samples, but for histograms and summaries sets of labels without `le` and `quantile`.
    pub metrics: u64,
    /// Buckets of a histogram's, or quantiles of a summary's first metric.
    pub bounds_of_first: u64,
    /// The line that first names it.
    pub first: Mark,
    /// The line that gives its type.
    pub type_line: Option<Mark>,
    /// Metrics whose labels another one had before.
    pub duplicates: Option<Box<Tally>>,
    /// Labels of metrics that are named in camelCase.
    pub camel_case_labels: Option<Box<Tally>>,
    /// Metrics that have a label `le` which makes no bucket.
    pub le_labels: Option<Box<Tally>>,
    /// Metrics that have a label `quantile` which makes no quantile.
    pub quantile_labels: Option<Box<Tally>>,
}

impl ClassicFamily {
    /// The samples it stands for, as `promtool check metrics --extended` counts them.
    pub fn cardinality(&self) -> u64 {
        match self.kind {
            // A sum and a count each, and as many buckets or quantiles as the first one has.
            FamilyKind::Histogram | FamilyKind::Summary => self.metrics.saturating_mul(2 + self.bounds_of_first),
            _ => self.metrics,
        }
    }
}
