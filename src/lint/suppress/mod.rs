//! Comments that switch findings off, as data: which codes are off in which lines of a text.
//!
//! The forms are on the page of `lint/ignore-comment`. They are promq's own, and pint's with the names of its checks. What
//! they switch off are lints; what Prometheus refuses stays.

mod comment;
pub(super) mod ignore_comment;
mod pint;

use super::{Lint, RuleFileView};
use crate::diagnostic::{Diagnostic, Place, Position, SourceText, Span};
use comment::{Codes, Comment, Fault, Request};
use jiff::Timestamp;
use std::{ops::RangeInclusive, sync::Arc};

/// The lints of this area.
pub(super) const LINTS: &[&Lint] = &[&ignore_comment::LINT];

/// What the comments of some texts switch off.
#[derive(Debug, Default)]
pub struct Ignored {
    /// The texts that have such comments.
    texts: Vec<(Arc<SourceText>, Vec<Entry>)>,
    /// Comments that switch nothing off, though they look like it.
    pub faults: Vec<Diagnostic>,
}

#[derive(Debug)]
struct Entry {
    lines: RangeInclusive<usize>,
    /// Which findings; `None` for all.
    codes: Option<Codes>,
}

/// Where a part of a text begins that a comment may belong to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Landmark {
    /// Line and column of its first key.
    pub position: Position,
    /// What begins there.
    pub kind: LandmarkKind,
}

/// What begins at a landmark.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum LandmarkKind {
    /// A group of rules: it only ends the rule before it.
    Group,
    /// A rule, or a job: an item of a list, so that its dash stands before its first key.
    Item,
    /// A section of a configuration, known by its key.
    Section,
}

impl Landmark {
    /// Whether a comment in this column, directly before it, belongs to it, and not to what ends there.
    fn takes(&self, column: usize) -> bool {
        match self.kind {
            LandmarkKind::Item => column < self.position.column,
            LandmarkKind::Group | LandmarkKind::Section => column <= self.position.column,
        }
    }
}

/// The landmarks of a rule file: its groups and rules.
pub fn landmarks(file: &RuleFileView<'_>) -> Vec<Landmark> {
    let landmark = |span, kind| Landmark { position: file.place(span).start(), kind };
    let groups = file.file.groups.iter().map(|group| landmark(group.span, LandmarkKind::Group));
    groups.chain(file.rules().map(|rule| landmark(rule.rule.span, LandmarkKind::Item))).collect()
}

impl Ignored {
    /// Reads the comments of one more text, whose parts begin at `landmarks`. `now` decides about snoozed codes.
    pub fn read(&mut self, source: &Arc<SourceText>, mut landmarks: Vec<Landmark>, now: Timestamp) {
        let bytes = source.bytes();
        if memchr::memmem::find(bytes, b"promq").is_none() && memchr::memmem::find(bytes, b"pint").is_none() {
            return;
        }
        landmarks.sort_unstable();
        landmarks.dedup();
        let text = String::from_utf8_lossy(bytes);
        // Bytes that are no UTF-8 would shift the places; such a text is refused anyway.
        let lines: Vec<&str> = if text.len() == bytes.len() { text.split('\n').collect() } else { Vec::new() };
        let next_content = next_content(&lines);
        let (entries, faults) = (Vec::new(), Vec::new());
        let mut reading = Reading { source, landmarks, lines: &lines, next_content, entries, faults, begun: None };
        let mut start = 0;
        let mut count = 0;
        for (index, line) in lines.iter().enumerate() {
            if let Some(comment) = comment::find(line, now) {
                count += 1;
                if count > MOST_COMMENTS {
                    let place = Place::new(source, Span::new(start, start + line.len()));
                    reading.fault(
                        place,
                        "too many comments; none is heeded from here on",
                        "switch codes off for the file",
                    );
                    break;
                }
                reading.take(index, start, comment);
            }
            start += line.len() + 1;
        }
        reading.finish();
        self.faults.append(&mut reading.faults);
        if !reading.entries.is_empty() {
            let entries = reading.entries;
            self.texts.push((Arc::clone(source), entries));
        }
    }

    /// Whether a finding in these texts is switched off. One without a place belongs to the first line of the first text.
    pub fn covers(&self, finding: &Diagnostic) -> bool {
        let Some((first, _)) = self.texts.first() else { return false };
        let (name, lines) = match &finding.place {
            Some(place) => {
                let (_, first) = place.source.lines(place.span);
                (place.source.name(), first..=place.end().line.max(first))
            }
            None => (first.name(), 1..=1),
        };
        let of_text = self.texts.iter().filter(|(source, _)| source.name() == name);
        of_text.flat_map(|(_, entries)| entries).any(|entry| entry.covers(finding, &lines))
    }
}

impl Entry {
    fn covers(&self, finding: &Diagnostic, lines: &RangeInclusive<usize>) -> bool {
        let touches = self.lines.start() <= lines.end() && lines.start() <= self.lines.end();
        touches && self.codes.as_ref().is_none_or(|codes| codes.cover(finding))
    }
}

