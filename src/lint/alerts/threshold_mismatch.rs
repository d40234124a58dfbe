//! The text of an alert names another threshold than its expression.
//!
//! ## What it does
//! Looks in annotations for percentages behind a word of comparison (`> 80%`, `above 80%`, `more than 80 percent`) that
//! fit no number of the expression: neither itself, nor as a ratio, nor as what is left of the whole. Looked for only on
//! request, since prose may mean something else.
//!
//! ## Why it is bad
//! One was changed and the other forgotten. Whoever is called acts on a wrong number.
//!
//! ## Example
//! ```yaml
//! groups:
//!   - name: hosts
//!     rules:
//!       - alert: DiskFull
//!         expr: disk_used_percent > 90
//!         annotations:
//!           summary: "more than 80% are used"
//! ```
//!
//! ## How to fix
//! Correct one of them.
//! ```yaml
//! groups:
//!   - name: hosts
//!     rules:
//!       - alert: DiskFull
//!         expr: disk_used_percent > 90
//!         annotations:
//!           summary: "more than 90% are used"
//! ```

use super::super::{Expression, Lint, RuleView, definition::Check};
use crate::{
    config::rules::RuleKind,
    diagnostic::{Diagnostic, Span},
    promql::ast::Expr,
};
use std::ops::Range;

pub(super) const LINT: Lint =
    Lint::new("alerts/threshold-mismatch", include_str!("threshold_mismatch.rs"), Check::Rule(check)).on_request();

/// What stands in front of a threshold.
const COMPARISONS: [&str; 14] = [
    ">", "<", ">=", "<=", "above", "below", "over", "under", "exceeds", "exceeded", "than", "least", "most", "reached",
];

fn check(rule: &RuleView<'_>, found: &mut Vec<Diagnostic>) {
    if rule.rule.kind() != RuleKind::Alerting || rule.rule.annotations.is_empty() {
        return;
    }
    let Some(expression) = Expression::of_rule(rule) else { return };
    let mut numbers = Vec::new();
    let mut compares = false;
    expression.tree.walk(&mut |node| match node {
        Expr::Number(number) => numbers.push(number.value),
        Expr::Binary(node) => compares |= node.operator.is_comparison(),
        _ => {}
    });
    // A state of 0 or 1 says nothing about how much of something there is.
    if !compares || numbers.iter().all(|number| matches!(*number, 0.0 | 1.0)) {
        return;
    }
    for entry in &rule.rule.annotations {
        for (percent, place) in percentages(&entry.value.value) {
            if numbers.iter().any(|number| fits(percent, *number)) {
                continue;
            }
            let place = rule.of.place_in(&entry.value, Span::new(place.start, place.end));
            let finding = LINT.at(place, "the expression compares with no such number");
            found.push(finding.with_label(expression.place(expression.tree.span()), "the expression"));
        }
    }
}

/// Whether a percentage is a number of an expression: as it is, as a ratio, or what is left of the whole.
fn fits(percent: f64, number: f64) -> bool {
    [number, 100.0 * number, 100.0 - number, 100.0 - 100.0 * number].iter().any(|other| (percent - other).abs() < 1e-6)
}

/// The percentages of a text behind a word of comparison; what stands in braces is passed over.
fn percentages(text: &str) -> Vec<(f64, Range<usize>)> {
    let mut found = Vec::new();
    let mut is_compared = false;
    let mut in_braces = false;
    let words: Vec<(usize, &str)> = words(text).collect();
    for (index, (start, word)) in words.iter().enumerate() {
        in_braces |= word.contains("{{");
        if word.contains("}}") {
            (in_braces, is_compared) = (false, false);
            continue;
        }
        if in_braces {
            continue;
        }
        // `>80%` is one word.
        let bare = word.trim_start_matches(['(', '>', '<', '=', '~']);
        is_compared |= bare.len() < word.trim_start_matches('(').len();
        let digits = bare.len() - bare.trim_start_matches(|sign: char| sign.is_ascii_digit() || sign == '.').len();
        let number = bare.get(..digits).and_then(|digits| digits.parse::<f64>().ok());
        let behind = bare.get(digits..).unwrap_or_default();
        let next = words.get(index + 1).map_or("", |(_, next)| *next);
        let is_percent =
            behind.starts_with('%') || behind.is_empty() && (next.starts_with('%') || next.starts_with("percent"));
        if let Some(number) = number.filter(|_| is_compared && is_percent) {
            let start = start + word.len() - bare.len();
            found.push((number, start..start + digits));
        }
        is_compared = COMPARISONS.contains(&word.trim_start_matches('(').to_ascii_lowercase().as_str());
    }
    found
}

/// The words of a text with their places.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    text.split(char::is_whitespace).filter_map(move |word| {
        let start = at;
        // What splits is a character of space, whose length the rest of the text tells.
        at += word.len();
        at += text.get(at..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
        (!word.is_empty()).then_some((start, word))
    })
}

#[cfg(test)]
mod tests {
    use super::{super::super::fixtures::found_in_rules, *};

    fn found(expr: &str, text: &str) -> Vec<String> {
        let rule = format!("{{alert: A, expr: '{expr}', annotations: {{s: '{text}'}}}}");
        found_in_rules(&LINT, &format!("groups: [{{name: g, rules: [{rule}]}}]"))
    }

    #[test]
    fn numbers_that_fit_are_left_alone() {
        for (expr, text) in [
            ("x > 80", "above 80%"),
            ("x > 0.8", "above 80% of it"),
            ("x < 20", "more than 80% used"),
            ("x / y < 0.2", "over 80 percent"),
            ("x > 90", "80% are used"),
            ("x > 90", "above 80 requests"),
            ("x > 90", "above {{ $value }}%"),
            ("x > 90", "above {{ printf \"%.2f\" 80.0 }} 80%"),
            ("x > 90 and y > 80", "(> 80%)"),
            ("absent(x)", "above 80%"),
            ("x == 1", "(> 80%)"),
        ] {
            assert_eq!(found(expr, text), [""; 0], "{expr} {text}");
        }
        for (text, place) in
            [("above 80%.", "80"), ("it is >85.5% full", "85.5"), ("(> 80 %)", "80"), ("more than 80 percent", "80")]
        {
            let expected = [format!("{place}: the expression compares with no such number")];
            assert_eq!(found("x > 90", text), expected, "{text}");
        }
    }
}
