//! `HTTPClientConfig`: how to talk HTTP, as every part of Prometheus' configuration and `--http.config.file` say it.

use super::{
    Authorization, BasicAuth, Error, Header, OAuth2, ProxyConfig, Secret, TlsClientConfig,
    authentication::ProxyUrl,
    error::{BrokenRule, at_most_one, broken},
    headers, scalar,
    tls_client::resolve_path,
};
use serde::Deserialize;
use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

/// Prometheus' `HTTPClientConfig`.
///
/// The deprecated `bearer_token` and `bearer_token_file` are read and become an [`Authorization`].
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct HttpClientConfig {
    /// User name and password.
    pub basic_auth: Option<BasicAuth>,
    /// A bearer token, or credentials of another scheme.
    pub authorization: Option<Authorization>,
    /// Where to fetch a token.
    pub oauth2: Option<OAuth2>,
    #[serde(deserialize_with = "scalar::secret")]
    bearer_token: Secret,
    #[serde(deserialize_with = "scalar::text")]
    bearer_token_file: String,
    /// Certificates and versions.
    #[serde(deserialize_with = "scalar::section")]
    pub tls_config: TlsClientConfig,
    /// Whether to go where a redirect points.
    #[serde(deserialize_with = "scalar::flag")]
    pub follow_redirects: bool,
    /// Whether to offer HTTP/2.
    #[serde(deserialize_with = "scalar::flag")]
    pub enable_http2: bool,
    proxy_url: Option<ProxyUrl>,
    #[serde(deserialize_with = "scalar::text")]
    no_proxy: String,
    #[serde(deserialize_with = "scalar::flag")]
    proxy_from_environment: bool,
    #[serde(deserialize_with = "scalar::secrets_map")]
    proxy_connect_header: BTreeMap<String, Vec<Secret>>,
    /// Headers to send with every request, by name.
    #[serde(deserialize_with = "scalar::section")]
    pub http_headers: BTreeMap<String, Header>,
}

impl Default for HttpClientConfig {
    /// No credentials, the system's certificates, redirects and HTTP/2 on, no proxy.
    fn default() -> HttpClientConfig {
        HttpClientConfig {
            basic_auth: None,
            authorization: None,
            oauth2: None,
            bearer_token: Secret::default(),
            bearer_token_file: String::new(),
            tls_config: TlsClientConfig::default(),
            follow_redirects: true,
            enable_http2: true,
            proxy_url: None,
            no_proxy: String::new(),
            proxy_from_environment: false,
            proxy_connect_header: BTreeMap::new(),
            http_headers: BTreeMap::new(),
        }
    }
}

impl HttpClientConfig {
    /// What a client does without any configuration: the defaults, and the proxies that the environment names.
    pub fn without_file() -> HttpClientConfig {
        HttpClientConfig { proxy_from_environment: true, ..HttpClientConfig::default() }
    }

    /// These settings towards another server: only TLS and proxy.
    pub fn for_connection(tls_config: TlsClientConfig, proxy: ProxyConfig) -> HttpClientConfig {
        HttpClientConfig {
            tls_config,
            proxy_url: proxy.url.map(ProxyUrl),
            no_proxy: proxy.no_proxy,
            proxy_from_environment: proxy.from_environment,
            proxy_connect_header: proxy.connect_header,
            ..HttpClientConfig::default()
        }
    }

    /// Reads the file at `path`; relative paths inside are resolved against its directory.
    pub fn load(path: &Path) -> Result<HttpClientConfig, Error> {
        let read = |source| Error::Read { path: path.to_path_buf(), source };
        let bytes = std::fs::read(path).map_err(read)?;
        let text = String::from_utf8(bytes)
            .map_err(|error| read(std::io::Error::new(std::io::ErrorKind::InvalidData, error.utf8_error())))?;
        HttpClientConfig::parse(&text, path)
    }

    /// Reads `text` as the content of the file at `path`. An empty text means all defaults; of several documents the
    /// first one counts.
    pub fn parse(text: &str, path: &Path) -> Result<HttpClientConfig, Error> {
        let mut config = match serde_yaml::Deserializer::from_str(text).next() {
            Some(document) => Option::<HttpClientConfig>::deserialize(document)
                .map_err(|error| yaml_error(path, &error))?
                .unwrap_or_default(),
            None => HttpClientConfig::default(),
        };
        config.check().map_err(|rule| {
            let (line, column) = field_position(text, &rule.field);
            Error::Rule { path: path.to_path_buf(), line, column, message: rule.message }
        })?;
        config.resolve_paths(path.parent().unwrap_or(Path::new("")));
        Ok(config)
    }

