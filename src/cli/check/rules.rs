//! `promq check rules`: whether Prometheus takes rule files, and whether rules in them are repeated.

use super::{
    ensure_is_file,
    format::{self, Audience, FormatArguments},
    rule_files::{self, RuleChecks, STDIN},
};
use crate::{
    cli::{error::CommandError, exit::ExitStatus, output::Output},
    config::rules::Options,
    golang::quote::quote,
    promql::Features,
    report::diagnostics::Report,
};
use std::io::Write;

/// Check if rule files are valid
///
/// Everything that is wrong is found in one run, with its place, also inside of expressions and templates.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  promq check rules rules/*.yml\n  \
                  promq check rules -o github --lint-fatal rules/*.yml\n  \
                  kubectl get configmap rules -o jsonpath='{.data.rules\\.yml}' | promq check rules")]
pub(super) struct Arguments {
    /// Rule files; standard input when left out or `-`
    #[arg(value_name = "FILE")]
    files: Vec<String>,

    /// Linting checks to apply, separated by commas: all, duplicate-rules, none
    #[arg(long, value_name = "LINTS", default_value = "duplicate-rules")]
    lint: String,

    /// Exit with status 3 if there are lint findings
    #[arg(long)]
    lint_fatal: bool,

    /// Ignore unknown fields
    #[arg(long)]
    ignore_unknown_fields: bool,

    #[command(flatten)]
    output: FormatArguments,
}

pub(super) fn run(arguments: &Arguments, features: Features, output: &Output) -> Result<ExitStatus, CommandError> {
    let stdin = [STDIN.to_owned()];
    let files = if arguments.files.is_empty() { &stdin[..] } else { &arguments.files };
    files.iter().filter(|file| *file != STDIN).try_for_each(|file| ensure_is_file(file))?;
    let audience = arguments.output.audience(output);
    let mut duplicates = false;
    for word in arguments.lint.split(',') {
        match word {
            "all" | "duplicate-rules" => duplicates = true,
            "none" => {}
            _ if matches!(audience, Audience::Machine(_)) => {}
            _ => writeln!(output.stdout(), "WARNING: unknown lint option: {}", quote(word.as_bytes()))?,
        }
    }
    let options = Options { ignore_unknown_fields: arguments.ignore_unknown_fields, features };
    let outcome = rule_files::check(files, RuleChecks { options, duplicates }, audience, output)?;
    format::write(&Report { command: "check rules", files: &outcome.files, explain: &|_| None }, audience, output)?;
    Ok(match (outcome.has_errors, outcome.has_lint && arguments.lint_fatal) {
        (true, _) => ExitStatus::Failed,
        (false, true) => ExitStatus::Findings,
        (false, false) => ExitStatus::Success,
    })
}
