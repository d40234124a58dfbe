//! What can be wrong with an exposition.

use crate::golang::{
    float::{ParseFloatError, ParseIntError, format_g},
    quote::quote,
};

/// Why an exposition cannot be read, and where.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("line {line}, column {column}: {fault}{}", .hint.map(|hint| format!(" ({hint})")).unwrap_or_default())]
pub struct ExpositionError {
    /// Line of the fault, from 1 on.
    pub line: usize,
    /// Column of the fault in bytes, from 1 on.
    pub column: usize,
    /// Offset of the fault in the input.
    pub offset: usize,
    /// What is wrong.
    pub fault: ExpositionFault,
    /// What the cause may be, where the bytes around suggest one.
    pub hint: Option<&'static str>,
}

/// What is wrong with a line.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum ExpositionFault {
    /// Something else had to stand here.
    #[error("expected {expected}, got {}", quote(.found))]
    Expected {
        /// What had to stand here.
        expected: &'static str,
        /// The beginning of what stands here; empty at the end of the input.
        found: Vec<u8>,
    },
    /// Braces hold a second metric name, or one although it stands in front of them.
    #[error("metric name already set")]
    NameSetTwice,
    /// There is no metric name.
    #[error("metric name not set")]
    NameNotSet,
    /// A label has no name.
    #[error("label name is empty")]
    EmptyLabelName,
    /// A label stands twice in one sample.
    #[error("label name {} is not unique", quote(.0.as_bytes()))]
    DuplicateLabel(String),
    /// A name or value is longer than a label may be.
    #[error("{0} bytes are too long for a name or value")]
    TooLong(usize),
    /// Text that must be UTF-8 is not.
    #[error("invalid UTF-8 in {place}: {}", quote(.text))]
    InvalidUtf8 {
        /// What kind of text it is.
        place: &'static str,
        /// The beginning of it.
        text: Vec<u8>,
    },
    /// A value or timestamp has a character that these formats do not admit in numbers.
    #[error("unsupported character in float {}", quote(.0))]
    UnsupportedFloat(Vec<u8>),
    /// A value or timestamp is no float.
    #[error("strconv.ParseFloat: parsing {}: {reason}", quote(.text))]
    InvalidFloat {
        /// The beginning of the text.
        text: Vec<u8>,
        /// Go's reason.
        reason: ParseFloatError,
    },
    /// A timestamp in milliseconds is too large.
    #[error("strconv.ParseInt: parsing {}: {reason}", quote(.text))]
    InvalidInteger {
        /// The beginning of the text.
        text: Vec<u8>,
        /// Go's reason.
        reason: ParseIntError,
    },
    /// A timestamp in seconds is infinite, no number, or beyond 292 million years.
    #[error("invalid timestamp {}", format_g(*.0))]
    InvalidTimestamp(f64),
    /// There is no such metric type.
    #[error("invalid metric type {}", quote(.0))]
    InvalidType(Vec<u8>),
    /// The unit is not the end of the metric's name.
    #[error("unit {} not a suffix of metric {}", quote(.unit.as_bytes()), quote(.metric.as_bytes()))]
    UnitNotSuffix {
        /// The unit.
        unit: String,
        /// The metric's name.
        metric: String,
    },
    /// An OpenMetrics page must end so.
    #[error("data does not end with # EOF")]
    MissingEof,
    /// Something follows the end of an OpenMetrics page.
    #[error("unexpected data after # EOF")]
    DataAfterEof,
}

/// A fault at an offset, before its line and column are known.
#[derive(Debug)]
pub(super) struct FaultAt {
    pub(super) offset: usize,
    pub(super) fault: ExpositionFault,
}

/// The most bytes of the input that an error carries.
const EXCERPT_BYTES: usize = 60;

pub(super) fn excerpt(bytes: &[u8]) -> Vec<u8> {
    bytes[..bytes.len().min(EXCERPT_BYTES)].to_vec()
}

impl FaultAt {
    /// Finds line, column and a hint. `known` is an offset not behind the fault, and the line it is on.
    pub(super) fn locate(self, bytes: &[u8], known: (usize, usize)) -> ExpositionError {
        let offset = self.offset.min(bytes.len());
        let before = &bytes[..offset];
        let line_start = memchr::memrchr(b'\n', before).map_or(0, |newline| newline + 1);
        let line_end = memchr::memchr(b'\n', &bytes[offset..]).map_or(bytes.len(), |length| offset + length);
        let line = &bytes[line_start..line_end];
        let hint = if offset == 0 && bytes.starts_with(b"\xef\xbb\xbf") {
            Some("the input starts with a byte order mark")
        } else if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") {
            Some("the input seems to be UTF-16")
        } else if bytes.starts_with(b"\x1f\x8b") {
            Some("the input seems to be compressed with gzip")
        } else if line.ends_with(b"\r") {
            Some("the line ends with CRLF, only LF is allowed")
        } else if line.contains(&0) {
            Some("the line contains a NUL byte")
        } else {
            None
        };
        ExpositionError {
            line: known.1 + memchr::memchr_iter(b'\n', before.get(known.0..).unwrap_or_default()).count(),
            column: offset - line_start + 1,
            offset,
            fault: self.fault,
            hint,
        }
    }
}
