//! Pages of the corpus, damaged at random, beside the real promtool: the same exit code and the same text.

use super::{
    corpus,
    program::{in_parallel, promq_reading, run},
};
use std::{fs, path::Path};

/// Pages that are compared; each means two programs to start.
const PAGES: u64 = 120;
/// Larger pages only take longer.
const LARGEST_PAGE: u64 = 20_000;

const PIECES: [&[u8]; 32] = [
    b" ",
    b"\n",
    b"\t",
    b"\"",
    b"{",
    b"}",
    b"=",
    b",",
    b"#",
    b"\\",
    b"\\n",
    b"\xff",
    "é".as_bytes(),
    b"le",
    b"quantile",
    b"# TYPE ",
    b"# HELP ",
    b"1",
    b"-1",
    b"NaN",
    b"+Inf",
    b"1e999",
    b"0x1p3",
    b"_count",
    b"_bucket",
    b":",
    b"histogram",
    b"summary",
    b"{\"",
    b"__name__",
    b"fooBar",
    b"\r",
];

/// A small generator of numbers (xorshift), so that a failure comes again.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit.max(1) as u64) as usize
    }
}

#[test]
fn damaged_pages_are_judged_as_promtool_judges_them() {
    let (Some(folder), Some(promtool)) = (corpus::find("exposition"), corpus::promtool()) else { return };
    let manifest = fs::read_to_string(folder.join("manifest.tsv")).expect("the manifest is readable");
    let files = manifest.lines().skip(1).filter_map(|line| line.split('\t').next()).map(|file| folder.join(file));
    let pages: Vec<Vec<u8>> = files
        .filter(|file| file.metadata().is_ok_and(|metadata| metadata.len() < LARGEST_PAGE))
        .filter_map(|file| fs::read(file).ok())
        .collect();
    let scratch = tempfile::tempdir().expect("a temporary directory can be made");
    let seeds: Vec<u64> = (1..=PAGES).collect();
    let wrong = in_parallel(&seeds, |seed| {
        let page = damaged(&pages, *seed);
        let path = scratch.path().join(seed.to_string());
        fs::write(&path, &page).expect("a file can be written");
        let arguments = ["check", "metrics"];
        let expected = run(promtool.as_os_str(), Path::new("."), &arguments, Some(&path));
        let found = promq_reading(&path, &arguments);
        // A few broken pages crash promtool, which no verdict is.
        let same = expected.code == Some(2) || found == expected;
        (!same).then(|| format!("{:?}\n{found:?}\n{expected:?}", String::from_utf8_lossy(&page)))
    });
    assert!(wrong.is_empty(), "{} of {PAGES}:\n{}", wrong.len(), wrong.join("\n"));
    println!("{PAGES} damaged pages of {}", pages.len());
}

/// A few lines of a page with a few changes.
fn damaged(pages: &[Vec<u8>], seed: u64) -> Vec<u8> {
    let mut random = Random(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15));
    let page = &pages[random.below(pages.len())];
    let lines: Vec<&[u8]> = page.split(|byte| *byte == b'\n').collect();
    let first = random.below(lines.len());
    let last = (first + 1 + random.below(10)).min(lines.len());
    let mut bytes = lines[first..last].join(&b'\n');
    bytes.push(b'\n');
    for _ in 0..random.below(4) {
        let at = random.below(bytes.len() + 1);
        match random.below(3) {
            0 => drop(bytes.splice(at..at, PIECES[random.below(PIECES.len())].iter().copied())),
            1 => {
                let end = (at + 1 + random.below(3)).min(bytes.len());
                bytes.drain(at..end);
            }
            _ => bytes.extend_from_within(..at),
        }
    }
    bytes
}
