//! The same receiver or giver of samples twice.
//!
//! ## What it does
//! Looks for sections of `remote_write`, and of `remote_read`, that are equal. promtool does not look at this.
//!
//! ## Why it is bad
//! Prometheus does not start: "duplicate remote write configs are not allowed".
//!
//! ## Example
//! ```yaml
//! remote_write:
//!   - url: https://receiver.example.org/api/v1/write
//!   - url: https://receiver.example.org/api/v1/write
//! ```
//!
//! ## How to fix
//! Remove one of them. If the samples are to be sent twice, give each a `name`.
//! ```yaml
//! remote_write:
//!   - url: https://receiver.example.org/api/v1/write
//! ```

use super::super::{Lint, definition::Check};
use crate::{
    config::{GoUrl, Origin, check::Checked},
    diagnostic::{Diagnostic, Severity},
};
use hashbrown::HashMap;

pub(super) const LINT: Lint =
    Lint::new("config/duplicate-remote-write", include_str!("duplicate_remote_write.rs"), Check::Config(check))
        .level(Severity::Error);

/// A section is held against the first so many of the same URL.
const MOST_SECTIONS: usize = 20;

fn check(checked: &Checked, found: &mut Vec<Diagnostic>) {
    let Some(config) = &checked.config else { return };
    let url = |url: &Option<GoUrl>| url.as_ref().map(|url| url.text.clone()).unwrap_or_default();
    let writes = config.remote_write.iter().filter_map(|remote| remote.as_ref());
    tell_repeated(checked, "remote write", writes.map(|remote| (url(&remote.url), &remote.origin, remote)), found);
    let reads = config.remote_read.iter().filter_map(|remote| remote.as_ref());
    tell_repeated(checked, "remote read", reads.map(|remote| (url(&remote.url), &remote.origin, remote)), found);
}

/// Tells of sections that are equal to an earlier one, each given with its URL and where it stands.
fn tell_repeated<'a, T: PartialEq + 'a>(
    checked: &Checked,
    what: &str,
    sections: impl Iterator<Item = (String, &'a Origin, &'a T)>,
    found: &mut Vec<Diagnostic>,
) {
    let mut known: HashMap<String, Vec<(&Origin, &T)>> = HashMap::new();
    for (url, origin, section) in sections {
        let known = known.entry(url).or_default();
        let first = known.iter().find(|(_, first)| *first == section).map(|(first, _)| first.blame("url"));
        if first.is_none() && known.len() < MOST_SECTIONS {
            known.push((origin, section));
        }
        let (Some(first), Some(place)) = (first, checked.place(origin.blame("url"))) else { continue };
        let refusal = format!("Prometheus refuses duplicate {what} configs and does not start");
        let finding = LINT.at(place, format!("this section is here twice: {refusal}"));
        found.push(match checked.place(first) {
            Some(place) => finding.with_label(place, "first here"),
            None => finding,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::{super::super::fixtures::found_in_config, *};

    #[test]
    fn any_difference_makes_them_two() {
        let clean: [&str; 0] = [];
        for other in ["name: b", "remote_timeout: 10s", "write_relabel_configs: [{target_label: a, replacement: b}]"] {
            let text = format!("remote_write: [{{url: 'http://a'}}, {{url: 'http://a', {other}}}]");
            assert_eq!(found_in_config(&LINT, &text), clean, "{other}");
        }
        assert_eq!(found_in_config(&LINT, "remote_read: [{url: 'http://a'}, {url: 'http://a'}]").len(), 1);
    }
}
