//! Anchors in a pattern that is anchored anyway.
//!
//! ## What it does
//! Looks for `^` at the start and `$` at the end of patterns after `=~` and `!~`.
//!
//! ## Why it is bad
//! Prometheus always matches the whole value, so that they do nothing. Who writes them may think that a pattern without
//! them matches a part of the value, and be wrong elsewhere.
//!
//! It is silent where an anchor does not stand for the whole pattern: `^a|b$` has two of them that belong to one branch
//! each.
//!
//! ## Example
//! ```promql
//! up{job=~"^node.*$"}
//! ```
//!
//! ## How to fix
//! Leave them out; `--fix` does it.
//! ```promql
//! up{job=~"node.*"}
//! ```

use super::super::{Expression, Lint, definition::Check};
use crate::{
    diagnostic::{Diagnostic, Span},
    promql::places::{self, MatcherPlace},
};

pub(super) const LINT: Lint =
    Lint::new("promql/regex-anchors", include_str!("regex_anchors.rs"), Check::Expression(check));

fn check(expression: &Expression<'_>, found: &mut Vec<Diagnostic>) {
    for selector in expression.tree.selectors() {
        let places = places::matchers(expression.text, selector);
        for (matcher, MatcherPlace { value: place, .. }) in selector.matchers.iter().zip(places) {
            let (Some(_), Some(pattern)) = (matcher.regex(), matcher.value.as_str()) else { continue };
            // What is repeated is a matter of its own.
            let is_repeated =
                pattern.starts_with('^') && pattern.get(1..).is_some_and(|rest| rest.starts_with(['*', '+', '?', '{']));
            let (at_start, at_end) = (pattern.starts_with('^') && !is_repeated, ends_with_anchor(pattern));
            if !(at_start || at_end) || has_open_branches(pattern) {
                continue;
            }
            let anchors = match (at_start, at_end) {
                (true, true) => "`^` and `$` do",
                (true, false) => "`^` does",
                _ => "`$` does",
            };
            let message = format!("{anchors} nothing here: a pattern always matches the whole value");
            let mut finding = LINT.at(expression.place(place), message);
            // The same edit in the text, where the anchors stand directly at the quotes.
            let written = expression.text_of(place);
            let inner = Span { start: place.start + 1, end: place.end.saturating_sub(1) };
            let text = expression.text_of(inner);
            if written.len() >= 2 && text.starts_with('^') == at_start && text.ends_with('$') == at_end {
                let text = text.strip_prefix('^').unwrap_or(text);
                let text = if at_end { text.strip_suffix('$').unwrap_or(text) } else { text };
                finding.fix = expression.fix("leave the anchors out", inner, text);
            }
            found.push(finding);
        }
    }
}

/// Whether the pattern ends with a `$` that is no literal.
fn ends_with_anchor(pattern: &str) -> bool {
    let Some(before) = pattern.strip_suffix('$') else { return false };
    let backslashes = before.bytes().rev().take_while(|byte| *byte == b'\\').count();
    backslashes.is_multiple_of(2) && !before.contains(r"\Q")
}

/// Whether there is a `|` outside of all groups and classes.
fn has_open_branches(pattern: &str) -> bool {
    let (mut depth, mut in_class, mut escaped) = (0_usize, false, false);
    for byte in pattern.bytes() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b']' => in_class = false,
            _ if in_class => {}
            b'[' => in_class = true,
            b'(' => depth += 1,
            b')' => depth = depth.saturating_sub(1),
            b'|' if depth == 0 => return true,
            _ => {}
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::{
        super::{super::fixtures::found, clean},
        *,
    };

    #[test]
    fn anchors_that_stand_for_the_whole_pattern_are_found() {
        clean(&LINT, &[r#"up{job=~"a.*"}"#, r#"up{job=~"^a|b$"}"#, r#"up{job=~"a\\$"}"#, r#"up{job="^a$"}"#]);
        clean(&LINT, &[r#"up{job=~"[^a]"}"#, r#"up{job=~"(^a|b$)"}"#, r#"up{job=~"\\Qa$"}"#]);
        assert_eq!(
            found(&LINT, r#"up{job=~"^(a|b)",x!~"a[|]b$"}"#),
            [
                r#""^(a|b)": `^` does nothing here: a pattern always matches the whole value"#,
                r#""a[|]b$": `$` does nothing here: a pattern always matches the whole value"#
            ]
        );
    }
}
