//! Tables for people.
//!
//! A vector is a row for every series. A matrix of a few series and steps is a row for every time; a larger one is a row
//! for every series with a sparkline, its last value and its extremes. Labels that all series share stand in the title
//! above the table, so that the columns show what differs.

use super::{
    number::{short, time},
    sparkline::sparkline,
    style::{Paint, Style, printable},
};
use crate::model::{
    histogram::FloatHistogram,
    labels::{Labels, METRIC_NAME},
    value::{MatrixSeries, QueryValue, SampleValue},
};
use comfy_table::{Cell, CellAlignment, ColumnConstraint, ContentArrangement, Table, Width};
use std::{
    collections::{BTreeMap, BTreeSet},
    io::{self, Write},
};

/// A matrix with at most this many series and steps is listed time by time.
const LISTED_SERIES: usize = 6;
/// About what fits on a screen.
const LISTED_STEPS: usize = 40;
/// A text is not broken into narrower pieces than this; a table may then be too wide.
const NARROWEST_TEXT: usize = 30;
/// Columns of a sparkline.
const SPARKLINE_WIDTH: usize = 24;

/// Writes a query's result.
pub fn write_value(out: &mut dyn Write, value: &QueryValue, style: Style) -> io::Result<()> {
    match value {
        QueryValue::Scalar { timestamp, value } => {
            let at = style.paint(Paint::Faint, format_args!("scalar at {}", time(*timestamp))).to_string();
            writeln!(out, "{at}\n{}", short(*value))
        }
        QueryValue::String { timestamp, value } => {
            let at = style.paint(Paint::Faint, format_args!("string at {}", time(*timestamp))).to_string();
            writeln!(out, "{at}\n{}", printable(value))
        }
        QueryValue::Vector(samples) if samples.is_empty() => nothing(out, style),
        QueryValue::Vector(samples) => {
            let columns = LabelColumns::new(samples.iter().map(|sample| &sample.labels));
            let times: BTreeSet<i64> = samples.iter().map(|sample| sample.timestamp).collect();
            let at = times.first().map(|first| format!(" at {}", time(*first))).filter(|_| times.len() == 1);
            let shown_times = at.is_none();
            columns.write_title(out, samples.len(), at.as_deref().unwrap_or(""), style)?;
            let mut table = columns.table(if shown_times { &["time", "value"] } else { &["value"] });
            for sample in samples {
                let mut row = columns.row(&sample.labels);
                if shown_times {
                    row.push(Cell::new(time(sample.timestamp)));
                }
                row.push(match &sample.value {
                    SampleValue::Float(value) => right(short(*value)),
                    SampleValue::Histogram(histogram) => right(histogram_text(histogram)),
                });
                table.add_row(row);
            }
            print(out, table, style)
        }
        QueryValue::Matrix(series) if series.is_empty() => nothing(out, style),
        QueryValue::Matrix(series) => write_matrix(out, series, style),
    }
}

/// Writes label sets, one a row.
pub fn write_series(out: &mut dyn Write, series: &[Labels], style: Style) -> io::Result<()> {
    if series.is_empty() {
        return nothing(out, style);
    }
    let columns = LabelColumns::new(series.iter());
    columns.write_title(out, series.len(), "", style)?;
    let mut table = columns.table(&[]);
    for labels in series {
        table.add_row(columns.row(labels));
    }
    print(out, table, style)
}

/// Writes rows of texts below their headings.
pub fn write_rows<const N: usize>(
    out: &mut dyn Write,
    columns: &[&str; N],
    rows: &[[&str; N]],
    style: Style,
) -> io::Result<()> {
    if rows.is_empty() {
        return nothing(out, style);
    }
    let mut table = empty_table();
    table.set_header(columns.iter().map(Cell::new).collect::<Vec<_>>());
    for row in rows {
        table.add_row(row.iter().map(|text| Cell::new(printable(text))).collect::<Vec<_>>());
    }
    print(out, table, style)
}

