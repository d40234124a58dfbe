//! What is in the segments of logs, and where they are torn.

use super::{
    error::WalError,
    logs::Log,
    record::{Record, RecordKind},
    segment::Segment,
    visit::{Damage, Visited, visit_records},
};
use crate::model::sample::Timestamp;
use std::{collections::BTreeMap, convert::Infallible};

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

/// Reads all segments of a log.
pub fn survey(log: &Log) -> Result<LogSurvey<'_>, WalError> {
    let mut segments = Vec::with_capacity(log.segments.len());
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
        let Ok(damages) = visit_records(&segment, |visited| {
            survey.add(&visited);
            Ok::<(), Infallible>(())
        });
        survey.damages = damages;
        segments.push(survey);
    }
    Ok(LogSurvey { log, segments })
}
