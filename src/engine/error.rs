//! Why a query failed, in Prometheus' words.

use crate::model::series::SourceError;

/// The API's error types, which decide exit codes and HTTP statuses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorKind {
    /// The query itself is wrong.
    BadData,
    /// The evaluation failed.
    Execution,
    /// It took too long.
    Timeout,
}

impl ErrorKind {
    /// The API's name of it.
    pub fn as_str(self) -> &'static str {
        match self {
            ErrorKind::BadData => "bad_data",
            ErrorKind::Execution => "execution",
            ErrorKind::Timeout => "timeout",
        }
    }
}

/// A failed query.
#[derive(Clone, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The query cannot be planned: a duration out of range, a string or range vector in a range query.
    #[error("{0}")]
    Plan(String),
    /// The evaluation found something that Prometheus refuses: duplicate series, a bad parameter.
    #[error("{0}")]
    Evaluation(String),
    /// More samples than the limit would be held at once.
    #[error("query processing would load too many samples into memory in query execution")]
    TooManySamples,
    /// The deadline passed.
    #[error("query timed out in expression evaluation")]
    Timeout,
    /// The storage could not deliver.
    #[error("expanding series: {0}")]
    Storage(#[from] SourceError),
}

impl Error {
    /// The API's error type.
    pub fn kind(&self) -> ErrorKind {
        match self {
            Error::Plan(_) => ErrorKind::BadData,
            Error::Timeout => ErrorKind::Timeout,
            Error::Evaluation(_) | Error::TooManySamples | Error::Storage(_) => ErrorKind::Execution,
        }
    }

    /// Two output series with the same labels at one step.
    pub(super) fn duplicate_labels() -> Error {
        Error::Evaluation("vector cannot contain metrics with the same labelset".into())
    }
}
