//! `http_headers`: headers to send with every request.

use super::{
    Secret,
    error::{BrokenRule, broken},
    scalar,
    tls_client::resolve_path,
};
use serde::Deserialize;
use std::{collections::BTreeMap, path::Path};

/// The values of one header, sent in this order: plain ones, secret ones, contents of files.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Header {
    /// Values that may be shown.
    #[serde(deserialize_with = "scalar::texts")]
    pub values: Vec<String>,
    /// Values that may not.
    #[serde(deserialize_with = "scalar::secrets")]
    pub secrets: Vec<Secret>,
    /// Files with one value each.
    #[serde(deserialize_with = "scalar::texts")]
    pub files: Vec<String>,
}

/// Headers that belong to the protocol or to another setting, in lower case.
const RESERVED: [&str; 18] = [
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
    "x-prometheus-scrape-timeout-seconds",
    "x-amz-date",
    "x-amz-security-token",
    "x-amz-content-sha256",
];

/// Refuses headers that belong to the protocol or to another setting.
pub(super) fn check(headers: &BTreeMap<String, Header>) -> Result<(), BrokenRule> {
    match headers.keys().find(|name| RESERVED.contains(&name.to_ascii_lowercase().as_str())) {
        Some(name) => Err(broken(name, format!("setting header \"{}\" is not allowed", canonical_name(name)))),
        None => Ok(()),
    }
}

/// Joins relative paths to `directory`.
pub(super) fn resolve_paths(headers: &mut BTreeMap<String, Header>, directory: &Path) {
    headers.values_mut().flat_map(|header| &mut header.files).for_each(|path| resolve_path(path, directory));
}

/// The name as Go writes it: each word between dashes with one capital, at its start.
fn canonical_name(name: &str) -> String {
    let capitalised = |word: &str| {
        let (first, rest) = word.split_at(usize::from(!word.is_empty()));
        first.to_ascii_uppercase() + &rest.to_ascii_lowercase()
    };
    name.split('-').map(capitalised).collect::<Vec<_>>().join("-")
}
