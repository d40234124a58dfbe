//! Chunks: the compressed samples of one series over some time, one encoding per file.
//!
//! A chunk comes here as its encoding and its bare data (no length, no checksum: those belong to the file it lies in)
//! and leaves as samples appended to [`SampleColumns`](crate::model::sample::SampleColumns). Decoding never panics and
//! never allocates more than the data can justify, whatever the bytes are; it does not verify checksums.

mod decode;
mod encoding;
mod error;
mod float_histogram;
mod float_value;
mod histogram;
pub mod histogram_append;
mod histogram_layout;
pub(crate) mod resolution;
mod start_timestamp;
pub mod varbit;
pub mod xor;
pub mod xor2;

pub use decode::{decode, sample_count};
pub use encoding::Encoding;
pub use error::ChunkError;
