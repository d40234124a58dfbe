//! `HTTPClientConfig`: how to talk HTTP, as every part of Prometheus' configuration and `--http.config.file` say it.

use super::{
    Authorization, BasicAuth, Error, Header, OAuth2, ProxyConfig, Secret, TlsClientConfig,
    decode::{Checks, Map, Section, section},
    headers,
    tls_client::resolve_path,
    whole_file::read_whole,
};
use std::path::Path;

section! {
    /// How to talk to a server: whom to trust, who to say one is, which way to go.
    ///
    /// The deprecated `bearer_token` and `bearer_token_file` become an [`Authorization`] when the rules are checked.
    pub struct HttpClientConfig {
        /// User and password.
        basic_auth: Option<BasicAuth>,
        /// An `Authorization` header of any other kind.
        authorization: Option<Authorization>,
        /// A token from a token server.
        oauth2: Option<OAuth2>,
        bearer_token: Secret,
        bearer_token_file: String,
        /// Certificates and versions.
        tls_config: TlsClientConfig,
        /// Whether to go where a redirect points.
        follow_redirects: bool = true,
        /// Whether HTTP/2 may be spoken.
        enable_http2: bool = true,
        /// Headers for every request.
        http_headers: Map<Header>,
    }
    inline proxy: ProxyConfig
}

impl Section for HttpClientConfig {
    const GO_NAME: &'static str = "config.HTTPClientConfig";
    const GO_FIELDS: &'static str = "config.plain";

    fn check(&mut self, checks: &mut Checks<'_>) {
        let bearer = [
            ("bearer_token", !self.bearer_token.is_empty()),
            ("bearer_token_file", !self.bearer_token_file.is_empty()),
        ];
        let has_bearer = bearer.iter().any(|(_, is_set)| *is_set);
        checks.at_most_one(&bearer, "at most one of bearer_token & bearer_token_file must be configured");
        let others = [("basic_auth", self.basic_auth.is_some()), ("oauth2", self.oauth2.is_some())];
        if has_bearer && others.iter().any(|(_, is_set)| *is_set) {
            let given = bearer.iter().chain(&others).filter(|(_, is_set)| *is_set).map(|(name, _)| *name);
            let given: Vec<&str> = given.collect();
            let message = "at most one of basic_auth, oauth2, bearer_token & bearer_token_file must be configured";
            checks.error_beside(given[0], message, &given[1..]);
        }
        if let Some(basic_auth) = &self.basic_auth {
            basic_auth.check_alternatives(&mut checks.within(&basic_auth.origin));
        }
        if let Some(authorization) = &mut self.authorization {
            if has_bearer {
                let message = "authorization is not compatible with bearer_token & bearer_token_file";
                checks.error_beside("authorization", message, &["bearer_token", "bearer_token_file"]);
            }
            let origin = authorization.origin.clone();
            authorization.check_alternatives(&mut checks.within(&origin));
        }
        checks.at_most_one(
            &[
                ("basic_auth", self.basic_auth.is_some()),
                ("oauth2", self.oauth2.is_some()),
                ("authorization", self.authorization.is_some()),
            ],
            "at most one of basic_auth, oauth2 & authorization must be configured",
        );
        if has_bearer && self.authorization.is_none() {
            let (token, file) = (std::mem::take(&mut self.bearer_token), std::mem::take(&mut self.bearer_token_file));
            let mut authorization = Authorization::bearer(token, file);
            authorization.adopt(checks.origin());
            self.authorization = Some(authorization);
        }
        if let Some(oauth2) = &self.oauth2 {
            oauth2.check_alternatives(&mut checks.within(&oauth2.origin));
        }
        checks.run(&mut self.proxy);
        headers::check(&self.http_headers, checks);
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

impl HttpClientConfig {
    /// The client without a file: proxies come from the environment.
    pub fn without_file() -> HttpClientConfig {
        let proxy = ProxyConfig { proxy_from_environment: true, ..ProxyConfig::default() };
        HttpClientConfig { proxy, ..HttpClientConfig::default() }
    }

    /// A client with nothing but `tls_config` and `proxy`.
    pub fn for_connection(tls_config: TlsClientConfig, proxy: ProxyConfig) -> HttpClientConfig {
        HttpClientConfig { tls_config, proxy, ..HttpClientConfig::default() }
    }

    /// Reads and checks the file of `--http.config.file`; relative paths in it start at its directory.
    pub fn load(path: &Path) -> Result<HttpClientConfig, Error> {
        let bytes = std::fs::read(path).map_err(|source| Error::Read { path: path.to_path_buf(), source })?;
        HttpClientConfig::parse(&bytes, path)
    }

    /// Reads and checks `text`, the content of `path`; an empty document means defaults.
    pub fn parse(text: impl AsRef<[u8]>, path: &Path) -> Result<HttpClientConfig, Error> {
        let config: Option<HttpClientConfig> = read_whole(text.as_ref(), path, |_, _| {})?;
        let mut config = config.unwrap_or_default();
        config.resolve_paths(path.parent().unwrap_or(Path::new("")));
        Ok(config)
    }
}

#[cfg(test)]
mod tests;
