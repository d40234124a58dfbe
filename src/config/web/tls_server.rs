//! `tls_server_config`: which certificate a server shows, and which it wants to see.

use super::super::{
    Secret,
    decode::{Choice, OneOf, section, unchecked},
    tls_client::resolve_path,
};
use std::path::Path;

section! {
    /// The TLS of a server. It is off while certificate, key, client authorities and client authentication are all left
    /// out, whatever the other fields say.
    pub struct TlsServerConfig {
        /// The server's certificate chain, as PEM text.
        cert: String,
        /// The server's private key, as PEM text.
        key: Secret,
        /// Authorities of clients' certificates, as PEM text.
        client_ca: String,
        /// File of the certificate chain; it wins over the text.
        cert_file: String,
        /// File of the key; it wins over the text.
        key_file: String,
        /// Whether clients must show certificates.
        client_auth_type: String,
        /// File of the authorities; it wins over the text.
        client_ca_file: String,
        /// Ciphers for TLS 1.2 and older.
        cipher_suites: Vec<OneOf<Cipher>>,
        /// Curves, the best first.
        curve_preferences: Vec<OneOf<Curve>>,
        /// The oldest version to accept.
        min_version: OneOf<ServerTlsVersion> = OneOf::known("TLS12"),
        /// The newest version to offer.
        max_version: OneOf<ServerTlsVersion> = OneOf::known("TLS13"),
        /// Whether the server's order of ciphers counts; ignored by Go since 1.17.
        prefer_server_cipher_suites: bool = true,
        /// Names of which a client's certificate must carry one.
        client_allowed_sans: Vec<String>,
    }
}

unchecked! {
    TlsServerConfig: "web.TLSConfig", "web.TLSConfig";
}

impl TlsServerConfig {
    /// Whether TLS is wanted.
    pub fn is_enabled(&self) -> bool {
        let texts = [
            &self.cert,
            &self.cert_file,
            &self.key_file,
            &self.client_ca,
            &self.client_ca_file,
            &self.client_auth_type,
        ];
        !self.key.is_empty() || texts.iter().any(|text| !text.is_empty())
    }

    /// Joins relative paths to `directory`.
    pub(super) fn settle_paths(&mut self, directory: &Path) {
        for path in [&mut self.cert_file, &mut self.key_file, &mut self.client_ca_file] {
            resolve_path(path, directory);
        }
    }
}

/// Go's ciphers that are not known to be weak.
const CIPHERS: [&str; 13] = [
    "TLS_AES_128_GCM_SHA256",
    "TLS_AES_256_GCM_SHA384",
    "TLS_CHACHA20_POLY1305_SHA256",
    "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA",
    "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA",
    "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA",
    "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA",
    "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
    "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
    "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
    "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
    "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
    "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256",
];

/// The name of a cipher.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cipher;

/// The name of a curve.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Curve;

/// The name of a version of TLS.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ServerTlsVersion;

impl Choice for Cipher {
    const GO_ITEM_TYPE: &'static str = "web.Cipher";

    fn allows(text: &str) -> bool {
        CIPHERS.contains(&text)
    }

    fn refusal(text: &str) -> String {
        format!("unknown cipher: {text}")
    }
}

impl Choice for Curve {
    const GO_ITEM_TYPE: &'static str = "web.Curve";

    fn allows(text: &str) -> bool {
        ["CurveP256", "CurveP384", "CurveP521", "X25519"].contains(&text)
    }

    fn refusal(text: &str) -> String {
        format!("unknown curve: {text}")
    }
}

impl Choice for ServerTlsVersion {
    fn allows(text: &str) -> bool {
        ["TLS10", "TLS11", "TLS12", "TLS13"].contains(&text)
    }

    fn refusal(text: &str) -> String {
        format!("unknown TLS version: {text}")
    }
}
