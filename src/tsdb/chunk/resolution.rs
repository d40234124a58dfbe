//! Histograms of a resolution that Prometheus knows of but does not work with are read at its finest one.

use crate::model::histogram::{FloatHistogram, HistogramSpan};

/// The finest schema that queries work with.
const FINEST_SCHEMA: i32 = 8;

/// The schema that queries see.
pub(super) fn supported(schema: i32) -> i32 {
    schema.min(FINEST_SCHEMA)
}

/// Merges buckets until the schema is at most 8; histograms with custom bounds stay as they are.
pub(crate) fn reduce_to_supported(histogram: &mut FloatHistogram) {
    let Ok(steps @ 1..) = u32::try_from(histogram.schema.saturating_sub(FINEST_SCHEMA)) else {
        return;
    };
    histogram.schema = FINEST_SCHEMA;
    merge(&mut histogram.positive_spans, &mut histogram.positive_buckets, steps);
    merge(&mut histogram.negative_spans, &mut histogram.negative_buckets, steps);
}

/// Merges 2^steps buckets into one each: bucket i goes to ceil(i / 2^steps).
fn merge(spans: &mut Vec<HistogramSpan>, buckets: &mut Vec<f64>, steps: u32) {
    let mut merged: Vec<HistogramSpan> = Vec::new();
    let mut counts: Vec<f64> = Vec::new();
    let mut last = 0i64;
    let mut index = 0i64;
    let mut source = buckets.iter();
    for span in &*spans {
        index += i64::from(span.offset);
        for count in source.by_ref().take(span.length as usize) {
            let target = ((index - 1) >> steps.min(63)) + 1;
            index += 1;
            match (merged.last_mut(), counts.last_mut()) {
                (Some(_), Some(sum)) if target == last => *sum += count,
                (Some(open), Some(_)) if target == last + 1 => {
                    open.length += 1;
                    counts.push(*count);
                }
                (open, _) => {
                    let offset = if open.is_some() { target - last - 1 } else { target };
                    merged.push(HistogramSpan { offset: offset as i32, length: 1 });
                    counts.push(*count);
                }
            }
            last = target;
        }
    }
    *spans = merged;
    *buckets = counts;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn schema_nine_becomes_eight() {
        let span = |offset, length| HistogramSpan { offset, length };
        let mut histogram = FloatHistogram {
            schema: 9,
            positive_spans: vec![span(-1, 3), span(4, 2)],
            positive_buckets: vec![1.0, 2.0, 4.0, 8.0, 16.0],
            ..FloatHistogram::default()
        };
        reduce_to_supported(&mut histogram);
        // Buckets -1, 0, 1, 6, 7 go to 0, 0, 1, 3, 4.
        assert_eq!(histogram.schema, 8);
        assert_eq!(histogram.positive_spans, [span(0, 2), span(1, 2)]);
        assert_eq!(histogram.positive_buckets, [3.0, 4.0, 8.0, 16.0]);
    }

    #[test]
    fn custom_bounds_and_coarse_schemas_stay() {
        for schema in [-53, -4, 8] {
            let histogram = FloatHistogram { schema, positive_buckets: vec![1.0], ..FloatHistogram::default() };
            let mut reduced = histogram.clone();
            reduce_to_supported(&mut reduced);
            assert_eq!(reduced, histogram);
        }
    }
}
