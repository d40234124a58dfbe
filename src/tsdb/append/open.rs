//! The one chunk of a series that is still growing.
//!
//! Source of the rules: `tsdb/head_append.go` and `storage/series.go`.

use super::{AppendError, CompletedChunk, CutRule, FloatEncoding};
use crate::{
    model::histogram::FloatHistogram,
    tsdb::chunk::{Encoding, histogram_append, xor, xor2},
};

/// Samples that a chunk should have.
const TARGET_SAMPLES: usize = 120;
/// A chunk of floats with more bytes might not have room for another sample within 1024.
const MOST_FLOAT_BYTES: usize = 1024 - 19;
/// Bytes that a chunk of histograms should have.
const TARGET_HISTOGRAM_BYTES: usize = 1024;
/// Samples that a chunk of histograms should at least have.
const LEAST_HISTOGRAMS: usize = 10;

/// The open chunk of one series.
#[derive(Clone, Debug)]
pub struct OpenChunk {
    rule: CutRule,
    floats: FloatEncoding,
    body: Body,
    min_time: i64,
    last_time: i64,
    /// Samples since the last cut, which is fewer than the chunk's only where a chunk was written again.
    since_cut: usize,
    /// No sample from this time on goes into this chunk.
    end: i64,
    /// The end of a chunk of histograms has been foreseen from its size.
    end_is_foreseen: bool,
}

#[derive(Clone, Debug)]
enum Body {
    Nothing,
    Xor(xor::Appender),
    Xor2(xor2::Appender),
    Histogram(Box<histogram_append::Appender>),
}

impl Body {
    fn count(&self) -> usize {
        match self {
            Body::Nothing => 0,
            Body::Xor(chunk) => chunk.count(),
            Body::Xor2(chunk) => chunk.count(),
            Body::Histogram(chunk) => chunk.count(),
        }
    }

    fn bytes(&self) -> &[u8] {
        match self {
            Body::Nothing => &[],
            Body::Xor(chunk) => chunk.bytes(),
            Body::Xor2(chunk) => chunk.bytes(),
            Body::Histogram(chunk) => chunk.bytes(),
        }
    }

    fn encoding(&self) -> Encoding {
        match self {
            Body::Nothing => Encoding::None,
            Body::Xor(_) => Encoding::Xor,
            Body::Xor2(_) => Encoding::Xor2,
            Body::Histogram(chunk) => chunk.encoding(),
        }
    }
}

impl OpenChunk {
    /// No chunk yet.
    pub fn new(rule: CutRule, floats: FloatEncoding) -> OpenChunk {
        OpenChunk {
            rule,
            floats,
            body: Body::Nothing,
            min_time: 0,
            last_time: 0,
            since_cut: 0,
            end: 0,
            end_is_foreseen: false,
        }
    }

    /// How many samples the chunk holds.
    pub fn count(&self) -> usize {
        self.body.count()
    }

    /// Time of the last sample.
    pub fn last_time(&self) -> Option<i64> {
        (self.count() > 0).then_some(self.last_time)
    }

    /// Time of the first sample.
    pub fn first_time(&self) -> Option<i64> {
        (self.count() > 0).then_some(self.min_time)
    }

    /// Appends a float (`start` 0: no start timestamp); returns the chunk that had to end before it.
    #[inline]
    pub fn append_float(&mut self, start: i64, time: i64, value: f64) -> Result<Option<CompletedChunk>, AppendError> {
        self.check_order(time)?;
        let fits = match &self.body {
            Body::Xor(chunk) => start == 0 && self.float_fits(time, chunk.count(), chunk.bytes().len()),
            Body::Xor2(chunk) => self.float_fits(time, chunk.count(), chunk.bytes().len()),
            Body::Nothing | Body::Histogram(_) => false,
        };
        let completed = if fits { None } else { self.take() };
        if !fits {
            self.body = match self.floats {
                FloatEncoding::Xor if start == 0 => Body::Xor(xor::Appender::new()),
                _ => Body::Xor2(xor2::Appender::new()),
            };
            self.begin(time);
        } else if self.since_cut == TARGET_SAMPLES / 4 {
            // What the check has foreseen stays the chunk's end.
            self.end = self.foreseen_end(4.0);
        }
        match &mut self.body {
            Body::Xor(chunk) => chunk.append(time, value)?,
            Body::Xor2(chunk) => chunk.append(start, time, value)?,
            Body::Nothing | Body::Histogram(_) => {}
        }
        self.last_time = time;
        self.since_cut += 1;
        Ok(completed)
    }

    fn float_fits(&self, time: i64, count: usize, bytes: usize) -> bool {
        match self.rule {
            CutRule::Merge => self.since_cut < TARGET_SAMPLES,
            CutRule::Head { .. } | CutRule::HeadKeepingLayouts { .. } => {
                let end = if count == TARGET_SAMPLES / 4 { self.foreseen_end(4.0) } else { self.end };
                bytes <= MOST_FLOAT_BYTES && time < end && count < 2 * TARGET_SAMPLES
            }
        }
    }

