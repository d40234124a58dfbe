//! Blocks of samples that came in any order are those of the sorted samples.

use super::*;
use crate::{
    model::histogram::{FloatHistogram, HistogramSpan},
    tsdb::{block::Block, chunk::decode},
};
use proptest::prelude::*;
use std::{collections::BTreeMap, fs, sync::Arc};

/// The blocks in `directory` in the order of time.
fn blocks(directory: &Path) -> Vec<Block> {
    let entries = fs::read_dir(directory).unwrap().map(|entry| entry.unwrap().path());
    let mut blocks: Vec<Block> = entries.map(|path| Block::open(&path).unwrap()).collect();
    blocks.sort_by_key(|block| block.min_time());
    blocks
}

/// All series of a block, their chunks joined.
fn series_of(block: &Block) -> Vec<(Labels, SampleColumns)> {
    let numbers = block.index().all_postings().unwrap().into_vec();
    let read = |number: &u32| {
        let series = block.index().series(*number).unwrap();
        let mut columns = SampleColumns::default();
        for meta in series.chunks() {
            let chunk = block.chunks().chunk(meta.unwrap().reference).unwrap();
            decode(chunk.encoding, chunk.data, &mut columns).unwrap();
        }
        (series.labels(), columns)
    };
    numbers.iter().map(read).collect()
}

/// The floats in all blocks of `directory`, values as bits.
pub(super) fn dump(directory: &Path) -> BTreeMap<Labels, Vec<(i64, u64)>> {
    let mut all = BTreeMap::<Labels, Vec<(i64, u64)>>::new();
    for (labels, columns) in blocks(directory).iter().flat_map(series_of) {
        let samples = columns.timestamps.iter().copied().zip(columns.values.iter().map(|value| value.to_bits()));
        all.entry(labels).or_default().extend(samples);
    }
    all
}

/// The bytes of every chunk segment and index.
fn bytes(directory: &Path) -> Vec<(i64, Vec<u8>, Vec<u8>)> {
    let read = |block: &Block, name: &str| fs::read(block.path().join(name)).unwrap();
    let of_block = |block: &Block| (block.max_time(), read(block, "chunks/000001"), read(block, "index"));
    blocks(directory).iter().map(of_block).collect()
}

fn labels(number: u8) -> Labels {
    Labels::from_pairs([("__name__", "up"), ("instance", &number.to_string())])
}

fn fill(directory: &Path, samples: &[(u8, i64, f64)], options: BackfillOptions) -> BackfillSummary {
    let mut backfill = Backfill::new(directory, options).unwrap();
    for &(series, time, value) in samples {
        let series = backfill.series(&labels(series)).unwrap();
        let mut columns = SampleColumns::default();
        columns.push_float(time, value);
        backfill.append(series, &columns).unwrap();
    }
    backfill.finish(&mut |_, _| {}).unwrap()
}

fn verified() -> BackfillOptions {
    BackfillOptions { verify: true, ..BackfillOptions::default() }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn the_order_of_samples_does_not_show(
        samples in prop::collection::vec(
            (0u8..3, prop_oneof![-30_000i64..30_000, -30_000_000i64..30_000_000], 0u8..4),
            0..400,
        ),
        max_hours in 1i64..20,
    ) {
        let options = BackfillOptions { max_block_duration: max_hours * 3_600_000, ..verified() };
        let samples: Vec<(u8, i64, f64)> =
            samples.into_iter().map(|(series, time, value)| (series, time, f64::from(value))).collect();
        // Of two samples of a time the first to come stays.
        let mut kept = BTreeMap::<(u8, i64), f64>::new();
        let mut contradictions = 0;
        for &(series, time, value) in &samples {
            let first = *kept.entry((series, time)).or_insert(value);
            contradictions += u64::from(first != value);
        }
        let sorted: Vec<_> = kept.into_iter().map(|((series, time), value)| (series, time, value)).collect();
        let [mixed_directory, sorted_directory] = [(), ()].map(|()| tempfile::tempdir().unwrap());
        let summary = fill(mixed_directory.path(), &samples, options.clone());
        prop_assert_eq!(summary.samples, sorted.len() as u64);
        prop_assert_eq!(summary.contradictions, contradictions);
        prop_assert_eq!(summary.contradiction.is_some(), contradictions > 0);
        let of_sorted = fill(sorted_directory.path(), &sorted, options);
        prop_assert_eq!(of_sorted.contradictions, 0);
        prop_assert_eq!(bytes(mixed_directory.path()), bytes(sorted_directory.path()));
        let mut expected = BTreeMap::<Labels, Vec<(i64, u64)>>::new();
        for (series, time, value) in sorted {
            expected.entry(labels(series)).or_default().push((time, value.to_bits()));
        }
        prop_assert_eq!(dump(mixed_directory.path()), expected);
    }
}

