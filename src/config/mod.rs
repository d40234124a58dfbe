//! Configuration files as types: what a file says, checked, with its relative paths resolved.
//!
//! A file is read into sections by `decode`, each of which knows where it stands; whatever is wrong is a finding with its
//! place, in Prometheus' words, and all of them are found in one run. Nothing in this folder opens a connection or
//! touches storage. The client that an [`HttpClientConfig`] describes is built by `http`. Rule files are in [`rules`].

mod alerting;
mod authentication;
mod azuread;
pub mod check;
mod decode;
pub mod discovery;
mod error;
mod global;
mod headers;
mod http_client;
mod otlp;
mod patterns;
pub mod project;
mod prometheus;
mod proxy;
pub mod relabel;
mod remote_read;
mod remote_write;
pub mod rules;
mod scrape;
mod scrape_protocol;
mod secret;
mod sigv4;
mod storage;
mod tls_client;
mod tracing;
mod uuid;
pub mod web;
mod whole_file;

pub use alerting::{Alerting, Alertmanager};
pub use authentication::{Authorization, BasicAuth, OAuth2};
pub use azuread::AzureAd;
pub use decode::{
    Anything, Class, Duration, FileId, Finding, Findings, GoUrl, Int64, LabelName, LabelSet, Located, Map, MapEntry,
    NotedSecret, OneOf, Origin, Size, Spot, Uint64, ValidationScheme,
};
pub use error::Error;
pub use global::{ExternalLabels, Global, Runtime};
pub use headers::Header;
pub use http_client::HttpClientConfig;
pub use otlp::Otlp;
pub use prometheus::PrometheusConfig;
pub use proxy::{ProxyConfig, ProxyUrl};
pub use remote_read::RemoteRead;
pub use remote_write::RemoteWrite;
pub use scrape::{ScrapeConfig, ScrapeConfigFile};
pub use scrape_protocol::{ProtocolList, ScrapeProtocol};
pub use secret::Secret;
pub use sigv4::SigV4;
pub use storage::Storage;
pub use tls_client::{TlsClientConfig, TlsVersion};
pub use tracing::Tracing;
