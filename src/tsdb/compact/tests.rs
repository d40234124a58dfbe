//! Merged blocks hold what the blocks before them held.

use super::*;
use crate::{
    model::{
        histogram::{CounterResetHint, FloatHistogram, HistogramSpan},
        labels::Labels,
        sample::SampleColumns,
        series::{SelectRequest, SeriesSource},
    },
    tsdb::{
        Directory,
        append::{CutRule, FloatEncoding, encode},
        block::{Block, BlockChunk, BlockMeta, BlockWriter, Intervals, Tombstones, Ulid, WriteOptions},
        directory::WritableDirectory,
    },
};
use proptest::prelude::*;
use std::{collections::BTreeMap, path::Path, sync::Arc};

/// What a block is made of: times by series, and deleted intervals by series.
type Times = BTreeMap<u8, Vec<i64>>;

fn labels(series: u8) -> Labels {
    // Some labels are prefixes of others, and none of them is in every series.
    let mut pairs = vec![("__name__".to_owned(), format!("m{}", series % 3))];
    if series > 2 {
        pairs.push(("a".into(), series.to_string()));
    }
    Labels::from_pairs(pairs.iter().map(|(name, value)| (&**name, &**value)))
}

/// The value of a sample is the same in whatever block it lies; its kind too.
fn push(columns: &mut SampleColumns, series: u8, time: i64) {
    match series {
        4 => {
            let count = 100.0 + time as f64;
            let histogram = FloatHistogram {
                count,
                sum: time as f64,
                positive_spans: vec![HistogramSpan { offset: 0, length: 1 }],
                positive_buckets: vec![count],
                counter_reset_hint: CounterResetHint::Unknown,
                ..FloatHistogram::default()
            };
            columns.push_histogram_since(time, 0, Arc::new(histogram), time % 2 == 0);
        }
        3 => columns.push_float_since(time, time - 1, time as f64),
        _ => columns.push_float(time, f64::from(series) * 1000.0 + time as f64),
    }
}

fn write_block(data: &Path, times: &Times, (min_time, max_time): (i64, i64)) -> Option<Ulid> {
    let ulid = Ulid::generate();
    let all: Vec<Labels> = times.keys().map(|&series| labels(series)).collect();
    let symbols = all.iter().flat_map(|labels| labels.iter().flat_map(|(name, value)| [name, value]));
    let mut writer = BlockWriter::create(data, ulid, symbols.chain(["unused"]), &WriteOptions::default()).unwrap();
    let mut series: Vec<(Labels, u8)> = times.keys().map(|&series| (labels(series), series)).collect();
    series.sort();
    for (labels, series) in series {
        let mut columns = SampleColumns::default();
        times[&series].iter().for_each(|&time| push(&mut columns, series, time));
        // Short chunks, so that there are borders.
        let mut chunks = Vec::new();
        let mut times: Vec<i64> = columns.timestamps.iter().chain(&columns.histogram_timestamps).copied().collect();
        times.sort_unstable();
        for part in times.chunks(5) {
            let mut some = SampleColumns::default();
            some.extend_from_range(&columns, part[0], part[part.len() - 1]);
            chunks.extend(encode(&some, CutRule::Merge, FloatEncoding::Xor).unwrap());
        }
        let chunks: Vec<BlockChunk<'_>> = chunks.iter().map(BlockChunk::from).collect();
        if !chunks.is_empty() {
            writer.add_series(&labels, &chunks).unwrap();
        }
    }
    if writer.is_empty() {
        return None;
    }
    writer.finish(BlockMeta { min_time, max_time, ..BlockMeta::default() }).unwrap().commit().unwrap();
    Some(ulid)
}

/// Deletes a closed interval of every series of a block.
fn delete(data: &Path, ulid: Ulid, (first, last): (i64, i64)) {
    let path = data.join(ulid.to_string());
    let block = Block::open(&path).unwrap();
    let mut intervals = Intervals::default();
    intervals.add(first, last);
    let numbers = block.index().all_postings().unwrap().into_vec();
    let count = numbers.len() as u64;
    let series = numbers.into_iter().map(|number| (u64::from(number), intervals.clone()));
    Tombstones::from_series(series).write(&path.join("tombstones")).unwrap();
    let mut meta = block.meta().clone();
    meta.stats.num_tombstones = count;
    meta.write(&path.join("meta.json")).unwrap();
}

