//! `tls_config`: which certificates a client trusts, which it shows, and which versions of TLS it speaks.

use super::{
    Secret,
    decode::{Checks, Decode, Decoder, Section, section},
};
use crate::yaml::NodeId;
use std::path::Path;

section! {
    /// Prometheus' `tls_config`. What ends in `_ref` names a secret in a secret manager, which promq does not have.
    pub struct TlsClientConfig {
        /// Certificates to trust instead of the system's, as PEM text.
        ca: String,
        /// File of them.
        ca_file: String,
        ca_ref: String,
        /// The client's certificate chain, as PEM text.
        cert: String,
        /// File of it.
        cert_file: String,
        cert_ref: String,
        /// The client's private key, as PEM text.
        key: Secret,
        /// File of it.
        key_file: String,
        key_ref: String,
        /// The name that the server's certificate must carry, and that is asked for, instead of the URL's host.
        server_name: String,
        /// Whether any certificate will do.
        insecure_skip_verify: bool,
        /// The oldest version to accept.
        min_version: Option<TlsVersion>,
        /// The newest version to offer.
        max_version: Option<TlsVersion>,
    }
}

/// A version of TLS.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TlsVersion {
    /// TLS 1.0.
    Tls10,
    /// TLS 1.1.
    Tls11,
    /// TLS 1.2.
    Tls12,
    /// TLS 1.3.
    Tls13,
}

impl Decode for Option<TlsVersion> {
    fn go_type() -> String {
        "string".into()
    }

    fn null() -> Option<TlsVersion> {
        None
    }

    fn decode(node: NodeId, decoder: &mut Decoder<'_>) -> Option<Option<TlsVersion>> {
        match decoder.text(node, "string")? {
            "TLS10" => Some(Some(TlsVersion::Tls10)),
            "TLS11" => Some(Some(TlsVersion::Tls11)),
            "TLS12" => Some(Some(TlsVersion::Tls12)),
            "TLS13" => Some(Some(TlsVersion::Tls13)),
            other => {
                decoder.refuse(node, format!("unknown TLS version: {other}"));
                None
            }
        }
    }
}

impl Section for TlsClientConfig {
    const GO_NAME: &'static str = "config.TLSConfig";
    const GO_FIELDS: &'static str = "config.plain";

    fn check(&mut self, checks: &mut Checks<'_>) {
        let set = |text: &str| !text.is_empty();
        checks.at_most_one(
            &[("ca", set(&self.ca)), ("ca_file", set(&self.ca_file)), ("ca_ref", set(&self.ca_ref))],
            "at most one of ca, ca_file & ca_ref must be configured",
        );
        let certificate =
            [("cert", set(&self.cert)), ("cert_file", set(&self.cert_file)), ("cert_ref", set(&self.cert_ref))];
        checks.at_most_one(&certificate, "at most one of cert, cert_file & cert_ref must be configured");
        let key = [("key", !self.key.is_empty()), ("key_file", set(&self.key_file)), ("key_ref", set(&self.key_ref))];
        checks.at_most_one(&key, "at most one of key and key_file must be configured");
        let given = |fields: &[(&'static str, bool)]| fields.iter().find(|(_, is_set)| *is_set).map(|(name, _)| *name);
        match (given(&certificate), given(&key)) {
            (Some(field), None) => checks.error(
                field,
                "exactly one of key or key_file must be configured when a client certificate is configured",
            ),
            (None, Some(field)) => checks
                .error(field, "exactly one of cert or cert_file must be configured when a client key is configured"),
            _ => {}
        }
    }

    fn resolve_paths(&mut self, directory: &Path) {
        for path in [&mut self.ca_file, &mut self.cert_file, &mut self.key_file] {
            resolve_path(path, directory);
        }
    }
}

/// Joins `path` to `directory` if it is relative, and tidies it as Go's `filepath.Join` does; an empty path stays empty.
pub(super) fn resolve_path(path: &mut String, directory: &Path) {
    if !path.is_empty() && !Path::new(path.as_str()).is_absolute() {
        *path = crate::golang::path::join(&directory.to_string_lossy(), path);
    }
}
