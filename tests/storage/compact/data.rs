//! Blocks to be merged: gaps, overlaps, ties, deletions; floats and histograms of both kinds.

use promq::{
    model::{
        histogram::{CounterResetHint, FloatHistogram, HistogramSpan},
        labels::Labels,
        sample::SampleColumns,
    },
    tsdb::{
        append::{CutRule, FloatEncoding, encode},
        block::{Block, BlockChunk, BlockMeta, BlockWriter, Intervals, Tombstones, Ulid, WriteOptions},
    },
};
use std::{path::Path, sync::Arc};

pub(super) const HOUR: i64 = 3_600_000;

/// A block to be written.
pub(super) struct Plan {
    /// Its times, in hours.
    pub(super) hours: (i64, i64),
    /// Milliseconds from sample to sample.
    pub(super) step: i64,
    /// Milliseconds by which the samples lie behind the multiples of the step.
    pub(super) shift: i64,
    /// Something that makes its values different from those of other blocks.
    pub(super) salt: i64,
    /// Every so many series get a deletion in the middle, and a chunk's worth at the beginning.
    pub(super) deleted: Option<usize>,
}

const SERIES: i64 = 24;

fn labels(series: i64, salt: i64) -> Labels {
    let (number, zone) = (series.to_string(), format!("zone-{}", series % 5));
    let mut pairs = vec![("__name__", if series % 2 == 0 { "even" } else { "odd" }), ("number", &number)];
    if series % 3 != 0 {
        pairs.push(("zone", &zone));
    }
    // Each block has a series that the others have not.
    let own = salt.to_string();
    if series == 0 {
        pairs.push(("only_in", &own));
    }
    Labels::from_pairs(pairs)
}

fn samples(series: i64, plan: &Plan, from: i64) -> SampleColumns {
    let mut columns = SampleColumns::default();
    let end = from + (plan.hours.1 - plan.hours.0) * HOUR;
    let mut time = from + plan.shift;
    let mut count = 10.0 + plan.salt as f64;
    while time < end {
        let index = (time - from) / plan.step;
        count += (index % 7) as f64;
        if index % 97 == 96 && series % 4 == 1 {
            // A counter that starts anew.
            count = 3.0;
        }
        let buckets = vec![1.0, (count / 2.0).floor(), count - 1.0 - (count / 2.0).floor()];
        let offset = i32::try_from(index / 150).unwrap();
        let histogram = |hint| {
            Arc::new(FloatHistogram {
                counter_reset_hint: hint,
                count,
                sum: count * 1.5,
                // Wider every now and then.
                positive_spans: vec![
                    HistogramSpan { offset: -offset, length: 1 },
                    HistogramSpan { offset: offset + 1, length: 2 },
                ],
                positive_buckets: buckets.clone(),
                ..FloatHistogram::default()
            })
        };
        match series % 8 {
            5 => columns.push_histogram_since(time, 0, histogram(CounterResetHint::Unknown), true),
            6 => columns.push_histogram_since(time, 0, histogram(CounterResetHint::Gauge), false),
            7 if (index / 40) % 2 == 0 => {
                columns.push_histogram_since(time, 0, histogram(CounterResetHint::Unknown), false);
            }
            3 if index % 50 == 49 => columns.push_float(time, f64::from_bits(0x7ff0_0000_0000_0002)),
            _ => columns.push_float(time, count / 4.0),
        }
        time += plan.step;
    }
    columns
}

/// Writes the block into `data`.
pub(super) fn write(data: &Path, plan: &Plan) {
    let ulid = Ulid::generate();
    let mut all: Vec<(Labels, i64)> = (0..SERIES).map(|series| (labels(series, plan.salt), series)).collect();
    all.sort();
    let symbols = all.iter().flat_map(|(labels, _)| labels.iter().flat_map(|(name, value)| [name, value]));
    let mut writer = BlockWriter::create(data, ulid, symbols, &WriteOptions::default()).unwrap();
    let (min_time, max_time) = (plan.hours.0 * HOUR, plan.hours.1 * HOUR);
    for (labels, series) in &all {
        let columns = samples(*series, plan, min_time);
        let chunks = encode(&columns, CutRule::Head { chunk_range: 2 * HOUR }, FloatEncoding::Xor).unwrap();
        let chunks: Vec<BlockChunk<'_>> = chunks.iter().map(BlockChunk::from).collect();
        writer.add_series(labels, &chunks).unwrap();
    }
    writer.finish(BlockMeta { min_time, max_time, ..BlockMeta::default() }).unwrap().commit().unwrap();
    if let Some(every) = plan.deleted {
        delete(&data.join(ulid.to_string()), every);
    }
}

fn delete(path: &Path, every: usize) {
    let block = Block::open(path).unwrap();
    let (begin, end) = (block.min_time(), block.max_time());
    let numbers = block.index().all_postings().unwrap().into_vec();
    let mut deleted = Vec::new();
    for number in numbers.into_iter().step_by(every) {
        let mut intervals = Intervals::default();
        intervals.add(begin, begin + (end - begin) / 10);
        intervals.add(begin + (end - begin) / 2, begin + (end - begin) / 2 + 100_000);
        deleted.push((u64::from(number), intervals));
    }
    let mut meta = block.meta().clone();
    meta.stats.num_tombstones = 2 * deleted.len() as u64;
    Tombstones::from_series(deleted).write(&path.join("tombstones")).unwrap();
    meta.write(&path.join("meta.json")).unwrap();
}
