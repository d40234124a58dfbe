//! Rule files that a configuration names: checked as `check rules` checks them, in promtool's words.

use super::format::Audience;
use crate::{
    cli::output::Output,
    config::rules::{DuplicateRule, Options, RuleFile},
    diagnostic::{Diagnostic, SourceText},
    golang::system::error_text,
    io::input::read_input,
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
    /// Fields that nothing knows are passed over.
    pub(super) ignore_unknown_fields: bool,
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

/// Checks the files one after the other, and tells promtool's readers at once.
pub(super) fn check(paths: &[String], checks: RuleChecks, audience: Audience, output: &Output) -> io::Result<Outcome> {
    let mut outcome = Outcome::default();
    for path in paths {
        let is_spoken = !matches!(audience, Audience::Machine(_));
        if is_spoken {
            say(output, format_args!("Checking {path}"))?;
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
        outcome.files.push(CheckedFile { name: path.clone(), diagnostics: checked.diagnostics });
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

fn check_one(path: &str, checks: RuleChecks) -> CheckedRules {
    let bytes = match read_input(Path::new(path), LARGEST_FILE_BYTES) {
        Ok(bytes) => bytes,
        Err(error) => {
            let message = format!("open {path}: {}", error_text(&error));
            let diagnostics = vec![Diagnostic::error("rules/file", &message)];
            return CheckedRules { errors: vec![format!("{path}: {message}")], lint: None, rule_count: 0, diagnostics };
        }
    };
    let options = Options { ignore_unknown_fields: checks.ignore_unknown_fields, ..Options::default() };
    let file = RuleFile::parse(&bytes, options);
    let text = file.document.as_ref().map_or(bytes, |document| document.text().as_bytes().to_vec());
    let source = Arc::new(SourceText::new(path, text));
    let mut diagnostics: Vec<Diagnostic> = file.diagnostics.iter().map(|finding| finding.in_text(&source)).collect();
    let duplicates = if checks.duplicates && file.is_good() { file.duplicates() } else { Vec::new() };
    let lint = (!duplicates.is_empty()).then(|| lint_text(&duplicates));
    diagnostics.extend(duplicates.iter().map(|duplicate| {
        let (name, labels) = (&duplicate.name, &duplicate.labels);
        Diagnostic::warning("rules/duplicate", format!("{name} with the labels {labels} is there more than once"))
    }));
    let errors = file.promtool_errors.iter().map(|error| format!("{path}: {error}")).collect();
    CheckedRules { errors, lint, rule_count: file.rule_count(), diagnostics }
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
