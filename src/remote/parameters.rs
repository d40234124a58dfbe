//! What is asked, as the API's form parameters.

use super::Error;
use crate::model::sample::Timestamp;
use std::time::Duration;

/// How far around now `series` and `labels` look when no time is given: promtool's 9999 hours, in milliseconds.
pub const SERIES_REACH: Timestamp = 9999 * 3_600_000;

/// How far before its end a range query starts when no start is given, in milliseconds.
const DEFAULT_RANGE: Timestamp = 300_000;

/// Parameters that are passed on to the server with a query.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct QueryParameters {
    /// The most series to return; 0 means no limit.
    pub limit: Option<u64>,
    /// How long the server may evaluate.
    pub timeout: Option<Duration>,
    /// How far back a sample counts as current.
    pub lookback_delta: Option<Duration>,
    /// Whether the server shall send statistics: any text but the empty one, `all` for those per step.
    pub stats: Option<String>,
}

/// Which series `series`, `label names` and `label values` look at.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SeriesParameters {
    /// Selectors in PromQL; series that match any of them count.
    pub matchers: Vec<String>,
    /// First time wanted.
    pub start: Option<Timestamp>,
    /// Last time wanted.
    pub end: Option<Timestamp>,
    /// The most entries to return; 0 means no limit.
    pub limit: Option<u64>,
}

/// Start, end and step of a range query, with promtool's defaults filled in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RangeWindow {
    /// First step.
    pub start: Timestamp,
    /// No step lies after this time.
    pub end: Timestamp,
    /// Time between steps, not zero.
    pub step: Duration,
}

impl RangeWindow {
    /// promtool's window: end = `now`, start = end − 5m, step = a 250th of it in whole seconds, at least one. A step of zero
    /// counts as not given.
    pub fn new(
        start: Option<Timestamp>,
        end: Option<Timestamp>,
        step: Option<Duration>,
        now: Timestamp,
    ) -> Result<RangeWindow, Error> {
        let end = end.unwrap_or(now);
        let start = start.unwrap_or_else(|| end.saturating_sub(DEFAULT_RANGE));
        if start >= end {
            return Err(Error::EmptyRange);
        }
        let length_seconds = end.abs_diff(start) / 1000;
        let default = || Duration::from_secs((length_seconds / 250).max(1));
        Ok(RangeWindow { start, end, step: step.filter(|step| !step.is_zero()).unwrap_or_else(default) })
    }

    /// The shortest step, in whole seconds, with which Prometheus answers: no more than 11,000 points a series.
    pub(super) fn shortest_step_seconds(&self) -> u64 {
        self.end.abs_diff(self.start).div_ceil(11_000_000).max(1)
    }
}

/// The pairs of a form.
pub(super) type Form = Vec<(&'static str, String)>;

impl QueryParameters {
    pub(super) fn append_to(&self, form: &mut Form) {
        form.extend(self.limit.map(|limit| ("limit", limit.to_string())));
        form.extend(self.timeout.map(|timeout| ("timeout", duration_text(timeout))));
        form.extend(self.lookback_delta.map(|delta| ("lookback_delta", duration_text(delta))));
        form.extend(self.stats.clone().map(|stats| ("stats", stats)));
    }
}

impl SeriesParameters {
    pub(super) fn append_to(&self, form: &mut Form) {
        form.extend(self.matchers.iter().map(|matcher| ("match[]", matcher.clone())));
        form.extend(self.start.map(|start| ("start", time_text(start))));
        form.extend(self.end.map(|end| ("end", time_text(end))));
        form.extend(self.limit.map(|limit| ("limit", limit.to_string())));
    }
}

/// Milliseconds as seconds without trailing zeros: `1700050000.5`.
pub(super) fn time_text(time: Timestamp) -> String {
    let sign = if time < 0 { "-" } else { "" };
    let (seconds, milliseconds) = (time.unsigned_abs() / 1000, time.unsigned_abs() % 1000);
    decimal(sign, seconds, milliseconds, 3)
}

/// A duration as seconds without trailing zeros.
pub(super) fn duration_text(duration: Duration) -> String {
    decimal("", duration.as_secs(), u64::from(duration.subsec_nanos()), 9)
}

fn decimal(sign: &str, whole: u64, fraction: u64, digits: usize) -> String {
    if fraction == 0 {
        return format!("{sign}{whole}");
    }
    let fraction = format!("{fraction:0digits$}");
    format!("{sign}{whole}.{}", fraction.trim_end_matches('0'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_without_rounding() {
        assert_eq!(time_text(1_700_050_000_000), "1700050000");
        assert_eq!(time_text(1_700_050_000_120), "1700050000.12");
        assert_eq!(time_text(-1), "-0.001");
        assert_eq!(time_text(i64::MIN), "-9223372036854775.808");
        assert_eq!(duration_text(Duration::from_millis(1500)), "1.5");
        assert_eq!(duration_text(Duration::from_nanos(1)), "0.000000001");
    }

    #[test]
    fn the_window_is_promtools() {
        let window = |start, end, step| RangeWindow::new(start, end, step, 1_000_000);
        let seconds = Duration::from_secs;
        assert_eq!(window(None, None, None).unwrap(), RangeWindow { start: 700_000, end: 1_000_000, step: seconds(1) });
        assert_eq!(window(Some(0), Some(600_000), None).unwrap().step, seconds(2));
        assert_eq!(window(Some(0), Some(749_999), Some(Duration::ZERO)).unwrap().step, seconds(2));
        assert_eq!(window(Some(0), None, Some(seconds(7))).unwrap().step, seconds(7));
        assert_eq!(window(Some(5), Some(5), None).unwrap_err().to_string(), "start time is not before end time");
        assert!(window(Some(i64::MIN), Some(i64::MAX), None).is_ok());
        assert_eq!(window(Some(0), Some(11_000_001), None).unwrap().shortest_step_seconds(), 2);
    }
}
