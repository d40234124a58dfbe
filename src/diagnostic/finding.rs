//! One thing that is wrong, with everything a reader needs to find and mend it.

use super::{Place, Severity};

/// One finding. Findings are built where the input is understood and drawn in `report`; none of them knows a terminal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Which rule was broken, as `area/name`. Codes are stable: people write them into their settings.
    pub code: &'static str,
    /// How serious it is.
    pub severity: Severity,
    /// What is wrong, without a period at the end.
    pub message: String,
    /// Where; `None` when it concerns the file as a whole, or no file.
    pub place: Option<Place>,
    /// What to write at the caret; empty when the message says it all.
    pub label: String,
    /// Other places that explain it.
    pub labels: Vec<Label>,
    /// What to do, one sentence each.
    pub hints: Vec<String>,
    /// An edit that mends it, if one is certain enough.
    pub fix: Option<Fix>,
}

/// A place that explains a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// Where.
    pub place: Place,
    /// What is there.
    pub message: String,
}

/// Edits that mend a finding together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What they do.
    pub message: String,
    /// The edits. They do not overlap, and lie in one file.
    pub edits: Vec<Edit>,
}

/// A place and what should stand there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What is replaced; an empty span inserts.
    pub place: Place,
    /// The new text; empty to delete.
    pub replacement: String,
}

impl Diagnostic {
    /// A finding without a place.
    pub fn new(code: &'static str, severity: Severity, message: impl Into<String>) -> Diagnostic {
        Diagnostic {
            code,
            severity,
            message: message.into(),
            place: None,
            label: String::new(),
            labels: Vec::new(),
            hints: Vec::new(),
            fix: None,
        }
    }

    /// Something that makes the input unusable.
    pub fn error(code: &'static str, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(code, Severity::Error, message)
    }

    /// Something that works and is probably wrong.
    pub fn warning(code: &'static str, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(code, Severity::Warning, message)
    }

    /// The same finding at a place.
    pub fn at(self, place: Place) -> Diagnostic {
        Diagnostic { place: Some(place), ..self }
    }

    /// The same finding with words at its caret.
    pub fn labelled(self, label: impl Into<String>) -> Diagnostic {
        Diagnostic { label: label.into(), ..self }
    }

    /// The same finding with one more place that explains it.
    pub fn with_label(mut self, place: Place, message: impl Into<String>) -> Diagnostic {
        self.labels.push(Label { place, message: message.into() });
        self
    }

    /// The same finding with one more hint.
    pub fn hinted(mut self, hint: impl Into<String>) -> Diagnostic {
        self.hints.push(hint.into());
        self
    }

    /// The same finding with a fix.
    pub fn fixed_by(self, fix: Fix) -> Diagnostic {
        Diagnostic { fix: Some(fix), ..self }
    }
}
