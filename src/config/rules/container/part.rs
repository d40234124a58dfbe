//! One rule file of an input, and where it stands in it.

use crate::{
    config::rules::{Finding, Options, RuleFile},
    diagnostic::{Diagnostic, Place, SourceText, Span},
    yaml::{Document, NodeId, ScalarMap},
};
use std::sync::{Arc, OnceLock};

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
    /// What it is a scalar of.
    document: Arc<Document>,
    node: NodeId,
    /// Where its parts stand, found when first asked for; `None` if that cannot be told.
    map: OnceLock<Option<ScalarMap>>,
    /// How many bytes at its beginning the inner text does not have.
    left_out: usize,
}

impl Part {
    /// A rule file whose text is the whole one.
    pub(super) fn of_text(name: Option<String>, file: RuleFile) -> Part {
        Part { name, file, scalar: None }
    }

    /// A rule file that is a scalar of `document`.
    pub(super) fn of_scalar(name: String, document: &Arc<Document>, node: NodeId, options: Options) -> Part {
        let node = document.meant(node);
        let value = document.scalar(node).unwrap_or("");
        let file = RuleFile::parse(value.as_bytes(), options);
        let left_out = if value.starts_with('\u{FEFF}') { '\u{FEFF}'.len_utf8() } else { 0 };
        let scalar = Scalar { document: Arc::clone(document), node, map: OnceLock::new(), left_out };
        Part { name: Some(name), file, scalar: Some(scalar) }
    }

    /// Where a span of the rule file's own text stands in the text that holds it.
    pub fn locate(&self, span: Span) -> Span {
        let Some(scalar) = &self.scalar else { return span };
        let map = scalar.map.get_or_init(|| scalar.document.scalar_map(scalar.node));
        let found = map.as_ref().and_then(|map| map.locate(scalar.inner(span)));
        found.unwrap_or(scalar.document.written(scalar.node).span)
    }

    /// What to replace in the text that holds the rule file, and by what, so that `span` of the rule file's own text
    /// becomes `replacement`; `None` where that would change more.
    pub fn edit(&self, span: Span, replacement: String) -> Option<(Span, String)> {
        match &self.scalar {
            Some(scalar) => scalar.document.edit(scalar.node, scalar.inner(span), &replacement),
            None => Some((span, replacement)),
        }
    }

    /// The scalar that the rule file is, if it is one inside of another text.
    pub(in crate::config::rules) fn container(&self) -> Option<(&Arc<Document>, NodeId)> {
        self.scalar.as_ref().map(|scalar| (&scalar.document, scalar.node))
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

impl Scalar {
    /// A span of the inner text as one of the scalar's value.
    fn inner(&self, span: Span) -> Span {
        Span::new(span.start as usize + self.left_out, span.end as usize + self.left_out)
    }
}
