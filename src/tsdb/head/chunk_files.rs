//! `chunks_head`: finished chunks of the head.
//!
//! ```text
//! header: magic 0x0130BC91 4 │ version 1 1 │ zeros 3
//! record: series ref 8 │ min time 8 │ max time 8 │ encoding 1 │ length uvarint │ data │ CRC-32C 4
//!         encoding: bit 7: the chunk holds out-of-order samples; the checksum covers all that stands before it
//! ```
//! Files are preallocated: a record of zeros, or a tail of zeros too short for a record, ends the data. A file with
//! anything wrong in it is left out together with those after it, as a server would delete them; their samples still
//! lie in the WAL.

use crate::{
    io::{bytes::ByteCursor, crc32c::crc32c, mmap::Mmap},
    model::sample::{SampleColumns, Timestamp},
    tsdb::{
        Error,
        chunk::{self, Encoding},
    },
};
use rayon::prelude::*;
use std::path::{Path, PathBuf};

const MAGIC: u32 = 0x0130_BC91;
const VERSION: u8 = 1;
const HEADER: usize = 8;
/// The most a record's header and checksum take: ref, times, encoding, length of five bytes, checksum.
const LONGEST_FRAME: usize = 8 + 8 + 8 + 1 + 5 + 4;
const OUT_OF_ORDER: u8 = 0x80;

/// A chunk in one of the files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MappedChunk {
    /// The series' reference.
    pub series: u64,
    /// File number << 32 | offset of the record.
    pub reference: u64,
    /// Time of the first sample.
    pub min_time: Timestamp,
    /// Time of the last sample.
    pub max_time: Timestamp,
    /// How the samples are encoded.
    pub encoding: Encoding,
    /// Whether the samples came out of order.
    pub out_of_order: bool,
    /// Which of the files.
    file: u32,
    /// Where in it the data begins.
    offset: u32,
    /// Bytes of data.
    length: u32,
}

impl MappedChunk {
    /// Whether the chunk has a time in common with the closed range.
    pub fn overlaps(&self, min_time: Timestamp, max_time: Timestamp) -> bool {
        self.min_time <= max_time && min_time <= self.max_time
    }

    /// Bytes of data.
    pub fn data_len(&self) -> u64 {
        u64::from(self.length)
    }
}

/// The mapped files of a `chunks_head` directory.
#[derive(Debug, Default)]
pub struct ChunkFiles {
    files: Vec<ChunkFile>,
}

#[derive(Debug)]
struct ChunkFile {
    number: u32,
    path: PathBuf,
    map: Mmap,
}

/// What the files hold.
#[derive(Debug, Default)]
pub(super) struct ScannedChunks {
    /// The chunks, in the order of the files. Chunks of unknown encoding are left out.
    pub(super) chunks: Vec<MappedChunk>,
    /// The reference of the last one, unknown encodings included; 0 if there is none.
    pub(super) last_reference: u64,
    /// Why the rest of the files was left out.
    pub(super) damage: Option<Error>,
}

impl ChunkFiles {
    /// Maps the files in `directory`; a missing directory holds none.
    ///
    /// Gaps in the numbering and wrong headers are errors; an empty last file is one that has just been begun.
    pub fn open(directory: &Path) -> Result<ChunkFiles, Error> {
        let entries = match std::fs::read_dir(directory) {
            Ok(entries) => entries,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(ChunkFiles::default()),
            Err(error) => return Err(Error::io(directory, error)),
        };
        let mut files = Vec::new();
        for entry in entries {
            let entry = entry.map_err(|error| Error::io(directory, error))?;
            let name = entry.file_name();
            let Some(number) = name.to_str().and_then(|name| name.parse::<u32>().ok()) else { continue };
            let path = entry.path();
            let map = Mmap::open(&path).map_err(|error| Error::io(&path, error))?;
            files.push(ChunkFile { number, path, map });
        }
        files.sort_by_key(|file| file.number);
        // A file has no header yet for a moment after it was made.
        files.pop_if(|last| last.map.first_chunk::<4>().is_none_or(|magic| *magic == [0; 4]));
        for pair in files.windows(2) {
            if let [before, after] = pair
                && before.number.checked_add(1) != Some(after.number)
            {
                let what = format!(
                    "found unsequential head chunk files {} (index: {}) and {} (index: {})",
                    before.path.display(),
                    before.number,
                    after.path.display(),
                    after.number
                );
                return Err(Error::corrupt(directory, 0, what));
            }
        }
        files.iter().try_for_each(check_header)?;
        Ok(ChunkFiles { files })
    }

