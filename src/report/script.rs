//! What came of a test script: a line, and below it every failed evaluation with what was expected beside what came.
//!
//! ```text
//! rates.test: FAILED (7 passed, 1 failed)
//!   rates.test:12: rate(requests_total[5m])
//!     the value of {job="a"} differs
//!     expected        | got
//!     {job="a"} 0.2   | {job="a"} 0.1
//! ```

use super::{
    Severity,
    style::{Paint, Style, printable},
};
use crate::rules::script::{Comparison, Failure, ScriptOutcome};
use std::io::{self, Write};
use unicode_width::UnicodeWidthStr;

/// More rows of one evaluation are only counted.
const MOST_ROWS: usize = 40;

/// Writes the outcome of the script in `file`; an error is why the file could not be read.
pub fn write(out: &mut dyn Write, file: &str, outcome: &Result<ScriptOutcome, String>, style: Style) -> io::Result<()> {
    let failed = style.paint(Paint::Severity(Severity::Error), "FAILED");
    let outcome = match outcome {
        Ok(outcome) => outcome,
        Err(message) => return writeln!(out, "{file}: {failed}\n  {file}: {message}"),
    };
    let passed = outcome.passed();
    if outcome.failed() == 0 {
        let success = style.paint(Paint::Heading, "SUCCESS");
        return writeln!(out, "{file}: {success} ({passed} passed)");
    }
    writeln!(out, "{file}: {failed} ({passed} passed, {} failed)", outcome.failed())?;
    for eval in &outcome.evals {
        let Some(failure) = &eval.failure else { continue };
        let place = style.paint(Paint::Heading, format!("{file}:{}:", eval.line));
        writeln!(out, "  {place} {}", printable(&eval.expression))?;
        for line in failure_lines(failure, style.width.saturating_sub(4)) {
            writeln!(out, "    {}", printable(&line))?;
        }
    }
    match &outcome.error {
        Some(error) => writeln!(out, "  {}", printable(&format!("{file}:{error}"))),
        None => Ok(()),
    }
}

/// A failure as text of several lines, for formats without a width.
pub fn failure_text(failure: &Failure) -> String {
    failure_lines(failure, 0).join("\n")
}

fn failure_lines(failure: &Failure, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    lines.extend(failure.variant.as_ref().map(|variant| format!("asked {variant}:")));
    lines.push(failure.reason.clone());
    if let Some(comparison) = &failure.comparison {
        append_comparison(&mut lines, comparison, width);
    }
    lines
}

/// Two columns if they fit into the width, else one below the other.
fn append_comparison(lines: &mut Vec<String>, comparison: &Comparison, width: usize) {
    const NOTHING: &str = "(nothing)";
    const HEADING: &str = "expected";
    let rows: Vec<(&str, &str)> = match comparison.rows.as_slice() {
        [] => vec![(NOTHING, NOTHING)],
        rows => rows
            .iter()
            .map(|row| (row.expected.as_deref().unwrap_or(NOTHING), row.got.as_deref().unwrap_or(NOTHING)))
            .collect(),
    };
    let shown = &rows[..rows.len().min(MOST_ROWS)];
    let left = shown.iter().map(|(expected, _)| expected.width()).chain([HEADING.len()]).max().unwrap_or(0);
    let right = shown.iter().map(|(_, got)| got.width()).max().unwrap_or(0);
    if left + 3 + right <= width {
        let pad = |text: &str| " ".repeat(left - text.width());
        lines.push(format!("{HEADING}{} | got", pad(HEADING)));
        lines.extend(shown.iter().map(|(expected, got)| format!("{expected}{} | {got}", pad(expected))));
    } else {
        for (expected, got) in shown {
            lines.push(format!("{HEADING} {expected}"));
            lines.push(format!("     got {got}"));
        }
    }
    if rows.len() > shown.len() {
        lines.push(format!("and {} more", rows.len() - shown.len()));
    }
}
