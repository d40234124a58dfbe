//! OAuth2's client-credentials grant: a token for a secret, kept until shortly before it expires.

use super::{
    client::{Client, Request},
    error::Error,
    redact::redacted,
    tls::Source,
};
use crate::config::{HttpClientConfig, OAuth2, Secret};
use serde::Deserialize;
use std::{
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};
use url::{Url, form_urlencoded};

/// A token is not used in its last seconds: the request that carries it takes time too.
const EXPIRY_MARGIN: Duration = Duration::from_secs(10);
/// The largest answer of a token server that is read.
const LARGEST_ANSWER: u64 = 1 << 20;
/// How much of an answer without a token is shown.
const SHOWN_CHARACTERS: usize = 200;

/// Where tokens come from.
pub(super) struct TokenSource {
    config: OAuth2,
    url: Url,
    client: Box<Client>,
    token: Mutex<Option<Token>>,
}

struct Token {
    header: Secret,
    expires: Option<Instant>,
}

/// A token server's answer, good or bad.
#[derive(Deserialize)]
struct Answer {
    #[serde(default)]
    access_token: String,
    #[serde(default)]
    token_type: String,
    /// Seconds; some servers write the number as a text.
    expires_in: Option<serde_json::Value>,
    #[serde(default)]
    error: String,
    #[serde(default)]
    error_description: String,
}

impl TokenSource {
    pub(super) fn new(config: &OAuth2) -> Result<TokenSource, Error> {
        if !config.uses_client_secret() {
            return Err(Error::GrantType(config.grant_type.clone()));
        }
        let url = Url::parse(&config.token_url).map_err(|error| Error::Token {
            url: "<token_url>".to_string(),
            reason: format!("it is not an absolute URL: {error}"),
        })?;
        let client =
            Box::new(Client::new(&HttpClientConfig::for_connection(config.tls_config.clone(), config.proxy.clone()))?);
        Ok(TokenSource { config: config.clone(), url, client, token: Mutex::new(None) })
    }

    /// The value of the `Authorization` header: `Bearer TOKEN` most of the time.
    pub(super) fn authorization(&self, timeout: Duration) -> Result<Secret, Error> {
        let mut kept = self.token.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(token) = &*kept
            && token.expires.is_none_or(|expires| Instant::now() + EXPIRY_MARGIN < expires)
        {
            return Ok(token.header.clone());
        }
        let token = self.fetch(timeout)?;
        let header = token.header.clone();
        *kept = Some(token);
        Ok(header)
    }

    /// Asks for a token: first with the secret in a header, then, as older servers want it, in the form.
    fn fetch(&self, timeout: Duration) -> Result<Token, Error> {
        let secret = Source {
            what: "oauth2 client secret",
            inline: self.config.client_secret.expose(),
            file: &self.config.client_secret_file,
            reference: &self.config.client_secret_ref,
        };
        let secret = secret.read()?.unwrap_or_default();
        self.client.remember(&secret);
        match self.ask(&secret, true, timeout) {
            Err(Error::Token { .. }) => self.ask(&secret, false, timeout),
            outcome => outcome,
        }
    }

    fn ask(&self, secret: &Secret, in_header: bool, timeout: Duration) -> Result<Token, Error> {
        let mut form = form_urlencoded::Serializer::new(String::new());
        form.append_pair("grant_type", "client_credentials");
        if !self.config.scopes.is_empty() {
            form.append_pair("scope", &self.config.scopes.join(" "));
        }
        form.extend_pairs(self.config.endpoint_params.iter().filter(|(name, _)| *name != "grant_type"));
        let mut request = Request::get(self.url.clone());
        if in_header {
            let encode = |text: &str| form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>();
            request.basic_auth = Some((encode(&self.config.client_id), Secret::new(encode(secret.expose()))));
        } else {
            form.append_pair("client_id", &self.config.client_id);
            if !secret.is_empty() {
                form.append_pair("client_secret", secret.expose());
            }
        }
        let mut request = request.posting_form(form.finish());
        request.headers.push(("Accept".to_string(), "application/json".to_string()));
        request.timeout = timeout;
        request.largest_body = LARGEST_ANSWER;
        let response = self.client.send(&request)?;
        self.read(&response)
    }

    fn read(&self, response: &super::Response) -> Result<Token, Error> {
        let refused = |reason: String| Error::Token { url: redacted(&self.url), reason };
        let answer: Option<Answer> = serde_json::from_slice(&response.body).ok();
        if let Some(answer) = &answer
            && !answer.error.is_empty()
        {
            let text = format!("{}: {:?} {:?}", response.status_text(), answer.error, answer.error_description);
            return Err(refused(self.client.scrub(&text)));
        }
        let excerpt = || self.client.scrub(&response.excerpt(SHOWN_CHARACTERS));
        if !(200..300).contains(&response.status) {
            return Err(refused(format!("{}: {}", response.status_text(), excerpt())));
        }
        let Some(answer) = answer.filter(|answer| !answer.access_token.is_empty()) else {
            return Err(refused("the answer has no access_token".to_string()));
        };
        let seconds = match &answer.expires_in {
            Some(serde_json::Value::Number(number)) => number.as_u64(),
            Some(serde_json::Value::String(text)) => text.parse().ok(),
            _ => None,
        };
        let scheme = match answer.token_type.as_str() {
            "" => "Bearer",
            text if text.eq_ignore_ascii_case("bearer") => "Bearer",
            text => text,
        };
        Ok(Token {
            header: Secret::new(format!("{scheme} {}", answer.access_token)),
            expires: seconds
                .filter(|&seconds| seconds > 0)
                .and_then(|seconds| Instant::now().checked_add(Duration::from_secs(seconds))),
        })
    }
}