fn histogram(count: f64) -> Arc<FloatHistogram> {
    Arc::new(FloatHistogram {
        schema: 1,
        count,
        sum: 3.0 * count,
        positive_spans: vec![HistogramSpan { offset: 2, length: 1 }],
        positive_buckets: vec![count],
        ..FloatHistogram::default()
    })
}

#[test]
fn histograms_and_floats_share_a_series() {
    let directory = tempfile::tempdir().unwrap();
    let mut backfill = Backfill::new(directory.path(), verified()).unwrap();
    let series = backfill.series(&labels(0)).unwrap();
    for (time, count) in [(5, Some(5.0)), (1, None), (3, Some(3.0)), (2, Some(2.0)), (3, None), (7, None)] {
        let mut columns = SampleColumns::default();
        match count {
            Some(count) => columns.push_histogram_since(time, 0, histogram(count), true),
            None => columns.push_float(time, 0.5),
        }
        backfill.append(series, &columns).unwrap();
    }
    let summary = backfill.finish(&mut |_, _| {}).unwrap();
    assert_eq!((summary.samples, summary.contradictions), (5, 1));
    let written = blocks(directory.path()).iter().flat_map(series_of).next().unwrap().1;
    assert_eq!(written.timestamps, [1, 7]);
    assert_eq!(written.histogram_timestamps, [2, 3, 5]);
    assert!(written.is_integer_histogram(0));
    assert_eq!(written.histograms.iter().map(|histogram| histogram.count).collect::<Vec<_>>(), [2.0, 3.0, 5.0]);
}

#[test]
fn the_ends_of_time_have_blocks_too() {
    let directory = tempfile::tempdir().unwrap();
    let times = [i64::MIN, i64::MIN + 1, i64::MIN + SHORTEST_BLOCK, -1, 0, i64::MAX - SHORTEST_BLOCK, i64::MAX - 1];
    let samples: Vec<_> = times.iter().map(|&time| (0, time, time as f64)).collect();
    let summary = fill(directory.path(), &samples, verified());
    assert_eq!(summary.samples, times.len() as u64);
    let written: Vec<i64> = dump(directory.path())[&labels(0)].iter().map(|(time, _)| *time).collect();
    assert_eq!(written, times);
}

#[test]
fn what_is_not_finished_leaves_nothing() {
    let directory = tempfile::tempdir().unwrap();
    let output = directory.path().join("data");
    let mut backfill = Backfill::new(&output, verified()).unwrap();
    backfill.series(&labels(0)).unwrap();
    assert_eq!(fs::read_dir(&output).unwrap().count(), 1);
    // Another run leaves it alone while it lives.
    assert_eq!(fill(&output, &[(0, 1, 1.0)], verified()).blocks, 1);
    assert_eq!(fs::read_dir(&output).unwrap().count(), 2);
    drop(backfill);
    assert_eq!(fs::read_dir(&output).unwrap().count(), 1);
    // What a crash has left is removed by the next run.
    fs::create_dir(output.join(format!("{}.tmp", Ulid::generate()))).unwrap();
    assert_eq!(fill(&output, &[], verified()), BackfillSummary::default());
    assert_eq!(fs::read_dir(&output).unwrap().count(), 1);
}

#[test]
fn durations_of_blocks_are_those_of_promtool() {
    let duration = |hours: i64| {
        let options = BackfillOptions { max_block_duration: hours * 3_600_000, ..BackfillOptions::default() };
        options.block_duration() / 3_600_000
    };
    assert_eq!([0, 2, 5, 6, 17, 18, 24, 54].map(duration), [2, 2, 2, 6, 6, 18, 18, 54]);
    assert_eq!(duration(i64::MAX / 3_600_000), 2 * 19_683);
}

#[test]
fn wrong_bytes_are_found_when_reading_back() {
    let directory = tempfile::tempdir().unwrap();
    fill(directory.path(), &[(0, 1, 1.0), (0, 2, 2.0)], verified());
    let block = blocks(directory.path()).remove(0);
    let hash = tally::SeriesHash::of(&labels(0));
    let mut expected = tally::Tally::default();
    expected.add(hash.float(0, 2, 2.0));
    expected.add(hash.float(0, 1, 1.0));
    assert_eq!(tally::Tally::of_block(&block).unwrap(), expected);
    let mut other = tally::Tally::default();
    other.add(hash.float(0, 1, 2.0));
    other.add(hash.float(0, 2, 1.0));
    assert_ne!(other, expected);
}
