//! An explanation as a tree, with what each operator did in columns on its left.
//!
//! ```text
//!      own     total  series in  series out  values  …
//! 0.010 ms  0.330 ms          3           2       2     sum by (job)
//!                                                       │    folds each row as soon as it is made
//! 0.020 ms  0.320 ms          3           3       3     └─ rate [5m]
//! ```
//! The tree stands on the right because selectors have any length; without an evaluation there are no columns.

use crate::{
    engine::{
        Times,
        explain::{Counts, Evaluation, Explanation, Operator, Unmatched},
    },
    model::time::format_duration,
    report::{
        number::time,
        style::{Paint, Style, printable},
    },
};
use std::{
    io::{self, Write},
    time::Duration,
};

/// Headings of the columns.
const COLUMNS: [&str; 8] = ["own", "total", "series in", "series out", "values", "chunks", "bytes", "samples"];

/// The cells of one operator.
type Cells = [String; COLUMNS.len()];

/// A line of the tree.
struct Line {
    /// `None` for what stands below an operator.
    cells: Option<Cells>,
    /// The branches in front of the text.
    branches: String,
    text: String,
}

/// Writes the tree, with a line about the query above it and, if it was evaluated, some about the whole below it.
pub fn write(out: &mut dyn Write, explanation: &Explanation, style: Style) -> io::Result<()> {
    writeln!(out, "{}", style.paint(Paint::Heading, headline(explanation)))?;
    let mut lines = Vec::new();
    add_operator(&explanation.root, "", "", &mut lines);
    let widths = explanation.evaluation.as_ref().map(|_| widths(&lines));
    if let Some(widths) = &widths {
        let header = row(&COLUMNS.map(str::to_owned), widths);
        writeln!(out, "{}", style.paint(Paint::Heading, header.trim_end()))?;
    }
    for Line { cells, branches, text } in &lines {
        if let Some(widths) = &widths {
            write!(out, "{}", row(cells.as_ref().unwrap_or(&Cells::default()), widths))?;
        }
        let branches = style.paint(Paint::Faint, branches);
        match cells {
            Some(_) => writeln!(out, "{branches}{text}")?,
            None => writeln!(out, "{branches}{}", style.paint(Paint::Faint, text))?,
        }
    }
    explanation.evaluation.as_ref().map_or(Ok(()), |evaluation| write_whole(out, evaluation))
}

fn headline(explanation: &Explanation) -> String {
    let (steps, lookback) = (explanation.steps, format_duration(explanation.lookback_delta));
    match explanation.times {
        Times::Instant(at) => format!("instant query at {}, lookback {lookback}", time(at)),
        Times::Range { start, step, .. } => {
            let (first, last, step) = (time(start), time(steps.end()), format_duration(step));
            let count = counted(steps.count as u64, "step");
            format!("range query, {count} of {step} from {first} to {last}, lookback {lookback}")
        }
    }
}

fn write_whole(out: &mut dyn Write, evaluation: &Evaluation) -> io::Result<()> {
    let stats = &evaluation.stats;
    let (series, values) = (evaluation.result_series, evaluation.result_values);
    let (kind, workers) = (evaluation.result_type, counted(evaluation.workers as u64, "worker"));
    writeln!(out)?;
    writeln!(out, "result: {kind}, {series} series, {}", counted(values, "value"))?;
    writeln!(
        out,
        "read: {} of {} series, {}; {} held at most",
        counted(stats.chunks, "chunk"),
        stats.series,
        counted(stats.samples_decoded, "sample"),
        counted(stats.peak_samples, "sample")
    )?;
    writeln!(
        out,
        "time: {} planning, {} evaluating on {workers}; own and total add up what the workers took",
        milliseconds(Duration::try_from_secs_f64(stats.prepare_seconds).unwrap_or_default()),
        milliseconds(Duration::try_from_secs_f64(stats.evaluate_seconds).unwrap_or_default()),
    )
}

