//! A value of the wrong kind.
//!
//! ## What it does
//! Says where a list, a section, a number or a text stands where another kind of value belongs.
//!
//! ## Why it is bad
//! Prometheus refuses the file.
//!
//! ## Example
//! ```yaml
//! global:
//!   scrape_interval: [1m]
//! ```
//!
//! ## How to fix
//! Write the value as the reference has it.
//! ```yaml
//! global:
//!   scrape_interval: 1m
//! ```
