//! Repairing damaged blocks.

use super::reading::{blocks, content, copied, copy, corpus, files, findings, made_block, promq, promq_prints};
use promq::{diagnostic::Severity, tsdb::block::Block};
use std::{fs, path::Path};

const BEGIN: i64 = 1_700_006_400_000;

fn errors(path: &Path) -> usize {
    findings(path).iter().filter(|finding| finding.severity == Severity::Error).count()
}

fn damage(path: &Path, offset: usize) {
    let mut bytes = fs::read(path).unwrap();
    bytes[offset] ^= 0x55;
    fs::write(path, bytes).unwrap();
}

#[test]
fn a_damaged_segment_loses_its_damaged_chunks_only() {
    let directory = tempfile::tempdir().unwrap();
    let data = directory.path();
    let path = made_block(data, BEGIN, 8);
    let before = content(data).unwrap();
    let block = Block::open(&path).unwrap();
    // The second chunk of the third series.
    let number = block.index().all_postings().unwrap().get(2).unwrap();
    let entry = block.index().series(number).unwrap();
    let (labels, chunk) = (entry.labels().to_string(), entry.chunks().nth(1).unwrap().unwrap());
    damage(&path.join("chunks").join("000001"), chunk.reference as usize + 20);
    assert_eq!(errors(data), 1);
    let text = promq_prints(&["tsdb", "repair", "--write"], data);
    assert!(text.contains("1 losses") && text.contains(&labels), "{text}");
    assert!(text.contains(&format!("{} to {}", chunk.min_time, chunk.max_time)), "{text}");
    assert_eq!(errors(data), 0);
    let after = content(data).unwrap();
    assert_eq!(after.len(), before.len());
    for (series, samples) in &before {
        let is_in_chunk = |sample: &&String| {
            let time: i64 = sample.split(' ').next().unwrap().parse().unwrap();
            *series == labels && (chunk.min_time..=chunk.max_time).contains(&time)
        };
        let left: Vec<&String> = samples.iter().filter(|sample| !is_in_chunk(sample)).collect();
        assert_eq!(after[series].iter().collect::<Vec<_>>(), left, "{series}");
    }
    promq_prints(&["tsdb", "undo", "--write"], data);
    assert_eq!(errors(data), 1, "undone, damage and all");
}

/// Damages one part of a block at a time; the repaired block must hold everything that the whole one held.
#[test]
fn what_can_be_built_anew_loses_nothing() {
    let directory = tempfile::tempdir().unwrap();
    let whole = made_block(directory.path(), BEGIN, 8);
    let before = content(&whole).unwrap();
    let block = Block::open(&whole).unwrap();
    let toc = *block.index().toc();
    let length = fs::metadata(whole.join("index")).unwrap().len();
    let places = [
        ("index", 1, "magic"),
        ("index", 4, "version"),
        ("index", toc.postings + 6, "postings"),
        ("index", toc.postings_table + 9, "table"),
        ("index", length - 20, "TOC"),
        ("chunks/000001", 2, "segment header"),
    ];
    for (name, offset, what) in places {
        let data = tempfile::tempdir().unwrap();
        let damaged = data.path().join(whole.file_name().unwrap());
        copy(&whole, &damaged);
        damage(&damaged.join(name), offset as usize);
        assert!(errors(data.path()) > 0, "{what}");
        let text = promq_prints(&["tsdb", "repair", "--write"], data.path());
        assert!(!text.contains("losses"), "{what}: {text}");
        assert_eq!(errors(data.path()), 0, "{what}");
        assert!(content(data.path()).unwrap() == before, "{what}");
    }
    for meta in [None, Some(""), Some("{\"version\": 7}"), Some("{\"version\": 2, \"minTime\": 9, \"maxTime\": 3}")] {
        let data = tempfile::tempdir().unwrap();
        let damaged = data.path().join(whole.file_name().unwrap());
        copy(&whole, &damaged);
        match meta {
            None => fs::remove_file(damaged.join("meta.json")).unwrap(),
            Some(text) => fs::write(damaged.join("meta.json"), text).unwrap(),
        }
        let damaged_files = files(data.path());
        promq_prints(&["tsdb", "repair", "--write"], data.path());
        assert_eq!(errors(data.path()), 0, "{meta:?}");
        assert!(content(data.path()).unwrap() == before, "{meta:?}");
        promq_prints(&["tsdb", "undo", "--write"], data.path());
        assert!(files(data.path()) == damaged_files, "{meta:?}: undone");
    }
}

#[test]
fn a_damaged_series_is_named_by_its_postings() {
    let directory = tempfile::tempdir().unwrap();
    let path = made_block(directory.path(), BEGIN, 8);
    let before = content(&path).unwrap();
    let block = Block::open(&path).unwrap();
    let number = block.index().all_postings().unwrap().get(4).unwrap();
    let labels = block.index().series(number).unwrap().labels().to_string();
    damage(&path.join("index"), number as usize * 16 + 5);
    let text = promq_prints(&["tsdb", "repair", "--write"], &path);
    assert!(text.contains("1 losses") && text.contains(&labels), "{text}");
    let after = content(directory.path()).unwrap();
    let left: Vec<_> = before.iter().filter(|(series, _)| **series != labels).collect();
    assert_eq!(after.iter().collect::<Vec<_>>(), left);
}

#[test]
fn lost_deletions_are_told() {
    let directory = tempfile::tempdir().unwrap();
    let path = made_block(directory.path(), BEGIN, 4);
    damage(&path.join("tombstones"), 7);
    let text = promq_prints(&["tsdb", "repair", "--write"], directory.path());
    assert!(text.contains("all deletions"), "{text}");
    assert_eq!(errors(directory.path()), 0);
    assert!(content(directory.path()).unwrap().values().any(|samples| samples.len() == 480));
}

#[test]
fn sound_blocks_are_left_alone() {
    let directory = tempfile::tempdir().unwrap();
    made_block(directory.path(), BEGIN, 2);
    let before = files(directory.path());
    let text = promq_prints(&["tsdb", "repair", "--write"], directory.path());
    assert_eq!(text, "1 blocks, nothing to change\n");
    assert!(files(directory.path()) == before);
}

#[test]
fn blocks_of_the_corpus_are_repaired() {
    let Some(sound) = corpus("om_short") else { return };
    let whole = content(&sound).unwrap();
    for name in ["bad_index_magic", "bad_index_toc", "bad_meta_json", "bad_meta_version", "bad_no_meta"] {
        let Some(directory) = copied(name) else { continue };
        promq_prints(&["tsdb", "repair", "--write"], directory.path());
        assert_eq!(errors(directory.path()), 0, "{name}");
        assert!(content(directory.path()).unwrap() == whole, "{name}");
    }
    let Some(directory) = copied("bad_chunk_crc") else { return };
    promq_prints(&["tsdb", "repair", "--write"], directory.path());
    let left = content(directory.path()).unwrap();
    assert_eq!((whole.len(), left.len()), (14, 13));
    assert!(left.iter().all(|(series, samples)| whole.get(series) == Some(samples)));
    // Without symbols there is nothing to keep, and nothing is changed.
    let Some(directory) = copied("bad_index_truncated") else { return };
    let before = files(directory.path());
    assert!(!promq(&["tsdb", "repair", "--write"], directory.path()).status.success());
    assert!(files(directory.path()) == before);
    assert_eq!(blocks(directory.path()).len(), 1);
}
