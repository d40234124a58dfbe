//! Looking into data directories: `tsdb analyze` beside what promtool printed, and the rest against what the corpus is
//! known to hold.

use crate::peers;
use promq::{
    model::{
        labels::Labels,
        matcher::{MatchKind, Matcher},
        sample::SampleColumns,
        series::{SelectRequest, SeriesSet},
    },
    tsdb::{
        Directory, OpenMode,
        analysis::{AnalysisOptions, analyze, chunk_sizes},
        append::{self, CutRule, FloatEncoding},
        block::{Block, BlockChunk, BlockWriter, Ulid, WriteOptions},
        diff::{DiffOptions, Difference, compare},
        open,
        wal::{LogCounter, LogKind, Loss, RecordKind, WalError, find_logs, survey},
    },
};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
    process::Command,
};

/// The lists that promtool sorts out of a map, so that the order of equals, and which of them are shown, is chance.
const FROM_MAPS: [&str; 3] =
    ["Label pairs most involved in churning:", "Label names most involved in churning:", "Most common label pairs:"];

/// The numbers of a list, and those texts whose number stands only once.
fn without_chance(list: &str) -> (Vec<&str>, BTreeSet<&str>) {
    // A label value may have line ends in it.
    let items = list.lines().filter(|line| line.split(' ').next().is_some_and(|word| word.parse::<u64>().is_ok()));
    let items: Vec<(&str, &str)> = items.filter_map(|line| line.split_once(' ')).collect();
    let single = |number: &str| items.iter().filter(|item| item.0 == number).count() == 1;
    // The last number's equals may not be shown.
    let last = items.last().map(|item| item.0);
    let texts = items.iter().filter(|item| single(item.0) && Some(item.0) != last).map(|item| item.1).collect();
    (items.iter().map(|item| item.0).collect(), texts)
}

#[test]
fn analyze_prints_what_promtool_prints() {
    let Some(corpus) = peers::corpus("tsdb") else { return };
    let expected = corpus.join("expected");
    let manifest = fs::read_to_string(expected.join("manifest.tsv")).unwrap();
    let mut compared = 0;
    for line in manifest.lines() {
        let fields: Vec<&str> = line.split('\t').collect();
        let [_, command, exit, stdout, stderr, ..] = fields[..] else { continue };
        if !command.starts_with("tsdb analyze") {
            continue;
        }
        let output = Command::new(env!("CARGO_BIN_EXE_promq"));
        let output = { output }.args(command.split(' ')).current_dir(&corpus).output().unwrap();
        let text =
            |name: &str| if name.is_empty() { String::new() } else { fs::read_to_string(expected.join(name)).unwrap() };
        assert_eq!(String::from_utf8(output.stderr).unwrap(), text(stderr), "{command}");
        assert_eq!(output.status.code(), exit.parse().ok(), "{command}");
        let (printed, expected) = (String::from_utf8(output.stdout).unwrap(), text(stdout));
        let sections = |text: &str| text.split("\n\n").map(str::to_owned).collect::<Vec<_>>();
        let (printed, expected) = (sections(&printed), sections(&expected));
        assert_eq!(printed.len(), expected.len(), "{command}");
        for (section, expected) in printed.iter().zip(&expected) {
            if FROM_MAPS.iter().any(|heading| section.starts_with(heading)) {
                assert_eq!(section.lines().next(), expected.lines().next(), "{command}");
                assert_eq!(without_chance(section), without_chance(expected), "{command}: {section}");
            } else {
                assert_eq!(section, expected, "{command}");
            }
        }
        compared += 1;
    }
    assert_eq!(compared, 38, "rows of the manifest");
}

/// Every block of a directory.
fn blocks(path: &Path) -> Vec<Block> {
    Directory::blocks_only(path).unwrap().blocks().to_vec()
}

