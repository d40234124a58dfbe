//! The scripts with which Prometheus tests its own engine: every evaluation must pass.
//!
//! They lie in the corpus (`PROMQ_CORPUS`); without it this test says so and passes, except in CI.

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a corpus test says what it compared")]

use promq::rules::script::run_script;
use rayon::prelude::*;
use std::{
    fs,
    path::{Path, PathBuf},
};

/// Scripts of the corpus, and evaluations in them.
const SCRIPTS: usize = 21;
const EVALUATIONS: usize = 2214;

#[test]
fn every_evaluation_passes() {
    let folder = std::env::var_os("PROMQ_CORPUS").map(|root| Path::new(&root).join("promqltest"));
    let Some(folder) = folder.filter(|folder| folder.is_dir()) else {
        assert!(std::env::var_os("CI").is_none(), "CI must have the corpus: set PROMQ_CORPUS");
        eprintln!("PROMQ_CORPUS is not set: nothing run");
        return;
    };
    let entries = fs::read_dir(folder).expect("the folder can be read");
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("its entries too").path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "test"));
    paths.sort();
    let run = |path: &PathBuf| {
        let text = fs::read_to_string(path).expect("the script can be read");
        let outcome = run_script(&text, |_| true);
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let failed = outcome.evals.iter().filter_map(|eval| {
            let failure = eval.failure.as_ref()?;
            Some(format!("{name}:{}: {}: {}", eval.line, eval.expression, failure.reason))
        });
        let failures: Vec<String> = failed.chain(outcome.error.iter().map(|error| format!("{name}:{error}"))).collect();
        (outcome.evals.len(), failures)
    };
    let outcomes: Vec<(usize, Vec<String>)> = paths.par_iter().map(run).collect();
    let evaluations: usize = outcomes.iter().map(|(evaluations, _)| evaluations).sum();
    let failures: Vec<String> = outcomes.into_iter().flat_map(|(_, failures)| failures).collect();
    println!("{} scripts, {evaluations} evaluations, {} failed", paths.len(), failures.len());
    assert!(failures.is_empty(), "{}", failures.join("\n"));
    assert!(paths.len() >= SCRIPTS && evaluations >= EVALUATIONS, "the corpus is not whole");
}
