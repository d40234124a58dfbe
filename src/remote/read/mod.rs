//! Remote read: the samples themselves from a server, by Prometheus' protocol.
//!
//! ```text
//! matchers, window ─→ ReadRequest, snappy ─→ POST /api/v1/read
//!                                              │
//!      columns of one series after the other ←─┼─ frames of chunks ([`frames`], [`chunks`])
//!                                              └─ or all samples at once, snappy ([`samples`])
//! ```
//! Frames are asked for first: they are decoded one by one while they come, so memory does not grow with the answer. A
//! server that does not know them answers with samples. A long range is asked for window by window ([`windows`]); a
//! window that fails for a reason that may pass is asked for again. Samples outside of the window, which whole chunks
//! bring along, are left out.

mod chunks;
mod frames;
mod messages;
mod request;
mod retry;
mod samples;
#[cfg(test)]
mod tests;

pub use request::{ReadOptions, ReadWindow, ResponseKind, windows};
pub use retry::{Patience, Waiting};

use super::{
    Client, Error,
    client::{SHOWN_CHARACTERS, endpoint},
};
use crate::{
    http::Incoming,
    model::{labels::Labels, sample::SampleColumns},
    tsdb,
};
use frames::Frames;
use std::time::SystemTime;

/// The media type of frames.
const STREAMED: &str = "application/x-streamed-protobuf";
/// The media type of one message.
const PROTOBUF: &str = "application/x-protobuf";

/// Where the samples of a series go: not all at once, and in no order that is promised.
pub type Take<'t> = dyn FnMut(Labels, SampleColumns) -> Result<(), tsdb::Error> + 't;

/// Why a window was not read.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// The server or the way to it.
    #[error(transparent)]
    Remote(#[from] Error),
    /// The receiver of the samples.
    #[error(transparent)]
    Storage(#[from] tsdb::Error),
}

impl Client {
    /// Reads the series that match within a window, and hands them over piece by piece. What has been handed over before
    /// a window was asked for again comes again.
    pub fn read(&self, options: &ReadOptions, window: ReadWindow, take: &mut Take<'_>) -> Result<(), ReadError> {
        self.read_patiently(options, window, Patience::NONE, &mut |_| {}, take)
    }

    /// As [`Client::read`], and asks again as `patience` says; `waiting` hears before each wait.
    pub fn read_patiently(
        &self,
        options: &ReadOptions,
        window: ReadWindow,
        patience: Patience,
        waiting: &mut dyn FnMut(&Waiting),
        take: &mut Take<'_>,
    ) -> Result<(), ReadError> {
        let mut attempt = 0;
        loop {
            attempt += 1;
            let mut retry_after = None;
            let error = match self.read_once(options, window, &mut retry_after, take) {
                Err(ReadError::Remote(error)) => error,
                outcome => return outcome,
            };
            match patience.wait_after(&error, attempt, retry_after.as_deref(), SystemTime::now()) {
                Some(wait) => {
                    waiting(&Waiting { reason: error.to_string(), wait });
                    std::thread::sleep(wait);
                }
                None => return Err(error.into()),
            }
        }
    }

    fn read_once(
        &self,
        options: &ReadOptions,
        window: ReadWindow,
        retry_after: &mut Option<String>,
        take: &mut Take<'_>,
    ) -> Result<(), ReadError> {
        let mut request = self.request(self.read_path()).posting(PROTOBUF, request::body(options, window));
        request.headers.extend(request::HEADERS.map(|(name, value)| (name.to_string(), value.to_string())));
        let incoming = self.http.open(&request).map_err(Error::from)?;
        if !(200..300).contains(&incoming.status) {
            let answer = incoming.whole().map_err(Error::from)?;
            retry_after.clone_from(&answer.retry_after);
            return Err(ReadError::Remote(Error::Status {
                url: endpoint(&answer),
                status: answer.status,
                status_text: answer.status_text(),
                excerpt: self.http.scrub(&answer.excerpt(SHOWN_CHARACTERS)),
            }));
        }
        match incoming.content_type.split(';').next().unwrap_or_default().trim() {
            STREAMED => self.read_frames(incoming, window, take),
            PROTOBUF => {
                let answer = incoming.whole().map_err(Error::from)?;
                samples::read(&answer.body, window, take).map_err(|fault| fault.into_error(&self.shown_url()))
            }
            _ => Err(ReadError::Remote(self.no_remote_read(incoming)?)),
        }
    }

    fn read_frames(&self, incoming: Incoming, window: ReadWindow, take: &mut Take<'_>) -> Result<(), ReadError> {
        let mut frames = Frames::new(incoming, self.shown_url());
        while let Some(frame) = frames.next()? {
            for series in frame.chunked_series {
                chunks::read(&series, window, take).map_err(|fault| fault.into_error(&frames.place()))?;
            }
        }
        Ok(())
    }

    /// Below the server's URL, unless that names the endpoint itself, as `remote_read` in Prometheus' configuration does.
    fn read_path(&self) -> &'static str {
        if self.base_path().trim_end_matches('/').ends_with("/read") { "" } else { "/api/v1/read" }
    }

    fn no_remote_read(&self, incoming: Incoming) -> Result<Error, Error> {
        let answer = incoming.whole()?;
        let kind = if answer.content_type.is_empty() { "of no declared type" } else { &answer.content_type };
        let excerpt = self.http.scrub(&answer.excerpt(SHOWN_CHARACTERS));
        let hint = "does this server speak Prometheus' remote read, and is the path prefix right?";
        Ok(Error::Decode {
            url: endpoint(&answer),
            reason: format!("the answer is not one to a remote read but {kind}: {excerpt}"),
            hint: Some(hint.to_string()),
        })
    }
}

/// What is wrong with an answer, or with what was done with it.
#[derive(Debug)]
enum Fault {
    Answer { reason: String, hint: Option<&'static str> },
    Storage(tsdb::Error),
}

impl Fault {
    fn answer(reason: impl Into<String>) -> Fault {
        Fault::Answer { reason: reason.into(), hint: None }
    }

    /// The error; `place` is the server, or the place in its answer.
    fn into_error(self, place: &str) -> ReadError {
        match self {
            Fault::Storage(error) => ReadError::Storage(error),
            Fault::Answer { reason, hint } => ReadError::Remote(Error::Decode {
                url: place.to_string(),
                reason: format!("{place}: {reason}"),
                hint: hint.map(str::to_string),
            }),
        }
    }
}

impl From<tsdb::Error> for Fault {
    fn from(error: tsdb::Error) -> Fault {
        Fault::Storage(error)
    }
}
