//! `basic_auth`, `authorization` and `oauth2`: who the client says it is.

use super::{
    ProxyConfig, Secret, TlsClientConfig,
    error::{BrokenRule, at_most_one, broken},
    scalar,
    tls_client::resolve_path,
};
use serde::Deserialize;
use std::{collections::BTreeMap, path::Path};

/// The grant type whose client proves itself with a signed token instead of a secret.
const SIGNED_TOKEN_GRANT: &str = "urn:ietf:params:oauth:grant-type:jwt-bearer";

/// Prometheus' `basic_auth`.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct BasicAuth {
    /// The user's name.
    #[serde(deserialize_with = "scalar::text")]
    pub username: String,
    /// File of it.
    #[serde(deserialize_with = "scalar::text")]
    pub username_file: String,
    /// Name of it in a secret manager, which promq does not have.
    #[serde(deserialize_with = "scalar::text")]
    pub username_ref: String,
    /// The password.
    #[serde(deserialize_with = "scalar::secret")]
    pub password: Secret,
    /// File of it.
    #[serde(deserialize_with = "scalar::text")]
    pub password_file: String,
    /// Name of it in a secret manager.
    #[serde(deserialize_with = "scalar::text")]
    pub password_ref: String,
}

impl BasicAuth {
    /// Prometheus' rules, in its order.
    pub(super) fn check(&self) -> Result<(), BrokenRule> {
        at_most_one(
            &[
                ("username", !self.username.is_empty()),
                ("username_file", !self.username_file.is_empty()),
                ("username_ref", !self.username_ref.is_empty()),
            ],
            "at most one of basic_auth username, username_file & username_ref must be configured",
        )?;
        at_most_one(
            &[
                ("password", !self.password.is_empty()),
                ("password_file", !self.password_file.is_empty()),
                ("password_ref", !self.password_ref.is_empty()),
            ],
            "at most one of basic_auth password, password_file & password_ref must be configured",
        )
    }

    /// Joins relative paths to `directory`.
    pub(super) fn resolve_paths(&mut self, directory: &Path) {
        resolve_path(&mut self.username_file, directory);
        resolve_path(&mut self.password_file, directory);
    }
}

/// Prometheus' `authorization`: a header made of a type and credentials.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Authorization {
    /// The scheme; `Bearer` if it is empty.
    #[serde(rename = "type", deserialize_with = "scalar::text")]
    pub scheme: String,
    /// The credentials, a bearer token most of the time.
    #[serde(deserialize_with = "scalar::secret")]
    pub credentials: Secret,
    /// File of them.
    #[serde(deserialize_with = "scalar::text")]
    pub credentials_file: String,
    /// Name of them in a secret manager, which promq does not have.
    #[serde(deserialize_with = "scalar::text")]
    pub credentials_ref: String,
}

