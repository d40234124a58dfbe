//! `scrape_configs`: which targets to scrape, how, and what to make of what they say.

use super::{
    Global, HttpClientConfig,
    decode::{Checks, Duration, Findings, Located, Map, Origin, Section, Size, ValidationScheme, section, unchecked},
    discovery::Discoveries,
    relabel::RelabelRule,
    scrape_protocol::{ScrapeProtocol, ScrapeProtocols, check_escaping, default_escaping},
    tls_client::resolve_path,
};
use crate::golang::quote::quote;
use std::path::Path;

/// A list of rules, in which nulls keep their place.
pub(super) type RelabelRules = Vec<Located<Option<RelabelRule>>>;

section! {
    /// One job.
    pub struct ScrapeConfig {
        job_name: String,
        honor_labels: bool,
        honor_timestamps: bool = true,
        track_timestamps_staleness: bool,
        params: Map<Vec<String>>,
        scrape_interval: Duration,
        scrape_timeout: Duration,
        scrape_protocols: ScrapeProtocols,
        fallback_scrape_protocol: ScrapeProtocol,
        scrape_native_histograms: Option<bool>,
        always_scrape_classic_histograms: Option<bool>,
        convert_classic_histograms_to_nhcb: Option<bool>,
        scrape_failure_log_file: String,
        metrics_path: String = "/metrics".into(),
        scheme: String = "http".into(),
        enable_compression: bool = true,
        body_size_limit: Size,
        sample_limit: u64,
        target_limit: u64,
        label_limit: u64,
        label_name_length_limit: u64,
        label_value_length_limit: u64,
        native_histogram_bucket_limit: u64,
        native_histogram_min_bucket_factor: f64,
        keep_dropped_targets: u64,
        metric_name_validation_scheme: ValidationScheme,
        metric_name_escaping_scheme: String,
        extra_scrape_metrics: Option<bool>,
        relabel_configs: RelabelRules,
        metric_relabel_configs: RelabelRules,
    }
    inline discoveries: Discoveries
    inline http: HttpClientConfig
}

section! {
    /// The whole of a file that `scrape_config_files` names.
    pub struct ScrapeConfigFile {
        scrape_configs: Vec<Located<Option<ScrapeConfig>>>,
    }
}

unchecked! {
    ScrapeConfigFile: "config.ScrapeConfigs", "config.ScrapeConfigs";
}

impl Section for ScrapeConfig {
    const GO_NAME: &'static str = "config.ScrapeConfig";
    const GO_FIELDS: &'static str = "config.ScrapeConfig";

    fn check(&mut self, checks: &mut Checks<'_>) {
        self.discoveries.check(checks);
        checks.ensure(!self.job_name.is_empty(), "job_name", "job_name is empty");
        checks.run(&mut self.http);
        if self.relabel_configs.is_empty() {
            self.discoveries.check_static_targets(checks);
        }
        refuse_nulls(&self.relabel_configs, "empty or null target relabeling rule in scrape config", checks);
        refuse_nulls(&self.metric_relabel_configs, "empty or null metric relabeling rule in scrape config", checks);
    }
}

/// Refuses rules that are null.
pub(super) fn refuse_nulls(rules: &RelabelRules, message: &str, checks: &mut Checks<'_>) {
    for null in rules.iter().filter(|rule| rule.is_none()) {
        checks.add(null.spot, message);
    }
}

/// Checks rules under a scheme of names.
pub(super) fn check_rules(
    rules: &RelabelRules,
    scheme: ValidationScheme,
    findings: &mut Findings,
    is_consequence: bool,
) {
    for rule in rules.iter().filter_map(|rule| rule.as_ref()) {
        rule.check_with(scheme, findings, is_consequence);
    }
}

impl ScrapeConfig {
    /// The target rules that are there.
    pub fn relabel_rules(&self) -> impl Iterator<Item = &RelabelRule> {
        self.relabel_configs.iter().filter_map(|rule| rule.as_ref())
    }

    /// Fills in what `global` says, and runs the checks that need it, in Prometheus' order.
    pub(super) fn complete(&mut self, global: &Global, findings: &mut Findings, is_consequence: bool) {
        let origin = self.origin.clone();
        self.inherit_times(global, &origin, &mut findings.checks(&origin, is_consequence));
        self.inherit_limits(global);
        self.check_protocols(&mut findings.checks(&origin, is_consequence));
        self.settle_names(global, &mut findings.checks(&origin, is_consequence));
        let scheme = self.metric_name_validation_scheme;
        check_rules(&self.relabel_configs, scheme, findings, is_consequence);
        check_rules(&self.metric_relabel_configs, scheme, findings, is_consequence);
    }

    fn quoted_name(&self) -> String {
        quote(self.job_name.as_bytes())
    }

