//! Real data directories, whole and damaged: what `tsdb list`, `dump` and `dump-openmetrics` print of them is promtool's
//! output byte for byte, and no damage to a log or a chunk file is more than an error or a warning.
//!
//! The directories and promtool's recorded outputs lie in the corpus (`PROMQ_CORPUS`); without it these tests say so and
//! pass, except in CI.

#![expect(clippy::print_stderr, reason = "a corpus test tells how much it compared")]

use flate2::read::GzDecoder;
use promq::{
    model::{
        sample::SampleColumns,
        series::{SelectRequest, SeriesSource},
    },
    tsdb::{self, OpenMode},
};
use std::{
    collections::HashMap,
    fs,
    io::Read,
    path::{Path, PathBuf},
    process::Command,
};

/// The corpus' data directories.
fn corpus() -> Option<PathBuf> {
    let root = std::env::var_os("PROMQ_CORPUS").map(|root| PathBuf::from(root).join("tsdb"));
    let found = root.filter(|root| root.is_dir());
    assert!(found.is_some() || std::env::var_os("CI").is_none(), "CI must have the corpus: set PROMQ_CORPUS");
    if found.is_none() {
        eprintln!("PROMQ_CORPUS is not set: nothing compared");
    }
    found
}

/// One run of promtool, as recorded.
struct Run {
    arguments: Vec<String>,
    exit: i32,
    stdout: Option<String>,
    stderr: Option<String>,
    digest: String,
    note: String,
}

fn recorded_runs(root: &Path) -> Vec<Run> {
    let manifest = fs::read_to_string(root.join("expected/manifest.tsv")).unwrap();
    let optional = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    manifest
        .lines()
        .skip(1)
        .map(|line| {
            let mut fields = line.split('\t').map(str::to_owned).chain(std::iter::repeat(String::new()));
            let mut field = || fields.next().unwrap();
            field();
            Run {
                arguments: field().split(' ').map(str::to_owned).collect(),
                exit: field().parse().unwrap(),
                stdout: optional(&field()),
                stderr: optional(&field()),
                digest: (field(), field()).1,
                note: field(),
            }
        })
        .collect()
}

fn read_expected(root: &Path, name: &str) -> Vec<u8> {
    let path = root.join("expected").join(name);
    let bytes = fs::read(&path).unwrap();
    if !name.ends_with(".gz") {
        return bytes;
    }
    let mut text = Vec::new();
    GzDecoder::new(&bytes[..]).read_to_end(&mut text).unwrap();
    text
}

#[test]
fn list_and_dump_print_what_promtool_prints() {
    let Some(root) = corpus() else { return };
    let runs = recorded_runs(&root);
    // A large output that equals another one was recorded once; the digests tell.
    let by_digest: HashMap<&str, &str> =
        runs.iter().filter_map(|run| Some((&*run.digest, run.stdout.as_deref()?))).collect();
    let mut compared = 0;
    let mut differing = Vec::new();
    for run in &runs {
        let [_, command, ..] = &run.arguments[..] else { continue };
        if !matches!(command.as_str(), "list" | "dump" | "dump-openmetrics") {
            continue;
        }
        let output =
            Command::new(env!("CARGO_BIN_EXE_promq")).args(&run.arguments).current_dir(&root).output().unwrap();
        let stdout = by_digest.get(&*run.digest).map(|name| read_expected(&root, name)).unwrap_or_default();
        let stderr = run.stderr.as_ref().map(|name| read_expected(&root, name)).unwrap_or_default();
        let mut wrong = Vec::new();
        if output.status.code() != Some(run.exit) {
            wrong.push(format!("exit {:?} instead of {}", output.status.code(), run.exit));
        }
        if output.stdout != stdout {
            wrong.push(first_difference(&stdout, &output.stdout));
        }
        if output.stderr != stderr {
            wrong.push(first_difference(&stderr, &output.stderr));
        }
        if !wrong.is_empty() {
            differing.push(format!("{} ({}): {}", run.arguments.join(" "), run.note, wrong.join("; ")));
        }
        compared += 1;
    }
    eprintln!("{compared} outputs compared");
    assert!(compared > 80, "only {compared} outputs compared");
    assert!(differing.is_empty(), "{} of {compared} differ:\n{}", differing.len(), differing.join("\n"));
}

fn first_difference(expected: &[u8], got: &[u8]) -> String {
    let lines = |bytes: &[u8]| String::from_utf8_lossy(bytes).lines().map(str::to_owned).collect::<Vec<_>>();
    let (expected, got) = (lines(expected), lines(got));
    let place = expected.iter().zip(&got).position(|(a, b)| a != b).unwrap_or(expected.len().min(got.len()));
    let at = |lines: &[String]| lines.get(place).cloned().unwrap_or_else(|| "(end)".into());
    format!(
        "{} lines instead of {}, line {}: expected {:?}, got {:?}",
        got.len(),
        expected.len(),
        place + 1,
        at(&expected),
        at(&got)
    )
}

