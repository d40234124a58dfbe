//! Blocks that promq makes of expositions beside those that promtool makes of them: chunk files are the same bytes, and
//! so is the index but for the label indices that promtool wrote up to 3.5.

#![expect(clippy::print_stdout, reason = "a corpus test says what it compared")]

use crate::{
    peers,
    program::{Outcome, promq, run},
};
use promq::tsdb::block::Block;
use std::{
    fmt::Write,
    fs,
    path::{Path, PathBuf},
};

/// The blocks in `directory` in the order of time.
fn blocks(directory: &Path) -> Vec<Block> {
    let entries = fs::read_dir(directory).unwrap().map(|entry| entry.unwrap().path());
    let paths = entries.filter(|path| path.join("meta.json").is_file());
    let mut blocks: Vec<Block> = paths.map(|path| Block::open(&path).unwrap()).collect();
    blocks.sort_by_key(|block| block.min_time());
    blocks
}

fn segments(block: &Block) -> Vec<Vec<u8>> {
    let entries = fs::read_dir(block.path().join("chunks")).unwrap();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths.into_iter().map(|path| fs::read(path).unwrap()).collect()
}

/// Label pairs and their series.
fn postings(block: &Block) -> Vec<(String, String, Vec<u32>)> {
    let index = block.index();
    let values = |name| index.label_values(name).map(move |value| (name, value));
    let pairs = index.label_names().flat_map(|(name, _)| values(name));
    let list = |(name, value): (&str, &str)| {
        (name.to_owned(), value.to_owned(), index.postings(name, value).unwrap().into_vec())
    };
    pairs.map(list).collect()
}

/// Holds promq's blocks against the reference's; returns how many there are.
fn assert_same_blocks(ours: &Path, theirs: &Path) -> usize {
    let (ours, theirs) = (blocks(ours), blocks(theirs));
    assert_eq!(ours.len(), theirs.len(), "blocks");
    for (our, their) in ours.iter().zip(&theirs) {
        let shown = their.path().display();
        assert!(segments(our) == segments(their), "{shown}: other chunk segments");
        let index = |block: &Block| fs::read(block.path().join("index")).unwrap();
        // Symbols and series come first; where 3.5 goes on with label indices, 3.14 goes on with postings.
        let end = our.index().toc().postings as usize;
        assert!(index(our)[..end] == index(their)[..end], "{shown}: other symbols or series");
        assert_eq!(postings(our), postings(their), "{shown}");
        let (mut meta, expected) = (our.meta().clone(), their.meta());
        assert_eq!((meta.ulid, &meta.compaction.sources), (our.meta().ulid, &vec![our.meta().ulid]));
        (meta.ulid, meta.compaction.sources) = (expected.ulid, expected.compaction.sources.clone());
        // Only newer versions count floats on their own.
        assert_eq!(meta.stats.num_float_samples, meta.stats.num_samples, "{shown}");
        meta.stats.num_float_samples = expected.stats.num_float_samples;
        assert_eq!(&meta, expected, "{shown}");
        let tombstones = |block: &Block| fs::read(block.path().join("tombstones")).unwrap();
        assert_eq!(tombstones(our), tombstones(their), "{shown}");
    }
    ours.len()
}

fn import(program: &Path, folder: &Path, flags: &[&str], input: &str, output: &str) -> Outcome {
    let line = [&["tsdb", "create-blocks-from", "openmetrics"], flags, &[input, output]].concat();
    run(program, folder, &line, "")
}

/// What is printed without what is never the same: names of blocks, and sizes of indices with label indices.
fn comparable(outcome: &Outcome) -> Vec<String> {
    let comparable = |line: &str| {
        let columns: Vec<&str> = line.split_whitespace().collect();
        match columns.split_first() {
            Some((ulid, [rest @ .., _])) if ulid.len() == 26 => rest.join(" "),
            _ => line.trim_end().to_owned(),
        }
    };
    outcome.stdout.lines().map(comparable).collect()
}

