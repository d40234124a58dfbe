//! Probes that ask the probed.
//!
//! ## What it does
//! Looks for jobs whose rules put a target's address into `__param_target`, as the blackbox and SNMP exporters want it, and
//! write nothing into `__address__`.
//!
//! ## Why it is bad
//! The request that should go to the exporter goes to the target itself.
//!
//! ## Example
//! ```yaml
//! scrape_configs:
//!   - job_name: blackbox
//!     metrics_path: /probe
//!     static_configs:
//!       - targets: [example.org:443]
//!     relabel_configs:
//!       - source_labels: [__address__]
//!         target_label: __param_target
//! ```
//!
//! ## How to fix
//! Put the exporter's address in the target's place.
//! ```yaml
//! scrape_configs:
//!   - job_name: blackbox
//!     metrics_path: /probe
//!     static_configs:
//!       - targets: [example.org:443]
//!     relabel_configs:
//!       - source_labels: [__address__]
//!         target_label: __param_target
//!       - source_labels: [__param_target]
//!         target_label: instance
//!       - target_label: __address__
//!         replacement: blackbox-exporter:9115
//! ```

use super::{
    super::{Lint, definition::Check},
    chain::{Of, chains},
    relabel_flow::{may_write, written_label},
};
use crate::{
    config::{ScrapeConfig, check::Checked},
    diagnostic::Diagnostic,
};

pub(super) const LINT: Lint =
    Lint::new("config/probe-without-exporter", include_str!("probe_without_exporter.rs"), Check::Config(check));

fn check(checked: &Checked, found: &mut Vec<Diagnostic>) {
    for chain in chains(checked) {
        let Of::Targets(job) = chain.of else { continue };
        if goes_elsewhere(job) || chain.rules.iter().any(|rule| may_write(rule, "__address__")) {
            continue;
        }
        for rule in &chain.rules {
            let is_probe = written_label(rule) == Some("__param_target") && rule.source_labels().eq(["__address__"]);
            let Some(place) = chain.place(rule, "target_label").filter(|_| is_probe) else { continue };
            let message =
                format!("the job `{}` asks the targets themselves: no rule writes `__address__`", job.job_name);
            found.push(LINT.at(place, message).hinted("write the exporter's address into `__address__`"));
        }
    }
}

/// Whether requests reach the exporter through a proxy.
fn goes_elsewhere(job: &ScrapeConfig) -> bool {
    job.http.proxy.proxy_url.is_some() || job.http.proxy.proxy_from_environment
}

#[cfg(test)]
mod tests {
    use super::{super::super::fixtures::found_in_config, *};

    #[test]
    fn other_ways_to_the_exporter_are_left_alone() {
        let clean: [&str; 0] = [];
        let probe = "{source_labels: [__address__], target_label: __param_target}";
        for job in [
            format!("relabel_configs: [{probe}, {{source_labels: [__meta_x], target_label: __address__}}]"),
            format!("proxy_url: 'http://exporter', relabel_configs: [{probe}]"),
            "relabel_configs: [{source_labels: [__meta_x], target_label: __param_target}]".into(),
        ] {
            let text = format!("scrape_configs: [{{job_name: j, {job}}}]");
            assert_eq!(found_in_config(&LINT, &text), clean, "{job}");
        }
    }
}
