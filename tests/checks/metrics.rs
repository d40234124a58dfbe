//! `check metrics` on every page of the corpus: promtool's exit code, and its text line for line.

use super::{
    corpus::{self, Recorded},
    program::{in_parallel, promq, promq_reading},
};
use std::{fs, path::Path};

#[test]
fn every_page_of_the_corpus_gets_promtools_verdict() {
    let Some(folder) = corpus::find("exposition") else { return };
    let manifest = fs::read_to_string(folder.join("manifest.tsv")).expect("the manifest is readable");
    let rows: Vec<Vec<&str>> = manifest.lines().skip(1).map(|line| line.split('\t').collect()).collect();
    assert!(rows.len() > 300, "only {} rows", rows.len());
    let wrong = in_parallel(&rows, |row| {
        let [file, _, exit, exit_extended, ..] = row.as_slice() else { return Some(format!("{row:?}")) };
        let plain = compare(&folder, file, &[], exit);
        plain.or_else(|| compare(&folder, file, &["--extended"], exit_extended))
    });
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), rows.len(), wrong.join("\n"));
    println!("{} pages, each with and without --extended", rows.len());
}

fn compare(folder: &Path, file: &str, options: &[&str], exit: &str) -> Option<String> {
    let arguments = [&["check", "metrics"], options].concat();
    let found = promq_reading(&folder.join(file), &arguments);
    let name = format!("{file} {options:?}");
    if found.code.map(|code| code.to_string()).as_deref() != Some(exit) {
        return Some(format!("{name}: exit {:?}, not {exit}: {}", found.code, found.stderr));
    }
    let suffix = if options.is_empty() { "out" } else { "extended.out" };
    let recorded = Recorded::read(&folder.join(format!("out/{}.{suffix}", file.replace('/', "__"))));
    // The tables of pages that were recorded for their verdict alone are not there.
    let Some(recorded) = recorded else { return options.is_empty().then(|| format!("{name}: nothing is recorded")) };
    if found.stderr != recorded.stderr {
        return Some(format!("{name}:\n{}instead of\n{}", found.stderr, recorded.stderr));
    }
    // Equal rows stand in any order in promtool's table; and 3.5 shows none when there are findings, 3.14 does.
    if recorded.code != 3 && sorted(&found.stdout) != sorted(&recorded.stdout) {
        return Some(format!("{name}:\n{}instead of\n{}", found.stdout, recorded.stdout));
    }
    None
}

fn sorted(text: &str) -> Vec<&str> {
    let mut lines: Vec<&str> = text.lines().collect();
    lines.sort_unstable();
    lines
}

#[test]
fn text_and_protobuf_of_a_program_have_the_same_families() {
    let Some(folder) = corpus::find("exposition/live") else { return };
    let names = |file: &str, format: &str| {
        let found = promq(&folder, &["check", "metrics", "--extended", "--format", format, file]);
        assert!(matches!(found.code, Some(0 | 3)), "{file}: {}", found.stderr);
        let mut names: Vec<String> =
            found.stdout.lines().skip(1).filter_map(|line| line.split(' ').next().map(str::to_owned)).collect();
        names.sort_unstable();
        names
    };
    let file = |extension: &str| {
        let files = fs::read_dir(&folder).expect("the folder can be listed").flatten();
        let mut names: Vec<String> = files.map(|file| file.file_name().to_string_lossy().into_owned()).collect();
        names.sort_unstable();
        names.into_iter().find(|name| name.starts_with("prometheus") && name.ends_with(extension))
    };
    let (text, protobuf) = (file(".prom").expect("there is a text"), file(".pb").expect("there are messages"));
    let (text, protobuf) = (names(&text, "text"), names(&protobuf, "protobuf"));
    let missing: Vec<&String> = text.iter().filter(|name| !protobuf.contains(name)).collect();
    assert!(text.len() > 50 && missing.is_empty(), "{missing:?}");
}

#[test]
fn hostile_pages_are_refused_in_time() {
    let folder = tempfile::tempdir().expect("a temporary directory can be made");
    let long = |value: &[u8]| [b"a{b=\"", value, b"\"} 1\n"].concat();
    let cases: [(&str, Vec<u8>, &str); 4] = [
        ("one line", vec![b'x'; 10 << 20], "unexpected end of input stream"),
        ("no UTF-8", long(&vec![0xff; 1 << 20]), "invalid label value"),
        ("byte order mark", b"\xef\xbb\xbfa 1\n".to_vec(), "line 1: invalid metric name"),
        ("carriage return", b"a 1\r\n".to_vec(), "expected float as value, got \"1\\r\""),
    ];
    for (name, bytes, expected) in cases {
        let path = folder.path().join(name);
        fs::write(&path, bytes).expect("a file can be written");
        let found = promq(folder.path(), &["check", "metrics", name]);
        assert_eq!(found.code, Some(1), "{name}");
        let beginning: String = found.stderr.chars().take(200).collect();
        assert!(found.stderr.contains(expected), "{name}: {beginning}");
    }
    let found = promq(folder.path(), &["check", "metrics", "."]);
    assert_eq!((found.code, found.stderr.as_str()), (Some(1), "error while linting: cannot read .: is a directory\n"));
}

#[test]
fn without_lint_and_without_table_there_is_nothing_to_do() {
    let found = promq(Path::new("."), &["check", "metrics", "--lint=none"]);
    let expected = "error: at least one of --extended or linting must be enabled\n\
        Use --extended for cardinality analysis, or remove --lint=none to enable linting\n";
    assert_eq!((found.code, found.stderr.as_str()), (Some(1), expected));
}
