//! Go's `text/template`: text with actions in `{{ }}`.
//!
//! ```text
//! text ─ `lexer` → tokens ─ `parser` → [`Template`] ─ `run` with a value and functions → text
//! ```
//! Messages are Go's, word for word, because they end up in alerts and in what checkers print; beside the message an
//! error has the bytes it is about. Go finds values and methods by reflection; here a [`Value`] is one of few kinds
//! without methods, and a function says what it takes ([`Signature`]). What a template may cost is limited: its nesting,
//! its steps, and its output.

mod ast;
mod builtins;
mod comparison;
mod error;
mod escape;
mod lexer;
mod number;
mod parser;
mod printf;
mod run;
mod show;
#[cfg(test)]
mod tests;
mod value;

pub use ast::{Branch, Command, Invocation, List, Operand, OperandKind, Part, Pipeline};
pub use builtins::signature as builtin_signature;
pub use error::{ParseError, RunError};
pub use escape::query as query_escape;
pub use number::Number;
pub use parser::Template;
pub use run::{Functions, Kind, Signature};
pub use value::{Opaque, Value};