impl Codes {
    fn cover(&self, finding: &Diagnostic) -> bool {
        let is_about = |subject: &String| {
            let is_in_place = finding.place.as_ref().is_some_and(|place| place.text().contains(subject.as_str()));
            is_in_place || finding.message.contains(subject.as_str())
        };
        self.names.contains(&finding.code) && self.subject.as_ref().is_none_or(is_about)
    }
}

const LAST_LINE: usize = usize::MAX;

/// Each finding is held against each comment.
const MOST_COMMENTS: usize = 10_000;

/// For each line the index of the first one from it on that is neither empty nor only a comment.
fn next_content(lines: &[&str]) -> Vec<usize> {
    let mut next = vec![lines.len(); lines.len()];
    let mut found = lines.len();
    for (index, line) in lines.iter().enumerate().rev() {
        if !is_aside(line) {
            found = index;
        }
        next[index] = found;
    }
    next
}

/// Whether a line is empty or only a comment.
fn is_aside(line: &str) -> bool {
    line.trim_start().starts_with('#') || line.trim().is_empty()
}

struct Reading<'a> {
    source: &'a Arc<SourceText>,
    landmarks: Vec<Landmark>,
    lines: &'a [&'a str],
    next_content: Vec<usize>,
    entries: Vec<Entry>,
    faults: Vec<Diagnostic>,
    /// The line of an `ignore/begin` that has not ended, and where that comment stands.
    begun: Option<(usize, Place)>,
}

impl Reading<'_> {
    /// Takes the comment in the line of number `index`, from zero, which begins at byte `start`.
    fn take(&mut self, index: usize, start: usize, comment: Comment) {
        let line = index + 1;
        let text = self.lines.get(index).map_or("", |line| line.trim_end());
        let place = |part: Span| {
            let offset = |at: u32| start + at as usize;
            Place::new(self.source, Span::new(offset(part.start), offset(part.end)))
        };
        let whole = place(Span::new(comment.start, text.len().max(comment.start)));
        match comment.request {
            Err(Fault { part, message, suggestion }) => {
                let finding = ignore_comment::LINT.at(place(part), message);
                self.faults.push(match suggestion {
                    Some(suggestion) => finding.hinted(format!("did you mean `{suggestion}`?")),
                    None => finding,
                });
            }
            Ok(Request::Nothing) => {}
            Ok(Request::IgnoreFile) => self.add(line..=LAST_LINE, None),
            Ok(Request::IgnoreLine) => self.add(line..=line, None),
            Ok(Request::IgnoreNextLine) => self.add(line + 1..=line + 1, None),
            Ok(Request::IgnoreBegin) if self.begun.is_none() => self.begun = Some((line, whole)),
            Ok(Request::IgnoreBegin) => {}
            Ok(Request::IgnoreEnd) => match self.begun.take() {
                Some((first, _)) => self.add(first..=line, None),
                None => self.fault(whole, "nothing was begun that could end here", "write `ignore/begin` before it"),
            },
            Ok(Request::DisableFile(codes)) => self.add(1..=LAST_LINE, Some(codes)),
            Ok(Request::DisableRule(codes)) => match self.rule_of(index, comment.start) {
                Some(lines) => self.add(lines, Some(codes)),
                None => self.fault(whole, "this comment belongs to no rule", "write `file/disable` for the whole file"),
            },
        }
    }

    fn add(&mut self, lines: RangeInclusive<usize>, codes: Option<Codes>) {
        self.entries.push(Entry { lines, codes });
    }

    fn fault(&mut self, place: Place, message: &str, hint: &str) {
        self.faults.push(ignore_comment::LINT.at(place, message).hinted(hint));
    }

    /// The lines of the rule that the comment in the line of number `index` belongs to: the one that follows directly, if
    /// the comment stands alone and not further right than that rule, else the one around it.
    fn rule_of(&self, index: usize, column: usize) -> Option<RangeInclusive<usize>> {
        let line = index + 1;
        let mut number = self.landmarks.partition_point(|landmark| landmark.position.line <= line);
        if self.lines.get(index).is_some_and(|line| is_aside(line)) {
            let next = self.landmarks.get(number).filter(|next| next.takes(column + 1));
            if next.is_some_and(|next| self.next_content.get(index) == Some(&(next.position.line - 1))) {
                number += 1;
            }
        }
        let rule = number.checked_sub(1).and_then(|number| self.landmarks.get(number))?;
        let last = self.landmarks.get(number).map_or(LAST_LINE, |next| next.position.line.max(2) - 1);
        let first = rule.position.line;
        (rule.kind != LandmarkKind::Group).then(|| first..=last.max(first))
    }

    fn finish(&mut self) {
        if let Some((line, place)) = self.begun.take() {
            self.fault(place, "no `ignore/end` follows", "write it where findings are wanted again");
            self.add(line..=LAST_LINE, None);
        }
    }
}

#[cfg(test)]
mod tests;
