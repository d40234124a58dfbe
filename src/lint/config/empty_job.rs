//! A job without targets.
//!
//! ## What it does
//! Looks for jobs that have no service discovery and no target written out.
//!
//! ## Why it is bad
//! Nothing is scraped, and no alert says so, because there is no `up` of a target that is not known.
//!
//! ## Example
//! ```yaml
//! scrape_configs:
//!   - job_name: node
//!     scrape_interval: 15s
//! ```
//!
//! ## How to fix
//! Say where the targets come from, or remove the job.
//! ```yaml
//! scrape_configs:
//!   - job_name: node
//!     scrape_interval: 15s
//!     static_configs:
//!       - targets: [db-1:9100]
//! ```

use super::super::{Lint, definition::Check};
use crate::{config::check::Checked, diagnostic::Diagnostic};

pub(super) const LINT: Lint = Lint::new("config/empty-job", include_str!("empty_job.rs"), Check::Config(check));

fn check(checked: &Checked, found: &mut Vec<Diagnostic>) {
    for job in &checked.jobs {
        let discoveries = &job.discoveries;
        let has_targets = discoveries.static_configs.iter().any(|group| !group.targets.is_empty());
        if has_targets || !discoveries.list.is_empty() {
            continue;
        }
        let Some(place) = checked.place(job.origin.blame("job_name")) else { continue };
        let what = match discoveries.static_configs.is_empty() {
            true => "has no service discovery and no `static_configs`",
            false => "has `static_configs` without targets and no service discovery",
        };
        found.push(LINT.at(place, format!("the job `{}` scrapes nothing: it {what}", job.job_name)));
    }
}

#[cfg(test)]
mod tests {
    use super::{super::super::fixtures::found_in_config, *};

    #[test]
    fn any_way_to_targets_will_do() {
        let clean: [&str; 0] = [];
        for way in ["static_configs: [{targets: []}, {targets: [a]}]", "dns_sd_configs: [{names: [a]}]"] {
            assert_eq!(found_in_config(&LINT, &format!("scrape_configs: [{{job_name: j, {way}}}]")), clean, "{way}");
        }
        let text = "scrape_configs: [{job_name: j, static_configs: [{targets: []}]}]";
        let expected =
            "j: the job `j` scrapes nothing: it has `static_configs` without targets and no service discovery";
        assert_eq!(found_in_config(&LINT, text), [expected]);
    }
}
