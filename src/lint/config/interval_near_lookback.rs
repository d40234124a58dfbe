//! A scrape interval that leaves no room for a failed scrape.
//!
//! ## What it does
//! Looks for jobs whose scrape interval is longer than half of the lookback delta (`--query.lookback-delta`, five minutes by
//! default), but shorter than all of it. Only on request: for slow things such an interval may do.
//!
//! ## Why it is bad
//! One scrape that fails or comes late makes a gap in all series of the target.
//!
//! ## Example
//! ```yaml
//! scrape_configs:
//!   - job_name: certificates
//!     scrape_interval: 4m
//!     static_configs:
//!       - targets: [ssl-exporter:9219]
//! ```
//!
//! ## How to fix
//! Scrape at least twice within the lookback delta.
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
use crate::{
    config::check::Checked,
    diagnostic::{Diagnostic, Severity},
};

pub(super) const LINT: Lint =
    Lint::new("config/interval-near-lookback", include_str!("interval_near_lookback.rs"), Check::Config(check))
        .level(Severity::Info)
        .on_request();

fn check(checked: &Checked, found: &mut Vec<Diagnostic>) {
    let lookback = checked.lookback_delta;
    for job in &checked.jobs {
        let interval = job.scrape_interval;
        if interval >= lookback || interval.milliseconds <= lookback.milliseconds / 2 {
            continue;
        }
        let Some(place) = interval_place(checked, job) else { continue };
        let name = &job.job_name;
        let message = format!(
            "the job `{name}` is scraped every {interval}: after one failed scrape its series are gone, because samples \
             count for {lookback} only"
        );
        found.push(LINT.at(place, message));
    }
}

#[cfg(test)]
mod tests {
    use super::{super::super::fixtures::found_in_config, *};

    #[test]
    fn half_of_the_lookback_delta_is_fine() {
        for (interval, expected) in [("150s", 0), ("151s", 1), ("299s", 1), ("5m", 0)] {
            let text = format!("scrape_configs: [{{job_name: j, scrape_interval: {interval}}}]");
            assert_eq!(found_in_config(&LINT, &text).len(), expected, "{interval}");
        }
    }
}
