//! What can go wrong between a request and its answer, in words that name the cause.

use super::redact::redacted;
use std::{error::Error as StdError, fmt, io, path::PathBuf, time::Duration};
use url::Url;

/// Why a client could not be built or an answer did not come. No text contains a secret.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A file that the configuration names cannot be read.
    #[error("unable to read {what}: unable to read file {path}: {reason}", path = path.display(), reason = system_text(source))]
    Read {
        /// What it holds, in Prometheus' words.
        what: &'static str,
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The trusted certificates are not PEM.
    #[error("unable to use specified CA cert {origin}")]
    Authority {
        /// `inline` or `file F`.
        origin: String,
    },
    /// The client's certificate and key are not PEM, or do not fit together.
    #[error("unable to use specified client cert ({certificate}) & key ({key}): {reason}")]
    Identity {
        /// `inline` or `file F`.
        certificate: String,
        /// `inline` or `file F`.
        key: String,
        /// What is wrong with them.
        reason: String,
    },
    /// The versions of TLS exclude each other.
    #[error("tls_config.max_version must be greater than or equal to tls_config.min_version if both are specified")]
    TlsVersionOrder,
    /// Only versions of TLS are allowed that promq does not speak.
    #[error("tls_config.max_version allows only TLS 1.1 and older, and promq speaks TLS 1.2 and 1.3")]
    TlsVersionTooOld,
    /// `server_name` cannot be asked for on this way.
    #[error("tls_config.server_name {name:?} cannot be used {reason}")]
    ServerName {
        /// The name.
        name: String,
        /// In which case.
        reason: &'static str,
    },
    /// A field names a secret in a secret manager.
    #[error("cannot use secret ref without manager")]
    SecretReference,
    /// `oauth2` asks for a token signed by the client.
    #[error("oauth2 grant_type {0:?} is not supported, only client_credentials")]
    GrantType(String),
    /// A header's name or value has characters that headers cannot have.
    #[error("the name or value of header {0:?} cannot be sent")]
    Header(String),
    /// A proxy's URL cannot be used.
    #[error("proxy {url} cannot be used: {reason}")]
    Proxy {
        /// The URL without its password.
        url: String,
        /// Why.
        reason: String,
    },
    /// The TLS library refused the settings.
    #[error("unable to set up TLS: {0}")]
    Setup(String),
    /// The token server did not give out a token.
    #[error("oauth2: cannot fetch token from {url}: {reason}")]
    Token {
        /// The token server without its password.
        url: String,
        /// The status or what was wrong with the answer.
        reason: String,
    },
    /// No (whole) answer came.
    #[error("{method} \"{url}\": {failure}")]
    Request {
        /// `Get` or `Post`, as Go writes it here.
        method: &'static str,
        /// The URL without its password.
        url: String,
        /// What happened.
        failure: Failure,
    },
}

/// What happened to a request; the texts are those of Go's client where it has one.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum Failure {
    /// Nothing answers at the address.
    #[error("dial tcp {address}: connect: {reason}")]
    Connect {
        /// Host and port that were dialled.
        address: String,
        /// `connection refused`, `no route to host`, …
        reason: String,
    },
    /// The host's name has no address.
    #[error("dial tcp: lookup {host}: {reason}")]
    Resolve {
        /// The name.
        host: String,
        /// `no such host`, …
        reason: String,
    },
    /// Nothing answers at the proxy, or it does not let us through.
    #[error("proxyconnect tcp: {reason}")]
    Proxy {
        /// What happened, with the proxy's address.
        reason: String,
    },
    /// The two sides do not agree on TLS.
    #[error("tls: {reason}")]
    Tls {
        /// Why.
        reason: String,
        /// Whether the reason is the server's certificate.
        certificate: bool,
    },
    /// No whole answer within the time limit.
    #[error("context deadline exceeded")]
    Timeout {
        /// The limit.
        after: Duration,
    },
    /// Redirects without end, or to nowhere.
    #[error("{reason}")]
    Redirect {
        /// Why it was not followed.
        reason: String,
    },
    /// The connection ended inside the answer.
    #[error("unexpected EOF after {received} bytes of the answer: {reason}")]
    Interrupted {
        /// Bytes of the body that came.
        received: usize,
        /// What the connection said.
        reason: String,
    },
    /// The answer is larger than allowed.
    #[error("the answer is larger than {limit} bytes")]
    TooLarge {
        /// The limit.
        limit: u64,
    },
    /// Anything else.
    #[error("{reason}")]
    Other {
        /// The library's own chain of texts.
        reason: String,
    },
}

impl Error {
    /// What to try, if there is something.
    pub fn hint(&self) -> Option<String> {
        let Error::Request { url, failure, .. } = self else { return None };
        match failure {
            Failure::Connect { address, .. } => {
                Some(format!("nothing answers at {address}: is the server running, and is this its port?"))
            }
            Failure::Resolve { host, .. } => Some(format!("the name {host:?} has no address: check its spelling")),
            Failure::Proxy { .. } => {
                Some("check proxy_url, or HTTP_PROXY, HTTPS_PROXY and NO_PROXY in the environment".to_string())
            }
            Failure::Tls { certificate: true, .. } => Some(
                "if the certificate is your own, name its authority as tls_config.ca_file in --http.config.file, or the \
                 name it carries as tls_config.server_name"
                    .to_string(),
            ),
            Failure::Tls { .. } if url.starts_with("https:") => {
                Some("does this port speak HTTPS? If it speaks plain HTTP, write http://".to_string())
            }
            Failure::Timeout { after } => Some(format!("no whole answer came within {} s", after.as_secs_f64())),
            Failure::Interrupted { .. } => Some("the server or a proxy cut the connection".to_string()),
            Failure::TooLarge { .. } => Some("ask for less: fewer series, a shorter range or a larger step".to_string()),
            _ => None,
        }
    }
}

