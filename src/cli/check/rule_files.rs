//! Rule files, given or named by a configuration: checked and told in promtool's words.

use super::{
    format::Audience,
    review::{Found, Review, Reviewed, Weight},
};
use crate::{
    cli::{error::CommandError, evidence::failure, output::Output},
    config::rules::{DuplicateRule, Input, Layout, Options},
    diagnostic::{Diagnostic, SourceText},
    golang::system::error_text,
    io::input::{read_at_most, read_input},
    lint::{
        PartText, RuleFileText, RuleSet, check_rules,
        suppress::{Ignored, landmarks},
    },
    report::diagnostics::{is_meant, line},
};
use std::{
    io::{self, Write},
    path::Path,
    sync::Arc,
};

/// No rule file is larger.
const LARGEST_FILE_BYTES: u64 = 64 << 20;

/// The path that means standard input, for `check rules`.
pub(super) const STDIN: &str = "-";

/// What reports call it.
pub(super) const STDIN_NAME: &str = "<stdin>";

/// The code of repeated rules, which promtool finds too.
const DUPLICATE: &str = "rules/duplicate";

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

impl RuleChecks {
    /// How much is wrong with a text.
    pub(super) fn faults(self, text: &[u8]) -> usize {
        let input = Input::read(text, self.layout, self.options);
        input.findings.len() + input.parts.iter().map(|part| part.file.promtool_errors.len()).sum::<usize>()
    }
}

/// A file that was read.
struct ReadFile {
    source: Arc<SourceText>,
    /// What is in it, or why that is not known.
    content: Result<Input, String>,
}

impl ReadFile {
    fn parts(&self) -> impl Iterator<Item = PartText<'_>> {
        let parts = self.content.iter().flat_map(|input| &input.parts);
        parts.map(|part| PartText { part, source: Arc::clone(&self.source) })
    }
}

/// Checks the files together, and tells of one after the other in promtool's lines where those have a place.
pub(super) fn check(
    paths: &[String],
    checks: RuleChecks,
    review: &mut Review,
    audience: Audience,
    output: &Output,
) -> Result<(), CommandError> {
    let files: Vec<ReadFile> = paths.iter().map(|path| read(path, checks)).collect();
    let lints = look(&files, checks, review, audience)?;
    let is_spoken = review.is_spoken(audience);
    for ((path, file), (found, ignored)) in paths.iter().zip(&files).zip(lints) {
        if is_spoken {
            let shown = if path == STDIN { "standard input" } else { path };
            say(output, format_args!("Checking {shown}"))?;
        }
        let reading = match &file.content {
            Ok(input) => input.diagnostics(&file.source),
            Err(message) => vec![Diagnostic::error("rules/file", message)],
        };
        let reviewed = review.add(&file.source, Found { reading, lints: found }, &ignored)?;
        if is_spoken {
            tell(path, file, reviewed, checks, audience, output)?;
        }
    }
    Ok(())
}

