//! A relabelling rule that drops everything.
//!
//! ## What it does
//! Looks for `drop`, `keep`, `dropequal` and `keepequal` rules that drop whatever comes along: a `drop` whose pattern
//! always matches, a `keep` whose pattern never can, because of the labels of the job's targets or because of a rule
//! above. Only what is certain is told; labels that a service discovery sets can have any value.
//!
//! ## Why it is bad
//! Nothing is left: no targets, no samples, no alerts. Rules behind it are dead.
//!
//! ## Example
//! ```yaml
//! scrape_configs:
//!   - job_name: pods
//!     kubernetes_sd_configs:
//!       - role: pod
//!     relabel_configs:
//!       - source_labels: [__meta_kubernetes_namespace]
//!         regex: shop
//!         action: keep
//!       - source_labels: [__meta_kubernetes_namespace]
//!         regex: billing
//!         action: keep
//! ```
//!
//! ## How to fix
//! Put what may stay into one pattern, or remove the rule.
//! ```yaml
//! scrape_configs:
//!   - job_name: pods
//!     kubernetes_sd_configs:
//!       - role: pod
//!     relabel_configs:
//!       - source_labels: [__meta_kubernetes_namespace]
//!         regex: shop|billing
//!         action: keep
//! ```

use super::{
    super::{Lint, definition::Check},
    chain::chains,
    relabel_flow::{Outcome, walk},
    relabel_without_source::lacks_source,
};
use crate::{config::check::Checked, diagnostic::Diagnostic};

pub(super) const LINT: Lint =
    Lint::new("config/relabel-drops-all", include_str!("relabel_drops_all.rs"), Check::Config(check));

fn check(checked: &Checked, found: &mut Vec<Diagnostic>) {
    for chain in chains(checked) {
        for (index, step) in walk(&chain).iter().enumerate() {
            let (Outcome::DropsAll(reason), Some(rule)) = (&step.outcome, chain.rules.get(index)) else { continue };
            let Some(place) = chain.head(rule).filter(|_| !lacks_source(rule)) else { continue };
            let message = format!("this rule drops all {}: {}", chain.of.noun(), reason.text);
            let mut finding = LINT.at(place, message);
            let earlier = reason.rule.and_then(|earlier| chain.rules.get(earlier));
            if let Some(place) = earlier.and_then(|earlier| chain.head(earlier)) {
                finding = finding.with_label(place, "the rule above");
            }
            if let Some(place) = chain.rules.get(index + 1).and_then(|next| chain.head(next)) {
                finding = finding.with_label(place, "nothing comes to the rules from here on");
            }
            found.push(finding);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{super::super::fixtures::found_in_config, *};

    /// The findings in a job with these rules.
    fn in_job(discovery: &str, rules: &str) -> Vec<String> {
        found_in_config(&LINT, &format!("scrape_configs: [{{job_name: j, {discovery}, relabel_configs: [{rules}]}}]"))
    }

    #[test]
    fn what_is_certain_is_told() {
        let dns = "dns_sd_configs: [{names: [x]}]";
        let fixed = "static_configs: [{targets: [a:1, b:1], labels: {env: prod}}]";
        for (discovery, rules, expected) in [
            (dns, "{action: drop, source_labels: [a], regex: '.*'}", "`.*` matches everything"),
            (dns, "{action: drop, source_labels: [a, b], regex: '(.*);(.*)'}", "`(.*);(.*)` matches everything"),
            (dns, "{action: drop}", "without a pattern everything matches"),
            (dns, "{action: keep, source_labels: [job], regex: k}", "`job` is always `j` here"),
            (fixed, "{action: keep, source_labels: [env], regex: dev}", "`env` is always `prod` here"),
            (
                fixed,
                "{action: keep, source_labels: [__address__], regex: 'c:.+'}",
                "`__address__` has one of 2 values here, from `a:1` to `b:1`",
            ),
            (fixed, "{action: dropequal, source_labels: [env], target_label: env}", "it compares `env` with itself"),
            (
                fixed,
                "{target_label: env, replacement: x}, {action: drop, source_labels: [env], regex: x}",
                "`env` is always `x` here",
            ),
            (
                dns,
                "{action: drop, source_labels: [a], regex: x}, {action: keep, source_labels: [a], regex: x}",
                "a rule above has dropped all matching ones",
            ),
        ] {
            let found = in_job(discovery, rules);
            assert_eq!(found.len(), 1, "{rules}: {found:?}");
            assert!(found.iter().all(|found| found.ends_with(&format!(": {expected}"))), "{rules}: {found:?}");
        }
    }

    #[test]
    fn what_is_not_certain_is_not() {
        let clean: [&str; 0] = [];
        let dns = "dns_sd_configs: [{names: [x]}]";
        let fixed = "static_configs: [{targets: [a:1, b:1], labels: {env: prod}}]";
        for (discovery, rules) in [
            (dns, "{action: drop, source_labels: [a], regex: '.+'}"),
            (dns, "{action: keep, source_labels: [env], regex: dev}"),
            ("file_sd_configs: [{files: [x.yml]}]", "{action: keep, source_labels: [job], regex: k}"),
            (fixed, "{action: keep, source_labels: [__address__], regex: 'b:.+'}"),
            // A shard may be empty.
            (
                fixed,
                "{action: hashmod, source_labels: [__address__], modulus: 8, target_label: __tmp}, \
                 {action: keep, source_labels: [__tmp], regex: 7}",
            ),
            (fixed, "{action: labelmap, regex: 'x_(.+)'}, {action: keep, source_labels: [env], regex: dev}"),
            (
                dns,
                "{action: keep, source_labels: [a], regex: x}, {source_labels: [b], target_label: a}, \
                 {action: keep, source_labels: [a], regex: y}",
            ),
            (dns, "{action: keep, source_labels: [a], regex: 'x|y'}, {action: keep, source_labels: [a], regex: 'y|z'}"),
        ] {
            assert_eq!(in_job(discovery, rules), clean, "{rules}");
        }
    }
}
