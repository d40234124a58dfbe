//! promq beside Prometheus and VictoriaMetrics: how long each takes to answer the same queries over the same data.
//!
//! `cargo bench --bench compare -- --series 2000 --hours 24` generates a data set (the same for a seed), loads it into
//! `prometheus` and `victoria-metrics` from `PATH`, and measures. It is not fair, and on purpose: promq is a new process
//! for every answer, which opens the directory and writes to a file what it found; a server is warm, has everything open
//! and has answered the same query before.
//!
//! The way of the data: `generate` → `remote_write` → `servers` ← `data_set`; then `queries` → `measure` → `comparison`
//! and `growth` → `table`. With `--storage` nothing is queried: `storage` measures importing, compacting and dumping. Nothing of promq's library is used: what is measured is the program.

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "the tables are this program's result")]

mod agreement;
mod comparison;
mod data_set;
mod generate;
mod growth;
mod measure;
mod queries;
mod remote_write;
mod servers;
mod storage;
mod table;

use std::{env, fs, path::PathBuf, thread, time::Duration};

use anyhow::{Context, bail};
use clap::Parser;

use crate::{
    comparison::Comparison,
    data_set::{DataSet, Size},
    measure::{Effort, LAUNCH, Promq},
    servers::{Program, Server},
};

/// Compare promq with Prometheus and VictoriaMetrics over generated data
#[derive(Parser)]
struct Arguments {
    /// Series; a hundred to a target
    #[arg(long, value_name = "N", default_value_t = 2000, value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    series: u32,

    /// Hours of samples, four a minute
    #[arg(long, value_name = "N", default_value_t = 24, value_parser = clap::value_parser!(u32).range(1..=8760))]
    hours: u32,

    /// What the data is generated from
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,

    /// Folder that keeps the data for the next time
    #[arg(long, value_name = "DIR", default_value = concat!(env!("CARGO_TARGET_TMPDIR"), "/compare"))]
    dir: PathBuf,

    /// Runs of each query after the one that warms up; the median counts
    #[arg(long, value_name = "N", default_value_t = 5, value_parser = clap::value_parser!(u16).range(1..))]
    runs: u16,

    /// Seconds after which a query is not run again
    #[arg(long, value_name = "N", default_value_t = 20)]
    budget: u64,

    /// Only queries that contain this text
    #[arg(long, value_name = "TEXT", default_value = "")]
    only: String,

    /// Hold the answers against those of Prometheus; fail if they differ
    #[arg(long)]
    check: bool,

    /// Only the first table, not that of threads and that of growth
    #[arg(long)]
    brief: bool,

    /// Measure importing, compacting and dumping instead of queries
    #[arg(long)]
    storage: bool,

    /// With --storage: hours of the data that promtool gets, which is slow
    #[arg(long, value_name = "N", default_value_t = 24, value_parser = clap::value_parser!(i64).range(1..))]
    promtool_hours: i64,

    /// Generate and load, measure nothing
    #[arg(long)]
    data_only: bool,

    /// What `cargo bench` adds
    #[arg(long, hide = true)]
    bench: bool,
}

fn main() -> anyhow::Result<()> {
    let mut launched = env::args_os().skip(1);
    if launched.next().is_some_and(|argument| argument == LAUNCH) {
        return measure::launch(launched);
    }
    let arguments = Arguments::parse();
    if !arguments.bench {
        println!("measures nothing unless run by `cargo bench`");
        return Ok(());
    }
    let size = Size { series: arguments.series as usize, hours: arguments.hours.into(), seed: arguments.seed };
    if arguments.storage {
        println!("{} series; load {}", size.actual_series(), load()?);
        storage::measure(&arguments.dir, size, arguments.promtool_hours)?;
        println!("load at the end {}", load()?);
        return Ok(());
    }
    let data_set = DataSet::open(&arguments.dir, size)?;
    println!("data: {}", data_set.snapshot().display());
    if arguments.data_only {
        return Ok(());
    }
    let programs =
        [Program::Prometheus, Program::VictoriaMetrics].into_iter().filter(|program| program.find().is_some());
    let servers = programs.map(|program| data_set.serve(program)).collect::<anyhow::Result<Vec<Server>>>()?;
    let folder = env::temp_dir().join(format!("promq-compare-{}", std::process::id()));
    fs::create_dir(&folder)?;
    let promq = Promq::new(data_set.snapshot(), &folder);
    let measured = measure_all(&arguments, size, &promq, &servers);
    fs::remove_dir_all(&folder)?;
    measured
}

fn measure_all(arguments: &Arguments, size: Size, promq: &Promq, servers: &[Server]) -> anyhow::Result<()> {
    let effort = Effort { runs: arguments.runs.into(), budget: Duration::from_secs(arguments.budget) };
    let cores = thread::available_parallelism()?.get();
    println!("{} series, {} samples; {cores} cores, load {}", size.actual_series(), size.samples(), load()?);
    println!("median of at most {} runs after a first; ratio: the server's time by promq's\n", effort.runs);
    let (start, end) = size.times();
    let queries = queries::all(start, end, &arguments.only);
    let differences = Comparison::new(promq, servers, effort, arguments.check).run(&queries)?;
    if !arguments.brief {
        let mut counts = vec![1, 2];
        counts.extend((cores > 2).then_some(cores));
        growth::threads(promq, &queries, effort, &counts)?;
        growth::growth(promq, servers, effort, (start, end))?;
    }
    println!("load at the end {}", load()?);
    if differences > 0 {
        bail!("{differences} answers differ from those of Prometheus");
    }
    Ok(())
}

/// The load of the last one, five and fifteen minutes: a busy machine makes figures worthless.
fn load() -> anyhow::Result<String> {
    let text = fs::read_to_string("/proc/loadavg")?;
    let load: Vec<&str> = text.split(' ').take(3).collect();
    (load.len() == 3).then(|| load.join(" ")).context("no three loads")
}
