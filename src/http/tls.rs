//! `tls_config` → settings of the TLS library.

use super::{error::Error, redact::SentSecrets};
use crate::config::{Secret, TlsClientConfig, TlsVersion};
use reqwest::{Certificate, Identity, blocking::ClientBuilder, tls::Version};
use std::{path::PathBuf, sync::Once};

/// A `tls_config` whose files have been read.
pub(super) struct TlsSettings {
    roots: Option<Vec<Certificate>>,
    identity: Option<Identity>,
    skip_verification: bool,
    oldest: Option<Version>,
    newest: Option<Version>,
    /// The name that certificates must carry instead of the URL's host.
    pub(super) server_name: Option<String>,
}

/// A text of the configuration: written there, or in a file it names.
pub(super) struct Source<'a> {
    /// What it is, for messages.
    pub(super) what: &'static str,
    pub(super) inline: &'a str,
    pub(super) file: &'a str,
    pub(super) reference: &'a str,
}

impl Source<'_> {
    /// The text without surrounding blanks, or `None` if nothing is configured.
    pub(super) fn read(&self) -> Result<Option<Secret>, Error> {
        if !self.inline.is_empty() {
            return Ok(Some(Secret::new(self.inline)));
        }
        if !self.file.is_empty() {
            let path = PathBuf::from(self.file);
            return match std::fs::read_to_string(&path) {
                Ok(text) => Ok(Some(Secret::new(text.trim()))),
                Err(source) => Err(Error::Read { what: self.what, path, source }),
            };
        }
        if self.reference.is_empty() { Ok(None) } else { Err(Error::SecretReference) }
    }

    /// Where the text stands, in Prometheus' words.
    fn origin(&self) -> String {
        if self.inline.is_empty() { format!("file {}", self.file) } else { "inline".to_string() }
    }
}

impl TlsSettings {
    /// Reads certificates and key, so that what is wrong with them is said before the first request.
    pub(super) fn load(config: &TlsClientConfig, sent: &SentSecrets) -> Result<TlsSettings, Error> {
        if let (Some(oldest), Some(newest)) = (config.min_version, config.max_version)
            && newest < oldest
        {
            return Err(Error::TlsVersionOrder);
        }
        if config.max_version.is_some_and(|newest| newest < TlsVersion::Tls12) {
            return Err(Error::TlsVersionTooOld);
        }
        let version = |version: TlsVersion| match version {
            TlsVersion::Tls10 | TlsVersion::Tls11 => None,
            TlsVersion::Tls12 => Some(Version::TLS_1_2),
            TlsVersion::Tls13 => Some(Version::TLS_1_3),
        };
        Ok(TlsSettings {
            roots: roots(config)?,
            identity: identity(config, sent)?,
            skip_verification: config.insecure_skip_verify,
            oldest: config.min_version.and_then(version),
            newest: config.max_version.and_then(version),
            server_name: Some(config.server_name.clone()).filter(|name| !name.is_empty()),
        })
    }

    /// Applies the settings to a client that speaks TLS.
    pub(super) fn apply(&self, mut builder: ClientBuilder) -> ClientBuilder {
        if self.skip_verification {
            builder = builder.tls_danger_accept_invalid_certs(true);
        }
        if let Some(roots) = &self.roots {
            builder = builder.tls_certs_only(roots.iter().cloned());
        }
        if let Some(identity) = &self.identity {
            builder = builder.identity(identity.clone());
        }
        if let Some(oldest) = self.oldest {
            builder = builder.tls_version_min(oldest);
        }
        if let Some(newest) = self.newest {
            builder = builder.tls_version_max(newest);
        }
        builder
    }
}

fn roots(config: &TlsClientConfig) -> Result<Option<Vec<Certificate>>, Error> {
    let source = Source { what: "CA cert", inline: &config.ca, file: &config.ca_file, reference: &config.ca_ref };
    let Some(text) = source.read()? else { return Ok(None) };
    match Certificate::from_pem_bundle(text.expose().as_bytes()) {
        Ok(certificates) if !certificates.is_empty() => Ok(Some(certificates)),
        _ => Err(Error::Authority { origin: source.origin() }),
    }
}

fn identity(config: &TlsClientConfig, sent: &SentSecrets) -> Result<Option<Identity>, Error> {
    let certificate = Source {
        what: "specified client cert",
        inline: &config.cert,
        file: &config.cert_file,
        reference: &config.cert_ref,
    };
    let key = Source {
        what: "specified client key",
        inline: config.key.expose(),
        file: &config.key_file,
        reference: &config.key_ref,
    };
    let (Some(certificate_text), Some(key_text)) = (certificate.read()?, key.read()?) else { return Ok(None) };
    sent.remember(key_text.expose());
    let pem = format!("{}\n{}\n", certificate_text.expose(), key_text.expose());
    Identity::from_pem(pem.as_bytes()).map(Some).map_err(|error| Error::Identity {
        certificate: certificate.origin(),
        key: key.origin(),
        reason: innermost_text(&error),
    })
}

/// The last text of a chain of errors, which names the cause; the ones before it say only that something failed.
pub(super) fn innermost_text(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text = error.to_string();
        cause = error.source();
    }
    text
}

/// Chooses the cryptography once for the process; whoever chose before keeps his choice.
pub(super) fn install_cryptography() {
    static INSTALLED: Once = Once::new();
    INSTALLED.call_once(|| {
        // The error case is that a provider is there already, which is just as good.
        drop(rustls::crypto::ring::default_provider().install_default());
    });
}
