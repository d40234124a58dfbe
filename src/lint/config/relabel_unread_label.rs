//! A label for internal use that nobody uses.
//!
//! ## What it does
//! Looks in the rules of targets for labels that begin with `__`, are written there, mean nothing to Prometheus, and are
//! read by no later rule: misspelt ones such as `__metric_path__`, and temporary ones whose reader is gone. With
//! `__name__` it is the same: targets have no metric name.
//!
//! ## Why it is bad
//! Such labels do not reach the samples. What the rule was written for does not happen.
//!
//! ## Example
//! ```yaml
//! scrape_configs:
//!   - job_name: shop
//!     static_configs:
//!       - targets: [shop-1:8080]
//!     relabel_configs:
//!       - target_label: __metric_path__
//!         replacement: /internal/metrics
//! ```
//!
//! ## How to fix
//! Correct the name, or remove the rule.
//! ```yaml
//! scrape_configs:
//!   - job_name: shop
//!     static_configs:
//!       - targets: [shop-1:8080]
//!     relabel_configs:
//!       - target_label: __metrics_path__
//!         replacement: /internal/metrics
//! ```

use super::{
    super::{Lint, definition::Check},
    chain::chains,
    relabel_flow::{reads, written_label},
};
use crate::{
    config::check::Checked,
    diagnostic::{Diagnostic, similar},
};

pub(super) const LINT: Lint =
    Lint::new("config/relabel-unread-label", include_str!("relabel_unread_label.rs"), Check::Config(check));

fn check(checked: &Checked, found: &mut Vec<Diagnostic>) {
    for chain in chains(checked).iter().filter(|chain| chain.of.discoveries().is_some()) {
        let special = chain.of.special_labels();
        for (index, rule) in chain.rules.iter().enumerate() {
            let Some(label) = written_label(rule).filter(|label| label.starts_with("__")) else { continue };
            let is_known = special.contains(&label) || label.starts_with("__param_");
            let mut later = chain.rules.iter().skip(index + 1);
            // Of several that write it, the last one is told.
            if is_known || later.any(|later| reads(later, label) || written_label(later) == Some(label)) {
                continue;
            }
            let Some(place) = chain.place(rule, "target_label") else { continue };
            let message = format!("`{label}` means nothing to Prometheus, and no rule behind this one reads it");
            let meant = similar(label, special).map(|meant| format!("did you mean `{meant}`?"));
            found.push(meant.into_iter().fold(LINT.at(place, message), Diagnostic::hinted));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{super::super::fixtures::found_in_config, *};

    #[test]
    fn labels_that_are_used_are_left_alone() {
        let clean: [&str; 0] = [];
        let text = "scrape_configs: [{job_name: j, dns_sd_configs: [{names: [x]}], KEY: [RULES]}]";
        let found = |key: &str, rules: &str| found_in_config(&LINT, &text.replace("KEY", key).replace("RULES", rules));
        for rules in [
            "{target_label: __tmp, replacement: x}, {action: keep, source_labels: [__tmp], regex: x}",
            "{target_label: __tmp_a, replacement: x}, {action: labelmap, regex: '__tmp_(.+)'}",
            "{target_label: __param_module, replacement: x}",
            "{target_label: __address__, replacement: x}",
            "{target_label: a, replacement: x}",
        ] {
            assert_eq!(found("relabel_configs", rules), clean, "{rules}");
        }
        assert_eq!(found("metric_relabel_configs", "{target_label: __tmp, replacement: x}"), clean);
        for rules in [
            "{target_label: __name__, replacement: x}",
            "{action: keep, source_labels: [__tmp], regex: x}, {target_label: __tmp, replacement: x}",
            "{target_label: __tmp, replacement: x}, {target_label: __tmp, replacement: y}",
        ] {
            assert_eq!(found("relabel_configs", rules).len(), 1, "{rules}");
        }
    }
}
