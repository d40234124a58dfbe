//! Real blocks: every one of the corpus is decoded, and some are damaged in every way.

#![expect(clippy::print_stdout, reason = "a corpus test says what it compared")]

use promq::{
    model::{
        matcher::{MatchKind, Matcher},
        sample::SampleColumns,
        series::{SelectRequest, SeriesSet, SeriesSource},
    },
    tsdb::{
        Error,
        block::Block,
        chunk::{self, Encoding},
    },
};
use std::{
    collections::{BTreeMap, HashSet},
    fs,
    io::Read,
    path::{Path, PathBuf},
};

/// The corpus, if this machine has it; in CI it must be there.
fn corpus() -> Option<PathBuf> {
    let path = std::env::var_os("PROMQ_CORPUS").map(|path| Path::new(&path).join("tsdb")).filter(|path| path.is_dir());
    assert!(path.is_some() || std::env::var_os("CI").is_none(), "PROMQ_CORPUS must name the corpus in CI");
    if path.is_none() {
        println!("no corpus: nothing was compared");
    }
    path
}

/// The block directories below `root`, damaged ones (`bad_…`) left out.
fn blocks_below(root: &Path) -> Vec<PathBuf> {
    let mut blocks = Vec::new();
    let mut open = vec![root.to_owned()];
    while let Some(directory) = open.pop() {
        if directory.join("meta.json").is_file() && directory.join("chunks").is_dir() {
            blocks.push(directory);
            continue;
        }
        for entry in fs::read_dir(directory).unwrap() {
            let path = entry.unwrap().path();
            let is_bad = path.file_name().unwrap().to_str().unwrap().starts_with("bad_");
            if path.is_dir() && !is_bad {
                open.push(path);
            }
        }
    }
    blocks.sort();
    blocks
}

const EVERYTHING: SelectRequest<'static> =
    SelectRequest { matchers: &[], min_time: i64::MIN, max_time: i64::MAX, sorted: true };

/// Bits of floats, or count and sum of a histogram, by labels and time.
#[derive(Default, PartialEq, Debug)]
struct Samples {
    floats: BTreeMap<(String, i64), u64>,
    histograms: BTreeMap<(String, i64), (u64, u64)>,
}

/// One bit pattern for all NaNs: the tools print none of their bits.
fn bits(value: f64) -> u64 {
    if value.is_nan() { f64::NAN.to_bits() } else { value.to_bits() }
}

fn add_block(samples: &mut Samples, block: &Block) -> Result<(), Error> {
    let series = block.select(&EVERYTHING)?;
    let mut columns = SampleColumns::default();
    for index in 0..series.len() {
        columns.clear();
        series.append(index, i64::MIN, i64::MAX, &mut columns)?;
        let labels = series.labels(index).to_string();
        for (&time, &value) in columns.timestamps.iter().zip(&columns.values) {
            samples.floats.insert((labels.clone(), time), bits(value));
        }
        for (&time, histogram) in columns.histogram_timestamps.iter().zip(&columns.histograms) {
            let value = (bits(histogram.count), bits(histogram.sum));
            samples.histograms.insert((labels.clone(), time), value);
        }
    }
    Ok(())
}

fn read_block(path: &Path) -> Result<Samples, Error> {
    let mut samples = Samples::default();
    add_block(&mut samples, &Block::open(path)?)?;
    Ok(samples)
}

/// Reads `{labels} value time` and `{labels} {count:…, sum:…, …} time`.
fn read_dump(path: &Path) -> Samples {
    let mut text = String::new();
    flate2::read::GzDecoder::new(fs::File::open(path).unwrap()).read_to_string(&mut text).unwrap();
    let mut samples = Samples::default();
    for line in text.lines() {
        let (labels, rest) = line.split_at(end_of_labels(line));
        let (value, time) = rest.rsplit_once(' ').unwrap();
        let key = (labels.to_owned(), time.parse().unwrap());
        match value.trim().strip_prefix("{count:") {
            None => drop(samples.floats.insert(key, bits(value.trim().parse().unwrap()))),
            Some(histogram) => {
                let mut fields = histogram.trim_end_matches('}').split(", ");
                let count = fields.next().unwrap().parse().unwrap();
                let sum = fields.next().unwrap().strip_prefix("sum:").unwrap().parse().unwrap();
                samples.histograms.insert(key, (bits(count), bits(sum)));
            }
        }
    }
    samples
}

