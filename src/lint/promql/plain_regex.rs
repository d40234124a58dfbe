//! A regular expression that is a plain text.
//!
//! ## What it does
//! Looks for `=~` and `!~` whose pattern has no character that means anything in a regular expression.
//!
//! ## Why it is bad
//! Patterns are matched against the whole value, so that it compares like `=` and `!=`, only slower: `=` is a look-up.
//! A reader also wonders which other values are meant.
//!
//! ## Example
//! ```promql
//! up{job=~"node"}
//! ```
//!
//! ## How to fix
//! Compare with `=` or `!=`; `--fix` does it.
//! ```promql
//! up{job="node"}
//! ```

use super::super::{Expression, Lint, definition::Check};
use crate::{
    diagnostic::Diagnostic,
    model::matcher::MatchKind,
    promql::places::{self, MatcherPlace},
};

pub(super) const LINT: Lint = Lint::new("promql/plain-regex", include_str!("plain_regex.rs"), Check::Expression(check));

fn check(expression: &Expression<'_>, found: &mut Vec<Diagnostic>) {
    for selector in expression.tree.selectors() {
        let places = places::matchers(expression.text, selector);
        for (matcher, MatcherPlace { operator, whole, .. }) in selector.matchers.iter().zip(places) {
            let instead = match matcher.kind {
                MatchKind::Regex => "=",
                MatchKind::NotRegex => "!=",
                MatchKind::Equal | MatchKind::NotEqual => continue,
            };
            let value = matcher.value.as_bytes();
            if value.is_empty() || value.iter().any(|byte| br"\.+*?()|[]{}^$".contains(byte)) {
                continue;
            }
            let message = format!("`{}` matches one text only", expression.text_of(whole));
            let mut finding = LINT.at(expression.place(whole), message);
            finding.fix = expression.fix(format!("compare with `{instead}`"), operator, instead);
            found.push(finding);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{super::super::fixtures::found, *};

    #[test]
    fn patterns_are_left_alone() {
        let clean: [&str; 0] = [];
        for text in [r#"up{job=~"node.*"}"#, r#"up{job=~""}"#, r#"up{job="a"}"#, r#"up{job=~"a\\.b"}"#] {
            assert_eq!(found(&LINT, text), clean, "{text}");
        }
        assert_eq!(
            found(&LINT, r#"rate(up{job=~"a",b!~"c"}[5m] offset 1m)"#),
            [r#"job=~"a": `job=~"a"` matches one text only"#, r#"b!~"c": `b!~"c"` matches one text only"#]
        );
    }
}
