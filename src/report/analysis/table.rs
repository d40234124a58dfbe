//! An analysis as tables for people.

use super::{AnalyzedBlocks, churned, write_chunk_sizes};
use crate::{
    model::time::format_duration,
    report::{
        Style,
        number::{bytes, percent, short, time},
        style::{Paint, printable},
        table::{Column, write_columns},
    },
    tsdb::analysis::{Gaps, MetricStatistics, Timeline},
};
use std::{
    cmp::Reverse,
    io::{self, Write},
};

/// Columns of the bars of a timeline.
const BAR: u64 = 24;

/// Writes the tables, at most `limit` rows of each.
pub fn write_tables(out: &mut dyn Write, analyzed: &AnalyzedBlocks<'_>, limit: usize, style: Style) -> io::Result<()> {
    write_summary(out, analyzed, style)?;
    write_metrics(out, analyzed, limit, style)?;
    write_labels(out, analyzed, limit, style)?;
    write_pairs(out, analyzed, limit, style)?;
    write_timeline(out, &analyzed.analysis.timeline, style)?;
    if let Some(gaps) = &analyzed.analysis.gaps {
        write_gaps(out, analyzed, gaps, limit, style)?;
    }
    analyzed.chunk_sizes.map_or(Ok(()), |sizes| write_chunk_sizes(out, sizes))
}

fn heading(out: &mut dyn Write, text: &str, note: &str, style: Style) -> io::Result<()> {
    writeln!(out, "\n{}{}", style.paint(Paint::Heading, text), style.paint(Paint::Faint, note))
}

fn write_summary(out: &mut dyn Write, analyzed: &AnalyzedBlocks<'_>, style: Style) -> io::Result<()> {
    let analysis = analyzed.analysis;
    let title = match analyzed.blocks {
        [only] => format!("Block {}", only.meta().ulid),
        blocks => format!("{} blocks as one", blocks.len()),
    };
    let matcher = analyzed.matcher.map(|matcher| format!(", {}", printable(matcher))).unwrap_or_default();
    let duration = format_duration(analysis.max_time.saturating_sub(analysis.min_time));
    let times = format!(" from {} to {} ({duration}){matcher}", time(analysis.min_time), time(analysis.max_time));
    writeln!(out, "{}{}", style.paint(Paint::Heading, title), style.paint(Paint::Faint, times))?;
    let total = &analysis.total;
    writeln!(
        out,
        "{} series of {} metrics, {} chunks, {} samples ({} of them native histograms), {} bytes a sample",
        total.series,
        analysis.metrics.len(),
        total.chunks,
        total.samples,
        total.histogram_samples,
        bytes_a_sample(total),
    )?;
    writeln!(
        out,
        "{} label names, {} label pairs, {} labels of series; churn is worth {} series",
        analysis.names.len(),
        analysis.pairs.len(),
        analysis.labels,
        churned(total.uncovered, analysis),
    )?;
    let part = |size: fn(&crate::tsdb::block::BlockSizes) -> u64| {
        bytes(analyzed.blocks.iter().map(|block| size(&block.sizes())).sum())
    };
    let (chunks, index) = (part(|sizes| sizes.chunks), part(|sizes| sizes.index));
    writeln!(out, "{} on disk: chunks {chunks}, index {index}", part(|sizes| sizes.total()))
}

fn bytes_a_sample(metric: &MetricStatistics<'_>) -> String {
    if metric.samples == 0 { "no".into() } else { format!("{:.2}", metric.chunk_bytes as f64 / metric.samples as f64) }
}

fn write_metrics(out: &mut dyn Write, analyzed: &AnalyzedBlocks<'_>, limit: usize, style: Style) -> io::Result<()> {
    let analysis = analyzed.analysis;
    heading(out, "Metrics", " by bytes on disk", style)?;
    let mut metrics: Vec<_> = analysis.metrics.iter().collect();
    metrics.sort_by_key(|metric| Reverse(metric.bytes()));
    let row = |metric: &MetricStatistics<'_>| {
        vec![
            if metric.name.is_empty() { "(no name)".into() } else { metric.name.to_owned() },
            metric.series.to_string(),
            churned(metric.uncovered, analysis).to_string(),
            metric.chunks.to_string(),
            metric.samples.to_string(),
            bytes_a_sample(metric),
            bytes(metric.chunk_bytes),
            bytes(metric.index_bytes),
            percent(metric.bytes(), analysis.total.bytes()),
        ]
    };
    let columns = [
        Column::Text("metric"),
        Column::Number("series"),
        Column::Number("churn"),
        Column::Number("chunks"),
        Column::Number("samples"),
        Column::Number("B/sample"),
        Column::Number("in chunks"),
        Column::Number("in index"),
        Column::Number("share"),
    ];
    write_columns(out, &columns, metrics.into_iter().take(limit).map(row), style)
}

