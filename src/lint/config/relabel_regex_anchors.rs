//! Anchors that are there anyway.
//!
//! ## What it does
//! Looks for patterns of relabelling rules that begin with `^` or end with `$`. Only on request: it is a matter of taste.
//! `^$`, the usual way to write "empty", is left alone.
//!
//! ## Why it is bad
//! Prometheus matches patterns against the whole text. Anchors in some rules make readers think that the others match
//! anywhere.
//!
//! ## Example
//! ```yaml
//! scrape_configs:
//!   - job_name: node
//!     dns_sd_configs:
//!       - names: [node.example.org]
//!     metric_relabel_configs:
//!       - source_labels: [__name__]
//!         regex: ^go_.*$
//!         action: drop
//! ```
//!
//! ## How to fix
//! Leave them out; `--fix` does it.
//! ```yaml
//! scrape_configs:
//!   - job_name: node
//!     dns_sd_configs:
//!       - names: [node.example.org]
//!     metric_relabel_configs:
//!       - source_labels: [__name__]
//!         regex: go_.*
//!         action: drop
//! ```

use super::{
    super::{Lint, definition::Check},
    chain::chains,
};
use crate::{
    config::check::Checked,
    diagnostic::{Diagnostic, Edit, Fix, Place, Severity, Span},
};

pub(super) const LINT: Lint =
    Lint::new("config/relabel-regex-anchors", include_str!("relabel_regex_anchors.rs"), Check::Config(check))
        .level(Severity::Info)
        .on_request();

fn check(checked: &Checked, found: &mut Vec<Diagnostic>) {
    for chain in chains(checked) {
        for rule in &chain.rules {
            let Some(regex) = rule.given_regex().filter(|regex| regex.whole().is_some()) else { continue };
            let pattern = regex.as_str();
            let (starts, ends) = anchors(pattern);
            let Some(place) = chain.place(rule, "regex").filter(|_| starts || ends) else { continue };
            let mut finding =
                LINT.at(place.clone(), format!("`{pattern}` matches the whole text without its anchors too"));
            finding.fix = without_anchors(&place, pattern, starts, ends);
            found.push(finding);
        }
    }
}

/// Whether a pattern begins and ends with an anchor that changes nothing.
fn anchors(pattern: &str) -> (bool, bool) {
    let inner = pattern.trim_start_matches('^').trim_end_matches('$');
    // Quoted and repeated anchors are not worth a thought, and an alternative has anchors of its own.
    if inner.is_empty() || pattern.contains("\\Q") || has_top_alternative(pattern) {
        return (false, false);
    }
    let starts = pattern.strip_prefix('^').is_some_and(|rest| !rest.starts_with(['*', '+', '?', '{', '^']));
    let ends = pattern.strip_suffix('$').is_some_and(|rest| {
        let backslashes = rest.bytes().rev().take_while(|byte| *byte == b'\\').count();
        backslashes % 2 == 0 && !rest.ends_with('$')
    });
    (starts, ends)
}

/// Whether a `|` stands outside of all parentheses, as far as counting them tells.
fn has_top_alternative(pattern: &str) -> bool {
    let (mut depth, mut is_escaped) = (0, false);
    for rune in pattern.chars() {
        match rune {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            '(' | '[' => depth += 1,
            ')' | ']' => depth -= 1,
            '|' if depth == 0 => return true,
            _ => {}
        }
    }
    false
}

/// The edits that remove the anchors, where the text stands in the file as it is and can do so without them.
fn without_anchors(place: &Place, pattern: &str, starts: bool, ends: bool) -> Option<Fix> {
    let written = place.text();
    let offset = ["", "'", "\""].into_iter().find(|quote| written == format!("{quote}{pattern}{quote}"))?.len();
    let rest = pattern.strip_prefix('^').unwrap_or(pattern);
    // Without quotes the rest must still be a plain text.
    if offset == 0 && !rest.starts_with(|rune: char| rune.is_ascii_alphanumeric() || rune == '_' || rune == '(') {
        return None;
    }
    let start = place.span.start as usize + offset;
    let delete = |at: usize| {
        let span = Span::new(start + at, start + at + 1);
        Edit { place: Place::new(&place.source, span), replacement: String::new() }
    };
    let first = starts.then(|| delete(0));
    let last = ends.then(|| delete(pattern.len() - 1));
    Some(Fix { message: "remove the anchors".into(), edits: first.into_iter().chain(last).collect() })
}

#[cfg(test)]
mod tests {
    use super::{super::super::fixtures::found_in_config, *};

    #[test]
    fn anchors_that_mean_something_are_left_alone() {
        for (pattern, expected) in [
            ("^a$", (true, true)),
            ("^a", (true, false)),
            ("a$", (false, true)),
            (r"a\$", (false, false)),
            (r"a\\$", (false, true)),
            ("^$", (false, false)),
            ("^a|b$", (false, false)),
            ("^(a|b)$", (true, true)),
            ("^*a", (false, false)),
            (r"^\Qa$", (false, false)),
        ] {
            assert_eq!(anchors(pattern), expected, "{pattern}");
        }
    }

    #[test]
    fn the_finding_is_the_pattern() {
        let text = "scrape_configs: [{job_name: j, metric_relabel_configs: [{action: drop, source_labels: [a], regex: '^x$'}]}]";
        assert_eq!(found_in_config(&LINT, text), ["'^x$': `^x$` matches the whole text without its anchors too"]);
    }
}
