//! Findings in Prometheus' configuration: jobs, relabelling, secrets.
//!
//! `chain` lists the relabelling rules, `relabel_flow` says what is certain of them, `meta_labels` knows the labels of the
//! service discoveries, `clients` lists whatever talks HTTP. What makes a file unusable is found in `config` while it is
//! read, and has its pages in `reading`.

mod chain;
mod clients;
mod deprecated_key;
mod duplicate_remote_write;
mod duplicate_target;
mod empty_job;
mod evaluation_shorter_than_scrape;
mod federate_without_honor_labels;
mod federate_without_match;
mod honor_labels;
mod inline_secret;
mod insecure_skip_verify;
mod interval_near_lookback;
mod labelmap_to_one_label;
mod meta_label_in_metric_relabeling;
mod meta_labels;
mod no_external_labels;
mod probe_without_exporter;
mod reading;
mod relabel_drops_all;
mod relabel_flow;
mod relabel_loses_name;
mod relabel_no_effect;
mod relabel_overwritten;
mod relabel_regex_anchors;
mod relabel_unescaped_dot;
mod relabel_unknown_group;
mod relabel_unread_label;
mod relabel_without_source;
mod rule_files_match_nothing;
mod secret_over_http;
mod target_in_several_jobs;
mod too_long_scrape_interval;
mod unknown_meta_label;

use super::Lint;
use crate::{
    config::{ScrapeConfig, check::Checked},
    diagnostic::Place,
};

/// The lints of this area.
pub(super) const LINTS: &[&Lint] = &[
    &deprecated_key::LINT,
    &duplicate_remote_write::LINT,
    &duplicate_target::LINT,
    &empty_job::LINT,
    &evaluation_shorter_than_scrape::LINT,
    &federate_without_honor_labels::LINT,
    &federate_without_match::LINT,
    &honor_labels::LINT,
    &inline_secret::LINT,
    &insecure_skip_verify::LINT,
    &interval_near_lookback::LINT,
    &labelmap_to_one_label::LINT,
    &meta_label_in_metric_relabeling::LINT,
    &no_external_labels::LINT,
    &probe_without_exporter::LINT,
    &relabel_drops_all::LINT,
    &relabel_loses_name::LINT,
    &relabel_no_effect::LINT,
    &relabel_overwritten::LINT,
    &relabel_regex_anchors::LINT,
    &relabel_unescaped_dot::LINT,
    &relabel_unknown_group::LINT,
    &relabel_unread_label::LINT,
    &relabel_without_source::LINT,
    &rule_files_match_nothing::LINT,
    &secret_over_http::LINT,
    &target_in_several_jobs::LINT,
    &too_long_scrape_interval::LINT,
    &unknown_meta_label::LINT,
];

/// The pages of findings that come from elsewhere.
pub(super) const PAGES: &[&Lint] = reading::PAGES;

/// Where a job's scrape interval stands: in the job, in `global`, or nowhere, and then the job's name has to do.
fn interval_place(checked: &Checked, job: &ScrapeConfig) -> Option<Place> {
    let global = || checked.config.as_ref()?.global.origin.value("scrape_interval");
    let spot = job.origin.value("scrape_interval").or_else(global);
    checked.place(spot.unwrap_or_else(|| job.origin.blame("job_name")))
}
