//! Matchers on one label that no value can satisfy together.
//!
//! ## What it does
//! Looks for selectors that demand two different values of a label, or one that another matcher forbids.
//!
//! ## Why it is bad
//! Such a selector never selects anything: alerts on it never fire.
//!
//! Patterns are judged by the values that the other matchers allow; two patterns are only compared if both are lists of
//! plain texts.
//!
//! ## Example
//! ```promql
//! up{job="node", job!~"node|mysql"}
//! ```
//!
//! ## How to fix
//! Take one of them away.
//! ```promql
//! up{job="node"}
//! ```

use super::super::{Expression, Lint, definition::Check};
use crate::{
    diagnostic::Diagnostic,
    model::matcher::{MatchKind, Matcher},
    promql::places,
};

pub(super) const LINT: Lint =
    Lint::new("promql/contradicting-matchers", include_str!("contradicting_matchers.rs"), Check::Expression(check));

/// Of more matchers in one selector, each is not compared with each.
const MOST_MATCHERS: usize = 256;

fn check(expression: &Expression<'_>, found: &mut Vec<Diagnostic>) {
    for selector in expression.tree.selectors() {
        let places = places::matchers(expression.text, selector);
        let placed = selector.matchers.iter().zip(places).take(MOST_MATCHERS);
        let placed: Vec<_> = placed.map(|(matcher, place)| (matcher, place, allowed(matcher))).collect();
        for (index, (matcher, place, values)) in placed.iter().enumerate() {
            let Some(values) = values else { continue };
            for (other_index, (other, other_place, other_values)) in placed.iter().enumerate() {
                // Of two lists the first one finds the other.
                let is_pair = other_index > index || (other_index != index && other_values.is_none());
                if other.name != matcher.name || !is_pair || values.iter().any(|value| other.matches(value)) {
                    continue;
                }
                let (first, second) = (expression.text_of(place.whole), expression.text_of(other_place.whole));
                let message = format!("no series is both `{first}` and `{second}`");
                let place = expression.place(place.whole);
                found.push(LINT.at(expression.place(other_place.whole), message).with_label(place, "the other one"));
            }
        }
    }
}

/// The only values that pass, if they are few.
fn allowed(matcher: &Matcher) -> Option<Vec<&str>> {
    match matcher.kind {
        MatchKind::Equal => matcher.value.as_str().map(|value| vec![value]),
        MatchKind::Regex => Some(matcher.regex()?.set_matches()?.iter().map(String::as_str).collect::<Vec<_>>())
            .filter(|values| !values.is_empty()),
        MatchKind::NotEqual | MatchKind::NotRegex => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{
        super::{super::fixtures::found, clean},
        *,
    };

    #[test]
    fn contradictions_are_found_once_a_pair() {
        clean(&LINT, &[r#"up{a="1",b="2"}"#, r#"up{a="1",a!="2"}"#, r#"up{a=~"1|2",a!="2"}"#, r#"up{a!="",a=~".*"}"#]);
        clean(&LINT, &[r#"up{a=~"x.*",a=~"y.*"}"#, r#"up{a=~"1|2",a=~"2|3"}"#]);
        for (text, expected) in [
            (r#"up{a="1",a="2"}"#, r#"a="2": no series is both `a="1"` and `a="2"`"#),
            (r#"up{a!="1",a="1"}"#, r#"a!="1": no series is both `a="1"` and `a!="1"`"#),
            (r#"up{a="x",a=~"y.*"}"#, r#"a=~"y.*": no series is both `a="x"` and `a=~"y.*"`"#),
            (r#"up{a=~"1|2",a=~"3|4"}"#, r#"a=~"3|4": no series is both `a=~"1|2"` and `a=~"3|4"`"#),
            (r#"up{a=~"1|2",a!~"1|2|3"}"#, r#"a!~"1|2|3": no series is both `a=~"1|2"` and `a!~"1|2|3"`"#),
        ] {
            assert_eq!(found(&LINT, text), [expected], "{text}");
        }
    }
}
