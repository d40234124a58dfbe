//! `global`: what holds for every scrape configuration that says nothing else; and `runtime`.

use super::{
    decode::{
        Checks, Decode, Decoder, Duration, Located, Map, Section, Size, ValidationScheme, binary, section, unchecked,
    },
    scrape_protocol::ScrapeProtocols,
    tls_client::resolve_path,
};
use crate::{
    golang::quote::quote,
    yaml::{Dialect, NodeId},
};
use std::path::Path;

section! {
    /// Prometheus' `global`. A null section is the same as none.
    pub struct Global {
        scrape_interval: Duration,
        scrape_timeout: Duration,
        scrape_protocols: ScrapeProtocols,
        evaluation_interval: Duration,
        rule_query_offset: Duration,
        query_log_file: String,
        scrape_failure_log_file: String,
        external_labels: ExternalLabels,
        body_size_limit: Size,
        sample_limit: u64,
        target_limit: u64,
        label_limit: u64,
        label_name_length_limit: u64,
        label_value_length_limit: u64,
        keep_dropped_targets: u64,
        metric_name_validation_scheme: ValidationScheme,
        metric_name_escaping_scheme: String,
        scrape_native_histograms: Option<bool>,
        extra_scrape_metrics: Option<bool>,
        convert_classic_histograms_to_nhcb: bool,
        always_scrape_classic_histograms: bool,
    }
}

section! {
    /// Prometheus' `runtime`: how its own runtime is tuned.
    pub struct Runtime {
        gogc: i64,
    }
}

unchecked! {
    Runtime: "config.RuntimeConfig", "config.RuntimeConfig";
}

/// The labels of everything that leaves Prometheus.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ExternalLabels {
    /// Names and values, in the order of the file.
    pub labels: Map<String>,
    /// What Prometheus says of names and values that are not UTF-8, which only `!!binary` makes possible.
    not_text: Vec<Located<String>>,
}

impl Decode for ExternalLabels {
    fn go_type() -> String {
        Map::<String>::go_type()
    }

    fn null() -> ExternalLabels {
        ExternalLabels::default()
    }

    fn decode(node: NodeId, decoder: &mut Decoder<'_>) -> Option<ExternalLabels> {
        let labels = Map::decode(node, decoder)?;
        let mut not_text = Vec::new();
        for entry in decoder.document.entries(node, Dialect::V2).unwrap_or_default() {
            for (part, what) in [(entry.key, "name"), (entry.value, "value")] {
                if let Some(Ok(bytes)) = binary(part, decoder)
                    && std::str::from_utf8(&bytes).is_err()
                {
                    let value = format!("{} is not a valid label {what}", quote(&bytes));
                    not_text.push(Located { value, spot: decoder.spot(part) });
                }
            }
        }
        Some(ExternalLabels { labels, not_text })
    }
}

/// The interval of scrapes and of rules when nothing is said.
const DEFAULT_INTERVAL: Duration = Duration::minutes(1);
const DEFAULT_TIMEOUT: Duration = Duration::seconds(10);

impl Section for Global {
    const GO_NAME: &'static str = "config.GlobalConfig";
    const GO_FIELDS: &'static str = "config.plain";

    fn check(&mut self, checks: &mut Checks<'_>) {
        if self.metric_name_validation_scheme == ValidationScheme::Unset {
            self.metric_name_validation_scheme = ValidationScheme::Utf8;
        }
        self.check_external_labels(checks);
        if self.scrape_interval == Duration::ZERO {
            self.scrape_interval = DEFAULT_INTERVAL;
        }
        if self.scrape_timeout > self.scrape_interval {
            let message = "global scrape timeout greater than scrape interval";
            checks.error_beside("scrape_timeout", message, &["scrape_interval"]);
        }
        self.fill_in();
        if let Some(protocols) = &self.scrape_protocols
            && let Err((message, index)) = protocols.check()
        {
            let spot = index.and_then(|index| protocols.0.get(index)).map(|protocol| protocol.spot);
            let spot = spot.unwrap_or_else(|| checks.origin().blame("scrape_protocols"));
            checks.add(spot, format!("{message} for global config"));
        }
    }
}

impl Global {
    /// The section when the file has none.
    pub(super) fn absent() -> Global {
        let mut global = Global { metric_name_validation_scheme: ValidationScheme::Utf8, ..Global::default() };
        global.fill_in();
        global
    }

    /// Puts defaults where nothing, or zero, is said.
    fn fill_in(&mut self) {
        if self.scrape_interval == Duration::ZERO {
            self.scrape_interval = DEFAULT_INTERVAL;
        }
        if self.scrape_timeout == Duration::ZERO {
            self.scrape_timeout = DEFAULT_TIMEOUT.min(self.scrape_interval);
        }
        if self.evaluation_interval == Duration::ZERO {
            self.evaluation_interval = DEFAULT_INTERVAL;
        }
    }

    /// The names under the scheme, and texts that Prometheus could not store; by name, as it does.
    fn check_external_labels(&self, checks: &mut Checks<'_>) {
        for broken in &self.external_labels.not_text {
            checks.add(broken.spot, broken.value.as_str());
        }
        let mut entries: Vec<_> = self.external_labels.labels.entries().iter().collect();
        entries.sort_by(|left, right| left.name.value.cmp(&right.name.value));
        for entry in entries {
            // A label without value is none.
            if !entry.value.is_empty() && !self.metric_name_validation_scheme.allows_label_name(&entry.name) {
                let shown = quote(entry.name.as_bytes());
                checks.add(entry.name.spot, format!("{shown} is not a valid label name"));
            }
        }
    }

    /// Joins relative paths to `directory`.
    pub(super) fn resolve_paths(&mut self, directory: &Path) {
        resolve_path(&mut self.query_log_file, directory);
        resolve_path(&mut self.scrape_failure_log_file, directory);
    }
}
