//! Collecting what is wrong, for people and in promtool's words.

use super::finding::Finding;
use crate::diagnostic::Span;

/// More findings of a kind than this are not kept: nobody reads them, and a hostile file has millions.
const MOST: usize = 10_000;

/// What was found so far.
#[derive(Debug, Default)]
pub(super) struct Outcome {
    diagnostics: Vec<Finding>,
    /// What no decoding survives, in the order found.
    hard: Vec<String>,
    /// Values of wrong types and the like: a line for each of the two decodings, if it notices.
    first: Vec<(u32, String)>,
    second: Vec<(u32, String)>,
    /// What is wrong with rules.
    rules: Vec<String>,
}

impl Outcome {
    /// What ends a decoding at once.
    pub(super) fn hard(&mut self, text: String, diagnostic: Finding) {
        keep(&mut self.hard, text);
        keep(&mut self.diagnostics, diagnostic);
    }

    /// What is collected while decoding: the messages for line `line`, of the first and of the second decoding.
    pub(super) fn type_error(&mut self, line: u32, messages: (Option<String>, Option<String>), diagnostic: Finding) {
        self.type_line(line, messages, diagnostic.span.unwrap_or_default());
        self.finding(diagnostic);
    }

    /// The same without a finding; `at` is where Go is when it notices.
    pub(super) fn type_line(&mut self, line: u32, messages: (Option<String>, Option<String>), at: Span) {
        for (lines, message) in [(&mut self.first, messages.0), (&mut self.second, messages.1)] {
            if let Some(message) = message {
                keep(lines, (at.start, format!("  line {line}: {message}")));
            }
        }
    }

    /// A finding of which promtool says nothing more.
    pub(super) fn finding(&mut self, diagnostic: Finding) {
        keep(&mut self.diagnostics, diagnostic);
    }

    /// What others found, after what is here.
    pub(super) fn append(&mut self, other: Outcome) {
        let Outcome { diagnostics, hard, first, second, rules } = other;
        diagnostics.into_iter().for_each(|found| keep(&mut self.diagnostics, found));
        hard.into_iter().for_each(|found| keep(&mut self.hard, found));
        first.into_iter().for_each(|found| keep(&mut self.first, found));
        second.into_iter().for_each(|found| keep(&mut self.second, found));
        rules.into_iter().for_each(|found| keep(&mut self.rules, found));
    }

    pub(super) fn is_empty(&self) -> bool {
        let Outcome { diagnostics, hard, first, second, rules } = self;
        diagnostics.is_empty() && hard.is_empty() && first.is_empty() && second.is_empty() && rules.is_empty()
    }

    /// What is wrong with a group or rule.
    pub(super) fn rule(&mut self, text: String, diagnostic: Finding) {
        keep(&mut self.rules, text);
        keep(&mut self.diagnostics, diagnostic);
    }

    /// The findings in the order of the file, and promtool's errors: it looks at rules only once the YAML is good, and a
    /// decoding that ended early has forgotten what it collected.
    pub(super) fn finish(mut self) -> (Vec<Finding>, Vec<String>) {
        self.diagnostics.sort_by_key(|diagnostic| diagnostic.span.map(|span| span.start));
        if let Some(text) = self.hard.into_iter().next() {
            return (self.diagnostics, vec![text.clone(), text]);
        }
        let mut yaml = Vec::new();
        for mut lines in [self.first, self.second].into_iter().filter(|lines| !lines.is_empty()) {
            lines.sort_by_key(|(place, _)| *place);
            let lines: Vec<String> = lines.into_iter().map(|(_, line)| line).collect();
            yaml.push(format!("yaml: unmarshal errors:\n{}", lines.join("\n")));
        }
        let promtool = if yaml.is_empty() { self.rules } else { yaml };
        (self.diagnostics, promtool)
    }
}

fn keep<T>(kept: &mut Vec<T>, found: T) {
    if kept.len() < MOST {
        kept.push(found);
    }
}
