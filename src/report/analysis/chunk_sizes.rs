//! How large chunks are, as `promtool tsdb analyze --extended` draws it.

use crate::tsdb::analysis::{ChunkSizes, Distribution};
use std::io::{self, Write};

/// Writes the distributions of samples, bytes and buckets.
pub fn write_chunk_sizes(out: &mut dyn Write, sizes: &ChunkSizes) -> io::Result<()> {
    let chunks = sizes.float_samples.count() + sizes.histogram_samples.count();
    writeln!(out, "\nCompaction analysis:\n")?;
    for (what, distribution) in [
        ("samples per float chunk", &sizes.float_samples),
        ("bytes per float chunk", &sizes.float_bytes),
        ("samples per histogram chunk", &sizes.histogram_samples),
        ("bytes per histogram chunk", &sizes.histogram_bytes),
        ("buckets per histogram chunk", &sizes.histogram_buckets),
    ] {
        write_distribution(out, what, distribution, chunks)?;
    }
    Ok(())
}

/// Draws a bar of a `#` for every percent of all `chunks`.
fn write_distribution(out: &mut dyn Write, what: &str, distribution: &Distribution, chunks: u64) -> io::Result<()> {
    let Some((least, mean, greatest)) = distribution.extremes() else {
        return writeln!(out, "{what}: N/A\n");
    };
    writeln!(out, "{what} (min/avg/max): {least}/{mean}/{greatest}")?;
    let rows = rows(distribution);
    let most = rows.iter().map(|row| row.count).max().unwrap_or(0);
    let width = |number: u64| number.to_string().len();
    let end = rows.last().map_or(0, |row| row.after);
    let step = rows.first().map_or(0, |row| row.after - row.from);
    let (left, right, count) = (width(end - step), width(end), width(most));
    for row in rows {
        let bar = "#".repeat(usize::try_from(100 * row.count / chunks.max(1)).unwrap_or(0));
        writeln!(out, "[{:left$}, {:right$}]: {:count$} {bar}", row.from + 1, row.after, row.count)?;
    }
    writeln!(out)
}

/// How many numbers lie in a range that does not hold its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Row {
    pub(super) from: u64,
    pub(super) after: u64,
    pub(super) count: u64,
}

/// About ten ranges of equal length, a power of ten; there is always an empty one at the end.
pub(super) fn rows(distribution: &Distribution) -> Vec<Row> {
    let Some((least, _, greatest)) = distribution.extremes() else { return Vec::new() };
    let mut step = 10;
    while step < (greatest - least) / 10 && step <= 10_000 {
        step *= 10;
    }
    let start = least - least % step;
    let end = greatest - greatest % step + step;
    let row = |index| Row { from: start + index * step, after: start + (index + 1) * step, count: 0 };
    let mut rows: Vec<Row> = (0..=(end - start) / step).map(row).collect();
    for (value, count) in distribution.iter() {
        if let Some(row) = usize::try_from((value - start) / step).ok().and_then(|index| rows.get_mut(index)) {
            row.count += count;
        }
    }
    rows
}