fn copy_directory(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy_directory(&entry.path(), &target);
        } else {
            // The corpus may be read-only; the copy must not be.
            fs::write(target, fs::read(entry.path()).unwrap()).unwrap();
        }
    }
}

fn files_below(directory: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(directory).into_iter().flatten() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files_below(&path, files);
        } else {
            files.push(path);
        }
    }
    files.sort();
}

/// Opens a directory and reads all of it; gives the number of samples and of warnings.
fn read_everything(path: &Path, mode: OpenMode) -> Result<(usize, usize), String> {
    let directory = tsdb::open(path, mode).map_err(|error| error.to_string())?;
    let request = SelectRequest { matchers: &[], min_time: i64::MIN, max_time: i64::MAX, sorted: false };
    let series = directory.select(&request).map_err(|error| error.to_string())?;
    let mut columns = SampleColumns::default();
    let mut samples = 0;
    for index in 0..series.len() {
        series.read(index, i64::MIN, i64::MAX, &mut columns).map_err(|error| error.to_string())?;
        let sorted = |times: &[i64]| times.windows(2).all(|pair| pair[0] < pair[1]);
        assert!(sorted(&columns.timestamps) && sorted(&columns.histogram_timestamps));
        samples += columns.len();
    }
    Ok((samples, series.warnings().len()))
}

const READ_ONLY: OpenMode = OpenMode::ReadOnly { max_time: i64::MAX };

#[test]
fn damage_is_an_error_or_a_warning_and_never_a_panic() {
    let Some(root) = corpus() else { return };
    let mut random = 0x9E37_79B9_7F4A_7C15u64;
    let mut next = |below: usize| {
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        (random % below.max(1) as u64) as usize
    };
    let mut tried = 0;
    for name in ["crashed_ooo", "compacted_tombstones"] {
        let copy = tempfile::tempdir().unwrap();
        copy_directory(&root.join(name), copy.path());
        let whole = read_everything(copy.path(), OpenMode::AsServer).unwrap();
        let mut files = Vec::new();
        for part in ["wal", "wbl", "chunks_head"] {
            files_below(&copy.path().join(part), &mut files);
        }
        assert!(files.len() > 4, "{files:?}");
        for file in files {
            let bytes = fs::read(&file).unwrap();
            // Preallocated files end in zeros, where damage does not show.
            let used = bytes.iter().rposition(|&byte| byte != 0).map_or(0, |last| last + 1);
            for flip in [true, false] {
                let mut damaged = bytes.clone();
                let place = next(used);
                if flip {
                    damaged[place] ^= 1 << next(8);
                } else {
                    damaged.truncate(place);
                }
                fs::write(&file, &damaged).unwrap();
                for mode in [OpenMode::AsServer, READ_ONLY] {
                    match read_everything(copy.path(), mode) {
                        Ok((samples, _)) => assert!(samples <= whole.0, "{} at {place} made samples", file.display()),
                        Err(error) => assert!(!error.is_empty()),
                    }
                }
                tried += 1;
            }
            fs::write(&file, &bytes).unwrap();
        }
        assert_eq!(read_everything(copy.path(), OpenMode::AsServer), Ok(whole), "reading changed nothing");
    }
    eprintln!("{tried} damaged copies read");
    assert!(tried > 20);
}

#[test]
fn a_torn_wal_is_refused_by_promtool_and_read_up_to_the_damage_by_the_server() {
    let Some(root) = corpus() else { return };
    for name in ["bad_wal_torn", "bad_wal_flipped"] {
        let error = read_everything(&root.join(name), READ_ONLY).unwrap_err();
        assert!(error.contains("corruption in segment"), "{error}");
        let (samples, warnings) = read_everything(&root.join(name), OpenMode::AsServer).unwrap();
        assert!(samples > 10_000 && warnings == 1, "{name}: {samples} samples, {warnings} warnings");
    }
    // A lock says that a server is at work, which may not have finished its last record.
    let copy = tempfile::tempdir().unwrap();
    copy_directory(&root.join("bad_wal_torn"), copy.path());
    fs::write(copy.path().join("lock"), b"").unwrap();
    let (samples, _) = read_everything(copy.path(), READ_ONLY).unwrap();
    assert!(samples > 100_000, "{samples} samples");
}

#[test]
fn reading_leaves_no_trace() {
    let Some(root) = corpus() else { return };
    let copy = tempfile::tempdir().unwrap();
    copy_directory(&root.join("crashed_ooo"), copy.path());
    let listing = || {
        let mut files = Vec::new();
        files_below(copy.path(), &mut files);
        files.iter().map(|file| (file.clone(), fs::metadata(file).unwrap().modified().unwrap())).collect::<Vec<_>>()
    };
    let before = listing();
    read_everything(copy.path(), OpenMode::AsServer).unwrap();
    read_everything(copy.path(), READ_ONLY).unwrap();
    assert_eq!(listing(), before);
}
