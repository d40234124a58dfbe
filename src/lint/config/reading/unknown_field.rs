//! A key that does not exist.
//!
//! ## What it does
//! Says which key its section does not have, and which one was probably meant.
//!
//! ## Why it is bad
//! Prometheus refuses the file. The key may be misspelt, stand at the wrong depth, or be one that is gone.
//!
//! ## Example
//! ```yaml
//! scrape_configs:
//!   - job_name: node
//!     scrape_intervall: 30s
//! ```
//!
//! ## How to fix
//! Correct the name or the indentation.
//! ```yaml
//! scrape_configs:
//!   - job_name: node
//!     scrape_interval: 30s
//! ```
