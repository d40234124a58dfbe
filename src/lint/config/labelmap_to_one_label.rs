//! Many labels copied into one.
//!
//! ## What it does
//! Looks for `labelmap` rules whose pattern matches many names and whose replacement is always the same name.
//!
//! ## Why it is bad
//! Of all the labels that match, one value is left, and which one is a matter of chance.
//!
//! ## Example
//! ```yaml
//! scrape_configs:
//!   - job_name: pods
//!     kubernetes_sd_configs:
//!       - role: pod
//!     relabel_configs:
//!       - regex: __meta_kubernetes_pod_label_(.+)
//!         replacement: pod_label
//!         action: labelmap
//! ```
//!
//! ## How to fix
//! Make the new name out of the old one, or copy one label with `replace`.
//! ```yaml
//! scrape_configs:
//!   - job_name: pods
//!     kubernetes_sd_configs:
//!       - role: pod
//!     relabel_configs:
//!       - regex: __meta_kubernetes_pod_label_(.+)
//!         replacement: pod_label_$1
//!         action: labelmap
//! ```

use super::{
    super::{Lint, definition::Check},
    chain::chains,
};
use crate::{
    config::{check::Checked, relabel::Action},
    diagnostic::Diagnostic,
    golang::regex::references,
};

pub(super) const LINT: Lint =
    Lint::new("config/labelmap-to-one-label", include_str!("labelmap_to_one_label.rs"), Check::Config(check));

fn check(checked: &Checked, found: &mut Vec<Diagnostic>) {
    for chain in chains(checked) {
        for rule in chain.rules.iter().filter(|rule| rule.action == Some(Action::LabelMap)) {
            let names = rule.given_regex().and_then(|regex| regex.whole()).and_then(|regex| regex.set_matches());
            let is_one = names.is_some_and(|names| names.len() == 1);
            if is_one || !references(&rule.replacement).is_empty() {
                continue;
            }
            let Some(place) = chain.place(rule, "replacement") else { continue };
            let message =
                format!("all labels whose names match are copied into `{}`: one value is left", rule.replacement);
            found.push(LINT.at(place, message));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{super::super::fixtures::found_in_config, *};

    #[test]
    fn one_name_is_enough() {
        let clean: [&str; 0] = [];
        for rule in ["{action: labelmap, regex: a, replacement: b}", "{action: labelmap, regex: 'a_(.+)'}"] {
            let text = format!("scrape_configs: [{{job_name: j, metric_relabel_configs: [{rule}]}}]");
            assert_eq!(found_in_config(&LINT, &text), clean, "{rule}");
        }
    }
}
