//! Opening a block, and what is known of it before any series is read.

use super::{BlockMeta, ChunkSegments, Tombstones, index::Index};
use crate::tsdb::Error;
use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

/// An open block. Clones share everything.
#[derive(Clone, Debug)]
pub struct Block(Arc<OpenFiles>);

#[derive(Debug)]
struct OpenFiles {
    path: PathBuf,
    meta: BlockMeta,
    meta_size: u64,
    index: Index,
    chunks: ChunkSegments,
    tombstones: Tombstones,
}

/// Bytes on disk, by part of the block.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it all")]
pub struct BlockSizes {
    pub meta: u64,
    pub index: u64,
    pub chunks: u64,
    pub tombstones: u64,
}

impl BlockSizes {
    /// All parts together: what Prometheus calls the size of a block.
    pub fn total(&self) -> u64 {
        self.meta + self.index + self.chunks + self.tombstones
    }
}

impl Block {
    /// Opens the block in the directory `path`: reads `meta.json` and `tombstones`, maps the chunks and the index and
    /// verifies what can be verified without reading every series. Parts are opened in Prometheus' order (meta, chunks,
    /// index, tombstones), so that of several errors it is the same one that shows.
    pub fn open(path: &Path) -> Result<Block, Error> {
        let meta_path = path.join("meta.json");
        let meta = BlockMeta::read(&meta_path)?;
        Block::with_meta(path, meta)
    }

    /// Opens the block in `path`, whose `meta.json` was read before.
    pub fn with_meta(path: &Path, meta: BlockMeta) -> Result<Block, Error> {
        let meta_path = path.join("meta.json");
        let meta_size = std::fs::metadata(&meta_path).map_err(|error| Error::io(meta_path, error))?.len();
        let chunks = ChunkSegments::open(&path.join("chunks"))?;
        let index = Index::open(&path.join("index"))?;
        let tombstones = Tombstones::read(&path.join("tombstones"))?;
        Ok(Block(Arc::new(OpenFiles { path: path.into(), meta, meta_size, index, chunks, tombstones })))
    }

    /// The block's directory.
    pub fn path(&self) -> &Path {
        &self.0.path
    }

    /// What the block says of itself.
    pub fn meta(&self) -> &BlockMeta {
        &self.0.meta
    }

    /// First time of the block, inclusive.
    pub fn min_time(&self) -> i64 {
        self.0.meta.min_time
    }

    /// End of the block, exclusive.
    pub fn max_time(&self) -> i64 {
        self.0.meta.max_time
    }

    /// Whether the half-open range of the block and the closed range have a time in common.
    pub fn overlaps(&self, min_time: i64, max_time: i64) -> bool {
        self.min_time() <= max_time && min_time < self.max_time()
    }

    /// The index.
    pub fn index(&self) -> &Index {
        &self.0.index
    }

    /// The chunks.
    pub fn chunks(&self) -> &ChunkSegments {
        &self.0.chunks
    }

    /// What is deleted.
    pub fn tombstones(&self) -> &Tombstones {
        &self.0.tombstones
    }

    /// Bytes on disk.
    pub fn sizes(&self) -> BlockSizes {
        BlockSizes {
            meta: self.0.meta_size,
            index: self.0.index.file_size(),
            chunks: self.0.chunks.file_size(),
            tombstones: self.0.tombstones.file_size(),
        }
    }
}