    /// Finds and verifies all chunks.
    pub(super) fn scan(&self) -> ScannedChunks {
        let scanned: Vec<_> =
            self.files.par_iter().enumerate().map(|(index, file)| scan_file(index as u32, file)).collect();
        let mut all = ScannedChunks::default();
        for file in scanned {
            match file {
                Ok(file) => {
                    all.chunks.extend(file.chunks);
                    all.last_reference = all.last_reference.max(file.last_reference);
                }
                Err(error) => {
                    all.damage = Some(error);
                    break;
                }
            }
        }
        all
    }

    /// What each file holds, or what is wrong with it, one by one.
    pub(in crate::tsdb) fn scan_each(&self) -> impl Iterator<Item = (&Path, Result<Vec<MappedChunk>, Error>)> {
        let files = self.files.iter().enumerate();
        files.map(|(index, file)| (&*file.path, scan_file(index as u32, file).map(|scanned| scanned.chunks)))
    }

    /// Appends the samples of a chunk of these files to `columns`.
    pub(in crate::tsdb) fn decode(&self, chunk: &MappedChunk, columns: &mut SampleColumns) -> Result<(), Error> {
        let (data, path, offset) = self.data(chunk)?;
        chunk::decode(chunk.encoding, data, columns).map_err(|error| Error::Chunk { path: path.into(), offset, error })
    }

    /// The data of a chunk of these files, and where it lies.
    pub(super) fn data(&self, chunk: &MappedChunk) -> Result<(&[u8], &Path, u64), Error> {
        let (offset, length) = (chunk.offset as usize, chunk.length as usize);
        let file = self.files.get(chunk.file as usize);
        let data = file.and_then(|file| file.map.get(offset..)).and_then(|rest| rest.get(..length));
        match (file, data) {
            (Some(file), Some(data)) => Ok((data, &file.path, u64::from(chunk.offset))),
            _ => Err(Error::corrupt("chunks_head", u64::from(chunk.offset), "chunk lies outside of its file")),
        }
    }
}

fn check_header(file: &ChunkFile) -> Result<(), Error> {
    let Some(header) = file.map.first_chunk::<HEADER>() else {
        return Err(Error::corrupt(&file.path, 0, "invalid head chunk file header: invalid size"));
    };
    let [a, b, c, d, version, ..] = *header;
    let magic = u32::from_be_bytes([a, b, c, d]);
    if magic != MAGIC {
        return Err(Error::corrupt(&file.path, 0, format!("invalid magic number {magic:x}")));
    }
    if version != VERSION {
        return Err(Error::corrupt(&file.path, 4, format!("invalid chunk format version {version}")));
    }
    Ok(())
}

