//! From spans of a document to places that users know.

use crate::{
    config::rules::Part,
    diagnostic::{Edit, Place, SourceText, Span},
};
use std::sync::Arc;

/// What knows where the bytes of a document stand.
pub trait Locate: Sync {
    /// The place of a span of the document's text.
    fn place(&self, span: Span) -> Place;

    /// The edit that writes `replacement` in place of a span; `None` where that would change more than the span.
    fn edit(&self, span: Span, replacement: String) -> Option<Edit>;
}

/// A document that is the whole of a text.
#[derive(Clone, Debug)]
pub struct WholeText(pub Arc<SourceText>);

impl Locate for WholeText {
    fn place(&self, span: Span) -> Place {
        Place::new(&self.0, span)
    }

    fn edit(&self, span: Span, replacement: String) -> Option<Edit> {
        Some(Edit { place: self.place(span), replacement })
    }
}

/// A rule file that may be a scalar of a text, which is here with its name.
#[derive(Clone, Debug)]
pub struct PartText<'p> {
    /// The rule file.
    pub part: &'p Part,
    /// The text that holds it.
    pub source: Arc<SourceText>,
}

impl Locate for PartText<'_> {
    fn place(&self, span: Span) -> Place {
        self.part.place(&self.source, span)
    }

    fn edit(&self, span: Span, replacement: String) -> Option<Edit> {
        let (span, replacement) = self.part.edit(span, replacement)?;
        Some(Edit { place: Place::new(&self.source, span), replacement })
    }
}
