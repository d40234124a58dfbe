//! A label of a target that nothing sets.
//!
//! ## What it does
//! Looks in the rules of targets for labels that begin with `__` and are neither Prometheus' own, nor given by the job's
//! service discovery, nor written by a rule above: slips of the hand, labels of another discovery, and labels that this
//! role of Kubernetes does not have. Jobs with `file_sd_configs` or `http_sd_configs` are passed over: those give targets
//! whatever labels they like.
//!
//! ## Why it is bad
//! The label is always empty: `keep` drops everything, `replace` removes labels.
//!
//! ## Example
//! ```yaml
//! scrape_configs:
//!   - job_name: pods
//!     kubernetes_sd_configs:
//!       - role: pod
//!     relabel_configs:
//!       - source_labels: [__meta_kubernetes_pod_annotations_prometheus_io_scrape]
//!         regex: "true"
//!         action: keep
//! ```
//!
//! ## How to fix
//! Write the name as the reference of the discovery has it.
//! ```yaml
//! scrape_configs:
//!   - job_name: pods
//!     kubernetes_sd_configs:
//!       - role: pod
//!     relabel_configs:
//!       - source_labels: [__meta_kubernetes_pod_annotation_prometheus_io_scrape]
//!         regex: "true"
//!         action: keep
//! ```

use super::{
    super::{Lint, definition::Check},
    chain::{Chain, Of, chains, sets_any_label},
    meta_labels::{PREFIX, families, families_of, fits, labels_of},
    relabel_flow::may_write,
};
use crate::{
    config::{
        check::Checked,
        discovery::Discoveries,
        relabel::{Action, RelabelRule},
    },
    diagnostic::{Diagnostic, similar},
};

pub(super) const LINT: Lint =
    Lint::new("config/unknown-meta-label", include_str!("unknown_meta_label.rs"), Check::Config(check));

fn check(checked: &Checked, found: &mut Vec<Diagnostic>) {
    for chain in chains(checked) {
        let Some(discoveries) = chain.of.discoveries() else { continue };
        if discoveries.list.iter().any(sets_any_label) {
            continue;
        }
        let known = Known::of(&chain, discoveries);
        for (index, rule) in chain.rules.iter().enumerate() {
            for label in rule.source_labels().filter(|label| label.starts_with("__")) {
                let is_written = chain.rules.iter().take(index).any(|earlier| may_write(earlier, label));
                if is_written || known.has(label) {
                    continue;
                }
                let Some(place) = chain.source_place(rule, label) else { continue };
                found.push(known.hint(LINT.at(place, known.message(label)), label));
            }
            let is_of_names = matches!(rule.action, Some(Action::LabelMap));
            if let Some(beginning) = literal_beginning(rule).filter(|_| is_of_names)
                && !known.has_beginning(beginning)
                && let Some(place) = chain.place(rule, "regex")
            {
                let message = format!("no target has labels that begin with `{beginning}`: this rule maps nothing");
                found.push(known.hint(LINT.at(place, message), beginning));
            }
        }
    }
}

/// What all names begin with that a rule's pattern matches, if it is about labels of discoveries.
pub(super) fn literal_beginning(rule: &RelabelRule) -> Option<&str> {
    let prefix = rule.given_regex()?.whole()?.prefix();
    prefix.strip_prefix(PREFIX).filter(|rest| !rest.is_empty()).map(|_| prefix)
}

/// The labels that the targets of a chain can have before its rules.
struct Known<'a> {
    of: Of<'a>,
    discoveries: &'a Discoveries,
    /// Labels of its discoveries, without [`PREFIX`].
    given: Vec<String>,
}

impl<'a> Known<'a> {
    fn of(chain: &Chain<'a>, discoveries: &'a Discoveries) -> Known<'a> {
        let given = discoveries.list.iter().flat_map(families_of).flat_map(labels_of).collect();
        Known { of: chain.of, discoveries, given }
    }

    fn has(&self, label: &str) -> bool {
        let is_own = self.of.special_labels().contains(&label) || label.starts_with("__param_");
        let groups = &self.discoveries.static_configs;
        let is_static =
            groups.iter().flat_map(|group| group.labels.entries()).any(|entry| entry.name.as_str() == label);
        let is_given = || {
            let name = label.strip_prefix(PREFIX);
            name.is_some_and(|name| self.given.iter().any(|given| fits(given, name)))
        };
        is_own || is_static || is_given()
    }

    /// Whether a label can begin so.
    fn has_beginning(&self, beginning: &str) -> bool {
        let agrees = |label: &str| {
            let stem = label.trim_end_matches('*');
            stem.starts_with(beginning) || (stem.len() < label.len() && beginning.starts_with(stem))
        };
        let groups = &self.discoveries.static_configs;
        let mut names = groups.iter().flat_map(|group| group.labels.entries());
        self.given.iter().any(|given| agrees(&format!("{PREFIX}{given}"))) || names.any(|entry| agrees(&entry.name))
    }

    fn message(&self, label: &str) -> String {
        match label.starts_with(PREFIX) {
            true if self.discoveries.list.is_empty() => {
                format!("`{label}` is always empty: targets that are written out have no labels of a discovery")
            }
            true => format!("`{label}` is always empty: no discovery here sets it"),
            false => format!("`{label}` is always empty: nothing sets it"),
        }
    }

    /// Adds what was probably meant.
    fn hint(&self, finding: Diagnostic, label: &str) -> Diagnostic {
        let Some(name) = label.strip_prefix(PREFIX) else {
            let meant = similar(label, self.of.special_labels()).map(|meant| format!("did you mean `{meant}`?"));
            return meant.into_iter().fold(finding, Diagnostic::hinted);
        };
        if let Some(meant) = similar_label(name, &self.given) {
            return finding.hinted(format!("did you mean `{PREFIX}{meant}`?"));
        }
        let is_of =
            |family: &str| labels_of(family).any(|other| fits(&other, name) || fits(&other, &format!("{name}x")));
        match families().find(|family| is_of(family)) {
            Some(family) => match family.strip_prefix("kubernetes_") {
                Some(object) => finding.hinted(format!("it is a label of Kubernetes objects of the kind `{object}`")),
                None => finding.hinted(format!("`{family}_sd_configs` sets it")),
            },
            None => finding,
        }
    }
}

