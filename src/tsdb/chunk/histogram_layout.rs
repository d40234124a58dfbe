//! What the four histogram encodings share: header, bucket layout, and the way from sample to sample.
//!
//! ```text
//! plain forms:            count u16 │ reset header (2 bits), 0 (6 bits)
//! start-timestamp forms:  reset header (2 bits), count (14 bits) │ start header
//! then:                   zero threshold │ schema │ positive spans │ negative spans │ custom bounds (schema -53 only)
//! then a sample:          time │ the counts, in the encoding's own way ([`Counts`]) │ start data
//! ```
//! Reset header: 10 reset, 01 no reset, 11 gauge, 00 unknown. Times are signed varbit: the first as it is, later ones
//! as delta of delta.

use super::{
    error::{ChunkError, SampleError},
    resolution,
    start_timestamp::StartReader,
    varbit,
};
use crate::{
    io::bits::BitReader,
    model::{
        histogram::{CUSTOM_BUCKETS_SCHEMA, CounterResetHint, FloatHistogram, HistogramSpan},
        sample::{HistogramDetail, SampleColumns},
    },
};
use std::sync::Arc;

const HEADER_BYTES: usize = 3;
const LOWEST_SCHEMA: i64 = -9;
const HIGHEST_SCHEMA: i64 = 52;

/// The counts of the current sample, in the way one encoding keeps them.
pub(super) trait Counts: Sized {
    /// The least number of bits that a bucket of sample 0 has; more buckets than the data has room for are refused.
    const LEAST_BUCKET_BITS: usize;

    /// Reads count, zero count, sum and buckets of sample 0.
    fn first(reader: &mut BitReader<'_>, positive: usize, negative: usize) -> Result<Self, SampleError>;

    /// Reads the next sample on top of this one.
    fn next(&mut self, reader: &mut BitReader<'_>) -> Result<(), SampleError>;

    /// The sum; the stale marker makes the whole sample one.
    fn sum(&self) -> f64;

    /// The count.
    fn count(&self) -> f64;

    /// Puts count, zero count, sum and buckets into a histogram.
    fn store(&self, histogram: &mut FloatHistogram);
}

/// Number of samples that the header of a histogram chunk promises.
pub(super) fn count(header: [u8; 2], has_starts: bool) -> usize {
    usize::from(u16::from_be_bytes(header) & if has_starts { 0x3FFF } else { 0xFFFF })
}

/// Appends the samples of a histogram chunk; on error the columns are as before.
pub(super) fn decode<C: Counts>(data: &[u8], has_starts: bool, columns: &mut SampleColumns) -> Result<(), ChunkError> {
    let Some((&[first, second, third], stream)) = data.split_first_chunk::<HEADER_BYTES>() else {
        return Err(ChunkError::UnexpectedEnd { sample: 0, count: 0, bit_offset: 0, bytes: data.len() });
    };
    let count = count([first, second], has_starts);
    let flags = if has_starts { first } else { third };
    let mut starts = StartReader::new(if has_starts { third } else { 0 });
    let is_gauge = flags & 0xC0 == 0xC0;

    let before = columns.histogram_timestamps.len();
    let has_starts = !starts.is_unused();
    if has_starts && columns.histogram_start_timestamps.is_empty() {
        columns.histogram_start_timestamps.resize(before, 0);
    }
    let mut samples = Samples::<C> { reader: BitReader::new(stream), template: None, time: 0, delta: 0 };
    for sample in 0..count {
        let hint = match sample {
            _ if is_gauge => CounterResetHint::Gauge,
            0 => CounterResetHint::Unknown,
            _ => CounterResetHint::NotReset,
        };
        // The last one too is whole: the next chunk's first one may be compared with it.
        let totals = columns.histogram_detail == HistogramDetail::Totals && sample > 0 && sample + 1 < count;
        let previous = samples.time;
        let read = samples
            .next(hint, totals)
            .and_then(|histogram| Ok((histogram, starts.read(&mut samples.reader, sample, samples.time, previous)?)));
        match read {
            Ok((histogram, start)) => {
                columns.histogram_timestamps.push(samples.time);
                columns.histograms.push(Arc::new(histogram));
                if has_starts {
                    columns.histogram_start_timestamps.push(start);
                }
            }
            Err(error) => {
                columns.histogram_timestamps.truncate(before);
                columns.histograms.truncate(before);
                columns.histogram_start_timestamps.truncate(before);
                return Err(error.in_sample(sample, count, HEADER_BYTES));
            }
        }
    }
    Ok(())
}

struct Samples<'a, C> {
    reader: BitReader<'a>,
    /// The layout as a histogram without buckets, and the current counts; from sample 0 on.
    template: Option<(FloatHistogram, C)>,
    time: i64,
    delta: i64,
}

impl<C: Counts> Samples<'_, C> {
    /// Reads the next sample; with `totals` its buckets are passed over.
    fn next(&mut self, hint: CounterResetHint, totals: bool) -> Result<FloatHistogram, SampleError> {
        let (template, counts): (&FloatHistogram, &C) = match &mut self.template {
            None => {
                let template = read_layout(&mut self.reader)?;
                self.time = varbit::read_signed(&mut self.reader)?;
                let positive = bucket_count::<C>(&self.reader, &template.positive_spans)?;
                let negative = bucket_count::<C>(&self.reader, &template.negative_spans)?;
                let counts = C::first(&mut self.reader, positive, negative)?;
                let (template, counts) = self.template.insert((template, counts));
                (template, counts)
            }
            Some((template, counts)) => {
                self.delta = self.delta.wrapping_add(varbit::read_signed(&mut self.reader)?);
                self.time = self.time.wrapping_add(self.delta);
                counts.next(&mut self.reader)?;
                (template, counts)
            }
        };
        // A stale sample tells nothing but its sum, whatever the layout says.
        let sum = counts.sum();
        if crate::model::sample::is_stale(sum) {
            return Ok(FloatHistogram { sum, ..FloatHistogram::default() });
        }
        if totals {
            let (count, counter_reset_hint) = (counts.count(), hint);
            let schema = resolution::supported(template.schema);
            return Ok(FloatHistogram { counter_reset_hint, schema, count, sum, ..FloatHistogram::default() });
        }
        let mut histogram = template.clone();
        histogram.counter_reset_hint = hint;
        counts.store(&mut histogram);
        resolution::reduce_to_supported(&mut histogram);
        Ok(histogram)
    }
}

