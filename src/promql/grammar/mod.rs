//! Tokens → tree, with nom.
//!
//! Prometheus' grammar is LALR(1) and reports the first error in the order in which its automaton finds them: a
//! construct that is complete but meaningless beats any syntax error to its right, and it depends on the construct
//! whether the next token was looked at before. The parsers here keep that order: they fail at once with
//! `Problem::Refused`, after `Tokens::look` where the automaton needs the next token. nom's `context` carries what is
//! being read; the innermost one ends up in the message.

mod aggregation;
mod call;
mod duration;
mod entry;
mod expression;
mod histogram;
mod labels;
mod literal;
mod matching;
mod metric;
mod selector;
mod series;
mod suffix;
mod tokens;

pub use entry::{parse, parse_metric, parse_selector};
pub use series::{CombineHistograms, SequenceValue, SeriesDescription, parse_series_description};
