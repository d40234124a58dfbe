//! A pattern that every value matches.
//!
//! ## What it does
//! Looks for `=~".*"`, which does nothing, and for `!~".*"`, which leaves nothing.
//!
//! ## Why it is bad
//! A missing label is an empty text, and `.*` matches that too: series without the label pass as well. Often `.+` is
//! meant, which demands that the label be there.
//!
//! It is silent where the matcher is all there is of a selector, and about names of series.
//!
//! ## Example
//! ```promql
//! up{job=~".*"}
//! ```
//!
//! ## How to fix
//! Leave the matcher out, which `--fix` does, or demand that the label be there.
//! ```promql
//! up{job=~".+"}
//! ```

use super::super::{Expression, Lint, definition::Check};
use crate::{
    diagnostic::Diagnostic,
    model::{labels::METRIC_NAME, matcher::MatchKind},
    promql::places::{self, MatcherPlace},
};

pub(super) const LINT: Lint =
    Lint::new("promql/regex-matches-all", include_str!("regex_matches_all.rs"), Check::Expression(check));

fn check(expression: &Expression<'_>, found: &mut Vec<Diagnostic>) {
    for selector in expression.tree.selectors() {
        let places = places::matchers(expression.text, selector);
        // Without a condition that demands something a selector would not be one.
        let is_selective = selector.matchers.iter().any(|matcher| !matcher.matches(""));
        for (matcher, MatcherPlace { whole, with_comma, .. }) in selector.matchers.iter().zip(places) {
            let pattern = matcher.value.as_bytes();
            if matcher.is_on(METRIC_NAME) || !matches!(pattern, b".*" | b"(.*)" | b"^.*$" | b"^.*" | b".*$") {
                continue;
            }
            let text = expression.text_of(whole);
            match matcher.kind {
                MatchKind::Regex if is_selective => {
                    let message = format!("`{text}` does nothing: every value matches, and so does a missing label");
                    let mut finding = LINT.at(expression.place(whole), message);
                    finding.fix = expression.fix("leave it out", with_comma, "");
                    found.push(finding.hinted("write `.+` if the label must be there"));
                }
                MatchKind::NotRegex => {
                    let message =
                        format!("`{text}` leaves no series: every value matches, and so does a missing label");
                    found.push(LINT.at(expression.place(whole), message));
                }
                _ => {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{
        super::{super::fixtures::found, clean},
        *,
    };

    #[test]
    fn only_what_matches_everything_is_found() {
        clean(&LINT, &[r#"up{job=~".+"}"#, r#"up{job=~"a.*"}"#, r#"up{job=".*"}"#, r#"{__name__=~".*",a="b"}"#]);
        assert_eq!(
            found(&LINT, r#"up{a="b",job=~".*"} + x{c!~".*"}"#),
            [
                r#"job=~".*": `job=~".*"` does nothing: every value matches, and so does a missing label"#,
                r#"c!~".*": `c!~".*"` leaves no series: every value matches, and so does a missing label"#
            ]
        );
    }
}
