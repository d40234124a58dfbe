//! The API's histograms → [`FloatHistogram`]: from bounds back to schema and spans.
//!
//! ```text
//! {"count":"42","sum":"345.5","buckets":[[3,"-0.25","0.25","3"],[0,"0.25","0.5","12"],[0,"2","4","6"]]}
//!                                         │  lower   upper  count
//!                                         └ 0: (lower, upper]  1: [lower, upper)  2: (lower, upper)  3: [lower, upper]
//! ```
//! Only populated buckets are sent, from the lowest to the highest. Rule 1 marks negative buckets; rule 3 the zero bucket,
//! or, with a lower bound of -Inf, the first custom bucket. A bucket's inner bound is cut at the zero threshold.

use super::scalar::Number;
use crate::model::histogram::{CUSTOM_BUCKETS_SCHEMA, FloatHistogram, HistogramSpan};
use serde::{Deserialize, Deserializer};

/// The finest and the coarsest exponential schema.
const SCHEMAS: std::ops::RangeInclusive<i32> = -4..=8;
/// How far bounds may be from where a schema has them: the bounds of the finest schema are 0.27% apart.
const TOLERANCE: f64 = 1e-9;

/// A histogram in the API's JSON.
pub(super) struct Histogram(pub(super) FloatHistogram);

#[derive(Deserialize)]
struct Fields {
    count: Number,
    sum: Number,
    #[serde(default)]
    buckets: Vec<(u8, Number, Number, Number)>,
}

/// A populated bucket.
#[derive(Clone, Copy)]
struct Bucket {
    rule: u8,
    lower: f64,
    upper: f64,
    count: f64,
}

impl<'de> Deserialize<'de> for Histogram {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Histogram, D::Error> {
        let fields = Fields::deserialize(deserializer)?;
        let buckets: Vec<Bucket> = fields
            .buckets
            .iter()
            .map(|&(rule, lower, upper, count)| Bucket { rule, lower: lower.0, upper: upper.0, count: count.0 })
            .collect();
        let layout = exponential(&buckets).unwrap_or_else(|| custom(&buckets));
        Ok(Histogram(FloatHistogram { count: fields.count.0, sum: fields.sum.0, ..layout }))
    }
}

/// The histogram with the first exponential schema that has all the bounds, from the finest to the coarsest.
fn exponential(buckets: &[Bucket]) -> Option<FloatHistogram> {
    let zero = buckets.iter().find(|bucket| bucket.rule == 3 && bucket.lower.is_finite());
    if zero.is_some_and(|zero| zero.lower != -zero.upper) {
        return None;
    }
    let threshold = zero.map_or(0.0, |zero| zero.upper);
    let sided: Vec<&Bucket> =
        buckets.iter().filter(|bucket| !zero.is_some_and(|zero| std::ptr::eq(zero, *bucket))).collect();
    'schemas: for schema in SCHEMAS.rev() {
        let (mut positive, mut negative) = (Vec::new(), Vec::new());
        for bucket in &sided {
            // On the negative side the outer bound is the lower one.
            let (side, inner, outer) = match bucket.rule {
                0 => (&mut positive, bucket.lower, bucket.upper),
                1 => (&mut negative, -bucket.upper, -bucket.lower),
                _ => return None,
            };
            match bucket_index(schema, inner, outer, threshold) {
                Some(index) => side.push((index, bucket.count)),
                None => continue 'schemas,
            }
        }
        negative.reverse();
        let (positive_spans, positive_buckets) = spans(&positive)?;
        let (negative_spans, negative_buckets) = spans(&negative)?;
        return Some(FloatHistogram {
            schema,
            zero_threshold: threshold,
            zero_count: zero.map_or(0.0, |zero| zero.count),
            positive_spans,
            negative_spans,
            positive_buckets,
            negative_buckets,
            ..FloatHistogram::default()
        });
    }
    None
}

/// The index of bucket `(inner, outer]` in `schema`, or `None` if the schema has no such bucket.
fn bucket_index(schema: i32, inner: f64, outer: f64, threshold: f64) -> Option<i32> {
    if !(inner >= 0.0 && outer > inner) {
        return None;
    }
    let per_power_of_two = f64::from(schema).exp2();
    // log2 of the largest float is 1024 after rounding, as the bound that it stands for has it; infinity is one bucket on.
    let last = 1024.0 * per_power_of_two;
    let position = |bound: f64| if bound.is_infinite() { last + 1.0 } else { bound.log2() * per_power_of_two };
    let index = position(outer).round();
    let is_near = |position: f64, index: f64| (position - index).abs() <= TOLERANCE * (1.0 + index.abs());
    if !is_near(position(outer), index) {
        return None;
    }
    let is_cut = inner == threshold && (inner == 0.0 || position(inner) > index - 1.0);
    (is_cut || is_near(position(inner), index - 1.0)).then_some(index as i32)
}

/// Spans and counts of buckets with strictly rising indexes.
fn spans(buckets: &[(i32, f64)]) -> Option<(Vec<HistogramSpan>, Vec<f64>)> {
    let mut spans: Vec<HistogramSpan> = Vec::new();
    let mut next = 0;
    for &(index, _) in buckets {
        match spans.last_mut() {
            Some(span) if index == next => span.length += 1,
            Some(_) if index < next => return None,
            _ => spans.push(HistogramSpan { offset: index - next, length: 1 }),
        }
        next = index + 1;
    }
    Some((spans, buckets.iter().map(|&(_, count)| count).collect()))
}

