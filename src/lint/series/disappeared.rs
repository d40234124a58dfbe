//! A selector whose series ended long before the end of the data.
//!
//! ## What it does
//! Looks for selectors of which `--source` has series, but none with a sample in its last hour. It is a note: what
//! happens seldom, such as a batch job, looks the same. What the checked rules record is left alone, and so is what is
//! `absent` or taken away with `unless`.
//!
//! ## Why it is bad
//! What was there and is gone was often renamed or is scraped no more, and the rule is left over.
//!
//! ## Example
//! ```promql
//! sum(old_requests)
//! ```
//! ```openmetrics
//! # TYPE old_requests gauge
//! old_requests 17 1700000000
//! # TYPE new_requests gauge
//! new_requests 17 1700000000
//! new_requests 18 1700010000
//! # EOF
//! ```
//!
//! ## How to fix
//! Select what took its place, or remove the rule.
//! ```promql
//! sum(new_requests)
//! ```

use super::{
    super::{EvidenceError, Expression, Lint, SeriesFacts, definition::Check},
    selected::for_each_selector,
};
use crate::diagnostic::{Diagnostic, Severity};

pub(super) const LINT: Lint =
    Lint::new("series/disappeared", include_str!("disappeared.rs"), Check::Series(check)).level(Severity::Info);

/// What has no sample for so long is gone, in milliseconds.
const GONE_AFTER: i64 = 3_600_000;

fn check(
    expression: &Expression<'_>,
    facts: &SeriesFacts<'_>,
    found: &mut Vec<Diagnostic>,
) -> Result<(), EvidenceError> {
    let (oldest, now) = facts.times();
    if now.saturating_sub(oldest) < 2 * GONE_AFTER {
        return Ok(());
    }
    for_each_selector(expression.tree, &mut |selected| {
        let Some(metric) = selected.exposed_metric(expression).filter(|name| facts.has_metric(name)) else {
            return Ok(());
        };
        if selected.weight(facts, Severity::Warning) != Some(Severity::Warning) {
            return Ok(());
        }
        let matchers = &selected.selector.matchers;
        if facts.has_samples_since(matchers, now.saturating_sub(GONE_AFTER))? || !facts.has_series(matchers)? {
            return Ok(());
        }
        let message = format!("`{metric}` has series here in {}, but none in its last hour", facts.source());
        found.push(LINT.at(expression.place(selected.selector.span), message).hinted(facts.scope()));
        Ok(())
    })
}

#[cfg(test)]
mod tests {
    use super::{super::super::fixtures::found_beside, *};

    #[test]
    fn short_data_and_seldom_samples_are_left_alone() {
        let clean: [&str; 0] = [];
        let short = "# TYPE a gauge\na 1 1000\n# TYPE b gauge\nb 1 1000\nb 1 4000\n# EOF\n";
        assert_eq!(found_beside(&LINT, short, "a"), clean);
        let long =
            "# TYPE a gauge\na{x=\"1\"} 1 1000\na{x=\"2\"} 1 97500\n# TYPE b gauge\nb 1 1000\nb 1 100000\n# EOF\n";
        for text in ["a", "a{x=\"2\"}", "b", "absent(a{x=\"1\"})", "b unless a{x=\"1\"}", "a{x=\"3\"}"] {
            assert_eq!(found_beside(&LINT, long, text), clean, "{text}");
        }
        assert_eq!(found_beside(&LINT, long, "rate(a{x=\"1\"}[5m])").len(), 1);
    }
}
