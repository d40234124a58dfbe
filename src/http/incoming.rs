//! An answer on its way: its head has come, its body is read piece by piece, within the request's limits.

use super::{
    client::Request,
    error::{Destination, Error, Failure},
};
use reqwest::{
    blocking,
    header::{CONTENT_TYPE, HeaderName, RETRY_AFTER},
};
use std::{
    io::Read,
    time::{Duration, Instant},
};
use url::Url;

/// Bytes that are read at a time.
const PIECE_BYTES: usize = 1 << 16;

/// An answer with its whole body.
#[derive(Clone, Debug)]
pub struct Response {
    /// The status code.
    pub status: u16,
    /// The URL that answered, after redirects.
    pub url: Url,
    /// The media type, or the empty text.
    pub content_type: String,
    /// When to ask again, as the server wrote it: seconds, or a date.
    pub retry_after: Option<String>,
    /// The body, decompressed.
    pub body: Vec<u8>,
}

impl Response {
    /// `404 Not Found`.
    pub fn status_text(&self) -> String {
        let reason = reqwest::StatusCode::from_u16(self.status).ok().and_then(|status| status.canonical_reason());
        reason.map_or_else(|| self.status.to_string(), |reason| format!("{} {reason}", self.status))
    }

    /// The beginning of the body as text without surrounding blanks, with `…` if more than `characters` follow.
    pub fn excerpt(&self, characters: usize) -> String {
        // No character takes more than four bytes, so this is enough of the body.
        let enough = self.body.get(..characters.saturating_mul(4).saturating_add(4)).unwrap_or(&self.body);
        let text = String::from_utf8_lossy(enough);
        let text = text.trim();
        match text.char_indices().nth(characters) {
            Some((end, _)) => format!("{}…", &text[..end]),
            None => text.to_string(),
        }
    }
}

/// An answer whose body is still to be read.
pub struct Incoming {
    /// The status code.
    pub status: u16,
    /// The URL that answers, after redirects.
    pub url: Url,
    /// The media type, or the empty text.
    pub content_type: String,
    response: blocking::Response,
    retry_after: Option<String>,
    method: &'static str,
    proxy: Option<String>,
    timeout: Duration,
    deadline: Instant,
    largest_body: u64,
    received: usize,
}

impl Incoming {
    pub(super) fn new(
        response: blocking::Response,
        request: &Request,
        deadline: Instant,
        proxy: Option<String>,
    ) -> Incoming {
        let header = |name: HeaderName| response.headers().get(name).and_then(|value| value.to_str().ok());
        Incoming {
            status: response.status().as_u16(),
            url: request.url.clone(),
            content_type: header(CONTENT_TYPE).unwrap_or("").to_string(),
            retry_after: header(RETRY_AFTER).map(str::to_string),
            response,
            method: request.method.title(),
            proxy,
            timeout: request.timeout,
            deadline,
            largest_body: request.largest_body,
            received: 0,
        }
    }

    /// Reads some of the body, decompressed; 0 at its end.
    pub fn read(&mut self, piece: &mut [u8]) -> Result<usize, Error> {
        let destination = Destination { url: &self.url, proxy: self.proxy.clone(), timeout: self.timeout };
        let failed = |failure| destination.error(self.method, failure);
        let length = loop {
            if Instant::now() >= self.deadline {
                return Err(failed(Failure::Timeout { after: self.timeout }));
            }
            match self.response.read(piece) {
                Ok(length) => break length,
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
                Err(error) => {
                    let cause = match failure(&error, &destination) {
                        Failure::Timeout { after } => Failure::Timeout { after },
                        other => Failure::Interrupted { received: self.received, reason: other.to_string() },
                    };
                    return Err(failed(cause));
                }
            }
        };
        self.received += length;
        if self.received as u64 > self.largest_body {
            return Err(failed(Failure::TooLarge { limit: self.largest_body }));
        }
        Ok(length)
    }

    /// Reads all of the body.
    pub fn whole(mut self) -> Result<Response, Error> {
        let mut body = Vec::new();
        let mut piece = vec![0; PIECE_BYTES];
        loop {
            match self.read(&mut piece)? {
                0 => break,
                length => body.extend_from_slice(piece.get(..length).unwrap_or(&piece)),
            }
        }
        let Incoming { status, url, content_type, retry_after, .. } = self;
        Ok(Response { status, url, content_type, retry_after, body })
    }
}

/// What an error of the library means.
pub(super) fn failure(error: &(dyn std::error::Error + 'static), destination: &Destination<'_>) -> Failure {
    let mut cause = Some(error);
    while let Some(error) = cause {
        if error.downcast_ref::<reqwest::Error>().is_some_and(reqwest::Error::is_timeout) {
            return Failure::Timeout { after: destination.timeout };
        }
        cause = match error.downcast_ref::<std::io::Error>().and_then(std::io::Error::get_ref) {
            Some(inner) => Some(inner),
            None => error.source(),
        };
    }
    destination.failure(error)
}