/// The histogram with custom bounds: every finite bound that occurs.
fn custom(buckets: &[Bucket]) -> FloatHistogram {
    let mut bounds: Vec<f64> =
        buckets.iter().flat_map(|bucket| [bucket.lower, bucket.upper]).filter(|bound| bound.is_finite()).collect();
    bounds.sort_unstable_by(f64::total_cmp);
    bounds.dedup();
    let index = |bucket: &Bucket| bounds.partition_point(|&bound| bound < bucket.upper);
    let mut indexed: Vec<(i32, f64)> = buckets.iter().map(|bucket| (index(bucket) as i32, bucket.count)).collect();
    indexed.sort_unstable_by_key(|&(index, _)| index);
    // Buckets that overlap cannot be told apart by bounds; the first of equal ones keeps the sum.
    indexed.dedup_by(|later, earlier| {
        let same = later.0 == earlier.0;
        if same {
            earlier.1 += later.1;
        }
        same
    });
    let (positive_spans, positive_buckets) = spans(&indexed).unwrap_or_default();
    FloatHistogram {
        schema: CUSTOM_BUCKETS_SCHEMA,
        positive_spans,
        positive_buckets,
        custom_values: bounds,
        ..FloatHistogram::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decode(buckets: &str) -> FloatHistogram {
        let text = format!(r#"{{"count":"9","sum":"1.5","buckets":{buckets}}}"#);
        serde_json::from_str::<Histogram>(&text).unwrap().0
    }

    fn span(offset: i32, length: u32) -> HistogramSpan {
        HistogramSpan { offset, length }
    }

    #[test]
    fn both_sides_and_the_zero_bucket_find_their_schema() {
        let histogram = decode(
            r#"[[1,"-4","-2","1"],[1,"-1","-0.5","2"],[3,"-0.25","0.25","3"],[0,"0.25","0.5","4"],[0,"0.5","1","5"],[0,"4","8","6"]]"#,
        );
        assert_eq!((histogram.schema, histogram.zero_threshold, histogram.zero_count), (0, 0.25, 3.0));
        assert_eq!(histogram.positive_spans, [span(-1, 2), span(2, 1)]);
        assert_eq!(histogram.positive_buckets, [4.0, 5.0, 6.0]);
        assert_eq!(histogram.negative_spans, [span(0, 1), span(1, 1)]);
        assert_eq!(histogram.negative_buckets, [2.0, 1.0]);
        assert_eq!((histogram.count, histogram.sum), (9.0, 1.5));
    }

    #[test]
    fn a_bucket_cut_at_the_zero_threshold_keeps_its_place() {
        let histogram = decode(r#"[[3,"-0.3","0.3","3"],[0,"0.3","0.5","4"],[0,"0.5","1","5"]]"#);
        assert_eq!(histogram.schema, 0);
        assert_eq!(histogram.positive_spans, [span(-1, 2)]);
        let none_counted = decode("[]");
        assert!(none_counted.positive_spans.is_empty() && none_counted.zero_count == 0.0);
    }

    #[test]
    fn the_overflow_bucket_comes_after_the_last_one() {
        let histogram = decode(
            r#"[[0,"8.98846567431158e+307","1.7976931348623157e+308","1"],[0,"1.7976931348623157e+308","+Inf","2"]]"#,
        );
        assert_eq!(histogram.schema, 0);
        assert_eq!(histogram.positive_spans, [span(1024, 2)]);
        let coarse = decode(r#"[[0,"1.7976931348623157e+308","+Inf","2"],[0,"1","65536","2"]]"#);
        assert_eq!(coarse.schema, CUSTOM_BUCKETS_SCHEMA, "buckets out of order have no spans");
    }

    #[test]
    fn other_bounds_become_custom_ones() {
        let histogram = decode(r#"[[3,"-Inf","0.005","91"],[0,"0.1","0.5","7"],[0,"1","+Inf","22"]]"#);
        assert_eq!(histogram.schema, CUSTOM_BUCKETS_SCHEMA);
        assert_eq!(histogram.custom_values, [0.005, 0.1, 0.5, 1.0]);
        assert_eq!(histogram.positive_spans, [span(0, 1), span(1, 1), span(1, 1)]);
        assert_eq!(histogram.positive_buckets, [91.0, 7.0, 22.0]);
    }

    proptest::proptest! {
        #[test]
        fn every_schema_is_found_again(schema in -4i32..=8, first in -40i32..40, gaps in proptest::collection::vec(0i32..3, 1..8)) {
            let bound = |index: i32| (f64::from(index) / f64::from(schema).exp2()).exp2();
            let mut index = first;
            let mut buckets = Vec::new();
            for gap in &gaps {
                buckets.push(format!(r#"[0,"{:e}","{:e}","2"]"#, bound(index - 1), bound(index)));
                index += gap + 1;
            }
            let histogram = decode(&format!("[{}]", buckets.join(",")));
            proptest::prop_assert_eq!(histogram.schema, schema);
            proptest::prop_assert_eq!(histogram.positive_spans[0].offset, first);
            proptest::prop_assert_eq!(histogram.positive_buckets.len(), gaps.len());
        }

        #[test]
        fn no_bounds_can_break_it(bounds in proptest::collection::vec((0u8..5, proptest::num::f64::ANY, proptest::num::f64::ANY), 0..6)) {
            let text = |value: f64| if value.is_nan() { "NaN".to_string() } else { format!("{value:e}") };
            let buckets: Vec<String> =
                bounds.iter().map(|(rule, lower, upper)| format!(r#"[{rule},"{}","{}","1"]"#, text(*lower), text(*upper))).collect();
            let histogram = decode(&format!("[{}]", buckets.join(",")));
            let length: u32 = histogram.positive_spans.iter().map(|span| span.length).sum();
            proptest::prop_assert_eq!(length as usize, histogram.positive_buckets.len());
        }
    }
}
