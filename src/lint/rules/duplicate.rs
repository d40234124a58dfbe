//! The same rule twice.
//!
//! ## What it does
//! Looks for rules of one file with the same name and the same labels, those of their groups included. Expressions are
//! not compared. promtool has this one too, as `--lint duplicate-rules`, and in its text it is promtool's.
//!
//! ## Why it is bad
//! Two recording rules write into the same series at the same time, and the server drops the samples of one of them.
//! Two alerts cannot be told apart.
//!
//! ## Example
//! ```yaml
//! groups:
//!   - name: jobs
//!     rules:
//!       - record: job:up:sum
//!         expr: sum by (job) (up)
//!       - record: job:up:sum
//!         expr: sum by (job) (up == 1)
//! ```
//!
//! ## How to fix
//! Remove one of them, or give them labels that differ.
//! ```yaml
//! groups:
//!   - name: jobs
//!     rules:
//!       - record: job:up:sum
//!         expr: sum by (job) (up)
//! ```

use super::super::{Lint, RuleFileView, definition::Check};
use crate::diagnostic::Diagnostic;

pub(super) const LINT: Lint = Lint::new("rules/duplicate", include_str!("duplicate.rs"), Check::RuleFile(check));

/// Of a rule that is there very often, no more places are shown than these and the first two.
const MOST_REPETITIONS: usize = 8;

fn check(view: &RuleFileView<'_>, found: &mut Vec<Diagnostic>) {
    // A file that Prometheus refuses has other worries, and promtool does not look either.
    if !view.file.is_good() {
        return;
    }
    for duplicate in view.file.duplicates() {
        let [first, second, others @ ..] = duplicate.rules.as_slice() else { continue };
        let (name, labels) = (&duplicate.name, &duplicate.labels);
        let message = match labels.is_empty() {
            true => format!("{name} without labels is there more than once"),
            false => format!("{name} with the labels {labels} is there more than once"),
        };
        let mut finding = LINT.at(view.place(*second), message).with_label(view.place(*first), "first here");
        for other in others.iter().take(MOST_REPETITIONS) {
            finding = finding.with_label(view.place(*other), "and here");
        }
        if let Some(more) = others.len().checked_sub(MOST_REPETITIONS).filter(|more| *more > 0) {
            finding = finding.hinted(format!("it is there {more} more times"));
        }
        found.push(finding);
    }
}
