//! One block of a data directory.

use crate::tsdb::{
    Error,
    block::{Block, Ulid},
};
use std::path::Path;

/// Opens the block with this name, or else the one whose *name* is the newest, as promtool does: not the one with the
/// newest samples. `path` may also be the block's own directory.
pub fn open_block(path: &Path, name: Option<&str>) -> Result<Block, Error> {
    if let Err(error) = std::fs::metadata(path) {
        return Err(Error::Directory { path: path.into(), error });
    }
    if let Some(name) = name {
        let block = path.join(name);
        return match block.try_exists() {
            Ok(false) => Err(Error::NoSuchBlock { path: path.into(), id: name.into() }),
            _ => Block::open(&block),
        };
    }
    if path.join("meta.json").is_file() {
        return Block::open(path);
    }
    let mut named = Vec::new();
    for entry in std::fs::read_dir(path).map_err(|error| Error::io(path, error))? {
        let entry = entry.map_err(|error| Error::io(path, error))?;
        if let Some(ulid) = entry.file_name().to_str().and_then(|name| name.parse::<Ulid>().ok()) {
            named.push((entry.path(), ulid.timestamp()));
        }
    }
    named.sort();
    // Of several the first; a name of time 0 is none to promtool.
    match named.into_iter().rev().max_by_key(|(_, time)| *time).filter(|(_, time)| *time > 0) {
        Some((block, _)) => Block::open(&block),
        None => Err(Error::NoBlocks { path: path.into() }),
    }
}