#[test]
fn the_corpus_comes_out_the_same() {
    let Some(corpus) = peers::corpus("tsdb") else { return };
    let folder = tempfile::tempdir().unwrap();
    let mut compared = 0;
    for (input, expected, flags) in [
        ("input/day.om", "om_day_2h", &["--verify"][..]),
        ("input/day.om", "om_day_1block", &["--max-block-duration", "24h"]),
        ("input/short.om", "om_short", &["-q", "--label", "source=corpus"]),
    ] {
        let outcome = import(promq(), folder.path(), flags, corpus.join(input).to_str().unwrap(), expected);
        assert_eq!(outcome.code, Some(0), "{}", outcome.stderr);
        compared += assert_same_blocks(&folder.path().join(expected), &corpus.join(expected));
    }
    println!("{compared} blocks compared");
    assert_eq!(compared, 16);
}

/// Numbers that look random and are the same every time.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }
}

/// Samples of three days at uneven intervals, with values of every kind, sorted by time.
fn uneven(begin: i64) -> Vec<String> {
    let mut numbers = Numbers(7);
    let mut lines = Vec::new();
    let special =
        ["NaN", "+Inf", "-Inf", "-0", "1.7976931348623157e+308", "5e-324", "0.1", "1e-7", "123456789012345678"];
    let mut time = begin * 1000;
    let mut total = 0;
    while time < (begin + 3 * 86_400) * 1000 {
        for series in 0..4 {
            total += numbers.below(100);
            let value = match (series, numbers.below(8)) {
                (0, _) => total.to_string(),
                (1, _) => format!("{}.{}", numbers.below(90), numbers.below(1000)),
                (_, 0) => special[numbers.below(special.len() as u64) as usize].to_owned(),
                _ => "42".to_owned(),
            };
            let sign = if time < 0 { "-" } else { "" };
            let (seconds, fraction) = (time.unsigned_abs() / 1000, time.unsigned_abs() % 1000);
            lines.push(format!("m{{series=\"{series}\",code=\"x\"}} {value} {sign}{seconds}.{fraction:03}\n"));
        }
        // Slow, then fast, then with gaps of hours.
        time += match numbers.below(200) {
            0 => 15_000_000,
            1..20 => 1 + numbers.below(100) as i64,
            _ => 15_000 + numbers.below(90_000) as i64,
        };
    }
    lines
}

fn names_and_types() -> String {
    let mut text = String::new();
    text.push_str("# HELP h \"quoted\" \\n text\n# TYPE h histogram\n");
    for time in 0..50 {
        writeln!(text, "h_bucket{{le=\"1\"}} {time} {time} # {{trace=\"é\"}} 0.5 {time}").unwrap();
        writeln!(text, "h_bucket{{le=\"+Inf\",empty=\"\"}} {time} {time}").unwrap();
    }
    text.push_str("# TYPE s summary\n# UNIT x_seconds seconds\n");
    for time in 0..50 {
        writeln!(text, "s{{quantile=\"0.50\"}} {time} {time}").unwrap();
        writeln!(text, "{{\"with space\",\"label é\"=\"v\\\"\\\\\\n#}} 1\",}} {time} {time}").unwrap();
        writeln!(text, "s_created 1e9 {time}").unwrap();
        // The same sample twice is one.
        writeln!(text, "twice 1 {time}\ntwice 1 {time}").unwrap();
    }
    text
}

