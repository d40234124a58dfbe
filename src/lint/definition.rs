//! What a lint is: a code, a level, a page, and the function that looks.

use super::{EvidenceError, Expression, RuleFileView, RuleView, SeriesFacts};
use crate::{
    config::check::Checked,
    diagnostic::{Diagnostic, Place, Severity},
};

/// One kind of finding.
#[derive(Debug)]
pub struct Lint {
    /// `area/name`. Codes are stable: people write them into their settings and comments.
    pub code: &'static str,
    /// How serious it is, unless the settings say otherwise.
    pub level: Severity,
    /// Whether it is looked for without being asked for: only what a careful reader would never call wrong.
    pub is_default: bool,
    /// The source file, which begins with the page.
    pub(super) source: &'static str,
    /// What it looks at.
    pub(super) check: Check,
}

/// What a lint looks at, and how.
#[derive(Clone, Copy, Debug)]
pub(super) enum Check {
    /// It is found where the input is read, and the table only has its page.
    Elsewhere,
    /// One expression by itself, of a rule or given alone.
    Expression(fn(&Expression<'_>, &mut Vec<Diagnostic>)),
    /// One rule, with its group, its file and all other rules in reach.
    Rule(fn(&RuleView<'_>, &mut Vec<Diagnostic>)),
    /// One file of rules as a whole.
    RuleFile(fn(&RuleFileView<'_>, &mut Vec<Diagnostic>)),
    /// A configuration with all it names.
    Config(fn(&Checked, &mut Vec<Diagnostic>)),
    /// One expression beside the series that there are.
    Series(fn(&Expression<'_>, &SeriesFacts<'_>, &mut Vec<Diagnostic>) -> Result<(), EvidenceError>),
}

impl Lint {
    /// A lint that is looked for without being asked for, a warning.
    pub(super) const fn new(code: &'static str, source: &'static str, check: Check) -> Lint {
        Lint { code, level: Severity::Warning, is_default: true, source, check }
    }

    /// The same at another level.
    pub(super) const fn level(self, level: Severity) -> Lint {
        Lint { level, ..self }
    }

    /// The same, looked for only when it is asked for.
    pub(super) const fn on_request(self) -> Lint {
        Lint { is_default: false, ..self }
    }

    /// A finding of this lint at a place.
    pub(super) fn at(&self, place: Place, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(self.code, self.level, message).at(place)
    }

    /// When it is looked for: `always` (where the input is read), `default`, `on request`, and with `--source` only.
    pub fn occasion(&self) -> &'static str {
        match (self.check, self.is_default) {
            (Check::Elsewhere, _) => "always",
            (Check::Series(_), true) => "with --source",
            (Check::Series(_), false) => "with --source, on request",
            (_, true) => "default",
            (_, false) => "on request",
        }
    }

    /// Whether it needs series to look at.
    pub fn needs_evidence(&self) -> bool {
        matches!(self.check, Check::Series(_))
    }
}
