//! The lints on the real rule files of the corpus: what the default ones find there has been read by people, one finding
//! after the other, and must not change unseen.
//!
//! `PROMQ_LINTS=all` (or one code) prints the findings of all lints (or of one), those on request included.

use crate::corpus;
use promq::{
    config::rules::{Options, RuleFile},
    diagnostic::{Diagnostic, SourceText},
    lint::{Lint, RuleFileText, RuleSet, WholeText, check_rules},
    promql::Features,
};
use std::{collections::BTreeMap, env, fs, path::Path, sync::Arc};

/// How many findings each default lint has in the real files, reviewed.
const REVIEWED: &[(&str, usize)] = &[
    ("alerts/always-firing", 2),
    ("alerts/failing-template", 4),
    ("alerts/identical-alerts", 1),
    ("alerts/label-gone", 346),
    ("alerts/no-comparison", 4),
    ("alerts/ratio-as-percent", 2),
    ("promql/contradicting-matchers", 2),
    ("promql/dead-comparison", 7),
    ("promql/delta-of-counter", 3),
    ("promql/histogram-quantile-without-le", 3),
    ("promql/impossible-label", 3),
    ("promql/never-matches", 7),
    ("promql/plain-regex", 23),
    ("promql/redundant-aggregation", 5),
    ("promql/regex-anchors", 27),
    ("promql/regex-matches-all", 10),
    ("promql/unmatched-labels", 4),
    ("rules/duplicate", 64),
    ("rules/empty-group", 4),
    ("rules/later-rule", 3),
];

/// What the chosen lints find in a file by itself.
fn findings(path: &Path, name: &str, is_chosen: &(dyn Fn(&Lint) -> bool + Sync)) -> Vec<Diagnostic> {
    let bytes = fs::read(path).expect("the file can be read");
    let file = RuleFile::parse(&bytes, Options { ignore_unknown_fields: true, features: Features::all() });
    let text = file.document.as_ref().map_or_else(String::new, |document| document.text().to_owned());
    let locate = WholeText(Arc::new(SourceText::new(name, text)));
    let set = RuleSet::new(vec![RuleFileText { file: &file, locate: &locate }]);
    check_rules(&set, is_chosen, None).expect("nothing is asked for").concat()
}

#[test]
fn default_lints_find_what_was_reviewed_in_real_files() {
    let Some(root) = corpus::find("rules/real") else { return };
    let wanted = env::var("PROMQ_LINTS").ok();
    let is_chosen = |lint: &Lint| match wanted.as_deref() {
        None => lint.is_default,
        Some(wanted) => wanted == "all" || wanted == lint.code,
    };
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let paths = corpus::files(&root);
    for path in &paths {
        let name = path.strip_prefix(&root).expect("below the root").display().to_string();
        for finding in findings(path, &name, &is_chosen) {
            *counts.entry(finding.code).or_default() += 1;
            let place = finding.place.as_ref().expect("lints have places");
            let start = place.start();
            println!("{name}:{}:{}: {}: {}", start.line, start.column, finding.code, finding.message);
            println!("    {}", place.text().replace('\n', " "));
        }
    }
    println!("{} files: {counts:?}", paths.len());
    assert!(paths.len() >= 300, "the real rule files are there");
    if wanted.is_none() {
        assert_eq!(counts.into_iter().collect::<Vec<_>>(), REVIEWED);
    }
}
