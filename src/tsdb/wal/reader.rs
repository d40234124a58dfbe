//! From a segment's bytes to its records, still encoded.
//!
//! A segment shorter than whole pages is read as if zeros followed, so a cut between two records is a clean end and a
//! cut inside one shows as a wrong checksum. The first error ends the reading.

use super::{
    compression::Compression,
    error::{Corruption, WalError},
    record::Record,
    segment::Segment,
};
use crate::io::crc32c::crc32c;
use std::{borrow::Cow, path::Path};

const PAGE: usize = 32 * 1024;
const HEADER: usize = 7;

/// One record as it is stored: joined, not yet decompressed.
#[derive(Clone, Debug)]
pub struct StoredRecord<'a> {
    path: &'a Path,
    bytes: Cow<'a, [u8]>,
    compression: Compression,
    start: u64,
    end: u64,
}

impl<'a> StoredRecord<'a> {
    /// How many bytes it takes in the file, headers left out.
    pub fn stored_len(&self) -> usize {
        self.bytes.len()
    }

    /// Where its first fragment begins in its segment.
    pub fn start(&self) -> u64 {
        self.start
    }

    /// How it is compressed.
    pub fn compression(&self) -> Compression {
        self.compression
    }

    /// Where it ends in its segment.
    pub fn end(&self) -> u64 {
        self.end
    }

    /// The record's bytes, decompressed.
    pub fn into_bytes(self) -> Result<Cow<'a, [u8]>, WalError> {
        let (path, offset) = (self.path, self.end);
        self.compression.decompress(self.bytes).map_err(|what| WalError::Corrupt { path: path.into(), offset, what })
    }

    /// The record's content.
    pub fn decode(self) -> Result<Record, WalError> {
        let (path, offset) = (self.path, self.end);
        Record::decode(&self.into_bytes()?).map_err(|(kind, error)| WalError::Corrupt {
            path: path.into(),
            offset,
            what: Corruption::Record { kind, error },
        })
    }
}

/// Iterates over the records of one segment.
#[derive(Debug)]
pub struct RecordReader<'a> {
    path: &'a Path,
    bytes: &'a [u8],
    /// Length of the segment with the last page padded.
    padded: usize,
    position: usize,
    /// Where the record being read begins.
    record: usize,
    /// Where the last fragment begins.
    fragment: usize,
    finished: bool,
    /// Whether the rest of a damaged record may still have to be passed over.
    skipping: bool,
}

impl<'a> RecordReader<'a> {
    /// Begins at `offset`, which must be the end of a record (0: the beginning).
    pub fn new(segment: &'a Segment, offset: u64) -> RecordReader<'a> {
        let bytes = segment.bytes();
        let padded = bytes.len().next_multiple_of(PAGE);
        let position = usize::try_from(offset).map_or(padded, |offset| offset.min(padded));
        RecordReader {
            path: segment.path(),
            bytes,
            padded,
            position,
            record: position,
            fragment: position,
            finished: false,
            skipping: false,
        }
    }

    /// Where the record begins that is being read, or that the last error is about.
    pub fn record_start(&self) -> u64 {
        self.record as u64
    }

    /// Goes on behind the damage that the last error has reported: at the next fragment if the last one is whole, else at
    /// the next page, where a fragment must begin. What is left of a record without its beginning is passed over.
    pub fn resume(&mut self, error: &WalError) {
        let WalError::Corrupt { what, .. } = error else { return };
        self.position = match what {
            // The fragment itself is good: it begins the next record.
            Corruption::UnexpectedFull | Corruption::UnexpectedFirst => self.fragment,
            Corruption::UnexpectedMiddle | Corruption::UnexpectedLast | Corruption::DirtyPadding => self.position,
            _ => (self.fragment / PAGE + 1) * PAGE,
        };
        (self.finished, self.skipping) = (false, true);
    }

    fn byte(&self, position: usize) -> u8 {
        self.bytes.get(position).copied().unwrap_or(0)
    }

    /// The next `length` bytes, zeros standing in for what is missing of the last page.
    fn take(&mut self, length: usize) -> Option<Cow<'a, [u8]>> {
        let end = self.position.checked_add(length).filter(|&end| end <= self.padded)?;
        let start = std::mem::replace(&mut self.position, end);
        Some(match self.bytes.get(start..end) {
            Some(bytes) => Cow::Borrowed(bytes),
            None => {
                let mut padded = self.bytes.get(start..).unwrap_or(&[]).to_vec();
                padded.resize(length, 0);
                Cow::Owned(padded)
            }
        })
    }

