//! The parser of both formats: bytes in, one event a line out.

use super::{
    error::{ExpositionError, ExpositionFault, FaultAt},
    event::{Event, Exemplar, Format, LabelPair, MetricType, Sample},
    openmetrics,
    scanner::Scanner,
    text,
};
use crate::model::sample::Timestamp;
use std::borrow::Cow;

/// Reads an exposition event by event.
///
/// Nothing is copied but texts with escapes; time is linear in the input, memory is that of the longest sample.
#[derive(Clone, Debug)]
pub struct Parser<'a> {
    pub(super) scanner: Scanner<'a>,
    /// The type of the last TYPE line, whatever family it was about: so Prometheus decides what a bound is.
    pub(super) kind: MetricType,
    pub(super) labels: Vec<LabelPair<'a>>,
    pub(super) exemplar_labels: Vec<LabelPair<'a>>,
    /// Where the last event starts.
    pub(super) event_start: usize,
    format: Format,
    /// An offset and the number of its line, to count lines from.
    known_line: (usize, usize),
    finished: bool,
    /// The missing end has been reported, once is enough.
    end_is_missed: bool,
}

/// What a line says, before the parser's own memory is lent out.
pub(super) enum Line<'a> {
    Help { name: Cow<'a, str>, text: Cow<'a, str> },
    Type { name: Cow<'a, str>, kind: MetricType },
    Unit { name: Cow<'a, str>, unit: Cow<'a, str> },
    Comment(Cow<'a, str>),
    Sample { value: f64, timestamp: Option<Timestamp>, exemplar: Option<(f64, Option<Timestamp>)> },
    End,
}

impl<'a> Parser<'a> {
    /// A parser of `bytes`.
    pub fn new(bytes: &'a [u8], format: Format) -> Parser<'a> {
        Parser {
            scanner: Scanner { bytes, position: 0 },
            kind: MetricType::Unknown,
            labels: Vec::new(),
            exemplar_labels: Vec::new(),
            event_start: 0,
            format,
            known_line: (0, 1),
            finished: false,
            end_is_missed: false,
        }
    }

    /// The format it reads.
    pub fn format(&self) -> Format {
        self.format
    }

    /// The next event, `None` at the end.
    ///
    /// After an error the parser stands where the fault was found; [`Parser::skip_line`] goes on with the next line.
    pub fn next_event(&mut self) -> Result<Option<Event<'_>>, ExpositionError> {
        if self.finished {
            return Ok(None);
        }
        let line = match self.format {
            Format::Text => text::read_line(self),
            Format::OpenMetrics => openmetrics::read_line(self),
        };
        match line {
            Ok(line) => Ok(self.lend(line)),
            Err(fault) => {
                self.end_is_missed |= fault.fault == ExpositionFault::MissingEof;
                Err(self.locate(fault))
            }
        }
    }

    /// Goes on with the line after the fault; behind the last line of OpenMetrics its end is still missed.
    pub fn skip_line(&mut self) {
        self.scanner.take_line();
        self.scanner.accept_line_end();
        let has_no_end = self.format == Format::OpenMetrics && !self.end_is_missed;
        self.finished = self.scanner.position >= self.scanner.bytes.len() && !has_no_end;
    }

    /// Goes on at `offset`, where a line must begin; `kind` is the type that the last TYPE line before it said.
    pub fn jump_to(&mut self, offset: usize, kind: MetricType) {
        self.scanner.position = offset.min(self.scanner.bytes.len());
        self.kind = kind;
        self.finished = false;
        if self.known_line.0 > offset {
            self.known_line = (0, 1);
        }
    }

    /// Where the next event starts.
    pub fn position(&self) -> usize {
        self.scanner.position
    }

    /// The type that the last TYPE line said.
    pub fn kind(&self) -> MetricType {
        self.kind
    }

    /// The line, from 1 on, that the last event starts on.
    pub fn line(&mut self) -> usize {
        let (offset, line) = self.known_line;
        let passed = self.scanner.bytes.get(offset..self.event_start).unwrap_or_default();
        self.known_line = (self.event_start, line + memchr::memchr_iter(b'\n', passed).count());
        self.known_line.1
    }

    /// Where in the input the last event starts.
    pub fn offset(&self) -> usize {
        self.event_start
    }

    fn locate(&mut self, fault: FaultAt) -> ExpositionError {
        self.line();
        fault.locate(self.scanner.bytes, self.known_line)
    }

    fn lend(&mut self, line: Line<'a>) -> Option<Event<'_>> {
        Some(match line {
            Line::Help { name, text } => Event::Help { name, text },
            Line::Type { name, kind } => Event::Type { name, kind },
            Line::Unit { name, unit } => Event::Unit { name, unit },
            Line::Comment(text) => Event::Comment(text),
            Line::Sample { value, timestamp, exemplar } => Event::Sample(Sample {
                labels: &self.labels,
                value,
                timestamp,
                exemplar: exemplar.map(|(value, timestamp)| Exemplar {
                    labels: &self.exemplar_labels,
                    value,
                    timestamp,
                }),
            }),
            Line::End => {
                self.finished = true;
                return None;
            }
        })
    }
}
