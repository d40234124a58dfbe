//! The chunk segments of a block: `chunks/000001` and so on.
//!
//! ```text
//! ┌──────────────────┬────────┬─────────┐ ┌────────────────┬───────────────┬──────┬───────────┐
//! │ 0x85BD40DD (u32) │ 1 (u8) │ 0, 0, 0 │ │ length uvarint │ encoding (u8) │ data │ CRC (u32) │ …
//! └──────────────────┴────────┴─────────┘ └────────────────┴───────────────┴──────┴───────────┘
//! ```
//! The length is that of the data alone, the checksum covers encoding and data. A chunk is found by its reference:
//! number of the segment (from 0, in the order of the file names) in the high half, offset of the length in the low.

use crate::{
    io::{bytes::ByteCursor, crc32c::crc32c, mmap::Mmap},
    tsdb::{
        Error,
        chunk::{ChunkError, Encoding, sample_count},
    },
};
use std::path::{Path, PathBuf};

const MAGIC: u32 = 0x85BD_40DD;
/// Bytes before the first chunk of a segment.
pub(in crate::tsdb) const HEADER_BYTES: usize = 8;
/// The longest length field; so many bytes must follow any reference.
const MAX_LENGTH_BYTES: usize = 5;
/// More segments than any block has, so that a stray number among the names does not make as many empty ones.
const MOST_SEGMENTS: usize = 1 << 16;

/// The header of a segment.
pub(super) fn header() -> [u8; HEADER_BYTES] {
    let [m0, m1, m2, m3] = MAGIC.to_be_bytes();
    [m0, m1, m2, m3, 1, 0, 0, 0]
}

/// One segment file.
#[derive(Debug)]
struct Segment {
    path: PathBuf,
    map: Mmap,
}

/// All segments of a block, mapped.
#[derive(Debug)]
pub struct ChunkSegments {
    directory: PathBuf,
    segments: Vec<Segment>,
}

/// A chunk where it lies in its file; its checksum has been verified.
#[derive(Clone, Copy, Debug)]
pub struct RawChunk<'a> {
    /// How the data is encoded.
    pub encoding: Encoding,
    /// The data, as [`decode`](crate::tsdb::chunk::decode) wants it.
    pub data: &'a [u8],
    /// The segment file.
    pub path: &'a Path,
    /// Where in the file the chunk begins.
    pub offset: u64,
    /// All bytes of the chunk: length, encoding, data, checksum.
    pub frame: &'a [u8],
}

/// What a chunk's first bytes say of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ChunkHeader {
    /// How the data is encoded.
    pub encoding: Encoding,
    /// How many samples there are.
    pub samples: u64,
    /// Bytes in the file: length, encoding, data, and checksum.
    pub bytes: u64,
}

/// A chunk where it lies.
struct Place<'a> {
    path: &'a Path,
    offset: u64,
    /// Encoding and data.
    covered: &'a [u8],
    expected: u32,
    /// Everything.
    frame: &'a [u8],
}

impl RawChunk<'_> {
    /// The error of a decoder, with the chunk's place.
    pub fn error(&self, error: ChunkError) -> Error {
        Error::Chunk { path: self.path.into(), offset: self.offset, error }
    }
}

impl ChunkSegments {
    /// Maps all segments in `directory` and checks their headers.
    pub fn open(directory: &Path) -> Result<ChunkSegments, Error> {
        let mut segments = Vec::new();
        for (index, path) in segment_paths(directory)?.into_iter().enumerate() {
            let segment = Segment::open(path)?;
            segment.check_header(index)?;
            segments.push(segment);
        }
        Ok(ChunkSegments { directory: directory.into(), segments })
    }

    /// Maps the segments in `directory` whatever their headers say, on which no chunk depends; tells what is wrong with
    /// them. A segment that is missing between others is an empty one, so that references do not find the chunks of
    /// the next.
    pub(in crate::tsdb) fn open_damaged(directory: &Path) -> Result<(ChunkSegments, Vec<Error>), Error> {
        let (mut segments, mut wrong) = (Vec::<Segment>::new(), Vec::new());
        for path in segment_paths(directory)? {
            let name = path.file_name().and_then(|name| name.to_str());
            let number = name.and_then(|name| name.parse::<usize>().ok()).unwrap_or(0);
            while segments.len() + 1 < number && number <= MOST_SEGMENTS {
                let path = directory.join(format!("{:06}", segments.len() + 1));
                wrong.push(Error::corrupt(&path, 0, "the segment is missing"));
                segments.push(Segment { path, map: Mmap::default() });
            }
            let segment = Segment::open(path)?;
            wrong.extend(segment.check_header(segments.len()).err());
            segments.push(segment);
        }
        Ok((ChunkSegments { directory: directory.into(), segments }, wrong))
    }

    /// The segment files and their bytes, in the order in which references number them.
    pub(in crate::tsdb) fn files(&self) -> impl Iterator<Item = (&Path, &[u8])> {
        self.segments.iter().map(|segment| (&*segment.path, &*segment.map))
    }

