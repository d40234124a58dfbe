//! A namespace of Mimir or Loki that is there twice.
//!
//! ## What it does
//! Looks, in a stream of namespaces, for a name that an earlier document has.
//!
//! ## Why it is bad
//! A namespace is replaced as a whole when it is loaded: only the groups of the last one stay.
//!
//! ## Example
//! ```yaml
//! namespace: team
//! groups:
//!   - name: jobs
//!     rules: [{record: 'job:up:sum', expr: sum by (job) (up)}]
//! ---
//! namespace: team
//! groups:
//!   - name: jobs
//!     rules: [{record: 'job:up:sum', expr: sum by (job) (up)}]
//! ```
//!
//! ## How to fix
//! Put the groups into one document, or give the namespaces names of their own.
//! ```yaml
//! namespace: team
//! groups:
//!   - name: jobs
//!     rules: [{record: 'job:up:sum', expr: sum by (job) (up)}]
//! ---
//! namespace: other-team
//! groups:
//!   - name: jobs
//!     rules: [{record: 'job:up:sum', expr: sum by (job) (up)}]
//! ```

use super::super::super::Lint;

pub(super) const LINT: Lint = super::page("rules/namespace", include_str!("namespace.rs"));