    fn inherit_times(&mut self, global: &Global, origin: &Origin, checks: &mut Checks<'_>) {
        let own_interval = self.scrape_interval != Duration::ZERO;
        if !own_interval {
            self.scrape_interval = global.scrape_interval;
        }
        if self.scrape_timeout > self.scrape_interval {
            let job = self.quoted_name();
            let message = format!("scrape timeout greater than scrape interval for scrape config with job name {job}");
            let finding = checks.add(origin.blame("scrape_timeout"), message);
            let inherited = global.origin.key("scrape_interval").filter(|_| !own_interval);
            if let Some(spot) = origin.key("scrape_interval") {
                finding.label(spot, "the interval is set here");
            } else if let Some(spot) = inherited {
                finding.label(spot, "the interval is inherited from here");
            }
        }
        if self.scrape_timeout == Duration::ZERO {
            self.scrape_timeout = global.scrape_timeout.min(self.scrape_interval);
        }
    }

    fn inherit_limits(&mut self, global: &Global) {
        if self.body_size_limit == Size::default() {
            self.body_size_limit = global.body_size_limit;
        }
        for (own, global) in [
            (&mut self.sample_limit, global.sample_limit),
            (&mut self.target_limit, global.target_limit),
            (&mut self.label_limit, global.label_limit),
            (&mut self.label_name_length_limit, global.label_name_length_limit),
            (&mut self.label_value_length_limit, global.label_value_length_limit),
            (&mut self.keep_dropped_targets, global.keep_dropped_targets),
        ] {
            if *own == 0 {
                *own = global;
            }
        }
        if self.scrape_failure_log_file.is_empty() {
            self.scrape_failure_log_file.clone_from(&global.scrape_failure_log_file);
        }
        for (own, global) in [
            (&mut self.scrape_native_histograms, global.scrape_native_histograms.unwrap_or_default()),
            (&mut self.extra_scrape_metrics, global.extra_scrape_metrics.unwrap_or_default()),
            (&mut self.convert_classic_histograms_to_nhcb, global.convert_classic_histograms_to_nhcb),
            (&mut self.always_scrape_classic_histograms, global.always_scrape_classic_histograms),
        ] {
            own.get_or_insert(global);
        }
        if self.scrape_protocols.is_none() {
            self.scrape_protocols.clone_from(&global.scrape_protocols);
        }
    }

    fn check_protocols(&self, checks: &mut Checks<'_>) {
        let job = self.quoted_name();
        // Those of `global` have been checked there.
        let own = self.scrape_protocols.as_ref().filter(|_| self.origin.key("scrape_protocols").is_some());
        if let Some(protocols) = own
            && let Err((message, index)) = protocols.check()
        {
            let spot = index.and_then(|index| protocols.0.get(index)).map(|protocol| protocol.spot);
            let spot = spot.unwrap_or_else(|| self.origin.blame("scrape_protocols"));
            checks.add(spot, format!("{message} for scrape config with job name {job}"));
        }
        if !self.fallback_scrape_protocol.0.is_empty()
            && let Err(message) = self.fallback_scrape_protocol.check()
        {
            let context = "invalid fallback_scrape_protocol for scrape config with job name";
            checks.error("fallback_scrape_protocol", format!("{context} {job}: {message}"));
        }
    }

    /// The scheme of names and the way of escaping.
    fn settle_names(&mut self, global: &Global, checks: &mut Checks<'_>) {
        let own_scheme = self.metric_name_validation_scheme;
        if own_scheme == ValidationScheme::Unset {
            self.metric_name_validation_scheme = global.metric_name_validation_scheme;
        }
        let mut global_escaping = global.metric_name_escaping_scheme.as_str();
        if global_escaping.is_empty() {
            global_escaping = default_escaping(global.metric_name_validation_scheme);
        }
        if let Err(message) = check_escaping(global_escaping, "global") {
            checks.add(global.origin.blame("metric_name_escaping_scheme"), message);
            // Blamed once, it is not blamed again on behalf of the job.
            global_escaping = default_escaping(global.metric_name_validation_scheme);
        }
        if self.metric_name_escaping_scheme.is_empty() {
            self.metric_name_escaping_scheme = match own_scheme {
                ValidationScheme::Unset => global_escaping.into(),
                own => default_escaping(own).into(),
            };
        }
        if let Err(message) = check_escaping(&self.metric_name_escaping_scheme, "scrape config") {
            checks.error("metric_name_escaping_scheme", message);
        } else if self.metric_name_escaping_scheme == "allow-utf-8"
            && self.metric_name_validation_scheme != ValidationScheme::Utf8
        {
            let message = "utf8 metric names requested but validation scheme is not set to UTF8";
            checks.error("metric_name_escaping_scheme", message);
        }
    }

    /// Joins relative paths to `directory`.
    pub(super) fn resolve_paths(&mut self, directory: &Path) {
        self.discoveries.resolve_paths(directory);
        self.http.resolve_paths(directory);
        resolve_path(&mut self.scrape_failure_log_file, directory);
    }
}
