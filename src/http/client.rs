//! One exchange: a request, its redirects, and the whole body of the answer.

use super::{
    credentials::{Credentials, header_value},
    error::{Destination, Error, Failure, host_and_port},
    incoming::{Incoming, Response, failure},
    proxy::ProxyRules,
    redact::SentSecrets,
    tls::{TlsSettings, innermost_text, install_cryptography},
};
use crate::config::{HttpClientConfig, Secret};
use reqwest::{
    blocking,
    header::{AUTHORIZATION, CONTENT_TYPE, HOST, HeaderName, LOCATION},
    redirect::Policy,
};
use std::{
    collections::HashMap,
    net::ToSocketAddrs,
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};
use url::{Host, Url};

/// As many redirects as Go follows.
const MOST_REDIRECTS: usize = 10;
/// The time limit of a request that sets none.
const DEFAULT_TIMEOUT: Duration = Duration::from_secs(120);
/// The size limit of an answer whose request sets none.
const DEFAULT_LARGEST_BODY: u64 = 1 << 30;

/// The media type of forms.
const FORM: &str = "application/x-www-form-urlencoded";

/// How to ask.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// `GET`: everything is in the URL.
    Get,
    /// `POST`: there is a body.
    Post,
}

impl Method {
    /// As Go writes it in messages.
    pub(super) fn title(self) -> &'static str {
        match self {
            Method::Get => "Get",
            Method::Post => "Post",
        }
    }
}

/// What to ask.
#[derive(Clone, Debug)]
pub struct Request {
    /// How.
    pub method: Method,
    /// Where; a user and password in it are sent as basic authentication.
    pub url: Url,
    /// More headers, which win over configured credentials; an equal name may come several times.
    pub headers: Vec<(String, String)>,
    /// User and password for this request alone.
    pub basic_auth: Option<(String, Secret)>,
    /// The media type of a `POST`'s body.
    pub content_type: &'static str,
    /// The body of a `POST`.
    pub body: Vec<u8>,
    /// How long the exchange may take, redirects and body included.
    pub timeout: Duration,
    /// The most bytes of body to read, after decompression.
    pub largest_body: u64,
}

impl Request {
    /// A `GET` with the default limits: two minutes, 1 GiB.
    pub fn get(url: Url) -> Request {
        Request {
            method: Method::Get,
            url,
            headers: Vec::new(),
            basic_auth: None,
            content_type: FORM,
            body: Vec::new(),
            timeout: DEFAULT_TIMEOUT,
            largest_body: DEFAULT_LARGEST_BODY,
        }
    }

    /// The same as a `POST` of `form`.
    pub fn posting_form(self, form: String) -> Request {
        self.posting(FORM, form.into_bytes())
    }

    /// The same as a `POST` of anything.
    pub fn posting(self, content_type: &'static str, body: Vec<u8>) -> Request {
        Request { method: Method::Post, content_type, body, ..self }
    }
}

/// A client. Connections are opened when first needed and then kept.
pub struct Client {
    follow_redirects: bool,
    http2: bool,
    tls: TlsSettings,
    proxies: ProxyRules,
    credentials: Credentials,
    sent: SentSecrets,
    routes: Mutex<HashMap<Route, blocking::Client>>,
}

/// What makes connections differ, beyond what the library tells apart itself.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Route {
    /// Only a secure route loads certificates, so plain HTTP works without any on the machine.
    secure: bool,
    direct: bool,
    /// The real host and port, when another name is asked for.
    renamed: Option<String>,
}

impl Client {
    /// A client as `config` describes it; certificates and keys are read now, other files for every request.
    pub fn new(config: &HttpClientConfig) -> Result<Client, Error> {
        install_cryptography();
        let sent = SentSecrets::default();
        Ok(Client {
            follow_redirects: config.follow_redirects,
            http2: config.enable_http2,
            tls: TlsSettings::load(&config.tls_config, &sent)?,
            proxies: ProxyRules::new(&config.proxy, |name| std::env::var(name).ok(), &sent)?,
            credentials: Credentials::new(config)?,
            sent,
            routes: Mutex::default(),
        })
    }

