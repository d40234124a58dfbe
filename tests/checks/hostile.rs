//! `check config` and `check rules` on input that nobody wrote for Prometheus: an answer in time, within bounds, that says where.

use crate::program::{Outcome, promq};
use std::{
    fs,
    path::Path,
    time::{Duration, Instant},
};

/// A debug build may take this long; a release build is far below.
const LONGEST: Duration = Duration::from_secs(20);

fn check(command: &str, folder: &Path, bytes: &[u8]) -> Outcome {
    fs::write(folder.join("p.yml"), bytes).expect("a file");
    let started = Instant::now();
    let outcome = promq(folder, &["check", command, "p.yml"]);
    assert!(started.elapsed() < LONGEST, "took {:?}", started.elapsed());
    outcome
}

#[test]
fn hostile_texts_are_refused_in_time() {
    let folder = tempfile::tempdir().expect("a directory");
    let bomb = (0..40).fold("a0: &a0 [x, x, x, x, x, x, x, x]\n".to_string(), |text, level| {
        let alias = format!("*a{level}");
        let list = [alias.as_str(); 8].join(", ");
        format!("{text}a{next}: &a{next} [{list}]\n", next = level + 1)
    });
    let cases: [(&str, Vec<u8>); 9] = [
        ("one long line", [b"global: {a: ".as_slice(), &b"x".repeat(10 << 20), b"}"].concat()),
        ("one long list", [b"rule_files: [".as_slice(), &b"x,".repeat(1 << 20), b"]"].concat()),
        ("nested maps", "{a: ".repeat(10_000).into_bytes()),
        ("nested lists", [b"global: ".as_slice(), &b"[".repeat(1 << 20)].concat()),
        ("aliases", bomb.into_bytes()),
        ("not UTF-8", b"global:\n  a: \xff\xfe\n".to_vec()),
        ("tabs", b"global:\n\tscrape_interval: 1m\n".to_vec()),
        ("a circle", b"global: &a\n  external_labels: *a\n".to_vec()),
        ("zeros", vec![0; 1 << 20]),
    ];
    for (what, bytes) in cases {
        for command in ["config", "rules"] {
            let outcome = check(command, folder.path(), &bytes);
            assert_eq!(outcome.code, Some(1), "{command}: {what}: {:.500}", outcome.stderr);
            assert!(outcome.stderr.starts_with("  FAILED:"), "{command}: {what}: {:.500}", outcome.stderr);
            assert!(outcome.stderr.len() < 12 << 20, "{command}: {what}: {} bytes", outcome.stderr.len());
        }
    }
}

#[test]
fn line_ends_and_byte_order_marks_are_no_matter() {
    let folder = tempfile::tempdir().expect("a directory");
    for bytes in [
        &b"\xef\xbb\xbfglobal:\r\n  scrape_interval: 1m\r\n"[..],
        b"global:\r\n  scrape_interval: 1m\r\n---\r\nnot: read\r\n",
        b"",
        b"# nothing\n",
    ] {
        let outcome = check("config", folder.path(), bytes);
        assert_eq!(outcome.code, Some(0), "{}", outcome.stderr);
    }
}

#[test]
fn what_is_no_file_is_refused() {
    let folder = tempfile::tempdir().expect("a directory");
    for command in ["config", "rules"] {
        let outcome = promq(folder.path(), &["check", command, "."]);
        assert_eq!((outcome.code, outcome.stdout.as_str()), (Some(1), ""));
        let expected = match command {
            "config" => "promq: error: '.' is a directory, try --help\n",
            _ => "there is no *.yml, *.yaml or *.rules below '.'\n",
        };
        assert!(outcome.stderr.ends_with(expected), "{}", outcome.stderr);
        let outcome = promq(folder.path(), &["check", command, "none.yml"]);
        assert_eq!(outcome.stderr, "promq: error: path 'none.yml' does not exist, try --help\n");
    }
}

#[cfg(unix)]
#[test]
fn a_pipe_is_read_and_not_waited_for() {
    let folder = tempfile::tempdir().expect("a directory");
    let pipe = folder.path().join("pipe");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status().expect("mkfifo runs");
    assert!(made.success());
    let started = Instant::now();
    let outcome = promq(folder.path(), &["check", "config", "pipe"]);
    assert_eq!(outcome.code, Some(1));
    assert!(outcome.stderr.contains("open pipe: is not a regular file"), "{}", outcome.stderr);
    assert!(started.elapsed() < LONGEST);
    let writer = std::thread::spawn(move || fs::write(pipe, "global: {scrape_interval: 1m}\n"));
    let outcome = promq(folder.path(), &["check", "config", "pipe"]);
    writer.join().expect("no panic").expect("it is read");
    assert_eq!(outcome.code, Some(0), "{}", outcome.stderr);
}
