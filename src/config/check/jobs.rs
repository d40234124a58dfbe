//! The jobs and Alertmanagers of a configuration, those of other files included, and what promtool looks at in each.

use super::{Check, credentials, sources, target_files, targets};
use crate::{
    config::{
        PrometheusConfig, ScrapeConfig, ScrapeConfigFile, Spot,
        alerting::Alertmanager,
        decode::{Class, Decoder, Located},
        discovery::{Discoveries, Discovery, TargetGroup},
        global::Global,
        relabel::RelabelRule,
    },
    golang::{glob::glob, path::directory, quote::quote, system::error_text},
};
use hashbrown::HashMap;
use std::path::Path;

/// The jobs' names, each with where it was first used: what promtool calls that, and the place.
type JobNames = HashMap<String, (String, Spot)>;

impl Check<'_> {
    /// Reads the jobs of other files, and looks at all.
    pub(super) fn check_jobs(&mut self, config: &PrometheusConfig) {
        self.jobs = config.jobs().cloned().collect();
        if !self.options.syntax_only {
            let mut names = JobNames::new();
            for job in config.jobs() {
                let first = || ("main config file".to_string(), job.origin.blame("job_name"));
                names.entry(job.job_name.clone()).or_insert_with(first);
            }
            for pattern in &config.scrape_config_files {
                self.read_job_files(pattern, &config.global, &mut names);
            }
        }
        self.findings.begin("");
        let jobs = std::mem::take(&mut self.jobs);
        jobs.iter().for_each(|job| self.check_job(job));
        self.jobs = jobs;
    }

    fn read_job_files(&mut self, pattern: &Located<String>, global: &Global, names: &mut JobNames) {
        match glob(pattern) {
            Ok(files) if files.is_empty() => self.unmatched_patterns.push(pattern.clone()),
            Ok(files) => files.iter().for_each(|file| self.read_job_file(file, pattern.spot, global, names)),
            Err(error) => {
                self.findings.begin("error loading scrape configs: ");
                let shown = quote(pattern.as_bytes());
                self.broken(pattern.spot, format!("error retrieving scrape config files for {shown}: {error}"));
            }
        }
    }

    fn read_job_file(&mut self, path: &str, pattern: Spot, global: &Global, names: &mut JobNames) {
        let absolute = std::path::absolute(path).map_or_else(|_| path.into(), |path| path.display().to_string());
        let shown = quote(absolute.as_bytes());
        self.findings.begin(format!("error loading scrape configs: {shown}: "));
        let bytes = match sources::read(Path::new(path)) {
            Ok(bytes) => bytes,
            Err(error) => return self.broken(pattern, format!("open {path}: {}", error_text(&error))),
        };
        let Some((file, document)) = self.parse(path, &bytes) else { return };
        let Some(root) = document.root() else { return };
        let decoded = Decoder::new(&document, file, &mut self.findings).value::<ScrapeConfigFile>(root);
        let is_consequence = self.findings.type_errors() > 0;
        for item in decoded.unwrap_or_default().scrape_configs {
            let Some(mut job) = item.value else {
                let class = if is_consequence { Class::Consequence } else { Class::Rule };
                self.findings.add("config/rule", class, Some(item.spot), "empty or null scrape config section");
                continue;
            };
            job.complete(global, &mut self.findings, is_consequence);
            let spot = job.origin.blame("job_name");
            match names.get(&job.job_name) {
                Some((first, first_spot)) => {
                    let name = quote(job.job_name.as_bytes());
                    let message = format!("found multiple scrape configs with job name {name}, first found in {first}");
                    let origin = job.origin.clone();
                    self.findings
                        .checks(&origin, is_consequence)
                        .add(spot, message)
                        .label(*first_spot, "first used here");
                }
                None => drop(names.insert(job.job_name.clone(), (shown.clone(), spot))),
            }
            job.resolve_paths(Path::new(&directory(path)));
            self.jobs.push(job);
        }
    }

    fn check_job(&mut self, job: &ScrapeConfig) {
        self.check_credentials_file(&job.http);
        self.check_tls(&job.http.tls_config);
        // What broken rules would make of targets says nothing.
        let is_sound = rules_are_sound(job.relabel_rules(), job) && job.scrape_timeout <= job.scrape_interval;
        for discovery in &job.discoveries.list {
            match discovery {
                Discovery::Kubernetes(kubernetes) => self.check_tls(&kubernetes.http.tls_config),
                Discovery::File(files) if !self.options.syntax_only => {
                    for pattern in &files.files {
                        let owner = format!("scrape job {}", quote(job.job_name.as_bytes()));
                        let groups = self.read_target_files(pattern, &owner);
                        if is_sound {
                            groups.iter().for_each(|group| self.check_job_targets(job, group, ""));
                        }
                    }
                }
                _ => {}
            }
        }
        for (index, group) in job.discoveries.static_configs.iter().enumerate().filter(|_| is_sound) {
            self.check_job_targets(job, group, &index.to_string());
        }
    }

    /// Checks the targets of a group as they are after relabelling.
    fn check_job_targets(&mut self, job: &ScrapeConfig, group: &TargetGroup, number: &str) {
        for (index, target) in group.targets.iter().enumerate() {
            if let Err(message) = targets::check_target(job, target, group) {
                self.target_error(target.spot, format!("instance {index} in group {number}: {message}"));
            }
        }
    }

    /// A static target that looks like a path was refused before, if there are no rules.
    fn target_error(&mut self, spot: Spot, message: String) {
        if self.findings.are_too_many() {
            return;
        }
        let is_known = self.findings.all().iter().any(|finding| finding.spot == Some(spot));
        if !is_known {
            self.findings.add("config/target", Class::Rule, Some(spot), message);
        }
    }

    /// Looks at the targets of Alertmanagers.
    pub(super) fn check_alertmanagers(&mut self, config: &PrometheusConfig) {
        let scheme = config.global.metric_name_validation_scheme;
        for manager in config.alerting.managers() {
            let is_sound = manager.relabel_rules().all(|rule| rule.is_sound(scheme));
            for group in self.alertmanager_groups(manager) {
                if !is_sound {
                    continue;
                }
                for target in &group.targets {
                    if let Err(message) = targets::check_alertmanager(manager, target, &group, scheme) {
                        self.target_error(target.spot, message);
                    }
                }
            }
        }
    }

    fn alertmanager_groups(&mut self, manager: &Alertmanager) -> Vec<TargetGroup> {
        let Discoveries { list, static_configs, .. } = &manager.discoveries;
        let mut groups = Vec::new();
        for discovery in list {
            if let Discovery::File(files) = discovery
                && !self.options.syntax_only
            {
                for pattern in &files.files {
                    groups.extend(self.read_target_files(pattern, "alertmanager config"));
                }
            }
        }
        groups.extend(static_configs.iter().map(|group| group.value.clone()));
        groups
    }

    /// The target groups of the files that a pattern leads to.
    fn read_target_files(&mut self, pattern: &Located<String>, owner: &str) -> Vec<TargetGroup> {
        let shown = quote(pattern.as_bytes());
        let files = match glob(pattern) {
            Ok(files) => files,
            Err(error) => {
                self.broken(pattern.spot, error.to_string());
                return Vec::new();
            }
        };
        if files.is_empty() {
            let message = format!("file {shown} for file_sd in {owner} does not exist");
            self.warn("config/target-file-missing", Some(pattern.spot), message, true);
        }
        let mut groups = Vec::new();
        for file in files {
            self.findings.begin(format!("checking SD file {shown}: "));
            groups.extend(target_files::read(self, &file, pattern.spot));
            self.findings.begin("");
        }
        groups
    }

    fn check_credentials_file(&mut self, http: &crate::config::HttpClientConfig) {
        if self.options.syntax_only {
            return;
        }
        if let Some(authorization) = &http.authorization {
            let spot = authorization.origin.blame("credentials_file");
            let what = "authorization credentials or bearer token file";
            self.check_file(spot, what, &authorization.credentials_file);
        }
    }

    fn check_tls(&mut self, tls: &crate::config::TlsClientConfig) {
        if let Some((field, message)) = credentials::lonely_files(tls) {
            self.broken(tls.origin.blame(field), message);
        }
        if !self.options.syntax_only {
            self.check_file(tls.origin.blame("cert_file"), "client cert file", &tls.cert_file);
            self.check_file(tls.origin.blame("key_file"), "client key file", &tls.key_file);
        }
    }

    fn check_file(&mut self, spot: Spot, what: &str, path: &str) {
        if let Err(message) = credentials::check_file(what, path, self.options.skip_missing_credentials) {
            self.broken(spot, message);
        }
    }
}

fn rules_are_sound<'a>(mut rules: impl Iterator<Item = &'a RelabelRule>, job: &ScrapeConfig) -> bool {
    rules.all(|rule| rule.is_sound(job.metric_name_validation_scheme))
}
