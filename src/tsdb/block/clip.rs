//! A chunk without some of its samples: those that are deleted, and those outside of a range of times.
//!
//! A chunk that loses nothing is handed on as it lies in its file, so that it can be copied. Of one that does, the rest
//! is encoded again as Prometheus' compactor does it (`tsdb/querier.go`): in the same encoding, start timestamps
//! included, and with a counter-reset header that says nothing, for whatever was known of the sample before the first
//! one is no longer true. Nothing here chooses which samples go.

use super::{ChunkSegments, Intervals, RawChunk, index::ChunkMeta};
use crate::{
    model::sample::SampleColumns,
    tsdb::{
        Error,
        append::{AppendError, CompletedChunk},
        chunk::{Encoding, decode, histogram_append, xor, xor2},
    },
};
use std::path::Path;

/// Which samples of a series stay.
#[derive(Clone, Copy, Debug)]
pub struct Clip<'a> {
    /// First time that stays.
    pub min_time: i64,
    /// Last time that stays, inclusive.
    pub max_time: i64,
    /// Times that go all the same.
    pub deleted: Option<&'a Intervals>,
}

/// What is left of a chunk.
#[derive(Debug)]
pub enum ClippedChunk<'a> {
    /// All of it.
    Whole(RawChunk<'a>),
    /// Less than that, encoded again; no chunk if nothing is left.
    ///
    /// It is one chunk, unless a chunk of histograms breaks the rules of its own encoding (a counter that decreases),
    /// which other writers may have made: then it is as many as keep them.
    Rewritten(Vec<CompletedChunk>),
}

impl Clip<'_> {
    /// Whether no sample of the chunk can stay, as far as its times tell.
    pub fn takes_all(&self, chunk: &ChunkMeta) -> bool {
        !chunk.overlaps(self.min_time, self.max_time)
            || self.deleted.is_some_and(|deleted| deleted.contain_all(chunk.min_time, chunk.max_time))
    }

    /// Whether every sample of the chunk stays.
    pub fn takes_nothing(&self, chunk: &ChunkMeta) -> bool {
        self.min_time <= chunk.min_time
            && chunk.max_time <= self.max_time
            && !self.deleted.is_some_and(|deleted| deleted.touch(chunk.min_time, chunk.max_time))
    }

    /// Reads a chunk, its checksum verified, and leaves what stays of it. One of which nothing can stay is not read.
    pub fn read<'c>(&self, chunks: &'c ChunkSegments, chunk: &ChunkMeta) -> Result<ClippedChunk<'c>, Error> {
        if self.takes_all(chunk) {
            return Ok(ClippedChunk::Rewritten(Vec::new()));
        }
        let raw = chunks.chunk(chunk.reference)?;
        if self.takes_nothing(chunk) {
            return Ok(ClippedChunk::Whole(raw));
        }
        self.rewrite((raw.encoding, raw.data), (raw.path, raw.offset)).map(ClippedChunk::Rewritten)
    }

    /// Leaves what stays of a chunk that lies in memory.
    pub fn completed(&self, chunk: &CompletedChunk) -> Result<Vec<CompletedChunk>, Error> {
        let CompletedChunk { min_time, max_time, encoding, ref data } = *chunk;
        let meta = ChunkMeta { min_time, max_time, reference: 0 };
        if self.takes_all(&meta) {
            return Ok(Vec::new());
        }
        if self.takes_nothing(&meta) {
            return Ok(vec![chunk.clone()]);
        }
        self.rewrite((encoding, data), (Path::new("memory"), 0))
    }

    /// Leaves what stays of a chunk, which is encoded again even if that is all of it. `place` is where it lies, for
    /// errors.
    pub fn rewrite(
        &self,
        (encoding, data): (Encoding, &[u8]),
        (path, offset): (&Path, u64),
    ) -> Result<Vec<CompletedChunk>, Error> {
        let mut samples = SampleColumns::default();
        let unreadable = |error| Error::Chunk { path: path.into(), offset, error };
        decode(encoding, data, &mut samples).map_err(unreadable)?;
        samples.trim(self.min_time, self.max_time);
        if let Some(deleted) = self.deleted {
            samples.retain(|time| !deleted.contain(time));
        }
        encode_again(encoding, &samples).map_err(|error| Error::Rewrite { path: path.into(), offset, error })
    }
}