fn scan_file(index: u32, file: &ChunkFile) -> Result<ScannedChunks, Error> {
    let mut scanned = ScannedChunks::default();
    let mut position = HEADER;
    while let Some(rest) = file.map.get(position..).filter(|rest| !rest.is_empty()) {
        if rest.len() < LONGEST_FRAME {
            if rest.iter().all(|&byte| byte == 0) {
                break;
            }
            let what = format!(
                "head chunk file has some unread data, but doesn't include enough bytes to read the chunk header - \
                 required:{}, available:{}, file:{}",
                position + LONGEST_FRAME,
                file.map.len(),
                file.number
            );
            return Err(Error::corrupt(&file.path, position as u64, what));
        }
        let cursor = &mut ByteCursor::new(rest, position as u64);
        let invalid = |error| Error::bytes(&file.path, error, "head chunk");
        let series = cursor.u64().map_err(invalid)?;
        let min_time = cursor.i64().map_err(invalid)?;
        let max_time = cursor.i64().map_err(invalid)?;
        if (series, min_time, max_time) == (0, 0, 0) {
            break;
        }
        let encoding = cursor.u8().map_err(invalid)?;
        let length = cursor.uvarint().map_err(invalid)?;
        let offset = cursor.offset();
        let taken = usize::try_from(length).ok().and_then(|length| cursor.take(length).ok());
        if taken.is_none() || cursor.remaining() < 4 {
            let what = format!("head chunk of {length} bytes reaches beyond the file's {} bytes", file.map.len());
            return Err(Error::corrupt(&file.path, position as u64, what));
        }
        let covered = &rest[..rest.len() - cursor.remaining()];
        let expected = cursor.u32().map_err(invalid)?;
        let got = crc32c(covered);
        if got != expected {
            let (path, offset, what) = (file.path.clone(), position as u64, "checksum mismatch");
            return Err(Error::ChecksumMismatch { path, offset, what, got, expected });
        }
        let (Ok(start), Ok(offset), Ok(length)) =
            (u32::try_from(position), u32::try_from(offset), u32::try_from(length))
        else {
            return Err(Error::corrupt(&file.path, position as u64, "head chunk beyond 4 GiB"));
        };
        position += covered.len() + 4;
        let reference = u64::from(file.number) << 32 | u64::from(start);
        scanned.last_reference = reference;
        let known = Encoding::from_byte(encoding & !OUT_OF_ORDER).filter(|&encoding| encoding != Encoding::None);
        if let Some(known) = known {
            scanned.chunks.push(MappedChunk {
                series,
                reference,
                min_time,
                max_time,
                encoding: known,
                out_of_order: encoding & OUT_OF_ORDER != 0,
                file: index,
                offset,
                length,
            });
        }
    }
    Ok(scanned)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::io::bytes::put_uvarint;

    fn record(series: u64, min_time: i64, max_time: i64, encoding: u8, data: &[u8]) -> Vec<u8> {
        let mut bytes = series.to_be_bytes().to_vec();
        bytes.extend_from_slice(&min_time.to_be_bytes());
        bytes.extend_from_slice(&max_time.to_be_bytes());
        bytes.push(encoding);
        put_uvarint(&mut bytes, data.len() as u64);
        bytes.extend_from_slice(data);
        let checksum = crc32c(&bytes);
        bytes.extend_from_slice(&checksum.to_be_bytes());
        bytes
    }

    fn file(records: &[Vec<u8>]) -> Vec<u8> {
        let mut bytes = MAGIC.to_be_bytes().to_vec();
        bytes.extend_from_slice(&[1, 0, 0, 0]);
        bytes.extend(records.iter().flatten());
        bytes
    }

    fn open(files: &[(&str, Vec<u8>)]) -> Result<ChunkFiles, Error> {
        let directory = tempfile::tempdir().unwrap();
        for (name, bytes) in files {
            std::fs::write(directory.path().join(name), bytes).unwrap();
        }
        ChunkFiles::open(directory.path())
    }

    #[test]
    fn chunks_are_found_up_to_the_zeros() {
        let mut first = file(&[record(3, 10, 20, 1, &[0; 40]), record(3, 21, 30, 0x81, &[0; 5])]);
        first.resize(4096, 0);
        let scanned = open(&[("000004", first), ("000005", vec![0; 4096])]).unwrap().scan();
        assert!(scanned.damage.is_none());
        let places: Vec<_> = scanned.chunks.iter().map(|chunk| (chunk.series, chunk.out_of_order)).collect();
        assert_eq!(places, [(3, false), (3, true)]);
        assert_eq!(scanned.chunks[0].reference, 4 << 32 | 8);
        assert_eq!(scanned.last_reference, scanned.chunks[1].reference);
    }

    #[test]
    fn a_damaged_file_takes_the_later_ones_with_it() {
        let good = file(&[record(1, 10, 20, 1, &[0; 40])]);
        let mut bad = file(&[record(1, 21, 30, 1, &[0; 40]), record(1, 31, 40, 1, &[0; 40])]);
        *bad.last_mut().unwrap() ^= 1;
        let files = open(&[("1", good.clone()), ("2", bad), ("3", good)]).unwrap();
        let scanned = files.scan();
        assert_eq!(scanned.chunks.len(), 1);
        assert!(matches!(scanned.damage, Some(Error::ChecksumMismatch { .. })));
    }

    #[test]
    fn every_cut_and_flip_is_survived() {
        let whole = file(&[record(1, 10, 20, 1, &[0; 40]), record(2, 21, 30, 2, &[7; 50])]);
        for index in 0..whole.len() {
            if let Ok(files) = open(&[("1", whole[..index].to_vec())]) {
                assert!(files.scan().chunks.len() < 2, "cut at {index}");
            }
            let mut flipped = whole.clone();
            flipped[index] ^= 0x40;
            if let Ok(files) = open(&[("1", flipped)]) {
                let scanned = files.scan();
                // Bytes 5 to 7 are padding.
                assert!(scanned.damage.is_some() || (5..8).contains(&index), "flip at {index}");
            }
        }
    }

    #[test]
    fn gaps_are_refused() {
        assert!(open(&[("1", file(&[])), ("3", file(&[]))]).is_err());
        assert!(open(&[("1", file(&[])), ("notes", vec![1])]).is_ok());
    }
}
