//! `irate` and `idelta`: what happened between the last two samples.

use crate::model::sample::Timestamp;

/// The change between the last two samples; as a rate per second, with a drop counted as a reset, if `rate`.
/// `None` below two samples or when both stand at the same time.
pub(in crate::engine) fn last_change(rate: bool, timestamps: &[Timestamp], values: &[f64]) -> Option<f64> {
    let [.., before, at] = timestamps else { return None };
    let [.., previous, last] = values else { return None };
    let interval = at - before;
    if interval == 0 {
        return None;
    }
    let change = if rate && last < previous { *last } else { last - previous };
    Some(if rate { change / (interval as f64 / 1000.0) } else { change })
}
