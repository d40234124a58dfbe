//! The buckets of a native histogram with their bounds, as Prometheus shows them.
//!
//! Sits between the packed form ([`FloatHistogram`]: spans and counts) and whatever needs bounds: the JSON and text
//! reports, quantiles, fractions. Never changes a histogram.

use super::histogram::{CUSTOM_BUCKETS_SCHEMA, FloatHistogram, HistogramSpan};

/// One bucket: how many observations lie between two bounds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bucket {
    /// The smaller bound.
    pub lower: f64,
    /// The larger bound.
    pub upper: f64,
    /// Whether the smaller bound belongs to the bucket.
    pub lower_inclusive: bool,
    /// Whether the larger bound belongs to the bucket.
    pub upper_inclusive: bool,
    /// The observations, not cumulated.
    pub count: f64,
}

impl Bucket {
    /// The API's number for the kind of interval: 0 `(]`, 1 `[)`, 2 `()`, 3 `[]`.
    pub fn boundaries(&self) -> u8 {
        match (self.lower_inclusive, self.upper_inclusive) {
            (false, true) => 0,
            (true, false) => 1,
            (false, false) => 2,
            (true, true) => 3,
        }
    }
}

/// The roots `2^(1/256)`, `2^(1/128)`, … `2^(1/4)`, each the nearest float.
const ROOTS_OF_TWO: [f64; 7] = [
    1.0027112750502025,
    1.0054299011128027,
    1.0108892860517005,
    1.0218971486541166,
    1.0442737824274138,
    1.0905077326652577,
    1.189207115002721,
];

/// Half the square root of two, rounded down: the nearest float would differ from Prometheus' bounds in the last bit.
const HALF_ROOT_OF_TWO: f64 = 0.7071067811865475;

/// The finest resolution that Prometheus knows: 256 buckets for each power of two.
const FINEST_SCHEMA: i32 = 8;

/// The upper bound of bucket `index` of an exponential schema (-4..=8), bit for bit the one that Prometheus uses.
///
/// Bounds between two powers of two are the product of the roots that the index's bits stand for, largest root first.
/// The last bucket of regular numbers ends at the largest float, the one after it at +Inf.
pub fn exponential_bound(index: i32, schema: i32) -> f64 {
    let (fraction, exponent) = if schema < 0 {
        (0.5, i64::from(index) << schema.unsigned_abs().min(31))
    } else {
        let schema = schema.min(FINEST_SCHEMA);
        let within = (index & ((1 << schema) - 1)) << (FINEST_SCHEMA - schema);
        let start = if within & 128 != 0 { HALF_ROOT_OF_TWO } else { 0.5 };
        let roots = ROOTS_OF_TWO.iter().enumerate().rev().filter(|(bit, _)| within >> bit & 1 != 0);
        (roots.fold(start, |product, (_, root)| product * root), i64::from(index >> schema))
    };
    if fraction == 0.5 && exponent == 1024 {
        return f64::MAX;
    }
    scale(fraction * 2.0, exponent)
}

/// `value · 2^exponent` for a value in 1..2, rounded once.
fn scale(value: f64, exponent: i64) -> f64 {
    match exponent {
        1024.. => f64::INFINITY,
        -1022..=1023 => value * power_of_two(exponent),
        -1100..=-1023 => value * power_of_two(-900) * power_of_two(exponent + 900),
        _ => 0.0,
    }
}

/// `2^exponent` for a normal result (-1022..=1023).
fn power_of_two(exponent: i64) -> f64 {
    f64::from_bits(((exponent + 1023) as u64) << 52)
}