fn write_labels(out: &mut dyn Write, analyzed: &AnalyzedBlocks<'_>, limit: usize, style: Style) -> io::Result<()> {
    let analysis = analyzed.analysis;
    heading(out, "Labels", " by number of values", style)?;
    let mut labels: Vec<_> = analysis.names.iter().collect();
    labels.sort_by_key(|label| Reverse(label.values));
    let rows = labels.into_iter().take(limit).map(|label| {
        vec![
            label.name.to_owned(),
            label.values.to_string(),
            bytes(label.value_bytes),
            label.series.to_string(),
            churned(label.uncovered, analysis).to_string(),
            label.bytes().map_or_else(String::new, bytes),
        ]
    });
    let columns = [
        Column::Text("label"),
        Column::Number("values"),
        Column::Number("text"),
        Column::Number("series"),
        Column::Number("churn"),
        Column::Number("in index"),
    ];
    write_columns(out, &columns, rows, style)
}

fn write_pairs(out: &mut dyn Write, analyzed: &AnalyzedBlocks<'_>, limit: usize, style: Style) -> io::Result<()> {
    let analysis = analyzed.analysis;
    heading(out, "Label pairs", " by churn, then by series", style)?;
    let mut pairs: Vec<_> = analysis.pairs.iter().collect();
    pairs.sort_by_key(|pair| Reverse((churned(pair.uncovered, analysis), pair.series)));
    let rows = pairs.into_iter().take(limit).map(|pair| {
        let churn = churned(pair.uncovered, analysis).to_string();
        vec![format!("{}={:?}", pair.name, pair.value), pair.series.to_string(), churn]
    });
    write_columns(out, &[Column::Text("pair"), Column::Number("series"), Column::Number("churn")], rows, style)
}

fn write_timeline(out: &mut dyn Write, timeline: &Timeline, style: Style) -> io::Result<()> {
    heading(out, "Churn", &format!(" by {}", format_duration(timeline.step)), style)?;
    let most = timeline.intervals.iter().map(|interval| interval.active).max().unwrap_or(0).max(1);
    let rows = timeline.intervals.iter().enumerate().map(|(index, interval)| {
        // In this order of operations a bar cannot overflow.
        let bar = (interval.active as f64 / most as f64 * BAR as f64).round() as usize;
        vec![
            time(timeline.start_of(index)),
            "▆".repeat(bar),
            interval.active.to_string(),
            format!("+{}", interval.appeared),
            format!("-{}", interval.disappeared),
        ]
    });
    let columns = [
        Column::Name("from"),
        Column::Name(""),
        Column::Number("series"),
        Column::Number("appeared"),
        Column::Number("disappeared"),
    ];
    write_columns(out, &columns, rows, style)
}

fn write_gaps(
    out: &mut dyn Write,
    analyzed: &AnalyzedBlocks<'_>,
    gaps: &Gaps,
    limit: usize,
    style: Style,
) -> io::Result<()> {
    let counts = &gaps.counts;
    let note = format!(
        " of more than {} usual intervals: {} in {} of {} series",
        short(gaps.factor),
        counts.gaps,
        counts.series,
        analyzed.analysis.total.series
    );
    heading(out, "Gaps", &note, style)?;
    if counts.gaps == 0 {
        return Ok(());
    }
    let length = |milliseconds: u64| format_duration(i64::try_from(milliseconds).unwrap_or(i64::MAX));
    let mut metrics: Vec<_> = analyzed.analysis.metrics.iter().filter(|metric| metric.gaps.gaps > 0).collect();
    metrics.sort_by_key(|metric| Reverse(metric.gaps.missing));
    let rows = metrics.into_iter().take(limit).map(|metric| {
        let gaps = &metric.gaps;
        let series = format!("{} of {}", gaps.series, metric.series);
        vec![metric.name.to_owned(), series, gaps.gaps.to_string(), length(gaps.missing), length(gaps.longest)]
    });
    let columns = [
        Column::Text("metric"),
        Column::Number("series"),
        Column::Number("gaps"),
        Column::Number("missing"),
        Column::Number("longest"),
    ];
    write_columns(out, &columns, rows, style)?;
    heading(out, "Longest gaps", "", style)?;
    for gap in gaps.longest.iter().take(limit) {
        let times = format!("from {} to {}", time(gap.from), time(gap.to));
        let usual = format!("usually {}", format_duration(gap.interval));
        let stale = if gap.after_stale { ", after a stale marker" } else { "" };
        let note = style.paint(Paint::Faint, format!("{times}, {usual}{stale}"));
        writeln!(out, " {:>10} {note}\n            {}", length(gap.length()), printable(&gap.labels.to_string()))?;
    }
    Ok(())
}
