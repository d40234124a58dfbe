//! Who fills a log: a table, or JSON.
//!
//! ```text
//! [{metric | series, seriesCount, seriesRecords, samples, histograms, outOfOrder, exemplars, metadata, tombstones,
//!   markers}]
//! ```
//! One array on one line, those with most samples first. An empty name is that of series whose record is not there.

use crate::{
    report::{
        Style,
        table::{Column, write_columns},
    },
    tsdb::wal::EntryCounts,
};
use serde::Serialize;
use std::io::{self, Write};

/// Counts by name; with how many series have it.
#[derive(Clone, Copy, Debug)]
pub struct Counted<'a> {
    /// What the names are: `metric` or `series`.
    pub what: &'static str,
    /// The counts.
    pub counts: &'a [(String, u64, EntryCounts)],
}

/// Writes a table.
pub fn write_counts(out: &mut dyn Write, counted: Counted<'_>, limit: usize, style: Style) -> io::Result<()> {
    let row = |(name, series, counts): &(String, u64, EntryCounts)| {
        let name = if name.is_empty() { "(no series record)" } else { name };
        let numbers = [
            *series,
            counts.series,
            counts.samples,
            counts.histograms,
            counts.out_of_order,
            counts.exemplars,
            counts.metadata,
            counts.tombstones,
        ];
        std::iter::once(name.to_owned()).chain(numbers.map(|number| number.to_string())).collect()
    };
    let columns = [
        Column::Text(counted.what),
        Column::Number("series"),
        Column::Number("created"),
        Column::Number("samples"),
        Column::Number("histograms"),
        Column::Number("out of order"),
        Column::Number("exemplars"),
        Column::Number("metadata"),
        Column::Number("deleted"),
    ];
    write_columns(out, &columns, counted.counts.iter().take(limit).map(row), style)?;
    let rest = counted.counts.len().saturating_sub(limit);
    if rest > 0 { writeln!(out, "and {rest} more (--limit)") } else { Ok(()) }
}

/// Writes JSON and a line end.
pub fn write_counts_json(out: &mut dyn Write, counted: Counted<'_>, limit: usize) -> io::Result<()> {
    let object = |(name, series, counts): &'_ (String, u64, EntryCounts)| CountObject {
        metric: (counted.what == "metric").then(|| name.clone()),
        series: (counted.what == "series").then(|| name.clone()),
        series_count: *series,
        series_records: counts.series,
        samples: counts.samples,
        histograms: counts.histograms,
        out_of_order: counts.out_of_order,
        exemplars: counts.exemplars,
        metadata: counts.metadata,
        tombstones: counts.tombstones,
        markers: counts.markers,
    };
    let objects: Vec<CountObject> = counted.counts.iter().take(limit).map(object).collect();
    serde_json::to_writer(&mut *out, &objects)?;
    out.write_all(b"\n")
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct CountObject {
    #[serde(skip_serializing_if = "Option::is_none")]
    metric: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    series: Option<String>,
    series_count: u64,
    series_records: u64,
    samples: u64,
    histograms: u64,
    out_of_order: u64,
    exemplars: u64,
    metadata: u64,
    tombstones: u64,
    markers: u64,
}
