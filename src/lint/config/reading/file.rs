//! A file that is named and cannot be read.
//!
//! ## What it does
//! Says which file is missing or cannot be read: the configuration itself, a rule file, a certificate, a key, credentials. Of
//! patterns with a `*` none needs to match. `--skip-missing-credentials` passes over credentials, `--syntax-only` over all.
//!
//! ## Why it is bad
//! Prometheus does not start, or runs without the rules, or cannot reach its targets.
//!
//! ## Example
//! ```yaml
//! rule_files:
//!   - rules/alerts.yml
//! ```
//!
//! ## How to fix
//! Correct the path, which starts at the configuration's directory, or create the file.
//! ```yaml
//! rule_files:
//!   - rules/*.yml
//! ```
