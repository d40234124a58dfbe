//! The one door between the engine and everything that holds series.
//!
//! Blocks, the head, memory, exposition files and remote read implement [`SeriesSource`]; the engine, `tsdb dump` and
//! the label commands use nothing else. A selection fixes the series and their order first; samples are then decoded
//! series by series, from any thread, into columns that the caller reuses.

use super::{
    labels::Labels,
    matcher::Matcher,
    sample::{SampleColumns, Timestamp},
};
use std::sync::Arc;

/// Why a source could not deliver; carries the storage's own error, which names file and offset.
#[derive(Clone, Debug, thiserror::Error)]
#[error("{0}")]
pub struct SourceError(pub Arc<dyn std::error::Error + Send + Sync>);

impl SourceError {
    /// Wraps a storage's error.
    pub fn new(error: impl std::error::Error + Send + Sync + 'static) -> SourceError {
        SourceError(Arc::new(error))
    }
}

/// What to select: matchers and a closed time range.
#[derive(Clone, Debug)]
pub struct SelectRequest<'a> {
    /// All of them must match.
    pub matchers: &'a [Matcher],
    /// First time wanted, inclusive.
    pub min_time: Timestamp,
    /// Last time wanted, inclusive.
    pub max_time: Timestamp,
    /// Whether the series must come sorted by labels; otherwise they come in the storage's own order, which instant
    /// queries show.
    pub sorted: bool,
}

/// Anything that holds series.
pub trait SeriesSource: Send + Sync {
    /// Finds the series that match; no sample is decoded yet.
    fn select(&self, request: &SelectRequest<'_>) -> Result<Box<dyn SeriesSet>, SourceError>;

    /// The label names of the matching series, sorted.
    fn label_names(&self, request: &SelectRequest<'_>) -> Result<Vec<String>, SourceError>;

    /// The values of label `name` among the matching series, sorted.
    fn label_values(&self, name: &str, request: &SelectRequest<'_>) -> Result<Vec<String>, SourceError>;

    /// Times of the oldest and the newest sample, `None` when there is no sample.
    fn time_range(&self) -> Result<Option<(Timestamp, Timestamp)>, SourceError>;
}

/// The outcome of a selection: a fixed list of series whose samples can be read in any order and from any thread.
pub trait SeriesSet: Send + Sync {
    /// How many series there are. Series without samples in the range may be among them.
    fn len(&self) -> usize;

    /// Whether there are none.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The labels of series `index` (below [`SeriesSet::len`]).
    fn labels(&self, index: usize) -> Labels;

    /// Appends the samples of series `index` inside the closed range to `columns`, whose samples must all be older;
    /// deleted samples are left out, stale markers kept.
    fn append(
        &self,
        index: usize,
        min_time: Timestamp,
        max_time: Timestamp,
        columns: &mut SampleColumns,
    ) -> Result<ReadCost, SourceError>;

    /// Replaces `columns` with the samples of series `index` inside the closed range, as [`SeriesSet::append`] does.
    fn read(
        &self,
        index: usize,
        min_time: Timestamp,
        max_time: Timestamp,
        columns: &mut SampleColumns,
    ) -> Result<ReadCost, SourceError> {
        columns.clear();
        self.append(index, min_time, max_time, columns)
    }

    /// The times between which all samples lie, both inclusive, as far as the source promises any.
    fn promised_times(&self) -> Option<(Timestamp, Timestamp)> {
        None
    }

    /// What the user should know about this selection (a block that had to be left out, say).
    fn warnings(&self) -> Vec<String> {
        Vec::new()
    }
}

/// What reading one series cost; operators add it up for `--stats` and `query explain`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ReadCost {
    /// Chunks decoded.
    pub chunks: u64,
    /// Bytes of chunk data read.
    pub bytes: u64,
}

impl std::ops::AddAssign for ReadCost {
    fn add_assign(&mut self, other: ReadCost) {
        self.chunks += other.chunks;
        self.bytes += other.bytes;
    }
}