fn end_of_labels(line: &str) -> usize {
    let (mut quoted, mut escaped) = (false, false);
    for (index, byte) in line.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => quoted = !quoted,
            b'}' if !quoted => return index + 1,
            _ => {}
        }
    }
    panic!("no labels in {line}")
}

#[test]
fn blocks_hold_what_promtool_dumps() {
    let Some(corpus) = corpus() else { return };
    let mut compared = (0, 0);
    // Everything these directories hold lies in blocks.
    for name in ["om_short", "om_day_1block", "om_day_2h", "snapshot"] {
        let mut samples = Samples::default();
        for path in blocks_below(&corpus.join(name)) {
            add_block(&mut samples, &Block::open(&path).unwrap()).unwrap();
        }
        let dump = read_dump(&corpus.join(format!("expected/{name}.dump.stdout.gz")));
        assert_eq!(samples.floats.len(), dump.floats.len(), "{name}");
        assert!(samples.floats == dump.floats, "{name}: floats differ");
        compared.0 += dump.floats.len();
        // promtool 3.5 loses the first histograms of each series.
        for (key, value) in &dump.histograms {
            assert_eq!(samples.histograms.get(key), Some(value), "{name} {key:?}");
        }
        compared.1 += dump.histograms.len();
    }
    // The rest of these lies in the WAL, which may also hold what blocks have deleted or decided otherwise.
    for name in ["compacted_tombstones", "crashed_ooo"] {
        let dump = read_dump(&corpus.join(format!("expected/{name}.dump.stdout.gz")));
        for path in blocks_below(&corpus.join(name)) {
            let samples = read_block(&path).unwrap();
            for (key, value) in &samples.floats {
                assert_eq!(dump.floats.get(key), Some(value), "{} {key:?}", path.display());
            }
            compared.0 += samples.floats.len();
        }
    }
    println!("compared {} floats and {} histograms", compared.0, compared.1);
    assert!(compared.0 > 200_000 && compared.1 > 500, "{compared:?}");
}

#[test]
fn every_series_and_chunk_is_accounted_for() {
    let Some(corpus) = corpus() else { return };
    let (mut chunks, mut reencoded) = (0, 0);
    for path in blocks_below(&corpus) {
        let Ok(block) = Block::open(&path) else {
            // A meta file of an old bug: the version is 2.
            assert!(path.components().any(|part| part.as_os_str() == "repair_index_version"), "{}", path.display());
            continue;
        };
        let stats = &block.meta().stats;
        let (mut samples, mut chunk_count) = (0, 0);
        let all = block.index().all_postings().unwrap();
        assert_eq!(all.len() as u64, stats.num_series, "{}", path.display());
        let mut last = None;
        for number in all.iter() {
            let series = block.index().series(number).unwrap();
            let labels = series.labels();
            assert!(last.is_none_or(|last| last < labels), "{labels}");
            for meta in series.chunks() {
                let meta = meta.unwrap();
                let chunk = block.chunks().chunk(meta.reference).unwrap();
                let mut columns = SampleColumns::default();
                chunk::decode(chunk.encoding, chunk.data, &mut columns).unwrap();
                assert_eq!(chunk::sample_count(chunk.encoding, chunk.data), Some(columns.len()));
                let times =
                    if chunk.encoding.is_histogram() { &columns.histogram_timestamps } else { &columns.timestamps };
                assert_eq!((times[0], times[times.len() - 1]), (meta.min_time, meta.max_time));
                assert!(times.is_sorted());
                samples += columns.len() as u64;
                chunk_count += 1;
                // Very old writers left a byte of padding behind the last sample.
                if chunk.encoding == Encoding::Xor && block.index().version() > 1 {
                    let mut appender = chunk::xor::Appender::new();
                    for (&time, &value) in columns.timestamps.iter().zip(&columns.values) {
                        appender.append(time, value).unwrap();
                    }
                    assert_eq!(appender.bytes(), chunk.data, "{labels}");
                    reencoded += 1;
                }
            }
            last = Some(labels);
        }
        assert_eq!((samples, chunk_count), (stats.num_samples, stats.num_chunks), "{}", path.display());
        chunks += chunk_count;
        // The keys once stood in another order.
        if block.index().version() > 1 {
            let meta = fs::read(path.join("meta.json")).unwrap();
            assert_eq!(block.meta().to_json().unwrap(), meta.trim_ascii_end(), "{}", path.display());
        }
    }
    println!("decoded {chunks} chunks, re-encoded {reencoded}");
    assert!(chunks > 9_000 && reencoded > 8_000);
}

