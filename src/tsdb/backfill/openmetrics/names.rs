//! What the label parts of lines mean: the bytes in front of a value → the number of a series.
//!
//! The same series is written with the same bytes on nearly every line, and series follow each other in the same order
//! again and again; so mostly a look at the expected bytes is enough, else at a hash table. The type that the last TYPE
//! line said belongs to the key, because bounds of histograms are normalised.

use super::piece::SeriesOf;
use crate::exposition::MetricType;
use hashbrown::{DefaultHashBuilder, HashTable};
use std::{
    hash::BuildHasher,
    ops::Range,
    sync::atomic::{AtomicU32, Ordering},
};

/// A name that a piece has found.
#[derive(Debug)]
pub(super) struct RawKey {
    /// Where in the piece it stands.
    pub(super) bytes: Range<usize>,
    pub(super) kind: MetricType,
    pub(super) series: SeriesOf,
}

#[derive(Debug)]
struct Name {
    begin: usize,
    length: u32,
    series: u32,
    kind: MetricType,
    /// The name that came after this one the last time. A guess: any thread writes it, and a wrong one costs a look
    /// into the table.
    next: AtomicU32,
}

/// All names met so far.
#[derive(Debug, Default)]
pub(super) struct Names {
    bytes: Vec<u8>,
    names: Vec<Name>,
    table: HashTable<u32>,
    hasher: DefaultHashBuilder,
}

impl Names {
    fn hash(&self, bytes: &[u8], kind: MetricType) -> u64 {
        self.hasher.hash_one((bytes, kind))
    }

    fn bytes_of(&self, name: &Name) -> &[u8] {
        self.bytes.get(name.begin..name.begin + name.length as usize).unwrap_or_default()
    }

    /// Notes what a name means; what it meant before stays.
    pub(super) fn insert(&mut self, bytes: &[u8], kind: MetricType, series: u32) {
        let (Ok(length), Ok(number)) = (u32::try_from(bytes.len()), u32::try_from(self.names.len())) else { return };
        if self.find(bytes, kind).is_some() {
            return;
        }
        let hash = self.hash(bytes, kind);
        let begin = self.bytes.len();
        self.bytes.extend_from_slice(bytes);
        self.names.push(Name { begin, length, series, kind, next: AtomicU32::new(number) });
        let (names, all, hasher) = (&self.names, &self.bytes, &self.hasher);
        self.table.insert_unique(hash, number, |&number| {
            let name = names.get(number as usize);
            name.map_or(0, |name| {
                let bytes = all.get(name.begin..name.begin + name.length as usize).unwrap_or_default();
                hasher.hash_one((bytes, name.kind))
            })
        });
    }

    /// The name with these bytes.
    pub(super) fn find(&self, bytes: &[u8], kind: MetricType) -> Option<u32> {
        let is_it = |&number: &u32| {
            let name = self.names.get(number as usize);
            name.is_some_and(|name| name.kind == kind && self.bytes_of(name) == bytes)
        };
        self.table.find(self.hash(bytes, kind), is_it).copied()
    }

    /// If `line` begins with name `number` and a space, the length of the name.
    #[inline]
    pub(super) fn begins(&self, number: u32, line: &[u8], kind: MetricType) -> Option<usize> {
        let name = self.names.get(number as usize)?;
        let length = name.length as usize;
        let begins = line.get(length) == Some(&b' ') && name.kind == kind && line.starts_with(self.bytes_of(name));
        begins.then_some(length)
    }

    /// The series of a name.
    #[inline]
    pub(super) fn series(&self, number: u32) -> u32 {
        self.names.get(number as usize).map_or(0, |name| name.series)
    }

    /// The name that followed `number` the last time.
    #[inline]
    pub(super) fn next(&self, number: u32) -> u32 {
        self.names.get(number as usize).map_or(0, |name| name.next.load(Ordering::Relaxed))
    }

    /// Notes that `next` followed `number`.
    #[inline]
    pub(super) fn set_next(&self, number: u32, next: u32) {
        // Written only when it is news: the line of the cache belongs to all threads.
        if let Some(name) = self.names.get(number as usize).filter(|name| name.next.load(Ordering::Relaxed) != next) {
            name.next.store(next, Ordering::Relaxed);
        }
    }
}
