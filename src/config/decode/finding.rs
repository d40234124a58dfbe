//! What is wrong, in the order in which Prometheus would come upon it, and which of it Prometheus would tell.

use super::{Checks, Origin, Section, Spot};
use crate::diagnostic::{Diagnostic, Place};

/// How Prometheus treats a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// A wrong kind of value, an unknown or repeated key: collected, and told when nothing else is wrong.
    Type,
    /// Anything else: the first one ends the reading, and is told alone.
    Rule,
    /// Found where Prometheus does not look any more, because of what it found before.
    Consequence,
}

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// `config/…`.
    pub code: &'static str,
    /// How Prometheus treats it.
    pub class: Class,
    /// Prometheus' text, without context and line.
    pub message: String,
    /// Where.
    pub spot: Option<Spot>,
    /// The line that Prometheus names, for the class [`Class::Type`].
    pub line: usize,
    /// Other places that explain it.
    pub labels: Vec<(Spot, String)>,
    /// What to do.
    pub hints: Vec<String>,
    /// The stage that it was found in.
    stage: usize,
}

impl Finding {
    fn new(code: &'static str, class: Class, spot: Option<Spot>, message: String, stage: usize) -> Finding {
        Finding { code, class, message, spot, line: 0, labels: Vec::new(), hints: Vec::new(), stage }
    }

    /// Adds a place that explains the finding.
    pub(in crate::config) fn label(&mut self, spot: Spot, message: impl Into<String>) -> &mut Finding {
        self.labels.push((spot, message.into()));
        self
    }

    /// Adds advice, if there is any.
    pub(in crate::config) fn hint(&mut self, hint: Option<String>) -> &mut Finding {
        self.hints.extend(hint);
        self
    }

    /// The finding as a diagnostic, whose places `place` knows.
    pub(in crate::config) fn diagnostic(&self, place: impl Fn(Spot) -> Option<Place>) -> Diagnostic {
        let mut diagnostic = Diagnostic::error(self.code, &self.message);
        diagnostic.place = self.spot.and_then(&place);
        for (spot, message) in &self.labels {
            if let Some(place) = place(*spot) {
                diagnostic = diagnostic.with_label(place, message);
            }
        }
        self.hints.iter().fold(diagnostic, |diagnostic, hint| diagnostic.hinted(hint))
    }

    /// The text with the advice, on one line.
    pub(in crate::config) fn advice(&self) -> String {
        match self.hints.as_slice() {
            [] => self.message.clone(),
            hints => format!("{} ({})", self.message, hints.join("; ")),
        }
    }
}

/// A secret that stands in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotedSecret {
    /// Where.
    pub spot: Spot,
    /// The key that it is the value of, or below which it stands; empty when there is none.
    pub key: &'static str,
    /// The key beside it that takes a file instead.
    pub file_key: Option<&'static str>,
}

/// The findings of a run, and the places of secrets, which nothing may show.
///
/// Prometheus works in stages, the first of which is the main file; after one that found something it stops.
#[derive(Clone, Debug)]
pub struct Findings {
    list: Vec<Finding>,
    /// What Prometheus puts before the texts of each stage; the last one is the current one.
    contexts: Vec<String>,
    /// How many findings of the class [`Class::Type`] the current stage has.
    type_errors: usize,
    secrets: Vec<NotedSecret>,
    /// How many findings were left out, and the place where such a one is written.
    left_out: usize,
    unwanted: Finding,
}

/// Nobody reads more findings; the rest is only counted, so that no input makes them use up the memory.
const MOST_FINDINGS: usize = 10_000;

impl Default for Findings {
    fn default() -> Findings {
        Findings {
            list: Vec::new(),
            contexts: vec![String::new()],
            type_errors: 0,
            secrets: Vec::new(),
            left_out: 0,
            unwanted: Finding::new("", Class::Consequence, None, String::new(), 0),
        }
    }
}

impl Findings {
    /// All of them, in the order in which Prometheus would come upon them.
    pub fn all(&self) -> &[Finding] {
        &self.list
    }

    /// How many more there are.
    pub fn left_out(&self) -> usize {
        self.left_out
    }

    /// Whether so many are there already that no more are looked for.
    pub(in crate::config) fn are_too_many(&self) -> bool {
        self.list.len() >= MOST_FINDINGS
    }

    /// Whether nothing is wrong.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// The secrets in the files.
    pub fn secrets(&self) -> &[NotedSecret] {
        &self.secrets
    }

