//! The examples of the pages as fixtures: each must be found, and each way out must not.
//!
//! A page's block under `## Example` is looked at with its lint, and so is the one under `## How to fix`. Blocks are
//! `promql` (an expression), `yaml` (a rule file, or a configuration for codes of `config/`), and for lints that need
//! evidence an `openmetrics` block of series beside them; a way out without such a block has the series of the example.
//! What is found while a file is read has `yaml` too.

use super::{
    EvidenceError, Expression, Lint, LocalEvidence, RuleFileText, RuleSet, SeriesFacts, WholeText,
    codes::{LINTS, explain},
    definition::Check,
    metrics,
    run::{check_config, check_expression, check_rules},
    suppress::{Ignored, landmarks},
};
use crate::{
    config::{
        check::{CheckOptions, Checked, Variables, check},
        rules::{Input, Options, RuleFile},
    },
    diagnostic::{Diagnostic, Severity, SourceText},
    engine,
    exposition::{
        self, Format, ParseOptions,
        classic::{ClassicError, ClassicOptions},
    },
    promql::{Features, parse},
};
use std::{collections::BTreeSet, sync::Arc};

/// What a lint finds beside series in OpenMetrics, in an expression or in a rule file, as [`found`].
pub(super) fn found_beside(lint: &'static Lint, series: &str, text: &str) -> Vec<String> {
    shown(&beside(lint, series, text))
}

/// How serious that is.
pub(super) fn severities_beside(lint: &'static Lint, series: &str, text: &str) -> Vec<Severity> {
    beside(lint, series, text).iter().map(|finding| finding.severity).collect()
}

fn beside(lint: &'static Lint, series: &str, text: &str) -> Vec<Diagnostic> {
    let evidence = evidence(series);
    let facts = SeriesFacts::new(&evidence).unwrap_or_else(|error| panic!("{}: {error}", lint.code));
    match text.starts_with("groups:") {
        true => in_rules(lint, text, Some(&facts)),
        false => in_expression(lint, text, Some(&facts)),
    }
}

/// Series in OpenMetrics as evidence. A label with the value `1…1000` stands for so many series.
fn evidence(text: &str) -> LocalEvidence {
    let parsed = exposition::parse(repeated(text).as_bytes(), 0, ParseOptions { format: Some(Format::OpenMetrics) });
    let parsed = parsed.unwrap_or_else(|error| panic!("{text}: {error}"));
    let types = parsed.families.iter().filter_map(|family| {
        let kind = family.kind?.as_str();
        Some((family.name.clone(), BTreeSet::from([kind.to_owned()])))
    });
    let types = types.collect();
    LocalEvidence::new("series.om", Box::new(parsed.into_source()), types, engine::Options::default())
        .unwrap_or_else(|error| panic!("{text}: {error}"))
}

fn repeated(text: &str) -> String {
    let repeat = |line: &str| -> Option<String> {
        let (before, after) = line.split_once('…')?;
        let (before, first) = before.rsplit_once('"')?;
        let (last, after) = after.split_once('"')?;
        let numbers = first.parse::<u32>().ok()?..=last.parse().ok()?;
        Some(numbers.map(|number| format!("{before}\"{number}\"{after}\n")).collect())
    };
    text.lines().map(|line| repeat(line).unwrap_or_else(|| format!("{line}\n"))).collect()
}

/// What a lint finds in an expression, as `TEXT OF THE PLACE: MESSAGE`.
pub(super) fn found(lint: &'static Lint, text: &str) -> Vec<String> {
    shown(&in_expression(lint, text, None))
}

/// What a lint finds in a rule file, as [`found`].
pub(super) fn found_in_rules(lint: &'static Lint, text: &str) -> Vec<String> {
    shown(&in_rules(lint, text, None))
}

/// What a lint finds in a configuration, as [`found`]. The files that it names are not there.
pub(super) fn found_in_config(lint: &'static Lint, text: &str) -> Vec<String> {
    shown(&in_config(lint, text))
}

fn shown(found: &[Diagnostic]) -> Vec<String> {
    let show = |diagnostic: &Diagnostic| {
        let place = diagnostic.place.as_ref().map(|place| place.text().into_owned()).unwrap_or_default();
        format!("{place}: {}", diagnostic.message)
    };
    found.iter().map(show).collect()
}