    /// Which proxy to go through.
    pub fn proxy(&self) -> ProxyConfig {
        ProxyConfig {
            url: self.proxy_url.clone().map(|url| url.0),
            no_proxy: self.no_proxy.clone(),
            from_environment: self.proxy_from_environment,
            connect_header: self.proxy_connect_header.clone(),
        }
    }

    /// Prometheus' rules, in its order; deprecated fields are moved to where they belong.
    fn check(&mut self) -> Result<(), BrokenRule> {
        self.tls_config.check()?;
        if let Some(oauth2) = &self.oauth2 {
            oauth2.tls_config.check()?;
            oauth2.proxy().check()?;
        }
        let bearer = match (self.bearer_token.is_empty(), self.bearer_token_file.is_empty()) {
            (true, true) => None,
            (false, true) => Some("bearer_token"),
            (true, false) => Some("bearer_token_file"),
            (false, false) => {
                return Err(broken(
                    "bearer_token_file",
                    "at most one of bearer_token & bearer_token_file must be configured",
                ));
            }
        };
        if let Some(field) = bearer
            && (self.basic_auth.is_some() || self.oauth2.is_some())
        {
            return Err(broken(
                field,
                "at most one of basic_auth, oauth2, bearer_token & bearer_token_file must be configured",
            ));
        }
        self.basic_auth.as_ref().map_or(Ok(()), BasicAuth::check)?;
        if let Some(authorization) = &mut self.authorization {
            if bearer.is_some() {
                let message = "authorization is not compatible with bearer_token & bearer_token_file";
                return Err(broken("authorization", message));
            }
            authorization.check()?;
        }
        at_most_one(
            &[
                ("basic_auth", self.basic_auth.is_some()),
                ("oauth2", self.oauth2.is_some()),
                ("authorization", self.authorization.is_some()),
            ],
            "at most one of basic_auth, oauth2 & authorization must be configured",
        )?;
        if bearer.is_some() {
            self.authorization = Some(Authorization {
                scheme: "Bearer".to_string(),
                credentials: std::mem::take(&mut self.bearer_token),
                credentials_file: std::mem::take(&mut self.bearer_token_file),
                credentials_ref: String::new(),
            });
        }
        self.oauth2.as_ref().map_or(Ok(()), OAuth2::check)?;
        self.proxy().check()?;
        headers::check(&self.http_headers)
    }

    fn resolve_paths(&mut self, directory: &Path) {
        self.tls_config.resolve_paths(directory);
        if let Some(basic_auth) = &mut self.basic_auth {
            basic_auth.resolve_paths(directory);
        }
        if let Some(authorization) = &mut self.authorization {
            authorization.resolve_paths(directory);
        }
        if let Some(oauth2) = &mut self.oauth2 {
            oauth2.resolve_paths(directory);
        }
        headers::resolve_paths(&mut self.http_headers, directory);
        resolve_path(&mut self.bearer_token_file, directory);
    }
}

/// The decoder's error with its position apart, and without any value of the file: it may be a password.
pub(super) fn yaml_error(path: &Path, error: &serde_yaml::Error) -> Error {
    let (line, column) = error.location().map_or((1, 1), |location| (location.line(), location.column()));
    let mut message = error.to_string();
    if let Some(suffix) = message.rfind(" at line ") {
        message.truncate(suffix);
    }
    if let Some(start) = message.find("string \"")
        && let Some(end) = message.rfind("\", expected")
    {
        message.replace_range(start..=end, "a text");
    }
    Error::Yaml { path: PathBuf::from(path), line, column, message }
}

/// One-based line and column of the first mapping key named `field`; the file's start if there is none, as for keys of
/// flow mappings.
fn field_position(text: &str, field: &str) -> (usize, usize) {
    for (index, line) in text.lines().enumerate() {
        let content = line.trim_start();
        let key = content.split(':').next().unwrap_or("").trim_end().trim_matches(['"', '\'']);
        if key == field && content.contains(':') {
            return (index + 1, line.chars().count() - content.chars().count() + 1);
        }
    }
    (1, 1)
}

#[cfg(test)]
mod tests;
