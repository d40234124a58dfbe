//! The four proxy settings that `HTTPClientConfig` and `oauth2` share.

use super::{
    Secret,
    decode::{Checks, Decode, Decoder, Map, Section, section},
};
use crate::{golang::url::parse_url, yaml::NodeId};

section! {
    /// Which proxy to go through.
    ///
    /// In YAML these are fields of the section around them, not a section of their own.
    pub struct ProxyConfig {
        /// The proxy's URL, which may carry a password; given but empty means the same as not given.
        proxy_url: Option<ProxyUrl>,
        /// Hosts to reach without it, separated by commas.
        no_proxy: String,
        /// Whether `HTTP_PROXY`, `HTTPS_PROXY` and `NO_PROXY` decide.
        proxy_from_environment: bool,
        /// Headers that only the proxy sees.
        proxy_connect_header: Map<Vec<Secret>>,
    }
}

/// A proxy's URL; a type of its own so that a present but empty one differs from an absent one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProxyUrl(pub Secret);

impl Decode for ProxyUrl {
    fn go_type() -> String {
        "string".into()
    }

    fn null() -> ProxyUrl {
        ProxyUrl(Secret::default())
    }

    fn decode(node: NodeId, decoder: &mut Decoder<'_>) -> Option<ProxyUrl> {
        let text = decoder.text(node, "string")?;
        if text.contains('@') {
            let spot = decoder.spot(node);
            decoder.findings.note_secret(spot);
        }
        if let Err(error) = parse_url(text) {
            decoder.refuse(node, error.to_string());
            return None;
        }
        Some(ProxyUrl(Secret::new(text)))
    }
}

impl ProxyConfig {
    /// The URL, unless it is empty.
    pub fn given_url(&self) -> Option<&Secret> {
        self.proxy_url.as_ref().map(|url| &url.0).filter(|url| !url.is_empty())
    }
}

impl Section for ProxyConfig {
    const GO_NAME: &'static str = "config.ProxyConfig";
    const GO_FIELDS: &'static str = "config.plain";

    fn check(&mut self, checks: &mut Checks<'_>) {
        let has_url = self.given_url().is_some();
        if !self.proxy_connect_header.is_empty() && !self.proxy_from_environment && !has_url {
            let message =
                "if proxy_connect_header is configured, proxy_url or proxy_from_environment must also be configured";
            checks.error("proxy_connect_header", message);
        }
        if self.proxy_from_environment && has_url {
            let message = "if proxy_from_environment is configured, proxy_url must not be configured";
            checks.error_beside("proxy_url", message, &["proxy_from_environment"]);
        }
        if self.proxy_from_environment && !self.no_proxy.is_empty() {
            let message = "if proxy_from_environment is configured, no_proxy must not be configured";
            checks.error_beside("no_proxy", message, &["proxy_from_environment"]);
        } else if self.proxy_url.is_none() && !self.no_proxy.is_empty() {
            checks.error("no_proxy", "if no_proxy is configured, proxy_url must also be configured");
        }
    }
}
