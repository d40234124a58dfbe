//! Timing: a whole `promq` process for each answer, medians, geometric means.

use std::{
    env,
    ffi::OsString,
    fs::{self, File},
    mem::MaybeUninit,
    path::{Path, PathBuf},
    process::Command,
    time::{Duration, Instant},
};

use anyhow::{Context, bail};

use crate::queries::{Query, Times};

/// The first argument that makes this program a launcher, see [`launch`].
pub(crate) const LAUNCH: &str = "launch";

/// How often to measure.
#[derive(Clone, Copy)]
pub(crate) struct Effort {
    /// So many times after a first time that does not count.
    pub(crate) runs: usize,
    /// No more runs once they have taken that long together.
    pub(crate) budget: Duration,
}

impl Effort {
    /// The median of what `run` measures; of two in the middle the lower.
    pub(crate) fn median(self, mut run: impl FnMut() -> anyhow::Result<Duration>) -> anyhow::Result<Duration> {
        run()?;
        let start = Instant::now();
        let mut walls = Vec::with_capacity(self.runs);
        while walls.len() < self.runs && (walls.is_empty() || start.elapsed() < self.budget) {
            walls.push(run()?);
        }
        walls.sort();
        walls.get((walls.len() - 1) / 2).copied().context("not run")
    }
}

/// The geometric mean; not a number when there is nothing to take it of.
pub(crate) fn geometric_mean(ratios: &[f64]) -> f64 {
    (ratios.iter().map(|ratio| ratio.ln()).sum::<f64>() / ratios.len() as f64).exp()
}

/// `promq` over a data directory.
pub(crate) struct Promq {
    data: PathBuf,
    /// What it prints goes to a file, as with a user who keeps it.
    output: PathBuf,
    errors: PathBuf,
}

/// One finished process.
pub(crate) struct Run {
    pub(crate) wall: Duration,
    pub(crate) peak_memory_bytes: u64,
}

impl Promq {
    /// The program over `data`; its output goes to files in `folder`.
    pub(crate) fn new(data: PathBuf, folder: &Path) -> Self {
        Self { data, output: folder.join("output"), errors: folder.join("errors") }
    }

    /// Runs one process that answers `query`; an error holds what it printed.
    pub(crate) fn run(&self, query: &Query, threads: Option<usize>) -> anyhow::Result<Run> {
        let mut launcher = Command::new(env::current_exe()?);
        launcher.arg(LAUNCH).args([&self.output, &self.errors]).arg(env!("CARGO_BIN_EXE_promq")).arg("query");
        match query.times {
            Times::Instant { time } => launcher.args(["instant", "--time", &time.to_string()]),
            Times::Range { start, end, step } => {
                let times = [start, end, step].map(|seconds| seconds.to_string());
                launcher.args(["range", "--start", &times[0], "--end", &times[1], "--step", &times[2]])
            }
        };
        launcher.args(["--output", "api", "--timeout", "10m", "--max-samples", "2000000000"]);
        if let Some(threads) = threads {
            launcher.args(["--threads", &threads.to_string()]);
        }
        let reply = launcher.arg("--").arg(&self.data).arg(&query.expression).output()?;
        let text = String::from_utf8(reply.stdout)?;
        let [nanoseconds, kilobytes, status] = text.split_whitespace().collect::<Vec<_>>()[..] else {
            bail!("the launcher says {text:?}: {}", String::from_utf8_lossy(&reply.stderr).trim());
        };
        if status != "0" {
            bail!("{}", fs::read_to_string(&self.errors)?.trim());
        }
        let wall = Duration::from_nanos(nanoseconds.parse()?);
        Ok(Run { wall, peak_memory_bytes: kilobytes.parse::<u64>()? * 1024 })
    }

    /// What the last run printed.
    pub(crate) fn answer(&self) -> anyhow::Result<Vec<u8>> {
        Ok(fs::read(&self.output)?)
    }
}

/// Runs `OUTPUT ERRORS PROGRAM ARGUMENT…` and prints nanoseconds, kilobytes at most in memory, and the wait status.
///
/// Linux counts the memory of the process that forks as memory of its child until the child has its own program; so a
/// process that holds nothing does it.
pub(crate) fn launch(mut arguments: impl Iterator<Item = OsString>) -> anyhow::Result<()> {
    let mut next = || arguments.next().context("too few arguments");
    let (output, errors) = (File::create(next()?)?, File::create(next()?)?);
    let mut command = Command::new(next()?);
    command.args(arguments).stdout(output).stderr(errors);
    let start = Instant::now();
    let process = command.spawn()?;
    let mut status = 0;
    let mut usage = MaybeUninit::<libc::rusage>::zeroed();
    // SAFETY: both pointers are to writable memory of the right type, and the process is a child nobody has waited for.
    let waited = unsafe { libc::wait4(process.id().cast_signed(), &raw mut status, 0, usage.as_mut_ptr()) };
    let wall = start.elapsed();
    if waited < 0 {
        return Err(std::io::Error::last_os_error().into());
    }
    // SAFETY: a structure of numbers, all of them zero before wait4 filled it.
    let usage = unsafe { usage.assume_init() };
    println!("{} {} {status}", wall.as_nanos(), usage.ru_maxrss);
    Ok(())
}
