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
    config::{Origin, check::Checked},
    diagnostic::{Diagnostic, Severity},
};

pub(super) const LINT: Lint =
    Lint::new("config/duplicate-remote-write", include_str!("duplicate_remote_write.rs"), Check::Config(check))
        .level(Severity::Error);

fn check(checked: &Checked, found: &mut Vec<Diagnostic>) {
    let Some(config) = &checked.config else { return };
    let writes: Vec<_> = config.remote_write.iter().filter_map(|remote| remote.as_ref()).collect();
    tell_repeated(checked, "remote write", &writes, |remote| &remote.origin, found);
    let reads: Vec<_> = config.remote_read.iter().filter_map(|remote| remote.as_ref()).collect();
    tell_repeated(checked, "remote read", &reads, |remote| &remote.origin, found);
}

fn tell_repeated<T: PartialEq>(
    checked: &Checked,
    what: &str,
    sections: &[&T],
    origin: impl Fn(&T) -> &Origin,
    found: &mut Vec<Diagnostic>,
) {
    for (index, section) in sections.iter().enumerate() {
        let Some(first) = sections.iter().take(index).find(|first| first == &section) else { continue };
        let Some(place) = checked.place(origin(section).blame("url")) else { continue };
        let message =
            format!("this section is here twice: Prometheus refuses duplicate {what} configs and does not start");
        let finding = LINT.at(place, message);
        found.push(match checked.place(origin(first).blame("url")) {
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
