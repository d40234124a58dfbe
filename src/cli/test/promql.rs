//! `promq test promql`: scripts in the language in which Prometheus tests its engine.

use crate::{
    cli::{
        error::CommandError,
        exit::ExitStatus,
        output::{Output, finish},
        times::system_now,
    },
    golang::regex::SearchRegex,
    model::{sample::Timestamp, time::format_rfc3339},
    report::{
        junit::{self, TestCase, TestSuite},
        script,
    },
    rules::script::{EvalOutcome, ScriptOutcome, run_script},
};
use anyhow::Context as _;
use rayon::prelude::*;
use std::{
    fs::{self, File},
    io::{BufWriter, Write},
    path::Path,
};

/// Run scripts of load, eval and expect commands, as Prometheus tests its engine with
///
/// Each eval is run under Prometheus' own settings for such scripts: every feature of the language is switched on. An
/// instant query is also asked with its selectors pinned by @ at other times, and as a step of a range query; all must
/// give the expected result.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  promq test promql testdata/*.test\n  \
                  promq test promql --run 'rate|increase' functions.test")]
pub(super) struct Arguments {
    /// Script files
    #[arg(value_name = "FILE", required = true)]
    files: Vec<String>,

    /// Run only evals whose expression matches this regular expression; data is loaded in any case. May be repeated
    #[arg(long, value_name = "REGEX")]
    run: Vec<String>,
}

pub(super) fn run(arguments: &Arguments, junit: Option<&Path>, output: &Output) -> Result<ExitStatus, CommandError> {
    let wanted = wanted(&arguments.run)?;
    let junit = junit.map(create).transpose()?;
    let started = system_now();
    let outcomes: Vec<Result<ScriptOutcome, String>> =
        arguments.files.par_iter().map(|file| run_file(file, wanted.as_ref())).collect();

    let mut out = output.stdout();
    let mut suites = Vec::new();
    let (mut passed, mut failed) = (0, 0);
    for (file, outcome) in arguments.files.iter().zip(&outcomes) {
        script::write(&mut out, file, outcome, output.stdout_style())?;
        let (of_passed, of_failed) = outcome.as_ref().map_or((0, 1), |outcome| (outcome.passed(), outcome.failed()));
        (passed, failed) = (passed + of_passed, failed + of_failed);
        if junit.is_some() {
            suites.push(suite(file, outcome, started));
        }
    }
    writeln!(out, "{passed} passed, {failed} failed")?;
    finish(out)?;
    if let Some(file) = junit {
        let mut file = BufWriter::new(file);
        junit::write(&mut file, &suites)?;
        finish(file)?;
    }
    Ok(if failed == 0 { ExitStatus::Success } else { ExitStatus::Failed })
}

/// The expression that evals must match, if any was given.
fn wanted(patterns: &[String]) -> Result<Option<SearchRegex>, CommandError> {
    if patterns.is_empty() {
        return Ok(None);
    }
    // Each on its own first, so that none can close a group of another.
    for pattern in patterns {
        SearchRegex::new(pattern.as_bytes()).map_err(|error| CommandError::Usage(format!("--run: {error}")))?;
    }
    let joined: Vec<String> = patterns.iter().map(|pattern| format!("(?:{pattern})")).collect();
    SearchRegex::new(joined.join("|").as_bytes())
        .map(Some)
        .map_err(|error| CommandError::Usage(format!("--run: {error}")))
}

/// The file of results is made before anything runs, so that a wrong path is known at once.
fn create(path: &Path) -> Result<File, CommandError> {
    File::create(path).with_context(|| format!("cannot write {}", path.display())).map_err(CommandError::new)
}

fn run_file(file: &str, wanted: Option<&SearchRegex>) -> Result<ScriptOutcome, String> {
    let bytes = fs::read(file).map_err(|error| format!("cannot read it: {error}"))?;
    let text = String::from_utf8(bytes)
        .map_err(|error| format!("not UTF-8 from byte {} on", error.utf8_error().valid_up_to()))?;
    Ok(run_script(&text, |expression| wanted.is_none_or(|wanted| wanted.is_match(expression))))
}

fn suite(file: &str, outcome: &Result<ScriptOutcome, String>, started: Timestamp) -> TestSuite {
    let time = format_rfc3339(started);
    let mut suite = TestSuite {
        name: file.to_owned(),
        timestamp: time.split(['.', 'Z']).next().unwrap_or_default().to_owned(),
        cases: Vec::new(),
        error: None,
    };
    match outcome {
        Err(message) => suite.error = Some(format!("{file}: {message}")),
        Ok(outcome) => {
            suite.error = outcome.error.as_ref().map(|error| format!("{file}:{error}"));
            let case = |eval: &EvalOutcome| TestCase {
                name: format!("line {}: {}", eval.line, eval.expression),
                failures: eval.failure.iter().map(script::failure_text).collect(),
            };
            suite.cases.extend(outcome.evals.iter().map(case));
        }
    }
    suite
}
