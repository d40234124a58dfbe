//! A result against what is expected.

use super::{
    almost::{almost_equal, almost_equal_histograms},
    command::{Eval, Expected, Grid, Times},
    evaluate::Failure,
    show::{Comparison, metric},
};
use crate::{
    model::{
        labels::Labels,
        sample::Timestamp,
        value::{MatrixSeries, QueryValue, SampleValue, VectorSample},
    },
    promql::SequenceValue,
};

type ExpectedSeries = (Labels, Vec<SequenceValue>);

impl Expected {
    /// Whether the result has no counterpart in a range query.
    pub(super) fn is_instant_only(&self) -> bool {
        matches!(self, Expected::String(_) | Expected::Series { range_vector: Some(_), .. })
    }
}

/// Compares a result with what its `eval` expects.
pub(super) fn compare(eval: &Eval, got: &QueryValue) -> Result<(), Failure> {
    difference(eval, got).map_err(|reason| Failure {
        comparison: Some(Comparison::new(&eval.expected, eval.times, got)),
        ..Failure::new(reason)
    })
}

fn difference(eval: &Eval, got: &QueryValue) -> Result<(), String> {
    match (&eval.expected, got) {
        (Expected::Scalar(expected), QueryValue::Scalar { value, .. }) => match almost_equal(*expected, *value) {
            true => Ok(()),
            false => Err("the scalar differs".into()),
        },
        (Expected::String(expected), QueryValue::String { value, .. }) => match expected == value {
            true => Ok(()),
            false => Err("the string differs".into()),
        },
        // Nothing expected is what scripts write for an empty string.
        (Expected::Series { series, .. }, QueryValue::String { value, .. }) if series.is_empty() => {
            match value.is_empty() {
                true => Ok(()),
                false => Err("the string differs".into()),
            }
        }
        (Expected::Series { series, .. }, QueryValue::Vector(samples)) => {
            compare_vector(series, samples, eval.demands.ordered)
        }
        (Expected::Series { .. }, QueryValue::Matrix(_)) if eval.demands.ordered => {
            Err("an order was expected, but matrices are always sorted by labels".into())
        }
        (Expected::Series { series, range_vector }, QueryValue::Matrix(matrix)) => {
            let grid = range_vector.or(match eval.times {
                Times::Range(grid) => Some(grid),
                Times::Instant(_) => None,
            });
            check_sorted(matrix)?;
            compare_matrix(series, matrix, grid)
        }
        (expected, got) => {
            let expected = match expected {
                Expected::Scalar(_) => "scalar",
                Expected::String(_) => "string",
                Expected::Series { .. } => "vector or matrix",
            };
            Err(format!("expected a {expected}, got a {}", got.type_name()))
        }
    }
}

/// Matrices come sorted by labels.
pub(super) fn check_sorted(matrix: &[MatrixSeries]) -> Result<(), String> {
    match matrix.windows(2).find(|pair| pair[0].labels > pair[1].labels) {
        Some(pair) => Err(format!(
            "the matrix is not sorted by labels: {} before {}",
            metric(&pair[0].labels),
            metric(&pair[1].labels)
        )),
        None => Ok(()),
    }
}

fn compare_vector(expected: &[ExpectedSeries], got: &[VectorSample], ordered: bool) -> Result<(), String> {
    for (place, sample) in got.iter().enumerate() {
        let labels = &sample.labels;
        let Some(position) = expected.iter().position(|(expected, _)| expected == labels) else {
            return Err(format!("unexpected series {}", metric(labels)));
        };
        if got[..place].iter().any(|before| before.labels == *labels) {
            return Err(format!("series {} came twice", metric(labels)));
        }
        if ordered && position != place {
            return Err(format!(
                "expected {} at position {}, but it came at {}",
                metric(labels),
                position + 1,
                place + 1
            ));
        }
        let value = expected[position].1.first().unwrap_or(&SequenceValue::Omitted);
        if !equal(value, &sample.value) {
            return Err(format!("the value of {} differs", metric(labels)));
        }
    }
    nothing_missing(expected, |labels| got.iter().any(|sample| sample.labels == *labels))
}

fn equal(expected: &SequenceValue, got: &SampleValue) -> bool {
    match (expected, got) {
        (SequenceValue::Histogram { histogram, reset_hint_given }, SampleValue::Histogram(got)) => {
            almost_equal_histograms(histogram, got, *reset_hint_given)
        }
        (SequenceValue::Float(expected), SampleValue::Float(got)) => almost_equal(*expected, *got),
        _ => false,
    }
}

