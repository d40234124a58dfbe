//! What is wrong in the user's input, as data: code, severity, span, labels, hints. Rendering lives in `report`.

mod finding;
mod span;

pub use finding::{Diagnostic, Label, Severity};
pub use span::Span;
