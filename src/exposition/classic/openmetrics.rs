//! An OpenMetrics page as the families that the classic format would have shown of it.
//!
//! The page itself is read by [`Parser`], as a scrape reads it. What differs is the naming: a counter's family is called
//! as its samples are, with `_total`, an info's with `_info`; `_created` is no sample; the count and sum of a gauge
//! histogram are `_gcount` and `_gsum`. Points of one series at several times are no duplicates.

use super::{
    ClassicOptions, NameScheme,
    families::{Families, LineAt},
    family::ClassicFamily,
    kind::FamilyKind,
    labels::SampleFacts,
    number::Number,
};
use crate::{
    exposition::{Event, ExpositionError, Format, MetricType, Parser},
    model::labels::METRIC_NAME,
};

/// What is said of a family before its first sample.
#[derive(Debug, Default)]
struct Metadata {
    name: String,
    kind: Option<MetricType>,
    has_help: bool,
}

/// Reads a whole page. The families come sorted by name.
pub fn read_openmetrics(bytes: &[u8], options: ClassicOptions) -> Result<Vec<ClassicFamily>, ExpositionError> {
    let mut parser = Parser::new(bytes, Format::OpenMetrics);
    let mut families = Families::new(NameScheme::Utf8, options.keep_lines);
    let mut metadata = Metadata::default();
    while let Some(event) = parser.next_event()? {
        let sample = match event {
            Event::Help { name, text } => {
                metadata = metadata.of(&name);
                metadata.has_help = !text.is_empty();
                None
            }
            Event::Type { name, kind } => {
                metadata = metadata.of(&name);
                metadata.kind = Some(kind);
                None
            }
            Event::Sample(sample) => {
                let mut facts = SampleFacts::default();
                for (name, value) in sample.labels.iter().filter(|(name, _)| name != METRIC_NAME) {
                    facts.add(name.as_bytes(), value.as_bytes());
                }
                facts.value = number(sample.value);
                if let Some(timestamp) = sample.timestamp {
                    facts.add_time(timestamp);
                }
                Some((metadata.sample_name(sample.name()), facts))
            }
            Event::Unit { .. } | Event::Comment(_) => None,
        };
        let offset = parser.offset();
        let text = bytes.get(offset..).unwrap_or_default();
        let line = LineAt { number: parser.line(), offset, text };
        match sample {
            // Types and help texts come in any order, and a family's name may depend on its type.
            None => metadata.tell(&mut families, line),
            Some((Some(name), facts)) => {
                let (id, role) = families.resolve(name.as_bytes(), line);
                families.settle_untyped(id);
                families.add_sample(id, role, &facts, line);
            }
            Some((None, _)) => {}
        }
    }
    Ok(families.finish())
}

fn number(value: f64) -> Number {
    match value {
        _ if value.is_nan() => Number::Nan,
        _ if value < 0.0 => Number::Negative,
        _ => Number::Positive,
    }
}

impl Metadata {
    /// The same if it is about the family `name`, else nothing yet about that.
    fn of(self, name: &str) -> Metadata {
        if self.name == name { self } else { Metadata { name: name.to_owned(), ..Metadata::default() } }
    }

    /// Tells what is known; once its type is known, a family has its final name.
    fn tell(&self, families: &mut Families, line: LineAt<'_>) {
        let Some(kind) = self.kind else { return };
        let suffix = match kind {
            MetricType::Counter => "_total",
            MetricType::Info => "_info",
            _ => "",
        };
        let name = format!("{}{suffix}", self.name);
        let (id, _) = families.resolve(name.as_bytes(), line);
        let kind = match kind {
            MetricType::Unknown => FamilyKind::Untyped,
            MetricType::Counter => FamilyKind::Counter,
            MetricType::Gauge | MetricType::Info | MetricType::StateSet => FamilyKind::Gauge,
            MetricType::Histogram => FamilyKind::Histogram,
            MetricType::GaugeHistogram => FamilyKind::GaugeHistogram,
            MetricType::Summary => FamilyKind::Summary,
        };
        families.set_type(id, kind, line);
        if self.has_help {
            families.set_help(id);
        }
    }

    /// The name that the classic format would give to the sample `name`; `None` if it would not have it.
    fn sample_name(&self, name: &str) -> Option<String> {
        let suffix = name.strip_prefix(self.name.as_str()).unwrap_or_default();
        match (self.kind, suffix) {
            (Some(MetricType::Counter | MetricType::Histogram | MetricType::Summary), "_created") => None,
            (Some(MetricType::GaugeHistogram), "_gcount" | "_gsum") => Some(format!("{}_{}", self.name, &suffix[2..])),
            _ => Some(name.to_owned()),
        }
    }
}
