//! The verbs of the API.

use super::{
    ApiError, ConnectionOptions, Error, MetricMetadata, QueryParameters, RangeWindow, SeriesParameters,
    envelope::Envelope,
    parameters::{Form, duration_text, time_text},
    result::QueryData,
    scalar::Metric,
    server_url,
};
use crate::{
    config::{Authorization, BasicAuth, Secret},
    http::{self, Method, Request, Response, redacted},
    model::{annotations::Annotations, labels::Labels, sample::Timestamp, value::QueryResult},
};
use serde::Deserialize;
use std::{borrow::Cow, collections::BTreeMap, fmt::Write, time::Duration};
use url::Url;

/// How much of a page that is no result is shown.
pub(super) const SHOWN_CHARACTERS: usize = 500;
/// promtool's time limit of `check healthy` and `check ready`.
const PROBE_TIMEOUT: Duration = Duration::from_secs(10);

/// A result with what the server notes beside it.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer<T> {
    /// The result.
    pub value: T,
    /// Warnings and infos.
    pub annotations: Annotations,
}

/// A server's two questions about itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Probe {
    /// `/-/healthy`: it runs.
    Healthy,
    /// `/-/ready`: it can answer.
    Ready,
}

/// The answer to a [`Probe`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProbeResult {
    /// The status code; 200 is good.
    pub status: u16,
    /// The body, which ends in a newline of its own.
    pub body: String,
}

/// A page that is not the API's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// The media type with its parameters, or the empty text.
    pub content_type: String,
    /// The whole of it, decompressed.
    pub body: Vec<u8>,
}

/// A server with Prometheus' HTTP API.
pub struct Client {
    pub(super) http: http::Client,
    base: Url,
    headers: Vec<(String, String)>,
    timeout: Duration,
    largest_answer_bytes: u64,
}

impl Client {
    /// A client for `options`; nothing is sent yet, but configuration, certificates and keys are read.
    pub fn new(options: &ConnectionOptions) -> Result<Client, Error> {
        let base = server_url(&options.url)?;
        let mut config = options.http_config()?;
        if let Some(token) = &options.bearer_token {
            config.authorization = Some(Authorization {
                scheme: "Bearer".to_string(),
                credentials: token.clone(),
                ..Authorization::default()
            });
        } else if let Some((username, password)) = &options.basic_auth {
            config.basic_auth =
                Some(BasicAuth { username: username.clone(), password: password.clone(), ..BasicAuth::default() });
        }
        let http = http::Client::new(&config).map_err(Error::Client)?;
        for (_, value) in options.headers.iter().filter(|(name, _)| is_credential(name)) {
            http.remember(&Secret::new(value));
        }
        Ok(Client {
            http,
            base,
            headers: options.headers.clone(),
            timeout: options.time_limit(),
            largest_answer_bytes: options.size_limit(),
        })
    }

    /// The path of the server's URL.
    pub(super) fn base_path(&self) -> &str {
        self.base.path()
    }

    /// The server's URL without its password.
    pub fn shown_url(&self) -> String {
        redacted(&self.base)
    }

    /// Evaluates `query` at `time`, or at the server's now.
    pub fn query(
        &self,
        query: &str,
        time: Option<Timestamp>,
        parameters: &QueryParameters,
    ) -> Result<QueryResult, Error> {
        let mut form: Form = vec![("query", query.to_string())];
        form.extend(time.map(|time| ("time", time_text(time))));
        parameters.append_to(&mut form);
        self.query_result("/api/v1/query", &form, None)
    }

    /// Evaluates `query` at every step of `window`.
    pub fn query_range(
        &self,
        query: &str,
        window: &RangeWindow,
        parameters: &QueryParameters,
    ) -> Result<QueryResult, Error> {
        let mut form: Form = vec![
            ("query", query.to_string()),
            ("start", time_text(window.start)),
            ("end", time_text(window.end)),
            ("step", duration_text(window.step)),
        ];
        parameters.append_to(&mut form);
        self.query_result("/api/v1/query_range", &form, Some(*window))
    }

    /// The series that match any of the selectors, in the server's order.
    pub fn series(&self, parameters: &SeriesParameters) -> Result<Answer<Vec<Labels>>, Error> {
        let mut form = Form::new();
        parameters.append_to(&mut form);
        let answer: Answer<Vec<Metric>> = self.list(&self.post("/api/v1/series", &form)?)?;
        let labels = answer.value.into_iter().map(|metric| metric.0).collect();
        Ok(Answer { value: labels, annotations: answer.annotations })
    }

