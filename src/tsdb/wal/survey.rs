//! What is in the segments of logs, and where they are torn.

use super::{
    error::WalError,
    logs::Log,
    record::{Record, RecordKind},
    segment::Segment,
    visit::{Damage, Visited, visit_records},
};
use crate::model::sample::Timestamp;
use std::collections::BTreeMap;

/// Records and their entries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RecordCounts {
    /// Records.
    pub records: u64,
    /// What they hold: series, samples and so on.
    pub entries: u64,
}

/// What is in a segment.
#[derive(Debug)]
pub struct SegmentSurvey {
    /// Its number.
    pub number: u64,
    /// Bytes of the file.
    pub size: u64,
    /// Records by kind, those behind damage left out.
    pub kinds: BTreeMap<RecordKind, RecordCounts>,
    /// Records by the name of their compression, those behind damage left out.
    pub compressions: BTreeMap<&'static str, u64>,
    /// Times of the oldest and the newest sample, those behind damage left out.
    pub times: Option<(Timestamp, Timestamp)>,
    /// Where it is damaged.
    pub damages: Vec<Damage>,
    /// What lies behind the first damage and could be read.
    pub behind: Loss,
}

/// What a server would not read any more.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Loss {
    /// Records.
    pub records: u64,
    /// Samples in them, of either kind.
    pub samples: u64,
}

/// What is in a log.
#[derive(Debug)]
pub struct LogSurvey<'a> {
    /// The log.
    pub log: &'a Log,
    /// Its segments.
    pub segments: Vec<SegmentSurvey>,
}

impl LogSurvey<'_> {
    /// Whether the only damage is the end of the last segment, as it is while a server has not finished a record.
    pub fn ends_unfinished(&self) -> bool {
        let damaged = self.segments.iter().filter(|segment| !segment.damages.is_empty());
        let last = self.segments.last().filter(|last| damaged.count() == 1 && last.damages.len() == 1);
        last.is_some_and(|last| last.damages.iter().all(|damage| damage.error.is_torn_tail(last.size)))
    }

    /// The first damage with its segment's place, and what is lost by it: a server that finds it throws away what stands
    /// behind it in the segment, and all segments after.
    pub fn first_damage(&self) -> Option<(usize, &Damage, Loss)> {
        let (index, damaged) = self.segments.iter().enumerate().find(|(_, segment)| !segment.damages.is_empty())?;
        let damage = damaged.damages.first()?;
        let mut loss = damaged.behind;
        for segment in self.segments.iter().skip(index + 1) {
            loss.records += segment.behind.records + segment.records();
            loss.samples += segment.behind.samples + segment.samples();
        }
        Some((index, damage, loss))
    }
}

impl SegmentSurvey {
    /// Records before any damage.
    pub fn records(&self) -> u64 {
        self.kinds.values().map(|counts| counts.records).sum()
    }

    /// Samples before any damage, of either kind.
    pub fn samples(&self) -> u64 {
        let samples = [RecordKind::Samples, RecordKind::Histograms, RecordKind::FloatHistograms];
        samples.iter().map(|kind| self.entries(*kind)).sum()
    }

    /// Entries of one kind before any damage.
    pub fn entries(&self, kind: RecordKind) -> u64 {
        self.kinds.get(&kind).map_or(0, |counts| counts.entries)
    }

    fn add(&mut self, visited: &Visited) {
        let record = &visited.record;
        let entries = record.entries() as u64;
        if visited.is_behind_damage {
            self.behind.records += 1;
            self.behind.samples += if is_samples(record) { entries } else { 0 };
            return;
        }
        let counts = self.kinds.entry(record.kind()).or_default();
        counts.records += 1;
        counts.entries += entries;
        *self.compressions.entry(visited.compression.name()).or_default() += 1;
        if let Some((first, last)) = record.time_range() {
            let (min, max) = self.times.unwrap_or((first, last));
            self.times = Some((min.min(first), max.max(last)));
        }
    }
}

