//! The HTTP client that a [`crate::config::HttpClientConfig`] describes: TLS, credentials, headers, proxies, redirects.
//!
//! A request goes out as: headers and credentials → the connection for this host (plain, TLS, through a proxy) → the
//! answer, hop by hop over redirects → the body, within a limit and a deadline. Everything blocks; nothing here knows
//! what the bodies mean.
//!
//! What differs from Go's client on purpose: credentials and configured headers stay with the host they were meant for
//! when a redirect leads elsewhere, and a `POST` stays a `POST` across 301 and 302 (only 303 makes it a `GET`).

mod client;
mod credentials;
mod error;
mod incoming;
mod oauth2;
mod proxy;
mod redact;
mod tls;

pub use client::{Client, Method, Request};
pub use error::{Error, Failure};
pub use incoming::{Incoming, Response};
pub use redact::redacted;
