//! Real blocks written again by promq: the chunk files are the same bytes, and so is the index but for what Prometheus
//! 3.14 no longer writes.

#![expect(clippy::print_stdout, reason = "a corpus test says what it compared")]

use promq::tsdb::block::{Block, BlockChunk, BlockWriter, Ulid, WriteOptions};
use std::{
    fs,
    path::{Path, PathBuf},
};

fn corpus() -> Option<PathBuf> {
    let path = std::env::var_os("PROMQ_CORPUS").map(|path| Path::new(&path).join("tsdb")).filter(|path| path.is_dir());
    assert!(path.is_some() || std::env::var_os("CI").is_none(), "PROMQ_CORPUS must name the corpus in CI");
    if path.is_none() {
        println!("no corpus: nothing was compared");
    }
    path
}

/// The undamaged blocks below `root`.
fn blocks_below(root: &Path) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut open = vec![root.to_owned()];
    while let Some(directory) = open.pop() {
        if directory.join("meta.json").is_file() && directory.join("chunks").is_dir() {
            blocks.push(Block::open(&directory).unwrap());
            continue;
        }
        for entry in fs::read_dir(directory).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() && !path.file_name().unwrap().to_str().unwrap().starts_with("bad_") {
                open.push(path);
            }
        }
    }
    blocks
}

fn rewrite(block: &Block, data: &Path) -> Block {
    let ulid = Ulid::generate();
    let mut writer = BlockWriter::create(data, ulid, block.index().symbols(), &WriteOptions::default()).unwrap();
    for number in block.index().all_postings().unwrap().iter() {
        let entry = block.index().series(number).unwrap();
        let chunks: Vec<BlockChunk<'_>> = entry
            .chunks()
            .map(|meta| {
                let meta = meta.unwrap();
                let chunk = block.chunks().chunk(meta.reference).unwrap();
                let (encoding, data) = (chunk.encoding, chunk.data);
                BlockChunk { min_time: meta.min_time, max_time: meta.max_time, encoding, data }
            })
            .collect();
        writer.add_series(&entry.labels(), &chunks).unwrap();
    }
    writer.finish(block.meta().clone()).unwrap().commit().unwrap();
    Block::open(&data.join(ulid.to_string())).unwrap()
}

fn segments(block: &Block) -> Vec<Vec<u8>> {
    let mut paths: Vec<PathBuf> =
        fs::read_dir(block.path().join("chunks")).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths.into_iter().map(|path| fs::read(path).unwrap()).collect()
}

/// The postings lists by label pair, in the order of the table.
fn lists(block: &Block) -> Vec<(String, String, Vec<u32>)> {
    let index = block.index();
    let mut lists = vec![(String::new(), String::new(), index.all_postings().unwrap().into_vec())];
    for (name, _) in index.label_names() {
        for value in index.label_values(name) {
            lists.push((name.to_owned(), value.to_owned(), index.postings(name, value).unwrap().into_vec()));
        }
    }
    lists
}

#[test]
fn blocks_written_again_are_the_same_bytes() {
    let Some(corpus) = corpus() else { return };
    let data = tempfile::tempdir().unwrap();
    let (mut blocks, mut chunks) = (0, 0);
    for block in blocks_below(&corpus) {
        if block.index().version() != 2 {
            continue;
        }
        let again = rewrite(&block, data.path());
        let shown = block.path().display();
        assert!(segments(&block) == segments(&again), "{shown}: other chunk segments");
        let index = |block: &Block| fs::read(block.path().join("index")).unwrap();
        let (old, new) = (index(&block), index(&again));
        let toc = block.index().toc();
        // Symbols and series come first; where 3.5 goes on with label indices, 3.14 goes on with postings.
        let end = again.index().toc().postings as usize;
        assert_eq!((again.index().toc().series, end <= toc.label_indices as usize), (toc.series, true), "{shown}");
        assert!(old[..end] == new[..end], "{shown}: other symbols or series");
        assert_eq!(lists(&block), lists(&again), "{shown}");
        if toc.label_indices == toc.postings {
            assert!(old == new, "{shown}: the whole index should be the same");
        }
        let (old, new) = (&block.meta().stats, &again.meta().stats);
        assert_eq!((old.num_series, old.num_samples), (new.num_series, new.num_samples), "{shown}");
        (blocks, chunks) = (blocks + 1, chunks + new.num_chunks);
    }
    println!("{blocks} blocks with {chunks} chunks written again");
    assert!(blocks >= 20 && chunks > 10_000, "{blocks} blocks, {chunks} chunks");
}