#[test]
fn an_analysis_adds_up() {
    let Some(corpus) = peers::corpus("tsdb") else { return };
    let options = AnalysisOptions { chunks: true, gaps: Some((3.0, 5)), ..AnalysisOptions::default() };
    for name in ["snapshot", "om_day_2h", "om_day_1block", "compacted_tombstones", "crashed_ooo"] {
        let blocks = blocks(&corpus.join(name));
        let stats = |pick: fn(&promq::tsdb::block::BlockStats) -> u64| {
            blocks.iter().map(|block| pick(&block.meta().stats)).sum::<u64>()
        };
        let analysis = analyze(&blocks, &options).unwrap();
        assert_eq!(analysis.total.chunks, stats(|stats| stats.num_chunks), "{name}");
        assert_eq!(analysis.total.samples, stats(|stats| stats.num_samples), "{name}");
        let headers = 8 * blocks
            .iter()
            .map(|block| fs::read_dir(block.path().join("chunks")).unwrap().count() as u64)
            .sum::<u64>();
        let chunk_bytes: u64 = blocks.iter().map(|block| block.sizes().chunks).sum();
        assert_eq!(analysis.total.chunk_bytes + headers, chunk_bytes, "{name}: every byte is some chunk's");
        // What labels and series take is nearly all of an index; the rest is headers, padding and what nothing uses.
        let labels: u64 = analysis.names.iter().filter_map(|label| label.bytes()).sum();
        let index: u64 = blocks.iter().map(|block| block.sizes().index).sum();
        assert!(labels < index && labels > index / 3, "{name}: {labels} of {index}");
        // As many series as the directory's own selection has, each once.
        let everything = SelectRequest { matchers: &[], min_time: i64::MIN, max_time: i64::MAX, sorted: true };
        let sets: Vec<Box<dyn SeriesSet>> =
            blocks.iter().map(|block| Box::new(block.select(&everything).unwrap()) as Box<dyn SeriesSet>).collect();
        let merged = promq::tsdb::merge::merge_series(sets);
        assert!(analysis.total.series >= merged.len() as u64, "{name}");
        let distinct: BTreeSet<Labels> = blocks
            .iter()
            .flat_map(|block| {
                let numbers = block.index().all_postings().unwrap().into_vec();
                numbers.into_iter().map(|number| block.index().series(number).unwrap().labels())
            })
            .collect();
        assert_eq!(analysis.total.series, distinct.len() as u64, "{name}");
        assert_eq!(analysis.labels, distinct.iter().map(|labels| labels.len() as u64).sum::<u64>(), "{name}");
        let sizes = chunk_sizes(&blocks, &[]).unwrap();
        assert_eq!(sizes.float_samples.count() + sizes.histogram_samples.count(), analysis.total.chunks, "{name}");
        // The answer does not depend on the number of threads.
        let alone = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
        assert_eq!(alone.install(|| analyze(&blocks, &options).unwrap()), analysis, "{name}");
    }
}

fn difference(a: &Directory, b: &Directory) -> Difference {
    let options = DiffOptions { selectors: &[], min_time: i64::MIN, max_time: i64::MAX, samples: true, examples: 9 };
    compare(a, b, &options).unwrap()
}

/// Writes a block again with the samples that `change` makes of those of every series.
fn changed_copy(block: &Block, data: &Path, mut change: impl FnMut(&Labels, &mut SampleColumns)) {
    let symbols = block.index().symbols().chain(["added"]);
    let mut writer = BlockWriter::create(data, Ulid::generate(), symbols, &WriteOptions::default()).unwrap();
    for number in block.index().all_postings().unwrap().iter() {
        let entry = block.index().series(number).unwrap();
        let mut columns = SampleColumns::default();
        for chunk in entry.chunks() {
            let chunk = block.chunks().chunk(chunk.unwrap().reference).unwrap();
            promq::tsdb::chunk::decode(chunk.encoding, chunk.data, &mut columns).unwrap();
        }
        change(&entry.labels(), &mut columns);
        let encoded = append::encode(&columns, CutRule::Merge, FloatEncoding::default()).unwrap();
        let chunks: Vec<BlockChunk<'_>> = encoded
            .iter()
            .map(|chunk| BlockChunk {
                min_time: chunk.min_time,
                max_time: chunk.max_time,
                encoding: chunk.encoding,
                data: &chunk.data,
            })
            .collect();
        if !chunks.is_empty() {
            writer.add_series(&entry.labels(), &chunks).unwrap();
        }
    }
    writer.finish(block.meta().clone()).unwrap().commit().unwrap();
}

#[test]
fn a_changed_copy_of_a_block_differs_in_that_change_only() {
    let Some(corpus) = peers::corpus("tsdb") else { return };
    let original = corpus.join("snapshot");
    let a = open(&original, OpenMode::AsServer).unwrap();
    assert!(difference(&a, &a).is_empty());
    let block = &blocks(&original)[0];
    let is_changed = |labels: &Labels| labels.metric_name() == "node_load5";
    let is_dropped = |labels: &Labels| labels.metric_name() == "up" && labels.value("job") == "node";
    let copy = |change: fn(&mut SampleColumns)| {
        let data = tempfile::tempdir().unwrap();
        changed_copy(block, data.path(), |labels, columns| match () {
            () if is_changed(labels) => change(columns),
            () if is_dropped(labels) => columns.clear(),
            () => {}
        });
        difference(&a, &open(data.path(), OpenMode::AsServer).unwrap())
    };
    // Other chunks, the same samples, histograms included; one series is gone.
    let dropped = copy(|_| {});
    assert_eq!((dropped.series.only_a, dropped.series.only_b, dropped.differing_series), (1, 0, 0));
    assert_eq!((dropped.only_a.len(), dropped.metrics.len(), dropped.samples.different), (1, 1, 0));
    assert!(is_dropped(&dropped.only_a[0]));
    let changed = copy(|columns| columns.values[7] = f64::from_bits(f64::NAN.to_bits() ^ 1));
    let [one] = &changed.differing[..] else { panic!("{:?}", changed.differing) };
    assert!(is_changed(&one.labels));
    assert_eq!((one.counts.different, one.counts.only_a, one.counts.only_b), (1, 0, 0));
    assert_eq!((changed.differing_series, changed.samples.different), (1, 1));
}

