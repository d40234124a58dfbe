//! Who the client says it is: `basic_auth`, `authorization`, `oauth2`.
//!
//! Their rules are those of the HTTP client around them, and run when its turn comes.

use super::{
    Secret,
    decode::{Anything, Checks, Map, Origin, Section, section},
    proxy::ProxyConfig,
    tls_client::{TlsClientConfig, resolve_path},
};
use std::path::Path;

/// The grant type whose proof is a signed token.
const SIGNED_TOKEN_GRANT: &str = "urn:ietf:params:oauth:grant-type:jwt-bearer";

section! {
    /// Prometheus' `basic_auth`. What ends in `_ref` names a secret in a secret manager, which promq does not have.
    pub struct BasicAuth {
        username: String,
        username_file: String,
        username_ref: String,
        password: Secret,
        password_file: String,
        password_ref: String,
    }
}

section! {
    /// Prometheus' `authorization`: a header made of a type and credentials.
    pub struct Authorization {
        /// The scheme; `Bearer` once it is checked and was empty.
        scheme as "type": String,
        /// The credentials, a bearer token most of the time.
        credentials: Secret,
        /// File of them.
        credentials_file: String,
        /// Name of them in a secret manager, which promq does not have.
        credentials_ref: String,
    }
}

section! {
    /// Prometheus' `oauth2`: where to fetch a token, and with what.
    pub struct OAuth2 {
        client_id: String,
        client_secret: Secret,
        client_secret_file: String,
        client_secret_ref: String,
        /// Identifier of the signing key (signed-token grant).
        client_certificate_key_id: String,
        /// The signing key, as PEM text (signed-token grant).
        client_certificate_key: Secret,
        client_certificate_key_file: String,
        client_certificate_key_ref: String,
        /// How the client proves itself; empty means `client_credentials`.
        grant_type: String,
        /// How a token is signed (signed-token grant); empty means RS256.
        signature_algorithm: String,
        /// Issuer (signed-token grant).
        iss: String,
        /// Audience (signed-token grant).
        audience: String,
        /// More claims (signed-token grant).
        claims: Anything,
        /// Scopes to ask for.
        scopes: Vec<String>,
        /// Where tokens are given out.
        token_url: String,
        /// More parameters of the token request.
        endpoint_params: Map<String>,
        /// TLS towards the token server.
        tls_config: TlsClientConfig,
    }
    inline proxy: ProxyConfig
}

impl Section for OAuth2 {
    const GO_NAME: &'static str = "config.OAuth2";
    const GO_FIELDS: &'static str = "config.plain";
    const IS_SECRET: bool = true;

    fn check(&mut self, checks: &mut Checks<'_>) {
        checks.run(&mut self.proxy);
    }
}

impl Section for BasicAuth {
    const GO_NAME: &'static str = "config.BasicAuth";
    const GO_FIELDS: &'static str = "config.BasicAuth";
    const IS_SECRET: bool = true;

    fn check(&mut self, _: &mut Checks<'_>) {}
}

impl Section for Authorization {
    const GO_NAME: &'static str = "config.Authorization";
    const GO_FIELDS: &'static str = "config.Authorization";
    const IS_SECRET: bool = true;

    fn check(&mut self, _: &mut Checks<'_>) {}
}

impl BasicAuth {
    /// A user and a password that no file said.
    pub fn new(username: impl Into<String>, password: Secret) -> BasicAuth {
        BasicAuth { username: username.into(), password, ..BasicAuth::default() }
    }

    /// Prometheus' rules, in its order.
    pub(super) fn check_alternatives(&self, checks: &mut Checks<'_>) {
        checks.at_most_one(
            &[
                ("username", !self.username.is_empty()),
                ("username_file", !self.username_file.is_empty()),
                ("username_ref", !self.username_ref.is_empty()),
            ],
            "at most one of basic_auth username, username_file & username_ref must be configured",
        );
        checks.at_most_one(
            &[
                ("password", !self.password.is_empty()),
                ("password_file", !self.password_file.is_empty()),
                ("password_ref", !self.password_ref.is_empty()),
            ],
            "at most one of basic_auth password, password_file & password_ref must be configured",
        );
    }

