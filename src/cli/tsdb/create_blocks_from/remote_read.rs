//! `promq tsdb create-blocks-from remote-read`: a server's samples into blocks.

use super::blocks::BlockArguments;
use crate::{
    cli::{
        error::CommandError,
        exit::ExitStatus,
        output::Output,
        progress::{Progress, Unit},
        query::HttpArguments,
        source::{connect, remote_failure},
        times::{milliseconds, parse_moment, system_now},
        tsdb::DEFAULT_DIRECTORY,
    },
    promql::parse_selector,
    remote::read::{Patience, ReadError, ReadOptions, ReadWindow, ResponseKind, Waiting, windows},
    tsdb::backfill::Collector,
};
use std::{io::Write, path::PathBuf, time::Duration};

/// Import the samples of a server with Prometheus' remote read protocol, and produce blocks
///
/// Chunks are asked for, which bring native histograms and start timestamps along and are read while they come; a
/// server that only knows samples is read too. The range is asked for window by window.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example:\n  promq tsdb create-blocks-from remote-read http://localhost:9090 --match '{job=\"node\"}' --min-time now-7d data/"
)]
pub(super) struct Arguments {
    /// URL of the server, or of its remote read endpoint
    #[arg(value_name = "URL")]
    url: String,

    /// Directory for the blocks
    #[arg(value_name = "OUTPUT_DIRECTORY", default_value = DEFAULT_DIRECTORY)]
    output_directory: PathBuf,

    /// Series to read; may be repeated
    #[arg(long = "match", value_name = "SELECTOR", required = true)]
    selectors: Vec<String>,

    /// First time to read: RFC 3339, unix seconds, now-1h, -1h
    #[arg(long, visible_alias = "start", value_name = "TIME", allow_hyphen_values = true)]
    min_time: String,

    /// Last time to read
    #[arg(long, visible_alias = "end", value_name = "TIME", allow_hyphen_values = true, default_value = "now")]
    max_time: String,

    /// Time that one request covers
    #[arg(long, value_name = "DURATION", default_value = "2h")]
    window: String,

    /// What to ask for
    #[arg(long, value_enum, default_value_t, value_name = "KIND")]
    response: Response,

    /// Times that a request is repeated after a failure that may pass: a server that is overloaded or not reached
    #[arg(long, value_name = "N", default_value_t = 5)]
    retries: u32,

    /// Requests that take longer fail
    #[arg(long, value_name = "DURATION", default_value = "2m")]
    timeout: String,

    #[command(flatten)]
    http: HttpArguments,
}

/// What to ask a server for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
enum Response {
    /// Chunks, or samples where the server does not know chunks
    #[default]
    Chunks,
    /// Samples
    Samples,
}

pub(super) fn run(arguments: &Arguments, blocks: &BlockArguments, output: &Output) -> Result<ExitStatus, CommandError> {
    let options = arguments.read_options()?;
    let (range, window) = (arguments.range()?, arguments.positive("--window", &arguments.window)?);
    let timeout = arguments.positive("--timeout", &arguments.timeout)?;
    let client = connect(&arguments.url, &arguments.http, Some(Duration::from_millis(timeout.unsigned_abs())))?;
    let mut backfill = blocks.begin_keeping_layouts(&arguments.output_directory)?;
    let mut samples = 0u64;
    {
        let total = range.max_time.div_euclid(window).abs_diff(range.min_time.div_euclid(window)) + 1;
        let progress = Progress::new(output, "reading windows", Unit::Things, Some(total));
        let mut collector = Collector::new(&mut backfill);
        let patience = Patience { retries: arguments.retries };
        for (number, window) in windows(range, window).enumerate() {
            progress.set(number as u64);
            let mut waiting = |waiting: &Waiting| {
                let Waiting { reason, wait } = waiting;
                // A message that cannot be shown must not stop the reading.
                let _ = writeln!(output.stderr(), "warning: {reason}; trying again in {} s", wait.as_secs());
            };
            let read = client.read_patiently(&options, window, patience, &mut waiting, &mut |labels, columns| {
                samples += columns.len() as u64;
                progress.note(format!(", {samples} samples"));
                collector.push(&blocks.labelled(&labels), columns)
            });
            read.map_err(|error| match error {
                ReadError::Remote(error) => remote_failure(error),
                ReadError::Storage(error) => CommandError::new(error),
            })?;
        }
        collector.flush().map_err(CommandError::new)?;
    }
    blocks.finish(backfill, "the server has no samples of these series in this range", output)
}

impl Arguments {
    fn read_options(&self) -> Result<ReadOptions, CommandError> {
        let parse = |text: &String| parse_selector(text).map_err(|error| CommandError::syntax(text, error));
        let selections = self.selectors.iter().map(parse).collect::<Result<_, _>>()?;
        let response = match self.response {
            Response::Chunks => ResponseKind::Chunks,
            Response::Samples => ResponseKind::Samples,
        };
        Ok(ReadOptions { selections, response })
    }

    fn range(&self) -> Result<ReadWindow, CommandError> {
        let now = system_now();
        let min_time = parse_moment("--min-time", &self.min_time, now)?;
        let max_time = parse_moment("--max-time", &self.max_time, now)?;
        if min_time > max_time {
            return Err(CommandError::Usage(format!(
                "--min-time {} is after --max-time {}",
                self.min_time, self.max_time
            )));
        }
        Ok(ReadWindow { min_time, max_time })
    }

    fn positive(&self, flag: &str, text: &str) -> Result<i64, CommandError> {
        match milliseconds(flag, text)? {
            length @ 1.. => Ok(length),
            _ => Err(CommandError::Usage(format!("{flag} must be positive, not {text}"))),
        }
    }
}