/// Everything that a directory holds, by series.
fn content(data: &Path) -> BTreeMap<Labels, Vec<String>> {
    let directory = Directory::blocks_only(data).unwrap();
    let request = SelectRequest { matchers: &[], min_time: i64::MIN, max_time: i64::MAX, sorted: true };
    let set = directory.select(&request).unwrap();
    let mut content = BTreeMap::new();
    for index in 0..set.len() {
        let mut columns = SampleColumns::default();
        set.append(index, i64::MIN, i64::MAX, &mut columns).unwrap();
        let start = |starts: &[i64], index: usize| starts.get(index).copied().unwrap_or(0);
        let floats = columns.timestamps.iter().zip(&columns.values).enumerate();
        let mut samples: Vec<(i64, String)> = floats
            .map(|(index, (&time, value))| (time, format!("{value} since {}", start(&columns.start_timestamps, index))))
            .collect();
        let histograms = columns.histogram_timestamps.iter().zip(&columns.histograms).enumerate();
        samples.extend(histograms.map(|(index, (&time, histogram))| {
            (
                time,
                format!("{} {:?} {}", columns.is_integer_histogram(index), histogram.positive_buckets, histogram.sum),
            )
        }));
        samples.sort();
        if !samples.is_empty() {
            content
                .insert(set.labels(index), samples.into_iter().map(|(time, text)| format!("{time} {text}")).collect());
        }
    }
    content
}

fn metas(directory: &WritableDirectory) -> Vec<BlockMeta> {
    directory.blocks().iter().map(|block| block.meta().clone()).collect()
}

/// Number of the beginning, content, and what is deleted.
type BlockPlan = (i64, Times, Option<(i64, i64)>);

fn blocks() -> impl Strategy<Value = Vec<BlockPlan>> {
    let times = proptest::collection::btree_set(0i64..60, 0..40).prop_map(|times| times.into_iter().collect());
    let series = proptest::collection::btree_map(0u8..6, times, 1..5);
    let deleted = proptest::option::of((-10i64..150, 0i64..40).prop_map(|(first, length)| (first, first + length)));
    proptest::collection::vec((0i64..5, series, deleted), 1..5)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]
    #[test]
    fn whatever_is_merged_nothing_is_lost_and_nothing_is_added(blocks in blocks(), window in 20i64..100) {
        let data = tempfile::tempdir().unwrap();
        let mut expected = BTreeMap::<Labels, BTreeMap<i64, String>>::new();
        for (begin, times, deleted) in &blocks {
            // Blocks of 60, at multiples of 25: neighbours overlap.
            let begin = 25 * begin - 50;
            let times: Times =
                times.iter().map(|(&series, times)| (series, times.iter().map(|time| begin + time).collect())).collect();
            let Some(ulid) = write_block(data.path(), &times, (begin, begin + 60)) else { continue };
            if let Some(deleted) = *deleted {
                delete(data.path(), ulid, deleted);
            }
            for (&series, times) in &times {
                let is_deleted = |time: &&i64| deleted.is_some_and(|(first, last)| first <= **time && **time <= last);
                for &time in times.iter().filter(|time| !is_deleted(time)) {
                    expected.entry(labels(series)).or_default().insert(time, String::new());
                }
            }
        }
        let before = content(data.path());
        let times: BTreeMap<_, usize> = before.iter().map(|(labels, samples)| (labels.clone(), samples.len())).collect();
        let expected: BTreeMap<_, usize> = expected.into_iter().map(|(labels, times)| (labels, times.len())).collect();
        prop_assert_eq!(&times, &expected);

        let mut directory = WritableDirectory::open(data.path()).unwrap();
        let options = MergeOptions::default();
        let mut tasks = 0;
        while let Some(task) = next_task(&metas(&directory), &[20, 60, 180]) {
            run_task(&mut directory, &task, &options, &mut |_| {}).unwrap();
            tasks += 1;
            prop_assert!(tasks < 20);
        }
        prop_assert_eq!(&content(data.path()), &before);

        for task in window_tasks(&metas(&directory), window).unwrap() {
            run_task(&mut directory, &task, &options, &mut |_| {}).unwrap();
        }
        prop_assert_eq!(&content(data.path()), &before);
        for meta in metas(&directory) {
            prop_assert_eq!(meta.min_time.div_euclid(window), (meta.max_time - 1).div_euclid(window));
            prop_assert!(meta.stats.num_samples > 0);
        }
        prop_assert_eq!(window_tasks(&metas(&directory), window).unwrap(), vec![]);
        let names: Vec<Ulid> = metas(&directory).iter().map(|meta| meta.ulid).collect();
        if !names.is_empty() {
            let task = named_task(&metas(&directory), &names).unwrap();
            let made = run_task(&mut directory, &task, &options, &mut |_| {}).unwrap();
            prop_assert_eq!(made.len(), 1);
            prop_assert_eq!(made[0].0.stats.num_samples as usize, times.values().sum::<usize>());
        }
        prop_assert_eq!(&content(data.path()), &before);
        drop(directory);
        let left = std::fs::read_dir(data.path()).unwrap().count();
        prop_assert_eq!(left, usize::from(!names.is_empty()), "nothing but the last block is left");
    }
}
