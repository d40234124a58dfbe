//! A part of a page, cut at line ends, and what the quick scan makes of it without knowing what stands before it.

use super::{
    kind::FamilyKind,
    labels::SampleFacts,
    line::{self, Keyword},
};
use std::ops::Range;

/// A part of a page with its events. It is filled again and again, so that its memory is used again.
#[derive(Debug, Default)]
pub(super) struct Chunk {
    /// Whole lines; only the last line of a page may lack its end.
    pub(super) bytes: Vec<u8>,
    /// Number of lines in it.
    pub(super) lines: usize,
    /// What happens in it, in order.
    pub(super) events: Vec<Event>,
    /// The samples of all runs.
    pub(super) samples: Vec<SampleFacts>,
    /// Room for values with escapes.
    scratch: Vec<u8>,
}

/// Something that the families have to be told. Lines are counted from zero, in the chunk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Event {
    /// Samples of one name in lines that follow each other.
    Run { name: Range<usize>, line: usize, samples: Range<usize> },
    /// A help text.
    Help { name: Range<usize>, line: usize, offset: usize },
    /// A type.
    Type { name: Range<usize>, kind: FamilyKind, line: usize, offset: usize },
    /// A line to be read by [`super::exact`], with its end.
    Exact { range: Range<usize>, line: usize },
}

impl Chunk {
    /// Finds the events of the bytes.
    pub(super) fn scan(&mut self) {
        let Chunk { bytes, lines, events, samples, scratch } = self;
        (*lines, *events, *samples) = (0, std::mem::take(events), std::mem::take(samples));
        events.clear();
        samples.clear();
        let is_ascii = bytes.is_ascii();
        let mut start = 0;
        while let Some(rest) = bytes.get(start..).filter(|rest| !rest.is_empty()) {
            let end = memchr::memchr(b'\n', rest);
            let number = *lines;
            *lines += 1;
            let next = start + end.map_or(rest.len(), |end| end + 1);
            let text = end.and_then(|end| rest.get(..end));
            if !text.is_some_and(|text| usual_line(text, bytes, start, number, is_ascii, events, samples, scratch)) {
                events.push(Event::Exact { range: start..next, line: number });
            }
            start = next;
        }
    }
}

/// Reads a line that has its end, if nothing about it is unusual.
#[expect(clippy::too_many_arguments, reason = "the fields of a chunk, one by one, so that they can be borrowed apart")]
#[inline]
fn usual_line(
    text: &[u8],
    bytes: &[u8],
    start: usize,
    number: usize,
    is_ascii: bool,
    events: &mut Vec<Event>,
    samples: &mut Vec<SampleFacts>,
    scratch: &mut Vec<u8>,
) -> bool {
    if line::is_idle(text) {
        return true;
    }
    let shift = |range: Range<usize>| start + range.start..start + range.end;
    if let Some((keyword, name, rest)) = line::comment(text) {
        let event = match keyword {
            Keyword::Help if memchr::memchr(b'\\', rest).is_none() => {
                Event::Help { name: shift(name), line: number, offset: start }
            }
            Keyword::Type if let Some(kind) = FamilyKind::parse(rest) => {
                Event::Type { name: shift(name), kind, line: number, offset: start }
            }
            _ => return false,
        };
        events.push(event);
        return true;
    }
    // The run that this line would go on with, and the length of the name if it does.
    let run = match events.last_mut() {
        Some(Event::Run { name, line, samples }) if *line + samples.len() == number => {
            let known = bytes.get(name.clone()).unwrap_or_default();
            let same = matches!(text.strip_prefix(known), Some([b'{' | b' ', ..]));
            same.then_some((known.len(), samples))
        }
        _ => None,
    };
    let length = run.as_ref().map_or_else(|| line::metric_name(text), |(length, _)| *length);
    let Some(rest) = text.get(length..).filter(|_| length > 0) else { return false };
    let Some(facts) = line::sample(rest, is_ascii, scratch) else { return false };
    let Ok(offset) = u32::try_from(start) else { return false };
    let index = samples.len();
    samples.push(SampleFacts { offset, ..facts });
    match run {
        Some((_, range)) => range.end = index + 1,
        None => events.push(Event::Run { name: start..start + length, line: number, samples: index..index + 1 }),
    }
    true
}
