//! Evaluating what is written down beforehand: rules, and test scripts of the engine.
//!
//! Rules: a rule file's groups ([`Group`]) are evaluated over a range of time ([`evaluate()`]), each after those that it
//! reads, and give series. A script becomes commands, its data a [`crate::model::memory::MemorySource`], and every
//! evaluation goes through [`crate::engine`]; outcomes are handed back as values. Nothing here prints, reads files or
//! knows a terminal.

mod alerts;
mod evaluate;
mod group;
mod layers;
mod order;
mod schedule;
pub mod script;
mod template;
#[cfg(test)]
mod tests;

pub use evaluate::{Error, EvaluationRange, Sink, Summary, columns_of, evaluate};
pub use group::{Group, Rule, RuleKind};
pub use schedule::{Schedule, Window};
