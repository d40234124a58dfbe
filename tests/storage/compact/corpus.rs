//! The corpus' directories, compacted: what a query sees in them is the same as before.

use super::{copy_folder, metas, promq};
use crate::peers::corpus;
use promq::tsdb::compact::{block_ranges, next_task};
use std::fs;

#[test]
fn what_is_compacted_reads_as_before() {
    let Some(corpus) = corpus("tsdb") else { return };
    let mut merged = 0;
    let ways: [(&str, &[&str]); 6] = [
        // Blocks of 45 seconds and their powers of three, as they were made.
        ("compacted_tombstones", &["--min-block-duration=45s", "--max-block-duration=1h"]),
        ("compacted_tombstones", &["--into=1m"]),
        ("crashed_ooo", &["--min-block-duration=45s", "--max-block-duration=1h"]),
        ("om_day_2h", &[]),
        ("om_day_2h", &["--into=24h"]),
        ("om_day_1block", &["--into=5h"]),
    ];
    for (name, arguments) in ways {
        let data = tempfile::tempdir().unwrap();
        for entry in fs::read_dir(corpus.join(name)).unwrap() {
            let path = entry.unwrap().path();
            // Blocks only: without the head, no sample of which is older than a block's end, nothing hides anything.
            if path.join("meta.json").is_file() {
                copy_folder(&path, &data.path().join(path.file_name().unwrap()));
            }
        }
        let dump = ["tsdb", "dump", "--as-server", "--every-histogram"];
        let (before, count) = (promq(&dump, data.path()), metas(data.path()).len());
        assert!(!before.is_empty());
        promq(&[&["tsdb", "compact"], arguments].concat(), data.path());
        let after = metas(data.path());
        assert!(promq(&dump, data.path()) == before, "{name} {arguments:?}: another dump");
        if arguments.is_empty() {
            assert_eq!(next_task(&after, &block_ranges(7_200_000, 129_600_000)), None, "{name}");
        }
        merged += usize::from(after.len() != count);
        let again = promq(&[&["tsdb", "compact"], arguments].concat(), data.path());
        assert_eq!(again, "", "{name} {arguments:?}: nothing is left to do");
    }
    assert!(merged >= 5, "only {merged} directories have another number of blocks than before");
}
