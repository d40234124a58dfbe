//! The lints on all configurations of the corpus that load: what the default ones find there has been read by people, one
//! finding after the other, and must not change unseen.
//!
//! `PROMQ_LINTS=all` (or one code) prints the findings of all lints (or of one), those on request included.

use crate::corpus;
use promq::{
    config::check::{CheckOptions, check},
    lint::{Lint, check_config},
};
use std::{
    collections::BTreeMap,
    env, fs,
    path::{Path, PathBuf},
};

/// How many findings each default lint has in the files, reviewed.
const REVIEWED: &[(&str, usize)] = &[];

/// The folders of configurations.
const FOLDERS: [&str; 4] = ["examples", "own", "prometheus-config", "promtool"];

/// The YAML files directly in a folder, sorted.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    let mut found: Vec<PathBuf> = entries.filter(|path| path.extension().is_some_and(|found| found == "yml")).collect();
    found.sort();
    found
}

#[test]
fn default_lints_find_what_was_reviewed_in_real_files() {
    let Some(root) = corpus::find("config") else { return };
    let wanted = env::var("PROMQ_LINTS").ok();
    let is_chosen = |lint: &Lint| match wanted.as_deref() {
        None => lint.is_default,
        Some(wanted) => wanted == "all" || wanted == lint.code,
    };
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let mut loaded = 0;
    for path in FOLDERS.iter().flat_map(|folder| files(&root.join(folder))) {
        let checked =
            check(path.to_str().expect("a text"), &CheckOptions { syntax_only: true, ..CheckOptions::default() });
        if !checked.findings.is_empty() {
            continue;
        }
        loaded += 1;
        let name = path.strip_prefix(&root).expect("below the root").display();
        for finding in check_config(&checked, &is_chosen) {
            *counts.entry(finding.code).or_default() += 1;
            let place = finding.place.as_ref().expect("lints have places");
            let start = place.start();
            println!("{name}:{}:{}: {}: {}", start.line, start.column, finding.code, finding.message);
            println!("    {} {:?}", place.text().replace('\n', " "), finding.hints);
        }
    }
    println!("{loaded} files: {counts:?}");
    assert!(loaded >= 100, "only {loaded} files load");
    if wanted.is_none() {
        assert_eq!(counts.into_iter().collect::<Vec<_>>(), REVIEWED);
    }
}