    /// `text` with everything secret that this client has sent replaced by `<secret>`: servers echo requests.
    pub fn scrub(&self, text: &str) -> String {
        self.sent.scrub(text)
    }

    /// Adds `secret` to what [`Client::scrub`] removes.
    pub fn remember(&self, secret: &Secret) {
        self.sent.remember(secret.expose());
    }

    /// Sends `request`, follows redirects if the configuration says so, and reads the whole body.
    ///
    /// Every status is an answer; an error means that none came, or not all of it.
    pub fn send(&self, request: &Request) -> Result<Response, Error> {
        self.open(request)?.whole()
    }

    /// Sends `request`, follows redirects if the configuration says so, and leaves the body to be read.
    pub fn open(&self, request: &Request) -> Result<Incoming, Error> {
        let deadline = Instant::now() + request.timeout;
        self.sent.remember_password(&request.url);
        let mut hop = request.clone();
        for _ in 0..=MOST_REDIRECTS {
            let destination =
                Destination { url: &hop.url, proxy: self.proxies.address(&hop.url), timeout: request.timeout };
            let response = self.exchange(&hop, same_site(&request.url, &hop.url), deadline, &destination)?;
            let status = response.status().as_u16();
            let location = response.headers().get(LOCATION).and_then(|location| location.to_str().ok());
            let next = match location {
                Some(location) if self.follow_redirects && matches!(status, 301 | 302 | 303 | 307 | 308) => {
                    let failed = |reason: String| destination.error(hop.method.title(), Failure::Redirect { reason });
                    let next = hop
                        .url
                        .join(location)
                        .map_err(|error| failed(format!("failed to parse Location header: {error}")))?;
                    if !matches!(next.scheme(), "http" | "https") {
                        return Err(failed(format!("unsupported protocol scheme {:?}", next.scheme())));
                    }
                    next
                }
                _ => return Ok(Incoming::new(response, &hop, deadline, destination.proxy)),
            };
            if status == 303 {
                hop.method = Method::Get;
                hop.body.clear();
            }
            hop.url = next;
        }
        let destination = Destination { url: &hop.url, proxy: None, timeout: request.timeout };
        let reason = format!("stopped after {MOST_REDIRECTS} redirects");
        Err(destination.error(hop.method.title(), Failure::Redirect { reason }))
    }

    /// One request and the head of its answer. Headers and credentials go only to the `trusted` site.
    fn exchange(
        &self,
        hop: &Request,
        trusted: bool,
        deadline: Instant,
        destination: &Destination<'_>,
    ) -> Result<blocking::Response, Error> {
        let left = deadline.saturating_duration_since(Instant::now());
        let method = hop.method.title();
        if left.is_zero() {
            return Err(destination.error(method, Failure::Timeout { after: destination.timeout }));
        }
        let (client, url) = self.route(&hop.url, destination, method)?;
        let mut builder = match hop.method {
            Method::Get => client.get(url.clone()),
            Method::Post => client.post(url.clone()).header(CONTENT_TYPE, hop.content_type).body(hop.body.clone()),
        };
        if url.host_str() != hop.url.host_str() {
            builder = builder.header(HOST, authority(&hop.url));
        }
        if trusted {
            let in_url = !hop.url.username().is_empty() || hop.url.password().is_some();
            let in_headers = hop.headers.iter().any(|(name, _)| name.eq_ignore_ascii_case("authorization"));
            let has_authorization = in_headers || in_url || hop.basic_auth.is_some();
            builder = self.credentials.apply(builder, has_authorization, left, &self.sent)?;
            if let Some((username, password)) = &hop.basic_auth {
                self.sent.remember(password.expose());
                builder = builder.basic_auth(username, Some(password.expose()));
            }
            for (name, value) in &hop.headers {
                let key = HeaderName::try_from(name).map_err(|_| Error::Header(name.clone()))?;
                builder = builder.header(key, header_value(name, &Secret::new(value))?);
            }
        }
        let built = builder.timeout(left).build().map_err(|error| Error::Setup(innermost_text(&error)))?;
        if let Some(header) = built.headers().get(AUTHORIZATION).and_then(|header| header.to_str().ok()) {
            header.split_whitespace().skip(1).for_each(|part| self.sent.remember(part));
        }
        client.execute(built).map_err(|error| destination.error(method, failure(&error, destination)))
    }

