//! What happens to findings between being found and being shown, for every check that has lints.
//!
//! ```text
//! found → level of .promq.yml → ignore comments → changed lines → fixed, or shown and counted
//! ```
//! What Prometheus refuses is only subject to `--diff-base`; no comment and no level hides it.

use super::{
    changed_lines::ChangedLines,
    format::{self, Audience},
    mend::{self, Mending, Soundness},
};
use crate::{
    cli::{error::CommandError, evidence::facts, exit::ExitStatus, output::Output},
    diagnostic::{Diagnostic, Severity, SourceText},
    lint::{
        self, Evidence, Lint, SeriesFacts,
        select::{Selection, TOO_LONG_INTERVAL},
        suppress::Ignored,
    },
    report::diagnostics::{CheckedFile, Report, line},
};
use std::{
    io::{self, Write},
    path::Path,
    sync::Arc,
};

/// Findings of all files on their way.
pub(super) struct Review {
    selection: Selection,
    is_fatal: bool,
    changed: Option<ChangedLines>,
    mending: Option<Mending>,
    evidence: Option<Box<dyn Evidence>>,
    files: Vec<ReviewedFile>,
}

/// A file with the findings that are left of it.
#[derive(Debug)]
pub(super) struct ReviewedFile {
    /// What was checked.
    pub(super) source: Arc<SourceText>,
    /// The findings, in the order of the text.
    pub(super) findings: Vec<Reviewed>,
}

/// A finding that is shown, and what it does to the exit status.
#[derive(Debug)]
pub(super) struct Reviewed {
    /// The finding.
    pub(super) diagnostic: Diagnostic,
    /// How it weighs.
    pub(super) weight: Weight,
}

/// How a finding weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Weight {
    /// Prometheus refuses the file.
    Refusal,
    /// It counts as a lint finding.
    Lint,
    /// It is only shown.
    Advice,
}

/// What promtool finds as well, in its own words.
pub(super) const OF_PROMTOOL: [&str; 2] = ["rules/duplicate", TOO_LONG_INTERVAL];

/// What was found in one file.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// What came up while it was read: errors, and what deserves a look.
    pub(super) reading: Vec<Diagnostic>,
    /// What lints found.
    pub(super) lints: Vec<Diagnostic>,
}

impl Review {
    pub(super) fn new(
        selection: Selection,
        is_fatal: bool,
        changed: Option<ChangedLines>,
        mending: Option<Mending>,
        evidence: Option<Box<dyn Evidence>>,
    ) -> Review {
        Review { selection, is_fatal, changed, mending, evidence, files: Vec::new() }
    }