    /// Reads the rest of a page of which the first padding byte has been read.
    fn skip_padding(&mut self) -> Result<(), Corruption> {
        let end = self.position.next_multiple_of(PAGE);
        let real = self.bytes.get(self.position..end.min(self.bytes.len())).unwrap_or(&[]);
        self.position = end;
        if real.iter().any(|&byte| byte != 0) { Err(Corruption::DirtyPadding) } else { Ok(()) }
    }

    fn next_record(&mut self) -> Result<Option<StoredRecord<'a>>, Corruption> {
        let mut joined: Option<Cow<'a, [u8]>> = None;
        loop {
            if self.position >= self.padded {
                return if joined.is_some() { Err(Corruption::Torn) } else { Ok(None) };
            }
            self.fragment = self.position;
            if joined.is_none() {
                self.record = self.position;
            }
            let type_byte = self.byte(self.position);
            self.position += 1;
            let fragment_type = type_byte & 7;
            if fragment_type == 0 {
                self.skip_padding()?;
                // What Prometheus forgets behind padding is not a torn record.
                if self.position >= self.padded {
                    return Ok(None);
                }
                continue;
            }
            let header = self.take(HEADER - 1).ok_or(Corruption::TornHeader)?;
            let &[high, low, a, b, c, d] = &*header else { return Err(Corruption::TornHeader) };
            let length = u16::from_be_bytes([high, low]);
            let expected = u32::from_be_bytes([a, b, c, d]);
            if usize::from(length) > PAGE - HEADER {
                return Err(Corruption::FragmentLength(length));
            }
            let fragment = self.take(usize::from(length)).ok_or(Corruption::Torn)?;
            let got = crc32c(&fragment);
            if got != expected {
                return Err(Corruption::Checksum { got, expected });
            }
            let joining = joined.is_some();
            match fragment_type {
                1 if joining => return Err(Corruption::UnexpectedFull),
                2 if joining => return Err(Corruption::UnexpectedFirst),
                3 | 4 if !joining && self.skipping => continue,
                3 if !joining => return Err(Corruption::UnexpectedMiddle),
                4 if !joining => return Err(Corruption::UnexpectedLast),
                1..=4 => {}
                other => return Err(Corruption::FragmentType(other)),
            }
            self.skipping = false;
            match &mut joined {
                None => joined = Some(fragment),
                Some(bytes) => bytes.to_mut().extend_from_slice(&fragment),
            }
            if matches!(fragment_type, 1 | 4) {
                let compression = Compression::from_type_byte(type_byte);
                let bytes = joined.unwrap_or_default();
                let (start, end) = (self.record as u64, self.position as u64);
                return Ok(Some(StoredRecord { path: self.path, bytes, compression, start, end }));
            }
        }
    }
}

impl<'a> Iterator for RecordReader<'a> {
    type Item = Result<StoredRecord<'a>, WalError>;

