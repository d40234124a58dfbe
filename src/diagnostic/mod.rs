//! What is wrong in the user's input, as data: code, severity, places, labels, hints, a fix. Rendering lives in `report`.

mod explanation;
mod finding;
mod severity;
mod similar;
mod source;
mod span;

pub use explanation::Explanation;
pub use finding::{Diagnostic, Edit, Fix, Label};
pub use severity::Severity;
pub use similar::similar;
pub use source::{Place, Position, SourceText};
pub use span::Span;
