//! Rule files, given or named by a configuration: checked and told in promtool's words.

use super::format::Audience;
use crate::{
    cli::output::Output,
    config::rules::{DuplicateRule, Input, Layout, Options, Part},
    diagnostic::{Diagnostic, Severity, SourceText, Span},
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
    /// What they are written for; `None` if that is told by what is in them.
    pub(super) layout: Option<Layout>,
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
        if audience == Audience::People {
            checked.contents.iter().try_for_each(|line| say(output, format_args!("  {line}")))?;
        }
        let failed = !checked.errors.is_empty() || checked.lint.is_some();
        if audience == Audience::Promtool && failed {
            let mut stderr = output.stderr();
            writeln!(stderr, "  FAILED:")?;
            checked.errors.iter().chain(&checked.lint).try_for_each(|error| writeln!(stderr, "{error}"))?;
        }
        if is_spoken && !failed {
            say(output, format_args!("  SUCCESS: {} rules found{}", checked.rule_count, checked.remarks))?;
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

#[derive(Default)]
struct CheckedRules {
    errors: Vec<String>,
    lint: Option<String>,
    rule_count: usize,
    /// A line for each rule file in it, if there may be several.
    contents: Vec<String>,
    /// What else there is to know of it.
    remarks: String,
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
            return CheckedRules { errors: vec![format!("{prefix}{message}")], diagnostics, ..CheckedRules::default() };
        }
    };
    let input = Input::read(bytes, checks.layout, checks.options);
    let source = Arc::new(SourceText::shared(name(path), Arc::clone(&input.text)));
    let mut diagnostics = input.diagnostics(&source);
    let errors = match input.is_plain {
        true => input
            .parts
            .iter()
            .flat_map(|part| &part.file.promtool_errors)
            .map(|error| format!("{prefix}{error}"))
            .collect(),
        false => diagnostics.iter().filter(|found| found.severity == Severity::Error).map(line).collect(),
    };
    let mut lint = Vec::new();
    for part in input.parts.iter().filter(|part| checks.duplicates && part.file.is_good()) {
        let duplicates = part.file.duplicates();
        lint.extend((!duplicates.is_empty()).then(|| lint_text(&duplicates)));
        diagnostics.extend(duplicates.iter().map(|duplicate| duplicate_diagnostic(duplicate, part, &source)));
    }
    let named = input.parts.iter().filter_map(|part| Some((part.name.as_ref()?, part.file.rule_count())));
    let contents = named.map(|(name, count)| format!("{name}: {count} rules")).collect();
    let lint = (!lint.is_empty()).then(|| lint.join("\n"));
    CheckedRules {
        errors,
        lint,
        rule_count: input.rule_count(),
        contents,
        remarks: remarks(&input, checks),
        diagnostics,
    }
}

/// A finding on a line of its own, and what to try below it.
fn line(diagnostic: &Diagnostic) -> String {
    let place = diagnostic.place.as_ref().map_or(String::new(), |place| {
        let start = place.start();
        format!("{}:{}:{}: ", place.source.name(), start.line, start.column)
    });
    let Diagnostic { code, message, .. } = diagnostic;
    let line = format!("{place}error[{code}]: {message}");
    diagnostic.hints.iter().fold(line, |line, hint| format!("{line}\n  hint: {hint}"))
}

fn remarks(input: &Input, checks: RuleChecks) -> String {
    let mut remarks = String::new();
    if checks.layout.is_some_and(|layout| !layout.is_promql()) {
        remarks.push_str(", expressions in LogQL not checked");
    }
    match input.passed_over {
        0 => {}
        1 => remarks.push_str(", 1 other object passed over"),
        count => remarks.push_str(&format!(", {count} other objects passed over")),
    }
    remarks
}

/// Of a rule that is there very often, no more places are shown than these and the first two.
const MOST_REPETITIONS: usize = 8;

/// The finding about repeated rules: at the second of them, with the others beside it.
fn duplicate_diagnostic(duplicate: &DuplicateRule, part: &Part, source: &Arc<SourceText>) -> Diagnostic {
    let DuplicateRule { name, labels, rules } = duplicate;
    let message = match labels.is_empty() {
        true => format!("{name} without labels is there more than once"),
        false => format!("{name} with the labels {labels} is there more than once"),
    };
    let diagnostic = Diagnostic::warning("rules/duplicate", message);
    match rules.as_slice() {
        [first, second, others @ ..] => {
            let diagnostic = diagnostic.at(part.place(source, *second));
            let diagnostic = diagnostic.with_label(part.place(source, *first), "first here");
            let again =
                |diagnostic: Diagnostic, span: &Span| diagnostic.with_label(part.place(source, *span), "and here");
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
