//! One flipped byte: `verify` reports it, or it does not matter.
//!
//! Not to matter means that the block reads back as before: the same labels, samples, deletions and values of
//! `meta.json`. `PROMQ_FLIPS` says how many bytes are flipped (a few hundred when it is not set).

use super::reading::{blocks, content, copy, corpus, files, findings, made_block};
use promq::tsdb::block::{Block, BlockMeta};
use std::{
    collections::BTreeMap,
    env, fs,
    path::{Path, PathBuf},
};

/// A small generator, so that every run flips the same bytes.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit as u64) as usize
    }
}

/// Everything a block says.
#[derive(Debug, PartialEq)]
struct Everything {
    meta: BlockMeta,
    samples: BTreeMap<String, Vec<String>>,
    deletions: BTreeMap<u64, Vec<(i64, i64)>>,
}

fn read(path: &Path) -> Result<Everything, String> {
    let block = Block::open(path).map_err(|error| error.to_string())?;
    let deletions = block.tombstones().iter().map(|(number, deleted)| (number, deleted.as_slice().to_vec())).collect();
    Ok(Everything { meta: block.meta().clone(), samples: content(path)?, deletions })
}

/// What kind of file it is: each kind is hit equally often, however long the files are.
fn kind(path: &Path) -> &'static str {
    match path.file_name().unwrap().to_str().unwrap() {
        "index" => "index",
        "meta.json" => "meta",
        "tombstones" => "tombstones",
        _ => "chunks",
    }
}

/// Flips `count` bytes of the block, one after the other; returns how many were reported and how many did not matter.
fn flip_bytes(block: &Path, count: usize, random: &mut Random) -> (usize, usize) {
    let quiet = findings(block);
    assert!(quiet.is_empty(), "{quiet:?}");
    let before = read(block).unwrap();
    let mut kinds = BTreeMap::<&str, Vec<(PathBuf, Vec<u8>)>>::new();
    for (path, bytes) in files(block) {
        kinds.entry(kind(&path)).or_default().push((path, bytes));
    }
    let kinds: Vec<_> = kinds.into_values().collect();
    let (mut reported, mut harmless) = (0, 0);
    for round in 0..count {
        let kind = &kinds[round % kinds.len()];
        let (name, bytes) = &kind[random.below(kind.len())];
        let offset = random.below(bytes.len());
        let flip = 1 + random.below(255) as u8;
        let mut damaged = bytes.clone();
        damaged[offset] ^= flip;
        let path = block.join(name);
        fs::write(&path, damaged).unwrap();
        if findings(block).is_empty() {
            let after = read(block);
            assert_eq!(after.as_ref(), Ok(&before), "{} at {offset}, {flip:#04x} was not reported", name.display());
            harmless += 1;
        } else {
            reported += 1;
        }
        fs::write(&path, bytes).unwrap();
    }
    assert_eq!(findings(block), [], "everything is as it was");
    (reported, harmless)
}

fn flips(fallback: usize) -> usize {
    env::var("PROMQ_FLIPS").map_or(fallback, |flips| flips.parse().expect("PROMQ_FLIPS is a number"))
}

#[test]
#[expect(clippy::print_stdout, reason = "the figures are wanted")]
fn a_flipped_byte_is_reported_or_does_not_matter() {
    let directory = tempfile::tempdir().unwrap();
    let mut tested = vec![made_block(directory.path(), 1_700_006_400_000, 12)];
    // A block of Prometheus 3.5, with label indices, whose tombstones file is empty.
    if let Some(corpus) = corpus("om_short") {
        for block in blocks(&corpus) {
            let copied = directory.path().join(block.file_name().unwrap());
            copy(&block, &copied);
            tested.push(copied);
        }
    }
    let mut random = Random(0x9E37_79B9_7F4A_7C15);
    let count = flips(400) / tested.len();
    let (mut reported, mut harmless) = (0, 0);
    for block in &tested {
        let outcome = flip_bytes(block, count, &mut random);
        (reported, harmless) = (reported + outcome.0, harmless + outcome.1);
    }
    println!("{reported} flips reported, {harmless} that do not matter");
    assert!(reported > 20 * harmless, "{reported} reported, {harmless} harmless");
}

#[test]
fn every_cut_is_reported() {
    let directory = tempfile::tempdir().unwrap();
    let block = made_block(directory.path(), 1_700_006_400_000, 2);
    for (name, bytes) in files(&block) {
        let path = block.join(&name);
        for length in [0, 1, bytes.len() / 3, bytes.len() / 2, bytes.len() - 1] {
            fs::write(&path, &bytes[..length]).unwrap();
            assert!(!findings(&block).is_empty(), "{} cut at {length}", name.display());
        }
        fs::write(&path, [&bytes[..], b"\x01trailing"].concat()).unwrap();
        assert!(!findings(&block).is_empty(), "{} with more at its end", name.display());
        fs::remove_file(&path).unwrap();
        assert!(!findings(&block).is_empty(), "{} is missing", name.display());
        fs::write(&path, &bytes).unwrap();
    }
    assert_eq!(findings(&block), []);
}

#[test]
fn whole_directories_of_prometheus_are_sound() {
    for name in ["compacted_tombstones", "crashed_ooo", "om_day_1block", "om_day_2h", "snapshot", "walonly"] {
        let Some(path) = corpus(name) else { continue };
        assert_eq!(findings(&path), [], "{name}");
    }
}

#[test]
fn damaged_directories_are_not() {
    let cases = [
        ("bad_chunk_crc", "checksum mismatch"),
        ("bad_index_magic", "the magic number is"),
        ("bad_index_toc", "read TOC"),
        ("bad_index_truncated", "read symbols: invalid size"),
        ("bad_meta_json", "EOF while parsing"),
        ("bad_meta_version", "at line 1"),
        ("bad_no_meta", "without it Prometheus passes over the block"),
        ("bad_wal_flipped", "unexpected checksum"),
        ("bad_wal_torn", "the last record is not whole"),
    ];
    for (name, words) in cases {
        let Some(path) = corpus(name) else { continue };
        let found = findings(&path);
        assert!(found.iter().any(|finding| finding.what.contains(words)), "{name}: {found:?}");
    }
}
