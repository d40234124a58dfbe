//! Writing histogram chunks, sample by sample, byte for byte as Prometheus does: integer and float histograms, with and
//! without start timestamps.
//!
//! ```text
//! sample ─→ does it fit the chunk? ([`fit`]) ─→ yes: counts ([`counts`]) under the chunk's layout ([`layout`])
//!                                            ├→ with new buckets: the chunk is written again under a wider layout
//!                                            └→ no: a new chunk, whose header says why
//! ```
//! The bytes are drawn in `histogram_layout`. A chunk that was read back is never continued: Prometheus' own writer
//! cannot do that without damage. When a chunk is long enough is not decided here.

mod counts;
mod fit;
mod layout;
#[cfg(test)]
mod tests;

use super::{Encoding, decode, start_timestamp::StartWriter, varbit, xor::ChunkFull};
use crate::{
    io::bits::BitWriter,
    model::{
        histogram::{CounterResetHint, FloatHistogram},
        sample::SampleColumns,
    },
};
use counts::CountsWriter;
use fit::Fit;
use std::borrow::Cow;

/// Bytes before the layout.
const HEADER_BYTES: usize = 3;

/// Why a histogram cannot be stored.
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
pub enum HistogramError {
    /// The chunk's counter is at its end.
    #[error(transparent)]
    Full(#[from] ChunkFull),
    /// An integer histogram has a count that is no integer, or one that floats cannot tell from its neighbours.
    #[error("the count {0} of an integer histogram is not an integer below 2^53")]
    NotAnInteger(f64),
    /// The buckets and the spans do not belong together.
    #[error("the spans describe {described} buckets, but there are {buckets}")]
    Layout {
        /// Buckets by the spans.
        described: usize,
        /// Buckets.
        buckets: usize,
    },
    /// Chunks know the schemas -4 to 8, and -53.
    #[error("schema {0} cannot be stored")]
    Schema(i32),
    /// A chunk that was just written cannot be read, which would be a fault of promq.
    #[error("the chunk cannot be written again")]
    Unreadable,
}

/// The two bits of a chunk's header.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ResetHeader {
    /// 00
    #[default]
    Unknown,
    /// 01
    NotReset,
    /// 10
    Reset,
    /// 11
    Gauge,
}

impl ResetHeader {
    fn bits(self) -> u8 {
        (self as u8) << 6
    }
}

/// An open chunk of histograms.
#[derive(Clone, Debug)]
pub struct Appender {
    writer: BitWriter,
    encoding: Encoding,
    header: ResetHeader,
    count: u16,
    time: i64,
    delta: i64,
    /// The last sample, under the chunk's layout; empty after a stale one.
    last: FloatHistogram,
    /// The spans and bounds of the chunk.
    layout: FloatHistogram,
    counts: CountsWriter,
    starts: StartWriter,
}

impl Appender {
    /// An empty chunk for integer or float counts, with or without start timestamps.
    pub fn new(integer: bool, starts: bool) -> Appender {
        let encoding = match (integer, starts) {
            (true, false) => Encoding::Histogram,
            (false, false) => Encoding::FloatHistogram,
            (true, true) => Encoding::HistogramStart,
            (false, true) => Encoding::FloatHistogramStart,
        };
        Appender {
            writer: BitWriter::new(vec![0; HEADER_BYTES]),
            encoding,
            header: ResetHeader::Unknown,
            count: 0,
            time: 0,
            delta: 0,
            last: FloatHistogram::default(),
            layout: FloatHistogram::default(),
            counts: CountsWriter::new(integer),
            starts: StartWriter::default(),
        }
    }

    /// Appends a sample (`start` 0: no start timestamp), or returns the chunk that it begins because it does not fit.
    ///
    /// `previous` is the chunk before this one, if it held the same kind of histogram; only the first sample of a chunk
    /// looks at it, to tell in the header whether a counter reset lies between.
    pub fn append(
        &mut self,
        start: i64,
        time: i64,
        histogram: &FloatHistogram,
        previous: Option<&Appender>,
    ) -> Result<Option<Appender>, HistogramError> {
        layout::check(histogram)?;
        if self.count == 0 {
            self.write(start, time, histogram)?;
            self.header = match histogram.counter_reset_hint {
                CounterResetHint::Gauge => ResetHeader::Gauge,
                CounterResetHint::Reset => ResetHeader::Reset,
                _ => previous
                    .filter(|previous| previous.is_integer() == self.is_integer() && previous.count > 0)
                    .map_or(ResetHeader::Unknown, |previous| previous.fit(histogram).header_after(self.is_integer())),
            };
            self.put_header();
            return Ok(None);
        }
        match self.fit(histogram) {
            Fit::NewChunk(header) => {
                let mut next = Appender::new(self.is_integer(), self.has_starts());
                next.header = self.header_within(header);
                next.write(start, time, histogram)?;
                next.put_header();
                Ok(Some(next))
            }
            Fit::AsItIs => {
                let widened = self.under_own_layout(histogram);
                self.write(start, time, &widened)?;
                self.put_header();
                Ok(None)
            }
            Fit::Wider { positive, negative } => {
                let wider =
                    FloatHistogram { positive_spans: positive, negative_spans: negative, ..self.layout.clone() };
                let mut again = self.written_again(&wider)?;
                again.write(start, time, &layout::under(&wider, histogram))?;
                again.put_header();
                *self = again;
                Ok(None)
            }
        }
    }

