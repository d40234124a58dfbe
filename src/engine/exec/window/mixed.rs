//! Windows over series that have native histograms, alone or beside floats.

use super::{Call, bounds::Walk, floats};
use crate::{
    engine::{Error, exec::Row, plan::WindowFunction},
    model::sample::SampleColumns,
};

/// What a function does about the histograms in a window.
enum Treatment {
    /// It looks at samples of both kinds alike.
    Alike,
    /// It takes the floats and says that histograms were left out.
    FloatsOnly,
    /// It would have to do arithmetic with them.
    Arithmetic,
}

fn treatment(function: WindowFunction) -> Treatment {
    use WindowFunction::*;
    match function {
        Count | Present | First | Last | TimeOfFirst | TimeOfLast => Treatment::Alike,
        Minimum
        | Maximum
        | Deviation
        | Variance
        | MedianAbsoluteDeviation
        | Quantile
        | Derivative
        | PredictLinear
        | DoubleExponentialSmoothing
        | TimeOfMinimum
        | TimeOfMaximum => Treatment::FloatsOnly,
        Rate | Increase | Delta | InstantRate | InstantDelta | Resets | Changes | Sum | Average => {
            Treatment::Arithmetic
        }
    }
}

/// Fills `row` with the function's value at each step.
pub(super) fn evaluate(call: &Call<'_>, columns: &SampleColumns, name: &str, row: &mut Row) -> Result<(), Error> {
    let histograms: Vec<_> = Walk::new(call.input, call.steps, &columns.histogram_timestamps).collect();
    if histograms.iter().all(|(_, bounds)| bounds.len() == 0) {
        return floats::evaluate(call, columns, name, row);
    }
    let quoted = || crate::golang::quote::quote(name.as_bytes());
    match treatment(call.function) {
        Treatment::Alike => {
            alike(call, columns, row);
            Ok(())
        }
        Treatment::FloatsOnly => {
            let floats_too = Walk::new(call.input, call.steps, &columns.timestamps)
                .zip(&histograms)
                .any(|((_, floats), (_, histograms))| floats.len() > 0 && histograms.len() > 0);
            if floats_too {
                let text = "ignored histograms in a range containing both floats and histograms for metric name";
                call.context.inform(call.span, format!("{text} {}", quoted()));
            }
            floats::evaluate(call, columns, name, row)
        }
        Treatment::Arithmetic => {
            Err(Error::Unsupported(format!("{}() over native histograms ({})", call.name, quoted())))
        }
    }
}

fn alike(call: &Call<'_>, columns: &SampleColumns, row: &mut Row) {
    let floats = Walk::new(call.input, call.steps, &columns.timestamps);
    let histograms = Walk::new(call.input, call.steps, &columns.histogram_timestamps);
    for ((step, floats), (_, histograms)) in floats.zip(histograms) {
        if floats.len() + histograms.len() == 0 {
            continue;
        }
        call.context.count_queryable((floats.len() + histograms.len()) as u64);
        let float_times = floats.of(&columns.timestamps);
        let histogram_times = histograms.of(&columns.histogram_timestamps);
        let first = matches!(call.function, WindowFunction::First | WindowFunction::TimeOfFirst);
        // Of equal times the histogram's counts: a float is taken only if it is strictly the earlier or later one.
        let float_time = if first { float_times.first() } else { float_times.last() };
        let histogram_time = if first { histogram_times.first() } else { histogram_times.last() };
        let take_float = match (float_time, histogram_time) {
            (Some(float), Some(histogram)) => {
                if first {
                    float < histogram
                } else {
                    float > histogram
                }
            }
            (float, _) => float.is_some(),
        };
        let index = |bounds: super::bounds::Bounds| if first { bounds.from } else { bounds.to - 1 };
        match call.function {
            WindowFunction::Count => row.values[step] = (floats.len() + histograms.len()) as f64,
            WindowFunction::Present => row.values[step] = 1.0,
            WindowFunction::First | WindowFunction::Last if take_float => {
                row.values[step] = columns.values[index(floats)];
            }
            WindowFunction::First | WindowFunction::Last => {
                row.set_histogram(step, columns.histograms[index(histograms)].clone());
            }
            _ => {
                let time = if take_float { float_time } else { histogram_time };
                row.values[step] = time.map_or(f64::NAN, |time| *time as f64 / 1000.0);
            }
        }
    }
}
