//! The one table of lints, and their pages.

use super::{Lint, alerts, config, metrics, promql, rules, series, suppress, too_large};
use crate::diagnostic::Explanation;
use std::sync::LazyLock;

/// All lints, sorted by code.
pub(super) static LINTS: LazyLock<Vec<&'static Lint>> = LazyLock::new(|| {
    let areas = [
        alerts::LINTS,
        config::LINTS,
        config::PAGES,
        metrics::LINTS,
        promql::LINTS,
        rules::LINTS,
        rules::read::LINTS,
        series::LINTS,
        suppress::LINTS,
        &[&too_large::LINT],
    ];
    let mut lints: Vec<&Lint> = areas.into_iter().flatten().copied().collect();
    lints.sort_by_key(|lint| lint.code);
    lints
});

/// All codes, sorted.
pub fn codes() -> impl Iterator<Item = &'static str> {
    LINTS.iter().map(|lint| lint.code)
}

/// The lint of this code.
pub fn lint(code: &str) -> Option<&'static Lint> {
    let index = LINTS.binary_search_by_key(&code, |lint| lint.code).ok()?;
    LINTS.get(index).copied()
}

/// The page of `code`, if it is one.
pub fn explain(code: &str) -> Option<Explanation> {
    let lint = lint(code)?;
    let page = page(lint.source);
    let summary = page.lines().next().unwrap_or_default().trim_end_matches('.').to_owned();
    Some(Explanation { code: lint.code, summary, page })
}

/// The documentation at the start of a source file.
fn page(source: &str) -> String {
    let lines = source.lines().map_while(|line| line.strip_prefix("//!"));
    lines.map(|line| format!("{}\n", line.strip_prefix(' ').unwrap_or(line))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_has_its_headings() {
        for lint in LINTS.iter() {
            let explanation = explain(lint.code).expect("it is in the table");
            assert!(!explanation.summary.is_empty(), "{} has no summary", lint.code);
            for heading in ["## What it does", "## Why it is bad", "## Example", "## How to fix"] {
                assert!(explanation.page.contains(heading), "{} has no `{heading}`", lint.code);
            }
        }
        assert_eq!(explain("metrics/nonsense"), None);
        assert!(LINTS.is_sorted_by(|left, right| left.code < right.code), "a code is there twice");
    }
}
