//! The end of a backfill: what lies in the spools becomes blocks, one after the other.

use super::{
    Backfill, BackfillSummary,
    shard::{Filled, Part, Shard, ShardOptions},
    sorted::Sorted,
    spool::SpoolReader,
    tally::Tally,
};
use crate::{
    model::labels::Labels,
    tsdb::{
        Error,
        block::{Block, BlockChunk, BlockMeta, BlockSizes, BlockWriter, PreparedBlock, Ulid},
    },
};
use rayon::prelude::*;
use std::collections::{BTreeMap, HashSet};

/// Everything that the blocks are made of.
struct Spooled<'a> {
    backfill: &'a Backfill,
    /// The parts of every series, by shard.
    parts: Vec<Vec<Vec<Part>>>,
    spools: Vec<SpoolReader>,
    options: ShardOptions,
}

/// What came out of one block.
struct Written {
    block: PreparedBlock,
    contradiction: Option<(Labels, i64)>,
    contradictions: u64,
    /// What the block holds, if that was asked for.
    tally: Tally,
    /// What it does not hold although it was read.
    left_out: Tally,
}

impl Backfill {
    /// Writes the blocks and makes them visible in the order of time; `written` hears of each.
    ///
    /// All blocks are complete on disk, and verified if that was asked for, before the first becomes visible, so an
    /// error leaves nothing behind.
    pub fn finish(mut self, written: &mut dyn FnMut(&BlockMeta, &BlockSizes)) -> Result<BackfillSummary, Error> {
        let mut summary = self.summary();
        let filled: Vec<Filled> =
            std::mem::take(&mut self.shards).into_par_iter().map(Shard::finish).collect::<Result<_, _>>()?;
        let mut read = filled.iter().fold(Tally::default(), |sum, shard| sum.plus(shard.tally));
        let (mut parts, mut spools) = (Vec::new(), Vec::new());
        for Filled { parts: of_shard, spool, .. } in filled {
            parts.push(of_shard);
            spools.push(spool.into_reader()?);
        }
        let spooled = Spooled { backfill: &self, parts, spools, options: self.options.shard_options() };
        let members = spooled.members();
        let ulids: Vec<Ulid> = Ulid::generate_in_order(members.len()).collect();
        let prepared: Vec<Written> = members
            .into_par_iter()
            .zip(ulids)
            .with_max_len(1)
            .map(|((block, members), ulid)| spooled.prepare(ulid, block, &members))
            .collect::<Result<_, _>>()?;
        let mut tally = Tally::default();
        for written in &prepared {
            tally = tally.plus(written.tally);
            read = read.minus(written.left_out);
        }
        if self.options.verify && tally != read {
            let (path, read, written) = (self.output.clone(), read.to_string(), tally.to_string());
            return Err(Error::WrittenWrongly { path, read, written });
        }
        for Written { block, contradiction, contradictions, .. } in prepared {
            let sizes = block.sizes();
            let meta = block.commit()?;
            summary.contradictions += contradictions;
            summary.contradiction = summary.contradiction.or(contradiction);
            summary.samples += meta.stats.num_samples;
            summary.blocks += 1;
            written(&meta, &sizes);
        }
        Ok(summary)
    }
}

impl Spooled<'_> {
    fn parts(&self, series: u32) -> &[Part] {
        let (shard, number) = (series as usize % self.spools.len(), series as usize / self.spools.len());
        self.parts.get(shard).and_then(|parts| parts.get(number)).map_or(&[], Vec::as_slice)
    }

    fn labels(&self, series: u32) -> &Labels {
        &self.backfill.labels[series as usize]
    }

    /// The blocks' numbers in the order of time, each with its series in the order of their labels.
    fn members(&self) -> Vec<(i64, Vec<u32>)> {
        let mut order: Vec<u32> = (0..self.backfill.labels.len() as u32).collect();
        order.par_sort_unstable_by(|&a, &b| self.labels(a).cmp(self.labels(b)));
        let mut blocks = BTreeMap::<i64, Vec<u32>>::new();
        for &series in &order {
            for part in self.parts(series) {
                blocks.entry(part.block).or_default().push(series);
            }
        }
        blocks.into_iter().collect()
    }

    fn prepare(&self, ulid: Ulid, block: i64, members: &[u32]) -> Result<Written, Error> {
        let Backfill { output, scratch, options, .. } = self.backfill;
        let texts = |&series: &u32| self.labels(series).iter().flat_map(|(name, value)| [name, value]);
        let symbols: HashSet<&str> = members.iter().flat_map(texts).collect();
        let mut writer = BlockWriter::create_inside(scratch, output, ulid, symbols, &options.write)?;
        let (mut min_time, mut max_time, mut contradictions) = (i64::MAX, i64::MIN, 0);
        let (mut contradiction, mut left_out) = (None, Tally::default());
        for &series in members {
            let (parts, spool) = (self.parts(series), self.spools.get(series as usize % self.spools.len()));
            let part = parts.binary_search_by_key(&block, |part| part.block).ok().and_then(|place| parts.get(place));
            let (Some(part), Some(spool)) = (part, spool) else { continue };
            let mut chunks = spool.chain(part.last())?;
            if part.is_disordered() {
                let sorted = Sorted::new(&chunks, spool.path(), self.labels(series), self.options)?;
                let (first, count) = sorted.contradictions;
                contradictions += count;
                contradiction = contradiction.or_else(|| Some((self.labels(series).clone(), first?)));
                left_out = left_out.plus(sorted.left_out);
                chunks = sorted.chunks;
            }
            let ends = (chunks.first().map(|chunk| chunk.min_time), chunks.last().map(|chunk| chunk.max_time));
            if let (Some(first), Some(last)) = ends {
                (min_time, max_time) = (min_time.min(first), max_time.max(last));
            }
            let chunks: Vec<BlockChunk<'_>> = chunks.iter().map(BlockChunk::from).collect();
            writer.add_series(self.labels(series), &chunks)?;
        }
        let meta = BlockMeta { min_time, max_time: max_time.saturating_add(1), ..BlockMeta::default() };
        let block = writer.finish(meta)?;
        let tally = match options.verify {
            true => Tally::of_block(&Block::open(block.path())?)?,
            false => Tally::default(),
        };
        Ok(Written { block, contradiction, contradictions, tally, left_out })
    }
}
