//! Collecting what is wrong, for people and in promtool's words.

use super::finding::Finding;

/// What was found so far.
#[derive(Debug, Default)]
pub(super) struct Outcome {
    diagnostics: Vec<Finding>,
    /// What no decoding survives, in the order found.
    hard: Vec<String>,
    /// Values of wrong types and the like: a line for each of the two decodings, if it notices.
    first: Vec<String>,
    second: Vec<String>,
    /// What is wrong with rules.
    rules: Vec<String>,
}

impl Outcome {
    /// What ends a decoding at once.
    pub(super) fn hard(&mut self, text: String, diagnostic: Finding) {
        self.hard.push(text);
        self.diagnostics.push(diagnostic);
    }

    /// What is collected while decoding: the messages for line `line`, of the first and of the second decoding.
    pub(super) fn type_error(&mut self, line: u32, messages: (Option<String>, Option<String>), diagnostic: Finding) {
        self.first.extend(messages.0.map(|message| format!("  line {line}: {message}")));
        self.second.extend(messages.1.map(|message| format!("  line {line}: {message}")));
        self.diagnostics.push(diagnostic);
    }

    /// What is wrong with a group or rule.
    pub(super) fn rule(&mut self, text: String, diagnostic: Finding) {
        self.rules.push(text);
        self.diagnostics.push(diagnostic);
    }

    /// The findings in the order of the file, and promtool's errors: it looks at rules only once the YAML is good, and a
    /// decoding that ended early has forgotten what it collected.
    pub(super) fn finish(mut self) -> (Vec<Finding>, Vec<String>) {
        self.diagnostics.sort_by_key(|diagnostic| diagnostic.span.map(|span| span.start));
        if let Some(text) = self.hard.into_iter().next() {
            return (self.diagnostics, vec![text.clone(), text]);
        }
        let collected = [self.first, self.second].into_iter().filter(|lines| !lines.is_empty());
        let yaml: Vec<String> =
            collected.map(|lines| format!("yaml: unmarshal errors:\n{}", lines.join("\n"))).collect();
        let promtool = if yaml.is_empty() { self.rules } else { yaml };
        (self.diagnostics, promtool)
    }
}