fn is_samples(record: &Record) -> bool {
    matches!(record.kind(), RecordKind::Samples | RecordKind::Histograms | RecordKind::FloatHistograms)
}

/// Reads all segments of a log. `inspect` is shown every record with its segment's number; there, everything after the
/// first damage of the log counts as behind it, and a failure ends the reading.
pub fn survey<E: From<WalError>>(
    log: &Log,
    mut inspect: impl FnMut(u64, &Visited) -> Result<(), E>,
) -> Result<LogSurvey<'_>, E> {
    let mut segments = Vec::<SegmentSurvey>::with_capacity(log.segments.len());
    for file in &log.segments {
        let segment = Segment::open(&file.path)?;
        let mut survey = SegmentSurvey {
            number: file.number,
            size: segment.bytes().len() as u64,
            kinds: BTreeMap::new(),
            compressions: BTreeMap::new(),
            times: None,
            damages: Vec::new(),
            behind: Loss::default(),
        };
        let is_damaged = segments.iter().any(|segment| !segment.damages.is_empty());
        let damages = visit_records(&segment, |mut visited| {
            survey.add(&visited);
            visited.is_behind_damage |= is_damaged;
            inspect(file.number, &visited)
        })?;
        survey.damages = damages;
        segments.push(survey);
    }
    Ok(LogSurvey { log, segments })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        io::{
            bytes::{put_uvarint, put_varint},
            crc32c::crc32c,
        },
        tsdb::wal::find_logs,
    };
    use std::fs;

    /// A segment with a series record and two records of two samples each, uncompressed.
    fn segment() -> Vec<u8> {
        let mut series = vec![1];
        series.extend_from_slice(&7u64.to_be_bytes());
        put_uvarint(&mut series, 0);
        let samples = |time: i64| {
            let mut record = vec![2];
            record.extend_from_slice(&7u64.to_be_bytes());
            record.extend_from_slice(&time.to_be_bytes());
            for delta in [0, 5] {
                put_varint(&mut record, 0);
                put_varint(&mut record, delta);
                record.extend_from_slice(&1f64.to_be_bytes());
            }
            record
        };
        let mut bytes = Vec::new();
        for record in [series, samples(100), samples(200)] {
            bytes.push(1);
            bytes.extend_from_slice(&(record.len() as u16).to_be_bytes());
            bytes.extend_from_slice(&crc32c(&record).to_be_bytes());
            bytes.extend_from_slice(&record);
        }
        bytes
    }

    #[test]
    fn what_stands_behind_damage_is_lost() {
        let directory = tempfile::tempdir().unwrap();
        let wal = directory.path().join("wal");
        fs::create_dir(&wal).unwrap();
        let good = segment();
        let mut damaged = good.clone();
        *damaged.last_mut().unwrap() ^= 1;
        // Whole pages can be read again behind the damage.
        damaged.resize(32 * 1024, 0);
        damaged.extend_from_slice(&good);
        for (name, bytes) in [("00000000", &good), ("00000001", &damaged), ("00000002", &good)] {
            fs::write(wal.join(name), bytes).unwrap();
        }
        let logs = find_logs(directory.path()).unwrap();
        let mut behind = Vec::new();
        let survey = survey(&logs[0], |number, visited| {
            behind.push((number, visited.is_behind_damage));
            Ok::<(), WalError>(())
        })
        .unwrap();
        assert_eq!(behind.iter().filter(|(_, is_behind)| *is_behind).count(), 6);
        let (index, damage, loss) = survey.first_damage().unwrap();
        assert_eq!((index, damage.offset), (1, 61));
        assert_eq!(loss, Loss { records: 6, samples: 8 });
        let first = &survey.segments[0];
        assert_eq!((first.records(), first.samples(), first.times), (3, 4, Some((100, 205))));
        assert_eq!(first.entries(RecordKind::Series), 1);
        assert_eq!(first.compressions, BTreeMap::from([("none", 3)]));
        assert_eq!(survey.segments[1].samples(), 2);
    }
}