    /// Joins relative paths to `directory`.
    pub(super) fn resolve_paths(&mut self, directory: &Path) {
        resolve_path(&mut self.username_file, directory);
        resolve_path(&mut self.password_file, directory);
    }
}

impl Authorization {
    /// A bearer token, or the file of one.
    pub fn bearer(credentials: Secret, credentials_file: impl Into<String>) -> Authorization {
        let scheme = "Bearer".to_string();
        Authorization { scheme, credentials, credentials_file: credentials_file.into(), ..Authorization::default() }
    }

    /// Notes that the token stands in the old keys of the section at `origin`.
    pub(super) fn adopt(&mut self, origin: &Origin) {
        self.origin = Origin::new(origin.spot);
        for (key, old) in [("credentials", "bearer_token"), ("credentials_file", "bearer_token_file")] {
            if let (Some(at), Some(value)) = (origin.key(old), origin.value(old)) {
                self.origin.note(key, at, value, false);
            }
        }
    }

    /// Prometheus' rules, in its order; an absent scheme becomes `Bearer`.
    pub(super) fn check_alternatives(&mut self, checks: &mut Checks<'_>) {
        checks.at_most_one(
            &[
                ("credentials", !self.credentials.is_empty()),
                ("credentials_file", !self.credentials_file.is_empty()),
                ("credentials_ref", !self.credentials_ref.is_empty()),
            ],
            "at most one of authorization credentials & credentials_file must be configured",
        );
        self.scheme = match self.scheme.trim() {
            "" => "Bearer".to_string(),
            scheme => scheme.to_string(),
        };
        if self.scheme.eq_ignore_ascii_case("basic") {
            checks.error("type", r#"authorization type cannot be set to "basic", use "basic_auth" instead"#);
        }
    }

    /// Joins relative paths to `directory`.
    pub(super) fn resolve_paths(&mut self, directory: &Path) {
        resolve_path(&mut self.credentials_file, directory);
    }
}

impl OAuth2 {
    /// Whether a client secret is what proves the client, the only way that promq can go.
    pub fn uses_client_secret(&self) -> bool {
        self.grant_type != SIGNED_TOKEN_GRANT
    }

    /// Prometheus' rules, in its order.
    pub(super) fn check_alternatives(&self, checks: &mut Checks<'_>) {
        checks.required(&[
            ("client_id", &self.client_id, "oauth2 client_id must be configured"),
            ("token_url", &self.token_url, "oauth2 token_url must be configured"),
        ]);
        if self.uses_client_secret() {
            checks.at_most_one(
                &[
                    ("client_secret", !self.client_secret.is_empty()),
                    ("client_secret_file", !self.client_secret_file.is_empty()),
                    ("client_secret_ref", !self.client_secret_ref.is_empty()),
                ],
                "at most one of oauth2 client_secret, client_secret_file & client_secret_ref must be configured using \
                 grant-type=client_credentials",
            );
            return;
        }
        checks.at_most_one(
            &[
                ("client_certificate_key", !self.client_certificate_key.is_empty()),
                ("client_certificate_key_file", !self.client_certificate_key_file.is_empty()),
                ("client_certificate_key_ref", !self.client_certificate_key_ref.is_empty()),
            ],
            "at most one of oauth2 client_certificate_key, client_certificate_key_file & client_certificate_key_ref \
             must be configured using grant-type=urn:ietf:params:oauth:grant-type:jwt-bearer",
        );
        if !matches!(self.signature_algorithm.as_str(), "" | "RS256" | "RS384" | "RS512") {
            checks.error("signature_algorithm", "valid signature algorithms are RS256, RS384 and RS512");
        }
    }

    /// Joins relative paths to `directory`; Prometheus leaves `client_certificate_key_file` as it is.
    pub(super) fn resolve_paths(&mut self, directory: &Path) {
        resolve_path(&mut self.client_secret_file, directory);
        self.tls_config.resolve_paths(directory);
    }
}
