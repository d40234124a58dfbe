//! The `tombstones` file: times of series that count as deleted.
//!
//! ```text
//! ┌──────────────────┬───────────┬───────────────────────────────────────────────────────────┬───────────┐
//! │ 0x0130BA30 (u32) │ 1 (u8)    │ { series uvarint │ first time varint │ last time varint } × n │ CRC (u32) │
//! └──────────────────┴───────────┴───────────────────────────────────────────────────────────┴───────────┘
//! ```
//! The checksum covers the triples only; the intervals are closed; a series is named by its number in the postings.

use crate::{
    io::{
        atomic_file,
        bytes::{ByteCursor, put_uvarint, put_varint},
        crc32c::crc32c,
    },
    tsdb::Error,
};
use std::{collections::HashMap, path::Path};

const MAGIC: u32 = 0x0130_BA30;
const HEADER_BYTES: usize = 5;

/// Deleted times of one series: closed intervals, sorted, neither overlapping nor touching.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Intervals(Vec<(i64, i64)>);

impl Intervals {
    /// Adds a closed interval, merging it with those it overlaps or touches; one that ends before it begins is ignored.
    pub fn add(&mut self, first: i64, last: i64) {
        if first > last {
            return;
        }
        let begin = self.0.partition_point(|&(_, end)| end < first.saturating_sub(1));
        let end = self.0.partition_point(|&(start, _)| start <= last.saturating_add(1));
        let merged = self.0[begin..end].iter().fold((first, last), |all, one| (all.0.min(one.0), all.1.max(one.1)));
        self.0.splice(begin..end, [merged]);
    }

    /// Whether the sample at `time` is deleted.
    pub fn contain(&self, time: i64) -> bool {
        self.contain_all(time, time)
    }

    /// Whether everything from `first` to `last` is deleted by one interval.
    pub fn contain_all(&self, first: i64, last: i64) -> bool {
        let index = self.0.partition_point(|&(_, end)| end < first);
        self.0.get(index).is_some_and(|&(start, end)| start <= first && last <= end)
    }

    /// Whether anything from `first` to `last` is deleted.
    pub fn touch(&self, first: i64, last: i64) -> bool {
        let index = self.0.partition_point(|&(_, end)| end < first);
        self.0.get(index).is_some_and(|&(start, _)| start <= last)
    }

    /// The intervals.
    pub fn as_slice(&self) -> &[(i64, i64)] {
        &self.0
    }
}

/// The deletions of a block, by series.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tombstones {
    series: HashMap<u64, Intervals>,
    file_size: u64,
}