    /// Begins a stage, before whose texts Prometheus puts `context`, such as `parsing YAML file F: `.
    pub(in crate::config) fn begin(&mut self, context: impl Into<String>) {
        self.contexts.push(context.into());
        self.type_errors = 0;
    }

    /// How many findings of the class [`Class::Type`] the current stage has.
    pub(in crate::config) fn type_errors(&self) -> usize {
        self.type_errors
    }

    /// Notes that a secret stands at `spot`.
    pub(in crate::config) fn note_secret(&mut self, spot: Spot) {
        self.secrets.push(NotedSecret { spot, key: "", file_key: None });
    }

    /// Says of the secrets from the one of number `first` on which key of which section they belong to, unless that is
    /// known already. `keys` are those of the section.
    pub(super) fn name_secrets(&mut self, first: usize, key: &str, keys: impl FnOnce() -> Vec<&'static str>) {
        let Some(nameless) = self.secrets.get_mut(first..).filter(|secrets| !secrets.is_empty()) else { return };
        let keys = keys();
        let known = |wanted: &str| keys.iter().copied().find(|known| *known == wanted);
        let file_key = known(&format!("{key}_file")).or_else(|| known("files").filter(|_| key == "secrets"));
        for secret in nameless.iter_mut().filter(|secret| secret.key.is_empty()) {
            (secret.key, secret.file_key) = (known(key).unwrap_or_default(), file_key);
        }
    }

    /// Adds a finding of the class [`Class::Type`].
    pub(in crate::config) fn type_error(
        &mut self,
        code: &'static str,
        spot: Spot,
        line: usize,
        message: String,
    ) -> &mut Finding {
        self.type_errors += 1;
        let finding = self.add(code, Class::Type, Some(spot), message);
        finding.line = line;
        finding
    }

    /// Adds a finding.
    pub(in crate::config) fn add(
        &mut self,
        code: &'static str,
        class: Class,
        spot: Option<Spot>,
        message: impl Into<String>,
    ) -> &mut Finding {
        let finding = Finding::new(code, class, spot, message.into(), self.contexts.len() - 1);
        // The one that Prometheus would tell is kept in any case.
        let is_first_rule = || class == Class::Rule && self.list.iter().all(|finding| finding.class != Class::Rule);
        if self.list.len() >= MOST_FINDINGS && !is_first_rule() {
            self.left_out += 1;
            self.unwanted = finding;
            return &mut self.unwanted;
        }
        self.list.push(finding);
        let last = self.list.len() - 1;
        &mut self.list[last]
    }

    /// Runs the checks of a section; what they find counts as a consequence if Prometheus would not run them.
    pub(in crate::config) fn check<S: Section>(&mut self, section: &mut S, is_consequence: bool) {
        let origin = section.origin().clone();
        section.check(&mut Checks::new(self, &origin, is_consequence));
    }

    /// The checks of a section that were put off until others are known.
    pub(in crate::config) fn checks<'a>(&'a mut self, section: &'a Origin, is_consequence: bool) -> Checks<'a> {
        Checks::new(self, section, is_consequence)
    }

    /// What Prometheus would say: in the first stage that found something, the first rule that is broken, else all type
    /// errors. `None` when it would say nothing.
    pub fn told(&self) -> Option<String> {
        let is_told = self.told_by();
        let told: Vec<&Finding> = self.list.iter().filter(|finding| is_told(finding)).collect();
        let first = told.first()?;
        let context = self.contexts.get(first.stage).map_or("", String::as_str);
        if first.class == Class::Rule {
            return Some(format!("{context}{}", first.message));
        }
        let mut text = format!("{context}yaml: unmarshal errors:");
        for finding in told {
            text.push_str(&format!("\n  line {}: {}", finding.line, finding.message));
        }
        Some(text)
    }

    /// Tells of a finding of this list whether [`Findings::told`] is made of it, among others perhaps.
    pub fn told_by(&self) -> impl Fn(&Finding) -> bool {
        let stage = self.list.iter().map(|finding| finding.stage).min();
        let rule = self.list.iter().find(|finding| Some(finding.stage) == stage && finding.class == Class::Rule);
        move |finding| match rule {
            Some(rule) => std::ptr::eq(rule, finding),
            None => Some(finding.stage) == stage && finding.class == Class::Type,
        }
    }

    /// The first finding that [`Findings::told`] is made of.
    pub(in crate::config) fn first_told(&self) -> Option<&Finding> {
        let is_told = self.told_by();
        self.list.iter().find(|finding| is_told(finding))
    }
}