/// Samples in a log by the first word of the metric, and how many records.
fn totals(path: &Path) -> (BTreeMap<RecordKind, u64>, u64, Option<(usize, Loss)>) {
    let (mut entries, mut records, mut damage) = (BTreeMap::new(), 0, None);
    for log in find_logs(path).unwrap() {
        let survey = survey(&log, |_, _| Ok::<(), WalError>(())).unwrap();
        for segment in &survey.segments {
            records += segment.records();
            for (kind, counts) in &segment.kinds {
                *entries.entry(*kind).or_default() += counts.entries;
            }
        }
        damage = damage.or(survey.first_damage().map(|(index, _, loss)| (index, loss)));
    }
    (entries, records, damage)
}

#[test]
fn torn_logs_lose_what_stands_behind_the_tear() {
    let Some(corpus) = peers::corpus("tsdb") else { return };
    let (whole, records, damage) = totals(&corpus.join("walonly"));
    assert_eq!(damage, None);
    assert_eq!((whole[&RecordKind::Series], whole[&RecordKind::Samples]), (1302, 142_642));
    let (torn, torn_records, damage) = totals(&corpus.join("bad_wal_torn"));
    assert_eq!(damage, Some((0, Loss::default())));
    assert!(torn[&RecordKind::Samples] < whole[&RecordKind::Samples] && torn_records < records);
    // One damaged record hides the others behind it; they can all be read again.
    let (flipped, flipped_records, damage) = totals(&corpus.join("bad_wal_flipped"));
    let Some((0, loss)) = damage else { panic!("{damage:?}") };
    assert!(loss.records > 1000 && loss.samples > 50_000, "{loss:?}");
    let read = flipped[&RecordKind::Samples] + flipped[&RecordKind::Histograms] + flipped[&RecordKind::FloatHistograms];
    let all = whole[&RecordKind::Samples] + whole[&RecordKind::Histograms] + whole[&RecordKind::FloatHistograms];
    assert!(flipped_records + loss.records <= records && read + loss.samples <= all);
    // Records of about 430 bytes, and a page of 32 KiB.
    assert!(records - flipped_records - loss.records < 100, "at most a page is lost");
}

#[test]
fn a_log_cut_anywhere_keeps_what_stands_before() {
    let demo = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("testdata/demo/wal");
    let directory = tempfile::tempdir().unwrap();
    let wal = directory.path().join("wal");
    fs::create_dir(&wal).unwrap();
    let bytes = fs::read(demo.join("00000002")).unwrap();
    let segment = wal.join("00000002");
    fs::write(&segment, &bytes).unwrap();
    let (_, all, _) = totals(directory.path());
    let mut before = 0;
    for cut in (0..bytes.len()).step_by(bytes.len() / 60 + 1) {
        fs::write(&segment, &bytes[..cut]).unwrap();
        let (_, records, damage) = totals(directory.path());
        assert!((before..=all).contains(&records), "{cut}: {records} of {all}");
        assert!(damage.is_none_or(|(_, loss)| loss == Loss::default()), "{cut}: nothing stands behind the end");
        before = records;
        // A flipped byte is found, unless it is padding or one of a kind that is passed over.
        let mut flipped = bytes.clone();
        flipped[cut] ^= 0x44;
        fs::write(&segment, &flipped).unwrap();
        let (_, records, damage) = totals(directory.path());
        let lost = damage.map_or(0, |(_, loss)| loss.records);
        assert!(records + lost <= all && (damage.is_some() || records == all), "{cut}: {records} and {lost} of {all}");
    }
}

#[test]
fn counts_of_a_log_are_those_of_its_entries() {
    let Some(corpus) = peers::corpus("tsdb") else { return };
    let (entries, _, _) = totals(&corpus.join("compacted_tombstones"));
    let mut counter = LogCounter::default();
    for log in find_logs(&corpus.join("compacted_tombstones")).unwrap() {
        survey(&log, |_, visited| {
            counter.count(log.kind, &visited.record);
            Ok::<(), WalError>(())
        })
        .unwrap();
    }
    let counts = counter.finish(&[], |labels| labels.metric_name().to_owned());
    let sum = |pick: fn(&promq::tsdb::wal::EntryCounts) -> u64| counts.iter().map(|(_, _, one)| pick(one)).sum::<u64>();
    let samples =
        entries[&RecordKind::Samples] + entries[&RecordKind::Histograms] + entries[&RecordKind::FloatHistograms];
    assert_eq!(sum(|one| one.samples + one.histograms + one.out_of_order), samples);
    assert!(sum(|one| one.out_of_order) > 0);
    assert_eq!(sum(|one| one.series), entries[&RecordKind::Series]);
    assert_eq!(sum(|one| one.exemplars), entries[&RecordKind::Exemplars]);
    let up = Matcher::new(MatchKind::Regex, "__name__", "up|job:up:count").unwrap();
    let counted = counter.finish(&[vec![up]], |labels| labels.metric_name().to_owned());
    assert_eq!(counted.iter().map(|one| &*one.0).collect::<BTreeSet<_>>(), BTreeSet::from(["job:up:count", "up"]));
    assert_eq!(find_logs(&corpus.join("compacted_tombstones")).unwrap()[0].kind, LogKind::Checkpoint(7));
}
