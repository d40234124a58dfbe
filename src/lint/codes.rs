//! The one table of codes, and their pages.

use super::metrics;
use crate::diagnostic::Explanation;

/// All codes, sorted.
pub fn codes() -> impl Iterator<Item = &'static str> {
    metrics::PAGES.iter().map(|(code, _)| *code)
}

/// The page of `code`, if it is one.
pub fn explain(code: &str) -> Option<Explanation> {
    let (code, source) = metrics::PAGES.iter().find(|(known, _)| *known == code)?;
    let page = page(source);
    let summary = page.lines().next().unwrap_or_default().trim_end_matches('.').to_owned();
    Some(Explanation { code, summary, page })
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
        for (code, _) in metrics::PAGES {
            let explanation = explain(code).expect("it is in the table");
            assert!(!explanation.summary.is_empty(), "{code} has no summary");
            for heading in ["## What it does", "## Why it is bad", "## Example", "## How to fix"] {
                assert!(explanation.page.contains(heading), "{code} has no `{heading}`");
            }
        }
        assert_eq!(explain("metrics/nonsense"), None);
        assert!(codes().is_sorted());
    }
}
