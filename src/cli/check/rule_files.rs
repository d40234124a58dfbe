//! Rule files, given or named by a configuration: checked and told in promtool's words.

use super::format::Audience;
use crate::{
    cli::output::Output,
    config::rules::{DuplicateRule, Options, RuleFile},
    diagnostic::{Diagnostic, Place, SourceText, Span},
    golang::system::error_text,
    io::input::{read_at_most, read_input},
    report::diagnostics::CheckedFile,
};
use std::{
    io::{self, Write},
    path::Path,
    sync::Arc,
};

/// No rule file is larger.
const LARGEST_FILE_BYTES: u64 = 64 << 20;

/// How rule files are checked.
#[derive(Clone, Copy, Debug)]
pub(super) struct RuleChecks {
    /// How strictly they are read.
    pub(super) options: Options,
    /// Whether repeated rules are looked for.
    pub(super) duplicates: bool,
}

/// What the check of rule files came to.
#[derive(Debug, Default)]
pub(super) struct Outcome {
    /// Whether a file is not what Prometheus takes.
    pub(super) has_errors: bool,
    /// Whether there are repeated rules.
    pub(super) has_lint: bool,
    /// The files with their findings.
    pub(super) files: Vec<CheckedFile>,
}

/// The path that means standard input, for `check rules`.
pub(super) const STDIN: &str = "-";

/// Checks the files one after the other, and tells promtool's readers at once.
pub(super) fn check(paths: &[String], checks: RuleChecks, audience: Audience, output: &Output) -> io::Result<Outcome> {
    let mut outcome = Outcome::default();
    for path in paths {
        let is_spoken = !matches!(audience, Audience::Machine(_));
        if is_spoken {
            let shown = if path == STDIN { "standard input" } else { path };
            say(output, format_args!("Checking {shown}"))?;
        }
        let checked = check_one(path, checks);
        let failed = !checked.errors.is_empty() || checked.lint.is_some();
        if audience == Audience::Promtool && failed {
            let mut stderr = output.stderr();
            writeln!(stderr, "  FAILED:")?;
            checked.errors.iter().chain(&checked.lint).try_for_each(|error| writeln!(stderr, "{error}"))?;
        }
        if is_spoken && !failed {
            say(output, format_args!("  SUCCESS: {} rules found", checked.rule_count))?;
        }
        // promtool leaves the empty line out after a file with errors.
        if is_spoken && checked.errors.is_empty() {
            say(output, "")?;
        }
        outcome.has_errors |= !checked.errors.is_empty();
        outcome.has_lint |= checked.lint.is_some();
        outcome.files.push(CheckedFile { name: name(path).into(), diagnostics: checked.diagnostics });
    }
    Ok(outcome)
}

/// A line on stdout, at once, so that it stays in order with stderr.
fn say(output: &Output, line: impl std::fmt::Display) -> io::Result<()> {
    let mut out = output.stdout();
    writeln!(out, "{line}")?;
    out.flush()
}

struct CheckedRules {
    errors: Vec<String>,
    lint: Option<String>,
    rule_count: usize,
    diagnostics: Vec<Diagnostic>,
}

/// What reports call an input.
fn name(path: &str) -> &str {
    if path == STDIN { "<stdin>" } else { path }
}

fn check_one(path: &str, checks: RuleChecks) -> CheckedRules {
    // promtool does not say what it was when it was standard input.
    let prefix = if path == STDIN { String::new() } else { format!("{path}: ") };
    let read = match path {
        STDIN => read_at_most(io::stdin().lock(), LARGEST_FILE_BYTES),
        path => read_input(Path::new(path), LARGEST_FILE_BYTES),
    };
    let bytes = match read {
        Ok(bytes) => bytes,
        Err(error) => {
            let message = match path {
                STDIN => format!("read standard input: {}", error_text(&error)),
                path => format!("open {path}: {}", error_text(&error)),
            };
            let diagnostics = vec![Diagnostic::error("rules/file", &message)];
            return CheckedRules { errors: vec![format!("{prefix}{message}")], lint: None, rule_count: 0, diagnostics };
        }
    };
    let file = RuleFile::parse(&bytes, checks.options);
    let text = file.document.as_ref().map_or(bytes, |document| document.text().as_bytes().to_vec());
    let source = Arc::new(SourceText::new(name(path), text));
    let mut diagnostics: Vec<Diagnostic> = file.diagnostics.iter().map(|finding| finding.in_text(&source)).collect();
    let duplicates = if checks.duplicates && file.is_good() { file.duplicates() } else { Vec::new() };
    let lint = (!duplicates.is_empty()).then(|| lint_text(&duplicates));
    diagnostics.extend(duplicates.iter().map(|duplicate| duplicate_diagnostic(duplicate, &source)));
    let errors = file.promtool_errors.iter().map(|error| format!("{prefix}{error}")).collect();
    CheckedRules { errors, lint, rule_count: file.rule_count(), diagnostics }
}

/// Of a rule that is there very often, no more places are shown than these and the first two.
const MOST_REPETITIONS: usize = 8;

/// The finding about repeated rules: at the second of them, with the others beside it.
fn duplicate_diagnostic(duplicate: &DuplicateRule, source: &Arc<SourceText>) -> Diagnostic {
    let DuplicateRule { name, labels, rules } = duplicate;
    let message = match labels.is_empty() {
        true => format!("{name} without labels is there more than once"),
        false => format!("{name} with the labels {labels} is there more than once"),
    };
    let diagnostic = Diagnostic::warning("rules/duplicate", message);
    match rules.as_slice() {
        [first, second, others @ ..] => {
            let diagnostic = diagnostic.at(Place::new(source, *second));
            let diagnostic = diagnostic.with_label(Place::new(source, *first), "first here");
            let again =
                |diagnostic: Diagnostic, span: &Span| diagnostic.with_label(Place::new(source, *span), "and here");
            let diagnostic = others.iter().take(MOST_REPETITIONS).fold(diagnostic, again);
            match others.len().saturating_sub(MOST_REPETITIONS) {
                0 => diagnostic,
                more => diagnostic.hinted(format!("it is there {more} more times")),
            }
        }
        _ => diagnostic,
    }
}

/// promtool's text about repeated rules.
fn lint_text(duplicates: &[DuplicateRule]) -> String {
    let mut text = format!("lint error {} duplicate rule(s) found.\n", duplicates.len());
    for duplicate in duplicates {
        text.push_str(&format!("Metric: {}\nLabel(s):\n", duplicate.name));
        for (name, value) in duplicate.labels.iter() {
            text.push_str(&format!("\t{name}: {value}\n"));
        }
    }
    text + "Might cause inconsistency while recording expressions"
}
