//! What a query cost, for `--stats`: one `name value` line each, easy to read and to cut.

use crate::model::value::QueryStats;
use std::io::{self, Write};

/// Writes the counters and times of one query.
pub fn write(out: &mut dyn Write, stats: &QueryStats) -> io::Result<()> {
    for (name, count) in [
        ("series selected", stats.series),
        ("chunks decoded", stats.chunks),
        ("bytes decoded", stats.bytes),
        ("samples decoded", stats.samples_decoded),
        ("samples queryable", stats.total_queryable_samples),
        ("samples held at most", stats.peak_samples),
    ] {
        writeln!(out, "{name:<22}{count}")?;
    }
    for (name, seconds) in [("preparing", stats.prepare_seconds), ("evaluating", stats.evaluate_seconds)] {
        writeln!(out, "{name:<22}{:.3} ms", seconds * 1000.0)?;
    }
    Ok(())
}