/// A column of a table of texts and numbers.
#[derive(Clone, Copy, Debug)]
pub(super) enum Column<'a> {
    /// Texts under this heading; they may be broken where there is no room.
    Text(&'a str),
    /// Texts that are never broken.
    Name(&'a str),
    /// Numbers, times and sizes, aligned to the right and never broken.
    Number(&'a str),
}

/// Writes rows of texts and numbers below their headings.
pub(super) fn write_columns(
    out: &mut dyn Write,
    columns: &[Column<'_>],
    rows: impl IntoIterator<Item = Vec<String>>,
    style: Style,
) -> io::Result<()> {
    let mut table = empty_table();
    let cell = |(column, text): (&Column<'_>, &str)| match column {
        Column::Text(_) | Column::Name(_) => Cell::new(printable(text)),
        Column::Number(_) => right(printable(text)),
    };
    table.set_header(columns.iter().map(|column| match column {
        Column::Text(heading) | Column::Name(heading) | Column::Number(heading) => cell((column, heading)),
    }));
    let mut widths = vec![0; columns.len()];
    for row in rows {
        for (width, text) in widths.iter_mut().zip(&row) {
            *width = text.chars().count().max(*width);
        }
        table.add_row(columns.iter().zip(&row).map(|(column, text)| cell((column, text))));
    }
    for ((column, kind), width) in table.column_iter_mut().zip(columns).zip(widths) {
        column.set_constraint(match kind {
            Column::Text(_) => ColumnConstraint::LowerBoundary(Width::Fixed(width.min(NARROWEST_TEXT) as u16 + 2)),
            Column::Name(_) | Column::Number(_) => ColumnConstraint::ContentWidth,
        });
    }
    print(out, table, style)
}

fn nothing(out: &mut dyn Write, style: Style) -> io::Result<()> {
    writeln!(out, "{}", style.paint(Paint::Faint, "nothing found"))
}

fn write_matrix(out: &mut dyn Write, series: &[MatrixSeries], style: Style) -> io::Result<()> {
    let columns = LabelColumns::new(series.iter().map(|series| &series.labels));
    let listed = series.len() <= LISTED_SERIES && series.iter().all(|series| points(series) <= LISTED_STEPS);
    let times: BTreeSet<i64> = if listed { series.iter().flat_map(times_of).collect() } else { BTreeSet::new() };
    let (first, last) = (series.iter().filter_map(first_time).min(), series.iter().filter_map(last_time).max());
    let span = first.zip(last).map(|(first, last)| format!(" from {} to {}", time(first), time(last)));
    columns.write_title(out, series.len(), span.as_deref().unwrap_or(""), style)?;
    if listed && times.len() <= LISTED_STEPS {
        return print(out, table_by_time(series, &columns, &times), style);
    }
    let mut table = columns.table(&["", "last", "min", "avg", "max"]);
    for series in series {
        let values: Vec<(i64, f64)> = numbers(series);
        let mut row = columns.row(&series.labels);
        row.push(Cell::new(sparkline(&values, first.unwrap_or(0), last.unwrap_or(0), SPARKLINE_WIDTH)));
        let known = || values.iter().map(|(_, value)| *value).filter(|value| !value.is_nan());
        let average = known().enumerate().fold(0.0, |mean, (index, value)| mean + (value - mean) / (index + 1) as f64);
        let extreme = |pick: fn(f64, f64) -> f64| known().reduce(pick).map_or(String::new(), short);
        row.push(right(values.last().map_or(String::new(), |(_, value)| short(*value))));
        row.push(right(extreme(f64::min)));
        row.push(right(if known().next().is_some() { short(average) } else { String::new() }));
        row.push(right(extreme(f64::max)));
        table.add_row(row);
    }
    // A sparkline or a number over two lines cannot be read; labels can.
    for column in table.column_iter_mut().skip(columns.varying.len()) {
        column.set_constraint(ColumnConstraint::ContentWidth);
    }
    print(out, table, style)
}

/// One row a time, one column a series.
fn table_by_time(series: &[MatrixSeries], columns: &LabelColumns, times: &BTreeSet<i64>) -> Table {
    let mut table = empty_table();
    let heading = |series: &MatrixSeries| {
        let pairs = columns.varying.iter().filter_map(|name| Some((name, series.labels.get(name)?)));
        let lines: Vec<String> = pairs
            .map(|(name, value)| match name.as_str() {
                METRIC_NAME => printable(value),
                name => printable(&format!("{name}={value}")),
            })
            .collect();
        right(if lines.is_empty() { "value".into() } else { lines.join("\n") })
    };
    table.set_header(std::iter::once(Cell::new("time")).chain(series.iter().map(heading)).collect::<Vec<_>>());
    let mut cells: BTreeMap<i64, Vec<String>> =
        times.iter().map(|time| (*time, vec![String::new(); series.len()])).collect();
    for (index, series) in series.iter().enumerate() {
        let floats = series.floats.iter().map(|(time, value)| (time, short(*value)));
        let histograms = series.histograms.iter().map(|(time, histogram)| (time, histogram_text(histogram)));
        for (time, text) in floats.chain(histograms) {
            if let Some(cell) = cells.get_mut(time).and_then(|row| row.get_mut(index)) {
                *cell = text;
            }
        }
    }
    for (at, row) in cells {
        table.add_row(std::iter::once(Cell::new(time(at))).chain(row.into_iter().map(right)).collect::<Vec<_>>());
    }
    table
}

/// The numbers that stand for a series' points, in time order: floats, and the counts of histograms.
pub(super) fn numbers(series: &MatrixSeries) -> Vec<(i64, f64)> {
    let counts = series.histograms.iter().map(|(time, histogram)| (*time, histogram.count));
    let mut numbers: Vec<(i64, f64)> = series.floats.iter().copied().chain(counts).collect();
    if !series.histograms.is_empty() {
        numbers.sort_by_key(|(time, _)| *time);
    }
    numbers
}

fn points(series: &MatrixSeries) -> usize {
    series.floats.len() + series.histograms.len()
}

fn times_of(series: &MatrixSeries) -> impl Iterator<Item = i64> + '_ {
    series.floats.iter().map(|(time, _)| *time).chain(series.histograms.iter().map(|(time, _)| *time))
}

fn first_time(series: &MatrixSeries) -> Option<i64> {
    let histogram = series.histograms.first().map(|(time, _)| *time);
    series.floats.first().map(|(time, _)| *time).into_iter().chain(histogram).min()
}

fn last_time(series: &MatrixSeries) -> Option<i64> {
    let histogram = series.histograms.last().map(|(time, _)| *time);
    series.floats.last().map(|(time, _)| *time).into_iter().chain(histogram).max()
}

fn histogram_text(histogram: &FloatHistogram) -> String {
    format!("count {}, sum {}", short(histogram.count), short(histogram.sum))
}

fn right(text: String) -> Cell {
    Cell::new(text).set_alignment(CellAlignment::Right)
}

/// Which labels differ between the series, and which all of them share.
struct LabelColumns {
    shared: Labels,
    varying: Vec<String>,
}

impl LabelColumns {
    fn new<'a>(series: impl Iterator<Item = &'a Labels> + Clone) -> LabelColumns {
        let shared = series.clone().next().cloned().unwrap_or_default();
        let is_shared = |name: &str| series.clone().all(|labels| labels.get(name) == shared.get(name));
        let shared_names: BTreeSet<String> =
            shared.iter().map(|(name, _)| name.to_string()).filter(|name| is_shared(name)).collect();
        let names: BTreeSet<&str> =
            series.clone().flatten().map(|(name, _)| name).filter(|name| !shared_names.contains(*name)).collect();
        let mut varying: Vec<String> = names.into_iter().map(String::from).collect();
        // The metric's name is what people look for first.
        varying.sort_by_key(|name| name != METRIC_NAME);
        LabelColumns { shared: shared.filter(|name| shared_names.contains(name)), varying }
    }

    /// `node_load1{job="node"}, 3 series at …`.
    fn write_title(&self, out: &mut dyn Write, series: usize, when: &str, style: Style) -> io::Result<()> {
        if !self.shared.is_empty() {
            let metric = printable(&super::promql::metric_text(&self.shared));
            write!(out, "{}", style.paint(Paint::Heading, format_args!("{metric}, ")))?;
        }
        let count = if series == 1 { "1 series".into() } else { format!("{series} series") };
        writeln!(out, "{}", style.paint(Paint::Faint, format_args!("{count}{when}")))
    }

    fn table(&self, more: &[&str]) -> Table {
        let mut table = empty_table();
        let heading = |name: &String| Cell::new(if name == METRIC_NAME { "metric".into() } else { printable(name) });
        let more = more.iter().map(|name| match *name {
            "time" | "" => Cell::new(name),
            name => right(name.into()),
        });
        table.set_header(self.varying.iter().map(heading).chain(more).collect::<Vec<_>>());
        table
    }

    fn row(&self, labels: &Labels) -> Vec<Cell> {
        self.varying.iter().map(|name| Cell::new(printable(labels.value(name)))).collect()
    }
}

fn empty_table() -> Table {
    let mut table = Table::new();
    let line = comfy_table::LineStyle::none().fill('─').junction('─');
    table.load_style(comfy_table::TableStyle::new().header_separator(line));
    table.set_content_arrangement(ContentArrangement::Dynamic);
    table
}

fn print(out: &mut dyn Write, mut table: Table, style: Style) -> io::Result<()> {
    if table.column_count() == 0 {
        return Ok(());
    }
    table.set_width(u16::try_from(style.width).unwrap_or(u16::MAX));
    for line in table.lines() {
        writeln!(out, "{}", line.trim_end())?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{model::value::VectorSample, report::samples};

    fn table(value: &QueryValue) -> String {
        let mut out = Vec::new();
        write_value(&mut out, value, Style::plain(80, 24)).expect("writing to memory works");
        String::from_utf8(out).expect("the text is UTF-8")
    }

    fn series(instance: &str, floats: Vec<(i64, f64)>) -> MatrixSeries {
        let labels = Labels::from_pairs([("__name__", "node_load1"), ("instance", instance), ("job", "node")]);
        MatrixSeries { labels, floats, histograms: Vec::new() }
    }

    #[test]
    fn shared_labels_stand_in_the_title() {
        let sample = |instance, value| VectorSample {
            labels: series(instance, Vec::new()).labels,
            timestamp: 1_700_050_000_000,
            value: SampleValue::Float(value),
        };
        insta::assert_snapshot!(table(&QueryValue::Vector(vec![sample("a:9100", 0.25), sample("b:9100", 12.0)])));
        insta::assert_snapshot!(table(&QueryValue::Vector(vec![sample("a:9100", 0.25)])));
        insta::assert_snapshot!(table(&samples::vector()));
    }

    #[test]
    fn few_steps_are_listed_time_by_time() {
        let matrix = vec![
            series("a:9100", vec![(1_700_050_000_000, 0.25), (1_700_050_060_000, 0.5)]),
            series("b:9100", vec![(1_700_050_060_000, 3.0)]),
        ];
        insta::assert_snapshot!(table(&QueryValue::Matrix(matrix)));
        insta::assert_snapshot!(table(&samples::matrix()));
    }

    #[test]
    fn many_steps_are_a_sparkline() {
        let floats = |from: i64| (from..200).map(|step| (step * 60_000, (step as f64 / 20.0).sin())).collect();
        let mut matrix = vec![series("a:9100", floats(0)), series("b:9100", floats(150)), series("c:9100", Vec::new())];
        matrix[1].floats[20].1 = f64::NAN;
        insta::assert_snapshot!(table(&QueryValue::Matrix(matrix)));
    }

    #[test]
    fn odd_results_have_a_table_too() {
        assert_eq!(table(&QueryValue::Vector(Vec::new())), "nothing found\n");
        assert_eq!(table(&QueryValue::Matrix(Vec::new())), "nothing found\n");
        assert_eq!(table(&QueryValue::Scalar { timestamp: 0, value: 2.5 }), "scalar at 1970-01-01T00:00:00Z\n2.5\n");
        assert_eq!(
            table(&QueryValue::Matrix(vec![MatrixSeries::default()])),
            "1 series\n time   value\n──────────────\n"
        );
    }
}
