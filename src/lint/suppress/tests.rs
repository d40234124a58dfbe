//! Which lines comments reach.

use super::*;
use crate::{
    config::rules::{Options, RuleFile},
    lint::{RuleFileText, RuleSet, WholeText},
};

fn now() -> Timestamp {
    "2026-11-28T12:00:00Z".parse().expect("a time")
}

/// The lines of `text` in which a finding of `code` is switched off, and what is wrong with its comments.
fn off(text: &str, code: &'static str) -> (Vec<usize>, Vec<String>) {
    let file = RuleFile::parse(text.as_bytes(), Options::default());
    let source = Arc::new(SourceText::new("f", text));
    let locate = WholeText(Arc::clone(&source));
    let set = RuleSet::new(vec![RuleFileText { file: &file, locate: &locate }]);
    let mut ignored = Ignored::default();
    ignored.read(&source, landmarks(&set.file(0).expect("a file")), now());
    let mut start = 0;
    let mut lines = Vec::new();
    for (index, line) in text.split('\n').enumerate() {
        let finding = Diagnostic::warning(code, "x").at(Place::new(&source, Span::new(start, start + line.len())));
        if ignored.covers(&finding) {
            lines.push(index + 1);
        }
        start += line.len() + 1;
    }
    let faults = ignored.faults.iter().map(|fault| {
        let place = fault.place.as_ref().expect("a place");
        format!("{}: {}: {}", place.start().line, place.text(), fault.message)
    });
    (lines, faults.collect())
}

const RULES: &str = "# head
groups:
  - name: a
    rules:
      # promq disable rules/duplicate
      # why

      - record: one
        expr: up
      - record: two
        # promq disable promql/
        expr: |
          up # pint ignore/line
            # promq disable rules/duplicate
      - record: three
        expr: up
  - name: b
    # promq disable rules/duplicate
    rules:
      - record: four
        expr: up # promq disable promql/plain-regex
";

#[test]
fn a_comment_belongs_to_the_rule_around_it_or_behind_it() {
    let (duplicate, faults) = off(RULES, "rules/duplicate");
    assert_eq!(duplicate, [8, 9, 10, 11, 12, 13, 14]);
    assert_eq!(faults, ["18: # promq disable rules/duplicate: this comment belongs to no rule"]);
    let (regex, _) = off(RULES, "promql/plain-regex");
    assert_eq!(regex, [10, 11, 12, 13, 14, 20, 21, 22]);
    // A code that no comment names is off only in ignored lines.
    assert_eq!(off(RULES, "metrics/colon").0, [13]);
}

#[test]
fn lines_and_ranges_and_files_are_ignored() {
    let text = "a # pint ignore/line\n# pint ignore/next-line\nb\nc\n# pint ignore/begin\nd\n# pint ignore/end\ne\n";
    assert_eq!(off(text, "x/y").0, [1, 3, 5, 6, 7]);
    assert_eq!(off("a\n# pint ignore/file\nb\n", "x/y").0, [2, 3, 4]);
    let (lines, faults) = off("a\r\n# promq ignore/begin\r\nb", "x/y");
    assert_eq!((lines, faults), (vec![2, 3], vec!["2: # promq ignore/begin: no `ignore/end` follows".to_string()]));
    let (_, faults) = off("a # promq ignore/end", "x/y");
    assert_eq!(faults, ["1: # promq ignore/end: nothing was begun that could end here"]);
}

#[test]
fn files_switch_off_codes_anywhere() {
    let text = "a\nb # pint file/disable rule/duplicate\n";
    assert_eq!(off(text, "rules/duplicate").0, [1, 2, 3]);
    assert_eq!(off(text, "promql/plain-regex").0, [0; 0]);
    let mut ignored = Ignored::default();
    ignored.read(&Arc::new(SourceText::new("f", text)), Vec::new(), now());
    assert!(ignored.covers(&Diagnostic::warning("rules/duplicate", "of the file as a whole")));
}

#[test]
fn sections_take_the_comments_before_them() {
    let text = "global:\n  a: 1\n# promq disable metrics/colon\nscrape_configs:\n  # promq disable rules/duplicate\n  - job: a\n  - job: b\n";
    let source = Arc::new(SourceText::new("f", text));
    let landmark = |line, column, kind| Landmark { position: Position { line, column }, kind };
    let mut ignored = Ignored::default();
    let landmarks = vec![
        landmark(1, 1, LandmarkKind::Section),
        landmark(4, 1, LandmarkKind::Section),
        landmark(6, 5, LandmarkKind::Item),
        landmark(7, 5, LandmarkKind::Item),
    ];
    ignored.read(&source, landmarks, now());
    let is_off = |code, line: usize| {
        let start = text.split_inclusive('\n').take(line - 1).map(str::len).sum();
        ignored.covers(&Diagnostic::warning(code, "x").at(Place::new(&source, Span::new(start, start + 1))))
    };
    let off = |code| (1..=7).filter(|line| is_off(code, *line)).collect::<Vec<_>>();
    assert_eq!(off("metrics/colon"), [4, 5]);
    assert_eq!(off("rules/duplicate"), [6]);
    // Another text of the same run has its own comments.
    let other = Arc::new(SourceText::new("g", text));
    assert!(!ignored.covers(&Diagnostic::warning("rules/duplicate", "x").at(Place::new(&other, Span::new(70, 71)))));
}

#[test]
fn a_metric_narrows_what_is_switched_off() {
    let source = Arc::new(SourceText::new("f", "up + down"));
    let codes = Codes { names: vec!["promql/x"], subject: Some("up".into()) };
    let at = |start, end| Diagnostic::warning("promql/x", "x").at(Place::new(&source, Span::new(start, end)));
    assert!(codes.cover(&at(0, 2)) && !codes.cover(&at(5, 9)));
}

#[test]
fn many_comments_cost_little() {
    let (lines, faults) = off(&"# pint ignore/line\n".repeat(MOST_COMMENTS + 1), "x/y");
    assert_eq!((lines.len(), faults.len()), (MOST_COMMENTS, 1));
}
