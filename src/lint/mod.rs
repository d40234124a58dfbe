//! Findings in what people write for Prometheus, and in what their programs expose: one file per finding.
//!
//! ```text
//! rule files ─ `rule_set` ─┐
//! expression ──────────────┼─ `run` → lints of the table `codes`, one file each → diagnostics
//! configuration ───────────┘              │
//!                                 `evidence`: series of --source
//! ```
//! A finding's file begins with its page, which `codes` hands out; the code below it looks. The examples of a page are
//! its fixtures: a test sees to it that the example is found and that the way out is not. What is found is data
//! ([`crate::diagnostic::Diagnostic`]); which of it is shown, and where, is decided elsewhere.

mod alerts;
mod codes;
mod config;
mod counters;
mod definition;
mod evidence;
mod expression;
pub mod fix;
#[cfg(test)]
mod fixtures;
mod labels;
mod locate;
mod memo;
pub mod metrics;
mod promql;
mod rule_set;
mod rules;
mod run;
pub mod select;
mod series;
pub mod suppress;
mod too_large;
mod values;

pub use codes::{codes, explain, lint};
pub use definition::Lint;
pub use evidence::{Evaluation, Evidence, EvidenceError, LocalEvidence, SeriesFacts};
use evidence::{Ground, Kind, seconds};
pub use expression::Expression;
pub use locate::{Locate, PartText, WholeText};
pub use rule_set::{RuleAddress, RuleFileText, RuleFileView, RuleSet, RuleView, metric_name};
pub use run::{check_config, check_expression, check_rules};
