//! What the words of an operator do not say: how it is evaluated, and what the plan resolved.

use crate::{
    engine::plan::{Selector, Steps},
    model::time::{format_duration, format_rfc3339},
    promql::ast::AggregateOperator,
};

/// Of a part that is the same at all `steps` and evaluated at `once`.
pub(super) fn once(once: Steps, steps: Steps) -> String {
    let time = format_rfc3339(once.start);
    format!("the same at every step: evaluated once, at {time}, for {} steps", steps.count)
}

/// Of a subquery's grid.
pub(super) fn grid(steps: Steps) -> String {
    let step = format_duration(steps.step);
    match steps.count {
        0 => "no step lies in it".to_owned(),
        1 => format!("1 step, at {}", format_rfc3339(steps.start)),
        count => {
            let (first, last) = (format_rfc3339(steps.start), format_rfc3339(steps.last()));
            format!("{count} steps of {step} from {first} to {last}")
        }
    }
}

/// Of a selector.
pub(super) fn selector(selector: &Selector) -> Vec<String> {
    let mut notes = Vec::new();
    if selector.totals_only {
        notes.push("only count and sum of native histograms are kept".to_owned());
    }
    if let Some(until) = selector.load_until {
        let until = format_rfc3339(until);
        notes.push(format!("in a parameter @ moves with the steps; no sample after {until} is seen"));
    }
    notes
}

/// Of an aggregation: how it holds its input.
pub(super) fn aggregate(operator: AggregateOperator) -> &'static str {
    use AggregateOperator::*;
    match operator {
        TopK | BottomK | LimitK | LimitRatio | Quantile | CountValues => HOLDS_ROWS,
        _ => "folds each row as soon as it is made",
    }
}

/// Of operators that need all rows of their input at once.
pub(super) const HOLDS_ROWS: &str = "holds all rows of its input";
