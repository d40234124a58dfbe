//! `alerting`: the Alertmanagers to send alerts to, and what becomes of alerts on the way.

use super::{
    HttpClientConfig,
    decode::{Checks, Choice, Duration, Findings, Located, OneOf, Section, ValidationScheme, section},
    discovery::Discoveries,
    relabel::RelabelRule,
    scrape::{RelabelRules, check_rules, refuse_nulls},
    sigv4::SigV4,
};
use std::path::Path;

section! {
    /// Prometheus' `alerting`.
    pub struct Alerting {
        alert_relabel_configs: RelabelRules,
        alertmanagers: Vec<Located<Option<Alertmanager>>>,
    }
}

section! {
    /// A group of Alertmanagers.
    pub struct Alertmanager {
        scheme: String = "http".into(),
        path_prefix: String,
        timeout: Duration = Duration::seconds(10),
        api_version: OneOf<ApiVersion> = OneOf::known("v2"),
        sigv4: Option<SigV4>,
        relabel_configs: RelabelRules,
        alert_relabel_configs: RelabelRules,
    }
    inline discoveries: Discoveries
    inline http: HttpClientConfig
}

/// The version of the Alertmanager's interface.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ApiVersion;

impl Choice for ApiVersion {
    const GO_TYPE: &'static str = "config.plain";

    fn allows(text: &str) -> bool {
        text == "v2"
    }

    fn refusal(text: &str) -> String {
        format!("expected Alertmanager api version to be one of [v2] but got {text}")
    }
}

impl Section for Alerting {
    const GO_NAME: &'static str = "config.AlertingConfig";
    const GO_FIELDS: &'static str = "config.plain";

    fn check(&mut self, checks: &mut Checks<'_>) {
        refuse_nulls(&self.alert_relabel_configs, "empty or null alert relabeling rule", checks);
        for null in self.alertmanagers.iter().filter(|manager| manager.is_none()) {
            // Prometheus itself crashes here.
            checks.add(null.spot, "empty or null alertmanager section");
        }
    }
}

impl Section for Alertmanager {
    const GO_NAME: &'static str = "config.AlertmanagerConfig";
    const GO_FIELDS: &'static str = "config.AlertmanagerConfig";

    fn check(&mut self, checks: &mut Checks<'_>) {
        self.discoveries.check(checks);
        checks.run(&mut self.http);
        let http = &self.http;
        if self.sigv4.is_some() && (http.basic_auth.is_some() || http.authorization.is_some() || http.oauth2.is_some())
        {
            let message = "at most one of basic_auth, authorization, oauth2, & sigv4 must be configured";
            checks.error("sigv4", message);
        }
        if self.relabel_configs.is_empty() {
            self.discoveries.check_static_targets(checks);
        }
        refuse_nulls(&self.relabel_configs, "empty or null Alertmanager target relabeling rule", checks);
        refuse_nulls(&self.alert_relabel_configs, "empty or null Alertmanager alert relabeling rule", checks);
    }
}

impl Alerting {
    /// The Alertmanagers that are there.
    pub fn managers(&self) -> impl Iterator<Item = &Alertmanager> {
        self.alertmanagers.iter().filter_map(|manager| manager.as_ref())
    }

    /// The checks of rules that need the scheme of names.
    pub(super) fn check_rules(&self, scheme: ValidationScheme, findings: &mut Findings, is_consequence: bool) {
        check_rules(&self.alert_relabel_configs, scheme, findings, is_consequence);
        for manager in self.managers() {
            check_rules(&manager.alert_relabel_configs, scheme, findings, is_consequence);
            check_rules(&manager.relabel_configs, scheme, findings, is_consequence);
        }
    }

    /// Joins relative paths to `directory`.
    pub(super) fn resolve_paths(&mut self, directory: &Path) {
        for manager in self.alertmanagers.iter_mut().filter_map(|manager| manager.as_mut()) {
            manager.discoveries.resolve_paths(directory);
            manager.http.resolve_paths(directory);
        }
    }
}

impl Alertmanager {
    /// The target rules that are there.
    pub fn relabel_rules(&self) -> impl Iterator<Item = &RelabelRule> {
        self.relabel_configs.iter().filter_map(|rule| rule.as_ref())
    }
}
