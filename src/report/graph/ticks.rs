//! Marks on the axes: round numbers, round times.

use crate::{
    golang::float::{format_fixed_f, format_g},
    report::number::formatted_time,
};

/// A mark: where it is, and what it says.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Tick {
    /// The value or the time in milliseconds.
    pub(super) at: f64,
    /// Its text.
    pub(super) label: String,
}

/// At most about `count` round numbers within `low..=high` (finite, `low < high`), all in the same unit and precision.
pub(super) fn value_ticks(low: f64, high: f64, count: usize) -> Vec<Tick> {
    let step = round_step((high / 2.0 - low / 2.0) / count.max(1) as f64 * 2.0);
    let (first, last) = ((low / step).ceil(), (high / step).floor());
    if !step.is_normal() || !first.is_finite() || !last.is_finite() || first.abs() > 1e15 {
        return Vec::new();
    }
    let largest = low.abs().max(high.abs());
    let (divisor, unit) = unit(largest);
    let decimals = (-(step / divisor).log10().floor()).clamp(0.0, 12.0) as usize;
    // A step of 2.5 needs one digit more than its magnitude says.
    let exact = |decimals: usize| {
        let scaled = step / divisor * 10f64.powi(decimals as i32);
        (scaled - scaled.round()).abs() < 1e-6
    };
    let decimals = if exact(decimals) { decimals } else { decimals + 1 };
    let tick = |index: usize| {
        let at = (first + index as f64) * step;
        // No minus sign for a zero that was computed.
        let at = if at == 0.0 { 0.0 } else { at };
        let plain = largest < 1e18 && step >= 1e-9;
        let label = if plain { format!("{}{unit}", format_fixed_f(at / divisor, decimals)) } else { format_g(at) };
        Tick { at, label }
    };
    (0..=(last - first) as usize).map(tick).collect()
}

/// The next larger of 1, 2, 2.5 and 5 times a power of ten.
fn round_step(step: f64) -> f64 {
    let power = 10f64.powf(step.log10().floor());
    let factor = [1.0, 2.0, 2.5, 5.0].into_iter().find(|factor| step <= factor * power * (1.0 + 1e-9));
    factor.unwrap_or(10.0) * power
}

/// What large numbers are divided by, and the letter that says so.
fn unit(largest: f64) -> (f64, &'static str) {
    let units = [(1e15, "P"), (1e12, "T"), (1e9, "G"), (1e6, "M"), (1e4, "k")];
    match units.into_iter().find(|(from, _)| largest >= *from) {
        Some(_) if largest >= 1e18 => (1.0, ""),
        Some((_, "k")) => (1e3, "k"),
        Some(found) => found,
        None => (1.0, ""),
    }
}

const SECOND: i64 = 1000;
const MINUTE: i64 = 60 * SECOND;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// Distances between marks on the time axis that fall on round clock times.
const TIME_STEPS: [i64; 27] = [
    1,
    10,
    100,
    500,
    SECOND,
    2 * SECOND,
    5 * SECOND,
    10 * SECOND,
    15 * SECOND,
    30 * SECOND,
    MINUTE,
    2 * MINUTE,
    5 * MINUTE,
    10 * MINUTE,
    15 * MINUTE,
    30 * MINUTE,
    HOUR,
    2 * HOUR,
    3 * HOUR,
    6 * HOUR,
    12 * HOUR,
    DAY,
    2 * DAY,
    7 * DAY,
    14 * DAY,
    28 * DAY,
    91 * DAY,
];

/// At most `count` round times within `first..=last` (milliseconds, `first < last`), in UTC.
pub(super) fn time_ticks(first: i64, last: i64, count: usize) -> Vec<Tick> {
    let length = last.saturating_sub(first);
    let wanted = length / count.max(1) as i64;
    let step = TIME_STEPS.into_iter().find(|step| *step >= wanted);
    let step = step.unwrap_or_else(|| wanted.div_euclid(364 * DAY).saturating_add(1).saturating_mul(364 * DAY));
    let format = match step {
        ..SECOND => "%H:%M:%S%.3f",
        SECOND..MINUTE => "%H:%M:%S",
        MINUTE..DAY if length <= DAY => "%H:%M",
        MINUTE..DAY => "%m-%d %H:%M",
        DAY.. => "%Y-%m-%d",
    };
    let start = first.div_euclid(step).saturating_mul(step);
    let tick = |time: i64| Tick { at: time as f64, label: formatted_time(time, format) };
    let times = std::iter::successors(Some(start), |time| time.checked_add(step)).take_while(|time| *time <= last);
    times.filter(|time| *time >= first).take(count + 2).map(tick).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(ticks: &[Tick]) -> Vec<&str> {
        ticks.iter().map(|tick| tick.label.as_str()).collect()
    }

    #[test]
    fn values_are_round() {
        assert_eq!(labels(&value_ticks(0.0, 1.0, 5)), ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"]);
        assert_eq!(labels(&value_ticks(-1.0, 1.0, 4)), ["-1.0", "-0.5", "0.0", "0.5", "1.0"]);
        assert_eq!(labels(&value_ticks(0.0, 10.0, 4)), ["0.0", "2.5", "5.0", "7.5", "10.0"]);
        assert_eq!(labels(&value_ticks(0.0, 3e9, 3)), ["0G", "1G", "2G", "3G"]);
        assert_eq!(labels(&value_ticks(11_000.0, 13_000.0, 2)), ["11k", "12k", "13k"]);
        assert_eq!(value_ticks(1.0, 1.0 + f64::EPSILON, 4).len(), 0);
        assert_eq!(labels(&value_ticks(-f64::MAX, f64::MAX, 4)), ["-1e+308", "0", "1e+308"]);
        assert!(value_ticks(0.0, f64::from_bits(1), 4).len() < 9);
    }

    #[test]
    fn times_are_round() {
        let noon = 1_700_049_600_000;
        assert_eq!(labels(&time_ticks(noon, noon + HOUR, 4)), ["12:00", "12:15", "12:30", "12:45", "13:00"]);
        assert_eq!(labels(&time_ticks(noon + 1, noon + MINUTE, 2)), ["12:00:30", "12:01:00"]);
        assert_eq!(labels(&time_ticks(noon, noon + 3 * DAY, 3)), ["2023-11-16", "2023-11-17", "2023-11-18"]);
        assert_eq!(labels(&time_ticks(noon, noon + 2 * DAY, 4)).first(), Some(&"11-15 12:00"));
        assert!(time_ticks(i64::MIN, i64::MAX, 5).len() < 9);
    }
}
