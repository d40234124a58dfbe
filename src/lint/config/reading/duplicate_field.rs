//! A key that is there twice.
//!
//! ## What it does
//! Says where a key stands a second time in the same section, or a label in the same set. The place of the first one is shown
//! beside it.
//!
//! ## Why it is bad
//! Prometheus refuses the file. Which of the values was meant, nobody can tell.
//!
//! ## Example
//! ```yaml
//! global:
//!   scrape_interval: 30s
//!   scrape_interval: 1m
//! ```
//!
//! ## How to fix
//! Remove one of them.
//! ```yaml
//! global:
//!   scrape_interval: 30s
//! ```
