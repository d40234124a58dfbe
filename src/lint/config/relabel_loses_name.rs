//! Rules that take away what nothing goes without.
//!
//! ## What it does
//! Looks for `labeldrop` and `labelkeep` rules that remove `__name__` from samples, or `__address__`, `__scheme__`,
//! `__scrape_interval__` or `__scrape_timeout__` from targets, when no later rule writes it again.
//!
//! ## Why it is bad
//! A sample without name makes the whole scrape fail; receivers refuse it. A target without address, interval or timeout is
//! dropped.
//!
//! ## Example
//! ```yaml
//! scrape_configs:
//!   - job_name: shop
//!     dns_sd_configs:
//!       - names: [shop.example.org]
//!     metric_relabel_configs:
//!       - regex: method|code
//!         action: labelkeep
//! ```
//!
//! ## How to fix
//! Keep these labels too.
//! ```yaml
//! scrape_configs:
//!   - job_name: shop
//!     dns_sd_configs:
//!       - names: [shop.example.org]
//!     metric_relabel_configs:
//!       - regex: __name__|method|code
//!         action: labelkeep
//! ```

use super::{
    super::{Lint, definition::Check},
    chain::{Of, chains},
    relabel_flow::may_write,
};
use crate::{
    config::{check::Checked, relabel::Action},
    diagnostic::Diagnostic,
};

pub(super) const LINT: Lint =
    Lint::new("config/relabel-loses-name", include_str!("relabel_loses_name.rs"), Check::Config(check));

fn check(checked: &Checked, found: &mut Vec<Diagnostic>) {
    for chain in chains(checked) {
        let needed: &[&str] = match chain.of {
            Of::Samples | Of::Written => &["__name__"],
            Of::Targets(_) => &["__address__", "__scheme__", "__scrape_interval__", "__scrape_timeout__"],
            Of::Alertmanagers(_) => &["__address__", "__scheme__"],
            Of::Alerts => continue,
        };
        for (index, rule) in chain.rules.iter().enumerate() {
            let Some(action) = rule.action else { continue };
            let removes = |label: &str| match action {
                Action::LabelDrop => rule.matches(label),
                Action::LabelKeep => !rule.matches(label),
                _ => false,
            };
            let is_written = |label: &str| chain.rules.iter().skip(index + 1).any(|later| may_write(later, label));
            let mut lost = needed.iter().filter(|label| removes(label) && !is_written(label));
            let (Some(label), Some(place)) = (lost.next(), chain.head(rule)) else { continue };
            let message = format!(
                "this `{}` takes `{label}` away, without which there are no {}",
                action.as_str(),
                chain.of.noun()
            );
            found.push(LINT.at(place, message));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{super::super::fixtures::found_in_config, *};

    #[test]
    fn only_needed_labels_matter() {
        let text = "scrape_configs: [{job_name: j, dns_sd_configs: [{names: [x]}], KEY: [RULES]}]";
        let found =
            |key: &str, rules: &str| found_in_config(&LINT, &text.replace("KEY", key).replace("RULES", rules)).len();
        for (rules, of_targets, of_samples) in [
            ("{action: labeldrop, regex: 'a|b'}", 0, 0),
            ("{action: labelkeep, regex: '__.+|a'}", 0, 0),
            ("{action: labeldrop, regex: '__name__'}", 0, 1),
            ("{action: labeldrop, regex: '__address__'}, {target_label: __address__, replacement: x}", 0, 0),
            ("{action: labelkeep, regex: '__name__|a'}", 1, 0),
            ("{action: labeldrop}", 1, 1),
        ] {
            let counts = (found("relabel_configs", rules), found("metric_relabel_configs", rules));
            assert_eq!(counts, (of_targets, of_samples), "{rules}");
        }
    }
}
