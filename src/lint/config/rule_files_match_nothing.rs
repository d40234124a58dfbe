//! A pattern of files that leads to none.
//!
//! ## What it does
//! Looks for patterns in `rule_files` and `scrape_config_files` that match no file although their directory is there.
//! Where the directory is missing too, the configuration is probably checked elsewhere than it is used, and the lint is
//! silent.
//!
//! ## Why it is bad
//! Prometheus starts without these rules or jobs, and says nothing: alerts that were written never fire.
//!
//! ## Example
//! ```yaml
//! rule_files:
//!   - "*.rules"
//! ```
//!
//! ## How to fix
//! Correct the pattern; it starts at the configuration's directory.
//! ```yaml
//! rule_files:
//!   - "rules/*.yml"
//! ```

use super::super::{Lint, definition::Check};
use crate::{config::check::Checked, diagnostic::Diagnostic};
use std::path::Path;

pub(super) const LINT: Lint =
    Lint::new("config/rule-files-match-nothing", include_str!("rule_files_match_nothing.rs"), Check::Config(check));

fn check(checked: &Checked, found: &mut Vec<Diagnostic>) {
    for pattern in &checked.unmatched_patterns {
        let directory = Path::new(&pattern.value).parent();
        // A pattern without a star must lead to a file, and is an error already.
        let is_pattern = pattern.contains(['*', '?', '[']);
        if !is_pattern || !directory.is_some_and(|directory| directory.is_dir()) {
            continue;
        }
        let Some(place) = checked.place(pattern.spot) else { continue };
        found.push(LINT.at(place, format!("no file matches `{}`", pattern.value)));
    }
}

#[cfg(test)]
mod tests {
    use super::{super::super::fixtures::found_in_config, *};

    #[test]
    fn files_of_jobs_are_looked_for_too() {
        let found =
            found_in_config(&LINT, "scrape_config_files: ['*.job.yml']\nrule_files: ['pro*.yml', 'none/*.yml']\n");
        assert!(matches!(found.as_slice(), [one] if one.starts_with("'*.job.yml': no file matches")), "{found:?}");
    }
}
