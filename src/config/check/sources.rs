//! The texts of a check, and findings as diagnostics that point into them.

use super::{Check, Checked, Warning};
use crate::{
    config::{
        Secret,
        decode::{Class, FileId, Finding, NotedSecret, Spot},
    },
    diagnostic::{Diagnostic, Place, SourceText, Span},
    io::input::read_input,
    yaml::{Dialect, Document},
};
use std::{io, path::Path, sync::Arc};

/// No configuration is larger.
const LARGEST_FILE_BYTES: u64 = 64 << 20;

/// Reads a file whose size and time are bounded.
pub(in crate::config) fn read(path: &Path) -> io::Result<Vec<u8>> {
    read_input(path, LARGEST_FILE_BYTES)
}

/// The texts that were read, by their numbers.
#[derive(Debug, Default)]
pub(in crate::config) struct Sources {
    texts: Vec<Text>,
}

#[derive(Debug)]
struct Text {
    name: String,
    /// What stands in the file.
    written: String,
    /// Where what was read differs from that; empty when variables were not put in.
    replaced: Vec<Replaced>,
}

/// A variable in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::config) struct Replaced {
    /// Where it stands in the file.
    pub(super) written: (usize, usize),
    /// Where its value stands in the text that was read.
    pub(super) read: (usize, usize),
}

impl Sources {
    /// Adds a text.
    pub(in crate::config) fn add(&mut self, name: &str, written: String, replaced: Vec<Replaced>) -> FileId {
        self.texts.push(Text { name: name.into(), written, replaced });
        FileId::new(self.texts.len() - 1)
    }

    /// The texts as findings may show them: without secrets.
    pub(in crate::config) fn shown(&self, secrets: &[NotedSecret]) -> Vec<Arc<SourceText>> {
        let mask = |(index, text): (usize, &Text)| {
            let mut bytes = text.written.clone().into_bytes();
            for secret in secrets.iter().filter(|secret| secret.spot.file == FileId::new(index)) {
                let span = text.written_span(secret.spot.span);
                let range = span.start as usize..(span.end as usize).min(bytes.len());
                mask_scalar(bytes.get_mut(range).unwrap_or_default());
            }
            Arc::new(SourceText::new(&*text.name, bytes))
        };
        self.texts.iter().enumerate().map(mask).collect()
    }
}

/// Puts stars in place of everything but line ends.
fn mask_scalar(bytes: &mut [u8]) {
    bytes.iter_mut().filter(|byte| !matches!(byte, b'\n' | b'\r')).for_each(|byte| *byte = b'*');
}

impl Text {
    /// A span of the text that was read, in the file.
    fn written_span(&self, span: Span) -> Span {
        Span::new(self.written_offset(span.start as usize, false), self.written_offset(span.end as usize, true))
    }

    fn written_offset(&self, offset: usize, is_end: bool) -> usize {
        let before = self.replaced.partition_point(|replaced| replaced.read.0 < offset);
        let Some(last) = before.checked_sub(1).and_then(|last| self.replaced.get(last)) else { return offset };
        match offset < last.read.1 || (offset == last.read.1 && is_end) {
            true if is_end => last.written.1,
            true => last.written.0,
            false => last.written.1 + (offset - last.read.1),
        }
    }
}

impl Check<'_> {
    /// Reads YAML into a tree, and notes what is not YAML.
    pub(super) fn parse(&mut self, name: &str, bytes: &[u8]) -> Option<(FileId, Document)> {
        let expanded = self.options.variables.as_ref().map(|variables| variables.expand(bytes));
        let read = expanded.as_ref().map_or(bytes, |expanded| expanded.text.as_slice());
        let document = Document::parse(read);
        let (written, replaced) = match (&document, &expanded) {
            (_, Some(expanded)) => (String::from_utf8_lossy(bytes).into_owned(), expanded.replaced.clone()),
            // Without its byte order mark, and from whatever encoding.
            (Ok(document), None) => (document.text().to_string(), Vec::new()),
            (Err(_), None) => (String::from_utf8_lossy(bytes).into_owned(), Vec::new()),
        };
        let file = self.sources.add(name, written, replaced);
        if let Some(expanded) = expanded {
            for (name, span) in expanded.unset {
                let message = format!("variable {name} is not set and has no default");
                self.warn("config/variable", Some(Spot { file, span }), message, false);
            }
        }
        match document {
            Ok(document) => Some((file, document)),
            Err(error) => {
                let message = error.go_text(Dialect::V2);
                self.findings.add("config/syntax", Class::Rule, Some(Spot { file, span: error.span }), message);
                None
            }
        }
    }
}

