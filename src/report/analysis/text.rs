//! An analysis as promtool's `tsdb analyze` prints it.
//!
//! Among equals promtool's order is that of Go's sort. Where it sorts what came sorted, the order here is the same; where
//! it sorts what came from a map, it is a matter of chance there and the order of the texts here.

use super::{AnalyzedBlocks, churned};
use crate::{
    golang::{duration::format_duration, sort::sort_by},
    tsdb::block::Block,
};
use std::io::{self, Write};

/// Writes what is known of a block before it is read.
pub fn write_heading(out: &mut dyn Write, block: &Block, matcher: Option<&str>) -> io::Result<()> {
    let meta = block.meta();
    writeln!(out, "Block ID: {}", meta.ulid)?;
    // Go's durations are nanoseconds and wrap around.
    let duration = meta.max_time.wrapping_sub(meta.min_time).wrapping_mul(1_000_000);
    writeln!(out, "Duration: {}", format_duration(duration))?;
    writeln!(out, "Total Series: {}", meta.stats.num_series)?;
    matcher.map_or(Ok(()), |matcher| writeln!(out, "Matcher: {matcher}"))
}

/// Writes the lists, at most `limit` items of each.
pub fn write_lists(out: &mut dyn Write, analyzed: &AnalyzedBlocks<'_>, limit: usize) -> io::Result<()> {
    let analysis = analyzed.analysis;
    writeln!(out, "Label names: {}", analysis.names.len())?;
    if analyzed.matcher.is_some() {
        writeln!(out, "Matched series: {}", analysis.total.series)?;
    }
    writeln!(out, "Postings (unique label pairs): {}", analysis.pairs.len())?;
    writeln!(out, "Postings entries (total label pairs): {}", analysis.labels)?;
    let pairs =
        |number: fn(&_) -> u64| analysis.pairs.iter().map(|pair| (number(pair), (pair.name, pair.value))).collect();
    let names = |number: fn(&_) -> u64| analysis.names.iter().map(|name| (number(name), name.name)).collect();

    writeln!(out, "\nLabel pairs most involved in churning:")?;
    let mut churning: Vec<(u64, (&str, &str))> = pairs(|pair| pair.uncovered);
    churning.iter_mut().for_each(|(number, _)| *number = churned(*number, analysis));
    write_pairs(out, churning, limit)?;
    writeln!(out, "\nLabel names most involved in churning:")?;
    let mut churning: Vec<(u64, &str)> = names(|name| name.uncovered);
    churning.iter_mut().for_each(|(number, _)| *number = churned(*number, analysis));
    churning.sort_by_key(|(number, _)| std::cmp::Reverse(*number));
    write_list(out, &churning, limit)?;
    writeln!(out, "\nMost common label pairs:")?;
    write_pairs(out, pairs(|pair| pair.series), limit)?;

    writeln!(out, "\nLabel names with highest cumulative label value length:")?;
    write_sorted(out, names(|name| name.value_bytes), limit)?;
    writeln!(out, "\nHighest cardinality labels:")?;
    write_sorted(out, names(|name| name.values), limit)?;
    writeln!(out, "\nHighest cardinality metric names:")?;
    // Series without a name are in no metric's list.
    let named = analysis.metrics.iter().filter(|metric| !metric.name.is_empty());
    write_sorted(out, named.map(|metric| (metric.series, metric.name)).collect(), limit)
}

/// Writes label pairs, those with the greatest numbers first, equals in order.
fn write_pairs(out: &mut dyn Write, mut pairs: Vec<(u64, (&str, &str))>, limit: usize) -> io::Result<()> {
    pairs.sort_by_key(|(number, _)| std::cmp::Reverse(*number));
    pairs.iter().take(limit).try_for_each(|(number, (name, value))| writeln!(out, "{number} {name}={value}"))
}

fn write_sorted(out: &mut dyn Write, mut items: Vec<(u64, &str)>, limit: usize) -> io::Result<()> {
    sort_by(&mut items, |one, other| one.0 > other.0);
    write_list(out, &items, limit)
}

fn write_list(out: &mut dyn Write, items: &[(u64, &str)], limit: usize) -> io::Result<()> {
    items.iter().take(limit).try_for_each(|(number, text)| writeln!(out, "{number} {text}"))
}
