//! From spans of a document to places that users know.

use crate::diagnostic::{Edit, Place, SourceText, Span};
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