/// Encodes what is left of one chunk, of whose kind all samples are, in that chunk's encoding.
fn encode_again(encoding: Encoding, samples: &SampleColumns) -> Result<Vec<CompletedChunk>, AppendError> {
    let Some((min_time, max_time)) = samples.time_range() else { return Ok(Vec::new()) };
    let start = |starts: &[i64], index: usize| starts.get(index).copied().unwrap_or(0);
    let floats = samples.timestamps.iter().copied().zip(samples.values.iter().copied());
    let data = match encoding {
        Encoding::Xor => {
            let mut chunk = xor::Appender::new();
            floats.into_iter().try_for_each(|(time, value)| chunk.append(time, value))?;
            chunk.into_bytes()
        }
        Encoding::Xor2 => {
            let mut chunk = xor2::Appender::new();
            for (index, (time, value)) in floats.enumerate() {
                chunk.append(start(&samples.start_timestamps, index), time, value)?;
            }
            chunk.into_bytes()
        }
        _ => return encode_histograms(encoding, samples),
    };
    Ok(vec![CompletedChunk { min_time, max_time, encoding, data }])
}

fn encode_histograms(encoding: Encoding, samples: &SampleColumns) -> Result<Vec<CompletedChunk>, AppendError> {
    let is_integer = matches!(encoding, Encoding::Histogram | Encoding::HistogramStart);
    let has_starts = matches!(encoding, Encoding::HistogramStart | Encoding::FloatHistogramStart);
    let mut chunks = Vec::new();
    let mut open = histogram_append::Appender::new(is_integer, has_starts);
    let (mut min_time, mut max_time) = (None, 0);
    let complete = |chunk: histogram_append::Appender, min_time: Option<i64>, max_time| CompletedChunk {
        min_time: min_time.unwrap_or(max_time),
        max_time,
        encoding,
        data: chunk.into_bytes(),
    };
    for (index, (&time, histogram)) in samples.histogram_timestamps.iter().zip(&samples.histograms).enumerate() {
        let start = samples.histogram_start_timestamps.get(index).copied().unwrap_or(0);
        if let Some(next) = open.append(start, time, histogram, None)? {
            chunks.push(complete(std::mem::replace(&mut open, next), min_time.take(), max_time));
        }
        min_time.get_or_insert(time);
        max_time = time;
    }
    if min_time.is_some() {
        chunks.push(complete(open, min_time, max_time));
    }
    Ok(chunks)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::labels::Labels;
    use crate::{
        model::histogram::{CounterResetHint, FloatHistogram, HistogramSpan},
        tsdb::{
            append::{CutRule, FloatEncoding, encode},
            block::{Block, BlockChunk, BlockMeta, BlockWriter, Ulid, WriteOptions},
        },
    };
    use std::sync::Arc;

    fn histogram(count: f64, hint: CounterResetHint) -> FloatHistogram {
        FloatHistogram {
            counter_reset_hint: hint,
            count,
            sum: count / 2.0,
            positive_spans: vec![HistogramSpan { offset: 1, length: 2 }],
            positive_buckets: vec![1.0, count - 1.0],
            ..FloatHistogram::default()
        }
    }

    /// Ten samples from time 10 to 100 of one kind.
    fn samples(encoding: Encoding) -> SampleColumns {
        let mut columns = SampleColumns::default();
        for index in 1..=10i64 {
            let (time, start) = (10 * index, 3 * index);
            let histogram = |hint| Arc::new(histogram(10.0 + index as f64, hint));
            match encoding {
                Encoding::None => {}
                Encoding::Xor => columns.push_float(time, index as f64),
                Encoding::Xor2 => columns.push_float_since(time, start, index as f64),
                Encoding::Histogram => columns.push_histogram_since(time, 0, histogram(CounterResetHint::Reset), true),
                Encoding::FloatHistogram => {
                    columns.push_histogram_since(time, 0, histogram(CounterResetHint::Gauge), false);
                }
                Encoding::HistogramStart => {
                    columns.push_histogram_since(time, start, histogram(CounterResetHint::Unknown), true);
                }
                Encoding::FloatHistogramStart => {
                    columns.push_histogram_since(time, start, histogram(CounterResetHint::Unknown), false);
                }
            }
            // Only the first one begins a chunk because of a reset.
            if index > 1 && encoding == Encoding::Histogram {
                Arc::make_mut(&mut columns.histograms[index as usize - 1]).counter_reset_hint =
                    CounterResetHint::Unknown;
            }
        }
        columns
    }

    /// A block with the chunk of these samples.
    fn block(directory: &std::path::Path, samples: &SampleColumns) -> (Block, ChunkMeta) {
        let chunks = encode(samples, CutRule::Merge, FloatEncoding::Xor).unwrap();
        assert_eq!(chunks.len(), 1);
        let chunks: Vec<BlockChunk<'_>> = chunks.iter().map(BlockChunk::from).collect();
        let ulid = Ulid::generate();
        let mut writer = BlockWriter::create(directory, ulid, ["a", "b"], &WriteOptions::default()).unwrap();
        writer.add_series(&Labels::from_pairs([("a", "b")]), &chunks).unwrap();
        writer.finish(BlockMeta { max_time: 1000, ..BlockMeta::default() }).unwrap().commit().unwrap();
        let block = Block::open(&directory.join(ulid.to_string())).unwrap();
        let number = block.index().all_postings().unwrap().get(0).unwrap();
        let meta = block.index().series(number).unwrap().chunks().next().unwrap().unwrap();
        (block, meta)
    }

    const KINDS: [Encoding; 6] = [
        Encoding::Xor,
        Encoding::Xor2,
        Encoding::Histogram,
        Encoding::FloatHistogram,
        Encoding::HistogramStart,
        Encoding::FloatHistogramStart,
    ];

    #[test]
    fn what_is_left_keeps_kind_values_and_start_timestamps() {
        let directory = tempfile::tempdir().unwrap();
        for encoding in KINDS {
            let samples = samples(encoding);
            let (block, meta) = block(directory.path(), &samples);
            let mut deleted = Intervals::default();
            deleted.add(35, 55);
            deleted.add(90, 90);
            let clip = Clip { min_time: 20, max_time: 99, deleted: Some(&deleted) };
            let ClippedChunk::Rewritten(chunks) = clip.read(block.chunks(), &meta).unwrap() else {
                panic!("{encoding:?} is clipped");
            };
            let [chunk] = &chunks[..] else { panic!("{encoding:?}: {} chunks", chunks.len()) };
            assert_eq!((chunk.encoding, chunk.min_time, chunk.max_time), (encoding, 20, 80));
            let mut left = SampleColumns::default();
            decode(chunk.encoding, &chunk.data, &mut left).unwrap();
            let mut expected = samples.clone();
            expected.retain(|time| [20, 30, 60, 70, 80].contains(&time));
            assert_eq!((&left.timestamps, &left.values), (&expected.timestamps, &expected.values));
            assert_eq!(left.start_timestamps, expected.start_timestamps);
            assert_eq!(left.histogram_timestamps, expected.histogram_timestamps);
            assert_eq!(left.histogram_start_timestamps, expected.histogram_start_timestamps);
            assert_eq!(left.integer_histograms, expected.integer_histograms);
            let buckets = |columns: &SampleColumns| {
                columns.histograms.iter().map(|one| one.positive_buckets.clone()).collect::<Vec<_>>()
            };
            assert_eq!(buckets(&left), buckets(&expected));
        }
    }

    #[test]
    fn untouched_chunks_are_handed_on_and_gone_ones_are_not_read() {
        let directory = tempfile::tempdir().unwrap();
        let (block, meta) = block(directory.path(), &samples(Encoding::Histogram));
        let mut deleted = Intervals::default();
        deleted.add(0, 9);
        deleted.add(101, 200);
        let clip = Clip { min_time: 10, max_time: 100, deleted: Some(&deleted) };
        assert!(matches!(clip.read(block.chunks(), &meta), Ok(ClippedChunk::Whole(chunk)) if chunk.data[2] == 0x80));
        deleted.add(50, 50);
        let clip = Clip { min_time: 10, max_time: 100, deleted: Some(&deleted) };
        let Ok(ClippedChunk::Rewritten(chunks)) = clip.read(block.chunks(), &meta) else { panic!("it is touched") };
        assert_eq!(chunks[0].data[2], 0, "the header says nothing any more");
        let nowhere = ChunkMeta { reference: u64::MAX, ..meta };
        deleted.add(10, 100);
        for clip in [
            Clip { min_time: 10, max_time: 100, deleted: Some(&deleted) },
            Clip { min_time: 101, max_time: i64::MAX, deleted: None },
            Clip { min_time: i64::MIN, max_time: 9, deleted: None },
        ] {
            let read = clip.read(block.chunks(), &nowhere);
            assert!(matches!(read, Ok(ClippedChunk::Rewritten(chunks)) if chunks.is_empty()));
        }
        // Between two samples there is nothing either, but that takes a look.
        let clip = Clip { min_time: 11, max_time: 19, deleted: None };
        assert!(matches!(clip.read(block.chunks(), &meta), Ok(ClippedChunk::Rewritten(chunks)) if chunks.is_empty()));
        assert!(clip.read(block.chunks(), &nowhere).is_err());
    }
}
