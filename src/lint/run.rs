//! Looking: which lints see what, in which order findings come.

use super::{
    EvidenceError, Expression, Lint, RuleFileView, RuleSet, RuleView, SeriesFacts, codes::LINTS, definition::Check,
    too_large,
};
use crate::{
    config::check::Checked,
    diagnostic::{Diagnostic, Place},
};
use hashbrown::HashSet;
use rayon::prelude::*;

/// Looks at rule files with the lints that `is_chosen` picks: the findings of each file, in the order of its lines.
///
/// Lints that need evidence are passed over without any. Files that Prometheus refuses may be among the set; what could
/// be read of them is looked at.
pub fn check_rules(
    set: &RuleSet<'_>,
    is_chosen: &(dyn Fn(&Lint) -> bool + Sync),
    evidence: Option<&SeriesFacts<'_>>,
) -> Result<Vec<Vec<Diagnostic>>, EvidenceError> {
    let lints: Vec<&Lint> = LINTS.iter().copied().filter(|lint| is_chosen(lint)).collect();
    let of_file = |index: usize| {
        let Some(view) = set.file(index) else { return Ok(Vec::new()) };
        let is_of_rules =
            |lint: &&Lint| !matches!(lint.check, Check::RuleFile(_) | Check::Config(_) | Check::Elsewhere);
        let mut found = Vec::new();
        let rules = match lints.iter().any(is_of_rules) {
            true => worth_looking_at(&view, &lints, &mut found),
            false => Vec::new(),
        };
        let of_rules: Vec<Result<Vec<Diagnostic>, EvidenceError>> =
            rules.par_iter().map(|(rule, is_new)| check_rule(rule, *is_new, &lints, evidence)).collect();
        for lint in &lints {
            if let Check::RuleFile(check) = lint.check {
                check(&view, &mut found);
            }
        }
        for of_rule in of_rules {
            found.extend(of_rule?);
        }
        sort(&mut found);
        Ok(found)
    };
    (0..set.files.len()).map(of_file).collect()
}

/// The rules of a file that are looked at, and whether the expression of each is no alias of an earlier one. What is
/// left out is told once.
fn worth_looking_at<'a>(
    view: &RuleFileView<'a>,
    lints: &[&Lint],
    found: &mut Vec<Diagnostic>,
) -> Vec<(RuleView<'a>, bool)> {
    let (mut rules, mut known, mut bytes) = (Vec::new(), HashSet::new(), 0);
    let mut left_out: Option<Diagnostic> = None;
    for rule in view.rules() {
        let length = rule.rule.expr.as_ref().map_or(0, |expr| expr.value.len());
        bytes += length;
        if length > LONGEST_EXPRESSION || bytes > MOST_BYTES {
            left_out.get_or_insert_with(|| too_large::LINT.at(view.place(rule.rule.name_span()), too_large::MESSAGE));
        }
        if bytes > MOST_BYTES {
            break;
        }
        let document = view.file.document.as_ref();
        let node = rule.rule.expr.as_ref().zip(document).map(|(expr, document)| document.meant(expr.node));
        rules.push((rule, node.is_none_or(|node| known.insert(node))));
    }
    if lints.iter().any(|lint| lint.code == too_large::LINT.code) {
        found.extend(left_out);
    }
    rules
}

fn check_rule(
    rule: &RuleView<'_>,
    is_new: bool,
    lints: &[&Lint],
    evidence: Option<&SeriesFacts<'_>>,
) -> Result<Vec<Diagnostic>, EvidenceError> {
    let mut found = Vec::new();
    for lint in lints {
        if let Check::Rule(check) = lint.check {
            check(rule, &mut found);
        }
    }
    if let Some(expression) = Expression::of_rule(rule).filter(|_| is_new) {
        look_at(&expression, lints, evidence, &mut found)?;
    }
    Ok(found)
}

/// Looks at one expression by itself.
pub fn check_expression(
    expression: &Expression<'_>,
    is_chosen: &(dyn Fn(&Lint) -> bool + Sync),
    evidence: Option<&SeriesFacts<'_>>,
) -> Result<Vec<Diagnostic>, EvidenceError> {
    let lints: Vec<&Lint> = LINTS.iter().copied().filter(|lint| is_chosen(lint)).collect();
    let mut found = Vec::new();
    look_at(expression, &lints, evidence, &mut found)?;
    sort(&mut found);
    Ok(found)
}

/// Looks at a configuration, its jobs and relabelling. Where something could not be read nothing is found: what is left
/// out says other things than what was meant.
pub fn check_config(checked: &Checked, is_chosen: &(dyn Fn(&Lint) -> bool + Sync)) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    if !checked.findings.all().iter().all(|finding| finding.code == "config/file") {
        return found;
    }
    for lint in LINTS.iter().filter(|lint| is_chosen(lint)) {
        if let Check::Config(check) = lint.check {
            check(checked, &mut found);
        }
    }
    sort(&mut found);
    found
}

/// Longer expressions are not looked at. No person writes them, and every finding costs a walk along the text.
const LONGEST_EXPRESSION: usize = 64 << 10;
/// Expressions of one file that are looked at; five thousand real rules have half of that.
const MOST_BYTES: usize = 4 << 20;

fn look_at(
    expression: &Expression<'_>,
    lints: &[&Lint],
    evidence: Option<&SeriesFacts<'_>>,
    found: &mut Vec<Diagnostic>,
) -> Result<(), EvidenceError> {
    if expression.text.len() > LONGEST_EXPRESSION {
        return Ok(());
    }
    for lint in lints {
        match (lint.check, evidence) {
            (Check::Expression(check), _) => check(expression, found),
            (Check::Series(check), Some(evidence)) => check(expression, evidence, found)?,
            _ => {}
        }
    }
    Ok(())
}

/// What series show of an operator is no news where its text alone says as much.
const NO_NEWS: &str = "series/matching-never";
const SAID_ALREADY: [&str; 2] = ["promql/never-matches", "promql/unmatched-labels"];

/// In the order of files and lines; at one place in the order of codes, what is said already left out.
fn sort(found: &mut Vec<Diagnostic>) {
    let key = |diagnostic: &Diagnostic| {
        let place = diagnostic.place.as_ref().map(|place| (place.source.name().to_owned(), place.offsets().start));
        (place, diagnostic.code)
    };
    found.sort_by_cached_key(key);
    found.dedup();
    let said = found.iter().filter(|finding| SAID_ALREADY.contains(&finding.code));
    let said: Vec<Option<Place>> = said.map(|finding| finding.place.clone()).collect();
    found.retain(|finding| finding.code != NO_NEWS || !said.contains(&finding.place));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{SourceText, Span};
    use std::sync::Arc;

    #[test]
    fn what_the_text_says_already_is_not_repeated() {
        let source = Arc::new(SourceText::new("f", "a / b / c"));
        let at = |code, start| Diagnostic::warning(code, "").at(Place::new(&source, Span::new(start, start + 1)));
        let mut found = vec![at(NO_NEWS, 6), at(NO_NEWS, 2), at("promql/never-matches", 2), at("rules/naming", 6)];
        sort(&mut found);
        let left: Vec<_> = found.iter().map(|finding| finding.code).collect();
        assert_eq!(left, ["promql/never-matches", "rules/naming", NO_NEWS]);
    }
}
