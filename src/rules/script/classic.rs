//! Classic histograms → native histograms with custom bounds, for `load_with_nhcb`.

use super::storage::{LoadedSample, LoadedValue};
use crate::{
    golang::float::{format_g, parse_float},
    model::{
        histogram::{CUSTOM_BUCKETS_SCHEMA, FloatHistogram, HistogramSpan},
        labels::{Labels, METRIC_NAME},
        sample::Timestamp,
    },
};
use std::{collections::BTreeMap, sync::Arc};

const BOUND: &str = "le";

/// The parts of one classic histogram at one time.
#[derive(Debug, Default)]
struct Parts {
    /// Upper bounds and cumulative counts.
    buckets: Vec<(f64, f64)>,
    count: Option<f64>,
    sum: f64,
}

/// The native histograms that the classic ones among `series` make, in the order of their labels.
pub(super) fn native_histograms(
    series: &[(&Labels, Vec<LoadedSample>)],
) -> Result<Vec<(Labels, Vec<LoadedSample>)>, String> {
    let mut histograms: BTreeMap<Labels, BTreeMap<Timestamp, Parts>> = BTreeMap::new();
    for (labels, samples) in series {
        let name = labels.metric_name();
        let bound = parse_float(labels.value(BOUND)).ok().filter(|bound| !bound.is_nan());
        let (base, part) = match (name.strip_suffix("_bucket"), name.strip_suffix("_count"), name.strip_suffix("_sum"))
        {
            (Some(base), ..) if labels.get(BOUND).is_none() => {
                return Err(format!("{labels} is a bucket of {base} without the label {BOUND}"));
            }
            (Some(base), ..) => (base, bound.map(Part::Bucket)),
            (_, Some(base), _) => (base, Some(Part::Count)),
            (.., Some(base)) => (base, Some(Part::Sum)),
            _ => continue,
        };
        let Some(part) = part else { continue };
        let labels = labels.to_builder().set(METRIC_NAME, base).remove(BOUND).clone().build();
        let by_time = histograms.entry(labels).or_default();
        for sample in samples {
            let LoadedValue::Float(value) = sample.value else { continue };
            let parts = by_time.entry(sample.timestamp).or_default();
            match part {
                Part::Bucket(bound) => parts.buckets.push((bound, value)),
                Part::Count => parts.count = Some(value),
                Part::Sum => parts.sum = value,
            }
        }
    }
    let convert = |(labels, by_time): (Labels, BTreeMap<Timestamp, Parts>)| {
        let samples = by_time.into_iter().map(|(timestamp, parts)| {
            let histogram = parts.convert().map_err(|fault| format!("{labels} at {timestamp} ms: {fault}"))?;
            Ok(LoadedSample { timestamp, start_timestamp: 0, value: LoadedValue::Histogram(Arc::new(histogram)) })
        });
        let samples = samples.collect::<Result<Vec<_>, String>>()?;
        Ok((labels, samples))
    };
    histograms.into_iter().map(convert).collect()
}

#[derive(Clone, Copy, Debug)]
enum Part {
    Bucket(f64),
    Count,
    Sum,
}

impl Parts {
    fn convert(mut self) -> Result<FloatHistogram, String> {
        self.buckets.sort_by(|left, right| left.0.total_cmp(&right.0));
        self.buckets.dedup_by(|later, earlier| later.0 == earlier.0);
        if let Some((bound, count)) = self.buckets.iter().find(|(_, count)| *count < 0.0) {
            return Err(format!("bucket {} has the negative count {}", format_g(*bound), format_g(*count)));
        }
        if let Some(pair) = self.buckets.windows(2).find(|pair| pair[1].1 < pair[0].1) {
            let (low, high) = (format_g(pair[0].1), format_g(pair[1].1));
            return Err(format!("count is not cumulative: {high} after {low}"));
        }
        let highest = self.buckets.last().copied();
        let count = self.count.or(highest.map(|(_, count)| count)).unwrap_or(0.0);
        if count < 0.0 {
            return Err(format!("the count {} is negative", format_g(count)));
        }
        if highest.is_none_or(|(bound, _)| bound != f64::INFINITY) {
            self.buckets.push((f64::INFINITY, count));
        }
        let last = self.buckets.last().map_or(0.0, |(_, count)| *count);
        if last != count {
            return Err(format!("count {} differs from that of the last bucket, {}", format_g(count), format_g(last)));
        }
        let mut before = 0.0;
        let mut own_count = |(_, cumulative): &(f64, f64)| {
            let own = cumulative - before;
            before = *cumulative;
            own
        };
        let mut histogram = FloatHistogram {
            schema: CUSTOM_BUCKETS_SCHEMA,
            count,
            sum: self.sum,
            positive_spans: vec![HistogramSpan { offset: 0, length: self.buckets.len() as u32 }],
            positive_buckets: self.buckets.iter().map(&mut own_count).collect(),
            custom_values: self
                .buckets
                .iter()
                .map(|(bound, _)| *bound)
                .filter(|bound| *bound != f64::INFINITY)
                .collect(),
            ..FloatHistogram::default()
        };
        histogram.compact(if whole(count) { 2 } else { 0 });
        Ok(histogram)
    }
}

fn whole(count: f64) -> bool {
    count == count.round()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::promql::parse_metric;

    fn converted(lines: &[(&str, f64)]) -> Result<Vec<(String, String)>, String> {
        let labels: Vec<Labels> = lines.iter().map(|(metric, _)| parse_metric(metric).expect("a metric")).collect();
        let sample = |value: f64| LoadedSample { timestamp: 5, start_timestamp: 0, value: LoadedValue::Float(value) };
        let series: Vec<_> =
            labels.iter().zip(lines).map(|(labels, (_, value))| (labels, vec![sample(*value)])).collect();
        let histograms = native_histograms(&series)?;
        let shown = |(labels, samples): &(Labels, Vec<LoadedSample>)| {
            let LoadedValue::Histogram(histogram) = &samples[0].value else { panic!("{samples:?}") };
            (labels.to_string(), histogram.to_string())
        };
        Ok(histograms.iter().map(shown).collect())
    }

    #[test]
    fn buckets_in_any_order_make_a_histogram() {
        let lines =
            [("h_count{a=\"b\"}", 6.0), ("h_bucket{a=\"b\",le=\"2\"}", 4.0), ("h_bucket{a=\"b\",le=\"1\"}", 1.0)];
        let expected = ("{__name__=\"h\", a=\"b\"}".into(), "{count:6, sum:0, [-Inf,1]:1, (1,2]:3, (2,+Inf]:2}".into());
        assert_eq!(converted(&lines), Ok(vec![expected]));
        assert_eq!(
            converted(&[("h_bucket{le=\"+Inf\"}", 3.0), ("h_sum", 1.5)]).unwrap()[0].1,
            "{count:3, sum:1.5, [-Inf,+Inf]:3}"
        );
        assert_eq!(converted(&[("h_bucket{le=\"x\"}", 3.0), ("other", 1.0)]), Ok(vec![]));
    }

    #[test]
    fn impossible_histograms_are_refused() {
        for lines in [
            &[("h_bucket{le=\"1\"}", 3.0), ("h_bucket{le=\"2\"}", 2.0)][..],
            &[("h_bucket{le=\"+Inf\"}", 3.0), ("h_count", 2.0)],
            &[("h_bucket{le=\"1\"}", -1.0)],
            &[("h_count", -1.0)],
            &[("h_bucket", 1.0)],
        ] {
            assert!(converted(lines).is_err(), "{lines:?}");
        }
    }
}