/// What lints find in each file, and what its comments say.
fn look(
    files: &[ReadFile],
    checks: RuleChecks,
    review: &Review,
    audience: Audience,
) -> Result<Vec<(Vec<Diagnostic>, Ignored)>, CommandError> {
    let mut results: Vec<_> = files.iter().map(|_| (Vec::new(), Ignored::default())).collect();
    let is_looking = review.is_looking(audience);
    if !is_looking && !checks.duplicates {
        return Ok(results);
    }
    let numbered = files.iter().enumerate();
    let parts: Vec<(usize, PartText<'_>)> =
        numbered.flat_map(|(number, file)| file.parts().map(move |part| (number, part))).collect();
    let texts = parts.iter().map(|(_, part)| RuleFileText { file: &part.part.file, locate: part }).collect();
    let set = if is_looking { RuleSet::new(texts) } else { RuleSet::apart(texts) };
    let is_chosen = |lint: &crate::lint::Lint| match lint.code {
        DUPLICATE => checks.duplicates,
        _ => review.looks_for(lint, audience),
    };
    let facts = review.facts()?;
    let found = check_rules(&set, &is_chosen, facts.as_ref()).map_err(failure)?;
    let mut marks: Vec<Vec<_>> = files.iter().map(|_| Vec::new()).collect();
    for (index, ((number, _), found)) in parts.iter().zip(found).enumerate() {
        if let (Some((of_file, _)), Some(marks), Some(view)) =
            (results.get_mut(*number), marks.get_mut(*number), set.file(index))
        {
            of_file.extend(found);
            marks.extend(landmarks(&view));
        }
    }
    let now = jiff::Timestamp::now();
    for ((file, (found, ignored)), marks) in files.iter().zip(&mut results).zip(marks) {
        ignored.read(&file.source, marks, now);
        if review.looks_for_comments(audience) {
            found.append(&mut ignored.faults);
        }
    }
    Ok(results)
}

/// promtool's lines about a file.
fn tell(
    path: &str,
    file: &ReadFile,
    reviewed: &[Reviewed],
    checks: RuleChecks,
    audience: Audience,
    output: &Output,
) -> io::Result<()> {
    let errors = errors(path, file, reviewed);
    let lint = lint_text(file, reviewed);
    let failed = !errors.is_empty() || lint.is_some();
    if audience == Audience::People {
        let parts = file.content.iter().flat_map(|input| &input.parts);
        let named = parts.filter_map(|part| Some((part.name.as_ref()?, part.file.rule_count())));
        named.into_iter().try_for_each(|(name, count)| say(output, format_args!("  {name}: {count} rules")))?;
    }
    if audience == Audience::Promtool && failed {
        let mut stderr = output.stderr();
        writeln!(stderr, "  FAILED:")?;
        errors.iter().chain(&lint).try_for_each(|error| writeln!(stderr, "{error}"))?;
    }
    if let Ok(input) = &file.content
        && !failed
    {
        say(output, format_args!("  SUCCESS: {} rules found{}", input.rule_count(), remarks(input, checks)))?;
    }
    // promtool leaves the empty line out after a file with errors.
    if errors.is_empty() {
        say(output, "")?;
    }
    Ok(())
}

/// promtool's errors; of an input that promtool would not understand, the findings, and what to try below each.
fn errors(path: &str, file: &ReadFile, reviewed: &[Reviewed]) -> Vec<String> {
    // promtool does not say what it was when it was standard input.
    let prefix = if path == STDIN { String::new() } else { format!("{path}: ") };
    let input = match &file.content {
        Ok(input) => input,
        Err(message) => return vec![format!("{prefix}{message}")],
    };
    if input.is_plain {
        let errors = input.parts.iter().flat_map(|part| &part.file.promtool_errors);
        return errors.map(|error| format!("{prefix}{error}")).collect();
    }
    let refusals = reviewed.iter().filter(|finding| finding.weight == Weight::Refusal);
    let text = |finding: &Reviewed| {
        let line = line(file.source.name(), &finding.diagnostic);
        let hints = finding.diagnostic.hints.iter().filter(|hint| !is_meant(hint));
        hints.fold(line, |line, hint| format!("{line}\n  hint: {hint}"))
    };
    refusals.map(text).collect()
}

/// A line on stdout, at once, so that it stays in order with stderr.
fn say(output: &Output, line: impl std::fmt::Display) -> io::Result<()> {
    let mut out = output.stdout();
    writeln!(out, "{line}")?;
    out.flush()
}

fn read(path: &str, checks: RuleChecks) -> ReadFile {
    let (name, read) = match path {
        STDIN => (STDIN_NAME, read_at_most(io::stdin().lock(), LARGEST_FILE_BYTES)),
        path => (path, read_input(Path::new(path), LARGEST_FILE_BYTES)),
    };
    match read {
        Ok(bytes) => {
            let input = Input::read(&bytes, checks.layout, checks.options);
            ReadFile { source: Arc::new(SourceText::shared(name, Arc::clone(&input.text))), content: Ok(input) }
        }
        Err(error) => {
            let message = match path {
                STDIN => format!("read standard input: {}", error_text(&error)),
                path => format!("open {path}: {}", error_text(&error)),
            };
            ReadFile { source: Arc::new(SourceText::new(name, "")), content: Err(message) }
        }
    }
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

/// promtool's text about the repeated rules that are shown.
fn lint_text(file: &ReadFile, reviewed: &[Reviewed]) -> Option<String> {
    let shown: Vec<&Diagnostic> =
        reviewed.iter().map(|finding| &finding.diagnostic).filter(|finding| finding.code == DUPLICATE).collect();
    if shown.is_empty() {
        return None;
    }
    let text = |part: PartText<'_>| {
        let is_shown = |duplicate: &DuplicateRule| {
            let second = duplicate.rules.get(1).map(|span| part.part.place(&part.source, *span));
            shown.iter().any(|finding| finding.place == second)
        };
        let duplicates: Vec<DuplicateRule> = part.part.file.duplicates().into_iter().filter(is_shown).collect();
        (!duplicates.is_empty()).then(|| duplicates_text(&duplicates))
    };
    let texts: Vec<String> = file.parts().filter_map(text).collect();
    Some(texts.join("\n"))
}

/// promtool's text about repeated rules.
fn duplicates_text(duplicates: &[DuplicateRule]) -> String {
    let mut text = format!("lint error {} duplicate rule(s) found.\n", duplicates.len());
    for duplicate in duplicates {
        text.push_str(&format!("Metric: {}\nLabel(s):\n", duplicate.name));
        for (name, value) in duplicate.labels.iter() {
            text.push_str(&format!("\t{name}: {value}\n"));
        }
    }
    text + "Might cause inconsistency while recording expressions"
}
