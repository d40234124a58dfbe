//! What surgery on blocks has done or would do, and the list of changes, as text and as JSON.

use crate::tsdb::surgery::{Amounts, BlockRecord, Change, Loss, Outcome, Step};
use serde_json::{Value, json};
use std::io::{self, Write};

/// Losses that are printed one by one.
const SHOWN_LOSSES: usize = 20;

/// Writes some lines for each block that changes, and a summary; `written` tells what has happened from what would.
pub fn write_outcomes(out: &mut dyn Write, outcomes: &[Outcome], written: bool) -> io::Result<()> {
    let changed: Vec<&Outcome> = outcomes.iter().filter(|outcome| !outcome.unchanged).collect();
    let (mut before, mut after, mut blocks) = (Amounts::default(), Amounts::default(), 0);
    for outcome in &changed {
        write_outcome(out, outcome)?;
        before.add(&outcome.old.amounts);
        blocks += outcome.new.len();
        outcome.new.iter().for_each(|new| after.add(&new.amounts));
    }
    if changed.is_empty() {
        return writeln!(out, "{} blocks, nothing to change", outcomes.len());
    }
    let verb = if written { "were replaced by" } else { "would be replaced by" };
    writeln!(
        out,
        "{} of {} blocks {verb} {blocks}: {} series, {} samples, {} bytes → {} series, {} samples, {} bytes",
        changed.len(),
        outcomes.len(),
        before.series,
        before.samples,
        before.bytes,
        after.series,
        after.samples,
        after.bytes
    )
}

fn write_outcome(out: &mut dyn Write, outcome: &Outcome) -> io::Result<()> {
    writeln!(out, "block {}", shown(&outcome.old))?;
    for new in &outcome.new {
        match new.directory == outcome.old.directory || new.directory.is_empty() {
            true => writeln!(out, "  → {}", shown_content(new))?,
            false => writeln!(out, "  → {}", shown(new))?,
        }
    }
    if outcome.new.is_empty() {
        writeln!(out, "  → nothing: no sample is left")?;
    }
    let notes = [
        (outcome.dropped_series, "series dropped"),
        (outcome.merged_series, "series merged into others of the same labels"),
        (outcome.conflicts, "samples lost to another of the same time with another value"),
        (outcome.loss_count, "losses"),
    ];
    for (count, what) in notes.into_iter().filter(|(count, _)| *count > 0) {
        writeln!(out, "  {count} {what}")?;
    }
    for loss in outcome.losses.iter().take(SHOWN_LOSSES) {
        writeln!(out, "    {}", shown_loss(loss))?;
    }
    let left_out = outcome.loss_count.saturating_sub(SHOWN_LOSSES as u64);
    if left_out > 0 {
        writeln!(out, "    … and {left_out} more; -o json and change.json list up to ten thousand")?;
    }
    Ok(())
}

fn shown(block: &BlockRecord) -> String {
    format!("{}: {}", block.directory, shown_content(block))
}

fn shown_content(block: &BlockRecord) -> String {
    let Amounts { series, chunks, samples, bytes } = block.amounts;
    let (from, to) = (block.min_time, block.max_time);
    format!("{from} to {to}, {series} series, {chunks} chunks, {samples} samples, {bytes} bytes")
}

fn shown_loss(loss: &Loss) -> String {
    let mut text = loss.series.clone().unwrap_or_else(|| "unknown series".into());
    if let Some((from, to)) = loss.times {
        text.push_str(&format!(", {from} to {to}"));
    }
    if let Some(samples) = loss.samples {
        text.push_str(&format!(", {samples} samples"));
    }
    text.push_str(&format!(": {}", loss.file));
    if let Some(offset) = loss.offset {
        text.push_str(&format!(" at {offset}"));
    }
    format!("{text}: {}", loss.why)
}

/// Writes the outcomes as one JSON object.
pub fn write_outcomes_json(out: &mut dyn Write, outcomes: &[Outcome], written: bool) -> io::Result<()> {
    let outcome = |outcome: &Outcome| -> Result<Value, serde_json::Error> {
        Ok(json!({
            "old": serde_json::to_value(&outcome.old)?,
            "new": serde_json::to_value(&outcome.new)?,
            "unchanged": outcome.unchanged,
            "droppedSeries": outcome.dropped_series,
            "mergedSeries": outcome.merged_series,
            "conflicts": outcome.conflicts,
            "losses": serde_json::to_value(&outcome.losses)?,
            "lossCount": outcome.loss_count,
        }))
    };
    let blocks = outcomes.iter().map(outcome).collect::<Result<Vec<_>, _>>()?;
    serde_json::to_writer(&mut *out, &json!({ "written": written, "blocks": blocks }))?;
    writeln!(out)
}

/// Writes the changes of a data directory, the newest last.
pub fn write_changes(out: &mut dyn Write, changes: &[Change]) -> io::Result<()> {
    for change in changes {
        writeln!(out, "{}  {}  {}  {}", change.ulid, change.time, change.state.as_str(), change.command.join(" "))?;
        for step in &change.steps {
            write_step(out, step)?;
        }
    }
    Ok(())
}

/// Writes one change as [`write_changes`] does.
fn write_step(out: &mut dyn Write, step: &Step) -> io::Result<()> {
    writeln!(out, "  {}", shown(&step.old))?;
    step.new.iter().try_for_each(|new| writeln!(out, "    → {}", shown(new)))
}

/// Writes the changes as a JSON list.
pub fn write_changes_json(out: &mut dyn Write, changes: &[Change]) -> io::Result<()> {
    serde_json::to_writer(&mut *out, changes)?;
    writeln!(out)
}
