//! Who fills a log: entries by series.

use super::{logs::LogKind, record::Record};
use crate::model::{labels::Labels, matcher::Matcher};
use hashbrown::HashMap;

/// What a log holds of a series, or of several.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct EntryCounts {
    /// Series records. More than one of a series is the trace of a restart, or of a series that went and came back.
    pub series: u64,
    /// Float samples.
    pub samples: u64,
    /// Native histograms, with integer or with float counts.
    pub histograms: u64,
    /// Samples of either kind that stand in the WBL too, because they came out of order.
    pub out_of_order: u64,
    /// Exemplars.
    pub exemplars: u64,
    /// Metadata.
    pub metadata: u64,
    /// Deletions.
    pub tombstones: u64,
    /// Markers of out-of-order chunks.
    pub markers: u64,
}

impl EntryCounts {
    /// All samples of the WAL.
    pub fn all_samples(&self) -> u64 {
        self.samples + self.histograms
    }

    fn add(&mut self, other: &EntryCounts) {
        self.series += other.series;
        self.samples += other.samples;
        self.histograms += other.histograms;
        self.out_of_order += other.out_of_order;
        self.exemplars += other.exemplars;
        self.metadata += other.metadata;
        self.tombstones += other.tombstones;
        self.markers += other.markers;
    }
}

/// Learns the names of series from their records, and counts what the records say of them.
#[derive(Debug, Default)]
pub struct LogCounter {
    labels: HashMap<u64, Labels>,
    counts: HashMap<u64, EntryCounts>,
}

impl LogCounter {
    /// Learns the series of a record.
    pub fn learn(&mut self, record: &Record) {
        if let Record::Series(series) = record {
            for one in series {
                self.labels.insert(one.reference, one.labels.clone());
            }
        }
    }

    /// The labels of a series, if its record has come up.
    pub fn labels(&self, reference: u64) -> Option<&Labels> {
        self.labels.get(&reference)
    }

    /// Whether a series is known and passes one of the selectors; without any, every series does.
    pub fn matches(&self, reference: u64, selectors: &[Vec<Matcher>]) -> bool {
        let passes = |labels| selectors.iter().any(|matchers| pass(labels, matchers));
        selectors.is_empty() || self.labels(reference).is_some_and(passes)
    }

    /// Counts the entries of a record, and learns its series.
    pub fn count(&mut self, log: LogKind, record: &Record) {
        self.learn(record);
        let mut count = |reference: u64, field: fn(&mut EntryCounts) -> &mut u64| {
            *field(self.counts.entry(reference).or_default()) += 1;
        };
        let is_wbl = log == LogKind::Wbl;
        match record {
            Record::Series(entries) => entries.iter().for_each(|one| count(one.reference, |counts| &mut counts.series)),
            Record::Samples(entries) if is_wbl => {
                entries.iter().for_each(|one| count(one.reference, |counts| &mut counts.out_of_order));
            }
            Record::Samples(entries) => {
                entries.iter().for_each(|one| count(one.reference, |counts| &mut counts.samples));
            }
            Record::Histograms(entries) | Record::FloatHistograms(entries) if is_wbl => {
                entries.iter().for_each(|one| count(one.reference, |counts| &mut counts.out_of_order));
            }
            Record::Histograms(entries) | Record::FloatHistograms(entries) => {
                entries.iter().for_each(|one| count(one.reference, |counts| &mut counts.histograms));
            }
            Record::Exemplars(entries) => {
                entries.iter().for_each(|one| count(one.reference, |counts| &mut counts.exemplars));
            }
            Record::Metadata(entries) => {
                entries.iter().for_each(|one| count(one.reference, |counts| &mut counts.metadata));
            }
            Record::Tombstones(entries) => {
                entries.iter().for_each(|one| count(one.reference, |counts| &mut counts.tombstones));
            }
            Record::Markers(entries) => {
                entries.iter().for_each(|one| count(one.reference, |counts| &mut counts.markers));
            }
            Record::Unknown(_) => {}
        }
    }

    /// The counts of the matching series by what `key` makes of their labels, with how many series that is; those with
    /// most samples first. Entries of series whose record never came up are under an empty key.
    pub fn finish(
        &self,
        selectors: &[Vec<Matcher>],
        key: impl Fn(&Labels) -> String,
    ) -> Vec<(String, u64, EntryCounts)> {
        let mut by_labels = HashMap::<Option<&Labels>, EntryCounts>::new();
        for (reference, counts) in &self.counts {
            if self.matches(*reference, selectors) {
                by_labels.entry(self.labels(*reference)).or_default().add(counts);
            }
        }
        let mut by_key = HashMap::<String, (u64, EntryCounts)>::new();
        for (labels, counts) in by_labels {
            let (series, sum) = by_key.entry(labels.map(&key).unwrap_or_default()).or_default();
            *series += 1;
            sum.add(&counts);
        }
        let mut list: Vec<_> = by_key.into_iter().map(|(key, (series, counts))| (key, series, counts)).collect();
        list.sort_unstable_by(|(key, _, counts), (other_key, _, other)| {
            other.all_samples().cmp(&counts.all_samples()).then_with(|| key.cmp(other_key))
        });
        list
    }
}

fn pass(labels: &Labels, matchers: &[Matcher]) -> bool {
    matchers.iter().all(|matcher| matcher.matches(matcher.name.as_str().map_or("", |name| labels.value(name))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tsdb::wal::{FloatSample, SeriesRecord};

    fn record(series: &[(u64, &str)]) -> Record {
        let one = |&(reference, name): &(u64, &str)| SeriesRecord {
            reference,
            labels: Labels::from_pairs([("__name__", name)]),
        };
        Record::Series(series.iter().map(one).collect())
    }

    fn samples(references: &[u64]) -> Record {
        let sample = |&reference| FloatSample { reference, timestamp: 0, start_timestamp: 0, value: 1.0 };
        Record::Samples(references.iter().map(sample).collect())
    }

    #[test]
    fn references_of_one_series_are_counted_together() {
        let mut counter = LogCounter::default();
        for record in [record(&[(1, "a"), (2, "b"), (9, "a")]), samples(&[1, 9, 2, 9, 77])] {
            counter.count(LogKind::Wal, &record);
        }
        counter.count(LogKind::Wbl, &samples(&[2]));
        let list = |selectors: &[Vec<Matcher>]| {
            let counted = counter.finish(selectors, |labels| labels.metric_name().to_owned());
            let row = |(key, series, counts): (String, u64, EntryCounts)| {
                (key, series, counts.series, counts.samples, counts.out_of_order)
            };
            counted.into_iter().map(row).collect::<Vec<_>>()
        };
        assert_eq!(list(&[]), [("a".into(), 1, 2, 3, 0), (String::new(), 1, 0, 1, 0), ("b".into(), 1, 1, 1, 1)]);
        assert_eq!(list(&[vec![Matcher::equal("__name__", "b")]]), [("b".into(), 1, 1, 1, 1)]);
    }
}
