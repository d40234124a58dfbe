//! A scrape interval that is longer than Prometheus looks back.
//!
//! ## What it does
//! Looks for jobs whose scrape interval is not shorter than the lookback delta (`--query.lookback-delta`, five minutes by
//! default). promtool has this one too, as `--lint too-long-scrape-interval`, and tells the first such job only.
//!
//! ## Why it is bad
//! Between two scrapes the series are not there: graphs have gaps, and alerts go off and on.
//!
//! ## Example
//! ```yaml
//! scrape_configs:
//!   - job_name: certificates
//!     scrape_interval: 10m
//!     static_configs:
//!       - targets: [ssl-exporter:9219]
//! ```
//!
//! ## How to fix
//! Scrape at least every two minutes; one scrape may then fail without a gap.
//! ```yaml
//! scrape_configs:
//!   - job_name: certificates
//!     scrape_interval: 2m
//!     static_configs:
//!       - targets: [ssl-exporter:9219]
//! ```

use super::{
    super::{Lint, definition::Check},
    interval_place,
};
use crate::{config::check::Checked, diagnostic::Diagnostic};

pub(super) const LINT: Lint =
    Lint::new("config/too-long-scrape-interval", include_str!("too_long_scrape_interval.rs"), Check::Config(check));

fn check(checked: &Checked, found: &mut Vec<Diagnostic>) {
    let lookback = checked.lookback_delta;
    for job in checked.jobs.iter().filter(|job| job.scrape_interval >= lookback && lookback.milliseconds > 0) {
        let Some(place) = interval_place(checked, job) else { continue };
        let (name, interval) = (&job.job_name, job.scrape_interval);
        let message = format!("the job `{name}` is scraped every {interval}, and samples count for {lookback} only");
        found.push(LINT.at(place, message).hinted("between scrapes its series are not there"));
    }
}

#[cfg(test)]
mod tests {
    use super::{super::super::fixtures::found_in_config, *};

    #[test]
    fn every_job_is_told_where_its_interval_stands() {
        let text = "global: {scrape_interval: 5m}\nscrape_configs:\n- job_name: a\n- {job_name: b, scrape_interval: 6m}\n\
                    - {job_name: c, scrape_interval: 299s}\n";
        assert_eq!(
            found_in_config(&LINT, text),
            [
                "5m: the job `a` is scraped every 5m, and samples count for 5m only",
                "6m: the job `b` is scraped every 6m, and samples count for 5m only"
            ]
        );
    }
}
