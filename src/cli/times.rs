//! Times, ranges and steps as given on the command line.
//!
//! The texts are those of [`crate::model::time`]; what is added here are promtool's defaults and its words for errors.

use super::error::CommandError;
use crate::model::{
    sample::Timestamp,
    time::{parse_span, parse_time},
};
use std::time::SystemTime;

/// The wall clock.
pub(super) fn system_now() -> Timestamp {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}

/// A time given as `what` (`evaluation time`, `start time`, `end time`).
pub(super) fn parse_moment(what: &str, text: &str, now: Timestamp) -> Result<Timestamp, CommandError> {
    parse_time(text, now).map_err(|error| CommandError::text(format_args!("error parsing {what}: {error}")))
}

/// A step or another span of time in milliseconds: seconds, or a duration like `1m30s`.
pub(super) fn parse_step(text: &str) -> Result<i64, String> {
    parse_span(text).map_err(|error| error.to_string())
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

/// promtool's default: five minutes up to the end.
const DEFAULT_LENGTH: i64 = 5 * 60 * 1000;
/// promtool's default step makes about this many steps.
const DEFAULT_STEPS: i64 = 250;

impl Range {
    /// The range that the flags ask for, with promtool's defaults for those left out.
    pub(super) fn new(
        start: Option<&str>,
        end: Option<&str>,
        step: Option<&str>,
        now: Timestamp,
    ) -> Result<Range, CommandError> {
        let end = end.map_or(Ok(now), |text| parse_moment("end time", text, now))?;
        let default_start = end.saturating_sub(DEFAULT_LENGTH);
        let start = start.map_or(Ok(default_start), |text| parse_moment("start time", text, now))?;
        if start >= end {
            return Err(CommandError::text("start time is not before end time"));
        }
        let default_step = (end.saturating_sub(start) / 1000 / DEFAULT_STEPS).max(1) * 1000;
        let step = match step {
            Some(text) => milliseconds("--step", text)?,
            None => 0,
        };
        Ok(Range { start, end, step: if step == 0 { default_step } else { step } })
    }
}

/// The closed range of times that `--start` and `--end` of the series and labels commands ask for; all times when left
/// out.
pub(super) fn window(
    start: Option<&str>,
    end: Option<&str>,
    now: Timestamp,
) -> Result<(Timestamp, Timestamp), CommandError> {
    let start = start.map_or(Ok(i64::MIN), |text| parse_moment("start time", text, now))?;
    let end = end.map_or(Ok(i64::MAX), |text| parse_moment("end time", text, now))?;
    Ok((start, end))
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
