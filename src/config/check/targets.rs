//! What becomes of one target: its labels, the rules, and what must hold afterwards.

use crate::{
    config::{
        ScrapeConfig, ValidationScheme,
        alerting::Alertmanager,
        discovery::{TargetGroup, check_address},
        relabel::relabel,
    },
    golang::quote::quote,
    model::{
        labels::{Labels, LabelsBuilder},
        time::parse_duration,
    },
};

const ADDRESS: &str = "__address__";
const INTERVAL: &str = "__scrape_interval__";
const TIMEOUT: &str = "__scrape_timeout__";
/// Labels that must be booleans, and what promtool calls them.
const FLAGS: [(&str, &str); 3] = [
    ("__convert_classic_histograms_to_nhcb__", "convert classic histograms to nhcb"),
    ("__always_scrape_classic_histograms__", "always scrape classic histograms"),
    ("__scrape_native_histograms__", "scrape native histograms"),
];

/// Checks a target of a job, as promtool does; the error is its text.
pub(super) fn check_target(job: &ScrapeConfig, address: &str, group: &TargetGroup) -> Result<(), String> {
    let labels = discovered(job, address, group);
    let Some(labels) = relabel(&labels, job.relabel_rules(), job.metric_name_validation_scheme) else {
        return Ok(());
    };
    let address = labels.get(ADDRESS).ok_or("no address")?;
    check_address(address)?;
    let interval = duration(&labels, INTERVAL, "interval")?;
    let timeout = duration(&labels, TIMEOUT, "timeout")?;
    if timeout > interval {
        let shown = |name| quote(labels.value(name).as_bytes());
        let rule = "scrape timeout cannot be greater than scrape interval";
        return Err(format!("{rule} ({} > {})", shown(TIMEOUT), shown(INTERVAL)));
    }
    for (name, what) in FLAGS {
        let value = labels.value(name);
        let is_bool = ["1", "t", "T", "TRUE", "true", "True", "0", "f", "F", "FALSE", "false", "False"];
        if !is_bool.contains(&value) {
            let shown = quote(value.as_bytes());
            return Err(format!("error parsing {what}: strconv.ParseBool: parsing {shown}: invalid syntax"));
        }
    }
    Ok(())
}

fn duration(labels: &Labels, name: &str, what: &str) -> Result<i64, String> {
    match parse_duration(labels.value(name)) {
        Ok(0) => Err(format!("scrape {what} cannot be 0")),
        Ok(milliseconds) => Ok(milliseconds),
        Err(error) => Err(format!("error parsing scrape {what}: {error}")),
    }
}

/// The labels before relabelling: the target's, the group's, and what the job gives.
fn discovered(job: &ScrapeConfig, address: &str, group: &TargetGroup) -> Labels {
    let mut labels = with_group(address, group);
    let flags =
        [job.convert_classic_histograms_to_nhcb, job.always_scrape_classic_histograms, job.scrape_native_histograms];
    let flags = FLAGS.iter().zip(flags).map(|((name, _), flag)| (*name, flag.unwrap_or_default().to_string()));
    let times = [
        ("job", job.job_name.clone()),
        (INTERVAL, job.scrape_interval.to_string()),
        (TIMEOUT, job.scrape_timeout.to_string()),
        ("__metrics_path__", job.metrics_path.clone()),
        ("__scheme__", job.scheme.clone()),
    ];
    for (name, value) in times.into_iter().chain(flags) {
        set_default(&mut labels, name, &value);
    }
    for (name, values) in job.params.iter() {
        if let Some(first) = values.first() {
            set_default(&mut labels, &format!("__param_{name}"), first);
        }
    }
    labels.build()
}

fn with_group(address: &str, group: &TargetGroup) -> LabelsBuilder {
    let mut labels = LabelsBuilder::default();
    for entry in group.labels.entries() {
        labels.set(&entry.name, &entry.value);
    }
    // The target's own label wins, even when it is empty.
    labels.set(ADDRESS, address);
    labels
}

fn set_default(labels: &mut LabelsBuilder, name: &str, value: &str) {
    if labels.get(name).is_none() {
        labels.set(name, value);
    }
}

/// Checks a target of an Alertmanager.
pub(super) fn check_alertmanager(
    manager: &Alertmanager,
    address: &str,
    group: &TargetGroup,
    scheme: ValidationScheme,
) -> Result<(), String> {
    let mut labels = with_group(address, group);
    let given = |name: &str| group.labels.entries().iter().any(|entry| *entry.name.value == *name);
    if !given("__scheme__") {
        labels.set("__scheme__", &manager.scheme);
    }
    if !given("__alerts_path__") {
        let prefix = manager.path_prefix.trim_end_matches('/');
        labels.set("__alerts_path__", &format!("{prefix}/api/v2/alerts"));
    }
    match relabel(&labels.build(), manager.relabel_rules(), scheme) {
        Some(labels) => check_address(labels.value(ADDRESS)),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{
        Duration, Located,
        relabel::{Action, RelabelRule},
    };

    fn job(target_label: &str, replacement: &str) -> ScrapeConfig {
        let rule = RelabelRule {
            target_label: target_label.into(),
            replacement: replacement.into(),
            action: Some(Action::Replace),
            ..RelabelRule::default()
        };
        ScrapeConfig {
            job_name: "j".into(),
            scrape_interval: Duration::minutes(1),
            scrape_timeout: Duration::seconds(10),
            relabel_configs: vec![Located { value: Some(rule), ..Located::default() }],
            ..ScrapeConfig::default()
        }
    }

    #[test]
    fn what_rules_make_of_a_target_is_checked() {
        let group = TargetGroup::default();
        for (label, replacement, expected) in [
            ("x", "y", ""),
            (ADDRESS, "", "no address"),
            (ADDRESS, "a/b", "\"a/b\" is not a valid hostname"),
            (INTERVAL, "x", "error parsing scrape interval: not a valid duration string: \"x\""),
            (INTERVAL, "0", "scrape interval cannot be 0"),
            (TIMEOUT, "0s", "scrape timeout cannot be 0"),
            (TIMEOUT, "2m", "scrape timeout cannot be greater than scrape interval (\"2m\" > \"1m\")"),
            (
                "__scrape_native_histograms__",
                "x",
                "error parsing scrape native histograms: strconv.ParseBool: parsing \"x\": invalid syntax",
            ),
        ] {
            let got = check_target(&job(label, replacement), "host:1", &group);
            assert_eq!(got.err().unwrap_or_default(), expected, "{label}={replacement}");
        }
    }
}
