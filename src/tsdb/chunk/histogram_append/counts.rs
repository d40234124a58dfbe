//! The counts of a histogram on their way into a chunk: integers as deltas of deltas, floats XORed.

use super::HistogramError;
use crate::{
    io::bits::BitWriter,
    model::histogram::FloatHistogram,
    tsdb::chunk::{
        float_value::{self, WriterWindow},
        varbit,
    },
};

/// Integers up to here are floats, and so are their neighbours.
const EXACT: f64 = (1u64 << 53) as f64;

/// What the next sample's counts are written against.
#[derive(Clone, Debug)]
pub(super) enum CountsWriter {
    Integers { count: Moving, zero_count: Moving, sum: Xored, buckets: Vec<Moving> },
    Floats { count: Xored, zero_count: Xored, sum: Xored, buckets: Vec<Xored> },
}

/// A number and its last change.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Moving {
    value: i64,
    change: i64,
}

impl Moving {
    fn write(&mut self, writer: &mut BitWriter, value: i64) {
        let change = value.wrapping_sub(self.value);
        varbit::write_signed(writer, change.wrapping_sub(self.change));
        *self = Moving { value, change };
    }
}

/// A float and the window that its last difference was written in.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Xored {
    bits: u64,
    window: WriterWindow,
}

impl Xored {
    fn write_first(&mut self, writer: &mut BitWriter, value: f64) {
        writer.write(value.to_bits(), 64);
        *self = Xored { bits: value.to_bits(), window: WriterWindow::default() };
    }

    fn write(&mut self, writer: &mut BitWriter, value: f64) {
        float_value::write(writer, value.to_bits() ^ self.bits, &mut self.window);
        self.bits = value.to_bits();
    }
}

impl CountsWriter {
    pub(super) fn new(integer: bool) -> CountsWriter {
        let sum = Xored::default();
        match integer {
            true => CountsWriter::Integers {
                count: Moving::default(),
                zero_count: Moving::default(),
                sum,
                buckets: Vec::new(),
            },
            false => {
                CountsWriter::Floats { count: Xored::default(), zero_count: Xored::default(), sum, buckets: Vec::new() }
            }
        }
    }

    /// Refuses counts that cannot be written without loss.
    pub(super) fn check(&self, histogram: &FloatHistogram) -> Result<(), HistogramError> {
        if matches!(self, CountsWriter::Floats { .. }) {
            return Ok(());
        }
        let counts = [histogram.count, histogram.zero_count].into_iter();
        let mut counts = counts.chain(buckets(histogram));
        match counts.find(|count| !(count.trunc() == *count && (0.0..EXACT).contains(count))) {
            Some(count) => Err(HistogramError::NotAnInteger(count)),
            None => Ok(()),
        }
    }

    pub(super) fn write_first(&mut self, writer: &mut BitWriter, histogram: &FloatHistogram) {
        match self {
            CountsWriter::Integers { count, zero_count, sum, buckets } => {
                for (slot, value) in [(count, histogram.count), (zero_count, histogram.zero_count)] {
                    *slot = Moving { value: value as i64, change: 0 };
                    varbit::write_unsigned(writer, value as u64);
                }
                sum.write_first(writer, histogram.sum);
                buckets.clear();
                for value in differences(histogram) {
                    varbit::write_signed(writer, value);
                    buckets.push(Moving { value, change: 0 });
                }
            }
            CountsWriter::Floats { count, zero_count, sum, buckets } => {
                count.write_first(writer, histogram.count);
                zero_count.write_first(writer, histogram.zero_count);
                sum.write_first(writer, histogram.sum);
                buckets.clear();
                for value in self::buckets(histogram) {
                    let mut bucket = Xored::default();
                    bucket.write_first(writer, value);
                    buckets.push(bucket);
                }
            }
        }
    }

    /// Writes counts with as many buckets as the first, or a stale sample.
    pub(super) fn write_next(&mut self, writer: &mut BitWriter, histogram: &FloatHistogram) {
        match self {
            CountsWriter::Integers { count, zero_count, sum, .. } if histogram.is_stale() => {
                // Whatever comes after a stale sample is one too, so the state of the counts no longer matters, but
                // the bits of this sample say "no change of the change".
                let still = |moving: &Moving| moving.value.wrapping_add(moving.change);
                count.write(writer, still(count));
                zero_count.write(writer, still(zero_count));
                sum.write(writer, histogram.sum);
            }
            CountsWriter::Integers { count, zero_count, sum, buckets } => {
                count.write(writer, histogram.count as i64);
                zero_count.write(writer, histogram.zero_count as i64);
                sum.write(writer, histogram.sum);
                buckets.iter_mut().zip(differences(histogram)).for_each(|(bucket, value)| bucket.write(writer, value));
            }
            CountsWriter::Floats { count, zero_count, sum, buckets } => {
                count.write(writer, histogram.count);
                zero_count.write(writer, histogram.zero_count);
                sum.write(writer, histogram.sum);
                if !histogram.is_stale() {
                    let counts = self::buckets(histogram);
                    buckets.iter_mut().zip(counts).for_each(|(bucket, value)| bucket.write(writer, value));
                }
            }
        }
    }
}

fn buckets(histogram: &FloatHistogram) -> impl Iterator<Item = f64> + '_ {
    histogram.positive_buckets.iter().chain(&histogram.negative_buckets).copied()
}

/// Each bucket's difference to the one before it on its side.
fn differences(histogram: &FloatHistogram) -> impl Iterator<Item = i64> + '_ {
    [&histogram.positive_buckets, &histogram.negative_buckets].into_iter().flat_map(|side| {
        let mut last = 0i64;
        side.iter().map(move |&count| {
            let difference = count as i64 - last;
            last = count as i64;
            difference
        })
    })
}
