//! How to reach a server, as flags and environment say it.

use super::Error;
use crate::{
    config::{HttpClientConfig, Secret},
    http,
};
use std::{path::PathBuf, time::Duration};
use url::Url;

/// promtool's time limit of a query.
const TIMEOUT: Duration = Duration::from_secs(120);
/// The largest answer that is read unless told otherwise: 4 GiB.
const LARGEST_ANSWER_BYTES: u64 = 4 << 30;

/// How to reach a server.
#[derive(Clone, Debug, Default)]
pub struct ConnectionOptions {
    /// The server's URL, as [`server_url`] takes it.
    pub url: String,
    /// promtool's `--http.config.file`.
    pub http_config_file: Option<PathBuf>,
    /// More headers to send; an `Authorization` among them wins over every other credential.
    pub headers: Vec<(String, String)>,
    /// A bearer token, instead of a configuration file.
    pub bearer_token: Option<Secret>,
    /// User and password, instead of a configuration file.
    pub basic_auth: Option<(String, Secret)>,
    /// How long one query may take on the wire; `None` means two minutes.
    pub timeout: Option<Duration>,
    /// The largest answer to read, in bytes after decompression; `None` means 4 GiB.
    pub largest_answer_bytes: Option<u64>,
}

impl ConnectionOptions {
    /// The options for `url` with everything else at its default.
    pub fn new(url: impl Into<String>) -> ConnectionOptions {
        ConnectionOptions { url: url.into(), ..ConnectionOptions::default() }
    }

    /// Whether the URL names a user.
    pub(super) fn has_user_in_url(&self) -> bool {
        server_url(&self.url).is_ok_and(|url| !url.username().is_empty())
    }

    pub(super) fn time_limit(&self) -> Duration {
        self.timeout.unwrap_or(TIMEOUT)
    }

    pub(super) fn size_limit(&self) -> u64 {
        self.largest_answer_bytes.unwrap_or(LARGEST_ANSWER_BYTES)
    }

    /// The client's configuration: the file's, or the defaults.
    pub(super) fn http_config(&self) -> Result<HttpClientConfig, Error> {
        match &self.http_config_file {
            Some(_) if self.has_user_in_url() => Err(Error::TwoCredentials),
            Some(path) => HttpClientConfig::load(path).map_err(Error::Config),
            None => Ok(HttpClientConfig::without_file()),
        }
    }
}

/// Reads a server's URL: `http://host:9090/prefix`, or without a scheme `host:9090/prefix`, which means `http://`.
pub fn server_url(text: &str) -> Result<Url, Error> {
    let text = text.trim();
    let with_scheme = if text.contains("://") { text.to_string() } else { format!("http://{text}") };
    let refused = |reason: String| {
        // What stands before an @ may be a password.
        let shown = with_scheme.rsplit('@').next().unwrap_or("");
        Error::Url { url: shown.to_string(), reason }
    };
    let url = Url::parse(&with_scheme).map_err(|error| refused(error.to_string()))?;
    match url.scheme() {
        "http" | "https" if url.has_host() => Ok(url),
        "http" | "https" => Err(refused("it names no host".to_string())),
        scheme => {
            Err(Error::Url { url: http::redacted(&url), reason: format!("unsupported protocol scheme \"{scheme}\"") })
        }
    }
}

/// Reads a `--header` argument, `NAME=VALUE` or `NAME:VALUE`, cut at the first `=` or `:`; nothing is trimmed, as in promtool.
pub fn parse_header(text: &str) -> Result<(String, String), Error> {
    match text.split_once(['=', ':']) {
        Some((name, value)) => Ok((name.to_string(), value.to_string())),
        None => Err(Error::Header),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn urls_may_lack_the_scheme() {
        assert_eq!(server_url("localhost:9090/prom").unwrap().as_str(), "http://localhost:9090/prom");
        assert_eq!(server_url("https://h").unwrap().as_str(), "https://h/");
        assert!(server_url("").is_err());
        let error = server_url("ftp://me:pa55word@h/").unwrap_err().to_string();
        assert_eq!(error, "ftp://me:***@h/: unsupported protocol scheme \"ftp\"");
        let error = server_url("http://me:pa55word@h:port/").unwrap_err().to_string();
        assert!(!error.contains("pa55word"), "{error}");
    }

    #[test]
    fn headers_are_cut_at_the_first_separator() {
        let pair = |name: &str, value: &str| (name.to_string(), value.to_string());
        assert_eq!(parse_header("X-Scope-OrgID=a:b").unwrap(), pair("X-Scope-OrgID", "a:b"));
        assert_eq!(parse_header("A: b=c").unwrap(), pair("A", " b=c"));
        assert_eq!(parse_header("secret").unwrap_err().to_string(), "expected KEY=VALUE or KEY:VALUE in a header");
    }
}
