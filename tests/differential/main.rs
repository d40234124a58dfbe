//! The engine against itself and against a slow, obvious evaluator, on random series and expressions.
//!
//! Three promises are held: any number of threads gives the same bits; an instant query gives what the range query gives
//! at that step; and every window function and aggregation gives what a plain loop over the samples gives.

mod expressions;
mod histograms;
mod reference;
mod series;

use expressions::expressions;
use histograms::random_histograms;
use promq::{
    engine::{self, Options},
    model::{
        memory::MemorySource,
        value::{QueryValue, SampleValue},
    },
    promql::{self, Features},
};
use proptest::{prelude::*, strategy::ValueTree};
use reference::Reference;
use series::{RandomSeries, random_series};

/// A result as comparable lines: labels, time, and the bits of the value.
type Points = Vec<(String, i64, u64)>;

const STEP: i64 = 45_000;
const START: i64 = 600_000;
const END: i64 = 1_500_000;

fn range_points(source: &MemorySource, text: &str, options: &Options) -> Result<Points, String> {
    let expression = promql::parse(text, Features::all()).map_err(|error| error.to_string())?;
    let result = engine::range(source, &expression, START, END, STEP, options);
    let QueryValue::Matrix(matrix) = result.map_err(|error| error.to_string())?.value else {
        return Err("a range query gives a matrix".into());
    };
    let points = |series: &promq::model::value::MatrixSeries| {
        let labels = series.labels.to_string();
        let floats = series.floats.iter().map(|(time, value)| (labels.clone(), *time, value.to_bits()));
        let histograms = series.histograms.iter().flat_map(|(time, value)| histograms::points(&labels, *time, value));
        floats.chain(histograms).collect::<Vec<_>>()
    };
    Ok(matrix.iter().flat_map(points).collect())
}

fn instant_points(source: &MemorySource, text: &str, time: i64, options: &Options) -> Result<Points, String> {
    let expression = promql::parse(text, Features::all()).map_err(|error| error.to_string())?;
    let result = engine::instant(source, &expression, time, options).map_err(|error| error.to_string())?;
    let mut points: Points = match result.value {
        QueryValue::Scalar { value, .. } => vec![("{}".into(), time, value.to_bits())],
        QueryValue::Vector(samples) => samples
            .into_iter()
            .flat_map(|sample| match sample.value {
                SampleValue::Float(value) => vec![(sample.labels.to_string(), time, value.to_bits())],
                SampleValue::Histogram(histogram) => histograms::points(&sample.labels.to_string(), time, &histogram),
            })
            .collect(),
        other => return Err(format!("unexpected {}", other.type_name())),
    };
    points.sort();
    Ok(points)
}

fn on_threads<T: Send>(threads: usize, work: impl FnOnce() -> T + Send) -> T {
    rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a thread pool").install(work)
}

/// NaN are all alike: a processor may keep the payload of either operand.
fn same_value(left: u64, right: u64, tolerance: f64) -> bool {
    let (left, right) = (f64::from_bits(left), f64::from_bits(right));
    left.to_bits() == right.to_bits()
        || (left.is_nan() && right.is_nan())
        || (left - right).abs() <= tolerance * left.abs().max(right.abs())
}

fn assert_same(left: &Points, right: &Points, tolerance: f64, what: &str) {
    let shown = |points: &Points| {
        points
            .iter()
            .map(|(labels, time, bits)| format!("{labels} @{time} {}", f64::from_bits(*bits)))
            .collect::<Vec<_>>()
    };
    let same = left.len() == right.len()
        && left
            .iter()
            .zip(right)
            .all(|(left, right)| (&left.0, left.1) == (&right.0, right.1) && same_value(left.2, right.2, tolerance));
    assert!(same, "{what}\n left: {:#?}\nright: {:#?}", shown(left), shown(right));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn histogram_functions_equal_plain_arrays(series in random_histograms(), window in 1..40_i64) {
        let source = series::source(&[], &series);
        let times: Vec<i64> = (START..=END).step_by(STEP as usize).collect();
        for (text, expected) in histograms::answers(&series, &times, window * 15_000) {
            let mut actual = range_points(&source, &text, &Options::default()).map_err(TestCaseError::fail)?;
            actual.sort();
            assert_same(&actual, &expected, 1e-9, &text);
        }
    }

    #[test]
    fn threads_do_not_change_a_bit(series in random_series(), more in random_histograms(), text in expressions(), start_timestamps in any::<bool>()) {
        let source = series::source(&series, &more);
        let options = Options { start_timestamps, ..Options::default() };
        let one = on_threads(1, || range_points(&source, &text, &options));
        let three = on_threads(3, || range_points(&source, &text, &options));
        prop_assert_eq!(one, three, "{}", text);
    }

    #[test]
    fn an_instant_is_a_step_of_a_range(series in random_series(), more in random_histograms(), text in expressions(), start_timestamps in any::<bool>(), step in 0..20_i64) {
        let source = series::source(&series, &more);
        let time = START + step * STEP;
        let options = Options { start_timestamps, ..Options::default() };
        let whole = range_points(&source, &text, &options);
        let instant = instant_points(&source, &text, time, &options);
        // A range fails if any of its steps fails, so only its success says something about one step.
        if let Ok(whole) = whole {
            let mut slice: Points = whole.into_iter().filter(|(_, at, _)| *at == time).collect();
            slice.sort();
            let instant = instant.map_err(TestCaseError::fail)?;
            assert_same(&slice, &instant, 1e-9, &text);
        }
    }

    #[test]
    fn windows_and_aggregations_equal_plain_loops(series in random_series(), window in 1..40_i64) {
        let source = series::source(&series, &[]);
        let reference = Reference { series: &series, start: START, end: END, step: STEP };
        for (text, expected) in reference.answers(window * 15_000) {
            let mut actual = range_points(&source, &text, &Options::default()).map_err(TestCaseError::fail)?;
            actual.sort();
            assert_same(&actual, &expected, 1e-9, &text);
        }
    }
}

#[test]
fn the_random_series_have_what_matters() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let mut all: Vec<RandomSeries> = Vec::new();
    for _ in 0..20 {
        all.extend(random_series().new_tree(&mut runner).expect("a value").current());
    }
    let values = || all.iter().flat_map(|series| &series.samples).map(|(_, value)| *value);
    assert!(values().any(promq::model::sample::is_stale), "stale markers");
    assert!(values().any(f64::is_infinite), "infinities");
    assert!(all.iter().any(|series| series.samples.windows(2).any(|pair| pair[1].1 < pair[0].1)), "counter resets");
}