    fn fit(&self, histogram: &FloatHistogram) -> Fit {
        match histogram.counter_reset_hint {
            CounterResetHint::Gauge => fit::of_gauge(self, histogram),
            _ => fit::of_counter(self, histogram),
        }
    }

    /// The header of a chunk that begins because of what the fit found: float chunks only ever tell of resets.
    fn header_within(&self, found: ResetHeader) -> ResetHeader {
        match found {
            ResetHeader::Reset | ResetHeader::Gauge => found,
            _ if self.is_integer() => found,
            _ => ResetHeader::Unknown,
        }
    }

    fn under_own_layout<'h>(&self, histogram: &'h FloatHistogram) -> Cow<'h, FloatHistogram> {
        if histogram.is_stale() || layout::same_places(&self.layout, histogram) {
            return Cow::Borrowed(histogram);
        }
        Cow::Owned(layout::under(&self.layout, histogram))
    }

    /// The same samples and header in a chunk with more buckets.
    fn written_again(&self, wider: &FloatHistogram) -> Result<Appender, HistogramError> {
        let mut columns = SampleColumns::default();
        decode(self.encoding, self.bytes(), &mut columns).map_err(|_| HistogramError::Unreadable)?;
        let mut again = Appender::new(self.is_integer(), self.has_starts());
        for (index, (&time, histogram)) in columns.histogram_timestamps.iter().zip(&columns.histograms).enumerate() {
            let start = columns.histogram_start_timestamps.get(index).copied().unwrap_or(0);
            again.write(start, time, &layout::under(wider, histogram))?;
        }
        again.header = self.header;
        Ok(again)
    }

    /// Writes a sample that has the chunk's layout, or dictates it.
    fn write(&mut self, start: i64, time: i64, histogram: &FloatHistogram) -> Result<(), HistogramError> {
        let most = if self.has_starts() { 0x3FFF } else { u16::MAX };
        let count = self.count.checked_add(1).filter(|count| *count <= most).ok_or(ChunkFull)?;
        // A stale sample says nothing but that it is one.
        let stale = FloatHistogram { sum: histogram.sum, ..FloatHistogram::default() };
        let histogram = if histogram.is_stale() { &stale } else { histogram };
        self.counts.check(histogram)?;
        if self.count == 0 {
            layout::write(&mut self.writer, histogram);
            self.layout = layout::of(histogram);
            varbit::write_signed(&mut self.writer, time);
            self.counts.write_first(&mut self.writer, histogram);
        } else {
            let delta = time.wrapping_sub(self.time);
            varbit::write_signed(&mut self.writer, delta.wrapping_sub(self.delta));
            self.delta = delta;
            self.counts.write_next(&mut self.writer, histogram);
        }
        if self.has_starts() {
            let index = usize::from(self.count);
            self.starts.write(&mut self.writer, HEADER_BYTES - 1, index, (start, time), self.time);
        }
        self.time = time;
        self.count = count;
        self.last.clone_from(histogram);
        Ok(())
    }

    fn put_header(&mut self) {
        let (has_starts, count, header) = (self.has_starts(), self.count, self.header.bits());
        let [high, low] = count.to_be_bytes();
        if let Some([first, second, third]) = self.writer.bytes_mut().first_chunk_mut() {
            *second = low;
            match has_starts {
                true => *first = high | header,
                false => (*first, *third) = (high, header),
            }
        }
    }

    fn is_integer(&self) -> bool {
        matches!(self.encoding, Encoding::Histogram | Encoding::HistogramStart)
    }

    fn has_starts(&self) -> bool {
        matches!(self.encoding, Encoding::HistogramStart | Encoding::FloatHistogramStart)
    }

    /// Whether the chunk's spans are those of `histogram`, one for one; a stale one has none and goes anywhere.
    pub fn has_layout_of(&self, histogram: &FloatHistogram) -> bool {
        histogram.is_stale()
            || (self.layout.positive_spans == histogram.positive_spans
                && self.layout.negative_spans == histogram.negative_spans)
    }

    /// How the data is encoded.
    pub fn encoding(&self) -> Encoding {
        self.encoding
    }

    /// How many samples the chunk holds.
    pub fn count(&self) -> usize {
        usize::from(self.count)
    }

    /// The chunk's data so far: a whole chunk after every sample.
    pub fn bytes(&self) -> &[u8] {
        self.writer.bytes()
    }

    /// The finished chunk's data.
    pub fn into_bytes(self) -> Vec<u8> {
        self.writer.into_bytes()
    }
}
