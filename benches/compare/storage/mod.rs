//! What is done to storage, measured: importing OpenMetrics text, compacting blocks, dumping them.
//!
//! The way of the data: `text` writes the exposition files → `import` reads them into blocks with every program →
//! `compact` merges promq's blocks, `dump` prints them. All programs are cold but VictoriaMetrics, which is a server;
//! the files lie in the page cache for everyone.

mod compact;
mod dump;
mod import;
mod text;

use std::{
    env,
    ffi::OsString,
    fs,
    path::{Path, PathBuf},
    process::Command,
    time::Duration,
};

use anyhow::{Context, bail};

use crate::{data_set::Size, measure::LAUNCH};

pub(crate) use text::Order;

/// Measures everything in `folder`, which keeps the input files for the next time.
pub(crate) fn measure(folder: &Path, size: Size, promtool_hours: i64) -> anyhow::Result<()> {
    let folder = folder.join(format!("storage-{}x{}h-{}", size.actual_series(), size.hours, size.seed));
    fs::create_dir_all(&folder)?;
    let folder = folder.canonicalize()?;
    let blocks = import::measure(&folder, size, promtool_hours)?;
    compact::measure(&folder, &blocks)?;
    dump::measure(&blocks, size, promtool_hours)
}

/// A finished program.
pub(crate) struct Run {
    pub(crate) wall: Duration,
    pub(crate) peak_memory_bytes: u64,
}

/// The promq that is measured.
pub(crate) fn promq() -> PathBuf {
    PathBuf::from(env!("CARGO_BIN_EXE_promq"))
}

/// The file of `program` on `PATH`, if there is one.
pub(crate) fn find(program: &str) -> Option<PathBuf> {
    env::split_paths(&env::var_os("PATH")?).map(|folder| folder.join(program)).find(|file| file.is_file())
}

/// Runs a program to its end, its output thrown away or kept in `output`.
pub(crate) fn run(program: &Path, arguments: &[OsString], output: Option<&Path>) -> anyhow::Result<Run> {
    let errors = env::temp_dir().join(format!("promq-compare-errors-{}", std::process::id()));
    let reply = Command::new(env::current_exe()?)
        .arg(LAUNCH)
        .arg(output.unwrap_or(Path::new("/dev/null")))
        .arg(&errors)
        .arg(program)
        .args(arguments)
        .output()?;
    let said = fs::read_to_string(&errors).unwrap_or_default();
    let _ = fs::remove_file(&errors);
    let text = String::from_utf8(reply.stdout)?;
    let [nanoseconds, kilobytes, status] = text.split_whitespace().collect::<Vec<_>>()[..] else {
        bail!("the launcher says {text:?}: {}", String::from_utf8_lossy(&reply.stderr).trim());
    };
    if status != "0" {
        bail!("{}: {}", program.display(), said.trim());
    }
    let peak_memory_bytes = kilobytes.parse::<u64>().context("kilobytes")? * 1024;
    Ok(Run { wall: Duration::from_nanos(nanoseconds.parse()?), peak_memory_bytes })
}

/// The arguments as the system takes them.
pub(crate) fn arguments<const N: usize>(arguments: [&dyn AsRef<std::ffi::OsStr>; N]) -> Vec<OsString> {
    arguments.iter().map(|argument| argument.as_ref().to_owned()).collect()
}

/// An empty directory of that name.
pub(crate) fn empty(path: PathBuf) -> anyhow::Result<PathBuf> {
    if path.exists() {
        fs::remove_dir_all(&path)?;
    }
    Ok(path)
}

/// Millions of samples a second.
pub(crate) fn rate(samples: u64, wall: Duration) -> String {
    format!("{:.2}", samples as f64 / wall.as_secs_f64() / 1e6)
}
