//! One thing that is wrong in one text.

use super::Span;

/// How serious a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// It does not work.
    Error,
    /// It works, but probably not as intended.
    Warning,
    /// It could be better.
    Info,
}

impl Severity {
    /// `error`, `warning`, `info`.
    pub fn as_str(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "info",
        }
    }
}

/// One thing that is wrong in the text it is reported with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// What kind of finding: `rules/unknown-field`.
    pub code: &'static str,
    /// How serious it is.
    pub severity: Severity,
    /// What is wrong, without position.
    pub message: String,
    /// The place; `None` if it is the text as a whole.
    pub span: Option<Span>,
    /// Other places that matter.
    pub labels: Vec<Label>,
    /// What to try.
    pub hints: Vec<String>,
}

/// Another place, and what it has to do with the finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The place, in the same text.
    pub span: Span,
    /// Why it matters.
    pub message: String,
}

impl Diagnostic {
    /// An error at a place.
    pub fn error(code: &'static str, message: impl Into<String>, span: impl Into<Option<Span>>) -> Diagnostic {
        let (message, span) = (message.into(), span.into());
        Diagnostic { code, severity: Severity::Error, message, span, labels: Vec::new(), hints: Vec::new() }
    }

    /// The same finding with another place that matters.
    pub fn labelled(mut self, span: Span, message: impl Into<String>) -> Diagnostic {
        self.labels.push(Label { span, message: message.into() });
        self
    }

    /// The same finding with something to try.
    pub fn hinted(mut self, hint: impl Into<String>) -> Diagnostic {
        self.hints.push(hint.into());
        self
    }
}
