//! Samples on their way into chunks: where one chunk ends and the next begins.
//!
//! ```text
//! samples of one series, in the order of time ─→ OpenChunk ─→ CompletedChunk, CompletedChunk, …
//! ```
//! Everything that writes blocks of samples comes through here: backfill and the head by the rules of Prometheus' head
//! ([`CutRule::Head`]), merges by those of its compactor ([`CutRule::Merge`]). Bits are written by
//! [`chunk`](crate::tsdb::chunk); nothing here knows labels, blocks or files.

mod columns;
mod open;
#[cfg(test)]
mod tests;

pub use columns::encode;
pub use open::OpenChunk;

use super::chunk::{Encoding, histogram_append::HistogramError, xor::ChunkFull};

/// How chunks of floats are encoded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FloatEncoding {
    /// XOR, which every Prometheus reads. Samples with start timestamps are encoded as XOR2 all the same.
    #[default]
    Xor,
    /// XOR2, which Prometheus reads from 3.13 on.
    Xor2,
}

/// When a chunk ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CutRule {
    /// As in Prometheus' head: about 120 samples spread evenly over the chunk range, at most 240.
    Head {
        /// No chunk reaches beyond a multiple of this, in milliseconds; more than 0.
        chunk_range: i64,
    },
    /// As [`CutRule::Head`], and where a histogram has other spans than the chunk. Prometheus would widen the chunk
    /// instead, after which its histograms read back with empty buckets that they did not have.
    HeadKeepingLayouts {
        /// As there.
        chunk_range: i64,
    },
    /// As where Prometheus merges overlapping chunks: 120 samples.
    Merge,
}

/// A chunk that is ready to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CompletedChunk {
    /// Time of the first sample.
    pub min_time: i64,
    /// Time of the last sample, inclusive.
    pub max_time: i64,
    /// How the data is encoded.
    pub encoding: Encoding,
    /// The data, without length and checksum.
    pub data: Vec<u8>,
}

/// Why a sample was not appended; the chunk is as it was.
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
pub enum AppendError {
    /// Not newer than the last one.
    #[error("out of order sample: {time} is not after {last}")]
    OutOfOrder {
        /// Its time.
        time: i64,
        /// The time of the last one.
        last: i64,
    },
    /// Not storable.
    #[error(transparent)]
    Histogram(#[from] HistogramError),
    /// The chunk's counter is at its end.
    #[error(transparent)]
    Full(#[from] ChunkFull),
}
