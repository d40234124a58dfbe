//! A native histogram as remote write carries it, its buckets dense.

use super::generator::Generator;

/// The value whose bits mark the end of a series.
pub(super) const STALE: f64 = f64::from_bits(0x7ff0_0000_0000_0002);

/// The schema of histograms with custom bucket bounds.
const CUSTOM: i32 = -53;

/// What the producer says about counter resets, in the numbers of the wire format.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Hint {
    Unknown = 0,
    Gauge = 3,
}

/// Counts of buckets from `first` on, one after the other.
#[derive(Clone)]
pub(super) struct NativeHistogram {
    pub(super) schema: i32,
    pub(super) sum: f64,
    pub(super) zero_threshold: f64,
    pub(super) zero_count: u64,
    pub(super) first: i32,
    pub(super) positive: Vec<u64>,
    pub(super) negative: Vec<u64>,
    pub(super) bounds: Vec<f64>,
    pub(super) hint: Hint,
    /// Written with counts in floating point, which are all halved.
    pub(super) float: bool,
}

impl NativeHistogram {
    /// Without observations, with buckets of that schema.
    pub(super) fn exponential(schema: i32, negative: bool) -> Self {
        Self {
            schema,
            sum: 0.0,
            zero_threshold: 0.001,
            zero_count: 0,
            first: -3,
            positive: vec![0; 9],
            negative: if negative { vec![0; 4] } else { Vec::new() },
            bounds: Vec::new(),
            hint: Hint::Unknown,
            float: false,
        }
    }

    /// Without observations, with these upper bounds and a bucket above the last.
    pub(super) fn custom(bounds: &[f64]) -> Self {
        let empty = Self::exponential(CUSTOM, false);
        Self { first: 0, zero_threshold: 0.0, positive: vec![0; bounds.len() + 1], bounds: bounds.to_vec(), ..empty }
    }

    /// The end of a series of histograms.
    pub(super) fn stale() -> Self {
        Self { sum: STALE, positive: Vec::new(), ..Self::exponential(0, false) }
    }

    pub(super) fn count(&self) -> u64 {
        self.zero_count + self.positive.iter().sum::<u64>() + self.negative.iter().sum::<u64>()
    }

    /// Starts again, with up to `base` observations in a bucket, fewer from bucket to bucket.
    pub(super) fn clear(&mut self, base: u64) {
        self.sum = base as f64;
        self.zero_count = 0;
        for counts in [&mut self.positive, &mut self.negative] {
            counts.iter_mut().enumerate().for_each(|(index, count)| *count = base >> index);
        }
    }

    /// A few more observations. Sums are multiples of an eighth, so that adding them up rounds nowhere.
    pub(super) fn observe(&mut self, random: &mut Generator) {
        for _ in 0..random.below(6) {
            let amount = 1 + random.below(4);
            let places = self.positive.len() + self.negative.len() + 1;
            let place = random.below(places as u64) as usize;
            let eighths = amount as f64 * (1 + random.below(40)) as f64 / 8.0;
            if let Some(count) = self.positive.get_mut(place) {
                *count += amount;
                self.sum += eighths;
            } else if let Some(count) = self.negative.get_mut(place - self.positive.len()) {
                *count += amount;
                self.sum -= eighths;
            } else if self.schema != CUSTOM {
                self.zero_count += amount;
            }
        }
    }
}
