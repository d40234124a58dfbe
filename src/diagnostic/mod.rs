//! What is wrong in the user's input, as data: code, severity, span, labels, hints. Rendering lives in `report`.

mod span;

pub use span::Span;