impl Tombstones {
    /// Reads the file at `path`; a missing one means that nothing is deleted.
    pub fn read(path: &Path) -> Result<Tombstones, Error> {
        let bytes = match std::fs::read(path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Tombstones::default()),
            Err(error) => return Err(Error::io(path, error)),
        };
        let Some((header, rest)) = bytes.split_at_checked(HEADER_BYTES) else {
            return Err(Error::corrupt(path, 0, "tombstones header: invalid size"));
        };
        let Some((triples, checksum)) = rest.split_last_chunk::<4>() else {
            return Err(Error::corrupt(path, 0, "tombstones header: invalid size"));
        };
        let mut cursor = ByteCursor::new(header, 0);
        let invalid = |error| Error::bytes(path, error, "tombstones header");
        let magic = cursor.u32().map_err(invalid)?;
        if magic != MAGIC {
            return Err(Error::corrupt(path, 0, format!("invalid magic number {magic:x}")));
        }
        let (got, expected) = (crc32c(triples), u32::from_be_bytes(*checksum));
        if got != expected {
            let (path, offset) = (path.into(), HEADER_BYTES as u64);
            let what = "tombstones: checksum did not match";
            return Err(Error::ChecksumMismatch { path, offset, what, got, expected });
        }
        let version = cursor.u8().map_err(invalid)?;
        if version != 1 {
            return Err(Error::corrupt(path, 4, format!("invalid tombstone format {version:x}")));
        }
        let mut series = HashMap::<u64, Intervals>::new();
        let mut cursor = ByteCursor::new(triples, HEADER_BYTES as u64);
        while !cursor.is_empty() {
            let mut triple = || Ok((cursor.uvarint()?, cursor.varint()?, cursor.varint()?));
            let (reference, first, last) = triple().map_err(|error| Error::bytes(path, error, "tombstone"))?;
            series.entry(reference).or_default().add(first, last);
        }
        Ok(Tombstones { series, file_size: bytes.len() as u64 })
    }

    /// The deletions of these series.
    pub fn from_series(series: impl IntoIterator<Item = (u64, Intervals)>) -> Tombstones {
        let series = series.into_iter().filter(|(_, intervals)| !intervals.as_slice().is_empty()).collect();
        Tombstones { series, file_size: 0 }
    }

    /// The bytes of the file, series in ascending order (Prometheus writes them in no particular one).
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = MAGIC.to_be_bytes().to_vec();
        bytes.push(1);
        let mut numbers: Vec<u64> = self.series.keys().copied().collect();
        numbers.sort_unstable();
        for number in numbers {
            for &(first, last) in self.of(number).map(Intervals::as_slice).unwrap_or_default() {
                put_uvarint(&mut bytes, number);
                put_varint(&mut bytes, first);
                put_varint(&mut bytes, last);
            }
        }
        let checksum = crc32c(&bytes[HEADER_BYTES..]);
        bytes.extend_from_slice(&checksum.to_be_bytes());
        bytes
    }

    /// Replaces the file at `path`: after a crash there is the old one or the new one.
    pub fn write(&self, path: &Path) -> Result<(), Error> {
        atomic_file::replace(path, &self.to_bytes()).map_err(|error| Error::io(path, error))
    }

    /// The deletions of one series.
    pub fn of(&self, series: u64) -> Option<&Intervals> {
        self.series.get(&series)
    }

    /// Whether nothing is deleted.
    pub fn is_empty(&self) -> bool {
        self.series.is_empty()
    }

    /// All deletions, in no particular order.
    pub fn iter(&self) -> impl Iterator<Item = (u64, &Intervals)> {
        self.series.iter().map(|(&series, intervals)| (series, intervals))
    }

    /// Bytes of the file; 0 if there is none.
    pub fn file_size(&self) -> u64 {
        self.file_size
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn intervals_say_what_a_list_says(list in proptest::collection::vec((-9i64..40, -9i64..40), 0..12)) {
            let mut intervals = Intervals::default();
            for &(first, last) in &list {
                intervals.add(first, last);
            }
            for time in -12..45 {
                let deleted = list.iter().any(|&(first, last)| first <= time && time <= last);
                prop_assert_eq!(intervals.contain(time), deleted);
            }
            prop_assert!(intervals.as_slice().windows(2).all(|pair| pair[0].1 + 1 < pair[1].0));
            for (first, last) in [(-5, 3), (0, 0), (10, 30)] {
                let deleted = (first..=last).filter(|&time| intervals.contain(time)).count() as i64;
                prop_assert_eq!(intervals.contain_all(first, last), deleted == last - first + 1);
                prop_assert_eq!(intervals.touch(first, last), deleted > 0);
            }
        }
    }

    #[test]
    fn the_ends_of_time_do_not_overflow() {
        let mut intervals = Intervals::default();
        intervals.add(i64::MIN, -5);
        intervals.add(-4, i64::MAX);
        assert_eq!(intervals.as_slice(), [(i64::MIN, i64::MAX)]);
    }

    #[test]
    fn damage_is_named() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("tombstones");
        assert!(Tombstones::read(&path).unwrap().is_empty());
        let mut triples = Vec::new();
        put_uvarint(&mut triples, 7);
        put_varint(&mut triples, -3);
        put_varint(&mut triples, 300);
        let mut file = MAGIC.to_be_bytes().to_vec();
        file.push(1);
        file.extend_from_slice(&triples);
        file.extend_from_slice(&crc32c(&triples).to_be_bytes());
        std::fs::write(&path, &file).unwrap();
        let tombstones = Tombstones::read(&path).unwrap();
        assert_eq!(tombstones.of(7).unwrap().as_slice(), [(-3, 300)]);
        assert_eq!(tombstones.file_size(), file.len() as u64);
        for index in 0..file.len() {
            let mut damaged = file.clone();
            damaged[index] ^= 0x10;
            std::fs::write(&path, &damaged).unwrap();
            assert!(Tombstones::read(&path).is_err(), "byte {index}");
            std::fs::write(&path, &file[..index]).unwrap();
            assert!(Tombstones::read(&path).is_err(), "cut at {index}");
        }
    }
}
