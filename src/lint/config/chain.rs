//! Lists of relabelling rules as lints see them: whose they are, what goes through them, where their parts stand.

use crate::{
    config::{
        Alertmanager, ScrapeConfig,
        check::Checked,
        discovery::{Discoveries, Discovery},
        relabel::RelabelRule,
    },
    diagnostic::{Place, Span},
};

/// A list of rules that label sets go through one after the other.
pub(super) struct Chain<'a> {
    /// What goes through.
    pub(super) of: Of<'a>,
    /// The rules.
    pub(super) rules: Vec<&'a RelabelRule>,
    checked: &'a Checked,
}

/// What goes through a chain.
#[derive(Clone, Copy)]
pub(super) enum Of<'a> {
    /// The targets of a job.
    Targets(&'a ScrapeConfig),
    /// The samples of a job.
    Samples,
    /// Alertmanagers.
    Alertmanagers(&'a Alertmanager),
    /// Alerts on their way to Alertmanagers.
    Alerts,
    /// Samples on their way to a receiver.
    Written,
}

impl<'a> Of<'a> {
    /// Where the targets come from, if targets go through.
    pub(super) fn discoveries(self) -> Option<&'a Discoveries> {
        match self {
            Of::Targets(job) => Some(&job.discoveries),
            Of::Alertmanagers(manager) => Some(&manager.discoveries),
            Of::Samples | Of::Alerts | Of::Written => None,
        }
    }

    /// What goes through, in the plural.
    pub(super) fn noun(self) -> &'static str {
        match self {
            Of::Targets(_) => "targets",
            Of::Samples | Of::Written => "samples",
            Of::Alertmanagers(_) => "Alertmanagers",
            Of::Alerts => "alerts",
        }
    }

    /// The labels with which Prometheus says where and how to reach a target: rules read and write them.
    pub(super) fn special_labels(self) -> &'static [&'static str] {
        match self {
            Of::Targets(_) => &[
                "__address__",
                "__scheme__",
                "__metrics_path__",
                "__scrape_interval__",
                "__scrape_timeout__",
                "__convert_classic_histograms_to_nhcb__",
                "__always_scrape_classic_histograms__",
                "__scrape_native_histograms__",
                "__unix_socket__",
            ],
            Of::Alertmanagers(_) => &["__address__", "__scheme__", "__alerts_path__"],
            Of::Samples | Of::Alerts | Of::Written => &[],
        }
    }
}

/// Whether a discovery gives targets whatever labels its file or server says.
pub(super) fn sets_any_label(discovery: &Discovery) -> bool {
    matches!(discovery, Discovery::File(_) | Discovery::Http(_))
}

/// All chains of a configuration that have rules.
pub(super) fn chains(checked: &Checked) -> Vec<Chain<'_>> {
    let Some(config) = &checked.config else { return Vec::new() };
    let mut found = Vec::new();
    let mut add = |of, rules: Vec<_>| {
        if !rules.is_empty() {
            found.push(Chain { of, rules, checked });
        }
    };
    for job in &checked.jobs {
        add(Of::Targets(job), job.relabel_rules().collect());
        let rules = job.metric_relabel_configs.iter().filter_map(|rule| rule.as_ref());
        add(Of::Samples, rules.collect());
    }
    let alerting = &config.alerting;
    add(Of::Alerts, alerting.alert_relabel_configs.iter().filter_map(|rule| rule.as_ref()).collect());
    for manager in alerting.managers() {
        add(Of::Alertmanagers(manager), manager.relabel_rules().collect());
        let rules = manager.alert_relabel_configs.iter().filter_map(|rule| rule.as_ref());
        add(Of::Alerts, rules.collect());
    }
    for remote in config.remote_write.iter().filter_map(|remote| remote.as_ref()) {
        let rules = remote.write_relabel_configs.iter().filter_map(|rule| rule.as_ref());
        add(Of::Written, rules.collect());
    }
    found
}

impl Chain<'_> {
    /// Where the value of a rule's field stands; the whole rule, if the rule does not have the field.
    pub(super) fn place(&self, rule: &RelabelRule, field: &str) -> Option<Place> {
        self.checked.place(rule.origin.blame(field))
    }

    /// What stands for a rule: its action, or else the field that says most.
    pub(super) fn head(&self, rule: &RelabelRule) -> Option<Place> {
        let fields = ["action", "target_label", "regex", "replacement", "source_labels"];
        let spot = fields.iter().find_map(|field| rule.origin.value(field));
        self.checked.place(spot.unwrap_or(rule.origin.spot))
    }

    /// Where a label's name stands among the source labels of a rule.
    pub(super) fn source_place(&self, rule: &RelabelRule, label: &str) -> Option<Place> {
        let located = rule.located_source_labels().find(|located| located.value.0 == label)?;
        self.checked.place(located.spot)
    }
}

/// The first place of a word in a place, or all of it when it is not written out there.
pub(super) fn part(place: &Place, word: &str) -> Place {
    let text = place.text();
    let is_word = |rune: char| rune.is_alphanumeric() || rune == '_';
    let stands_alone = |start: usize| {
        let (before, after) = (text.get(..start), text.get(start + word.len()..));
        !before.is_some_and(|before| before.ends_with(is_word))
            && !after.is_some_and(|after| after.starts_with(is_word))
    };
    match text.match_indices(word).map(|(start, _)| start).find(|start| stands_alone(*start)) {
        Some(start) if !word.is_empty() => {
            let start = place.span.start as usize + start;
            Place::new(&place.source, Span::new(start, start + word.len()))
        }
        _ => place.clone(),
    }
}
