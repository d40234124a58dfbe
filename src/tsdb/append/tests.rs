//! Where chunks end.

use super::*;
use crate::{
    model::{histogram::FloatHistogram, sample::SampleColumns},
    tsdb::chunk::{decode, sample_count},
};
use proptest::prelude::*;
use std::sync::Arc;

const HOUR: i64 = 3_600_000;

fn floats(times: impl IntoIterator<Item = i64>) -> SampleColumns {
    let mut columns = SampleColumns::default();
    times.into_iter().for_each(|time| columns.push_float(time, time as f64));
    columns
}

fn counts(chunks: &[CompletedChunk]) -> Vec<usize> {
    chunks.iter().map(|chunk| sample_count(chunk.encoding, &chunk.data).unwrap()).collect()
}

#[test]
fn the_head_spreads_samples_over_its_range() {
    let head = CutRule::Head { chunk_range: 2 * HOUR };
    let cut = |step, range| counts(&encode(&floats((0..2 * HOUR).step_by(step)), range, FloatEncoding::Xor).unwrap());
    assert_eq!(cut(15_000, head), [120, 120, 120, 120]);
    assert_eq!(cut(60_000, head), [120]);
    // At 20 s the range has 360 samples: 30 of them foresee three chunks.
    assert_eq!(cut(20_000, head), [120, 120, 120]);
    // A block's head has twice its range: nothing ends at two hours.
    assert_eq!(cut(60_000, CutRule::Head { chunk_range: 4 * HOUR }), [120]);
    assert_eq!(cut(15_000, CutRule::Merge), [120, 120, 120, 120]);
}

#[test]
fn a_range_ends_a_chunk_and_so_do_240_samples() {
    let head = CutRule::Head { chunk_range: HOUR };
    let across = floats([HOUR - 2, HOUR - 1, HOUR, HOUR + 1]);
    assert_eq!(counts(&encode(&across, head, FloatEncoding::Xor).unwrap()), [2, 2]);
    // Thirty slow samples foresee a late end, then they come fast, and the chunk after is foreseen from those.
    let times = (0..30).map(|index| index * 60_000).chain((0..400).map(|index| 30 * 60_000 + index));
    assert_eq!(counts(&encode(&floats(times), head, FloatEncoding::Xor).unwrap()), [240, 120, 70]);
}

#[test]
fn start_timestamps_need_another_encoding() {
    let mut columns = floats([1, 2]);
    columns.push_float_since(3, 1, 3.0);
    columns.push_float(4, 4.0);
    let encodings = |floats| {
        let chunks = encode(&columns, CutRule::Merge, floats).unwrap();
        chunks.iter().map(|chunk| chunk.encoding).collect::<Vec<_>>()
    };
    assert_eq!(encodings(FloatEncoding::Xor), [Encoding::Xor, Encoding::Xor2]);
    assert_eq!(encodings(FloatEncoding::Xor2), [Encoding::Xor2]);
}

#[test]
fn disorder_is_refused() {
    let mut open = OpenChunk::new(CutRule::Merge, FloatEncoding::Xor);
    open.append_float(0, 5, 1.0).unwrap();
    assert_eq!(open.append_float(0, 5, 1.0), Err(AppendError::OutOfOrder { time: 5, last: 5 }));
    assert_eq!(open.take().map(|chunk| (chunk.min_time, chunk.max_time)), Some((5, 5)));
    assert_eq!((open.take(), open.last_time()), (None, None));
}

proptest! {
    #[test]
    fn columns_come_back(
        steps in proptest::collection::vec((1i64..200_000, 0u8..20), 1..600),
        merge: bool,
        xor2: bool,
    ) {
        let rule = if merge { CutRule::Merge } else { CutRule::Head { chunk_range: HOUR } };
        let floats = if xor2 { FloatEncoding::Xor2 } else { FloatEncoding::Xor };
        let mut columns = SampleColumns::default();
        let mut time = -HOUR;
        for (index, (step, kind)) in steps.into_iter().enumerate() {
            time += step;
            let count = index as f64;
            let histogram = Arc::new(FloatHistogram { count, zero_count: count, sum: count, ..FloatHistogram::default() });
            match kind {
                0 => columns.push_histogram_since(time, 0, histogram, true),
                1 => columns.push_histogram_since(time, time - 5, histogram, false),
                2 => columns.push_float_since(time, time - 7, count),
                _ => columns.push_float(time, count),
            }
        }
        let chunks = encode(&columns, rule, floats).unwrap();
        let mut read = SampleColumns::default();
        for chunk in &chunks {
            let mut part = SampleColumns::default();
            decode(chunk.encoding, &chunk.data, &mut part).unwrap();
            prop_assert_eq!(part.time_range(), Some((chunk.min_time, chunk.max_time)));
            read.extend_from_range(&part, i64::MIN, i64::MAX);
        }
        prop_assert!(chunks.windows(2).all(|pair| pair[0].max_time < pair[1].min_time));
        prop_assert_eq!(&read.timestamps, &columns.timestamps);
        prop_assert_eq!(&read.values, &columns.values);
        let start = |columns: &SampleColumns, index: usize| columns.start_timestamps.get(index).copied().unwrap_or(0);
        for index in 0..read.timestamps.len() {
            prop_assert_eq!(start(&read, index), start(&columns, index));
        }
        prop_assert_eq!(&read.histogram_timestamps, &columns.histogram_timestamps);
        for index in 0..read.histograms.len() {
            prop_assert_eq!(read.is_integer_histogram(index), columns.is_integer_histogram(index));
            prop_assert_eq!(read.histograms[index].zero_count, columns.histograms[index].zero_count);
        }
    }
}
