//! A value that is not what its key takes.
//!
//! ## What it does
//! Says which duration, size, URL, pattern, label name or choice is none.
//!
//! ## Why it is bad
//! Prometheus refuses the file.
//!
//! ## Example
//! ```yaml
//! global:
//!   scrape_interval: 1 minute
//! ```
//!
//! ## How to fix
//! Write it as the message asks for.
//! ```yaml
//! global:
//!   scrape_interval: 1m
//! ```