#[test]
fn generated_inputs_come_out_as_promtool_makes_them() {
    let Some(promtool) = peers::find("promtool") else { return };
    let folder = tempfile::tempdir().unwrap();
    let days = uneven(1_700_000_000).concat();
    let inputs = [
        ("uneven", days.clone(), &[][..]),
        ("long", days, &["--max-block-duration", "20h"]),
        // Not a whole number of blocks before 1970, and promtool loses what stands before the first.
        ("negative", uneven(-20 * 7200).concat(), &[]),
        ("names", names_and_types(), &["--label", "empty=no", "--label", "site=north", "-r"]),
        ("one", "a 1 1\n".to_owned(), &["-q"]),
    ];
    for (name, text, flags) in inputs {
        fs::write(folder.path().join(name), text + "# EOF\n").unwrap();
        let [ours, theirs] = [format!("{name}-promq"), format!("{name}-promtool")];
        let our = import(promq(), folder.path(), flags, name, &ours);
        let their = import(&promtool, folder.path(), flags, name, &theirs);
        assert_eq!(their.code, Some(0), "{name}: {}", their.stderr);
        assert_eq!((our.code, comparable(&our)), (their.code, comparable(&their)), "{name}: {}", our.stderr);
        let blocks = assert_same_blocks(&folder.path().join(&ours), &folder.path().join(&theirs));
        assert!(blocks > 0);
        println!("{name}: {blocks} blocks");
        for directory in [&ours, &theirs] {
            // promtool cannot dump a directory without one.
            fs::create_dir(folder.path().join(directory).join("wal")).unwrap();
        }
        let dump = |directory: &str| run(&promtool, folder.path(), &["tsdb", "dump", directory], "");
        assert_eq!(dump(&ours), dump(&theirs), "{name}");
    }
}

#[test]
fn the_order_of_lines_does_not_show() {
    let folder = tempfile::tempdir().unwrap();
    let mut lines = uneven(1_700_000_000);
    let sorted = lines.concat() + "# EOF\n";
    let expected = folder.path().join("sorted");
    let import = |name: &str, text: &str| {
        let line = ["tsdb", "create-blocks-from", "openmetrics", "-q", "--verify", "-", name];
        let outcome = run(promq(), folder.path(), &line, text);
        assert_eq!((outcome.code, &*outcome.stdout), (Some(0), ""), "{}", outcome.stderr);
    };
    import("sorted", &sorted);
    let mut numbers = Numbers(3);
    for (name, shuffled) in [("backwards", false), ("shuffled", true)] {
        lines.reverse();
        if shuffled {
            for last in (1..lines.len()).rev() {
                lines.swap(last, numbers.below(last as u64 + 1) as usize);
            }
        }
        import(name, &(lines.concat() + "# EOF\n"));
        assert!(assert_same_blocks(&folder.path().join(name), &expected) > 20);
    }
}

#[test]
fn promtool_and_promq_say_the_same_of_what_neither_reads() {
    let folder = tempfile::tempdir().unwrap();
    let cases = [
        ("a 1 1\n", "getting min and max timestamp: next: data does not end with # EOF", "line 2, column 1"),
        ("a 1 1\n# EOF\nb", "getting min and max timestamp: next: unexpected data after # EOF", "line 3, column 1"),
        ("a 1\n# EOF\n", "getting min and max timestamp: expected timestamp for series got none", "line 1, column 1"),
        ("# TYPE a b\n# EOF\n", "getting min and max timestamp: next: invalid metric type \"b\"", "line 1, column 10"),
        ("a 1 NaN\n# EOF\n", "getting min and max timestamp: next: invalid timestamp NaN", "line 1, column 5"),
    ];
    let promtool = peers::find("promtool");
    for (text, first, place) in cases {
        fs::write(folder.path().join("input.om"), text).unwrap();
        let outcome = import(promq(), folder.path(), &[], "input.om", "output");
        let mut said = outcome.stderr.lines();
        assert_eq!((outcome.code, said.next()), (Some(1), Some(first)));
        assert_eq!(said.next(), Some(&*format!("{place} of input.om")));
        assert!(blocks(&folder.path().join("output")).is_empty());
        if let Some(promtool) = &promtool {
            let theirs = import(promtool, folder.path(), &[], "input.om", "output");
            assert_eq!((theirs.code, theirs.stderr.trim_end()), (Some(1), first));
        }
    }
    fs::write(folder.path().join("input.om"), "# EOF\n").unwrap();
    let outcome = import(promq(), folder.path(), &[], "input.om", "output");
    assert_eq!((outcome.code, &*outcome.stderr), (Some(1), "no block was created: the input holds no samples\n"));
}
