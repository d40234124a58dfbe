//! `prometheus.yml` as a whole, and the files of scrape configurations that it names.

use super::{
    alerting::Alerting,
    decode::{Checks, Class, Decoder, FileId, Findings, Located, Section, Spot, section},
    global::{Global, Runtime},
    otlp::Otlp,
    patterns::has_star_only_at_end,
    remote_read::RemoteRead,
    remote_write::RemoteWrite,
    scrape::{ScrapeConfig, check_rules},
    storage::Storage,
    tls_client::resolve_path,
    tracing::Tracing,
};
use crate::{diagnostic::Span, golang::quote::quote, yaml::Document};
use hashbrown::HashMap;
use std::path::Path;

section! {
    /// The whole file.
    pub struct PrometheusConfig {
        global: Global = Global::absent(),
        runtime: Runtime = Runtime { gogc: 75, ..Runtime::default() },
        alerting: Alerting,
        rule_files: Vec<Located<String>>,
        scrape_config_files: Vec<Located<String>>,
        scrape_configs: Vec<Located<Option<ScrapeConfig>>>,
        storage: Storage,
        tracing: Option<Tracing>,
        remote_write: Vec<Located<Option<RemoteWrite>>>,
        remote_read: Vec<Located<Option<RemoteRead>>>,
        otlp: Otlp = Otlp::default(),
    }
}

impl Section for PrometheusConfig {
    const GO_NAME: &'static str = "config.Config";
    const GO_FIELDS: &'static str = "config.plain";

    fn check(&mut self, checks: &mut Checks<'_>) {
        if self.global.scrape_interval == super::decode::Duration::ZERO {
            // The section is there, and null.
            self.global = Global { origin: self.global.origin.clone(), ..Global::absent() };
        }
        for (patterns, what) in [(&self.rule_files, "rule file"), (&self.scrape_config_files, "scrape config file")] {
            for pattern in patterns.iter().filter(|pattern| !has_star_only_at_end(pattern)) {
                checks.add(pattern.spot, format!("invalid {what} path {}", quote(pattern.as_bytes())));
            }
        }
        let scheme = self.global.metric_name_validation_scheme;
        let is_consequence = checks.is_consequence();
        self.complete_jobs(checks.findings(), is_consequence);
        self.alerting.check_rules(scheme, checks.findings(), is_consequence);
        let mut names = Names::new("found multiple remote write configs with job name");
        for item in &self.remote_write {
            let Some(remote) = &item.value else {
                checks.add(item.spot, "empty or null remote write config section");
                continue;
            };
            names.add(&remote.name, remote.origin.blame("name"), checks);
            check_rules(&remote.write_relabel_configs, scheme, checks.findings(), is_consequence);
        }
        let mut names = Names::new("found multiple remote read configs with job name");
        for item in &self.remote_read {
            match &item.value {
                Some(remote) => names.add(&remote.name, remote.origin.blame("name"), checks),
                None => drop(checks.add(item.spot, "empty or null remote read config section")),
            }
        }
    }
}

/// Names that may occur once.
struct Names<'a> {
    message: &'a str,
    first: HashMap<String, Spot>,
}

impl<'a> Names<'a> {
    fn new(message: &'a str) -> Names<'a> {
        Names { message, first: HashMap::new() }
    }

    fn add(&mut self, name: &str, spot: Spot, checks: &mut Checks<'_>) {
        if name.is_empty() {
            return;
        }
        match self.first.get(name) {
            Some(first) => {
                let message = format!("{} {}", self.message, quote(name.as_bytes()));
                checks.add(spot, message).label(*first, "first used here");
            }
            None => drop(self.first.insert(name.into(), spot)),
        }
    }
}

impl PrometheusConfig {
    /// Reads the main file's document. What is usable of the configuration comes back even when something is wrong;
    /// `None` when nothing is.
    pub(super) fn decode(document: &Document, file: FileId, findings: &mut Findings) -> Option<PrometheusConfig> {
        let root = document.root().filter(|root| !document.is_null(*root));
        let config = match root {
            Some(root) => Decoder::new(document, file, findings).value(root),
            None => Some(PrometheusConfig::default()),
        };
        let mut config: PrometheusConfig = config?;
        config.origin.spot = Spot { file, span: root.map_or(Span::default(), |root| document.node(root).span) };
        let is_consequence = findings.type_errors() > 0;
        let scheme = config.global.metric_name_validation_scheme;
        config.otlp.check_strategy(scheme, &mut findings.checks(&config.otlp.origin, is_consequence));
        Some(config)
    }

    /// What an agent must not have. These texts stand alone in Prometheus.
    pub(super) fn check_agent(&self, findings: &mut Findings) {
        let is_consequence = findings.type_errors() > 0;
        let alerting = &self.alerting;
        let has_alerting = !alerting.alertmanagers.is_empty() || !alerting.alert_relabel_configs.is_empty();
        for (name, is_given) in [
            ("alerting", has_alerting),
            ("rule_files", !self.rule_files.is_empty()),
            ("remote_read", !self.remote_read.is_empty()),
        ] {
            if is_given {
                let spot = self.origin.key(name).unwrap_or(self.origin.spot);
                let class = if is_consequence { Class::Consequence } else { Class::Rule };
                let message = format!("field {name} is not allowed in agent mode");
                findings.add("config/agent", class, Some(spot), message);
            }
        }
    }

    /// The jobs that are there.
    pub fn jobs(&self) -> impl Iterator<Item = &ScrapeConfig> {
        self.scrape_configs.iter().filter_map(|job| job.as_ref())
    }

    fn complete_jobs(&mut self, findings: &mut Findings, is_consequence: bool) {
        let mut names = Names::new("found multiple scrape configs with job name");
        for item in &mut self.scrape_configs {
            let Some(job) = &mut item.value else {
                let checks = &mut findings.checks(&self.origin, is_consequence);
                checks.add(item.spot, "empty or null scrape config section");
                continue;
            };
            job.complete(&self.global, findings, is_consequence);
            let spot = job.origin.blame("job_name");
            names.add(&job.job_name, spot, &mut findings.checks(&job.origin, is_consequence));
        }
    }

    /// Joins relative paths to `directory`.
    pub(super) fn resolve_paths(&mut self, directory: &Path) {
        self.global.resolve_paths(directory);
        self.alerting.resolve_paths(directory);
        if let Some(tracing) = &mut self.tracing {
            tracing.tls_config.resolve_paths(directory);
        }
        for pattern in self.rule_files.iter_mut().chain(&mut self.scrape_config_files) {
            resolve_path(pattern, directory);
        }
        for job in self.scrape_configs.iter_mut().filter_map(|job| job.as_mut()) {
            job.resolve_paths(directory);
        }
        for remote in self.remote_write.iter_mut().filter_map(|remote| remote.as_mut()) {
            remote.http.resolve_paths(directory);
        }
        for remote in self.remote_read.iter_mut().filter_map(|remote| remote.as_mut()) {
            remote.http.resolve_paths(directory);
        }
    }
}
