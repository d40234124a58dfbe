//! A data set on disk: generated and loaded once into each server, then kept under a name that tells its size and seed.
//!
//! Prometheus gets everything by remote write, cuts and compacts its blocks as it would in real life, and makes a
//! snapshot: a directory of blocks without a write-ahead log. VictoriaMetrics gets the floats, as its language has no
//! native histograms.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::mpsc,
    thread,
    time::{Duration, Instant},
};

use anyhow::Context;
use serde_json::Value as Json;

use crate::{
    generate::{INTERVAL, SERIES_PER_TARGET, START, Target, Value},
    remote_write::WriteRequest,
    servers::{Program, Server},
};

/// Scrapes and targets in one request: 20 targets of 100 series and ten minutes.
const BATCH_SCRAPES: i64 = 40;
const BATCH_TARGETS: usize = 20;

/// A block is cut as soon as the head holds this much: three hours, in milliseconds.
const HEAD_RANGE: i64 = 3 * 3_600_000;

/// How much there is.
#[derive(Clone, Copy)]
pub(crate) struct Size {
    pub(crate) series: usize,
    pub(crate) hours: i64,
    pub(crate) seed: u64,
}

impl Size {
    fn targets(self) -> usize {
        self.series.div_ceil(SERIES_PER_TARGET)
    }

    fn scrapes(self) -> i64 {
        self.hours * 3_600_000 / INTERVAL
    }

    /// The series there really are: targets come whole.
    pub(crate) fn actual_series(self) -> usize {
        self.targets() * SERIES_PER_TARGET
    }

    /// About how many samples there are; some scrapes fail.
    pub(crate) fn samples(self) -> i64 {
        self.actual_series() as i64 * self.scrapes()
    }

    /// Unix seconds of the first and of the last scrape of all targets.
    pub(crate) fn times(self) -> (i64, i64) {
        (START / 1000, START / 1000 + self.hours * 3600)
    }
}

/// The loaded directories.
pub(crate) struct DataSet {
    folder: PathBuf,
}

impl DataSet {
    /// Finds the data set of that size in `root`, or generates and loads it.
    pub(crate) fn open(root: &Path, size: Size) -> anyhow::Result<Self> {
        let folder = root.join(format!("{}x{}h-{}", size.actual_series(), size.hours, size.seed));
        fs::create_dir_all(&folder).with_context(|| folder.display().to_string())?;
        let data_set = Self { folder: folder.canonicalize()? };
        data_set.load_once(Program::Prometheus, size, snapshot)?;
        if Program::VictoriaMetrics.find().is_some() {
            data_set.load_once(Program::VictoriaMetrics, size, flush)?;
        }
        Ok(data_set)
    }

    /// What promq reads: a snapshot of Prometheus.
    pub(crate) fn snapshot(&self) -> PathBuf {
        self.directory(Program::Prometheus)
    }

    /// Starts a server over the data: VictoriaMetrics over its own, Prometheus over links to the snapshot's files, so
    /// that the snapshot stays what it is.
    pub(crate) fn serve(&self, program: Program) -> anyhow::Result<Server> {
        let directory = self.directory(program);
        if program == Program::VictoriaMetrics {
            return Server::start(program, &directory);
        }
        let links = self.folder.join("links");
        if links.exists() {
            fs::remove_dir_all(&links)?;
        }
        link_folder(&directory, &links)?;
        Server::start(program, &links)
    }

    fn directory(&self, program: Program) -> PathBuf {
        self.folder.join(program.name())
    }

