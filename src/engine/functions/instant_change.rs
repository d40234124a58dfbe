//! `irate` and `idelta`: what happened between the last two samples.

use crate::model::sample::Timestamp;

/// The change between the last two samples; as a rate per second, with a drop counted as a reset, if `rate`; `reset`
/// tells whether something else than the values says that there was one. `None` below two samples or when both stand
/// at the same time.
pub(in crate::engine) fn last_change(rate: bool, timestamps: &[Timestamp], values: &[f64], reset: bool) -> Option<f64> {
    let [.., before, at] = timestamps else { return None };
    let [.., previous, last] = values else { return None };
    let interval = at - before;
    if interval == 0 {
        return None;
    }
    let change = if rate && (last < previous || reset) { *last } else { last - previous };
    Some(if rate { change / (interval as f64 / 1000.0) } else { change })
}

/// Whether two values are not the same to `changes`: all NaN are.
#[inline]
pub(in crate::engine) fn differ(before: f64, value: f64) -> bool {
    value != before && !(value.is_nan() && before.is_nan())
}
