//! One thing that is wrong in a rule file, before it is known what the file is called.

use crate::{
    diagnostic::{Diagnostic, Place, Severity, SourceText, Span},
    yaml::SyntaxError,
};
use std::sync::Arc;

/// One thing that is wrong in the text it is reported with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
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

impl Finding {
    /// An error at a place.
    pub fn error(code: &'static str, message: impl Into<String>, span: impl Into<Option<Span>>) -> Finding {
        let (message, span) = (message.into(), span.into());
        Finding { code, severity: Severity::Error, message, span, labels: Vec::new(), hints: Vec::new() }
    }

    /// A text that is not YAML.
    pub(super) fn of_syntax_error(error: &SyntaxError) -> Finding {
        let finding = Finding::error("rules/syntax", error.problem.clone(), error.span);
        match error.context.filter(|context| *context != error.span) {
            Some(context) => finding.labelled(context, "in what begins here"),
            None => finding,
        }
    }

    /// The same finding with another place that matters.
    pub fn labelled(mut self, span: Span, message: impl Into<String>) -> Finding {
        self.labels.push(Label { span, message: message.into() });
        self
    }

    /// The same finding with something to try.
    pub fn hinted(mut self, hint: impl Into<String>) -> Finding {
        self.hints.push(hint.into());
        self
    }
}

impl Finding {
    /// The same finding in a text that holds this one: `outer` says where things stand there.
    pub fn moved(mut self, outer: impl Fn(Span) -> Span) -> Finding {
        self.span = self.span.map(&outer);
        self.labels.iter_mut().for_each(|label| label.span = outer(label.span));
        self
    }

    /// The finding in the text that users know by its name.
    pub fn in_text(&self, source: &Arc<SourceText>) -> Diagnostic {
        let place = |span| Place::new(source, span);
        let mut diagnostic = Diagnostic::new(self.code, self.severity, &self.message);
        diagnostic.place = self.span.map(place);
        for label in &self.labels {
            diagnostic = diagnostic.with_label(place(label.span), &label.message);
        }
        self.hints.iter().fold(diagnostic, |diagnostic, hint| diagnostic.hinted(hint))
    }
}
