//! One rule file of an input, and where it stands in it.

use crate::{
    config::rules::{Finding, Options, RuleFile},
    diagnostic::{Diagnostic, Place, SourceText, Span},
    yaml::{Document, NodeId, ScalarMap},
};
use std::sync::Arc;

/// A rule file, and where it stands in the text that holds it.
#[derive(Debug)]
pub struct Part {
    /// What it is called, if there may be more than one: `PrometheusRule monitoring/api`.
    pub name: Option<String>,
    /// What it says. The places in it count in its own text.
    pub file: RuleFile,
    /// The scalar that its own text is, if that is not the whole.
    scalar: Option<Scalar>,
}

#[derive(Debug)]
struct Scalar {
    /// Where its parts stand; `None` if that cannot be told.
    map: Option<ScalarMap>,
    /// All of it.
    span: Span,
    /// How many bytes at its beginning the inner text does not have.
    left_out: usize,
}

impl Part {
    /// A rule file whose text is the whole one.
    pub(super) fn of_text(name: Option<String>, file: RuleFile) -> Part {
        Part { name, file, scalar: None }
    }

    /// A rule file that is a scalar of `document`.
    pub(super) fn of_scalar(name: String, document: &Document, node: NodeId, options: Options) -> Part {
        let node = document.meant(node);
        let value = document.scalar(node).unwrap_or("");
        let file = RuleFile::parse(value.as_bytes(), options);
        let left_out = if value.starts_with('\u{FEFF}') { '\u{FEFF}'.len_utf8() } else { 0 };
        let scalar = Scalar { map: document.scalar_map(node), span: document.written(node).span, left_out };
        Part { name: Some(name), file, scalar: Some(scalar) }
    }

    /// Where a span of the rule file's own text stands in the text that holds it.
    pub fn locate(&self, span: Span) -> Span {
        let Some(scalar) = &self.scalar else { return span };
        let inner = |offset: u32| offset as usize + scalar.left_out;
        let found = scalar.map.as_ref().and_then(|map| map.locate(Span::new(inner(span.start), inner(span.end))));
        found.unwrap_or(scalar.span)
    }

    /// Whether the places of the rule file count in a text of its own, inside of the one that holds it.
    pub fn is_embedded(&self) -> bool {
        self.scalar.is_some()
    }

    /// The place of a span of the rule file; `source` is the text that holds it.
    pub fn place(&self, source: &Arc<SourceText>, span: Span) -> Place {
        Place::new(source, self.locate(span))
    }

    /// What was found in the rule file, by whomever, as findings in the text that holds it.
    pub fn diagnostic(&self, source: &Arc<SourceText>, finding: &Finding) -> Diagnostic {
        finding.clone().moved(|span| self.locate(span)).in_text(source)
    }
}