#[test]
fn matchers_select_what_they_match() {
    let Some(corpus) = corpus() else { return };
    let block = Block::open(&blocks_below(&corpus.join("snapshot"))[0]).unwrap();
    let all = block.select(&EVERYTHING).unwrap();
    let matcher = |kind, name: &str, value: &str| Matcher::new(kind, name, value).unwrap();
    use MatchKind::{Equal, NotEqual, NotRegex, Regex};
    let candidates = [
        matcher(Equal, "__name__", "up"),
        matcher(Equal, "job", "node"),
        matcher(Equal, "job", "nowhere"),
        matcher(Equal, "nothing", ""),
        matcher(Equal, "mode", ""),
        matcher(NotEqual, "mode", ""),
        matcher(NotEqual, "mode", "idle"),
        matcher(NotEqual, "nothing", "x"),
        matcher(Regex, "__name__", "node_.*_total"),
        matcher(Regex, "mode", "idle|user|"),
        matcher(Regex, "mode", ".*"),
        matcher(Regex, "mode", ".+"),
        matcher(NotRegex, "__name__", "go_.*|node_.*"),
        matcher(NotRegex, "mode", ".+"),
        matcher(NotRegex, "mode", ".*"),
        matcher(NotRegex, "cpu", "0|"),
        matcher(Equal, "", "x"),
        matcher(NotEqual, "", "x"),
    ];
    let mut selected = 0;
    for first in &candidates {
        for second in &candidates {
            let matchers = [first.clone(), second.clone()];
            let request = SelectRequest { matchers: &matchers, ..EVERYTHING };
            let found = block.select(&request).unwrap();
            let expected = (0..all.len()).map(|index| all.labels(index));
            let expected: Vec<_> = expected
                .filter(|labels| {
                    matchers.iter().all(|matcher| matcher.matches(labels.value(&matcher.name.to_string())))
                })
                .collect();
            let found: Vec<_> = (0..found.len()).map(|index| found.labels(index)).collect();
            assert!(found == expected, "{first:?} {second:?}: {} instead of {}", found.len(), expected.len());
            selected += found.len();

            let mut values: Vec<_> = expected.iter().filter_map(|labels| labels.get("mode")).collect();
            values.sort();
            values.dedup();
            assert_eq!(block.label_values("mode", &request).unwrap(), values);
            let names: HashSet<_> = expected.iter().flat_map(|labels| labels.iter().map(|(name, _)| name)).collect();
            assert_eq!(block.label_names(&request).unwrap().len(), names.len());
        }
    }
    assert!(selected > 10_000, "{selected}");
}

#[test]
fn ranges_are_closed_and_choose_chunks() {
    let Some(corpus) = corpus() else { return };
    let block = Block::open(&blocks_below(&corpus.join("om_short"))[0]).unwrap();
    let (first, last) = block.time_range().unwrap().unwrap();
    let all = read_block(block.path()).unwrap().floats;
    let mut columns = SampleColumns::default();
    for (min_time, max_time) in
        [(first, last), (first + 1, last - 1), (first + 15_000, first + 15_000), (last + 1, i64::MAX)]
    {
        let request = SelectRequest { min_time, max_time, ..EVERYTHING };
        let series = block.select(&request).unwrap();
        let mut found = 0;
        for index in 0..series.len() {
            series.read(index, min_time, max_time, &mut columns).unwrap();
            found += columns.len();
        }
        let expected = all.keys().filter(|(_, time)| (min_time..=max_time).contains(time)).count();
        assert_eq!(found, expected, "{min_time} {max_time}");
        assert!(max_time == i64::MAX || expected > 0);
    }
}

