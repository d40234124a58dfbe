//! The writer of a whole block.

use super::{index::IndexWriter, segments::SegmentWriter};
use crate::{
    io::{atomic_directory::AtomicDirectory, atomic_file},
    model::labels::Labels,
    tsdb::{
        Error,
        block::{BlockMeta, BlockSizes, BlockStats, Tombstones, Ulid, meta},
        chunk::{Encoding, sample_count},
    },
};
use std::path::Path;

/// A finished chunk on its way into a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BlockChunk<'a> {
    /// Time of the first sample.
    pub min_time: i64,
    /// Time of the last sample, inclusive.
    pub max_time: i64,
    /// How the data is encoded.
    pub encoding: Encoding,
    /// The data, without length and checksum.
    pub data: &'a [u8],
}

/// How a block is laid out on disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WriteOptions {
    /// Bytes that a chunk segment should not exceed.
    pub segment_bytes: u64,
}

impl Default for WriteOptions {
    /// As Prometheus does: segments of 512 MiB.
    fn default() -> WriteOptions {
        WriteOptions { segment_bytes: 512 << 20 }
    }
}

/// A block under construction. Dropped before [`BlockWriter::finish`], it leaves nothing behind.
#[derive(Debug)]
pub struct BlockWriter {
    directory: AtomicDirectory,
    ulid: Ulid,
    index: IndexWriter,
    segments: SegmentWriter,
    stats: BlockStats,
    references: Vec<u64>,
}

impl BlockWriter {
    /// Begins the block `ulid` in the directory `data`, which is made if it is missing.
    ///
    /// `symbols` are the label names and values of all series to come, and perhaps more, in any order; the order of
    /// the table is fixed before the first series, so a missing one is an error later.
    pub fn create<'s>(
        data: &Path,
        ulid: Ulid,
        symbols: impl IntoIterator<Item = &'s str>,
        options: &WriteOptions,
    ) -> Result<BlockWriter, Error> {
        let target = data.join(ulid.to_string());
        let directory = AtomicDirectory::create(&target).map_err(|error| Error::io(&target, error))?;
        BlockWriter::begin(directory, ulid, symbols, options)
    }

    /// Begins a block that is built inside of `scratch`, and appears in `data` all the same.
    pub fn create_inside<'s>(
        scratch: &AtomicDirectory,
        data: &Path,
        ulid: Ulid,
        symbols: impl IntoIterator<Item = &'s str>,
        options: &WriteOptions,
    ) -> Result<BlockWriter, Error> {
        let target = data.join(ulid.to_string());
        let directory = scratch.create_inside(&target).map_err(|error| Error::io(&target, error))?;
        BlockWriter::begin(directory, ulid, symbols, options)
    }

    fn begin<'s>(
        directory: AtomicDirectory,
        ulid: Ulid,
        symbols: impl IntoIterator<Item = &'s str>,
        options: &WriteOptions,
    ) -> Result<BlockWriter, Error> {
        let segments = SegmentWriter::create(directory.path().join("chunks"), options.segment_bytes)?;
        let index = IndexWriter::create(&directory.path().join("index"), symbols)?;
        Ok(BlockWriter { directory, ulid, index, segments, stats: BlockStats::default(), references: Vec::new() })
    }

    /// Adds a series: labels larger than those before, at least one chunk, chunks in the order of time without overlap.
    /// After an error the block cannot be finished sensibly; drop it.
    pub fn add_series(&mut self, labels: &Labels, chunks: &[BlockChunk<'_>]) -> Result<(), Error> {
        if chunks.is_empty() {
            let what = format!("the series {labels} has no chunks");
            return Err(Error::corrupt(self.directory.path(), 0, what));
        }
        self.references.clear();
        self.segments.write(chunks, &mut self.references)?;
        self.index.add_series(labels, chunks, &self.references)?;
        self.stats.num_series += 1;
        self.stats.num_chunks += chunks.len() as u64;
        for chunk in chunks {
            let samples = sample_count(chunk.encoding, chunk.data).unwrap_or_default() as u64;
            self.stats.num_samples += samples;
            match chunk.encoding.is_histogram() {
                true => self.stats.num_histogram_samples += samples,
                false => self.stats.num_float_samples += samples,
            }
        }
        Ok(())
    }

    /// Whether no series has been added.
    pub fn is_empty(&self) -> bool {
        self.stats.num_series == 0
    }

    /// What has been added.
    pub fn stats(&self) -> &BlockStats {
        &self.stats
    }

    /// Writes what is left, puts everything on disk, and leaves only the rename to be done.
    ///
    /// `meta` says times, history and foreign keys; `ulid`, `version` and the numbers in `stats` are filled in, a
    /// missing level becomes 1 and missing sources the block itself, as for a block that was made of samples.
    pub fn finish(self, mut meta: BlockMeta) -> Result<PreparedBlock, Error> {
        meta.ulid = self.ulid;
        meta.version = meta::VERSION;
        meta.stats = BlockStats { other: std::mem::take(&mut meta.stats.other), ..self.stats };
        meta.compaction.level = meta.compaction.level.max(1);
        if meta.compaction.sources.is_empty() {
            meta.compaction.sources = vec![self.ulid];
        }
        let path = self.directory.path();
        let chunks = self.segments.finish()?;
        let index = self.index.finish()?;
        let tombstones = path.join("tombstones");
        let empty = Tombstones::default().to_bytes();
        atomic_file::write(&tombstones, &empty).map_err(|error| Error::io(&tombstones, error))?;
        let meta_path = path.join("meta.json");
        let json = meta.to_json().map_err(|error| Error::Meta { path: meta_path.clone(), what: error.to_string() })?;
        atomic_file::write(&meta_path, &json).map_err(|error| Error::io(&meta_path, error))?;
        let sizes = BlockSizes { meta: json.len() as u64, index, chunks, tombstones: empty.len() as u64 };
        Ok(PreparedBlock { directory: self.directory, meta, sizes })
    }
}

/// A block that is complete on disk but not yet visible. Dropped, it is gone.
#[derive(Debug)]
pub struct PreparedBlock {
    directory: AtomicDirectory,
    meta: BlockMeta,
    sizes: BlockSizes,
}

impl PreparedBlock {
    /// What the block says of itself.
    pub fn meta(&self) -> &BlockMeta {
        &self.meta
    }

    /// Bytes on disk.
    pub fn sizes(&self) -> BlockSizes {
        self.sizes
    }

    /// Where the block lies until it is committed; it can be opened there.
    pub fn path(&self) -> &Path {
        self.directory.path()
    }

    /// Gives the block its name, which makes it visible to everyone.
    pub fn commit(self) -> Result<BlockMeta, Error> {
        let path = self.directory.path().to_owned();
        self.directory.commit().map_err(|error| Error::io(path, error))?;
        Ok(self.meta)
    }
}
