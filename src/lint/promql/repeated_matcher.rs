//! The same matcher twice.
//!
//! ## What it does
//! Looks for selectors that have one matcher more than once.
//!
//! ## Why it is bad
//! The second one does nothing; often it was to be about another label.
//!
//! ## Example
//! ```promql
//! up{job="node", job="node"}
//! ```
//!
//! ## How to fix
//! Leave it out; `--fix` does it.
//! ```promql
//! up{job="node"}
//! ```

use super::super::{Expression, Lint, definition::Check};
use crate::{
    diagnostic::Diagnostic,
    model::labels::METRIC_NAME,
    promql::places::{self, MatcherPlace},
};
use hashbrown::HashMap;

pub(super) const LINT: Lint =
    Lint::new("promql/repeated-matcher", include_str!("repeated_matcher.rs"), Check::Expression(check));

fn check(expression: &Expression<'_>, found: &mut Vec<Diagnostic>) {
    for selector in expression.tree.selectors() {
        let places = places::matchers(expression.text, selector);
        let mut first_places = HashMap::new();
        for (matcher, place) in selector.matchers.iter().zip(&places) {
            let key = (matcher.kind, &matcher.name, &matcher.value);
            let first: &MatcherPlace = first_places.entry(key).or_insert(place);
            if first == place || matcher.is_on(METRIC_NAME) {
                continue;
            }
            let message = format!("`{}` is there twice", expression.text_of(place.whole));
            let mut finding =
                LINT.at(expression.place(place.whole), message).with_label(expression.place(first.whole), "first here");
            finding.fix = expression.fix("leave the second one out", place.with_comma, "");
            found.push(finding);
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
    fn only_equal_matchers_are_found() {
        clean(&LINT, &[r#"up{a="1",b="1"}"#, r#"up{a="1",a=~"1"}"#, r#"up{a="1"} / up{a="1"}"#]);
        assert_eq!(found(&LINT, r#"up{a!="1",b="2",a != "1",}"#), [r#"a != "1": `a != "1"` is there twice"#]);
    }
}
