//! The web configuration: TLS, headers, limits and users of the servers that exporters and Prometheus open.
//!
//! promtool reads the file, then looks at headers, at users and at certificates, and stops at the first of these steps
//! that finds something; here all of them look, and [`Findings`](super::Findings) knows what promtool would tell.

mod bcrypt;
mod check;
mod key_pair;
mod pem;
mod tls_server;

pub use check::{CheckedWebConfig, check};
pub use tls_server::{Cipher, Curve, ServerTlsVersion, TlsServerConfig};

use super::{
    Map, Secret,
    decode::{Decode, Decoder, section, unchecked},
};
use crate::{
    golang,
    yaml::{NodeId, Resolved},
};

section! {
    /// A whole web configuration.
    pub struct WebConfig {
        /// TLS.
        tls_server_config: TlsServerConfig,
        /// HTTP.
        http_server_config: HttpServerConfig,
        /// How many requests are answered.
        rate_limit: RateLimit,
        /// Names of users with the bcrypt hashes of their passwords.
        basic_auth_users: Map<Secret>,
    }
}

section! {
    /// How HTTP is spoken.
    pub struct HttpServerConfig {
        /// Whether HTTP/2 may be spoken; only over TLS.
        http2: bool = true,
        /// Headers that every answer gets.
        headers: Map<String>,
    }
}

section! {
    /// How many requests are answered.
    pub struct RateLimit {
        /// Requests that may come at once.
        burst: i64,
        /// Time between two requests; zero for no limit.
        interval: GoDuration,
    }
}

unchecked! {
    WebConfig: "web.Config", "web.Config";
    HttpServerConfig: "web.HTTPConfig", "web.HTTPConfig";
    RateLimit: "web.RateLimiterConfig", "web.RateLimiterConfig";
}

/// A duration in Go's notation, `1.5s`, or a number of nanoseconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct GoDuration {
    /// Its length.
    pub nanoseconds: i64,
}

impl Decode for GoDuration {
    fn go_type() -> String {
        "time.Duration".into()
    }

    fn null() -> GoDuration {
        GoDuration::default()
    }

    fn decode(node: NodeId, decoder: &mut Decoder<'_>) -> Option<GoDuration> {
        let found = match decoder.document.resolved(node) {
            Resolved::Int(nanoseconds) => Some(nanoseconds),
            Resolved::Float(value) if value < 2f64.powi(63) => Some(value as i64),
            Resolved::Text(text) => golang::duration::parse_duration(text).ok(),
            _ => None,
        };
        if found.is_none() {
            decoder.mismatch(node, &Self::go_type());
        }
        found.map(|nanoseconds| GoDuration { nanoseconds })
    }
}