fn in_expression(lint: &'static Lint, text: &str, facts: Option<&SeriesFacts<'_>>) -> Vec<Diagnostic> {
    let text = text.trim_end();
    let tree = parse(text, Features::all()).unwrap_or_else(|error| panic!("{}: {text}: {error}", lint.code));
    let source = Arc::new(SourceText::new("expression", text));
    let found = check_expression(&Expression::alone(&source, text, &tree), &|other| other.code == lint.code, facts);
    known(found, lint)
}

fn in_rules(lint: &'static Lint, text: &str, facts: Option<&SeriesFacts<'_>>) -> Vec<Diagnostic> {
    let file = RuleFile::parse(text.as_bytes(), Options { ignore_unknown_fields: false, features: Features::all() });
    assert_eq!(file.promtool_errors, [""; 0], "{}: {text}", lint.code);
    let locate = WholeText(Arc::new(SourceText::new("rules.yml", text)));
    let set = RuleSet::new(vec![RuleFileText { file: &file, locate: &locate }]);
    let found = check_rules(&set, &|other| other.code == lint.code, facts);
    known(found, lint).concat()
}

/// Checks a configuration that is the only file of its directory, which stays while `look` looks at it.
fn look_at_config<T>(text: &str, options: &CheckOptions, look: impl FnOnce(&Checked) -> T) -> T {
    let folder = tempfile::tempdir().expect("a directory");
    let path = folder.path().join("prometheus.yml");
    std::fs::write(&path, text).expect("a file");
    look(&check(path.to_str().expect("the path is a text"), options))
}

fn in_config(lint: &'static Lint, text: &str) -> Vec<Diagnostic> {
    let options = CheckOptions { skip_missing_credentials: true, ..CheckOptions::default() };
    look_at_config(text, &options, |checked| {
        assert_eq!(checked.findings.told(), None, "{}: {text}", lint.code);
        check_config(checked, &|other| other.code == lint.code)
    })
}

/// What reading a configuration as a server's, as an agent's and with variables gives under this code.
fn in_reading(lint: &'static Lint, text: &str) -> Vec<Diagnostic> {
    let agent = CheckOptions { agent: true, ..CheckOptions::default() };
    let variables = CheckOptions { variables: Some(Variables::default()), ..CheckOptions::default() };
    let all = [CheckOptions::default(), agent, variables];
    let found = all.iter().flat_map(|options| look_at_config(text, options, Checked::diagnostics));
    found.filter(|finding| finding.code == lint.code).collect()
}

/// What is found while rules are read.
fn while_read(text: &str) -> Vec<Diagnostic> {
    let options = Options { ignore_unknown_fields: false, features: Features::all() };
    let input = Input::read(text.as_bytes(), None, options);
    let found = input.diagnostics(&Arc::new(SourceText::new("rules.yml", text)));
    assert_eq!(input.is_good(), found.is_empty(), "{text}");
    found
}

/// What is found in a page of metrics under this code.
fn in_page(lint: &'static Lint, text: &str) -> Vec<Diagnostic> {
    let options = ClassicOptions { keep_lines: true, ..ClassicOptions::default() };
    let found = match exposition::classic::read(&mut text.as_bytes(), options) {
        Ok(families) => metrics::check(&families).iter().map(|problem| problem.diagnostic("page")).collect(),
        Err(ClassicError::Syntax(wrong)) => vec![metrics::fault(&wrong, "page")],
        Err(ClassicError::Read(error)) => panic!("{}: {error}", lint.code),
    };
    found.into_iter().filter(|finding: &Diagnostic| finding.code == lint.code).collect()
}

/// What is wrong with the comments of a rule file.
fn in_comments(text: &str) -> Vec<Diagnostic> {
    let file = RuleFile::parse(text.as_bytes(), Options { ignore_unknown_fields: false, features: Features::all() });
    let source = Arc::new(SourceText::new("rules.yml", text));
    let locate = WholeText(Arc::clone(&source));
    let set = RuleSet::new(vec![RuleFileText { file: &file, locate: &locate }]);
    let mut ignored = Ignored::default();
    ignored.read(&source, landmarks(&set.file(0).expect("a file")), jiff::Timestamp::now());
    ignored.faults
}

fn known<T>(found: Result<T, EvidenceError>, lint: &Lint) -> T {
    found.unwrap_or_else(|error| panic!("{}: {error}", lint.code))
}

