//! Compacting: promq merges a copy of the blocks, and so does Prometheus, which is started over another copy and says
//! in its log how long every merge took.

use std::{
    fs,
    path::Path,
    thread,
    time::{Duration, Instant},
};

use anyhow::Context;
use serde_json::Value as Json;

use super::{arguments, empty, promq, rate, run};
use crate::{
    data_set::link_folder,
    servers::{Program, Server},
    table::{Table, mebibytes, times},
};

/// Prometheus looks once a minute whether there is something to compact.
const PATIENCE: Duration = Duration::from_secs(240);
/// So long without another merge, and Prometheus is done.
const QUIET: Duration = Duration::from_secs(15);

/// Prints the table.
pub(super) fn measure(folder: &Path, blocks: &Path) -> anyhow::Result<()> {
    let mut table = Table::new(&["compact", "merges", "samples", "seconds", "M samples/s", "peak MiB", "promq is"]);
    let data = empty(folder.join("compacting"))?;
    link_folder(blocks, &data)?;
    let ran = run(&promq(), &arguments([&"tsdb", &"compact", &data]), None)?;
    let made = metas(&data)?;
    // What was merged more than once was read more than once, in both programs.
    let samples = |metas: &[Json]| {
        let merged = metas.iter().filter(|meta| meta["compaction"]["level"].as_i64() > Some(1));
        merged.filter_map(|meta| meta["stats"]["numSamples"].as_u64()).sum::<u64>()
    };
    let ours = samples(&made);
    table.push(vec![
        "promq".into(),
        made.iter().filter(|meta| meta["compaction"]["level"].as_i64() > Some(1)).count().to_string(),
        ours.to_string(),
        format!("{:.2}", ran.wall.as_secs_f64()),
        rate(ours, ran.wall),
        mebibytes(ran.peak_memory_bytes),
    ]);
    if Program::Prometheus.find().is_some() {
        let data = empty(folder.join("compacting"))?;
        link_folder(blocks, &data)?;
        let server = Server::start(Program::Prometheus, &data)?;
        let merges = wait_for_merges(&server)?;
        let memory = server.peak_memory_bytes()?;
        drop(server);
        let theirs = samples(&metas(&data)?);
        let wall: Duration = merges.iter().sum();
        let ratio = (ours as f64 / ran.wall.as_secs_f64()) / (theirs as f64 / wall.as_secs_f64());
        table.push(vec![
            "prometheus".into(),
            merges.len().to_string(),
            theirs.to_string(),
            format!("{:.2}", wall.as_secs_f64()),
            rate(theirs, wall),
            mebibytes(memory),
            times(ratio),
        ]);
    }
    fs::remove_dir_all(&data)?;
    table.print();
    Ok(())
}

fn metas(data: &Path) -> anyhow::Result<Vec<Json>> {
    let mut metas = Vec::new();
    for entry in fs::read_dir(data)? {
        if let Ok(meta) = fs::read(entry?.path().join("meta.json")) {
            metas.push(serde_json::from_slice(&meta)?);
        }
    }
    Ok(metas)
}

/// The durations of the merges, as the log tells them.
fn wait_for_merges(server: &Server) -> anyhow::Result<Vec<Duration>> {
    let begin = Instant::now();
    let mut merges = Vec::new();
    let mut last = Instant::now();
    while begin.elapsed() < PATIENCE && (merges.is_empty() || last.elapsed() < QUIET) {
        thread::sleep(Duration::from_millis(500));
        let log = server.log()?;
        let lines = log.lines().filter(|line| line.contains("compact blocks"));
        let now = lines.map(duration).collect::<anyhow::Result<Vec<_>>>()?;
        if now.len() > merges.len() {
            last = Instant::now();
        }
        merges = now;
    }
    Ok(merges)
}

/// `… duration=1m1.234s …` or `… duration=12.3ms …` of a log line.
fn duration(line: &str) -> anyhow::Result<Duration> {
    let text = line.split(" duration=").nth(1).and_then(|rest| rest.split(' ').next()).context("no duration")?;
    let (minutes, rest) = match text.strip_suffix("ms") {
        Some(_) => ("0", text),
        None => text.split_once('m').unwrap_or(("0", text)),
    };
    let (number, unit) = match (rest.strip_suffix("ms"), rest.strip_suffix('s')) {
        (Some(number), _) => (number, 1e-3),
        (None, Some(number)) => (number, 1.0),
        (None, None) => (rest, f64::NAN),
    };
    let seconds = 60.0 * minutes.parse::<f64>()? + number.parse::<f64>().with_context(|| line.to_owned())? * unit;
    Ok(Duration::try_from_secs_f64(seconds)?)
}