#[test]
fn damage_is_named_in_promtools_words() {
    let Some(corpus) = corpus() else { return };
    let cases = [
        ("bad_index_magic", "index: at offset 0: invalid magic number 45aad700"),
        ("bad_index_toc", "read TOC: read TOC: invalid checksum"),
        ("bad_index_truncated", "read TOC: read TOC: invalid checksum"),
        ("bad_meta_version", "meta.json: "),
        ("bad_meta_json", "meta.json: "),
        ("bad_no_meta", "meta.json: No such file"),
        ("bad_chunk_crc", "checksum mismatch expected:"),
    ];
    for (name, words) in cases {
        let directory = fs::read_dir(corpus.join(name)).unwrap().map(|entry| entry.unwrap().path());
        let block = directory.into_iter().find(|path| path.join("index").is_file()).unwrap();
        let error = read_block(&block).unwrap_err().to_string();
        assert!(error.contains(words) && error.contains(block.to_str().unwrap()), "{name}: {error}");
    }
}

/// A copy of a block that can be damaged.
struct Patient {
    directory: tempfile::TempDir,
    healthy: Samples,
}

impl Patient {
    fn new(block: &Path) -> Patient {
        let directory = tempfile::tempdir().unwrap();
        fs::create_dir(directory.path().join("chunks")).unwrap();
        for part in ["meta.json", "index", "chunks/000001", "tombstones"] {
            fs::write(directory.path().join(part), fs::read(block.join(part)).unwrap()).unwrap();
        }
        Patient { healthy: read_block(directory.path()).unwrap(), directory }
    }

    /// Damages one part, one way after another: whatever is read must be right, and whatever is refused must name the
    /// file. Returns how many were refused.
    fn suffer(&self, part: &str, damages: impl IntoIterator<Item = Vec<u8>>) -> usize {
        let path = self.directory.path().join(part);
        let original = fs::read(&path).unwrap();
        let mut refused = 0;
        for (index, damaged) in damages.into_iter().enumerate() {
            fs::write(&path, damaged).unwrap();
            match read_block(self.directory.path()) {
                Ok(samples) => assert!(samples == self.healthy, "{part}, damage {index}: wrong samples"),
                Err(error) => {
                    assert!(error.to_string().contains(part), "{part}, damage {index}: {error}");
                    refused += 1;
                }
            }
        }
        fs::write(&path, original).unwrap();
        refused
    }

    fn part(&self, part: &str) -> Vec<u8> {
        fs::read(self.directory.path().join(part)).unwrap()
    }
}

fn flipped(bytes: &[u8], step: usize) -> impl Iterator<Item = Vec<u8>> {
    (0..bytes.len()).step_by(step).map(|index| {
        let mut damaged = bytes.to_vec();
        damaged[index] ^= 1 << (index % 8);
        damaged
    })
}

fn cut(bytes: &[u8], step: usize) -> impl Iterator<Item = Vec<u8>> {
    (0..bytes.len()).step_by(step).map(|length| bytes[..length].to_vec())
}

fn zeroed(bytes: &[u8], step: usize) -> impl Iterator<Item = Vec<u8>> {
    (0..bytes.len()).step_by(step).map(move |begin| {
        let mut damaged = bytes.to_vec();
        damaged[begin..].iter_mut().take(step).for_each(|byte| *byte = 0);
        damaged
    })
}

#[test]
fn damaged_blocks_are_refused_or_read_right() {
    let Some(corpus) = corpus() else { return };
    let small = Patient::new(&blocks_below(&corpus.join("om_short"))[0]);
    let (index, chunks) = (small.part("index"), small.part("chunks/000001"));
    // Padding, the obsolete label indices and the three unused header bytes are nobody's concern.
    assert!(small.suffer("index", flipped(&index, 3)) > index.len() / 6);
    assert_eq!(small.suffer("index", cut(&index, 7)), index.len().div_ceil(7));
    assert!(small.suffer("index", zeroed(&index, 16)) > 60);
    assert!(small.suffer("chunks/000001", flipped(&chunks, 3)) >= chunks.len() / 3 - 3);
    assert_eq!(small.suffer("chunks/000001", cut(&chunks, 7)), chunks.len().div_ceil(7));
    assert!(small.suffer("chunks/000001", zeroed(&chunks, 16)) > 90);
    let tombstones = small.part("tombstones");
    assert_eq!(small.suffer("tombstones", flipped(&tombstones, 1)), tombstones.len());

    let large = Patient::new(&blocks_below(&corpus.join("snapshot"))[0]);
    let (index, chunks) = (large.part("index"), large.part("chunks/000001"));
    assert!(large.suffer("index", flipped(&index, 4_001)) > 5);
    assert!(large.suffer("chunks/000001", flipped(&chunks, 10_007)) > 10);
}