/// Adds an operator and everything below it; `first` stands before its words, `rest` before all other lines.
fn add_operator(operator: &Operator, first: &str, rest: &str, lines: &mut Vec<Line>) {
    let role = operator.role.filter(|role| !matches!(*role, "left" | "right"));
    let role = role.map_or(String::new(), |role| format!("{role}: "));
    let cells = operator.counts.as_ref().map_or_else(Cells::default, |counts| cells(operator, counts));
    let text = format!("{role}{}", printable(&operator.words));
    lines.push(Line { cells: Some(cells), branches: first.to_owned(), text });
    let below = if operator.inputs.is_empty() { "     " } else { "│    " };
    for text in remarks(operator) {
        lines.push(Line { cells: None, branches: format!("{rest}{below}"), text: printable(&text) });
    }
    for (index, input) in operator.inputs.iter().enumerate() {
        let (branch, next) = if index + 1 == operator.inputs.len() { ("└─ ", "   ") } else { ("├─ ", "│  ") };
        add_operator(input, &format!("{rest}{branch}"), &format!("{rest}{next}"), lines);
    }
}

/// The lines below an operator.
fn remarks(operator: &Operator) -> Vec<String> {
    let mut remarks = operator.notes.clone();
    if let Some((first, last)) = operator.reach {
        let pass = if operator.fused { "read by the operator above: " } else { "" };
        remarks.push(format!("{pass}samples from {} to {}", time(first), time(last)));
    }
    if let Some(counts) = operator.counts.as_ref().filter(|counts| counts.series_made < counts.series) {
        remarks.push(format!("{} of {} series never asked for", counts.series - counts.series_made, counts.series));
    }
    if let Some(matches) = operator.counts.as_ref().and_then(|counts| counts.matches.as_ref()) {
        remarks.push(format!("{} on both sides", counted(matches.matched, "label set")));
        for (side, unmatched) in [("left", &matches.left), ("right", &matches.right)] {
            if unmatched.label_sets > 0 {
                remarks.push(only_on(side, unmatched));
            }
        }
    }
    remarks
}

fn only_on(side: &str, unmatched: &Unmatched) -> String {
    let mut text = format!("{} only on the {side}", counted(unmatched.label_sets, "label set"));
    if unmatched.series != unmatched.label_sets {
        text += &format!(" ({} series)", unmatched.series);
    }
    let examples: Vec<String> = unmatched.examples.iter().map(ToString::to_string).collect();
    let more = if unmatched.label_sets > examples.len() as u64 { ", …" } else { "" };
    format!("{text}: {}{more}", examples.join(", "))
}

fn cells(operator: &Operator, counts: &Counts) -> Cells {
    let read = |count: fn(&crate::engine::explain::Reads) -> u64| {
        counts.reads.as_ref().map_or_else(String::new, |reads| count(reads).to_string())
    };
    // A subquery is only a grid: its inputs do the work.
    let own = if operator.kind == "subquery" { String::new() } else { milliseconds(counts.own) };
    let series_out = match counts.series == counts.series_out {
        true => counts.series.to_string(),
        false => format!("{} of {}", counts.series_out, counts.series),
    };
    let leaf = operator.inputs.is_empty();
    [
        own,
        milliseconds(counts.total),
        if leaf { String::new() } else { counts.series_in.to_string() },
        series_out,
        counts.values.to_string(),
        read(|reads| reads.chunks),
        read(|reads| reads.bytes),
        read(|reads| reads.samples),
    ]
}

/// The width of each column; 0 for one in which no line has anything.
fn widths(lines: &[Line]) -> [usize; COLUMNS.len()] {
    let mut widths = [0; COLUMNS.len()];
    for (column, width) in widths.iter_mut().enumerate() {
        let cells = lines.iter().filter_map(|line| line.cells.as_ref()).map(|cells| cells[column].len());
        *width = cells.max().filter(|width| *width > 0).map_or(0, |width| width.max(COLUMNS[column].len()));
    }
    widths
}

/// The cells side by side, with room behind them for the tree.
fn row(cells: &Cells, widths: &[usize; COLUMNS.len()]) -> String {
    let columns = cells.iter().zip(widths).filter(|(_, width)| **width > 0);
    let cells: Vec<String> = columns.map(|(cell, width)| format!("{cell:>width$}")).collect();
    format!("{}   ", cells.join("  "))
}

fn milliseconds(duration: Duration) -> String {
    format!("{:.3} ms", duration.as_secs_f64() * 1000.0)
}

fn counted(count: u64, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}