    /// Fills a directory under another name and gives it its own at the end: what has its name is complete.
    fn load_once(
        &self,
        program: Program,
        size: Size,
        finish: fn(Server, PathBuf, Size) -> anyhow::Result<PathBuf>,
    ) -> anyhow::Result<()> {
        if self.directory(program).exists() {
            return Ok(());
        }
        let loading = self.folder.join("loading");
        if loading.exists() {
            fs::remove_dir_all(&loading)?;
        }
        let start = Instant::now();
        let server = Server::start(program, &loading)?;
        send(&server, size)?;
        let finished = finish(server, loading.clone(), size)?;
        fs::rename(&finished, self.directory(program))?;
        if loading.exists() {
            fs::remove_dir_all(&loading)?;
        }
        println!("loaded {} samples into {} in {:.0?}", size.samples(), program.name(), start.elapsed());
        Ok(())
    }
}

/// Generates on one thread and sends on another, all targets of ten minutes after one another.
fn send(server: &Server, size: Size) -> anyhow::Result<()> {
    let histograms = server.program == Program::Prometheus;
    let (sender, receiver) = mpsc::sync_channel(4);
    thread::scope(|scope| {
        scope.spawn(move || {
            let mut targets: Vec<Target> = (0..size.targets()).map(|number| Target::new(number, size.seed)).collect();
            for first in (0..size.scrapes()).step_by(BATCH_SCRAPES as usize) {
                let scrapes = first..(first + BATCH_SCRAPES).min(size.scrapes());
                for targets in targets.chunks_mut(BATCH_TARGETS) {
                    let mut request = WriteRequest::default();
                    for target in targets {
                        push(&mut request, target, scrapes.clone(), histograms);
                    }
                    // Nobody receives any more once a request has failed, which the other thread reports.
                    if sender.send(request).is_err() {
                        return;
                    }
                }
            }
        });
        receiver.into_iter().try_for_each(|request| server.write(request.into_body()?))
    })
}

fn push(request: &mut WriteRequest, target: &mut Target, scrapes: std::ops::Range<i64>, histograms: bool) {
    let rows: Vec<(i64, Vec<Value>)> = scrapes.filter_map(|number| target.scrape(number)).collect();
    for (column, labels) in target.labels().iter().enumerate() {
        let samples = rows.iter().map(|(timestamp, values)| (*timestamp, &values[column]));
        let mut samples = samples.filter(|(_, value)| histograms || matches!(value, Value::Float(_))).peekable();
        if samples.peek().is_some() {
            request.push(labels, samples);
        }
    }
}

/// Waits until Prometheus has cut its blocks, makes a snapshot, stops it.
fn snapshot(server: Server, data: PathBuf, size: Size) -> anyhow::Result<PathBuf> {
    let head_start = |server: &Server| -> anyhow::Result<i64> {
        let status: Json = serde_json::from_str(&server.get("/api/v1/status/tsdb")?)?;
        status["data"]["headStats"]["minTime"].as_i64().context("no headStats.minTime")
    };
    let newest = START + (size.scrapes() - 1) * INTERVAL;
    while newest - head_start(&server)? > HEAD_RANGE {
        thread::sleep(Duration::from_secs(1));
    }
    // Waits for the compaction that is under way.
    let reply: Json = serde_json::from_str(&server.post("/api/v1/admin/tsdb/snapshot")?)?;
    let name = reply["data"]["name"].as_str().context("no name of a snapshot")?;
    Ok(data.join("snapshots").join(name))
}

/// Makes everything searchable and merges it, as hours of work in the background would.
fn flush(server: Server, data: PathBuf, _: Size) -> anyhow::Result<PathBuf> {
    server.get("/internal/force_flush")?;
    server.get("/internal/force_merge")?;
    while !server.get("/metrics")?.lines().any(|line| line == "vm_active_force_merges 0") {
        thread::sleep(Duration::from_secs(1));
    }
    drop(server);
    Ok(data)
}

/// The same files under another directory, as hard links.
pub(crate) fn link_folder(from: &Path, to: &Path) -> anyhow::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let source = entry?.path();
        let target = to.join(source.file_name().context("a file without a name")?);
        if source.is_dir() {
            link_folder(&source, &target)?;
        } else {
            fs::hard_link(&source, &target)?;
        }
    }
    Ok(())
}
