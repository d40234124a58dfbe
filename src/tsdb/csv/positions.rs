//! VictoriaMetrics' format string: what the columns are by their position.
//!
//! `POSITION:KIND:MORE`, separated by commas: `1:time:unix_s,2:metric:ask,4:label:market`. Positions count from 1.

use super::{
    error::MappingError,
    mapping::{Mapping, ValueColumn},
    time::TimeFormat,
};
use crate::model::labels::METRIC_NAME;

/// The highest position; a row can hardly have more fields.
const LAST_POSITION: usize = 65_536;

pub(super) fn parse(text: &str) -> Result<Mapping, MappingError> {
    let mut mapping = Mapping::default();
    let mut time = None;
    let mut taken = Vec::new();
    for (index, entry) in text.split(',').enumerate() {
        let wrong = |what| MappingError::Position { entry: index + 1, text: entry.to_owned(), what };
        let mut parts = entry.trim().splitn(3, ':');
        let (Some(position), Some(kind), Some(more)) = (parts.next(), parts.next(), parts.next()) else {
            return Err(wrong("expected POSITION:KIND:MORE"));
        };
        let position = position.parse().ok().filter(|position| (1..=LAST_POSITION).contains(position));
        let position: usize = position.ok_or_else(|| wrong("the position is not a number from 1 to 65536"))?;
        if taken.contains(&position) {
            return Err(wrong("the position is there twice"));
        }
        taken.push(position);
        let column = position - 1;
        match (kind, more) {
            ("time", _) if time.is_some() => return Err(wrong("there is a time column already")),
            ("time", format) => {
                let format = match format {
                    "unix_s" => TimeFormat::Seconds,
                    "unix_ms" => TimeFormat::Milliseconds,
                    "unix_us" => TimeFormat::Microseconds,
                    "unix_ns" => TimeFormat::Nanoseconds,
                    "rfc3339" => TimeFormat::Rfc3339,
                    "auto" => TimeFormat::Auto,
                    _ => return Err(wrong("the time is unix_s, unix_ms, unix_us, unix_ns, rfc3339 or auto")),
                };
                time = Some((column, format));
            }
            ("label" | "metric", "") => return Err(wrong("the name is empty")),
            ("label", name) => mapping.labels.push((column, name.to_owned())),
            ("metric", name) => {
                mapping.values.push(ValueColumn { column, series: vec![(METRIC_NAME.to_owned(), name.to_owned())] });
            }
            _ => return Err(wrong("the kind is time, label or metric")),
        }
    }
    (mapping.time, mapping.time_format) = time.ok_or(MappingError::NoPosition("time"))?;
    if mapping.values.is_empty() {
        return Err(MappingError::NoPosition("metric"));
    }
    mapping.least_fields = taken.into_iter().max().unwrap_or_default();
    Ok(mapping)
}