/// The number of buckets of `spans`, if that many fit the bits that are left.
fn bucket_count<C: Counts>(reader: &BitReader<'_>, spans: &[HistogramSpan]) -> Result<usize, SampleError> {
    let promised = spans.iter().fold(0u64, |sum, span| sum.saturating_add(u64::from(span.length)));
    possible(reader, promised, C::LEAST_BUCKET_BITS, "buckets")
}

/// `promised` as a length, if so many things of at least `bits` bits each fit the bits that are left.
fn possible(reader: &BitReader<'_>, promised: u64, bits: usize, what: &'static str) -> Result<usize, SampleError> {
    match usize::try_from(promised) {
        Ok(count) if count <= reader.remaining() / bits => Ok(count),
        _ => {
            let bit_offset = 8 * HEADER_BYTES + reader.bit_offset();
            Err(SampleError::Chunk(ChunkError::ImpossibleLayout { bit_offset, what, promised }))
        }
    }
}

fn read_layout(reader: &mut BitReader<'_>) -> Result<FloatHistogram, SampleError> {
    let zero_threshold = read_zero_threshold(reader)?;
    let schema = varbit::read_signed(reader)?;
    let positive_spans = read_spans(reader)?;
    let negative_spans = read_spans(reader)?;
    let has_bounds = schema == i64::from(CUSTOM_BUCKETS_SCHEMA);
    let custom_values = if has_bounds { read_bounds(reader)? } else { Vec::new() };
    if !has_bounds && !(LOWEST_SCHEMA..=HIGHEST_SCHEMA).contains(&schema) {
        return Err(SampleError::Chunk(ChunkError::UnknownSchema { schema }));
    }
    let schema = schema as i32;
    Ok(FloatHistogram {
        schema,
        zero_threshold,
        positive_spans,
        negative_spans,
        custom_values,
        ..FloatHistogram::default()
    })
}

