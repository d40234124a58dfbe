//! What is put on every request to say who asks: `Authorization` and the configured headers.

use super::{error::Error, oauth2::TokenSource, redact::SentSecrets, tls::Source};
use crate::config::{Authorization, BasicAuth, Header, HttpClientConfig, Map, Secret};
use reqwest::{
    blocking::RequestBuilder,
    header::{AUTHORIZATION, HeaderMap, HeaderName, HeaderValue},
};
use std::time::Duration;

/// The credentials of a client. Files are read for every request, because they may be renewed.
pub(super) struct Credentials {
    basic_auth: Option<BasicAuth>,
    authorization: Option<Authorization>,
    tokens: Option<TokenSource>,
    headers: Map<Header>,
}

impl Credentials {
    pub(super) fn new(config: &HttpClientConfig) -> Result<Credentials, Error> {
        Ok(Credentials {
            basic_auth: config.basic_auth.clone(),
            authorization: config.authorization.clone(),
            tokens: config.oauth2.as_ref().map(TokenSource::new).transpose()?,
            headers: config.http_headers.clone(),
        })
    }

    /// Adds the headers and, unless the request has an `Authorization` of its own, the credentials.
    pub(super) fn apply(
        &self,
        mut builder: RequestBuilder,
        has_authorization: bool,
        timeout: Duration,
        sent: &SentSecrets,
    ) -> Result<RequestBuilder, Error> {
        builder = builder.headers(self.headers(sent)?);
        if has_authorization {
            return Ok(builder);
        }
        if let Some(authorization) = &self.authorization {
            let credentials = Source {
                what: "authorization credentials",
                inline: authorization.credentials.expose(),
                file: &authorization.credentials_file,
                reference: &authorization.credentials_ref,
            };
            let credentials = credentials.read()?.unwrap_or_default();
            sent.remember(credentials.expose());
            let header = Secret::new(format!("{} {}", authorization.scheme, credentials.expose()));
            return Ok(builder.header(AUTHORIZATION, header_value("Authorization", &header)?));
        }
        if let Some(basic_auth) = &self.basic_auth {
            let username = Source {
                what: "basic auth username",
                inline: &basic_auth.username,
                file: &basic_auth.username_file,
                reference: &basic_auth.username_ref,
            };
            let password = Source {
                what: "basic auth password",
                inline: basic_auth.password.expose(),
                file: &basic_auth.password_file,
                reference: &basic_auth.password_ref,
            };
            let (username, password) = (username.read()?.unwrap_or_default(), password.read()?.unwrap_or_default());
            sent.remember(password.expose());
            return Ok(builder.basic_auth(username.expose(), Some(password.expose())));
        }
        if let Some(tokens) = &self.tokens {
            let header = tokens.authorization(timeout)?;
            header.expose().split_whitespace().skip(1).for_each(|token| sent.remember(token));
            return Ok(builder.header(AUTHORIZATION, header_value("Authorization", &header)?));
        }
        Ok(builder)
    }

    fn headers(&self, sent: &SentSecrets) -> Result<HeaderMap, Error> {
        let mut headers = HeaderMap::new();
        for (name, header) in self.headers.iter() {
            let key = HeaderName::try_from(name).map_err(|_| Error::Header(name.into()))?;
            for value in &header.values {
                headers.append(key.clone(), header_value(name, &Secret::new(value))?);
            }
            for secret in &header.secrets {
                sent.remember(secret.expose());
                headers.append(key.clone(), header_value(name, secret)?);
            }
            for file in &header.files {
                let source = Source { what: "http header", inline: "", file, reference: "" };
                let secret = source.read()?.unwrap_or_default();
                sent.remember(secret.expose());
                headers.append(key.clone(), header_value(name, &secret)?);
            }
        }
        Ok(headers)
    }
}

/// `value` as a header, marked so that no library prints it.
pub(super) fn header_value(name: &str, value: &Secret) -> Result<HeaderValue, Error> {
    let mut header = HeaderValue::from_str(value.expose()).map_err(|_| Error::Header(name.to_string()))?;
    header.set_sensitive(true);
    Ok(header)
}
