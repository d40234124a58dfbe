//! The way of `check config`: a file is read, then everything that it names and that promtool looks at.
//!
//! ```text
//! text → variables → YAML → sections, checked → agent → rule files → files of jobs → credentials, targets
//! ```
//! promtool stops at the first stage that finds something; here all stages run, and [`Findings`] knows what promtool
//! would tell.

mod credentials;
mod environment;
mod jobs;
mod sources;
mod target_files;
mod targets;

pub use environment::Variables;
pub(super) use sources::{Sources, read as read_file};

use super::{
    Duration, Findings, PrometheusConfig, ScrapeConfig, Spot,
    decode::{Class, Located},
    patterns,
};
use crate::{
    diagnostic::SourceText,
    golang::{glob::glob, path::directory, quote::quote, system::error_text},
};
use std::{
    path::Path,
    sync::{Arc, OnceLock},
};

/// How to check.
#[derive(Clone, Debug, Default)]
pub struct CheckOptions {
    /// As an agent's configuration.
    pub agent: bool,
    /// Without looking at any other file.
    pub syntax_only: bool,
    /// Files with credentials need not be there.
    pub skip_missing_credentials: bool,
    /// Variables to put into the text before it is read; `None` leaves it as it is.
    pub variables: Option<Variables>,
}

/// Something that deserves a look and fails nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    /// `config/…`.
    pub code: &'static str,
    /// promtool's text where it has one.
    pub message: String,
    /// Where.
    pub spot: Option<Spot>,
    /// Whether promtool would have come here and say it.
    pub is_told: bool,
}

/// What a check came to.
pub struct Checked {
    /// The configuration, as far as it could be read.
    pub config: Option<PrometheusConfig>,
    /// All jobs, those of other files included.
    pub jobs: Vec<ScrapeConfig>,
    /// The rule files that patterns led to, in the order of the patterns.
    pub rule_files: Vec<String>,
    /// The patterns of rule files and of files of jobs that led to no file, where that is allowed.
    pub unmatched_patterns: Vec<Located<String>>,
    /// How far back Prometheus looks for a sample: five minutes, unless whoever checks knows better.
    pub lookback_delta: Duration,
    /// What is wrong.
    pub findings: Findings,
    /// What deserves a look.
    pub warnings: Vec<Warning>,
    /// The texts that were read.
    sources: Sources,
    /// The same without secrets, made when first asked for.
    shown: OnceLock<Vec<Arc<SourceText>>>,
}

/// Checks the file at `path`, and what it names.
pub fn check(path: &str, options: &CheckOptions) -> Checked {
    let mut check = Check {
        options,
        findings: Findings::default(),
        warnings: Vec::new(),
        sources: Sources::default(),
        jobs: Vec::new(),
        unmatched_patterns: Vec::new(),
    };
    let mut rule_files = Vec::new();
    let mut config = check.read_main(path);
    if let Some(config) = &mut config {
        check.findings.begin("");
        if options.agent {
            config.check_agent(&mut check.findings);
        }
        config.resolve_paths(Path::new(&directory(path)));
        if !options.syntax_only {
            rule_files = check.find_rule_files(config);
        }
        check.check_jobs(config);
        check.check_alertmanagers(config);
    }
    let Check { findings, warnings, sources, jobs, unmatched_patterns, .. } = check;
    let (lookback_delta, shown) = (Duration::minutes(5), OnceLock::new());
    Checked { config, jobs, rule_files, unmatched_patterns, lookback_delta, findings, warnings, sources, shown }
}

/// A check under way.
struct Check<'o> {
    options: &'o CheckOptions,
    findings: Findings,
    warnings: Vec<Warning>,
    sources: Sources,
    jobs: Vec<ScrapeConfig>,
    unmatched_patterns: Vec<Located<String>>,
}

impl Check<'_> {
    fn read_main(&mut self, path: &str) -> Option<PrometheusConfig> {
        let bytes = match read_file(Path::new(path)) {
            Ok(bytes) => bytes,
            Err(error) => {
                let message = format!("open {path}: {}", error_text(&error));
                self.findings.add("config/file", Class::Rule, None, message);
                return None;
            }
        };
        self.findings.begin(format!("parsing YAML file {path}: "));
        let (file, document) = self.parse(path, &bytes)?;
        PrometheusConfig::decode(&document, file, &mut self.findings)
    }

    /// The rule files, in promtool's order; a pattern without star must lead to a file.
    fn find_rule_files(&mut self, config: &PrometheusConfig) -> Vec<String> {
        let mut found = Vec::new();
        for pattern in &config.rule_files {
            if self.findings.are_too_many() {
                break;
            }
            let files = match glob(pattern) {
                Ok(files) => files,
                Err(error) => {
                    self.broken(pattern.spot, error.to_string());
                    continue;
                }
            };
            let text = || quote(pattern.as_bytes());
            if !pattern.contains('*') && patterns::has_star_only_at_end(pattern) {
                match files.first() {
                    None => self.broken(pattern.spot, format!("{} does not point to an existing file", text())),
                    Some(first) => {
                        if let Err(error) = Path::new(first).metadata() {
                            let shown = quote(first.as_bytes());
                            let why = error_text(&error);
                            self.broken(pattern.spot, format!("error checking rule file {shown}: stat {first}: {why}"));
                        }
                    }
                }
            }
            if files.is_empty() {
                self.unmatched_patterns.push(pattern.clone());
            }
            found.extend(files);
        }
        found
    }

    /// Notes that something outside of the text, which it names, is not as it should be.
    fn broken(&mut self, spot: Spot, message: impl Into<String>) {
        self.findings.add("config/file", Class::Rule, Some(spot), message);
    }

    fn warn(&mut self, code: &'static str, spot: Option<Spot>, message: String, is_told: bool) {
        let is_told = is_told && self.findings.is_empty();
        self.warnings.push(Warning { code, message, spot, is_told });
    }
}
