//! The text of PromQL: text ↔ expression. Never touches data.
//!
//! A text becomes tokens (`lexer`), tokens become a tree (`grammar`, with nom), the type rules look the tree over (`check`),
//! and the tree becomes text again on one line (`printer`) or on many (`pretty`); `layout` does the latter without losing
//! comments and spellings.

pub mod ast;
mod check;
mod duration;
mod edit;
mod error;
mod features;
pub mod functions;
mod grammar;
pub mod layout;
mod lexer;
pub mod places;
mod pretty;
mod printer;
mod visit;

pub use duration::DurationError;
pub use edit::{EditError, delete_label_matcher, set_label_matcher};
pub use error::ParseError;
pub use features::Features;
pub use grammar::{
    CombineHistograms, SequenceValue, SeriesDescription, parse, parse_metric, parse_selector, parse_series_description,
};
pub(crate) use printer::{AggregateHead, BinaryHead, matcher_text};
