//! What was found in the user's files, in the formats that people, editors and build servers read.
//!
//! A check hands over a [`Report`]: the files it looked at with their findings, each file once and in order, those
//! without findings too, since some formats count them. promtool's own text is not here: each command prints that itself.

mod checkstyle;
mod github;
mod human;
mod json;
mod junit;
mod line;
#[cfg(test)]
mod samples;
mod sarif;
mod uri;

pub use line::{is_meant, line};

use super::{Severity, Style};
use crate::diagnostic::{Diagnostic, Explanation};
use std::io::{self, Write};

/// What a check found.
#[derive(Clone, Copy)]
pub struct Report<'a> {
    /// The command that looked, such as `check metrics`.
    pub command: &'a str,
    /// What it looked at.
    pub files: &'a [CheckedFile],
    /// The page of a code, for the formats that carry it along.
    pub explain: &'a dyn Fn(&str) -> Option<Explanation>,
}

/// One file, or whatever was checked in its place, and what was found in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckedFile {
    /// What users know it by: its path as they gave it, a URL, `<stdin>`.
    pub name: String,
    /// What was found, in the order in which it is shown.
    pub diagnostics: Vec<Diagnostic>,
}

/// The formats for machines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// One JSON object.
    Json,
    /// SARIF 2.1.0.
    Sarif,
    /// Workflow commands of GitHub Actions.
    Github,
    /// JUnit XML.
    Junit,
    /// Checkstyle XML.
    Checkstyle,
}

/// Writes a report for machines.
pub fn write(out: &mut dyn Write, report: &Report<'_>, format: Format) -> io::Result<()> {
    match format {
        Format::Json => json::write(out, report),
        Format::Sarif => sarif::write(out, report),
        Format::Github => github::write(out, report),
        Format::Junit => junit::write(out, report),
        Format::Checkstyle => checkstyle::write(out, report),
    }
}

/// Writes findings for people: each with the lines it is about and a caret below the place, and their number at the end.
pub fn write_human(out: &mut dyn Write, report: &Report<'_>, style: Style) -> io::Result<()> {
    human::write(out, report, style)
}

impl Report<'_> {
    /// All findings, with the file that each was found in.
    fn findings(&self) -> impl Iterator<Item = (&CheckedFile, &Diagnostic)> {
        self.files.iter().flat_map(|file| file.diagnostics.iter().map(move |diagnostic| (file, diagnostic)))
    }
}

impl CheckedFile {
    /// The name of the file that a finding lies in; findings without a place lie in the file that was checked.
    fn name_of<'a>(&'a self, diagnostic: &'a Diagnostic) -> &'a str {
        diagnostic.place.as_ref().map_or(self.name.as_str(), |place| place.source.name())
    }
}
