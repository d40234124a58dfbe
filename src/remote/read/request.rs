//! What is asked for: matchers, a window of time, and how the answer may look.

use super::messages::{LabelMatcher, Query, ReadRequest};
use crate::model::{
    matcher::{MatchKind, Matcher},
    sample::Timestamp,
};
use prost::Message;

/// What every request says besides its media type.
pub(super) const HEADERS: [(&str, &str); 2] =
    [("Content-Encoding", "snappy"), ("X-Prometheus-Remote-Read-Version", "0.1.0")];

/// The number of answers that are whole samples.
const SAMPLES: i32 = 0;
/// The number of answers that are frames of chunks.
const STREAMED_CHUNKS: i32 = 1;

/// How a server may answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ResponseKind {
    /// With chunks as they lie in its storage, or with samples if it does not know that.
    #[default]
    Chunks,
    /// With samples, all of them at once.
    Samples,
}

/// What is the same for every window.
#[derive(Clone, Debug, Default)]
pub struct ReadOptions {
    /// A series counts if all matchers of any of the sets match.
    pub selections: Vec<Vec<Matcher>>,
    /// How the server may answer.
    pub response: ResponseKind,
}

/// A closed range of times.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReadWindow {
    /// The first time.
    pub min_time: Timestamp,
    /// The last time.
    pub max_time: Timestamp,
}

/// The closed range cut at the multiples of `length` (in milliseconds, at least 1).
pub fn windows(range: ReadWindow, length: i64) -> impl Iterator<Item = ReadWindow> {
    let length = length.max(1);
    let mut next = Some(range.min_time).filter(|first| *first <= range.max_time);
    std::iter::from_fn(move || {
        let min_time = next?;
        let end = min_time.div_euclid(length).checked_add(1).and_then(|number| number.checked_mul(length));
        // Without a next multiple this is the last window.
        next = end.filter(|end| *end <= range.max_time);
        let max_time = next.map_or(range.max_time, |next| next - 1);
        Some(ReadWindow { min_time, max_time })
    })
}

/// The request's body. Several selections are several queries of one request.
pub(super) fn body(options: &ReadOptions, window: ReadWindow) -> Vec<u8> {
    let queries = options.selections.iter().map(|matchers| Query {
        start_timestamp_ms: window.min_time,
        end_timestamp_ms: window.max_time,
        matchers: matchers.iter().map(message).collect(),
    });
    let accepted_response_types = match options.response {
        ResponseKind::Chunks => vec![STREAMED_CHUNKS, SAMPLES],
        ResponseKind::Samples => vec![SAMPLES],
    };
    let request = ReadRequest { queries: queries.collect(), accepted_response_types };
    // Only more than 4 GiB cannot be packed, which no command line holds.
    snap::raw::Encoder::new().compress_vec(&request.encode_to_vec()).unwrap_or_default()
}

fn message(matcher: &Matcher) -> LabelMatcher {
    let kind = match matcher.kind {
        MatchKind::Equal => 0,
        MatchKind::NotEqual => 1,
        MatchKind::Regex => 2,
        MatchKind::NotRegex => 3,
    };
    let (name, value) = (matcher.name.to_string_lossy(), matcher.value.to_string_lossy());
    LabelMatcher { kind, name: name.into_owned(), value: value.into_owned() }
}
