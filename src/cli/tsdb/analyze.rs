//! `promq tsdb analyze`: what a block, or a whole directory, consists of.

use super::{DEFAULT_DIRECTORY, selection::print_warnings};
use crate::{
    cli::{
        error::CommandError,
        exit::ExitStatus,
        output::{Output, finish},
        times::milliseconds,
    },
    model::matcher::Matcher,
    promql::parse_selector,
    report::analysis::{AnalyzedBlocks, write_chunk_sizes, write_heading, write_json, write_lists, write_tables},
    tsdb::{
        self, Directory,
        analysis::{AnalysisOptions, analyze, chunk_sizes},
        block::Block,
        directory::open_block,
    },
};
use std::{io::Write, path::PathBuf};

/// Show which metrics, labels and times take the room in a block
///
/// Where the output is not a terminal this is promtool's text: churn, cardinality, and with --extended the sizes of
/// chunks. The tables and the JSON also have bytes on disk, chunks and samples of every metric, and series appearing and
/// disappearing over time.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  promq tsdb analyze /var/lib/prometheus\n  \
                  promq tsdb analyze --all-blocks --gaps -o json /var/lib/prometheus")]
pub(super) struct Arguments {
    /// Data directory, snapshot, or block
    #[arg(value_name = "DIRECTORY", default_value = DEFAULT_DIRECTORY)]
    directory: PathBuf,

    /// Name of the block; the one made last when left out
    #[arg(value_name = "BLOCK", conflicts_with = "all_blocks")]
    block: Option<String>,

    /// Analyze all blocks of the directory as if they were one
    #[arg(long)]
    all_blocks: bool,

    /// How many items to show in each list; without it, JSON has all
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    limit: Option<i64>,

    /// Also show how large chunks are; this reads all of them
    #[arg(long)]
    extended: bool,

    /// Only series that match this selector
    #[arg(long = "match", value_name = "SELECTOR")]
    selector: Option<String>,

    /// Find pauses of more than FACTOR times the usual interval of a series; this reads all samples
    #[arg(long, value_name = "FACTOR", num_args = 0..=1, default_missing_value = "3", require_equals = true)]
    gaps: Option<f64>,

    /// Length of the intervals in which appearing and disappearing series are counted
    #[arg(long, value_name = "DURATION")]
    step: Option<String>,

    /// Format of the output; text (promtool's) by default, table on a terminal
    #[arg(short = 'o', long = "output", value_enum, value_name = "FORMAT")]
    format: Option<Format>,
}

/// How to show an analysis.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// Promtool's lists
    Text,
    /// Tables for people
    Table,
    /// One JSON object
    Json,
}

/// Items of a list when nothing else is asked for.
const DEFAULT_LIMIT: usize = 20;

pub(super) fn run(arguments: &Arguments, output: &Output) -> Result<ExitStatus, CommandError> {
    let matchers = match arguments.selector() {
        Some(text) => parse_selector(text).map_err(|error| CommandError::syntax(text, error))?,
        None => Vec::new(),
    };
    let blocks = arguments.open(output)?;
    match arguments.format(output)? {
        Format::Text => arguments.write_text(&blocks, &matchers, output),
        format => arguments.write_report(&blocks, &matchers, format, output),
    }
}

fn failed(error: tsdb::Error) -> CommandError {
    CommandError::text(error.in_prometheus_words())
}

impl Arguments {
    fn open(&self, output: &Output) -> Result<Vec<Block>, CommandError> {
        if !self.all_blocks || self.directory.join("meta.json").is_file() {
            return Ok(vec![open_block(&self.directory, self.block.as_deref()).map_err(failed)?]);
        }
        let directory = Directory::blocks_only(&self.directory).map_err(failed)?;
        print_warnings(directory.warnings(), output)?;
        if directory.blocks().is_empty() {
            return Err(failed(tsdb::Error::NoBlocks { path: self.directory.clone() }));
        }
        Ok(directory.blocks().to_vec())
    }

    fn format(&self, output: &Output) -> Result<Format, CommandError> {
        let more = self.all_blocks || self.gaps.is_some() || self.step.is_some();
        let default = if more || output.stdout_is_terminal() { Format::Table } else { Format::Text };
        let format = self.format.unwrap_or(default);
        if format == Format::Text && more {
            let text = "promtool's text knows neither --all-blocks nor --gaps nor --step: use -o table or -o json";
            return Err(CommandError::Usage(text.into()));
        }
        if let Some(factor) = self.gaps.filter(|factor| factor.is_nan() || *factor < 1.0) {
            return Err(CommandError::Usage(format!("--gaps must be at least 1, not {factor}")));
        }
        Ok(format)
    }

    /// promtool shows nothing for a negative limit.
    fn limit(&self, default: usize) -> usize {
        self.limit.map_or(default, |limit| usize::try_from(limit.max(0)).unwrap_or(usize::MAX))
    }

    fn write_text(&self, blocks: &[Block], matchers: &[Matcher], output: &Output) -> Result<ExitStatus, CommandError> {
        let mut out = output.stdout();
        for block in blocks {
            write_heading(&mut out, block, self.selector())?;
        }
        let analysis = analyze(blocks, &AnalysisOptions { matchers, ..AnalysisOptions::default() }).map_err(failed)?;
        let analyzed = AnalyzedBlocks { blocks, matcher: self.selector(), analysis: &analysis, chunk_sizes: None };
        write_lists(&mut out, &analyzed, self.limit(DEFAULT_LIMIT))?;
        if self.extended {
            out.flush()?;
            write_chunk_sizes(&mut out, &chunk_sizes(blocks, matchers).map_err(failed)?)?;
        }
        finish(out)?;
        Ok(ExitStatus::Success)
    }

    fn write_report(
        &self,
        blocks: &[Block],
        matchers: &[Matcher],
        format: Format,
        output: &Output,
    ) -> Result<ExitStatus, CommandError> {
        let step = self.step.as_deref().map(|text| milliseconds("--step", text)).transpose()?;
        if let Some(step) = step.filter(|step| *step <= 0) {
            return Err(CommandError::Usage(format!("--step must be positive, not {step}ms")));
        }
        let default = if format == Format::Json { usize::MAX } else { DEFAULT_LIMIT };
        let limit = self.limit(default);
        // Gaps are kept with their labels, so JSON without a limit has no more of them than a table.
        let wanted = self.limit(DEFAULT_LIMIT);
        let gaps = self.gaps.map(|factor| (factor, wanted));
        let options = AnalysisOptions { matchers, chunks: true, gaps, step };
        let analysis = analyze(blocks, &options).map_err(failed)?;
        let sizes = self.extended.then(|| chunk_sizes(blocks, matchers)).transpose().map_err(failed)?;
        let analyzed =
            AnalyzedBlocks { blocks, matcher: self.selector(), analysis: &analysis, chunk_sizes: sizes.as_ref() };
        let mut out = output.stdout();
        match format {
            Format::Json => write_json(&mut out, &analyzed, limit)?,
            _ => write_tables(&mut out, &analyzed, limit, output.stdout_style())?,
        }
        finish(out)?;
        Ok(ExitStatus::Success)
    }

    /// promtool takes an empty selector for none.
    fn selector(&self) -> Option<&str> {
        self.selector.as_deref().filter(|text| !text.is_empty())
    }
}
