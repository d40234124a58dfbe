//! Why a server gave no result, in promtool's words, with what to try next.

use super::RangeWindow;
use crate::{config, http};

/// Why there is no result. The texts are what promtool prints after `query error: `; none contains a secret.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The server's URL cannot be used.
    #[error("{url}: {reason}")]
    Url {
        /// The URL without its password.
        url: String,
        /// Why.
        reason: String,
    },
    /// A header argument has no separator. It is not shown: it may be a token.
    #[error("expected KEY=VALUE or KEY:VALUE in a header")]
    Header,
    /// A user in the URL and a configuration file exclude each other.
    #[error("Cannot set base auth in the server URL and use a http.config.file at the same time")]
    TwoCredentials,
    /// A range query whose start is not before its end.
    #[error("start time is not before end time")]
    EmptyRange,
    /// The configuration file cannot be used.
    #[error("Failed to load HTTP config file: {0}")]
    Config(#[source] config::Error),
    /// The client that the configuration describes cannot be built.
    #[error("Failed to create a new HTTP round tripper: {0}")]
    Client(#[source] http::Error),
    /// No answer came.
    #[error(transparent)]
    Http(#[from] http::Error),
    /// The API refused the request, or could not carry it out.
    #[error("{kind}: {message}", kind = .0.kind, message = .0.message)]
    Api(Box<ApiError>),
    /// An answer without a result: a proxy's page, a missing route, a server that is overloaded or not ready.
    #[error("{}: {}{}", class(*status), class_text(*status), detail_text(excerpt))]
    Status {
        /// The URL without its password.
        url: String,
        /// The status code.
        status: u16,
        /// The status with its usual text.
        status_text: String,
        /// The beginning of the body.
        excerpt: String,
    },
    /// A streamed answer ends in the middle of something.
    #[error("{url}: the answer ends after {received} bytes, in the middle of {place}")]
    CutShort {
        /// The URL without its password.
        url: String,
        /// Bytes of the answer that came.
        received: u64,
        /// What it ends in.
        place: String,
    },
    /// The status says success but the body is not the API's.
    #[error("bad_response: {reason}")]
    Decode {
        /// The URL without its password.
        url: String,
        /// What is wrong, and where.
        reason: String,
        /// What to try.
        hint: Option<String>,
    },
}

/// What the API says about a failed request.
#[derive(Clone, Debug, PartialEq)]
pub struct ApiError {
    /// Prometheus' `errorType`: `bad_data`, `execution`, `timeout`, …
    pub kind: String,
    /// Its text, with a position if the expression is wrong.
    pub message: String,
    /// The status code.
    pub status: u16,
    /// Warnings that came with it.
    pub warnings: Vec<String>,
    /// Infos that came with it.
    pub infos: Vec<String>,
    /// The window of the range query that was refused.
    pub window: Option<RangeWindow>,
}

impl Error {
    /// What to try, if there is something.
    pub fn hint(&self) -> Option<String> {
        match self {
            Error::Http(error) | Error::Client(error) => error.hint(),
            Error::Api(error) => error.hint(),
            Error::Decode { hint, .. } => hint.clone(),
            Error::Status { url, status, status_text, excerpt } => {
                let advice = match status {
                    401 => ": give credentials with --http.config.file, a user in the URL or PROMQ_BEARER_TOKEN",
                    403 => ": these credentials are not allowed to ask this",
                    404 => ": is the path prefix right, and is this a server with Prometheus' HTTP API?",
                    429 => ": the server wants fewer requests",
                    503 if excerpt.contains("\"timeout\"") => ": the query took too long; ask for a shorter range",
                    502..=504 => ": the server is starting, overloaded or not reached by its proxy; try again later",
                    _ => "",
                };
                Some(format!("{url} answered {status_text}{advice}"))
            }
            Error::CutShort { .. } => {
                Some("the server or a proxy cut the answer short: try again, or ask for less at a time".to_string())
            }
            Error::TwoCredentials => Some("write the user into basic_auth of that file".to_string()),
            _ => None,
        }
    }
}

impl ApiError {
    fn hint(&self) -> Option<String> {
        let window = self.window.filter(|_| self.message.starts_with("exceeded maximum resolution"))?;
        Some(format!("for this range --step={}s is the shortest that works", window.shortest_step_seconds()))
    }
}

/// The Go client's name for a status without a result.
fn class(status: u16) -> &'static str {
    match status {
        400..500 => "client_error",
        500..600 => "server_error",
        _ => "bad_response",
    }
}

fn class_text(status: u16) -> String {
    match status {
        400..500 => format!("client error: {status}"),
        500..600 => format!("server error: {status}"),
        _ => format!("bad response code {status}"),
    }
}

fn detail_text(excerpt: &str) -> String {
    if excerpt.is_empty() { String::new() } else { format!(" (detail: {excerpt})") }
}
