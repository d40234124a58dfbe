//! Go's `text/template`: text with actions in `{{ }}`.
//!
//! ```text
//! text ─ `lexer` → tokens ─ `parser` → [`Template`]
//! ```
//! Messages are Go's, word for word, because they end up in alerts and in what checkers print; beside the message an
//! error has the bytes it is about.

mod ast;
mod builtins;
mod error;
mod lexer;
mod number;
mod parser;

pub use error::ParseError;
pub use parser::Template;
