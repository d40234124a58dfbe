//! The checks of a section: each names a field and Prometheus' text.

use super::{Class, Finding, Findings, Origin, Section};

/// Where a section's checks put what they find.
///
/// Checks go on after a finding, so that one run shows all. A field that could not even be read is not blamed again.
pub(in crate::config) struct Checks<'a> {
    findings: &'a mut Findings,
    origin: &'a Origin,
    class: Class,
}

impl<'a> Checks<'a> {
    pub(super) fn new(findings: &'a mut Findings, origin: &'a Origin, is_consequence: bool) -> Checks<'a> {
        Checks { findings, origin, class: if is_consequence { Class::Consequence } else { Class::Rule } }
    }

    /// `field` breaks a rule, or is missing; blames the section when the field is not there.
    pub(in crate::config) fn error(&mut self, field: &str, message: impl Into<String>) {
        self.error_beside(field, message, &[]);
    }

    /// As [`Checks::error`] when `is_broken`.
    pub(in crate::config) fn ensure(&mut self, holds: bool, field: &str, message: impl Into<String>) {
        if !holds {
            self.error(field, message);
        }
    }

    /// `field` breaks a rule together with `others`, which are shown as well.
    pub(in crate::config) fn error_beside(&mut self, field: &str, message: impl Into<String>, others: &[&str]) {
        if self.origin.is_broken(field) {
            return;
        }
        let labels =
            others.iter().filter_map(|other| self.origin.key(other)).map(|spot| (spot, "also set here".into()));
        let labels: Vec<_> = labels.collect();
        self.add(self.origin.blame(field), message).labels = labels;
    }

    /// Something breaks a rule that is no field of the section.
    pub(in crate::config) fn add(&mut self, spot: super::Spot, message: impl Into<String>) -> &mut Finding {
        self.findings.add("config/rule", self.class, Some(spot), message)
    }

    /// Each field with whether it is set: at most one may be.
    pub(in crate::config) fn at_most_one(&mut self, fields: &[(&str, bool)], message: impl Into<String>) -> bool {
        let given: Vec<&str> = fields.iter().filter(|(_, is_set)| *is_set).map(|(name, _)| *name).collect();
        match given.split_last() {
            Some((last, others)) if !others.is_empty() => {
                self.error_beside(last, message, others);
                false
            }
            _ => true,
        }
    }

    /// The fields that must not be empty, each with its text.
    pub(in crate::config) fn required(&mut self, fields: &[(&str, &str, &str)]) {
        for (name, value, message) in fields {
            self.ensure(!value.is_empty(), name, *message);
        }
    }

    /// Where all findings go.
    pub(in crate::config) fn findings(&mut self) -> &mut Findings {
        self.findings
    }

    /// Whether Prometheus would not run these checks.
    pub(in crate::config) fn is_consequence(&self) -> bool {
        self.class == Class::Consequence
    }

    /// Runs the checks of an inlined section, or of one that is checked at the end of the section around it.
    pub(in crate::config) fn run<S: Section>(&mut self, section: &mut S) {
        let is_consequence = self.class == Class::Consequence;
        self.findings.check(section, is_consequence);
    }

    /// Checks of the section at `origin`, which belong to this one's.
    pub(in crate::config) fn within<'b>(&'b mut self, origin: &'b Origin) -> Checks<'b> {
        Checks { findings: self.findings, origin, class: self.class }
    }

    /// Where the section stands.
    pub(in crate::config) fn origin(&self) -> &'a Origin {
        self.origin
    }
}