    fn next(&mut self) -> Option<Result<StoredRecord<'a>, WalError>> {
        if self.finished {
            return None;
        }
        match self.next_record() {
            Ok(Some(record)) => Some(Ok(record)),
            Ok(None) => {
                self.finished = true;
                None
            }
            Err(what) => {
                self.finished = true;
                Some(Err(WalError::Corrupt { path: self.path.into(), offset: self.position as u64, what }))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Lays out records as Prometheus' writer does, pages flushed as they are (no padding at the end).
    fn segment_bytes(records: &[Vec<u8>]) -> Vec<u8> {
        let mut out = Vec::new();
        for record in records {
            let mut rest = &record[..];
            let mut first = true;
            loop {
                let left = PAGE - out.len() % PAGE;
                if left < HEADER {
                    out.resize(out.len() + left, 0);
                    continue;
                }
                let length = rest.len().min(left - HEADER);
                let (fragment, after) = rest.split_at(length);
                let fragment_type = match (first, after.is_empty()) {
                    (true, true) => 1,
                    (true, false) => 2,
                    (false, false) => 3,
                    (false, true) => 4,
                };
                out.push(fragment_type);
                out.extend_from_slice(&(length as u16).to_be_bytes());
                out.extend_from_slice(&crc32c(fragment).to_be_bytes());
                out.extend_from_slice(fragment);
                (rest, first) = (after, false);
                if rest.is_empty() {
                    break;
                }
            }
        }
        out
    }

    fn read(bytes: &[u8]) -> (Vec<Vec<u8>>, Option<WalError>) {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), bytes).unwrap();
        let segment = Segment::open(file.path()).unwrap();
        let mut records = Vec::new();
        for record in RecordReader::new(&segment, 0) {
            match record {
                Ok(record) => records.push(record.into_bytes().unwrap().into_owned()),
                Err(error) => return (records, Some(error)),
            }
        }
        (records, None)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(32))]
        #[test]
        fn records_come_back_whole(lengths in proptest::collection::vec(0usize..50_000, 0..8)) {
            let records: Vec<Vec<u8>> =
                lengths.iter().enumerate().map(|(index, &length)| vec![index as u8 + 1; length.max(1)]).collect();
            let (back, error) = read(&segment_bytes(&records));
            prop_assert!(error.is_none());
            prop_assert_eq!(back, records);
        }

        #[test]
        fn damage_is_named_and_never_invents_records(flip in 0usize..70_000, cut in 0usize..70_000) {
            let records = vec![vec![1u8; 100], vec![2u8; 40_000], vec![3u8; 20_000], vec![4u8; 9_000]];
            let mut bytes = segment_bytes(&records);
            let flip = flip % bytes.len();
            bytes[flip] ^= 0x10;
            let (back, error) = read(&bytes);
            prop_assert!(back.len() < records.len() || bytes[flip] & 0x18 != 0 || error.is_some() || back == records);
            bytes[flip] ^= 0x10;
            bytes.truncate(cut % bytes.len());
            let (back, _) = read(&bytes);
            prop_assert_eq!(&back[..], &records[..back.len()]);
        }
    }

    #[test]
    fn what_lies_behind_damage_is_found_again() {
        // The second record reaches into the third page; its first fragment fills the rest of the first one.
        let records = [vec![1; 100], vec![2; 70_000], vec![3; 50], vec![4; 60]];
        let bytes = segment_bytes(&records);
        for (damaged, found) in [(50, vec![3, 4]), (20_000, vec![1, 3, 4]), (80_000 - 32_768, vec![1, 3, 4])] {
            let mut bytes = bytes.clone();
            bytes[damaged] ^= 1;
            let file = tempfile::NamedTempFile::new().unwrap();
            std::fs::write(file.path(), &bytes).unwrap();
            let segment = Segment::open(file.path()).unwrap();
            let mut reader = RecordReader::new(&segment, 0);
            let (mut seen, mut errors) = (Vec::new(), Vec::new());
            while let Some(record) = reader.next() {
                match record {
                    Ok(record) => seen.push((record.start(), record.into_bytes().unwrap()[0])),
                    Err(error) => {
                        errors.push(reader.record_start());
                        reader.resume(&error);
                    }
                }
            }
            assert_eq!(seen.iter().map(|record| record.1).collect::<Vec<_>>(), found, "{damaged}");
            assert_eq!(errors, [if damaged == 50 { 0 } else { 107 }]);
        }
    }

    #[test]
    fn a_cut_record_is_a_checksum_error_beyond_the_file() {
        let mut bytes = segment_bytes(&[vec![1; 50], vec![2; 300]]);
        bytes.truncate(100);
        let (records, error) = read(&bytes);
        assert_eq!(records.len(), 1);
        let error = error.unwrap();
        assert!(error.is_torn_tail(100), "{error}");
        assert!(error.to_string().contains(" at 364: unexpected checksum "), "{error}");
    }
}
