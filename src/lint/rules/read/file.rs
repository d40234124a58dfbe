//! A file that cannot be read.
//!
//! ## What it does
//! Says why a file could not be opened or read: it is not there, may not be read, or is a directory.
//!
//! ## Why it is bad
//! Prometheus does not load the rules, and whoever checks them has checked nothing.
//!
//! ## Example
//! ```text
//! $ promq check rules rules.yml
//! error: open rules.yml: no such file or directory
//! ```
//!
//! ## How to fix
//! Correct the path. Patterns in the configuration (`rules/*.yml`) that match no file are not an error for Prometheus.

use super::super::super::Lint;

pub(super) const LINT: Lint = super::page("rules/file", include_str!("file.rs"));
