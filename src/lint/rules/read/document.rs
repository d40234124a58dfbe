//! A document of another kind than the others.
//!
//! ## What it does
//! Looks, in a stream of objects or namespaces, for documents that hold no rules and are no objects of Kubernetes; with `--from`
//! for documents of another kind than was asked for. Other objects of Kubernetes are passed over.
//!
//! ## Why it is bad
//! Nobody reads it: a list that was indented wrongly, the values of a chart, or a second rule file behind the first one.
//!
//! ## Example
//! ```yaml
//! apiVersion: monitoring.coreos.com/v1
//! kind: PrometheusRule
//! metadata: {name: jobs}
//! spec:
//!   groups:
//!     - name: jobs
//!       rules: [{record: 'job:up:sum', expr: sum by (job) (up)}]
//! ---
//! - just: a list
//! ```
//!
//! ## How to fix
//! Take it out of the stream, or give it the form that was meant.
//! ```yaml
//! apiVersion: monitoring.coreos.com/v1
//! kind: PrometheusRule
//! metadata: {name: jobs}
//! spec:
//!   groups:
//!     - name: jobs
//!       rules: [{record: 'job:up:sum', expr: sum by (job) (up)}]
//! ```

use super::super::super::Lint;

pub(super) const LINT: Lint = super::page("rules/document", include_str!("document.rs"));