impl Authorization {
    /// Prometheus' rules, in its order; an absent scheme becomes `Bearer`.
    pub(super) fn check(&mut self) -> Result<(), BrokenRule> {
        at_most_one(
            &[
                ("credentials", !self.credentials.is_empty()),
                ("credentials_file", !self.credentials_file.is_empty()),
                ("credentials_ref", !self.credentials_ref.is_empty()),
            ],
            "at most one of authorization credentials & credentials_file must be configured",
        )?;
        self.scheme = match self.scheme.trim() {
            "" => "Bearer".to_string(),
            scheme => scheme.to_string(),
        };
        if self.scheme.eq_ignore_ascii_case("basic") {
            return Err(broken("type", r#"authorization type cannot be set to "basic", use "basic_auth" instead"#));
        }
        Ok(())
    }

    /// Joins relative paths to `directory`.
    pub(super) fn resolve_paths(&mut self, directory: &Path) {
        resolve_path(&mut self.credentials_file, directory);
    }
}

/// Prometheus' `oauth2`: where to fetch a token, and with what.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct OAuth2 {
    /// The client's name.
    #[serde(deserialize_with = "scalar::text")]
    pub client_id: String,
    /// The client's secret.
    #[serde(deserialize_with = "scalar::secret")]
    pub client_secret: Secret,
    /// File of it.
    #[serde(deserialize_with = "scalar::text")]
    pub client_secret_file: String,
    /// Name of it in a secret manager, which promq does not have.
    #[serde(deserialize_with = "scalar::text")]
    pub client_secret_ref: String,
    /// Identifier of the signing key (signed-token grant).
    #[serde(deserialize_with = "scalar::text")]
    pub client_certificate_key_id: String,
    /// The signing key, as PEM text (signed-token grant).
    #[serde(deserialize_with = "scalar::secret")]
    pub client_certificate_key: Secret,
    /// File of it.
    #[serde(deserialize_with = "scalar::text")]
    pub client_certificate_key_file: String,
    /// Name of it in a secret manager.
    #[serde(deserialize_with = "scalar::text")]
    pub client_certificate_key_ref: String,
    /// How the client proves itself; empty means `client_credentials`.
    #[serde(deserialize_with = "scalar::text")]
    pub grant_type: String,
    /// How a token is signed (signed-token grant); empty means RS256.
    #[serde(deserialize_with = "scalar::text")]
    pub signature_algorithm: String,
    /// Issuer (signed-token grant).
    #[serde(deserialize_with = "scalar::text")]
    pub iss: String,
    /// Audience (signed-token grant).
    #[serde(deserialize_with = "scalar::text")]
    pub audience: String,
    /// More claims (signed-token grant).
    pub claims: Option<serde_yaml::Mapping>,
    /// Scopes to ask for.
    #[serde(deserialize_with = "scalar::texts")]
    pub scopes: Vec<String>,
    /// Where tokens are given out.
    #[serde(deserialize_with = "scalar::text")]
    pub token_url: String,
    /// More parameters of the token request.
    #[serde(deserialize_with = "scalar::text_map")]
    pub endpoint_params: BTreeMap<String, String>,
    /// TLS towards the token server.
    #[serde(deserialize_with = "scalar::section")]
    pub tls_config: TlsClientConfig,
    proxy_url: Option<ProxyUrl>,
    #[serde(deserialize_with = "scalar::text")]
    no_proxy: String,
    #[serde(deserialize_with = "scalar::flag")]
    proxy_from_environment: bool,
    #[serde(deserialize_with = "scalar::secrets_map")]
    proxy_connect_header: BTreeMap<String, Vec<Secret>>,
}

/// A proxy's URL; a type of its own so that a present but empty one differs from an absent one.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(transparent)]
pub(super) struct ProxyUrl(#[serde(deserialize_with = "scalar::secret")] pub(super) Secret);

impl OAuth2 {
    /// The proxy towards the token server.
    pub fn proxy(&self) -> ProxyConfig {
        ProxyConfig {
            url: self.proxy_url.clone().map(|url| url.0),
            no_proxy: self.no_proxy.clone(),
            from_environment: self.proxy_from_environment,
            connect_header: self.proxy_connect_header.clone(),
        }
    }

    /// Whether a client secret is what proves the client, the only way that promq can go.
    pub fn uses_client_secret(&self) -> bool {
        self.grant_type != SIGNED_TOKEN_GRANT
    }

    /// Prometheus' rules, in its order.
    pub(super) fn check(&self) -> Result<(), BrokenRule> {
        if self.client_id.is_empty() {
            return Err(broken("oauth2", "oauth2 client_id must be configured"));
        }
        if self.token_url.is_empty() {
            return Err(broken("oauth2", "oauth2 token_url must be configured"));
        }
        if self.uses_client_secret() {
            return at_most_one(
                &[
                    ("client_secret", !self.client_secret.is_empty()),
                    ("client_secret_file", !self.client_secret_file.is_empty()),
                    ("client_secret_ref", !self.client_secret_ref.is_empty()),
                ],
                "at most one of oauth2 client_secret, client_secret_file & client_secret_ref must be configured using \
                 grant-type=client_credentials",
            );
        }
        at_most_one(
            &[
                ("client_certificate_key", !self.client_certificate_key.is_empty()),
                ("client_certificate_key_file", !self.client_certificate_key_file.is_empty()),
                ("client_certificate_key_ref", !self.client_certificate_key_ref.is_empty()),
            ],
            "at most one of oauth2 client_certificate_key, client_certificate_key_file & client_certificate_key_ref \
             must be configured using grant-type=urn:ietf:params:oauth:grant-type:jwt-bearer",
        )?;
        match self.signature_algorithm.as_str() {
            "" | "RS256" | "RS384" | "RS512" => Ok(()),
            _ => Err(broken("signature_algorithm", "valid signature algorithms are RS256, RS384 and RS512")),
        }
    }

    /// Joins relative paths to `directory`; Prometheus leaves `client_certificate_key_file` as it is.
    pub(super) fn resolve_paths(&mut self, directory: &Path) {
        resolve_path(&mut self.client_secret_file, directory);
        self.tls_config.resolve_paths(directory);
    }
}
