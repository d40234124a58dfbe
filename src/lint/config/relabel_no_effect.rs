//! A relabelling rule that does nothing.
//!
//! ## What it does
//! Looks for rules that change and drop nothing whatever comes along: a pattern that cannot match the values that its
//! labels can have there, a `keep` that keeps everything, a label copied onto itself, a label removed that is not there.
//! Only what is certain is told; labels that a service discovery sets can have any value.
//!
//! ## Why it is bad
//! Whoever wrote it meant something by it, and it does not happen. A frequent case is `instance`: Prometheus sets it after
//! the rules of targets, so that these find it empty.
//!
//! ## Example
//! ```yaml
//! scrape_configs:
//!   - job_name: node
//!     static_configs:
//!       - targets: [db-1:9100, db-2:9100]
//!     relabel_configs:
//!       - source_labels: [instance]
//!         regex: (.*):9100
//!         target_label: host
//! ```
//!
//! ## How to fix
//! Read the label that has the value, or remove the rule.
//! ```yaml
//! scrape_configs:
//!   - job_name: node
//!     static_configs:
//!       - targets: [db-1:9100, db-2:9100]
//!     relabel_configs:
//!       - source_labels: [__address__]
//!         regex: (.*):9100
//!         target_label: host
//! ```

use super::{
    super::{Lint, definition::Check},
    chain::chains,
    relabel_flow::{Outcome, walk},
    relabel_without_source::lacks_source,
};
use crate::{config::check::Checked, diagnostic::Diagnostic};

pub(super) const LINT: Lint =
    Lint::new("config/relabel-no-effect", include_str!("relabel_no_effect.rs"), Check::Config(check));

fn check(checked: &Checked, found: &mut Vec<Diagnostic>) {
    for chain in chains(checked) {
        for (step, rule) in walk(&chain).iter().zip(&chain.rules) {
            let Outcome::Nothing(reason) = &step.outcome else { continue };
            let Some(place) = chain.head(rule).filter(|_| !lacks_source(rule)) else { continue };
            let mut finding = LINT.at(place, format!("this rule does nothing: {}", reason.text));
            let earlier = reason.rule.and_then(|earlier| chain.rules.get(earlier));
            if let Some(place) = earlier.and_then(|earlier| chain.head(earlier)) {
                finding = finding.with_label(place, "the rule above");
            }
            if reason.text.contains("`instance` is always empty") {
                finding = finding.hinted("`instance` is set after these rules; read `__address__`");
            }
            found.push(finding);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{super::super::fixtures::found_in_config, *};

    fn in_metrics(rules: &str) -> Vec<String> {
        let text = "scrape_configs: [{job_name: j, dns_sd_configs: [{names: [x]}], metric_relabel_configs: [RULES]}]";
        found_in_config(&LINT, &text.replace("RULES", rules))
    }

    #[test]
    fn rules_that_do_nothing_are_found() {
        for (rules, expected) in [
            ("{action: keep, source_labels: [a], regex: '.*'}", "`.*` matches everything"),
            ("{source_labels: [a], target_label: a}", "it writes `a` into `a`"),
            ("{source_labels: [a], target_label: a, regex: '(.+)', replacement: '${1}'}", "it writes `a` into `a`"),
            ("{action: labelmap}", "it copies every label onto itself"),
            ("{action: labelkeep}", "it keeps every label"),
            ("{action: labeldrop, regex: 'a|b'}, {action: labeldrop, regex: b}", "`b` is not there"),
            (
                "{action: labeldrop, regex: a}, {source_labels: [a], regex: '(.+)', target_label: b}",
                "`a` is always empty here",
            ),
            ("{target_label: a, replacement: b}, {target_label: a, replacement: b}", "`a` is `b` already"),
            (
                "{action: keep, source_labels: [__name__], regex: 'up|down'}, \
                 {action: drop, source_labels: [__name__], regex: 'left.*'}",
                "a rule above has let only `up|down` through",
            ),
            ("{action: keepequal, source_labels: [a], target_label: a}", "it compares `a` with itself"),
        ] {
            let found = in_metrics(rules);
            assert_eq!(found.len(), 1, "{rules}: {found:?}");
            assert!(found.iter().all(|found| found.ends_with(&format!(": {expected}"))), "{rules}: {found:?}");
        }
    }

    #[test]
    fn rules_that_may_do_something_are_not() {
        let clean: [&str; 0] = [];
        for rules in [
            "{source_labels: [a], target_label: b}",
            "{source_labels: [a], target_label: a, regex: '(.*):.*'}",
            "{source_labels: [a, b], target_label: a}",
            "{source_labels: [a], target_label: a, replacement: 'x$1'}",
            "{action: labelmap, regex: '(.+)', replacement: 'x_$1'}",
            "{action: labeldrop, regex: 'a|b'}, {action: labeldrop, regex: 'b|c'}",
            "{action: drop, source_labels: [a], regex: x}, {action: drop, source_labels: [a], regex: x.*}",
            "{action: drop, source_labels: [a], regex: x}, {source_labels: [b], target_label: a}, \
             {action: drop, source_labels: [a], regex: x}",
            "{action: labeldrop, regex: a}, {source_labels: [b], target_label: a}, {action: labeldrop, regex: a}",
        ] {
            assert_eq!(in_metrics(rules), clean, "{rules}");
        }
    }
}
