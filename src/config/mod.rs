//! Configuration files as types: what a file says, checked, with its relative paths resolved.
//!
//! Reading stops here: nothing in this folder opens a connection or touches storage. The client that an
//! [`HttpClientConfig`] describes is built by `http`. Rule files are in [`rules`].

mod authentication;
mod error;
mod headers;
mod http_client;
mod proxy;
pub mod relabel;
pub mod rules;
mod scalar;
mod secret;
mod tls_client;

pub use authentication::{Authorization, BasicAuth, OAuth2};
pub use error::Error;
pub use headers::Header;
pub use http_client::HttpClientConfig;
pub use proxy::ProxyConfig;
pub use secret::Secret;
pub use tls_client::{TlsClientConfig, TlsVersion};
