//! What is wrong, in the order in which Prometheus would come upon it, and which of it Prometheus would tell.

use super::{Checks, Section, Spot};

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
    /// Prometheus' text, without line.
    pub message: String,
    /// What Prometheus puts before it, around the whole list if there are several.
    pub context: String,
    /// Where.
    pub spot: Option<Spot>,
    /// The line that Prometheus names, for the class [`Class::Type`].
    pub line: usize,
    /// Other places that explain it.
    pub labels: Vec<(Spot, String)>,
    /// What to do.
    pub hints: Vec<String>,
}

impl Finding {
    /// Adds a place that explains the finding.
    pub(in crate::config) fn label(&mut self, spot: Spot, message: impl Into<String>) -> &mut Finding {
        self.labels.push((spot, message.into()));
        self
    }

    /// The text with the advice, on one line.
    pub(in crate::config) fn advice(&self) -> String {
        match self.hints.as_slice() {
            [] => self.message.clone(),
            hints => format!("{} ({})", self.message, hints.join("; ")),
        }
    }

    /// Adds advice, if there is any.
    pub(in crate::config) fn hint(&mut self, hint: Option<String>) -> &mut Finding {
        self.hints.extend(hint);
        self
    }
}

/// The findings of a run, and the places of secrets, which nothing may show.
#[derive(Clone, Debug, Default)]
pub struct Findings {
    list: Vec<Finding>,
    type_errors: usize,
    context: String,
    secrets: Vec<Spot>,
}

impl Findings {
    /// All of them, in the order in which Prometheus would come upon them.
    pub fn all(&self) -> &[Finding] {
        &self.list
    }

    /// Whether nothing is wrong.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// The places of secrets.
    pub fn secrets(&self) -> &[Spot] {
        &self.secrets
    }

    /// How many of the class [`Class::Type`] there are.
    pub(in crate::config) fn type_errors(&self) -> usize {
        self.type_errors
    }

    /// Sets what Prometheus puts before the texts that follow: `parsing YAML file F: `.
    pub(in crate::config) fn set_context(&mut self, context: impl Into<String>) {
        self.context = context.into();
    }

    /// Notes that a secret stands at `spot`.
    pub(in crate::config) fn note_secret(&mut self, spot: Spot) {
        self.secrets.push(spot);
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
        let context = self.context.clone();
        let (labels, hints) = (Vec::new(), Vec::new());
        self.list.push(Finding { code, class, message: message.into(), context, spot, line: 0, labels, hints });
        let last = self.list.len() - 1;
        &mut self.list[last]
    }

    /// Runs the checks of a section; what they find counts as a consequence if Prometheus would not run them.
    pub(in crate::config) fn check<S: Section>(&mut self, section: &mut S, is_consequence: bool) {
        let origin = section.origin().clone();
        section.check(&mut Checks::new(self, &origin, is_consequence));
    }

    /// The checks of a section that were put off until others are known.
    pub(in crate::config) fn checks<'a>(&'a mut self, section: &'a super::Origin, is_consequence: bool) -> Checks<'a> {
        Checks::new(self, section, is_consequence)
    }

    /// What Prometheus would say: the first rule broken, else all type errors. `None` when it would say nothing.
    pub fn told(&self) -> Option<String> {
        if let Some(finding) = self.list.iter().find(|finding| finding.class == Class::Rule) {
            return Some(format!("{}{}", finding.context, finding.message));
        }
        let mut types = self.list.iter().filter(|finding| finding.class == Class::Type);
        let first = types.next()?;
        let mut text = format!("{}yaml: unmarshal errors:", first.context);
        for finding in std::iter::once(first).chain(types) {
            text.push_str(&format!("\n  line {}: {}", finding.line, finding.message));
        }
        Some(text)
    }

    /// The first finding that [`Findings::told`] is made of.
    pub(in crate::config) fn first_told(&self) -> Option<&Finding> {
        let first = |class| self.list.iter().find(|finding| finding.class == class);
        first(Class::Rule).or_else(|| first(Class::Type))
    }

    /// The findings that [`Findings::told`] is made of.
    pub fn are_told(&self) -> impl Fn(&Finding) -> bool + use<> {
        let class = match self.list.iter().any(|finding| finding.class == Class::Rule) {
            true => Class::Rule,
            false => Class::Type,
        };
        let first = self.list.iter().find(|finding| finding.class == class).cloned();
        move |finding| match class {
            Class::Type => finding.class == Class::Type,
            _ => first.as_ref() == Some(finding),
        }
    }
}
