//! A difference for people: what differs by metric and by label, then examples, marked as in a diff.
//!
//! ```text
//! - {…}   a series that only A has
//! + {…}   a series that only B has
//! ~ {…}   a series of both with samples that differ
//! ! {…}   a series that could not be read
//! ```

use crate::{
    diagnostic::Severity,
    golang::float::append_g,
    model::value::SampleValue,
    report::{
        Style,
        number::time,
        style::{Paint, printable},
        table::{Column, write_columns},
    },
    tsdb::diff::{Difference, OneSample, SideCounts},
};
use std::{
    cmp::Reverse,
    io::{self, Write},
};

/// Writes a difference; `samples` says whether samples were compared, `limit` how many rows a table may have.
pub fn write_text(
    out: &mut dyn Write,
    difference: &Difference,
    samples: bool,
    limit: usize,
    style: Style,
) -> io::Result<()> {
    let SideCounts { both, only_a, only_b } = difference.series;
    let counts = &difference.samples;
    if difference.is_empty() {
        let samples = if samples { format!(" with {} samples", counts.equal) } else { String::new() };
        return writeln!(out, "equal: {both} series{samples}");
    }
    writeln!(out, "series: {both} in both, {only_a} only in A, {only_b} only in B")?;
    if samples {
        writeln!(
            out,
            "samples: {} equal, {} different, {} only in A, {} only in B; {} series of both differ",
            counts.equal, counts.different, counts.only_a, counts.only_b, difference.differing_series
        )?;
    }
    write_metrics(out, difference, samples, limit, style)?;
    write_labels(out, difference, limit, style)?;
    write_examples(out, difference, style)
}

fn numbers(counts: &SideCounts) -> [String; 3] {
    [counts.both, counts.only_a, counts.only_b].map(|count| count.to_string())
}

fn write_metrics(
    out: &mut dyn Write,
    difference: &Difference,
    samples: bool,
    limit: usize,
    style: Style,
) -> io::Result<()> {
    if difference.metrics.is_empty() {
        return Ok(());
    }
    let mut columns = vec![
        Column::Text("metric"),
        Column::Number("series in both"),
        Column::Number("only in A"),
        Column::Number("only in B"),
    ];
    if samples {
        columns.push(Column::Number("samples differ"));
    }
    let mut metrics: Vec<_> = difference.metrics.iter().collect();
    metrics.sort_by_key(|metric| Reverse((metric.series.only_a + metric.series.only_b, metric.differing_series)));
    let rows = metrics.into_iter().take(limit).map(|metric| {
        let name = if metric.name.is_empty() { "(no name)" } else { &metric.name };
        let cells = std::iter::once(name.to_owned()).chain(numbers(&metric.series));
        cells.chain([metric.differing_series.to_string()]).collect()
    });
    writeln!(out)?;
    write_columns(out, &columns, rows, style)?;
    write_rest(out, difference.metrics.len(), limit)
}

fn write_labels(out: &mut dyn Write, difference: &Difference, limit: usize, style: Style) -> io::Result<()> {
    if difference.labels.is_empty() {
        return Ok(());
    }
    let columns = [
        Column::Text("label"),
        Column::Number("values in both"),
        Column::Number("only in A"),
        Column::Number("only in B"),
    ];
    let mut labels: Vec<_> = difference.labels.iter().collect();
    labels.sort_by_key(|label| Reverse(label.values.only_a + label.values.only_b));
    let rows = labels
        .into_iter()
        .take(limit)
        .map(|label| std::iter::once(label.name.clone()).chain(numbers(&label.values)).collect());
    writeln!(out)?;
    write_columns(out, &columns, rows, style)?;
    write_rest(out, difference.labels.len(), limit)
}

fn write_rest(out: &mut dyn Write, all: usize, limit: usize) -> io::Result<()> {
    match all.saturating_sub(limit) {
        0 => Ok(()),
        rest => writeln!(out, "and {rest} more (--limit)"),
    }
}

fn write_examples(out: &mut dyn Write, difference: &Difference, style: Style) -> io::Result<()> {
    writeln!(out)?;
    let series = [
        ("-", Paint::Severity(Severity::Error), &difference.only_a, difference.series.only_a),
        ("+", Paint::Severity(Severity::Info), &difference.only_b, difference.series.only_b),
    ];
    for (mark, paint, examples, all) in series {
        for labels in examples {
            let line = format!("{mark} {}", printable(&labels.to_string()));
            writeln!(out, "{}", style.paint(paint, line))?;
        }
        write_more(out, mark, all, examples.len())?;
    }
    for one in &difference.differing {
        let counts = &one.counts;
        let line = format!("~ {}", printable(&one.labels.to_string()));
        writeln!(out, "{}", style.paint(Paint::Severity(Severity::Warning), line))?;
        writeln!(
            out,
            "    {} equal, {} different, {} only in A, {} only in B; first at {} ({}): A {}, B {}",
            counts.equal,
            counts.different,
            counts.only_a,
            counts.only_b,
            time(one.time),
            one.time,
            sample_text(one.a.as_ref()),
            sample_text(one.b.as_ref())
        )?;
    }
    write_more(out, "~", difference.differing_series, difference.differing.len())?;
    for one in &difference.unreadable {
        let line = format!("! {:?}: {}", one.side, printable(&one.labels.to_string()));
        writeln!(out, "{}\n    {}", style.paint(Paint::Severity(Severity::Error), line), one.error)?;
    }
    write_more(out, "!", difference.unreadable_series, difference.unreadable.len())
}

fn write_more(out: &mut dyn Write, mark: &str, all: u64, shown: usize) -> io::Result<()> {
    match all.saturating_sub(shown as u64) {
        0 => Ok(()),
        rest => writeln!(out, "{mark} and {rest} more (--limit)"),
    }
}

/// A sample in full; of a NaN its bits too, as they may be all that differs.
pub(super) fn sample_text(sample: Option<&OneSample>) -> String {
    let Some(OneSample { value, start_timestamp }) = sample else { return "nothing".into() };
    let mut text = Vec::new();
    match value {
        SampleValue::Float(value) if value.is_nan() => {
            text.extend_from_slice(format!("NaN (bits {:016x})", value.to_bits()).as_bytes());
        }
        SampleValue::Float(value) => append_g(&mut text, *value),
        SampleValue::Histogram(histogram) => histogram.append_text(&mut text),
    }
    if *start_timestamp != 0 {
        text.extend_from_slice(format!(" since {start_timestamp}").as_bytes());
    }
    String::from_utf8_lossy(&text).into_owned()
}