    /// Appends a histogram with integer or float counts (`start` 0: no start timestamp); returns the chunk that had to
    /// end before it.
    pub fn append_histogram(
        &mut self,
        start: i64,
        time: i64,
        histogram: &FloatHistogram,
        integer: bool,
    ) -> Result<Option<CompletedChunk>, AppendError> {
        self.check_order(time)?;
        let mut empty = histogram_append::Appender::new(integer, start != 0);
        let fits =
            self.body.encoding() == empty.encoding() && self.has_layout_of(histogram) && self.histogram_fits(time);
        if !fits {
            let previous = match (&self.body, self.rule) {
                (Body::Histogram(previous), CutRule::Head { .. } | CutRule::HeadKeepingLayouts { .. }) => {
                    Some(&**previous)
                }
                _ => None,
            };
            empty.append(start, time, histogram, previous)?;
            let completed = self.take();
            self.body = Body::Histogram(Box::new(empty));
            self.begin(time);
            self.last_time = time;
            self.since_cut = 1;
            return Ok(completed);
        }
        let Body::Histogram(chunk) = &mut self.body else { return Ok(None) };
        let next = chunk.append(start, time, histogram, None)?;
        let completed = next.and_then(|next| {
            // The end that was foreseen by size is not foreseen again: Prometheus forgets to reset that.
            let foreseen = self.end_is_foreseen;
            let completed = self.take();
            self.body = Body::Histogram(Box::new(next));
            self.begin(time);
            self.end_is_foreseen = foreseen;
            completed
        });
        self.last_time = time;
        self.since_cut += 1;
        Ok(completed)
    }

    fn histogram_fits(&mut self, time: i64) -> bool {
        let (CutRule::Head { chunk_range } | CutRule::HeadKeepingLayouts { chunk_range }) = self.rule else {
            return self.since_cut < TARGET_SAMPLES;
        };
        let (count, bytes) = (self.body.count(), self.body.bytes().len());
        let range_end = if self.end_is_foreseen { end_of_range(self.min_time, chunk_range) } else { self.end };
        if !self.end_is_foreseen && bytes >= TARGET_HISTOGRAM_BYTES / 4 {
            self.end = self.foreseen_end(TARGET_HISTOGRAM_BYTES as f64 / bytes as f64);
            self.end_is_foreseen = true;
        }
        let is_full = time >= self.end || bytes >= 2 * TARGET_HISTOGRAM_BYTES;
        !(is_full && (count >= LEAST_HISTOGRAMS || time >= range_end))
    }

    /// Whether a histogram would read back with its own spans.
    fn has_layout_of(&self, histogram: &FloatHistogram) -> bool {
        match (&self.body, self.rule) {
            (Body::Histogram(chunk), CutRule::HeadKeepingLayouts { .. }) => chunk.has_layout_of(histogram),
            _ => true,
        }
    }

    fn check_order(&self, time: i64) -> Result<(), AppendError> {
        match self.last_time() {
            Some(last) if time <= last => Err(AppendError::OutOfOrder { time, last }),
            _ => Ok(()),
        }
    }

    fn begin(&mut self, time: i64) {
        self.min_time = time;
        self.since_cut = 0;
        self.end_is_foreseen = false;
        self.end = match self.rule {
            CutRule::Head { chunk_range } | CutRule::HeadKeepingLayouts { chunk_range } => {
                end_of_range(time, chunk_range)
            }
            CutRule::Merge => i64::MAX,
        };
    }

    /// Where the chunk should end so that the chunks of the range are equally long, if it is now as full as one part
    /// in `ratio_to_full`.
    fn foreseen_end(&self, ratio_to_full: f64) -> i64 {
        let left = self.end.wrapping_sub(self.min_time) as f64;
        let taken = self.last_time.wrapping_sub(self.min_time).wrapping_add(1) as f64;
        let chunks = left / (taken * ratio_to_full);
        if chunks <= 1.0 { self.end } else { (self.min_time as f64 + left / chunks.floor()) as i64 }
    }

    /// Ends the chunk and hands it over; what comes next is the first sample of a series.
    pub fn take(&mut self) -> Option<CompletedChunk> {
        let (min_time, max_time, encoding) = (self.min_time, self.last_time, self.body.encoding());
        let data = match std::mem::replace(&mut self.body, Body::Nothing) {
            Body::Nothing => return None,
            Body::Xor(chunk) => chunk.into_bytes(),
            Body::Xor2(chunk) => chunk.into_bytes(),
            Body::Histogram(chunk) => chunk.into_bytes(),
        };
        self.end_is_foreseen = false;
        Some(CompletedChunk { min_time, max_time, encoding, data })
    }
}

/// The next multiple of `range` above `time`; for negative times the one below, as Go's division rounds to zero.
fn end_of_range(time: i64, range: i64) -> i64 {
    time.checked_div(range).unwrap_or(0).wrapping_mul(range).saturating_add(range)
}
