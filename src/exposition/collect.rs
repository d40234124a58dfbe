//! Events → series in memory, as a scrape of the page would store them.

use super::{
    error::ExpositionError,
    event::{Event, Format, MetricType},
    parser::Parser,
};
use crate::model::{
    labels::Labels,
    memory::MemorySource,
    sample::{SampleColumns, Timestamp},
};
use hashbrown::{HashMap, hash_map::Entry};

/// How to read an exposition.
#[derive(Clone, Copy, Debug, Default)]
pub struct ParseOptions {
    /// The format; `None` to look at the last line.
    pub format: Option<Format>,
}

/// What HELP, TYPE and UNIT lines say of a family; of several the last one counts.
#[derive(Clone, Debug, PartialEq)]
pub struct FamilyMetadata {
    /// The family's name.
    pub name: String,
    /// Its type, if there is a TYPE line.
    pub kind: Option<MetricType>,
    /// Its description, if there is a HELP line.
    pub help: Option<String>,
    /// Its unit, if there is a UNIT line.
    pub unit: Option<String>,
}

/// A sample that was left out because its series already has another value at that time.
#[derive(Clone, Debug, PartialEq)]
pub struct DuplicateSample {
    /// The line of the sample that was left out.
    pub line: usize,
    /// Its series.
    pub labels: Labels,
    /// Its time in milliseconds.
    pub timestamp: Timestamp,
}

/// An exposition as series.
#[derive(Clone, Debug)]
pub struct Exposition {
    /// The format it was in.
    pub format: Format,
    /// What is said of the families, in the order of their first mention.
    pub families: Vec<FamilyMetadata>,
    /// The series in the order of their first samples; the samples of each sorted by time.
    pub series: Vec<(Labels, SampleColumns)>,
    /// Samples left out: the first of two at the same time counts, as when Prometheus scrapes the page.
    pub duplicates: Vec<DuplicateSample>,
}

impl Exposition {
    /// The series as a source of queries.
    pub fn into_source(self) -> MemorySource {
        MemorySource::new(self.series)
    }
}

/// Parses a whole exposition; samples without a time get `default_timestamp`.
///
/// Stops at the first fault, as a scrape does. A later sample at a time that its series already has is left out, and
/// listed in [`Exposition::duplicates`] if its value differs.
pub fn parse(bytes: &[u8], default_timestamp: Timestamp, options: ParseOptions) -> Result<Exposition, ExpositionError> {
    let format = options.format.unwrap_or_else(|| Format::detect(bytes));
    let mut parser = Parser::new(bytes, format);
    let mut families = Families::default();
    let mut collector = Collector::default();
    while let Some(event) = parser.next_event()? {
        match event {
            Event::Help { name, text } => families.entry(&name).help = Some(text.into_owned()),
            Event::Type { name, kind } => families.entry(&name).kind = Some(kind),
            Event::Unit { name, unit } => families.entry(&name).unit = Some(unit.into_owned()),
            Event::Comment(_) => {}
            Event::Sample(sample) => {
                let timestamp = sample.timestamp.unwrap_or(default_timestamp);
                let (labels, value) = (sample.to_labels(), sample.value);
                let offset = parser.offset();
                collector.add(labels, timestamp, value, offset);
            }
        }
    }
    let (series, duplicates) = collector.finish(bytes);
    Ok(Exposition { format, families: families.list, series, duplicates })
}

#[derive(Default)]
struct Families {
    list: Vec<FamilyMetadata>,
    index: HashMap<String, usize>,
}

impl Families {
    fn entry(&mut self, name: &str) -> &mut FamilyMetadata {
        let next = self.list.len();
        let index = *self.index.entry_ref(name).or_insert(next);
        if index == next {
            self.list.push(FamilyMetadata { name: name.into(), kind: None, help: None, unit: None });
        }
        &mut self.list[index]
    }
}

#[derive(Default)]
struct Collector {
    series: Vec<Collected>,
    index: HashMap<Labels, usize>,
}

struct Collected {
    labels: Labels,
    /// Time, value and offset in the input, in the order of the input.
    samples: Vec<(Timestamp, f64, usize)>,
}

impl Collector {
    fn add(&mut self, labels: Labels, timestamp: Timestamp, value: f64, offset: usize) {
        let sample = (timestamp, value, offset);
        match self.index.entry(labels) {
            Entry::Occupied(known) => self.series[*known.get()].samples.push(sample),
            Entry::Vacant(vacant) => {
                self.series.push(Collected { labels: vacant.key().clone(), samples: vec![sample] });
                vacant.insert(self.series.len() - 1);
            }
        }
    }

    fn finish(self, bytes: &[u8]) -> (Vec<(Labels, SampleColumns)>, Vec<DuplicateSample>) {
        let mut duplicates: Vec<(usize, Labels, Timestamp)> = Vec::new();
        let finish_series = |Collected { labels, mut samples }: Collected| {
            // Stable: of equal times the first in the input stays the first.
            samples.sort_by_key(|(timestamp, ..)| *timestamp);
            let mut columns = SampleColumns::default();
            for (timestamp, value, offset) in samples {
                if columns.timestamps.last() != Some(&timestamp) {
                    columns.push_float(timestamp, value);
                } else if columns.values.last().map(|value| value.to_bits()) != Some(value.to_bits()) {
                    duplicates.push((offset, labels.clone(), timestamp));
                }
            }
            (labels, columns)
        };
        let series = self.series.into_iter().map(finish_series).collect();
        duplicates.sort_by_key(|(offset, ..)| *offset);
        let mut known = (0, 1);
        let located = duplicates.into_iter().map(|(offset, labels, timestamp)| {
            let passed = bytes.get(known.0..offset).unwrap_or_default();
            known = (offset, known.1 + memchr::memchr_iter(b'\n', passed).count());
            DuplicateSample { line: known.1, labels, timestamp }
        });
        (series, located.collect())
    }
}
