//! More findings than are shown.
//!
//! ## What it does
//! Says how many findings were left out after the first ten thousand.
//!
//! ## Why it is bad
//! The file is probably something else than a configuration: with so many findings nobody reads them.
//!
//! ## Example
//! ```text
//! 10001 jobs without a name
//! ```
//!
//! ## How to fix
//! Look at the first findings, and check again.
