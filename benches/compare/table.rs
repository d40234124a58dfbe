//! Text tables: the first column to the left, the others to the right.

use std::time::Duration;

/// Rows of cells under a header.
pub(crate) struct Table(Vec<Vec<String>>);

impl Table {
    /// A table without rows.
    pub(crate) fn new(header: &[&str]) -> Self {
        Self(vec![header.iter().map(|cell| (*cell).into()).collect()])
    }

    /// Adds a row; cells that are missing at its end stay empty.
    pub(crate) fn push(&mut self, row: Vec<String>) {
        self.0.push(row);
    }

    /// Writes the table to standard output. The last column is as wide as each of its cells.
    pub(crate) fn print(&self) {
        let columns = self.0.iter().map(Vec::len).max().unwrap_or(0);
        let width =
            |column: usize| self.0.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count()).max();
        let widths: Vec<usize> = (0..columns).map(|column| width(column).unwrap_or(0)).collect();
        for row in &self.0 {
            let cells = row.iter().zip(&widths).enumerate().map(|(column, (cell, width))| match column {
                0 => format!("{cell:<width$}"),
                _ => format!("  {cell:>width$}"),
            });
            println!("{}", cells.collect::<String>().trim_end());
        }
        println!();
    }
}

/// Milliseconds with three digits or more.
pub(crate) fn milliseconds(duration: Duration) -> String {
    let milliseconds = duration.as_secs_f64() * 1e3;
    let decimals = if milliseconds < 10.0 { 2 } else { usize::from(milliseconds < 100.0) };
    format!("{milliseconds:.decimals$}")
}

/// How many times as long as something else.
pub(crate) fn times(ratio: f64) -> String {
    if ratio.is_nan() { "-".into() } else { format!("{ratio:.2}×") }
}

/// Mebibytes.
pub(crate) fn mebibytes(bytes: u64) -> String {
    format!("{:.0}", bytes as f64 / f64::from(1 << 20))
}
