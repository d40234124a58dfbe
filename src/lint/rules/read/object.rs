//! An object of Kubernetes that the cluster refuses.
//!
//! ## What it does
//! Looks at what stands around the rules of a PrometheusRule, a ConfigMap or a list of them: the version of the kind, the name,
//! the groups in `spec`.
//!
//! ## Why it is bad
//! The API server refuses the object when it is applied, or the operator finds no rules in it; those of before stay.
//!
//! ## Example
//! ```yaml
//! apiVersion: monitoring.coreos.com/v2
//! kind: PrometheusRule
//! metadata: {name: jobs}
//! spec:
//!   groups:
//!     - name: jobs
//!       rules: [{record: 'job:up:sum', expr: sum by (job) (up)}]
//! ```
//!
//! ## How to fix
//! Give it the version that the kind has, and a name in lower case.
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

pub(super) const LINT: Lint = super::page("rules/object", include_str!("object.rs"));
