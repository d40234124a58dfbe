//! A section that an agent must not have.
//!
//! ## What it does
//! Looks for `alerting`, `rule_files` and `remote_read` in a configuration that is checked with `--agent`.
//!
//! ## Why it is bad
//! An agent forwards samples and keeps none: it evaluates no rules, sends no alerts and answers no queries. Prometheus refuses
//! to start.
//!
//! ## Example
//! ```yaml
//! remote_write:
//!   - url: http://receiver.example.org/api/v1/write
//! rule_files:
//!   - rules/*.yml
//! ```
//!
//! ## How to fix
//! Remove the section, or run Prometheus as a server.
//! ```yaml
//! remote_write:
//!   - url: http://receiver.example.org/api/v1/write
//! ```
