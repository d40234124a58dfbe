//! The end of a backfill: what lies in the spools becomes blocks, one after the other.

use super::{Backfill, BackfillSummary, shard::Part, spool::SpoolReader};
use crate::{
    model::{histogram::FloatHistogram, labels::Labels, sample::SampleColumns},
    tsdb::{
        Error,
        append::{CompletedChunk, CutRule, FloatEncoding, encode},
        block::{BlockChunk, BlockMeta, BlockSizes, BlockWriter, PreparedBlock, Ulid, WriteOptions},
        chunk::decode,
    },
};
use rayon::prelude::*;
use std::{
    collections::{BTreeMap, HashSet},
    path::Path,
    sync::Arc,
};

/// Everything that the blocks are made of.
struct Spooled<'a> {
    output: &'a Path,
    labels: &'a [Labels],
    spools: Vec<SpoolReader>,
    write: &'a WriteOptions,
    rule: CutRule,
    floats: FloatEncoding,
}

/// A series and its part of one block.
#[derive(Clone, Copy)]
struct Member {
    series: u32,
    part: Part,
}

/// What came out of one block.
struct Written {
    block: PreparedBlock,
    repeated: u64,
}

impl Backfill {
    /// Writes the blocks and makes them visible in the order of time; `written` hears of each.
    ///
    /// All blocks are complete on disk before the first becomes visible, so an error leaves nothing behind.
    pub fn finish(mut self, written: &mut dyn FnMut(&BlockMeta, &BlockSizes)) -> Result<BackfillSummary, Error> {
        let mut summary = self.summary();
        let rule = self.options.rule();
        let shards = std::mem::take(&mut self.shards);
        let count = shards.len();
        let (parts, spools): (Vec<_>, Vec<_>) =
            shards.into_iter().map(|shard| shard.finish()).collect::<Result<Vec<_>, _>>()?.into_iter().unzip();
        let spools = spools.into_iter().map(|spool| spool.into_reader()).collect::<Result<Vec<_>, _>>()?;
        let mut order: Vec<u32> = (0..self.labels.len() as u32).collect();
        order.par_sort_unstable_by(|&a, &b| self.labels[a as usize].cmp(&self.labels[b as usize]));
        let mut blocks = BTreeMap::<i64, Vec<Member>>::new();
        for series in order {
            let (shard, number) = (series as usize % count, series as usize / count);
            for &part in parts.get(shard).and_then(|parts| parts.get(number)).into_iter().flatten() {
                blocks.entry(part.begin).or_default().push(Member { series, part });
            }
        }
        let spooled = Spooled {
            output: &self.output,
            labels: &self.labels,
            spools,
            write: &self.options.write,
            rule,
            floats: self.options.float_encoding,
        };
        let blocks: Vec<Vec<Member>> = blocks.into_values().collect();
        let prepared: Vec<Written> =
            blocks.par_iter().with_max_len(1).map(|members| spooled.prepare(members)).collect::<Result<_, _>>()?;
        for Written { block, repeated } in prepared {
            let sizes = block.sizes();
            let meta = block.commit()?;
            summary.contradictions += repeated;
            summary.samples += meta.stats.num_samples;
            summary.blocks += 1;
            written(&meta, &sizes);
        }
        Ok(summary)
    }
}

impl Spooled<'_> {
    fn prepare(&self, members: &[Member]) -> Result<Written, Error> {
        let labels = |member: &Member| &self.labels[member.series as usize];
        let symbols: HashSet<&str> =
            members.iter().flat_map(|member| labels(member).iter().flat_map(|(name, value)| [name, value])).collect();
        let mut writer = BlockWriter::create(self.output, Ulid::generate(), symbols, self.write)?;
        let (mut min_time, mut max_time, mut repeated) = (i64::MAX, i64::MIN, 0);
        for member in members {
            let Some(spool) = self.spools.get(member.series as usize % self.spools.len()) else { continue };
            let mut chunks = spool.chain(member.part.last)?;
            if member.part.disordered {
                let (sorted, contradictions) = self.in_order(&chunks, spool.path(), labels(member))?;
                chunks = sorted;
                repeated += contradictions;
            }
            let ends = (chunks.first().map(|chunk| chunk.min_time), chunks.last().map(|chunk| chunk.max_time));
            if let (Some(first), Some(last)) = ends {
                (min_time, max_time) = (min_time.min(first), max_time.max(last));
            }
            let chunks: Vec<BlockChunk<'_>> = chunks.iter().map(BlockChunk::from).collect();
            writer.add_series(labels(member), &chunks)?;
        }
        let meta = BlockMeta { min_time, max_time: max_time.saturating_add(1), ..BlockMeta::default() };
        Ok(Written { block: writer.finish(meta)?, repeated })
    }

    /// The samples of these chunks in the order of time, encoded again. Of samples with equal times the first to come
    /// stays; tells too how many others had another value.
    fn in_order(
        &self,
        chunks: &[CompletedChunk],
        path: &Path,
        labels: &Labels,
    ) -> Result<(Vec<CompletedChunk>, u64), Error> {
        let mut samples = Vec::new();
        for chunk in chunks {
            let mut columns = SampleColumns::default();
            decode(chunk.encoding, &chunk.data, &mut columns).map_err(|error| Error::Chunk {
                path: path.into(),
                offset: 0,
                error,
            })?;
            samples.extend(Sample::all_of(&columns));
        }
        // Stable: what came first stays first.
        samples.sort_by_key(|sample| sample.time);
        let mut sorted = SampleColumns::default();
        let mut contradictions = 0;
        let mut last: Option<&Sample> = None;
        for sample in &samples {
            match last {
                Some(last) if last.time == sample.time => contradictions += u64::from(!last.same_value(sample)),
                _ => {
                    sample.push(&mut sorted);
                    last = Some(sample);
                }
            }
        }
        let encoded = encode(&sorted, self.rule, self.floats);
        let encoded = encoded.map_err(|error| Error::Append { labels: labels.clone(), error })?;
        Ok((encoded, contradictions))
    }
}

/// One sample of either kind.
struct Sample {
    time: i64,
    start: i64,
    value: Value,
}

enum Value {
    Float(f64),
    Histogram(Arc<FloatHistogram>, bool),
}

impl Sample {
    fn all_of(columns: &SampleColumns) -> impl Iterator<Item = Sample> + '_ {
        let floats = columns.timestamps.iter().zip(&columns.values).enumerate().map(|(index, (&time, &value))| {
            let start = columns.start_timestamps.get(index).copied().unwrap_or(0);
            Sample { time, start, value: Value::Float(value) }
        });
        let histograms = columns.histogram_timestamps.iter().zip(&columns.histograms).enumerate();
        let histograms = histograms.map(|(index, (&time, histogram))| {
            let start = columns.histogram_start_timestamps.get(index).copied().unwrap_or(0);
            let value = Value::Histogram(histogram.clone(), columns.is_integer_histogram(index));
            Sample { time, start, value }
        });
        floats.chain(histograms)
    }

    fn same_value(&self, other: &Sample) -> bool {
        match (&self.value, &other.value) {
            (Value::Float(left), Value::Float(right)) => left.to_bits() == right.to_bits(),
            (Value::Histogram(left, _), Value::Histogram(right, _)) => left == right,
            _ => false,
        }
    }

    fn push(&self, columns: &mut SampleColumns) {
        match &self.value {
            Value::Float(value) => columns.push_float_since(self.time, self.start, *value),
            Value::Histogram(histogram, integer) => {
                columns.push_histogram_since(self.time, self.start, histogram.clone(), *integer);
            }
        }
    }
}
