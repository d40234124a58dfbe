//! `promq tsdb bench write`: simulated scrapes into blocks.

use super::series;
use crate::{
    cli::{
        error::CommandError,
        exit::ExitStatus,
        output::{Output, finish},
    },
    golang::{duration::format_duration, float::format_g},
    io::atomic_directory::remove_directory,
    model::{labels::Labels, sample::SampleColumns},
    tsdb::{
        backfill::{Backfill, BackfillOptions, SeriesNumber},
        block::Ulid,
    },
};
use rayon::prelude::*;
use std::{
    fs::{self, File},
    io::{BufReader, Write},
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

/// Milliseconds between two scrapes.
const INTERVAL: i64 = 30_000;
/// Scrapes that are made before their samples are stored.
const BATCH: i64 = 100;

/// Run a write performance benchmark
///
/// Every series gets one sample a scrape, 30 seconds after the one before; all of them become blocks in the directory
/// `storage` of the output path. A line is printed for each stage, and how many samples were stored a second.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  promq tsdb bench write --metrics 1000 --scrapes 500 --out /tmp/benchout")]
pub(super) struct Arguments {
    /// Directory for what is written; blocks of an earlier run are removed
    #[arg(long = "out", value_name = "DIRECTORY", default_value = "benchout")]
    output: PathBuf,

    /// How many series to read from the file, or to make up
    #[arg(long, value_name = "N", default_value_t = 10_000)]
    metrics: usize,

    /// How many scrapes to simulate
    #[arg(long, value_name = "N", default_value_t = 3000)]
    scrapes: u32,

    /// File with a JSON object of labels on every line; without it, series are made up
    #[arg(value_name = "FILE")]
    file: Option<PathBuf>,
}

pub(super) fn run(arguments: &Arguments, output: &Output) -> Result<ExitStatus, CommandError> {
    let storage = arguments.output.join("storage");
    remove_blocks(&storage)?;
    let (series, _) = stage("readData", output, || read_series(arguments))?;
    let begin = |series: &[Labels]| {
        let mut backfill = Backfill::new(&storage, BackfillOptions::default())?;
        let numbers = series.iter().map(|labels| backfill.series(labels)).collect::<Result<Vec<_>, _>>()?;
        Ok::<_, crate::tsdb::Error>((backfill, numbers))
    };
    let ((backfill, total), ingested) = stage("ingestScrapes", output, || {
        let (mut backfill, numbers) = begin(&series).map_err(CommandError::new)?;
        let total = ingest(&mut backfill, &numbers, i64::from(arguments.scrapes)).map_err(CommandError::new)?;
        print(output, "ingestion completed")?;
        Ok((backfill, total))
    })?;
    print(output, &format!(" > total samples: {total}"))?;
    print(output, &format!(" > samples/sec: {}", rate(total, ingested)))?;
    let (_, stopped) = stage("stopStorage", output, || backfill.finish(&mut |_, _| {}).map_err(CommandError::new))?;
    // promtool ends here: it leaves its samples in a log and in memory, where promq has made blocks of them.
    print(output, &format!(" > samples/sec into blocks: {}", rate(total, ingested + stopped)))?;
    if let Some(peak) = peak_memory() {
        print(output, &format!(" > peak memory: {peak}"))?;
    }
    Ok(ExitStatus::Success)
}

/// Removes the blocks of an earlier run; anything else that lies there is not ours.
fn remove_blocks(storage: &Path) -> Result<(), CommandError> {
    if !storage.exists() {
        return Ok(());
    }
    let entries: Vec<PathBuf> =
        fs::read_dir(storage)?.map(|entry| entry.map(|entry| entry.path())).collect::<Result<_, _>>()?;
    let is_ours = |path: &&PathBuf| {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        name.split('.').next().is_some_and(|stem| stem.parse::<Ulid>().is_ok())
    };
    if let Some(other) = entries.iter().find(|path| !is_ours(path)) {
        let text = format!("{} is no output of an earlier run: it holds {}", storage.display(), other.display());
        return Err(CommandError::text(text));
    }
    entries.iter().try_for_each(|path| remove_directory(path))?;
    Ok(())
}

fn read_series(arguments: &Arguments) -> Result<Vec<Labels>, CommandError> {
    let series = match &arguments.file {
        None => series::generate(arguments.metrics),
        Some(path) => {
            let wrong = |error| CommandError::new(anyhow::Error::new(error).context(path.display().to_string()));
            let file = File::open(path).map_err(wrong)?;
            series::read(BufReader::new(file), arguments.metrics).map_err(wrong)?
        }
    };
    match series.is_empty() || arguments.scrapes == 0 {
        true => Err(CommandError::text("nothing to write: there are no series or no scrapes")),
        false => Ok(series),
    }
}

/// Stores the scrapes; returns how many samples they had.
fn ingest(backfill: &mut Backfill, series: &[SeriesNumber], scrapes: i64) -> Result<u64, crate::tsdb::Error> {
    let mut total = 0;
    for begin in (0..scrapes).step_by(BATCH as usize) {
        let end = scrapes.min(begin + BATCH);
        let columns = |&series: &SeriesNumber| {
            let mut columns = SampleColumns::default();
            for scrape in begin..end {
                // Counters that start again with every batch, as promtool's do.
                columns.push_float((scrape + 1) * INTERVAL, (123_456_789 + 1000 * (scrape - begin + 1)) as f64);
            }
            (series, columns)
        };
        let batch: Vec<_> = series.par_iter().map(columns).collect();
        backfill.append_batch(&batch)?;
        total += (end - begin) as u64 * series.len() as u64;
    }
    Ok(total)
}

/// Runs a stage between the two lines that promtool prints; returns how long it took too.
fn stage<T>(
    name: &str,
    output: &Output,
    run: impl FnOnce() -> Result<T, CommandError>,
) -> Result<(T, Duration), CommandError> {
    print(output, &format!(">> start stage={name}"))?;
    let begin = Instant::now();
    let result = run()?;
    let took = begin.elapsed();
    let nanoseconds = i64::try_from(took.as_nanos()).unwrap_or(i64::MAX);
    print(output, &format!(">> completed stage={name} duration={}", format_duration(nanoseconds)))?;
    Ok((result, took))
}

/// Prints a line at once, so that it can be watched.
fn print(output: &Output, line: &str) -> Result<(), CommandError> {
    let mut out = output.stdout();
    writeln!(out, "{line}")?;
    Ok(finish(out)?)
}

fn rate(samples: u64, took: Duration) -> String {
    format_g(samples as f64 / took.as_secs_f64())
}

/// The most memory that the process has had, as the system counts it; only Linux tells.
fn peak_memory() -> Option<String> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let kibibytes: u64 =
        status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?.split_whitespace().next()?.parse().ok()?;
    Some(format!("{} MiB", kibibytes.div_ceil(1024)))
}