    /// The series of `--source`, in the form in which lints ask about them.
    pub(super) fn facts(&self) -> Result<Option<SeriesFacts<'_>>, CommandError> {
        facts(self.evidence.as_deref())
    }

    /// The words of `--lint`.
    pub(super) fn selection(&self) -> &Selection {
        &self.selection
    }

    /// Whether promtool's lines have a place: neither a program reads, nor is anything asked for that promtool has not.
    pub(super) fn is_spoken(&self, audience: Audience) -> bool {
        !matches!(audience, Audience::Machine(_)) && self.changed.is_none() && self.mending.is_none()
    }

    /// Whether anyone would see what promq's own lints find.
    pub(super) fn is_looking(&self, audience: Audience) -> bool {
        self.selection.counts_all() || audience != Audience::Promtool
    }

    /// Whether one of promq's own lints is to be looked for.
    pub(super) fn looks_for(&self, lint: &Lint, audience: Audience) -> bool {
        !OF_PROMTOOL.contains(&lint.code) && self.is_looking(audience) && self.selection.is_chosen(lint)
    }

    /// Whether comments that switch nothing off are to be told.
    pub(super) fn looks_for_comments(&self, audience: Audience) -> bool {
        lint::lint("lint/ignore-comment").is_some_and(|lint| self.looks_for(lint, audience))
    }

    /// Tells of words that mean nothing, where they are not promtool's.
    pub(super) fn warn_of_words(&self, output: &Output) -> io::Result<()> {
        let unknown = &self.selection.words().unknown;
        unknown.iter().try_for_each(|unknown| writeln!(output.stderr(), "warning: --lint: {unknown}"))
    }

    /// Takes what was found in a file, whose comments say `ignored`, and hands back what is left of it.
    pub(super) fn add(
        &mut self,
        source: &Arc<SourceText>,
        found: Found,
        ignored: &Ignored,
    ) -> Result<&[Reviewed], CommandError> {
        let name = source.name();
        let mut findings = Vec::new();
        for diagnostic in found.reading {
            if diagnostic.severity == Severity::Error {
                findings.push(Reviewed { diagnostic, weight: Weight::Refusal });
            } else if let Some(diagnostic) = self.leveled(name, diagnostic, ignored) {
                findings.push(Reviewed { diagnostic, weight: Weight::Advice });
            }
        }
        let has_lints = !found.lints.is_empty();
        for diagnostic in found.lints {
            let Some(diagnostic) = self.leveled(name, diagnostic, ignored) else { continue };
            let counts = self.selection.counts_all() || OF_PROMTOOL.contains(&diagnostic.code);
            let counts = counts && diagnostic.severity != Severity::Info;
            findings.push(Reviewed { diagnostic, weight: if counts { Weight::Lint } else { Weight::Advice } });
        }
        if let Some(changed) = &mut self.changed {
            keep_changed(name, &mut findings, changed)?;
        }
        if has_lints {
            // The checked file itself comes first.
            findings.sort_by_cached_key(|finding| {
                let place = finding.diagnostic.place.as_ref()?;
                let other = place.source.name();
                Some(((other != name).then(|| other.to_owned()), place.offsets().start))
            });
        }
        self.files.push(ReviewedFile { source: Arc::clone(source), findings });
        Ok(self.files.last().map_or(&[], |file| &file.findings))
    }

    /// A finding at the level that it has in its file; `None` if it is none there.
    fn leveled(&self, name: &str, diagnostic: Diagnostic, ignored: &Ignored) -> Option<Diagnostic> {
        let severity = self.selection.severity(diagnostic.code, diagnostic.severity, file_of(name, &diagnostic))?;
        (!ignored.covers(&diagnostic)).then_some(Diagnostic { severity, ..diagnostic })
    }

    /// Mends what is to be mended, shows what is left, and tells how the run ends. `soundness` says how broken a text is.
    pub(super) fn finish(
        mut self,
        command: &str,
        soundness: Soundness<'_>,
        audience: Audience,
        output: &Output,
    ) -> Result<ExitStatus, CommandError> {
        let mended = match self.mending {
            Some(mending) => mend::mend(&mut self.files, mending, soundness, audience, output)?,
            None => ExitStatus::Success,
        };
        let status = self.status();
        if audience == Audience::Promtool {
            self.write_lines(&mut output.stderr())?;
        }
        let checked = |file: ReviewedFile| CheckedFile {
            name: file.source.name().into(),
            diagnostics: file.findings.into_iter().map(|finding| finding.diagnostic).collect(),
        };
        let files: Vec<CheckedFile> = self.files.into_iter().map(checked).collect();
        format::write(&Report { command, files: &files, explain: &lint::explain }, audience, output)?;
        Ok(match (status, mended) {
            (ExitStatus::Failed, _) | (_, ExitStatus::Failed) => ExitStatus::Failed,
            (ExitStatus::Success, mended) => mended,
            (status, _) => status,
        })
    }

    /// The findings that promtool's text does not have, a line each.
    fn write_lines(&self, out: &mut dyn Write) -> io::Result<()> {
        let is_all = !self.is_spoken(Audience::Promtool);
        if !is_all && !self.selection.counts_all() {
            return Ok(());
        }
        for file in &self.files {
            for Reviewed { diagnostic, weight } in &file.findings {
                let is_told = *weight == Weight::Refusal || OF_PROMTOOL.contains(&diagnostic.code);
                if is_all || !is_told {
                    writeln!(out, "{}", line(file.source.name(), diagnostic))?;
                }
            }
        }
        Ok(())
    }

    fn status(&self) -> ExitStatus {
        let mut findings = self.files.iter().flat_map(|file| &file.findings);
        if findings.clone().any(|finding| finding.weight == Weight::Refusal) {
            return ExitStatus::Failed;
        }
        let counts = |finding: &Reviewed| {
            finding.weight == Weight::Lint && (self.is_fatal || finding.diagnostic.severity == Severity::Error)
        };
        if findings.any(counts) { ExitStatus::Findings } else { ExitStatus::Success }
    }
}

/// The name of the file that a finding lies in.
fn file_of<'a>(name: &'a str, diagnostic: &'a Diagnostic) -> &'a str {
    diagnostic.place.as_ref().map_or(name, |place| place.source.name())
}

fn keep_changed(name: &str, findings: &mut Vec<Reviewed>, changed: &mut ChangedLines) -> Result<(), CommandError> {
    let mut kept = Vec::with_capacity(findings.len());
    // Git is asked even if nothing was found, so that a revision that does not exist never passes.
    changed.of(Path::new(name))?;
    for finding in findings.drain(..) {
        let lines = changed.of(Path::new(file_of(name, &finding.diagnostic)))?;
        if is_unusable(&finding) || lines.hold(&finding.diagnostic) {
            kept.push(finding);
        }
    }
    *findings = kept;
    Ok(())
}

/// Whether a file could not be looked at because of this: it cannot be read, or is not YAML.
fn is_unusable(finding: &Reviewed) -> bool {
    let code = finding.diagnostic.code;
    finding.weight == Weight::Refusal && matches!(code, "rules/file" | "rules/syntax" | "config/file" | "config/syntax")
}