    /// The names of labels, sorted by the server.
    pub fn label_names(&self, parameters: &SeriesParameters) -> Result<Answer<Vec<String>>, Error> {
        let mut form = Form::new();
        parameters.append_to(&mut form);
        self.list(&self.post("/api/v1/labels", &form)?)
    }

    /// The values of label `name`, sorted by the server. Any name will do: one that a path cannot hold is sent in
    /// Prometheus' `U__` escaping.
    pub fn label_values(&self, name: &str, parameters: &SeriesParameters) -> Result<Answer<Vec<String>>, Error> {
        let mut form = Form::new();
        parameters.append_to(&mut form);
        let mut request = self.request("/api/v1/label");
        if let Ok(mut path) = request.url.path_segments_mut() {
            path.extend([path_segment(name).as_ref(), "values"]);
        }
        append_query(&mut request.url, &form);
        self.list(&self.http.send(&request)?)
    }

    /// What targets say about their metrics, by metric name; of `metric` alone if it is given. `limit` is the most metrics
    /// to return.
    pub fn metadata(
        &self,
        metric: Option<&str>,
        limit: Option<u64>,
    ) -> Result<Answer<BTreeMap<String, Vec<MetricMetadata>>>, Error> {
        let mut form = Form::new();
        form.extend(metric.map(|metric| ("metric", metric.to_string())));
        form.extend(limit.map(|limit| ("limit", limit.to_string())));
        self.list(&self.get("/api/v1/metadata", &form)?)
    }

    /// Asks whether the server is healthy or ready. Every status is an answer.
    pub fn probe(&self, probe: Probe) -> Result<ProbeResult, Error> {
        let path = match probe {
            Probe::Healthy => "/-/healthy",
            Probe::Ready => "/-/ready",
        };
        let mut request = self.request(path);
        request.timeout = PROBE_TIMEOUT.min(self.timeout);
        let response = self.http.send(&request)?;
        Ok(ProbeResult { status: response.status, body: String::from_utf8_lossy(&response.body).into_owned() })
    }

    /// The page at the URL itself, such as a target's metrics, in one of the formats that `accept` names.
    pub fn page(&self, accept: &str) -> Result<Page, Error> {
        let mut request = self.request("");
        request.url = self.base.clone();
        request.headers.push(("Accept".to_owned(), accept.to_owned()));
        let response = self.http.send(&request)?;
        if response.status != 200 {
            return Err(self.refused(&response));
        }
        Ok(Page { content_type: response.content_type, body: response.body })
    }

    fn query_result(&self, path: &str, form: &Form, window: Option<RangeWindow>) -> Result<QueryResult, Error> {
        let response = self.post(path, form)?;
        let mut envelope: Envelope<QueryData> = self.decode(&response, window)?;
        let annotations = envelope.annotations();
        let data =
            envelope.data.ok_or_else(|| self.undecodable(&response, "the answer has no data".to_string(), None))?;
        Ok(QueryResult { value: data.value, annotations, stats: data.stats })
    }

    /// An answer whose absent or null `data` is an empty collection.
    fn list<'a, T: Deserialize<'a> + Default>(&self, response: &'a Response) -> Result<Answer<T>, Error> {
        let mut envelope: Envelope<T> = self.decode(response, None)?;
        let annotations = envelope.annotations();
        Ok(Answer { value: envelope.data.unwrap_or_default(), annotations })
    }

    /// A request for `path` below the server's URL.
    pub(super) fn request(&self, path: &str) -> Request {
        let mut url = self.base.clone();
        url.set_path(&format!("{}{path}", self.base.path().trim_end_matches('/')));
        let mut request = Request::get(url);
        request.headers.clone_from(&self.headers);
        request.timeout = self.timeout;
        request.largest_body = self.largest_answer_bytes;
        request
    }

    fn get(&self, path: &str, form: &Form) -> Result<Response, Error> {
        let mut request = self.request(path);
        append_query(&mut request.url, form);
        Ok(self.http.send(&request)?)
    }

    /// Sends the form in the body, and where that is not allowed in the URL.
    fn post(&self, path: &str, form: &Form) -> Result<Response, Error> {
        let mut encoded = url::form_urlencoded::Serializer::new(String::new());
        encoded.extend_pairs(form);
        let mut request = self.request(path).posting_form(encoded.finish());
        let response = self.http.send(&request)?;
        if !matches!(response.status, 403 | 405 | 501) {
            return Ok(response);
        }
        request.method = Method::Get;
        request.body.clear();
        append_query(&mut request.url, form);
        Ok(self.http.send(&request)?)
    }

