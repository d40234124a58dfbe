//! The four proxy settings that `HTTPClientConfig` and `oauth2` share.

use super::{
    Secret,
    error::{BrokenRule, broken},
};
use std::collections::BTreeMap;

/// Which proxy to go through.
///
/// In YAML these are fields of the section around them, not a section of their own.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ProxyConfig {
    /// The proxy's URL, which may carry a password; given but empty means the same as not given.
    pub url: Option<Secret>,
    /// Hosts to reach without it, separated by commas.
    pub no_proxy: String,
    /// Whether `HTTP_PROXY`, `HTTPS_PROXY` and `NO_PROXY` decide.
    pub from_environment: bool,
    /// Headers that only the proxy sees.
    pub connect_header: BTreeMap<String, Vec<Secret>>,
}

impl ProxyConfig {
    /// The URL, unless it is empty.
    pub fn given_url(&self) -> Option<&Secret> {
        self.url.as_ref().filter(|url| !url.is_empty())
    }

    /// Prometheus' rules, in its order.
    pub(super) fn check(&self) -> Result<(), BrokenRule> {
        if let Some(url) = self.given_url()
            && let Err(error) = url::Url::parse(url.expose())
        {
            return Err(broken("proxy_url", format!("proxy_url is not an absolute URL: {error}")));
        }
        if !self.connect_header.is_empty() && !self.from_environment && self.given_url().is_none() {
            return Err(broken(
                "proxy_connect_header",
                "if proxy_connect_header is configured, proxy_url or proxy_from_environment must also be configured",
            ));
        }
        if self.from_environment && self.given_url().is_some() {
            return Err(broken(
                "proxy_url",
                "if proxy_from_environment is configured, proxy_url must not be configured",
            ));
        }
        if self.from_environment && !self.no_proxy.is_empty() {
            return Err(broken("no_proxy", "if proxy_from_environment is configured, no_proxy must not be configured"));
        }
        if self.url.is_none() && !self.no_proxy.is_empty() {
            return Err(broken("no_proxy", "if no_proxy is configured, proxy_url must also be configured"));
        }
        Ok(())
    }
}
