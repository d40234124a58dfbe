//! RE2 regular expressions as Go's `regexp` reads them, run by the `regex` crate.
//!
//! A pattern goes: Go syntax → [`syntax::Node`] (here every error is found, in Go's words) → a fast path if it is only
//! literals and wildcards ([`literals`], [`wildcard`]), else → Rust syntax ([`translate`]) → compiled program.
//! Nothing here backtracks: matching is linear in the text whatever the pattern.

mod anchored;
mod class;
mod expand;
mod literals;
mod parser;
mod search;
mod syntax;
mod translate;
mod wildcard;

#[cfg(test)]
mod tests;

pub use anchored::Regex;
pub use expand::references;
pub use search::SearchRegex;
pub use syntax::RegexError;
