//! What the tests of surgery share: copies of directories, blocks of our own, everything that a directory holds as
//! text, and the programs.

pub(crate) use crate::{peers::find as program, server::copy_folder as copy};

use crate::peers;
use promq::{
    model::{
        histogram::{FloatHistogram, HistogramSpan},
        labels::Labels,
        sample::{STALE_BITS, SampleColumns},
        series::{SelectRequest, SeriesSource},
    },
    tsdb::{
        self, OpenMode,
        append::{CutRule, FloatEncoding, encode},
        block::{BlockChunk, BlockMeta, BlockWriter, Intervals, Tombstones, Ulid, WriteOptions},
        verify::{Finding, Findings, verify},
    },
};
use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
    sync::Arc,
};

/// Two hours.
pub(crate) const RANGE: i64 = 7_200_000;

/// A folder of the corpus' data directories, if there is a corpus.
pub(crate) fn corpus(name: &str) -> Option<PathBuf> {
    peers::corpus(&format!("tsdb/{name}"))
}

/// A copy of a data directory of the corpus.
pub(crate) fn copied(name: &str) -> Option<tempfile::TempDir> {
    let directory = tempfile::tempdir().unwrap();
    copy(&corpus(name)?, directory.path());
    Some(directory)
}

/// The block directories in `data`, sorted.
pub(crate) fn blocks(data: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(data).unwrap().map(|entry| entry.unwrap().path());
    let is_block = |path: &PathBuf| path.file_name().unwrap().to_str().is_some_and(|name| name.parse::<Ulid>().is_ok());
    let mut blocks: Vec<PathBuf> = entries.filter(is_block).collect();
    blocks.sort();
    blocks
}

/// Every file below `root`, by relative path; what promq keeps of changes is left out, and so is the lock that a killed
/// process leaves.
pub(crate) fn files(root: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut open = vec![root.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                if !path.ends_with("promq-changes") {
                    open.push(path);
                }
            } else if !path.ends_with("lock") {
                files.insert(path.strip_prefix(root).unwrap().to_owned(), fs::read(&path).unwrap());
            }
        }
    }
    files
}

/// Everything that a query could see of a directory: the samples of each series as text, values bit by bit.
pub(crate) fn content(path: &Path) -> Result<BTreeMap<String, Vec<String>>, String> {
    let directory = tsdb::open(path, OpenMode::AsServer).map_err(|error| error.to_string())?;
    let request = SelectRequest { matchers: &[], min_time: i64::MIN, max_time: i64::MAX, sorted: true };
    let set = directory.select(&request).map_err(|error| error.to_string())?;
    let mut content = BTreeMap::new();
    let mut columns = SampleColumns::default();
    for index in 0..set.len() {
        columns.clear();
        set.append(index, i64::MIN, i64::MAX, &mut columns).map_err(|error| error.to_string())?;
        let samples = samples(&columns);
        if !samples.is_empty() {
            let twice = content.insert(set.labels(index).to_string(), samples);
            assert!(twice.is_none(), "{} comes twice", set.labels(index));
        }
    }
    Ok(content)
}

fn samples(columns: &SampleColumns) -> Vec<String> {
    let floats = columns.timestamps.iter().zip(&columns.values).enumerate();
    let mut samples: Vec<(i64, String)> = floats
        .map(|(index, (time, value))| {
            let start = columns.start_timestamps.get(index).copied().unwrap_or(0);
            (*time, format!("{time} {:016x} {start}", value.to_bits()))
        })
        .collect();
    for (time, histogram) in columns.histogram_timestamps.iter().zip(&columns.histograms) {
        // What is known of the sample before changes with the chunks.
        let mut histogram = FloatHistogram::clone(histogram);
        histogram.counter_reset_hint = Default::default();
        samples.push((*time, format!("{time} {histogram:?}")));
    }
    samples.sort();
    samples.into_iter().map(|(_, sample)| sample).collect()
}

/// What a verification finds.
pub(crate) fn findings(path: &Path) -> Vec<Finding> {
    let findings = Findings::new(1000);
    verify(path, &findings);
    findings.into_list()
}

