//! What can be wrong with a chunk's data.

use crate::io::bits::BitsEnd;

/// Why a chunk cannot be decoded. Bit offsets count from the first bit of the chunk's data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ChunkError {
    /// The encoding byte means nothing.
    #[error("invalid chunk encoding \"<unknown>\" ({0})")]
    UnknownEncoding(u8),
    /// The data ends inside a sample (or, for sample 0, before it).
    #[error("data of {bytes} bytes ends in sample {sample} of {count}, at bit {bit_offset}")]
    UnexpectedEnd {
        /// Number of the sample, from 0.
        sample: usize,
        /// How many samples the header promises.
        count: usize,
        /// Where the field that does not fit begins.
        bit_offset: usize,
        /// Length of the data.
        bytes: usize,
    },
    /// A value's window of significant bits is wider than a value.
    #[error(
        "sample {sample} at bit {bit_offset}: {leading} leading zeros and {significant} significant bits exceed 64"
    )]
    InvalidWindow {
        /// Number of the sample, from 0.
        sample: usize,
        /// Where the value begins.
        bit_offset: usize,
        /// Leading zeros.
        leading: u32,
        /// Significant bits.
        significant: u32,
    },
    /// The histogram schema is none that Prometheus knows.
    #[error("histogram has an unknown schema {schema}, which must be between -9 and 52, or -53")]
    UnknownSchema {
        /// The schema.
        schema: i64,
    },
    /// A histogram layout promises more spans, buckets or bounds than the data can hold.
    #[error("histogram layout at bit {bit_offset} promises {promised} {what}, more than the data can hold")]
    ImpossibleLayout {
        /// Where the number stands.
        bit_offset: usize,
        /// What is counted.
        what: &'static str,
        /// The number.
        promised: u64,
    },
}

/// Trouble inside one sample; the decoder that knows the sample's number makes a [`ChunkError`] of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SampleError {
    /// The bits end.
    End(BitsEnd),
    /// See [`ChunkError::InvalidWindow`].
    Window { bit_offset: usize, leading: u32, significant: u32 },
    /// Already complete.
    Chunk(ChunkError),
}

impl From<BitsEnd> for SampleError {
    fn from(end: BitsEnd) -> SampleError {
        SampleError::End(end)
    }
}

impl SampleError {
    /// The same, where the bits read begin `bits` bits into the stream.
    #[cold]
    pub(super) fn moved(self, bits: usize) -> SampleError {
        match self {
            SampleError::End(end) => {
                SampleError::End(BitsEnd { bit_offset: end.bit_offset + bits, bit_length: end.bit_length + bits })
            }
            SampleError::Window { bit_offset, leading, significant } => {
                SampleError::Window { bit_offset: bit_offset + bits, leading, significant }
            }
            complete @ SampleError::Chunk(_) => complete,
        }
    }

    /// The complete error: `sample` of `count`, in a bit stream that begins `header` bytes into the data.
    #[cold]
    pub(super) fn in_sample(self, sample: usize, count: usize, header: usize) -> ChunkError {
        match self {
            SampleError::End(end) => ChunkError::UnexpectedEnd {
                sample,
                count,
                bit_offset: end.bit_offset + 8 * header,
                bytes: end.bit_length / 8 + header,
            },
            SampleError::Window { bit_offset, leading, significant } => {
                ChunkError::InvalidWindow { sample, bit_offset: bit_offset + 8 * header, leading, significant }
            }
            SampleError::Chunk(error) => error,
        }
    }
}
