//! What all importers share: how the blocks are to be, and the way from samples to the printed table of new blocks.

use crate::{
    cli::{
        error::CommandError,
        exit::ExitStatus,
        output::{Output, finish},
        progress::{Progress, Unit},
        times::parse_step,
    },
    model::labels::Labels,
    report::block_list::write_new_block,
    tsdb::{
        append::FloatEncoding,
        backfill::{Backfill, BackfillOptions, BackfillSummary},
    },
};
use std::{io::Write, path::Path};

/// How blocks are made and shown; these flags may stand before and after the importer's name.
#[derive(Clone, Debug, clap::Args)]
pub(super) struct BlockArguments {
    /// Print times as dates and sizes in binary units
    #[arg(short = 'r', long, global = true)]
    human_readable: bool,

    /// Do not print the created blocks
    #[arg(short = 'q', long, global = true)]
    quiet: bool,

    /// Label to attach to every series, wins over its own; may be repeated
    #[arg(long = "label", global = true, value_name = "NAME=VALUE", value_parser = parse_label)]
    labels: Vec<(String, String)>,

    /// Longest duration of a block; less than 2h is ignored
    #[arg(long, global = true, hide = true, value_name = "DURATION", value_parser = parse_step)]
    max_block_duration: Option<i64>,

    /// How to encode floats: xor, which every Prometheus reads, or xor2, which Prometheus reads from 3.13 on
    #[arg(long, global = true, value_enum, default_value_t, value_name = "ENCODING")]
    float_chunk_encoding: FloatChunkEncoding,

    /// Read back what was written before it becomes visible, and compare it with what was read
    #[arg(long, global = true)]
    verify: bool,
}

/// The encodings that a user can choose.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
enum FloatChunkEncoding {
    #[default]
    Xor,
    Xor2,
}

/// `NAME=VALUE` or, as promtool takes it too, `NAME:VALUE`.
fn parse_label(text: &str) -> Result<(String, String), String> {
    match text.split_once(['=', ':']) {
        Some((name, value)) if !name.is_empty() => Ok((name.into(), value.into())),
        _ => Err(format!("expected KEY=VALUE got '{text}'")),
    }
}

impl BlockArguments {
    /// The labels that every series gets.
    pub(super) fn labels(&self) -> &[(String, String)] {
        &self.labels
    }

    /// Whether the chosen encoding holds start timestamps.
    pub(super) fn keeps_start_timestamps(&self) -> bool {
        self.float_chunk_encoding == FloatChunkEncoding::Xor2
    }

    /// The labels of a series as it is stored.
    pub(super) fn labelled(&self, labels: &Labels) -> Labels {
        if self.labels.is_empty() {
            return labels.clone();
        }
        let mut builder = labels.to_builder();
        for (name, value) in &self.labels {
            builder.set(name, value);
        }
        builder.build()
    }

    /// The same, with the table of blocks for people only.
    pub(super) fn table_for_people(&self, output: &Output) -> BlockArguments {
        BlockArguments { quiet: self.quiet || !output.stdout_is_terminal(), ..self.clone() }
    }

    /// Begins to collect samples for blocks in the directory `output_directory`, which is made if it is missing.
    pub(super) fn begin(&self, output_directory: &Path) -> Result<Backfill, CommandError> {
        Backfill::new(output_directory, self.options()).map_err(CommandError::new)
    }

    /// How the blocks are made.
    pub(super) fn options(&self) -> BackfillOptions {
        BackfillOptions {
            max_block_duration: self.max_block_duration.unwrap_or_default(),
            float_encoding: match self.float_chunk_encoding {
                FloatChunkEncoding::Xor => FloatEncoding::Xor,
                FloatChunkEncoding::Xor2 => FloatEncoding::Xor2,
            },
            verify: self.verify,
            ..BackfillOptions::default()
        }
    }

    /// Turns the samples into blocks and prints those; no block is a failure, for the reason `no_blocks`.
    pub(super) fn finish(
        &self,
        backfill: Backfill,
        no_blocks: &str,
        output: &Output,
    ) -> Result<ExitStatus, CommandError> {
        let mut blocks = Vec::new();
        let summary = {
            let _progress = Progress::new(output, "writing blocks", Unit::Things, None);
            backfill.finish(&mut |meta, sizes| blocks.push((meta.clone(), *sizes))).map_err(CommandError::new)?
        };
        if !self.quiet {
            let mut out = output.stdout();
            for (index, (meta, sizes)) in blocks.iter().enumerate() {
                write_new_block(&mut out, (meta, sizes), index == 0, self.human_readable)?;
            }
            finish(out)?;
        }
        report(&summary, self.verify, output)?;
        match summary.blocks {
            0 => Err(CommandError::text(format!("no block was created: {no_blocks}"))),
            _ => Ok(ExitStatus::Success),
        }
    }
}

/// Says on stderr what the table of blocks does not show.
fn report(summary: &BackfillSummary, verified: bool, output: &Output) -> Result<(), CommandError> {
    let mut stderr = output.stderr();
    if let Some((labels, time)) = &summary.contradiction {
        writeln!(
            stderr,
            "warning: {} samples left out, their series has another value at that time, which came first (such as \
             {labels} at {time})",
            summary.contradictions
        )?;
    }
    if verified && summary.blocks > 0 {
        writeln!(stderr, "verified {} blocks: {} series, {} samples", summary.blocks, summary.series, summary.samples)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_read_as_promtool_reads_them() {
        let label = |text| parse_label(text).map(|(name, value)| format!("{name} is {value}"));
        assert_eq!(label("a=b=c"), Ok("a is b=c".into()));
        assert_eq!(label("a:b=c"), Ok("a is b=c".into()));
        assert_eq!(label("a="), Ok("a is ".into()));
        assert_eq!(label("a"), Err("expected KEY=VALUE got 'a'".into()));
        assert!(label("=a").is_err());
    }
}
