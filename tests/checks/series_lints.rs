//! The lints that look at series, on the real rule files of the corpus, held against the demonstration's directory: what
//! the default ones find has been read by people, as in `real_rules`. Unknown metrics are left out, since few of the files
//! are about what the demonstration has.
//!
//! `PROMQ_SOURCE` names another directory, of which the findings are printed and nothing is expected; `PROMQ_LINTS=all` or
//! a code chooses as in `real_rules`.

use crate::corpus;
use promq::{
    config::rules::{Options, RuleFile},
    diagnostic::SourceText,
    engine,
    lint::{Lint, LocalEvidence, RuleFileText, RuleSet, SeriesFacts, WholeText, check_rules},
    promql::Features,
    tsdb,
};
use std::{
    collections::BTreeMap,
    env, fs,
    path::{Path, PathBuf},
    sync::Arc,
    time::Instant,
};

/// How many findings each default lint has in the real files, reviewed.
const REVIEWED: &[(&str, usize)] = &[
    ("series/counter-without-rate", 6),
    ("series/rate-of-gauge", 2),
    ("series/unknown-label", 43),
    ("series/unknown-value", 340),
];

#[test]
fn default_lints_find_what_was_reviewed_beside_the_demonstration() {
    let Some(root) = corpus::find("rules/real") else { return };
    let source = env::var_os("PROMQ_SOURCE").map(PathBuf::from);
    let demonstration = Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata/demo");
    let directory = tsdb::open(source.as_deref().unwrap_or(&demonstration), tsdb::OpenMode::AsServer);
    let series = Box::new(directory.expect("the directory can be read"));
    let evidence = LocalEvidence::new("demo", series, Default::default(), engine::Options::default());
    let evidence = evidence.expect("it has times");
    let facts = SeriesFacts::new(&evidence).expect("it has names");
    let wanted = env::var("PROMQ_LINTS").ok();
    let is_chosen = |lint: &Lint| {
        lint.needs_evidence()
            && match wanted.as_deref() {
                None => lint.is_default && lint.code != "series/unknown-metric",
                Some(wanted) => wanted == "all" || wanted == lint.code,
            }
    };
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let began = Instant::now();
    let mut rules = 0;
    for path in corpus::files(&root) {
        let name = path.strip_prefix(&root).expect("below the root").display().to_string();
        let bytes = fs::read(&path).expect("the file can be read");
        let file = RuleFile::parse(&bytes, Options { ignore_unknown_fields: true, features: Features::all() });
        rules += file.rule_count();
        let text = file.document.as_ref().map_or_else(String::new, |document| document.text().to_owned());
        let locate = WholeText(Arc::new(SourceText::new(&name, text)));
        let set = RuleSet::new(vec![RuleFileText { file: &file, locate: &locate }]);
        for finding in check_rules(&set, &is_chosen, Some(&facts)).expect("the directory can be read").concat() {
            *counts.entry(finding.code).or_default() += 1;
            let place = finding.place.as_ref().expect("lints have places");
            let start = place.start();
            println!("{name}:{}:{}: {}: {}", start.line, start.column, finding.code, finding.message);
            println!("    {} | {}", place.text().replace('\n', " "), finding.hints.join(" | "));
        }
    }
    println!("{rules} rules in {:?}: {counts:?}", began.elapsed());
    if wanted.is_none() && source.is_none() {
        assert_eq!(counts.into_iter().collect::<Vec<_>>(), REVIEWED);
    }
}