/// A block of promq's own: `count` series of floats with stale markers and one of histograms, and some tombstones.
pub(crate) fn made_block(data: &Path, begin: i64, count: usize) -> PathBuf {
    let ulid = Ulid::generate();
    let mut series = Vec::new();
    for number in 0..count {
        let mut columns = SampleColumns::default();
        for step in 0..480 {
            let value = match (step + number) % 97 {
                0 => f64::from_bits(STALE_BITS),
                _ => (step * (number + 1)) as f64 / 3.0,
            };
            columns.push_float(begin + 15_000 * step as i64, value);
        }
        let (job, instance) = (format!("job-{}", number % 3), format!("host-{number}:9100"));
        let labels = [("__name__", "requests_total"), ("instance", &*instance), ("job", &*job)];
        series.push((Labels::from_pairs(labels), columns));
    }
    let mut columns = SampleColumns::default();
    for step in 1..200 {
        let count = step as f64;
        let histogram = FloatHistogram {
            count: 3.0 * count,
            sum: count,
            positive_spans: vec![HistogramSpan { offset: 1, length: 2 }],
            positive_buckets: vec![count, 2.0 * count],
            ..FloatHistogram::default()
        };
        columns.push_histogram_since(begin + 30_000 * step as i64, 0, Arc::new(histogram), true);
    }
    series.push((Labels::from_pairs([("__name__", "seconds"), ("job", "job-0")]), columns));
    series.sort_by(|one, other| one.0.cmp(&other.0));
    let symbols: Vec<String> = series
        .iter()
        .flat_map(|(labels, _)| labels.iter().flat_map(|(name, value)| [name.to_owned(), value.to_owned()]))
        .collect();
    let symbols = symbols.iter().map(String::as_str);
    let mut writer = BlockWriter::create(data, ulid, symbols, &WriteOptions::default()).unwrap();
    for (labels, columns) in &series {
        let chunks = encode(columns, CutRule::Head { chunk_range: RANGE }, FloatEncoding::Xor).unwrap();
        let chunks: Vec<BlockChunk<'_>> = chunks.iter().map(BlockChunk::from).collect();
        writer.add_series(labels, &chunks).unwrap();
    }
    let meta = BlockMeta { min_time: begin, max_time: begin + RANGE, ..BlockMeta::default() };
    let mut meta = writer.finish(meta).unwrap().commit().unwrap();
    let path = data.join(ulid.to_string());
    let block = promq::tsdb::block::Block::open(&path).unwrap();
    let mut deleted = Intervals::default();
    deleted.add(begin + 1_000_000, begin + 1_100_000);
    let numbers = block.index().all_postings().unwrap().into_vec();
    let tombstones = numbers.iter().step_by(4).map(|&number| (u64::from(number), deleted.clone()));
    let tombstones = Tombstones::from_series(tombstones);
    meta.stats.num_tombstones = tombstones.iter().count() as u64;
    tombstones.write(&path.join("tombstones")).unwrap();
    meta.write(&path.join("meta.json")).unwrap();
    path
}

/// Runs promq.
pub(crate) fn promq(arguments: &[&str], path: &Path) -> Output {
    Command::new(env!("CARGO_BIN_EXE_promq")).args(arguments).arg(path).output().unwrap()
}

/// Runs promq, which must succeed; returns its standard output.
pub(crate) fn promq_prints(arguments: &[&str], path: &Path) -> String {
    let output = promq(arguments, path);
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "promq {arguments:?} {}: {stderr}", path.display());
    String::from_utf8(output.stdout).unwrap()
}

/// The lines of promtool's dump of `data`, sorted; promtool wants a WAL to be there.
pub(crate) fn dump(promtool: &Path, data: &Path) -> Vec<String> {
    fs::create_dir_all(data.join("wal")).unwrap();
    let output = Command::new(promtool).args(["tsdb", "dump"]).arg(data).output().unwrap();
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "promtool: {stderr}");
    let text = String::from_utf8(output.stdout).unwrap();
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    lines.sort();
    lines
}