/// Where a request was going, for the words of its failure.
pub(super) struct Destination<'a> {
    pub(super) url: &'a Url,
    /// Host and port of the proxy in between.
    pub(super) proxy: Option<String>,
    /// How long the whole exchange may take.
    pub(super) timeout: Duration,
}

impl Destination<'_> {
    /// Finds the cause in the chain of a library's errors and names it.
    pub(super) fn failure(&self, error: &(dyn StdError + 'static)) -> Failure {
        let mut texts: Vec<String> = Vec::new();
        let mut cause = Some(error);
        while let Some(error) = cause {
            if let Some(error) = error.downcast_ref::<rustls::Error>() {
                let certificate = matches!(error, rustls::Error::InvalidCertificate(_));
                return Failure::Tls { reason: tls_text(error), certificate };
            }
            if let Some(error) = error.downcast_ref::<io::Error>()
                && error.raw_os_error().is_some()
            {
                return self.system_failure(error);
            }
            let text = error.to_string();
            if text == "dns error" {
                let host = self.proxy.clone().unwrap_or_else(|| self.url.host_str().unwrap_or("").to_string());
                return Failure::Resolve { host, reason: "no such host".to_string() };
            }
            if text == "tls handshake eof" {
                let reason = "the server closed the connection during the handshake".to_string();
                return Failure::Tls { reason, certificate: false };
            }
            if text.starts_with("tunnel error") {
                let proxy = self.proxy.as_deref().unwrap_or("the proxy");
                let reason = text.trim_start_matches("tunnel error: ");
                return Failure::Proxy { reason: format!("{proxy} does not let us through: {reason}") };
            }
            // reqwest's own texts repeat the URL, password included.
            if !error.is::<reqwest::Error>() && texts.last() != Some(&text) {
                texts.push(text);
            }
            cause = inner_error(error);
        }
        Failure::Other { reason: if texts.is_empty() { "the request failed".to_string() } else { texts.join(": ") } }
    }

    fn system_failure(&self, error: &io::Error) -> Failure {
        let reason = system_text(error);
        match (error.kind(), &self.proxy) {
            (io::ErrorKind::TimedOut, _) => Failure::Timeout { after: self.timeout },
            (io::ErrorKind::ConnectionReset | io::ErrorKind::BrokenPipe, _) => Failure::Other { reason },
            (_, Some(proxy)) => Failure::Proxy { reason: format!("dial tcp {proxy}: connect: {reason}") },
            (_, None) => Failure::Connect { address: host_and_port(self.url), reason },
        }
    }

    /// The whole error: `Post "http://…": what happened`.
    pub(super) fn error(&self, method: &'static str, failure: Failure) -> Error {
        Error::Request { method, url: redacted(self.url), failure }
    }
}

/// The next error of a chain; an I/O error hides the one it was made from, which `source` skips.
fn inner_error<'a>(error: &'a (dyn StdError + 'static)) -> Option<&'a (dyn StdError + 'static)> {
    match error.downcast_ref::<io::Error>().and_then(io::Error::get_ref) {
        Some(inner) => Some(inner),
        None => error.source(),
    }
}

/// `host:port` as it is dialled.
pub(super) fn host_and_port(url: &Url) -> String {
    let host = url.host_str().unwrap_or("");
    url.port_or_known_default().map_or_else(|| host.to_string(), |port| format!("{host}:{port}"))
}

/// The system's text in lower case and without its number, as Go prints it.
fn system_text(error: &io::Error) -> String {
    let text = error.to_string();
    let text = text.split(" (os error").next().unwrap_or(&text);
    let mut characters = text.chars();
    characters.next().map_or_else(String::new, |first| first.to_lowercase().chain(characters).collect())
}

/// Why TLS failed, in words rather than in the names of the library's variants.
fn tls_text(error: &rustls::Error) -> String {
    use rustls::{CertificateError as Certificate, Error};
    let verify = |reason: &dyn fmt::Display| format!("failed to verify certificate: {reason}");
    match error {
        Error::InvalidCertificate(Certificate::UnknownIssuer) => {
            verify(&"x509: certificate signed by unknown authority")
        }
        Error::InvalidCertificate(Certificate::Expired | Certificate::ExpiredContext { .. }) => {
            verify(&"x509: certificate has expired")
        }
        Error::InvalidCertificate(Certificate::NotValidYet | Certificate::NotValidYetContext { .. }) => {
            verify(&"x509: certificate is not yet valid")
        }
        Error::InvalidCertificate(Certificate::NotValidForNameContext { expected, presented }) => {
            let name = |text: &String| text.trim_start_matches("DnsName(\"").trim_end_matches("\")").to_string();
            let names: Vec<String> = presented.iter().map(name).collect();
            verify(&format!("x509: certificate is valid for {}, not {}", names.join(", "), expected.to_str()))
        }
        Error::InvalidCertificate(Certificate::NotValidForName) => {
            verify(&"x509: certificate is valid for another name")
        }
        Error::InvalidCertificate(other) => verify(&format!("x509: {other}")),
        Error::AlertReceived(alert) => format!("the server answered with alert {alert:?}"),
        Error::InvalidMessage(_) => "first record does not look like a TLS handshake".to_string(),
        other => other.to_string(),
    }
}
