//! A template that does not parse.
//!
//! ## What it does
//! Parses the labels and annotations of alerts, which are templates of Go: actions stand in `{{ }}`, and know the variables
//! `$labels`, `$value`, `$externalLabels` and `$externalURL`, and the functions of Prometheus and Go.
//!
//! ## Why it is bad
//! Prometheus refuses the file with all its rules.
//!
//! ## Example
//! ```yaml
//! groups:
//!   - name: jobs
//!     rules:
//!       - alert: Down
//!         expr: up == 0
//!         annotations:
//!           summary: "{{ $label.instance }} is down"
//! ```
//!
//! ## How to fix
//! Correct it where the finding points. Braces that are meant as text are written `{{ "{{" }}`.
//! ```yaml
//! groups:
//!   - name: jobs
//!     rules:
//!       - alert: Down
//!         expr: up == 0
//!         annotations:
//!           summary: "{{ $labels.instance }} is down"
//! ```

use super::super::super::Lint;

pub(super) const LINT: Lint = super::page("rules/template", include_str!("template.rs"));
