//! What is written is read back, and is what Prometheus writes.

use super::*;
use crate::{
    model::labels::Labels,
    tsdb::{
        block::{Block, BlockMeta, Ulid},
        chunk::{Encoding, xor},
    },
};
use proptest::prelude::*;
use std::collections::BTreeMap;

fn chunk_of(times: &[i64]) -> Vec<u8> {
    let mut appender = xor::Appender::new();
    for &time in times {
        appender.append(time, time as f64).unwrap();
    }
    appender.into_bytes()
}

proptest! {
    #[test]
    fn a_block_reads_back_what_went_in(
        series in proptest::collection::btree_map("[a-c]{1,2}", 1usize..4, 1..12),
        segment_bytes in 60u64..400,
    ) {
        let directory = tempfile::tempdir().unwrap();
        let series: BTreeMap<Labels, Vec<Vec<i64>>> = series
            .into_iter()
            .map(|(value, chunks)| {
                let labels = Labels::from_pairs([("__name__", "up"), ("instance", &value)]);
                (labels, (0..chunks as i64).map(|chunk| (0..5).map(|time| 100 * chunk + time).collect()).collect())
            })
            .collect();
        let symbols: Vec<&str> = series.keys().flat_map(|labels| labels.iter().flat_map(|(n, v)| [n, v])).collect();
        let ulid = Ulid::generate();
        let mut writer =
            BlockWriter::create(directory.path(), ulid, symbols, &WriteOptions { segment_bytes }).unwrap();
        for (labels, chunks) in &series {
            let data: Vec<Vec<u8>> = chunks.iter().map(|times| chunk_of(times)).collect();
            let chunks: Vec<BlockChunk<'_>> = chunks
                .iter()
                .zip(&data)
                .map(|(times, data)| BlockChunk {
                    min_time: times[0],
                    max_time: times[4],
                    encoding: Encoding::Xor,
                    data,
                })
                .collect();
            writer.add_series(labels, &chunks).unwrap();
        }
        let prepared = writer.finish(BlockMeta { min_time: 0, max_time: 300, ..BlockMeta::default() }).unwrap();
        prop_assert!(Block::open(&directory.path().join(ulid.to_string())).is_err());
        let sizes = prepared.sizes();
        prepared.commit().unwrap();
        let block = Block::open(&directory.path().join(ulid.to_string())).unwrap();
        prop_assert_eq!(block.sizes(), sizes);
        prop_assert_eq!(block.meta().stats.num_series, series.len() as u64);
        prop_assert_eq!(&block.meta().compaction.sources, &vec![ulid]);
        let numbers = block.index().all_postings().unwrap().into_vec();
        prop_assert_eq!(numbers.len(), series.len());
        for (number, (labels, chunks)) in numbers.iter().zip(&series) {
            let entry = block.index().series(*number).unwrap();
            prop_assert_eq!(&entry.labels(), labels);
            let listed = block.index().postings("instance", labels.value("instance")).unwrap().into_vec();
            prop_assert_eq!(listed, vec![*number]);
            for (meta, times) in entry.chunks().zip(chunks) {
                let chunk = block.chunks().chunk(meta.unwrap().reference).unwrap();
                prop_assert_eq!(chunk.data, &chunk_of(times)[..]);
            }
        }
        let segments = std::fs::read_dir(block.path().join("chunks")).unwrap();
        for segment in segments {
            prop_assert!(segment.unwrap().metadata().unwrap().len() <= segment_bytes.max(8 + 60));
        }
    }
}

#[test]
fn series_out_of_order_and_unknown_symbols_are_refused() {
    let directory = tempfile::tempdir().unwrap();
    let begin =
        || BlockWriter::create(directory.path(), Ulid::generate(), ["a", "1", "2"], &WriteOptions::default()).unwrap();
    let data = chunk_of(&[1, 2]);
    let chunk = BlockChunk { min_time: 1, max_time: 2, encoding: Encoding::Xor, data: &data };
    let labels = |value| Labels::from_pairs([("a", value)]);
    let mut writer = begin();
    writer.add_series(&labels("2"), &[chunk]).unwrap();
    assert!(writer.add_series(&labels("1"), &[chunk]).unwrap_err().to_string().contains("out-of-order series"));
    assert!(begin().add_series(&labels("3"), &[chunk]).unwrap_err().to_string().contains("symbol entry for \"3\""));
    assert!(begin().add_series(&labels("1"), &[chunk, chunk]).unwrap_err().to_string().contains("is not higher than"));
    assert!(begin().add_series(&labels("1"), &[]).is_err());
    assert_eq!(std::fs::read_dir(directory.path()).unwrap().count(), 1, "only the first writer is still there");
}