/// The fenced blocks of a section: language and text.
fn blocks(page: &str, heading: &str) -> Vec<(String, String)> {
    let section = page.split("\n## ").find(|section| section.starts_with(heading)).unwrap_or_default();
    let mut blocks = Vec::new();
    let mut lines = section.lines();
    while let Some(line) = lines.next() {
        if let Some(language) = line.strip_prefix("```") {
            let body: String =
                lines.by_ref().take_while(|line| *line != "```").map(|line| format!("{line}\n")).collect();
            blocks.push((language.to_owned(), body));
        }
    }
    blocks
}

/// What the lint finds in the blocks of a section; `None` for lints that are looked for elsewhere.
fn in_section(lint: &'static Lint, heading: &str) -> Option<Vec<Diagnostic>> {
    let page = explain(lint.code)?.page;
    let (blocks, example) = (blocks(&page, heading), blocks(&page, "Example"));
    let (language, text) = blocks.first().unwrap_or_else(|| panic!("{}: no block under {heading}", lint.code));
    let series = blocks.iter().chain(&example).find(|(language, _)| language == "openmetrics");
    match (lint.check, language.as_str()) {
        (Check::Elsewhere, "yaml") if lint.code.starts_with("config/") => Some(in_reading(lint, text)),
        (Check::Elsewhere, "yaml") if lint.code.starts_with("lint/") => Some(in_comments(text)),
        (Check::Elsewhere, "yaml") => Some(while_read(text)),
        (Check::Elsewhere, "text") if lint.code.starts_with("metrics/") => Some(in_page(lint, text)),
        (Check::Elsewhere, _) => None,
        (Check::Config(_), "yaml") => Some(in_config(lint, text)),
        (Check::Expression(_), "promql") => Some(in_expression(lint, text, None)),
        (Check::Expression(_) | Check::Rule(_) | Check::RuleFile(_), "yaml") => Some(in_rules(lint, text, None)),
        (Check::Series(_), "promql" | "yaml") => {
            let (_, series) = series.unwrap_or_else(|| panic!("{}: no series beside its example", lint.code));
            Some(beside(lint, series, text))
        }
        (_, other) => panic!("{}: a block of {other:?} is no fixture for it", lint.code),
    }
}

#[test]
fn examples_are_found_and_ways_out_are_not() {
    for lint in LINTS.iter() {
        let Some(found) = in_section(lint, "Example") else { continue };
        assert!(!found.is_empty(), "{}: nothing found in its example", lint.code);
        let is_of_lint = |finding: &Diagnostic| finding.code == lint.code;
        // What keeps a file from being read may have further findings as a consequence.
        let is_expected = match lint.check {
            Check::Elsewhere => found.iter().any(is_of_lint),
            _ => found.iter().all(is_of_lint),
        };
        assert!(is_expected, "{}: {found:?}", lint.code);
        let left = in_section(lint, "How to fix").unwrap_or_default();
        assert!(left.is_empty(), "{}: still found in the way out: {left:?}", lint.code);
    }
}

#[test]
fn fixes_mend_what_they_belong_to() {
    for lint in LINTS.iter().filter(|lint| matches!(lint.check, Check::Expression(_) | Check::Config(_))) {
        for finding in in_section(lint, "Example").unwrap_or_default() {
            let (Some(fix), Some(place)) = (&finding.fix, &finding.place) else { continue };
            let mut text = String::from_utf8_lossy(place.source.bytes()).into_owned();
            let mut edits = fix.edits.clone();
            edits.sort_by_key(|edit| std::cmp::Reverse(edit.place.span.start));
            for edit in edits {
                let span = edit.place.span;
                text.replace_range(span.start as usize..span.end as usize, &edit.replacement);
            }
            let left = match (lint.check, place.source.name()) {
                (Check::Config(_), _) => in_config(lint, &text),
                (_, "expression") => in_expression(lint, &text, None),
                _ => in_rules(lint, &text, None),
            };
            // Each configuration has a directory of its own, so that places differ.
            let is_same = |left: &Diagnostic| match lint.check {
                Check::Config(_) => left.message == finding.message,
                _ => *left == finding,
            };
            assert!(!left.iter().any(is_same), "{}: still found in {text}", lint.code);
        }
    }
}