    /// The connections for `url`, and the URL to ask them for: with `server_name` that name stands in the place of the
    /// host, so that it is both asked for and verified.
    fn route(
        &self,
        url: &Url,
        destination: &Destination<'_>,
        method: &'static str,
    ) -> Result<(blocking::Client, Url), Error> {
        let mut route = Route { secure: url.scheme() == "https", direct: self.proxies.is_direct(url), renamed: None };
        let mut asked = url.clone();
        let server_name = self.tls.server_name.as_deref().filter(|name| route.secure && url.host_str() != Some(name));
        if let Some(name) = server_name {
            let unusable = |reason| Error::ServerName { name: name.to_string(), reason };
            if !route.direct {
                return Err(unusable("through a proxy"));
            }
            if !matches!(Host::parse(name), Ok(Host::Domain(_))) || asked.set_host(Some(name)).is_err() {
                return Err(unusable("because it is not a host name"));
            }
            route.renamed = Some(host_and_port(url));
        }
        let mut routes = self.routes.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(client) = routes.get(&route) {
            return Ok((client.clone(), asked));
        }
        let mut builder = blocking::Client::builder()
            .user_agent(concat!("promq/", env!("CARGO_PKG_VERSION")))
            .redirect(Policy::none())
            .referer(false);
        builder = if route.direct { builder.no_proxy() } else { self.proxies.apply(builder)? };
        builder = if route.secure { self.tls.apply(builder) } else { builder.tls_certs_only([]) };
        // A renamed host is told apart by its `Host` header, which HTTP/2 does not have.
        if !self.http2 || route.renamed.is_some() {
            builder = builder.http1_only();
        }
        if let (Some(address), Some(name)) = (&route.renamed, server_name) {
            let addresses: Vec<_> = match address.to_socket_addrs() {
                Ok(addresses) => addresses.collect(),
                Err(_) => {
                    let host = url.host_str().unwrap_or("").to_string();
                    let failure = Failure::Resolve { host, reason: "no such host".to_string() };
                    return Err(destination.error(method, failure));
                }
            };
            builder = builder.resolve_to_addrs(name, &addresses);
        }
        let client = builder.build().map_err(|error| Error::Setup(innermost_text(&error)))?;
        routes.insert(route, client.clone());
        Ok((client, asked))
    }
}

/// Whether what was meant for `origin` may be sent to `target`: the same host, and no step from HTTPS back to HTTP.
fn same_site(origin: &Url, target: &Url) -> bool {
    let upgrade = origin.scheme() == "http" && target.scheme() == "https";
    let same_port = origin.port_or_known_default() == target.port_or_known_default();
    origin.host_str() == target.host_str() && (upgrade || (origin.scheme() == target.scheme() && same_port))
}

/// `host` or `host:port`, as the `Host` header has it.
fn authority(url: &Url) -> String {
    let host = url.host_str().unwrap_or("");
    url.port().map_or_else(|| host.to_string(), |port| format!("{host}:{port}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_follow_only_to_the_same_site() {
        let url = |text: &str| Url::parse(text).unwrap();
        assert!(same_site(&url("http://a:9090/x"), &url("http://a:9090/y")));
        assert!(same_site(&url("http://a/x"), &url("https://a/x")));
        assert!(!same_site(&url("https://a/x"), &url("http://a/x")));
        assert!(!same_site(&url("http://a:1/"), &url("http://a:2/")));
        assert!(!same_site(&url("http://a/"), &url("http://b.a/")));
    }

    #[test]
    fn excerpts_end_at_characters() {
        let body = "  ééééé tail ".as_bytes().to_vec();
        let response = Response {
            status: 404,
            url: Url::parse("http://a").unwrap(),
            content_type: String::new(),
            retry_after: None,
            body,
        };
        assert_eq!(response.excerpt(3), "ééé…");
        assert_eq!(response.excerpt(100), "ééééé tail");
        assert_eq!(response.status_text(), "404 Not Found");
    }
}
