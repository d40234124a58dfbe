//! Decompression of whole records, with the size of the result bounded by what the input can justify.

use super::error::Corruption;
use std::{borrow::Cow, io::Read};

/// How a record is compressed; every fragment of it says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compression {
    /// Not at all.
    None,
    /// Snappy's block format.
    Snappy,
    /// One zstd frame.
    Zstd,
}

const SNAPPY_BIT: u8 = 1 << 3;
const ZSTD_BIT: u8 = 1 << 4;

/// The most that one byte of snappy data can become (a copy of 64 bytes takes 3), rounded up.
const SNAPPY_EXPANSION: usize = 32;
/// The most a zstd record may become: zstd has no such bound of its own, and records are far smaller.
const ZSTD_LIMIT: u64 = 256 << 20;

impl Compression {
    /// `none`, `snappy` or `zstd`.
    pub fn name(self) -> &'static str {
        match self {
            Compression::None => "none",
            Compression::Snappy => "snappy",
            Compression::Zstd => "zstd",
        }
    }

    /// The compression that a fragment's type byte names.
    pub(super) fn from_type_byte(byte: u8) -> Compression {
        if byte & SNAPPY_BIT != 0 {
            Compression::Snappy
        } else if byte & ZSTD_BIT != 0 {
            Compression::Zstd
        } else {
            Compression::None
        }
    }

    /// The record's own bytes.
    pub(super) fn decompress<'a>(self, stored: Cow<'a, [u8]>) -> Result<Cow<'a, [u8]>, Corruption> {
        match self {
            Compression::None => Ok(stored),
            Compression::Snappy => snappy(&stored).map(Cow::Owned),
            Compression::Zstd => zstd(&stored).map(Cow::Owned),
        }
    }
}

fn snappy(stored: &[u8]) -> Result<Vec<u8>, Corruption> {
    let failed = |reason: String| Corruption::Compression { method: "snappy", reason };
    // An empty record is stored without even the length.
    if stored.is_empty() {
        return Ok(Vec::new());
    }
    let length = snap::raw::decompress_len(stored).map_err(|error| failed(error.to_string()))?;
    if length > stored.len().saturating_mul(SNAPPY_EXPANSION) {
        return Err(failed(format!("{} bytes cannot decode to {length}", stored.len())));
    }
    let mut record = vec![0; length];
    let written =
        snap::raw::Decoder::new().decompress(stored, &mut record).map_err(|error| failed(error.to_string()))?;
    record.truncate(written);
    Ok(record)
}

fn zstd(stored: &[u8]) -> Result<Vec<u8>, Corruption> {
    let failed = |reason: String| Corruption::Compression { method: "zstd", reason };
    if stored.is_empty() {
        return Ok(Vec::new());
    }
    let decoder = ruzstd::decoding::StreamingDecoder::new(stored).map_err(|error| failed(error.to_string()))?;
    let mut record = Vec::new();
    decoder.take(ZSTD_LIMIT + 1).read_to_end(&mut record).map_err(|error| failed(error.to_string()))?;
    if record.len() as u64 > ZSTD_LIMIT {
        return Err(failed(format!("record exceeds {ZSTD_LIMIT} bytes")));
    }
    Ok(record)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn snappy_comes_back_and_lies_are_refused() {
        let record = b"series series series series series series".repeat(50);
        let stored = snap::raw::Encoder::new().compress_vec(&record).unwrap();
        assert_eq!(Compression::Snappy.decompress(Cow::Borrowed(&stored)).unwrap(), record);
        // A length of 4 GiB in front of nothing must not be believed.
        let lie = [0xFF, 0xFF, 0xFF, 0xFF, 0x0F, 0x00, b'x'];
        assert!(Compression::Snappy.decompress(Cow::Borrowed(&lie)).is_err());
        assert!(Compression::Snappy.decompress(Cow::Borrowed(&stored[..stored.len() - 1])).is_err());
    }

    #[test]
    fn zstd_comes_back_and_garbage_is_refused() {
        let record = b"series series series series series series".repeat(50);
        let stored = ruzstd::encoding::compress_to_vec(&record[..], ruzstd::encoding::CompressionLevel::Fastest);
        assert_eq!(Compression::Zstd.decompress(Cow::Borrowed(&stored)).unwrap(), record);
        assert!(Compression::Zstd.decompress(Cow::Borrowed(b"garbage")).is_err());
        assert!(Compression::Zstd.decompress(Cow::Borrowed(&stored[..stored.len() / 2])).is_err());
    }
}