    /// Bytes of all segment files.
    pub fn file_size(&self) -> u64 {
        self.segments.iter().map(|segment| segment.map.len() as u64).sum()
    }

    /// The chunk with this reference, its checksum verified.
    pub fn chunk(&self, reference: u64) -> Result<RawChunk<'_>, Error> {
        let Place { path, offset, covered, expected, frame } = self.find(reference)?;
        let got = crc32c(covered);
        if got != expected {
            let what = "checksum mismatch";
            return Err(Error::ChecksumMismatch { path: path.into(), offset, what, got, expected });
        }
        let (encoding, data) = encoding_and_data(covered, path, offset)?;
        Ok(RawChunk { encoding, data, path, offset, frame })
    }

    /// What the first bytes of the chunk with this reference say. Its data is not looked at, so this costs the same
    /// however long it is, and its checksum is not verified.
    pub fn header(&self, reference: u64) -> Result<ChunkHeader, Error> {
        let Place { path, offset, covered, frame, .. } = self.find(reference)?;
        let (encoding, data) = encoding_and_data(covered, path, offset)?;
        let Some(samples) = sample_count(encoding, data) else {
            return Err(Error::corrupt(path, offset, "chunk too short for its number of samples"));
        };
        Ok(ChunkHeader { encoding, samples: samples as u64, bytes: frame.len() as u64 })
    }

    /// The chunk with this reference as it lies in the file, nothing verified but that it is all there.
    fn find(&self, reference: u64) -> Result<Place<'_>, Error> {
        let (index, offset) = (reference >> 32, reference & 0xFFFF_FFFF);
        let Some(segment) = usize::try_from(index).ok().and_then(|index| self.segments.get(index)) else {
            return Err(Error::corrupt(&self.directory, offset, format!("segment index {index} out of range")));
        };
        let path = &*segment.path;
        let available = segment.map.len() as u64;
        let required = offset + MAX_LENGTH_BYTES as u64;
        if required > available {
            let what = "segment doesn't include enough bytes to read the chunk size data field";
            return Err(Error::corrupt(path, offset, format!("{what} - required:{required}, available:{available}")));
        }
        let rest = segment.map.get(offset as usize..).unwrap_or(&[]);
        let mut cursor = ByteCursor::new(rest, offset);
        let length = cursor.uvarint().ok().filter(|_| cursor.offset() <= required);
        let Some(length) = length else {
            return Err(Error::corrupt(path, offset, "reading chunk length failed with 0"));
        };
        let begin = cursor.offset();
        let required = begin.saturating_add(length).saturating_add(1 + 4);
        if required > available {
            let what = "segment doesn't include enough bytes to read the chunk";
            return Err(Error::corrupt(path, offset, format!("{what} - required:{required}, available:{available}")));
        }
        let mut parts = || Ok((cursor.take(length as usize + 1)?, cursor.u32()?));
        let (covered, expected) = parts().map_err(|error| Error::bytes(path, error, "chunk"))?;
        let frame = rest.get(..required.saturating_sub(offset) as usize).unwrap_or_default();
        Ok(Place { path, offset, covered, expected, frame })
    }
}

/// Splits what the checksum covers.
fn encoding_and_data<'a>(covered: &'a [u8], path: &Path, offset: u64) -> Result<(Encoding, &'a [u8]), Error> {
    let Some((&encoding, data)) = covered.split_first() else {
        return Err(Error::corrupt(path, offset, "chunk without an encoding"));
    };
    match Encoding::from_byte(encoding).filter(|&encoding| encoding != Encoding::None) {
        Some(encoding) => Ok((encoding, data)),
        None => Err(Error::Chunk { path: path.into(), offset, error: ChunkError::UnknownEncoding(encoding) }),
    }
}

/// The segment files in `directory`, in the order of their names.
fn segment_paths(directory: &Path) -> Result<Vec<PathBuf>, Error> {
    let mut paths = Vec::new();
    for entry in std::fs::read_dir(directory).map_err(|error| Error::io(directory, error))? {
        let path = entry.map_err(|error| Error::io(directory, error))?.path();
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or("");
        if !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_digit()) {
            paths.push(path);
        }
    }
    paths.sort();
    Ok(paths)
}

impl Segment {
    fn open(path: PathBuf) -> Result<Segment, Error> {
        let map = Mmap::open(&path).map_err(|error| Error::io(&path, error))?;
        Ok(Segment { path, map })
    }

    fn check_header(&self, index: usize) -> Result<(), Error> {
        let path = &self.path;
        let Some(&[m0, m1, m2, m3, version, ..]) = self.map.first_chunk::<HEADER_BYTES>() else {
            return Err(Error::corrupt(path, 0, format!("invalid segment header in segment {index}: invalid size")));
        };
        let magic = u32::from_be_bytes([m0, m1, m2, m3]);
        if magic != MAGIC {
            return Err(Error::corrupt(path, 0, format!("invalid magic number {magic:x}")));
        }
        if version != 1 {
            return Err(Error::corrupt(path, 4, format!("invalid chunk format version {version}")));
        }
        Ok(())
    }
}
