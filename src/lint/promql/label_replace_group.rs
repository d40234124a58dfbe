//! A replacement that names a group which the pattern does not have.
//!
//! ## What it does
//! Looks at the replacements of `label_replace`: whether `$1` and its like are groups of the pattern.
//!
//! ## Why it is bad
//! An unknown group is the empty text, so that a part of the value is missing, or the label goes away. `$1_x` is such a
//! group, the one named `1_x`; that needs `${1}_x`.
//!
//! ## Example
//! ```promql
//! label_replace(up, "host", "$1_x", "instance", "(.*):.*")
//! ```
//!
//! ## How to fix
//! Put the group's name in braces, or add the group to the pattern.
//! ```promql
//! label_replace(up, "host", "${1}_x", "instance", "(.*):.*")
//! ```

use super::super::{Expression, Lint, definition::Check};
use crate::{
    diagnostic::Diagnostic,
    golang::regex::{Regex, references},
    promql::ast::{Expr, StringLiteral},
};
use std::collections::BTreeSet;

pub(super) const LINT: Lint =
    Lint::new("promql/label-replace-group", include_str!("label_replace_group.rs"), Check::Expression(check));

fn check(expression: &Expression<'_>, found: &mut Vec<Diagnostic>) {
    expression.tree.walk(&mut |node| {
        let Expr::Call(call) = node else { return };
        let text = |index: usize| match call.arguments.get(index).map(Expr::without_parens) {
            Some(Expr::String(literal)) => Some(literal),
            _ => None,
        };
        if call.function.name != "label_replace" {
            return;
        }
        let (Some(replacement), Some(pattern)) = (text(2), text(4)) else { return };
        let Ok(regex) = Regex::new(pattern.value.as_bytes()) else { return };
        let Some(template) = replacement.value.as_str() else { return };
        let names: BTreeSet<&str> = references(template).into_iter().collect();
        for name in names.into_iter().filter(|name| !regex.has_group(name)) {
            found.push(report(expression, name, &regex, replacement, pattern));
        }
    });
}

fn report(
    expression: &Expression<'_>,
    name: &str,
    regex: &Regex,
    replacement: &StringLiteral,
    pattern: &StringLiteral,
) -> Diagnostic {
    let message = format!("the pattern has no group `{name}`: it is replaced by nothing");
    let finding = LINT.at(expression.place(replacement.span), message);
    let finding = finding.with_label(expression.place(pattern.span), "the pattern");
    let digits = name.bytes().take_while(u8::is_ascii_digit).count();
    match name.split_at_checked(digits).filter(|(number, rest)| !rest.is_empty() && regex.has_group(number)) {
        Some((number, rest)) if digits > 0 => {
            finding.hinted(format!("write `${{{number}}}{rest}`: names go as far as letters, digits and `_`"))
        }
        _ => finding,
    }
}

#[cfg(test)]
mod tests {
    use super::{
        super::{super::fixtures::found, clean},
        *,
    };

    fn replace(replacement: &str, pattern: &str) -> String {
        format!(r#"label_replace(up, "a", "{replacement}", "b", "{pattern}")"#)
    }

    #[test]
    fn groups_of_the_pattern_are_left_alone() {
        let texts = [
            replace("$1-$2", "(.*):(.*)"),
            replace("${1}x", "(.*)"),
            replace("$0", "a"),
            replace("$name", "(?P<name>.*)"),
            replace("$$1", ".*"),
            replace("x", ".*"),
            replace("$", ".*"),
        ];
        clean(&LINT, &texts.each_ref().map(String::as_str));
    }

    #[test]
    fn other_groups_are_found() {
        for (text, name) in [
            (replace("$1", ".*"), "1"),
            (replace("$2", "(.*)"), "2"),
            (replace("$1x", "(.*)"), "1x"),
            (replace("$1", "a|b"), "1"),
            (replace("$name", "(?:x)"), "name"),
        ] {
            let found = found(&LINT, &text);
            let message = format!("the pattern has no group `{name}`: it is replaced by nothing");
            assert!(found.len() == 1 && found.concat().ends_with(&message), "{text}: {found:?}");
        }
    }
}
