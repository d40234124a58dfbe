//! What is left of the labels of a sample: hashes, and what the lint asks about their names.

use super::number::Number;
use xxhash_rust::xxh64::xxh64;

/// What is left of one sample.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct SampleFacts {
    /// Hash of all labels in their order.
    pub(super) in_order: u64,
    /// Hash of the labels but `le`, in any order: what makes a histogram one.
    pub(super) without_le: u64,
    /// Hash of the labels but `quantile`, in any order: what makes a summary one.
    pub(super) without_quantile: u64,
    /// Offset of the line in its chunk.
    pub(super) offset: u32,
    /// Labels named in camelCase.
    pub(super) camel_case: u16,
    /// The value of the label `le`.
    pub(super) le: Number,
    /// The value of the label `quantile`.
    pub(super) quantile: Number,
    /// The sample's value.
    pub(super) value: Number,
}

/// Odd and without pattern: the golden ratio's digits.
const MULTIPLIER: u64 = 0x9e37_79b9_7f4a_7c15;

impl SampleFacts {
    /// Adds one label.
    #[inline]
    pub(super) fn add(&mut self, name: &[u8], value: &[u8]) {
        let pair = xxh64(value, xxh64(name, 0));
        self.in_order = (self.in_order.rotate_left(5) ^ pair).wrapping_mul(MULTIPLIER);
        match name {
            b"le" => self.le = super::number::classify(value),
            _ => self.without_le = self.without_le.wrapping_add(pair),
        }
        match name {
            b"quantile" => self.quantile = super::number::classify(value),
            _ => self.without_quantile = self.without_quantile.wrapping_add(pair),
        }
        self.camel_case = self.camel_case.saturating_add(u16::from(is_camel_case(name)));
    }

    /// Makes the sample another one than that with the same labels at another time.
    pub(super) fn add_time(&mut self, milliseconds: i64) {
        self.in_order = (self.in_order.rotate_left(5) ^ milliseconds as u64).wrapping_mul(MULTIPLIER);
    }

    /// The facts of a sample with the labels of this one and then those of `more`.
    pub(super) fn followed_by(&self, more: &SampleFacts) -> SampleFacts {
        SampleFacts {
            in_order: (self.in_order.rotate_left(5) ^ more.in_order).wrapping_mul(MULTIPLIER),
            camel_case: self.camel_case.saturating_add(more.camel_case),
            ..*more
        }
    }
}

/// Whether an upper-case letter follows a lower-case one.
pub fn is_camel_case(name: &[u8]) -> bool {
    name.windows(2).any(|pair| matches!(pair, [b'a'..=b'z', b'A'..=b'Z']))
}

/// The key of a metric among all metrics of all families, for a table that takes keys as their own hashes.
pub(super) fn key(labels: u64, family: usize) -> u64 {
    let mixed = (labels ^ (family as u64).wrapping_mul(MULTIPLIER)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    (mixed ^ (mixed >> 32)).wrapping_mul(MULTIPLIER)
}