    /// Takes the envelope off, telling apart results, the API's errors and everything that is neither.
    fn decode<'a, T: Deserialize<'a>>(
        &self,
        response: &'a Response,
        window: Option<RangeWindow>,
    ) -> Result<Envelope<T>, Error> {
        let status = response.status;
        if !(200..300).contains(&status) {
            // Prometheus describes its errors with 400 and 422; other statuses come from anything in between.
            let described = matches!(status, 400 | 422);
            let envelope = serde_json::from_slice::<Envelope<serde::de::IgnoredAny>>(&response.body).ok();
            return Err(match envelope.filter(|_| described) {
                Some(envelope) => self.api_error(envelope, status, window),
                None => self.refused(response),
            });
        }
        let envelope: Envelope<T> =
            serde_json::from_slice(&response.body).map_err(|error| self.not_the_api(response, &error))?;
        match envelope.status.as_str() {
            "error" => Err(self.api_error(envelope, status, window)),
            _ => Ok(envelope),
        }
    }

    /// An answer whose status says that it is no result.
    fn refused(&self, response: &Response) -> Error {
        Error::Status {
            url: endpoint(response),
            status: response.status,
            status_text: response.status_text(),
            excerpt: self.http.scrub(&response.excerpt(SHOWN_CHARACTERS)),
        }
    }

    fn api_error<T>(&self, mut envelope: Envelope<T>, status: u16, window: Option<RangeWindow>) -> Error {
        let (warnings, infos) = envelope.notes();
        let or = |text: String, default: String| if text.is_empty() { default } else { self.http.scrub(&text) };
        Error::Api(Box::new(ApiError {
            kind: or(envelope.error_type, "client_error".to_string()),
            message: or(envelope.error, format!("client error: {status}")),
            status,
            warnings,
            infos,
            window,
        }))
    }

    /// Why a body with a good status is not a result.
    fn not_the_api(&self, response: &Response, error: &serde_json::Error) -> Error {
        let bytes = response.body.len();
        if bytes == 0 {
            return self.undecodable(response, "the answer is empty".to_string(), None);
        }
        if error.is_eof() {
            let hint = "the server or a proxy cut the answer short: try again, or ask for less".to_string();
            return self.undecodable(response, format!("the answer ends after {bytes} bytes: {error}"), Some(hint));
        }
        let looks_like_json = response.body.trim_ascii_start().starts_with(b"{");
        if looks_like_json {
            return self.undecodable(response, self.http.scrub(&error.to_string()), None);
        }
        let kind = if response.content_type.is_empty() { "of no declared type" } else { &response.content_type };
        let excerpt = self.http.scrub(&response.excerpt(SHOWN_CHARACTERS));
        let hint = "this is not Prometheus' HTTP API: is the path prefix missing, or does a login page stand in front?";
        self.undecodable(response, format!("the answer is not JSON but {kind}: {excerpt}"), Some(hint.to_string()))
    }

    fn undecodable(&self, response: &Response, reason: String, hint: Option<String>) -> Error {
        Error::Decode { url: endpoint(response), reason, hint }
    }
}

/// What answered: the URL without password and parameters.
pub(super) fn endpoint(response: &Response) -> String {
    let mut url = response.url.clone();
    url.set_query(None);
    redacted(&url)
}

/// Whether a header of this name usually holds a secret.
fn is_credential(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    ["authorization", "cookie", "token", "key", "secret", "password"].iter().any(|word| name.contains(word))
}

/// Adds the form to the URL's own parameters.
fn append_query(url: &mut Url, form: &Form) {
    if !form.is_empty() {
        url.query_pairs_mut().extend_pairs(form);
    }
}

/// A label name as one segment of a path. The URL percent-encodes it; only names that would still be cut or misread are
/// `U__`-escaped, because not every server with this API knows that form.
fn path_segment(name: &str) -> Cow<'_, str> {
    if !name.contains(['/', '\\']) && !matches!(name, "." | "..") && !name.starts_with("U__") {
        return Cow::Borrowed(name);
    }
    let mut escaped = String::from("U__");
    for character in name.chars() {
        match character {
            '_' => escaped.push_str("__"),
            'a'..='z' | 'A'..='Z' | '0'..='9' => escaped.push(character),
            // Writing into a String cannot fail.
            other => drop(write!(escaped, "_{:x}_", u32::from(other))),
        }
    }
    Cow::Owned(escaped)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn odd_label_names_fit_into_a_path() {
        assert_eq!(path_segment("job"), "job");
        assert_eq!(path_segment("zone.name"), "zone.name");
        assert_eq!(path_segment(".."), "U___2e__2e_");
        assert_eq!(path_segment("a_b/é"), "U__a__b_2f__e9_");
        assert_eq!(path_segment("U__x"), "U__U____x");
    }
}
