//! `http_headers`: headers to send with every request; and the names that no headers of ours may have.

use super::{
    Secret,
    decode::{Checks, Map, Section, Spot, section},
    tls_client::resolve_path,
};
use crate::golang::quote::quote;
use std::path::Path;

section! {
    /// The values of one header, sent in this order: plain ones, secret ones, contents of files.
    pub struct Header {
        /// Values that may be shown.
        values: Vec<String>,
        /// Values that may not.
        secrets: Vec<Secret>,
        /// Files with one value each.
        files: Vec<String>,
    }
}

impl Section for Header {
    const GO_NAME: &'static str = "config.Header";
    const GO_FIELDS: &'static str = "config.Header";
    const IS_SECRET: bool = true;

    fn check(&mut self, _: &mut Checks<'_>) {}
}

/// Headers that belong to the protocol or to another setting, in lower case.
const RESERVED: [&str; 17] = [
    "authorization",
    "host",
    "content-encoding",
    "content-length",
    "content-type",
    "user-agent",
    "connection",
    "keep-alive",
    "proxy-authenticate",
    "proxy-authorization",
    "www-authenticate",
    "accept-encoding",
    "x-prometheus-remote-write-version",
    "x-prometheus-remote-read-version",
    "x-amz-date",
    "x-amz-security-token",
    "x-amz-content-sha256",
];

/// One more that only HTTP clients refuse.
const RESERVED_BY_CLIENTS: &str = "x-prometheus-scrape-timeout-seconds";

/// Refuses headers of a client that belong to the protocol or to another setting.
pub(super) fn check(headers: &Map<Header>, checks: &mut Checks<'_>) {
    for entry in headers.entries() {
        let name = entry.name.to_ascii_lowercase();
        if RESERVED.contains(&name.as_str()) || name == RESERVED_BY_CLIENTS {
            let shown = quote(canonical_name(&entry.name).as_bytes());
            checks.add(entry.name.spot, format!("setting header {shown} is not allowed"));
        }
    }
}

/// Refuses such headers where they are a plain map; `about_authorization` is what to say to `Authorization`.
pub(super) fn check_plain(headers: &Map<String>, about_authorization: &str, checks: &mut Checks<'_>) {
    for (spot, name) in names(headers) {
        match name.to_lowercase().as_str() {
            "authorization" => drop(checks.add(spot, about_authorization)),
            lower if RESERVED.contains(&lower) => {
                checks.add(spot, format!("{name} is a reserved header. It must not be changed"));
            }
            _ => {}
        }
    }
}

fn names(headers: &Map<String>) -> impl Iterator<Item = (Spot, &str)> {
    headers.entries().iter().map(|entry| (entry.name.spot, entry.name.as_str()))
}

/// Joins relative paths to `directory`.
pub(super) fn resolve_paths(headers: &mut Map<Header>, directory: &Path) {
    for header in headers.entries_mut() {
        header.value.files.iter_mut().for_each(|path| resolve_path(path, directory));
    }
}

/// The name as Go writes it: each word between dashes with one capital, at its start.
fn canonical_name(name: &str) -> String {
    // Go leaves a name alone that has other characters than a header may have.
    if !name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte)) {
        return name.to_string();
    }
    let capitalised = |word: &str| {
        let (first, rest) = word.split_at(usize::from(!word.is_empty()));
        first.to_ascii_uppercase() + &rest.to_ascii_lowercase()
    };
    name.split('-').map(capitalised).collect::<Vec<_>>().join("-")
}
