//! `tls_config`: which certificates a client trusts, which it shows, and which versions of TLS it speaks.

use super::{
    Secret,
    error::{BrokenRule, at_most_one, broken},
    scalar,
};
use serde::Deserialize;
use std::path::{Path, PathBuf};

/// Prometheus' `tls_config`.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct TlsClientConfig {
    /// Certificates to trust instead of the system's, as PEM text.
    #[serde(deserialize_with = "scalar::text")]
    pub ca: String,
    /// File of them.
    #[serde(deserialize_with = "scalar::text")]
    pub ca_file: String,
    /// Name of them in a secret manager, which promq does not have.
    #[serde(deserialize_with = "scalar::text")]
    pub ca_ref: String,
    /// The client's certificate chain, as PEM text.
    #[serde(deserialize_with = "scalar::text")]
    pub cert: String,
    /// File of it.
    #[serde(deserialize_with = "scalar::text")]
    pub cert_file: String,
    /// Name of it in a secret manager.
    #[serde(deserialize_with = "scalar::text")]
    pub cert_ref: String,
    /// The client's private key, as PEM text.
    #[serde(deserialize_with = "scalar::secret")]
    pub key: Secret,
    /// File of it.
    #[serde(deserialize_with = "scalar::text")]
    pub key_file: String,
    /// Name of it in a secret manager.
    #[serde(deserialize_with = "scalar::text")]
    pub key_ref: String,
    /// The name that the server's certificate must carry, and that is asked for, instead of the URL's host.
    #[serde(deserialize_with = "scalar::text")]
    pub server_name: String,
    /// Whether any certificate will do.
    #[serde(deserialize_with = "scalar::flag")]
    pub insecure_skip_verify: bool,
    /// The oldest version to accept.
    pub min_version: Option<TlsVersion>,
    /// The newest version to offer.
    pub max_version: Option<TlsVersion>,
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

impl<'de> Deserialize<'de> for TlsVersion {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<TlsVersion, D::Error> {
        match scalar::text(deserializer)?.as_str() {
            "TLS10" => Ok(TlsVersion::Tls10),
            "TLS11" => Ok(TlsVersion::Tls11),
            "TLS12" => Ok(TlsVersion::Tls12),
            "TLS13" => Ok(TlsVersion::Tls13),
            other => Err(serde::de::Error::custom(format_args!("unknown TLS version: {other}"))),
        }
    }
}

impl TlsClientConfig {
    /// Prometheus' rules, in its order.
    pub(super) fn check(&self) -> Result<(), BrokenRule> {
        let set = |text: &str| !text.is_empty();
        at_most_one(
            &[("ca", set(&self.ca)), ("ca_file", set(&self.ca_file)), ("ca_ref", set(&self.ca_ref))],
            "at most one of ca, ca_file & ca_ref must be configured",
        )?;
        at_most_one(
            &[("cert", set(&self.cert)), ("cert_file", set(&self.cert_file)), ("cert_ref", set(&self.cert_ref))],
            "at most one of cert, cert_file & cert_ref must be configured",
        )?;
        at_most_one(
            &[("key", !self.key.is_empty()), ("key_file", set(&self.key_file)), ("key_ref", set(&self.key_ref))],
            "at most one of key and key_file must be configured",
        )?;
        let shows = |field: &str, is_set: bool| is_set.then(|| field.to_string());
        let certificate = shows("cert", set(&self.cert))
            .or_else(|| shows("cert_file", set(&self.cert_file)))
            .or_else(|| shows("cert_ref", set(&self.cert_ref)));
        let key = shows("key", !self.key.is_empty())
            .or_else(|| shows("key_file", set(&self.key_file)))
            .or_else(|| shows("key_ref", set(&self.key_ref)));
        match (certificate, key) {
            (Some(field), None) => Err(broken(
                &field,
                "exactly one of key or key_file must be configured when a client certificate is configured",
            )),
            (None, Some(field)) => Err(broken(
                &field,
                "exactly one of cert or cert_file must be configured when a client key is configured",
            )),
            _ => Ok(()),
        }
    }

    /// Joins relative paths to `directory`.
    pub(super) fn resolve_paths(&mut self, directory: &Path) {
        for path in [&mut self.ca_file, &mut self.cert_file, &mut self.key_file] {
            resolve_path(path, directory);
        }
    }
}

/// Joins `path` to `directory` if it is relative; an empty path stays empty.
pub(super) fn resolve_path(path: &mut String, directory: &Path) {
    if !path.is_empty() && !PathBuf::from(&*path).is_absolute() {
        *path = directory.join(&*path).to_string_lossy().into_owned();
    }
}
