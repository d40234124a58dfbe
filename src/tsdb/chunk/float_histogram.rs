//! Float native histograms: every count is XORed with the one before it, in a window of its own.
//!
//! ```text
//! sample 0:  count 64  │ zero count 64  │ sum 64  │ per bucket: 64
//! later:     count XOR │ zero count XOR │ sum XOR │ per bucket: XOR; nothing more if the sum is stale
//! ```

use super::{
    error::SampleError,
    float_value::{self, Window},
    histogram_layout::Counts,
};
use crate::{
    io::bits::BitReader,
    model::{histogram::FloatHistogram, sample::STALE_BITS},
};

#[derive(Clone, Copy, Debug)]
struct Xored {
    bits: u64,
    window: Window,
}

impl Xored {
    fn first(reader: &mut BitReader<'_>) -> Result<Xored, SampleError> {
        Ok(Xored { bits: reader.bits(64)?, window: Window::WHOLE })
    }

    #[inline]
    fn advance(&mut self, reader: &mut BitReader<'_>) -> Result<(), SampleError> {
        self.bits = float_value::read(reader, self.bits, &mut self.window)?;
        Ok(())
    }

    fn value(self) -> f64 {
        f64::from_bits(self.bits)
    }
}

/// The counts of the current sample.
#[derive(Debug)]
pub(super) struct FloatCounts {
    count: Xored,
    zero_count: Xored,
    sum: Xored,
    positive: Vec<Xored>,
    negative: Vec<Xored>,
}

impl Counts for FloatCounts {
    const LEAST_BUCKET_BITS: usize = 64;

    fn first(reader: &mut BitReader<'_>, positive: usize, negative: usize) -> Result<FloatCounts, SampleError> {
        Ok(FloatCounts {
            count: Xored::first(reader)?,
            zero_count: Xored::first(reader)?,
            sum: Xored::first(reader)?,
            positive: (0..positive).map(|_| Xored::first(reader)).collect::<Result<_, _>>()?,
            negative: (0..negative).map(|_| Xored::first(reader)).collect::<Result<_, _>>()?,
        })
    }

    fn next(&mut self, reader: &mut BitReader<'_>) -> Result<(), SampleError> {
        self.count.advance(reader)?;
        self.zero_count.advance(reader)?;
        self.sum.advance(reader)?;
        if self.sum.bits == STALE_BITS {
            return Ok(());
        }
        for bucket in self.positive.iter_mut().chain(&mut self.negative) {
            bucket.advance(reader)?;
        }
        Ok(())
    }

    fn sum(&self) -> f64 {
        self.sum.value()
    }

    fn count(&self) -> f64 {
        self.count.value()
    }

    fn store(&self, histogram: &mut FloatHistogram) {
        histogram.count = self.count();
        histogram.zero_count = self.zero_count.value();
        histogram.sum = self.sum.value();
        histogram.positive_buckets = self.positive.iter().map(|bucket| bucket.value()).collect();
        histogram.negative_buckets = self.negative.iter().map(|bucket| bucket.value()).collect();
    }
}
