//! `http_sd_configs`: target groups that a web server gives.

use super::url_is_valid;
use crate::config::{
    HttpClientConfig,
    decode::{Checks, Duration, Section, section},
};

section! {
    /// The URL to fetch.
    pub struct Http {
        url: String,
        refresh_interval: Duration = Duration::seconds(60),
    }
    inline http: HttpClientConfig
}

impl Section for Http {
    const GO_NAME: &'static str = "http.SDConfig";
    const GO_FIELDS: &'static str = "http.plain";

    fn check(&mut self, checks: &mut Checks<'_>) {
        check_web_address(&self.url, checks);
        checks.run(&mut self.http);
    }
}

/// What this and `puppetdb_sd_configs` demand of their URL.
pub(super) fn check_web_address(url: &str, checks: &mut Checks<'_>) {
    if url.is_empty() {
        return checks.error("url", "URL is missing");
    }
    let Some(parts) = url_is_valid(url, "url", "", checks) else { return };
    if parts.scheme != "http" && parts.scheme != "https" {
        checks.error("url", "URL scheme must be 'http' or 'https'");
    } else if parts.host.is_empty() {
        checks.error("url", "host is missing in URL");
    }
}
