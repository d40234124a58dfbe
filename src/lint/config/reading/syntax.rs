//! A file that is not YAML, or not JSON.
//!
//! ## What it does
//! Says where a configuration, a web configuration or a file of targets stops being YAML or JSON.
//!
//! ## Why it is bad
//! Nothing of it can be read, and Prometheus refuses it.
//!
//! ## Example
//! ```yaml
//! scrape_configs:
//!   - job_name: [node
//! ```
//!
//! ## How to fix
//! Mind that a `[`, `{`, `"` or `'` needs its counterpart, that tabs do not indent, and that values with `: ` or ` #` in them
//! need quotes.
//! ```yaml
//! scrape_configs:
//!   - job_name: "[node"
//! ```
