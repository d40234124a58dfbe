//! Times, ranges and steps as given on the command line.
//!
//! The texts are those of [`crate::model::time`]; what is added here are promtool's defaults and its words for errors.

use super::error::CommandError;
use crate::{
    engine, golang,
    model::{sample::Timestamp, time},
    remote::RangeWindow,
};
use std::time::{Duration, SystemTime};

/// The wall clock.
pub(super) fn system_now() -> Timestamp {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}

/// A time given as `what` (`evaluation time`, `start time`, `end time`).
pub(super) fn parse_moment(what: &str, text: &str, now: Timestamp) -> Result<Timestamp, CommandError> {
    let point = time::TimePoint::parse(text);
    let point = point.map_err(|error| CommandError::text(format_args!("error parsing {what}: {error}")))?;
    Ok(point.resolve(now))
}

/// A step or another span of time in milliseconds: seconds, or a duration like `1m30s`.
pub(super) fn parse_step(text: &str) -> Result<i64, String> {
    if let Ok(seconds) = golang::float::parse_float(text) {
        let milliseconds = (seconds * 1000.0).round();
        return match milliseconds.abs() < 9e15 {
            true => Ok(milliseconds as i64),
            false => Err(format!("not a valid duration: {text}")),
        };
    }
    time::parse_signed_duration(text).or_else(|error| {
        // Go's durations are promtool's own: 1.5h, 250us.
        let nanoseconds = golang::duration::parse_duration(text).map_err(|_| error.to_string())?;
        Ok(nanoseconds / 1_000_000)
    })
}

/// The span of time given by flag `flag`, in milliseconds.
pub(super) fn milliseconds(flag: &str, text: &str) -> Result<i64, CommandError> {
    parse_step(text).map_err(|error| CommandError::Usage(format!("{flag}: {error}")))
}

/// The times of a range query.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Range {
    /// The first step.
    pub(super) start: Timestamp,
    /// Where the steps end.
    pub(super) end: Timestamp,
    /// Milliseconds from one step to the next.
    pub(super) step: i64,
}

impl Range {
    /// The range that the flags ask for, with promtool's defaults for those left out.
    pub(super) fn new(
        start: Option<&str>,
        end: Option<&str>,
        step: Option<&str>,
        now: Timestamp,
    ) -> Result<Range, CommandError> {
        let moment = |what, text: Option<&str>| text.map(|text| parse_moment(what, text, now)).transpose();
        let (end, start) = (moment("end time", end)?, moment("start time", start)?);
        let step = match step.map(|text| milliseconds("--step", text)).transpose()? {
            Some(step) if step < 0 => return Err(CommandError::Usage("--step must not be negative".into())),
            step => step.map(i64::unsigned_abs).map(Duration::from_millis),
        };
        let window = RangeWindow::new(start, end, step, now).map_err(CommandError::text)?;
        let step = i64::try_from(window.step.as_millis()).unwrap_or(i64::MAX);
        Ok(Range { start: window.start, end: window.end, step })
    }
}

/// The times of a query that is explained: one, or with `--start`, `--end` or `--step` a range.
#[derive(Debug, clap::Args)]
pub(super) struct TimesArguments {
    /// When to evaluate: RFC 3339, unix seconds, now-1h, -1h; the newest sample's time for local data, else now
    #[arg(long, value_name = "TIME", allow_hyphen_values = true, conflicts_with_all = ["start", "end", "step"])]
    time: Option<String>,

    /// First step of a range query; five minutes before the end when left out
    #[arg(long, value_name = "TIME", allow_hyphen_values = true)]
    start: Option<String>,

    /// Last step of a range query; what --time would be when left out
    #[arg(long, value_name = "TIME", allow_hyphen_values = true)]
    end: Option<String>,

    /// Time between steps of a range query: seconds or a duration; a 250th of the range when left out, but at least a
    /// second
    #[arg(long, value_name = "DURATION")]
    step: Option<String>,
}

impl TimesArguments {
    /// The times meant when it is `now`.
    pub(super) fn times(&self, now: Timestamp) -> Result<engine::Times, CommandError> {
        let (start, end, step) = (self.start.as_deref(), self.end.as_deref(), self.step.as_deref());
        if start.is_none() && end.is_none() && step.is_none() {
            let time = self.time.as_deref().map_or(Ok(now), |text| parse_moment("evaluation time", text, now))?;
            return Ok(engine::Times::Instant(time));
        }
        let Range { start, end, step } = Range::new(start, end, step, now)?;
        Ok(engine::Times::Range { start, end, step })
    }
}

/// The closed range of times that `--start` and `--end` of the series and labels commands ask for; all times when left
/// out: `None` if both are.
pub(super) fn window(
    start: Option<&str>,
    end: Option<&str>,
    now: Timestamp,
) -> Result<Option<(Timestamp, Timestamp)>, CommandError> {
    if start.is_none() && end.is_none() {
        return Ok(None);
    }
    let start = start.map_or(Ok(i64::MIN), |text| parse_moment("start time", text, now))?;
    let end = end.map_or(Ok(i64::MAX), |text| parse_moment("end time", text, now))?;
    Ok(Some((start, end)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_have_promtools_defaults() {
        let now = 1_700_050_000_000;
        let range = |start, end, step| Range::new(start, end, step, now).ok();
        assert_eq!(range(None, None, None), Some(Range { start: now - 300_000, end: now, step: 1000 }));
        let hours = Range { start: now - 3_600_000, end: now, step: 14_000 };
        assert_eq!(range(Some("-1h"), None, None), Some(hours));
        assert_eq!(range(Some("1700049400"), Some("1700050000"), Some("5m")).map(|range| range.step), Some(300_000));
        assert_eq!(range(Some("now"), Some("now"), None), None);
        assert_eq!(range(None, None, Some("0s")).map(|range| range.step), Some(1000));
    }
}
