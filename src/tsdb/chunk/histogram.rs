//! Integer native histograms: counts and bucket deltas as varbit deltas of deltas.
//!
//! ```text
//! sample 0:  count uvarbit │ zero count uvarbit │ sum 64 │ per bucket: varbit
//! later:     count varbit  │ zero count varbit  │ sum XOR │ per bucket: varbit; nothing more if the sum is stale
//! ```
//! A bucket's number is its difference to the bucket before it; later samples store the change of the change of that.

use super::{
    error::SampleError,
    float_value::{self, Window},
    histogram_layout::Counts,
    varbit,
};
use crate::{
    io::bits::BitReader,
    model::{histogram::FloatHistogram, sample::STALE_BITS},
};

/// A number that moves from sample to sample.
#[derive(Clone, Copy, Debug, Default)]
struct Moving {
    value: i64,
    change: i64,
}

impl Moving {
    #[inline]
    fn advance(&mut self, reader: &mut BitReader<'_>) -> Result<(), SampleError> {
        self.change = self.change.wrapping_add(varbit::read_signed(reader)?);
        self.value = self.value.wrapping_add(self.change);
        Ok(())
    }
}

/// The counts of the current sample.
#[derive(Debug)]
pub(super) struct IntegerCounts {
    count: Moving,
    zero_count: Moving,
    sum: u64,
    sum_window: Window,
    /// Differences between neighbouring buckets.
    positive: Vec<Moving>,
    negative: Vec<Moving>,
}

impl Counts for IntegerCounts {
    const LEAST_BUCKET_BITS: usize = 1;

    fn first(reader: &mut BitReader<'_>, positive: usize, negative: usize) -> Result<IntegerCounts, SampleError> {
        let start = |value| Moving { value, change: 0 };
        let mut counts = IntegerCounts {
            count: start(varbit::read_unsigned(reader)? as i64),
            zero_count: start(varbit::read_unsigned(reader)? as i64),
            sum: reader.bits(64)?,
            sum_window: Window::WHOLE,
            positive: vec![Moving::default(); positive],
            negative: vec![Moving::default(); negative],
        };
        for bucket in counts.positive.iter_mut().chain(&mut counts.negative) {
            bucket.value = varbit::read_signed(reader)?;
        }
        Ok(counts)
    }

    fn next(&mut self, reader: &mut BitReader<'_>) -> Result<(), SampleError> {
        self.count.advance(reader)?;
        self.zero_count.advance(reader)?;
        self.sum = float_value::read(reader, self.sum, &mut self.sum_window)?;
        if self.sum == STALE_BITS {
            return Ok(());
        }
        for bucket in self.positive.iter_mut().chain(&mut self.negative) {
            bucket.advance(reader)?;
        }
        Ok(())
    }

    fn sum(&self) -> f64 {
        f64::from_bits(self.sum)
    }

    fn count(&self) -> f64 {
        self.count.value as u64 as f64
    }

    fn store(&self, histogram: &mut FloatHistogram) {
        histogram.count = self.count();
        histogram.zero_count = self.zero_count.value as u64 as f64;
        histogram.sum = self.sum();
        histogram.positive_buckets = absolute(&self.positive);
        histogram.negative_buckets = absolute(&self.negative);
    }
}

fn absolute(differences: &[Moving]) -> Vec<f64> {
    let mut count = 0i64;
    differences
        .iter()
        .map(|difference| {
            count = count.wrapping_add(difference.value);
            count as f64
        })
        .collect()
}
