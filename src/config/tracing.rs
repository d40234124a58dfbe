//! `tracing`: where Prometheus sends traces of itself.

use super::{
    TlsClientConfig,
    decode::{Checks, Choice, Duration, Map, OneOf, Section, section},
    headers,
};

section! {
    /// Prometheus' `tracing`.
    pub struct Tracing {
        client_type: OneOf<ClientType> = OneOf::known("grpc"),
        endpoint: String,
        sampling_fraction: f64,
        insecure: bool,
        tls_config: TlsClientConfig,
        headers: Map<String>,
        compression: String,
        timeout: Duration,
    }
}

/// How traces are sent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ClientType;

impl Choice for ClientType {
    const GO_TYPE: &'static str = "config.plain";

    fn allows(text: &str) -> bool {
        matches!(text, "http" | "grpc")
    }

    fn refusal(text: &str) -> String {
        format!("expected tracing client type to be to be http or grpc, but got {text}")
    }
}

impl Section for Tracing {
    const GO_NAME: &'static str = "config.TracingConfig";
    const GO_FIELDS: &'static str = "config.plain";

    fn check(&mut self, checks: &mut Checks<'_>) {
        let about_authorization = "custom authorization header configuration is not yet supported";
        headers::check_plain(&self.headers, about_authorization, checks);
        checks.ensure(!self.endpoint.is_empty(), "endpoint", "tracing endpoint must be set");
        if !["", "gzip"].contains(&self.compression.as_str()) {
            let message = format!("invalid compression type {} provided, valid options: gzip", self.compression);
            checks.error("compression", message);
        }
    }
}
