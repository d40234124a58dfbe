//! Which proxy a request goes through: none, the configured one, or the environment's.

use super::{
    error::{Error, host_and_port},
    redact::{SentSecrets, redacted},
    tls::innermost_text,
};
use crate::config::ProxyConfig;
use reqwest::{
    NoProxy, Proxy,
    blocking::ClientBuilder,
    header::{HeaderMap, HeaderName, HeaderValue},
};
use url::{Host, Url};

/// The proxies of a client.
#[derive(Default)]
pub(super) struct ProxyRules {
    plain: Option<Url>,
    secure: Option<Url>,
    no_proxy: String,
    headers: HeaderMap,
    /// Whether this machine itself is reached directly, which Go does wherever exceptions are evaluated.
    direct_to_loopback: bool,
}

impl ProxyRules {
    /// The rules of `config`; `environment` looks up a variable.
    pub(super) fn new(
        config: &ProxyConfig,
        environment: impl Fn(&str) -> Option<String>,
        sent: &SentSecrets,
    ) -> Result<ProxyRules, Error> {
        let mut rules = ProxyRules { headers: connect_headers(config, sent)?, ..ProxyRules::default() };
        if let Some(url) = config.given_url() {
            let url = proxy_url(url.expose())?;
            rules.plain = Some(url.clone());
            rules.secure = Some(url);
            rules.no_proxy = config.no_proxy.clone();
            rules.direct_to_loopback = !config.no_proxy.is_empty();
        } else if config.proxy_from_environment {
            let variable = |upper: &str, lower: &str| {
                environment(upper).filter(|text| !text.is_empty()).or_else(|| environment(lower))
            };
            let given = |text: Option<String>| text.filter(|text| !text.is_empty());
            // A web server that runs a program sets HTTP_PROXY from a request's `Proxy` header, so there it means nothing.
            let in_cgi = environment("REQUEST_METHOD").is_some_and(|text| !text.is_empty());
            let plain = if in_cgi { None } else { given(variable("HTTP_PROXY", "http_proxy")) };
            let secure = given(variable("HTTPS_PROXY", "https_proxy"));
            rules.plain = plain.as_deref().map(proxy_url).transpose()?;
            rules.secure = secure.as_deref().map(proxy_url).transpose()?;
            rules.no_proxy = variable("NO_PROXY", "no_proxy").unwrap_or_default();
            rules.direct_to_loopback = true;
        }
        for url in [&rules.plain, &rules.secure].into_iter().flatten() {
            sent.remember_password(url);
        }
        Ok(rules)
    }

    /// Whether `url` is reached without a proxy whatever else is configured.
    pub(super) fn is_direct(&self, url: &Url) -> bool {
        let loopback = match url.host() {
            Some(Host::Domain(name)) => name.eq_ignore_ascii_case("localhost"),
            Some(Host::Ipv4(address)) => address.is_loopback(),
            Some(Host::Ipv6(address)) => address.is_loopback(),
            None => false,
        };
        self.proxy_for(url).is_none() || (self.direct_to_loopback && loopback)
    }

    /// Host and port of the proxy for `url`, for messages. Exceptions by name are left to the library.
    pub(super) fn address(&self, url: &Url) -> Option<String> {
        if self.is_direct(url) { None } else { self.proxy_for(url).map(host_and_port) }
    }

    fn proxy_for(&self, url: &Url) -> Option<&Url> {
        if url.scheme() == "https" { self.secure.as_ref() } else { self.plain.as_ref() }
    }

    /// Applies the rules to a client.
    pub(super) fn apply(&self, mut builder: ClientBuilder) -> Result<ClientBuilder, Error> {
        let finish = |url: &Url, proxy: reqwest::Result<Proxy>| match proxy {
            Ok(proxy) => Ok(proxy.no_proxy(NoProxy::from_string(&self.no_proxy)).headers(self.headers.clone())),
            Err(error) => Err(Error::Proxy { url: redacted(url), reason: innermost_text(&error) }),
        };
        // The library adds the environment's proxies unless it is told not to, also beside given ones.
        builder = builder.no_proxy();
        if let Some(url) = &self.plain {
            builder = builder.proxy(finish(url, Proxy::http(url.as_str()))?);
        }
        if let Some(url) = &self.secure {
            builder = builder.proxy(finish(url, Proxy::https(url.as_str()))?);
        }
        Ok(builder)
    }
}

/// Reads a proxy's URL; without a scheme it is an HTTP proxy.
fn proxy_url(text: &str) -> Result<Url, Error> {
    let with_scheme = if text.contains("://") { text.to_string() } else { format!("http://{text}") };
    match Url::parse(&with_scheme) {
        Ok(url) if matches!(url.scheme(), "http" | "https" | "socks5" | "socks5h") => Ok(url),
        Ok(url) => Err(Error::Proxy { url: redacted(&url), reason: "unsupported protocol scheme".to_string() }),
        Err(error) => Err(Error::Proxy { url: "<not a URL>".to_string(), reason: error.to_string() }),
    }
}

fn connect_headers(config: &ProxyConfig, sent: &SentSecrets) -> Result<HeaderMap, Error> {
    let mut headers = HeaderMap::new();
    for (name, values) in config.proxy_connect_header.iter() {
        let header = HeaderName::try_from(name).map_err(|_| Error::Header(name.into()))?;
        for value in values {
            sent.remember(value.expose());
            let value = HeaderValue::from_str(value.expose()).map_err(|_| Error::Header(name.into()))?;
            headers.append(header.clone(), value);
        }
    }
    Ok(headers)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules(config: ProxyConfig, environment: &[(&str, &str)]) -> ProxyRules {
        let lookup = |name: &str| environment.iter().find(|(key, _)| *key == name).map(|(_, value)| value.to_string());
        ProxyRules::new(&config, lookup, &SentSecrets::default()).unwrap()
    }

    #[test]
    fn the_environment_counts_only_when_asked_and_never_for_loopback() {
        let environment = [("http_proxy", "proxy:3128"), ("HTTPS_PROXY", "http://u:pass@secure:1")];
        let plain = Url::parse("http://example.org/").unwrap();
        let secure = Url::parse("https://example.org/").unwrap();
        let local = Url::parse("http://127.0.0.1:9090/").unwrap();
        let asked = rules(ProxyConfig { proxy_from_environment: true, ..ProxyConfig::default() }, &environment);
        assert_eq!(asked.address(&plain).as_deref(), Some("proxy:3128"));
        assert_eq!(asked.address(&secure).as_deref(), Some("secure:1"));
        assert!(asked.is_direct(&local));
        assert!(rules(ProxyConfig::default(), &environment).is_direct(&plain));
        let in_cgi = [environment[0], ("REQUEST_METHOD", "GET")];
        assert!(
            rules(ProxyConfig { proxy_from_environment: true, ..ProxyConfig::default() }, &in_cgi).is_direct(&plain)
        );
    }
}
