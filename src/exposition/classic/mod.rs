//! The classic text format as `promtool check metrics` reads it: which families there are, and what is odd about them.
//!
//! It is not the format that Prometheus scrapes ([`crate::exposition::Parser`]): it wants a line end behind the last
//! line and integers as times, knows escapes in help texts, puts `foo_bucket` into the family `foo`, and refuses a
//! second HELP. Its verdict and its words are those of Prometheus' own library for it.
//!
//! ```text
//! bytes → chunks, cut at line ends → (in parallel) events: runs of samples of one name, HELP, TYPE, odd lines
//!       → (in order) families
//! ```
//! A sample leaves hashes of its labels behind and nothing else, so memory grows with the number of series, not with
//! their length. What the quick scan does not understand, and whatever is wrong, is read again by [`exact`], byte by
//! byte and knowing the families so far: only that names errors.

mod chunk;
mod error;
mod exact;
mod families;
mod family;
mod kind;
mod labels;
mod line;
mod number;
mod openmetrics;
mod reader;
#[cfg(test)]
mod tests;

pub use error::{ClassicError, ClassicFault};
pub use families::beginning;
pub use family::{ClassicFamily, Mark, Tally};
pub use kind::FamilyKind;
pub use labels::is_camel_case;
pub use openmetrics::read_openmetrics;
pub use reader::{ClassicOptions, NameScheme, read};