fn compare_matrix(expected: &[ExpectedSeries], got: &[MatrixSeries], grid: Option<Grid>) -> Result<(), String> {
    for series in got {
        let labels = metric(&series.labels);
        let Some((_, values)) = expected.iter().find(|(expected, _)| *expected == series.labels) else {
            return Err(format!("unexpected series {labels}"));
        };
        let times = times_of(grid, values.len()).ok_or_else(|| {
            format!("{} values are expected of {labels}, more than the query has times", values.len())
        })?;
        let (mut floats, mut histograms) = (series.floats.iter(), series.histograms.iter());
        for (time, value) in times.iter().zip(values) {
            let (got_time, got) = match value {
                SequenceValue::Omitted => continue,
                SequenceValue::Float(_) => floats.next().map(|(time, value)| (*time, SampleValue::Float(*value))),
                SequenceValue::Histogram { .. } => {
                    histograms.next().map(|(time, histogram)| (*time, SampleValue::Histogram(histogram.clone())))
                }
            }
            .ok_or_else(|| format!("{labels} has fewer points than expected"))?;
            if got_time != *time {
                return Err(format!("{labels} should have a point at {time} ms, but the next one is at {got_time} ms"));
            }
            if !equal(value, &got) {
                return Err(format!("the value of {labels} at {time} ms differs"));
            }
        }
        if floats.len() + histograms.len() > 0 {
            return Err(format!("{labels} has more points than expected"));
        }
    }
    nothing_missing(expected, |labels| got.iter().any(|series| series.labels == *labels))
}

/// The times of `count` values; `None` if they do not fit in.
fn times_of(grid: Option<Grid>, count: usize) -> Option<Vec<Timestamp>> {
    let time = |index: usize| {
        let Grid { start, end, step } = grid?;
        let time = start.checked_add(step.checked_mul(index as i64)?)?;
        (time <= end).then_some(time)
    };
    (0..count).map(time).collect()
}

fn nothing_missing(expected: &[ExpectedSeries], came: impl Fn(&Labels) -> bool) -> Result<(), String> {
    match expected.iter().find(|(labels, _)| !came(labels)) {
        Some((labels, _)) => Err(format!("series {} is missing", metric(labels))),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::promql::parse_metric;

    const GRID: Grid = Grid { start: 0, end: 120_000, step: 60_000 };

    fn labels(metric: &str) -> Labels {
        parse_metric(metric).expect("a metric")
    }

    fn expected(series: &[(&str, &[Option<f64>])]) -> Vec<ExpectedSeries> {
        let value = |value: &Option<f64>| value.map_or(SequenceValue::Omitted, SequenceValue::Float);
        series.iter().map(|(metric, values)| (labels(metric), values.iter().map(value).collect())).collect()
    }

    fn samples(series: &[(&str, f64)]) -> Vec<VectorSample> {
        let sample = |(metric, value): &(&str, f64)| VectorSample {
            labels: labels(metric),
            timestamp: 0,
            value: SampleValue::Float(*value),
        };
        series.iter().map(sample).collect()
    }

    #[test]
    fn vectors_have_the_same_series_and_values() {
        let wanted = expected(&[("b", &[Some(2.0)]), ("a", &[Some(1.0)])]);
        for (got, ordered, difference) in [
            (&[("a", 1.0), ("b", 2.000_000_1)][..], false, None),
            (&[("a", 1.0), ("b", 2.0)], true, Some("expected a at position 2, but it came at 1")),
            (&[("b", 2.0), ("a", 1.0)], true, None),
            (&[("b", 2.0)], false, Some("series a is missing")),
            (&[("b", 2.0), ("a", 1.0), ("c{x=\"y\"}", 1.0)], false, Some("unexpected series c{x=\"y\"}")),
            (&[("b", 2.0), ("b", 2.0)], false, Some("series b came twice")),
            (&[("b", 1.0)], false, Some("the value of b differs")),
        ] {
            let found = compare_vector(&wanted, &samples(got), ordered).err();
            assert_eq!(found.as_deref(), difference, "{got:?}");
        }
    }

    #[test]
    fn matrices_have_the_same_points_at_the_same_times() {
        let wanted = expected(&[("a", &[None, Some(1.0), Some(2.0)])]);
        let matrix = |points: &[(Timestamp, f64)]| {
            vec![MatrixSeries { labels: labels("a"), floats: points.to_vec(), histograms: Vec::new() }]
        };
        for (points, difference) in [
            (&[(60_000, 1.0), (120_000, 2.0)][..], None),
            (&[(60_000, 1.0)], Some("a has fewer points than expected")),
            (&[(0, 1.0), (120_000, 2.0)], Some("a should have a point at 60000 ms, but the next one is at 0 ms")),
            (&[(60_000, 1.0), (120_000, 3.0)], Some("the value of a at 120000 ms differs")),
            (&[(60_000, 1.0), (120_000, 2.0), (180_000, 2.0)], Some("a has more points than expected")),
        ] {
            assert_eq!(compare_matrix(&wanted, &matrix(points), Some(GRID)).err().as_deref(), difference);
        }
        let too_many = expected(&[("a", &[None; 4])]);
        assert!(compare_matrix(&too_many, &matrix(&[]), Some(GRID)).is_err());
        assert!(compare_matrix(&wanted, &matrix(&[]), None).is_err(), "an instant query has no times to expect");
        assert!(compare_matrix(&wanted, &[], Some(GRID)).is_err_and(|text| text == "series a is missing"));
    }

    #[test]
    fn a_matrix_is_sorted() {
        let series = |metric: &str| MatrixSeries { labels: labels(metric), ..MatrixSeries::default() };
        assert_eq!(check_sorted(&[series("a"), series("b")]), Ok(()));
        assert!(check_sorted(&[series("b"), series("a")]).is_err());
    }
}
