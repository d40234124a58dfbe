//! A dot that matches anything.
//!
//! ## What it does
//! Looks for patterns of relabelling rules that look like the name of a host or file, with dots between letters or digits
//! that are not escaped. Only on request: what else they match is rarely there.
//!
//! ## Why it is bad
//! A dot in a pattern stands for any character: `example.org` also matches `example-org`.
//!
//! ## Example
//! ```yaml
//! scrape_configs:
//!   - job_name: node
//!     dns_sd_configs:
//!       - names: [node.example.org]
//!     relabel_configs:
//!       - source_labels: [__meta_dns_name]
//!         regex: node.example.org
//!         action: keep
//! ```
//!
//! ## How to fix
//! Escape the dots.
//! ```yaml
//! scrape_configs:
//!   - job_name: node
//!     dns_sd_configs:
//!       - names: [node.example.org]
//!     relabel_configs:
//!       - source_labels: [__meta_dns_name]
//!         regex: node\.example\.org
//!         action: keep
//! ```

use super::{
    super::{Lint, definition::Check},
    chain::chains,
};
use crate::{
    config::check::Checked,
    diagnostic::{Diagnostic, Severity},
};

pub(super) const LINT: Lint =
    Lint::new("config/relabel-unescaped-dot", include_str!("relabel_unescaped_dot.rs"), Check::Config(check))
        .level(Severity::Info)
        .on_request();

fn check(checked: &Checked, found: &mut Vec<Diagnostic>) {
    for chain in chains(checked) {
        for rule in &chain.rules {
            let Some(regex) = rule.given_regex().filter(|regex| has_plain_dot(regex.as_str())) else { continue };
            let Some(place) = chain.place(rule, "regex") else { continue };
            let message = format!("a dot in `{}` stands for any character", regex.as_str());
            found.push(LINT.at(place, message).hinted("write `\\.` for a dot"));
        }
    }
}

/// Whether a dot stands between letters or digits, as in a name.
fn has_plain_dot(pattern: &str) -> bool {
    pattern.as_bytes().windows(3).any(|window| match window {
        [before, b'.', after] => before.is_ascii_alphanumeric() && after.is_ascii_alphanumeric(),
        _ => false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_are_no_names() {
        assert!(has_plain_dot("a.b") && has_plain_dot("(x|a.b):.+"));
        assert!(!has_plain_dot("a.*b") && !has_plain_dot(r"a\.b") && !has_plain_dot("a[.]b") && !has_plain_dot("a.+"));
    }
}
