//! One piece of the input into samples.
//!
//! Most lines are plain, and their name has been met before: those are only compared and their numbers read. Every
//! other line goes to the parser, whose verdict counts.

use super::{
    Backfill, SampleFault, TextError, TextOptions,
    names::{Names, RawKey},
    reader::Piece,
};
use crate::{
    exposition::{
        Event, ExpositionError, ExpositionFault, Format, MetricType, Parser, end_of_labels, read_value_and_time,
    },
    model::labels::Labels,
};
use hashbrown::HashMap;

/// What is taken for granted at the beginning of a piece.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Assumed {
    /// What the last TYPE line said.
    pub(super) kind: MetricType,
}

/// The series of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SeriesOf {
    /// Its number in the backfill.
    Known(u32),
    /// Its number among those that are new to the piece.
    New(u32),
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Sample {
    pub(super) series: u32,
    pub(super) time: i64,
    pub(super) value: f64,
}

/// Why a piece was not read to its end.
#[derive(Debug)]
pub(super) enum Stop {
    /// The line that begins here goes on in the next piece, or is wrong; the next piece tells.
    GoesOn { begin: usize, error: TextError },
    /// It is wrong; the place is that in the piece.
    Wrong(TextError),
}

/// A parsed piece.
#[derive(Debug, Default)]
pub(super) struct Parsed {
    /// Samples of known series, by shard.
    pub(super) known: Vec<Vec<Sample>>,
    /// Samples of new series; their numbers are those in `new_series`.
    pub(super) unknown: Vec<Sample>,
    pub(super) new_series: Vec<Labels>,
    pub(super) new_names: Vec<RawKey>,
    pub(super) samples: u64,
    /// Line ends in what was read.
    pub(super) lines: usize,
    pub(super) exemplars: u64,
    /// What the last TYPE line said, at the end.
    pub(super) kind: MetricType,
    /// The exposition said that it ends.
    pub(super) ended: bool,
    pub(super) bad_lines: Vec<TextError>,
    pub(super) stop: Option<Stop>,
}

/// Parses a piece; nothing shared is changed.
pub(super) fn parse(
    piece: &Piece,
    assumed: Assumed,
    options: &TextOptions,
    names: &Names,
    backfill: &Backfill,
) -> Parsed {
    let mut parsed = Parsed { kind: assumed.kind, ..Parsed::default() };
    parsed.known.resize_with(backfill.shards.len(), Vec::new);
    let parser = Parser::new(&piece.bytes, options.format);
    let mut lines = Lines { piece, options, names, backfill, parser, parsed, local: Local::default() };
    lines.read(assumed.kind);
    lines.parsed
}

/// The error of anything that follows the end of an OpenMetrics exposition.
pub(super) fn after_the_end() -> TextError {
    let (line, column, offset, fault) = (1, 1, 0, ExpositionFault::DataAfterEof);
    TextError::Exposition(ExpositionError { line, column, offset, fault, hint: None })
}

/// What is new to the piece.
#[derive(Default)]
struct Local<'p> {
    names: HashMap<(&'p [u8], MetricType), SeriesOf>,
    series: HashMap<Labels, u32>,
}

struct Lines<'p> {
    piece: &'p Piece,
    options: &'p TextOptions,
    names: &'p Names,
    backfill: &'p Backfill,
    parser: Parser<'p>,
    parsed: Parsed,
    local: Local<'p>,
}

impl<'p> Lines<'p> {
    fn read(&mut self, mut kind: MetricType) {
        let bytes: &'p [u8] = &self.piece.bytes;
        let mut position = 0;
        // The name of the last line, and whether the names come in blocks or in rounds.
        let (mut last, mut repeats) = (0, true);
        while position < bytes.len() || self.piece.is_last {
            let line = bytes.get(position..).unwrap_or_default();
            let mut guess = if repeats { last } else { self.names.next(last) };
            let mut length = self.names.begins(guess, line, kind);
            if length.is_none() && !line.starts_with(b"#") {
                guess = if repeats { self.names.next(last) } else { last };
                length = self.names.begins(guess, line, kind);
                if length.is_some() {
                    repeats = !repeats;
                } else if let Some(end) = end_of_labels(line) {
                    let name = line.get(..end).unwrap_or_default();
                    if let Some(found) = self.names.find(name, kind) {
                        (guess, length) = (found, Some(end).filter(|_| line.get(end) == Some(&b' ')));
                    } else if let Some(&series) = self.local.names.get(&(name, kind))
                        && let Some((value, time, read)) =
                            line.get(end..).and_then(|rest| read_value_and_time(rest, self.options.format))
                    {
                        self.push(series, time, value);
                        position += end + read;
                        continue;
                    }
                }
            }
            if let Some(length) = length {
                if guess != last {
                    self.names.set_next(last, guess);
                    last = guess;
                }
                let rest = line.get(length..).unwrap_or_default();
                if let Some((value, time, read)) = read_value_and_time(rest, self.options.format) {
                    self.push(SeriesOf::Known(self.names.series(guess)), time, value);
                    position += length + read;
                    continue;
                }
            }
            self.parser.jump_to(position, kind);
            let goes_on = self.read_event(position);
            kind = self.parser.kind();
            position = self.parser.position();
            if !goes_on {
                break;
            }
        }
        self.parsed.kind = kind;
        let read = match self.parsed.stop {
            Some(Stop::GoesOn { begin, .. }) => bytes.get(..begin).unwrap_or_default(),
            _ => bytes,
        };
        self.parsed.lines = memchr::memchr_iter(b'\n', read).count();
    }

