//! `promq tsdb split`: one block becomes several.

use super::surgery::{SurgeryArguments, parse_time};
use crate::{
    cli::{error::CommandError, exit::ExitStatus, output::Output, times::milliseconds},
    tsdb::{
        block::BlockMeta,
        surgery::{Borders, MOST_PARTS, Recipe, blocks_of, rewrite},
    },
};
use std::path::PathBuf;

/// Split blocks at borders in time
///
/// Chunks that lie across a border are cut there; all others are copied. Parts without samples are left out.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  promq tsdb split --by 2h /var/lib/prometheus/01M81EAGVC7XE2T8RHPQAXCRFW")]
pub(super) struct Arguments {
    /// Blocks, or data directories whose blocks are all meant
    #[arg(value_name = "BLOCK", required = true)]
    paths: Vec<PathBuf>,

    /// Split at every multiple of this since the Unix epoch: a duration, or seconds
    #[arg(long, value_name = "DURATION", required_unless_present = "times", conflicts_with = "times")]
    by: Option<String>,

    /// Split before this time: milliseconds since the Unix epoch, as `tsdb list` prints them, RFC 3339, or relative like
    /// now-1d; may be repeated
    #[arg(long = "at", value_name = "TIME", allow_hyphen_values = true)]
    times: Vec<String>,

    #[command(flatten)]
    surgery: SurgeryArguments,
}

pub(super) fn run(arguments: &Arguments, output: &Output) -> Result<ExitStatus, CommandError> {
    let borders = match &arguments.by {
        Some(text) => {
            let length = milliseconds("--by", text)?;
            if length <= 0 {
                return Err(CommandError::Usage("--by must be longer than nothing".into()));
            }
            arguments.check_parts(length)?;
            Borders::Every(length)
        }
        None => {
            let times = arguments.times.iter().map(|text| parse_time("--at", text));
            Borders::At(times.collect::<Result<_, _>>()?)
        }
    };
    let recipe = Recipe { borders, ..Recipe::default() };
    arguments.surgery.perform(&arguments.paths, output, |journal, block| rewrite(journal, block, &recipe))
}

impl Arguments {
    /// Refuses to make more blocks of one than anyone can want.
    fn check_parts(&self, length: i64) -> Result<(), CommandError> {
        for path in &self.paths {
            let (_, blocks) = blocks_of(path).map_err(CommandError::new)?;
            for meta in blocks.iter().filter_map(|block| BlockMeta::read(&block.join("meta.json")).ok()) {
                if i128::from(meta.max_time) - i128::from(meta.min_time) > i128::from(length) * MOST_PARTS as i128 {
                    let text = format!("--by would split block {} into more than {MOST_PARTS} parts", meta.ulid);
                    return Err(CommandError::Usage(text));
                }
            }
        }
        Ok(())
    }
}