impl FloatHistogram {
    /// The buckets from the lowest to the highest, empty ones among them left in, the zero bucket only if it has counts.
    ///
    /// A bucket that reaches into the zero bucket is cut at the zero threshold. Counts without a span, and custom
    /// buckets without a bound, are left out.
    pub fn buckets(&self) -> impl Iterator<Item = Bucket> + '_ {
        let negative = self.one_side(&self.negative_spans, &self.negative_buckets, true);
        let mut negative: Vec<Bucket> = negative.collect();
        negative.reverse();
        let zero = (self.zero_count > 0.0).then_some(Bucket {
            lower: -self.zero_threshold,
            upper: self.zero_threshold,
            lower_inclusive: true,
            upper_inclusive: true,
            count: self.zero_count,
        });
        negative.into_iter().chain(zero).chain(self.one_side(&self.positive_spans, &self.positive_buckets, false))
    }

    fn one_side<'a>(
        &'a self,
        spans: &'a [HistogramSpan],
        counts: &'a [f64],
        negative: bool,
    ) -> impl Iterator<Item = Bucket> + 'a {
        let mut next = 0i32;
        let indices = spans.iter().flat_map(move |span| {
            let start = next.wrapping_add(span.offset);
            next = start.wrapping_add_unsigned(span.length);
            (0..span.length).map(move |step| start.wrapping_add_unsigned(step))
        });
        indices.zip(counts).filter_map(move |(index, count)| self.bucket(index, *count, negative))
    }

    fn bucket(&self, index: i32, count: f64, negative: bool) -> Option<Bucket> {
        if self.schema == CUSTOM_BUCKETS_SCHEMA {
            let position = usize::try_from(index).ok().filter(|position| *position <= self.custom_values.len())?;
            let below = position.checked_sub(1).and_then(|position| self.custom_values.get(position));
            return Some(Bucket {
                lower: below.copied().unwrap_or(f64::NEG_INFINITY),
                upper: self.custom_values.get(position).copied().unwrap_or(f64::INFINITY),
                lower_inclusive: position == 0,
                upper_inclusive: true,
                count,
            });
        }
        let far = exponential_bound(index, self.schema);
        let near = exponential_bound(index.wrapping_sub(1), self.schema);
        let near = if near > 0.0 && near < self.zero_threshold { self.zero_threshold } else { near };
        Some(match negative {
            true => Bucket { lower: -far, upper: -near, lower_inclusive: true, upper_inclusive: false, count },
            false => Bucket { lower: near, upper: far, lower_inclusive: false, upper_inclusive: true, count },
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_are_those_of_the_reference_to_the_last_bit() {
        for (index, schema, bound) in [
            (0, 0, 1.0),
            (1, 0, 2.0),
            (-1, 1, 0.7071067811865475),
            (1, 1, 1.414213562373095),
            (1, 3, 1.0905077326652577),
            (7, 3, 1.8340080864093422),
            (1, -1, 4.0),
            (1, -4, 65536.0),
            (1024, 0, f64::MAX),
            (1025, 0, f64::INFINITY),
            (512, -1, f64::MAX),
            (513, -1, f64::INFINITY),
            (-1074, 0, f64::from_bits(1)),
            (-2000, 0, 0.0),
            (i32::MIN, 8, 0.0),
            (i32::MAX, -4, f64::INFINITY),
        ] {
            assert_eq!(exponential_bound(index, schema), bound, "bucket {index} of schema {schema}");
        }
        // 19 of 256 is a product of three roots, and two units away from the nearest float to 2^(19/256).
        assert_eq!(exponential_bound(19, 8).to_bits(), 0x3ff0_d83b_2339_5dea);
    }

    #[test]
    fn buckets_come_from_the_lowest_to_the_highest_and_stop_at_the_zero_bucket() {
        let spans = vec![HistogramSpan { offset: 0, length: 1 }, HistogramSpan { offset: 1, length: 1 }];
        let histogram = FloatHistogram {
            zero_threshold: 0.75,
            zero_count: 2.0,
            positive_spans: spans.clone(),
            positive_buckets: vec![3.0, 4.0],
            negative_spans: spans,
            negative_buckets: vec![5.0, 6.0],
            ..FloatHistogram::default()
        };
        let shown: Vec<_> = histogram.buckets().map(|b| (b.boundaries(), b.lower, b.upper, b.count)).collect();
        assert_eq!(
            shown,
            [
                (1, -4.0, -2.0, 6.0),
                (1, -1.0, -0.75, 5.0),
                (3, -0.75, 0.75, 2.0),
                (0, 0.75, 1.0, 3.0),
                (0, 2.0, 4.0, 4.0)
            ]
        );
    }

    #[test]
    fn custom_buckets_begin_and_end_at_infinity_and_nonsense_is_left_out() {
        let histogram = FloatHistogram {
            schema: CUSTOM_BUCKETS_SCHEMA,
            positive_spans: vec![HistogramSpan { offset: 0, length: 4 }],
            positive_buckets: vec![1.0, 2.0, 3.0, 4.0],
            custom_values: vec![0.5, 10.0],
            ..FloatHistogram::default()
        };
        let shown: Vec<_> = histogram.buckets().map(|b| (b.boundaries(), b.lower, b.upper, b.count)).collect();
        assert_eq!(shown, [(3, f64::NEG_INFINITY, 0.5, 1.0), (0, 0.5, 10.0, 2.0), (0, 10.0, f64::INFINITY, 3.0)]);
    }
}