    #[inline]
    fn push(&mut self, series: SeriesOf, time: i64, value: f64) {
        self.parsed.samples += 1;
        match series {
            SeriesOf::Known(series) => {
                let shard = series as usize % self.parsed.known.len().max(1);
                if let Some(samples) = self.parsed.known.get_mut(shard) {
                    samples.push(Sample { series, time, value });
                }
            }
            SeriesOf::New(series) => self.parsed.unknown.push(Sample { series, time, value }),
        }
    }

    /// Lets the parser read the line at `position`; `false` if nothing more is to be read.
    fn read_event(&mut self, position: usize) -> bool {
        let event = match self.parser.next_event() {
            Ok(Some(event)) => event,
            Ok(None) => {
                // The text format has no end of its own, only blank lines that reach to the end of the piece.
                self.parsed.ended = self.options.format == Format::OpenMetrics;
                return false;
            }
            Err(error) => return self.fail(position, TextError::Exposition(error)),
        };
        let Event::Sample(sample) = event else { return true };
        let (value, timestamp) = (sample.value, sample.timestamp);
        let exemplars = u64::from(sample.exemplar.is_some());
        let labels = self.options.labels_of(&sample);
        let fault = match timestamp {
            None => Some(SampleFault::NoTimestamp),
            Some(_) if labels.is_empty() => Some(SampleFault::NoLabels),
            Some(_) => None,
        };
        if let Some(what) = fault {
            let line = self.parser.line();
            return self.fail(position, TextError::Sample { line, column: 1, what });
        }
        self.parsed.exemplars += exemplars;
        let series = self.series(labels);
        self.learn(position, series);
        self.push(series, timestamp.unwrap_or_default(), value);
        true
    }

    fn series(&mut self, labels: Labels) -> SeriesOf {
        if let Some(known) = self.backfill.known(&labels) {
            return SeriesOf::Known(known);
        }
        let next = self.parsed.new_series.len() as u32;
        let series = *self.local.series.entry(labels.clone()).or_insert(next);
        if series == next {
            self.parsed.new_series.push(labels);
        }
        SeriesOf::New(series)
    }

    /// Notes the name of a line that the parser has read.
    fn learn(&mut self, position: usize, series: SeriesOf) {
        let bytes: &'p [u8] = &self.piece.bytes;
        let line = bytes.get(position..self.parser.position()).unwrap_or_default();
        let Some(end) = end_of_labels(line).filter(|&end| line.get(end) == Some(&b' ')) else { return };
        let kind = self.parser.kind();
        let Some(name) = line.get(..end) else { return };
        if self.names.find(name, kind).is_none() && self.local.names.insert((name, kind), series).is_none() {
            self.parsed.new_names.push(RawKey { bytes: position..position + end, kind, series });
        }
    }

    /// Deals with a line that cannot be used; `false` if the piece ends with it.
    fn fail(&mut self, begin: usize, error: TextError) -> bool {
        let at_end = |fault: &ExpositionFault| matches!(fault, ExpositionFault::MissingEof);
        if let TextError::Exposition(error) = &error
            && !self.piece.is_last
        {
            if begin >= self.piece.bytes.len() && at_end(&error.fault) {
                return false;
            }
            // The fault may be that the rest of the line is in the next piece.
            let line = self.piece.bytes.get(begin..).unwrap_or_default();
            let is_in_last_line =
                memchr::memchr(b'\n', line).is_none_or(|end| begin + end + 1 >= self.piece.bytes.len());
            if is_in_last_line || error.offset >= self.piece.bytes.len() {
                self.parsed.stop = Some(Stop::GoesOn { begin, error: TextError::Exposition(error.clone()) });
                return false;
            }
        }
        if self.options.skip_bad_lines {
            if let TextError::Exposition(error) = &error {
                if at_end(&error.fault) {
                    self.parsed.bad_lines.push(TextError::Exposition(error.clone()));
                    return false;
                }
                // From the beginning of the line, because some faults are found behind its end.
                self.parser.jump_to(self.parser.offset().max(begin), self.parser.kind());
                self.parser.skip_line();
            }
            self.parsed.bad_lines.push(error);
            return true;
        }
        self.parsed.stop = Some(Stop::Wrong(error));
        false
    }
}