/// 0 for 0.0; 1..=254 for the powers of two 2^-243 ..= 2^10; 255 and 64 bits for the rest.
fn read_zero_threshold(reader: &mut BitReader<'_>) -> Result<f64, SampleError> {
    Ok(match reader.bits(8)? {
        0 => 0.0,
        255 => f64::from_bits(reader.bits(64)?),
        // 0.5 · 2^(byte - 243): a normal number, so its exponent field says it all.
        byte => f64::from_bits((byte + 1022 - 243) << 52),
    })
}

fn read_spans(reader: &mut BitReader<'_>) -> Result<Vec<HistogramSpan>, SampleError> {
    let promised = varbit::read_unsigned(reader)?;
    let count = possible(reader, promised, 2, "spans")?;
    let mut spans = Vec::with_capacity(count);
    for _ in 0..count {
        let length = varbit::read_unsigned(reader)? as u32;
        let offset = varbit::read_signed(reader)? as i32;
        spans.push(HistogramSpan { offset, length });
    }
    Ok(spans)
}

/// Bounds: thousandths plus one as unsigned varbit, or 0 and 64 bits.
fn read_bounds(reader: &mut BitReader<'_>) -> Result<Vec<f64>, SampleError> {
    let promised = varbit::read_unsigned(reader)?;
    let count = possible(reader, promised, 5, "custom bounds")?;
    let mut bounds = Vec::with_capacity(count);
    for _ in 0..count {
        bounds.push(match varbit::read_unsigned(reader)? {
            0 => f64::from_bits(reader.bits(64)?),
            thousandths => (thousandths - 1) as f64 / 1000.0,
        });
    }
    Ok(bounds)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        io::bits::BitWriter,
        model::sample::{STALE_BITS, is_stale},
        tsdb::chunk::{float_histogram::FloatCounts, histogram::IntegerCounts, start_timestamp::StartWriter},
    };
    use proptest::prelude::*;

    /// A chunk of integer histograms with two positive buckets (2, 3) and a negative one (-1), written field by field:
    /// times 1000, 1015, 1031; counts 6, 10, then stale.
    fn integer_chunk(flags: u8, starts: Option<[i64; 3]>) -> Vec<u8> {
        let header = if starts.is_some() { vec![flags, 3, 0] } else { vec![0, 3, flags] };
        let mut writer = BitWriter::new(header);
        let mut start_writer = StartWriter::default();
        let mut start = |writer: &mut BitWriter, index: usize, time, previous| {
            if let Some(starts) = starts {
                start_writer.write(writer, 2, index, (starts[index], time), previous);
            }
        };
        writer.write(116, 8); // zero threshold 2^-128
        varbit::write_signed(&mut writer, 3);
        for spans in [&[(2u64, 2i64)][..], &[(1, -1)]] {
            varbit::write_unsigned(&mut writer, spans.len() as u64);
            for &(length, offset) in spans {
                varbit::write_unsigned(&mut writer, length);
                varbit::write_signed(&mut writer, offset);
            }
        }
        varbit::write_signed(&mut writer, 1_000);
        varbit::write_unsigned(&mut writer, 6);
        varbit::write_unsigned(&mut writer, 1);
        writer.write(2.5f64.to_bits(), 64);
        for difference in [2, -1, 2] {
            varbit::write_signed(&mut writer, difference); // buckets 2, 1 and 2
        }
        start(&mut writer, 0, 1_000, 0);

        for number in [15, 4, 0] {
            varbit::write_signed(&mut writer, number);
        }
        writer.write(0, 1); // the same sum
        for change in [1, 2, 0] {
            varbit::write_signed(&mut writer, change); // buckets 3, 4 and 2
        }
        start(&mut writer, 1, 1_015, 1_000);

        for number in [1, 0, 0] {
            varbit::write_signed(&mut writer, number);
        }
        let difference = 2.5f64.to_bits() ^ STALE_BITS;
        writer.write(0b11, 2);
        writer.write(1, 5);
        writer.write(63, 6);
        writer.write(difference, 63);
        start(&mut writer, 2, 1_031, 1_015);
        writer.into_bytes()
    }

    #[test]
    fn integer_histograms_become_absolute_floats() {
        let mut columns = SampleColumns::default();
        decode::<IntegerCounts>(&integer_chunk(0b1000_0000, None), false, &mut columns).unwrap();
        assert_eq!(columns.histogram_timestamps, [1_000, 1_015, 1_031]);
        assert!(columns.histogram_start_timestamps.is_empty());
        let first = FloatHistogram {
            counter_reset_hint: CounterResetHint::Unknown,
            schema: 3,
            zero_threshold: 2f64.powi(-128),
            zero_count: 1.0,
            count: 6.0,
            sum: 2.5,
            positive_spans: vec![HistogramSpan { offset: 2, length: 2 }],
            negative_spans: vec![HistogramSpan { offset: -1, length: 1 }],
            positive_buckets: vec![2.0, 1.0],
            negative_buckets: vec![2.0],
            custom_values: vec![],
        };
        let second = FloatHistogram {
            counter_reset_hint: CounterResetHint::NotReset,
            count: 10.0,
            positive_buckets: vec![3.0, 4.0],
            ..first.clone()
        };
        assert_eq!(*columns.histograms[0], first);
        assert_eq!(*columns.histograms[1], second);
        let stale = &columns.histograms[2];
        assert!(is_stale(stale.sum) && stale.positive_spans.is_empty() && stale.count == 0.0);
    }

    #[test]
    fn gauges_are_gauges_from_the_first_sample_on() {
        let mut columns = SampleColumns::default();
        decode::<IntegerCounts>(&integer_chunk(0b1100_0000, None), false, &mut columns).unwrap();
        let hints = columns.histograms.iter().map(|histogram| histogram.counter_reset_hint);
        let gauge = CounterResetHint::Gauge;
        assert_eq!(hints.collect::<Vec<_>>(), [gauge, gauge, CounterResetHint::Unknown], "a stale one says nothing");
    }

    #[test]
    fn start_timestamps_follow_each_sample() {
        for starts in [[0, 0, 0], [900, 900, 900], [900, 1_010, 1_010], [0, 0, 1_020], [900, 0, 950]] {
            let mut columns = SampleColumns::default();
            columns.push_histogram(1, Arc::default());
            decode::<IntegerCounts>(&integer_chunk(0, Some(starts)), true, &mut columns).unwrap();
            assert_eq!(columns.histogram_timestamps, [1, 1_000, 1_015, 1_031]);
            let expected = if starts == [0; 3] { vec![] } else { [&[0][..], &starts].concat() };
            assert_eq!(columns.histogram_start_timestamps, expected);
        }
    }

    #[test]
    fn impossible_layouts_are_refused_before_they_cost_memory() {
        let layout = |spans: u64, length: u64, schema: i64| {
            let mut writer = BitWriter::new(vec![0, 1, 0]);
            writer.write(0, 8);
            varbit::write_signed(&mut writer, schema);
            varbit::write_unsigned(&mut writer, spans);
            varbit::write_unsigned(&mut writer, length);
            writer.write(0, 64);
            let mut columns = SampleColumns::default();
            decode::<FloatCounts>(&writer.into_bytes(), false, &mut columns).unwrap_err().to_string()
        };
        assert!(layout(u64::MAX, 0, 0).contains("spans"));
        assert!(layout(1, u64::from(u32::MAX), 0).contains("buckets"));
        assert!(layout(0, 0, 60).contains("unknown schema 60"));
        assert!(layout(0, 0, -53).contains("data"));
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_or_refused(data in proptest::collection::vec(any::<u8>(), 0..200), has_starts: bool) {
            let mut columns = SampleColumns::default();
            let _ = decode::<IntegerCounts>(&data, has_starts, &mut columns);
            let _ = decode::<FloatCounts>(&data, has_starts, &mut columns);
            prop_assert_eq!(columns.histogram_timestamps.len(), columns.histograms.len());
        }
    }
}