/// The label of the table that a name was probably meant to be. Of a pattern the first words are compared.
fn similar_label(name: &str, labels: &[String]) -> Option<String> {
    let exact: Vec<&str> = labels.iter().map(String::as_str).filter(|label| !label.ends_with('*')).collect();
    if let Some(meant) = similar(name, &exact) {
        return Some(meant.into());
    }
    let mut stems: Vec<&str> = labels.iter().filter_map(|label| label.strip_suffix("_*")).collect();
    stems.sort_by_key(|stem| std::cmp::Reverse(stem.len()));
    stems.into_iter().find_map(|stem| {
        let words = stem.split('_').count();
        let (end, _) = name.match_indices('_').nth(words - 1)?;
        let (beginning, rest) = name.split_at_checked(end)?;
        similar(beginning, &[stem]).map(|stem| format!("{stem}{rest}"))
    })
}

#[cfg(test)]
mod tests {
    use super::{super::super::fixtures::found_in_config, *};

    fn in_job(discovery: &str, rules: &str) -> Vec<String> {
        found_in_config(&LINT, &format!("scrape_configs: [{{job_name: j, {discovery}, relabel_configs: [{rules}]}}]"))
    }

    fn reading(discovery: &str, label: &str) -> Vec<String> {
        in_job(discovery, &format!("{{source_labels: [{label}], target_label: x}}"))
    }

    #[test]
    fn labels_of_the_discovery_are_known() {
        let clean: [&str; 0] = [];
        let pods = "kubernetes_sd_configs: [{role: pod}]";
        for (discovery, label) in [
            (pods, "__meta_kubernetes_namespace"),
            (pods, "__meta_kubernetes_pod_label_app_kubernetes_io_name"),
            (pods, "__meta_kubernetes_node_name"),
            (pods, "__meta_kubernetes_namespace_label_team"),
            ("kubernetes_sd_configs: [{role: endpoints}]", "__meta_kubernetes_service_annotation_x"),
            ("consul_sd_configs: [{server: x}]", "__meta_consul_namespace"),
            ("aws_sd_configs: [{role: ec2, region: x}]", "__meta_ec2_tag_Name"),
            ("file_sd_configs: [{files: [x.yml]}]", "__meta_anything"),
            ("static_configs: [{targets: [a], labels: {__meta_own: x}}]", "__meta_own"),
            (pods, "__param_module"),
            (pods, "__address__"),
        ] {
            assert_eq!(reading(discovery, label), clean, "{discovery} {label}");
        }
        let written = "{target_label: __tmp_x, replacement: y}, {source_labels: [__tmp_x], target_label: z}";
        assert_eq!(in_job(pods, written), clean);
        assert_eq!(in_job(pods, "{action: labelmap, regex: __meta_kubernetes_pod_label_(.+)}"), clean);
        assert_eq!(in_job(pods, "{action: labelmap, regex: __meta_kubernetes_(.+)}"), clean);
        assert_eq!(in_job(pods, "{action: labelmap, regex: __meta_kubernetes_pod_label_app_(.+)}"), clean);
    }

    #[test]
    fn others_are_not() {
        for (discovery, label) in [
            ("kubernetes_sd_configs: [{role: service}]", "__meta_kubernetes_pod_name"),
            ("kubernetes_sd_configs: [{role: node}]", "__meta_kubernetes_namespace"),
            ("kubernetes_sd_configs: [{role: pod}]", "__meta_kubernetes_pod_annotations_x"),
            ("consul_sd_configs: [{server: x}]", "__meta_ec2_tag_Name"),
            ("dns_sd_configs: [{names: [x]}]", "__adress__"),
            ("dns_sd_configs: [{names: [x]}]", "__name__"),
            ("static_configs: [{targets: [a]}]", "__meta_dns_name"),
        ] {
            let found = reading(discovery, label);
            let start = format!("{label}: `{label}` is always empty");
            assert!(matches!(found.as_slice(), [one] if one.starts_with(&start)), "{discovery} {label}: {found:?}");
        }
        let pods = "kubernetes_sd_configs: [{role: pod}]";
        assert_eq!(in_job(pods, "{action: labelmap, regex: __meta_kubernetes_service_label_(.+)}").len(), 1);
    }

    #[test]
    fn slips_are_recognised() {
        let labels: Vec<String> = labels_of("kubernetes_pod").collect();
        let meant = |name: &str| similar_label(name, &labels);
        assert_eq!(meant("kubernetes_pod_annotations_a_b").as_deref(), Some("kubernetes_pod_annotation_a_b"));
        assert_eq!(meant("kubernetes_pod_nam").as_deref(), Some("kubernetes_pod_name"));
        assert_eq!(meant("consul_service_metadata_x"), None);
    }
}