impl Checked {
    /// What was found, as diagnostics in the order of the files and their lines; those without a place come first.
    pub fn diagnostics(&self) -> Vec<Diagnostic> {
        let of_warning = |warning: &Warning| {
            let diagnostic = Diagnostic::warning(warning.code, &warning.message);
            let place = warning.spot.and_then(|spot| self.place(spot));
            (warning.spot, Diagnostic { place, ..diagnostic })
        };
        let findings = self.findings.all().iter().map(|finding| (finding.spot, self.diagnostic(finding)));
        let mut sorted: Vec<_> = findings.chain(self.warnings.iter().map(of_warning)).collect();
        sorted.sort_by_key(|(spot, _)| spot.map(|spot| (spot.file, spot.span.start)));
        // What an alias repeats is found again at the same place.
        sorted.dedup_by(|later, earlier| later.1 == earlier.1);
        let left_out = match self.findings.left_out() {
            0 => None,
            more => Some(Diagnostic::warning("config/too-many", format!("{more} more findings are not shown"))),
        };
        sorted.into_iter().map(|(_, diagnostic)| diagnostic).chain(left_out).collect()
    }

    /// The findings, each with its diagnostic, in the order in which Prometheus would come upon them.
    pub fn placed_findings(&self) -> impl Iterator<Item = (&Finding, Diagnostic)> {
        self.findings.all().iter().map(|finding| (finding, self.diagnostic(finding)))
    }

    /// The texts that were read, without secrets.
    pub fn texts(&self) -> &[Arc<SourceText>] {
        self.shown.get_or_init(|| self.sources.shown(self.findings.secrets()))
    }

    /// The place of a spot, in a text without secrets.
    pub fn place(&self, spot: Spot) -> Option<Place> {
        let shown = self.texts();
        let span = self.sources.texts.get(spot.file.index())?.written_span(spot.span);
        Some(Place::new(shown.get(spot.file.index())?, span))
    }

    /// The secrets that stand in the files, each with what is written there: where variables were put in, their names.
    pub fn written_secrets(&self) -> impl Iterator<Item = (&NotedSecret, Secret)> {
        self.findings.secrets().iter().filter_map(|secret| {
            let text = self.sources.texts.get(secret.spot.file.index())?;
            let span = text.written_span(secret.spot.span);
            let written = text.written.get(span.start as usize..span.end as usize)?;
            Some((secret, Secret::new(written)))
        })
    }

    fn diagnostic(&self, finding: &Finding) -> Diagnostic {
        finding.diagnostic(|spot| self.place(spot))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_lead_back_to_the_file() {
        let text = Text {
            name: "f".into(),
            written: "a: ${B}, c: ${D}!".into(),
            replaced: vec![Replaced { written: (3, 7), read: (3, 4) }, Replaced { written: (12, 16), read: (9, 19) }],
        };
        let back = |start, end| {
            let span = text.written_span(Span::new(start, end));
            &text.written[span.start as usize..span.end as usize]
        };
        assert_eq!(back(0, 1), "a");
        assert_eq!(back(3, 4), "${B}");
        assert_eq!(back(6, 7), "c");
        assert_eq!(back(9, 19), "${D}");
        assert_eq!(back(12, 14), "${D}");
        assert_eq!(back(19, 20), "!");
    }
}
