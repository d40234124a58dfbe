//! When a window is asked for again, and how long to wait before.

use crate::{
    http::{self, Failure},
    remote::Error,
};
use std::time::{Duration, SystemTime};

/// The wait after the first failure; each following one is twice as long.
const FIRST_WAIT: Duration = Duration::from_secs(1);
/// No wait that the server did not ask for is longer.
const LONGEST_WAIT: Duration = Duration::from_secs(30);
/// A server that asks for more than this is not waited for.
const LONGEST_REQUESTED_WAIT: Duration = Duration::from_secs(300);

/// How often to ask again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Patience {
    /// How many times a request is repeated.
    pub retries: u32,
}

/// A wait before a request is repeated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// Why it is repeated.
    pub reason: String,
    /// How long the wait is.
    pub wait: Duration,
}

impl Patience {
    /// Nothing is repeated.
    pub const NONE: Patience = Patience { retries: 0 };

    /// How long to wait after attempt number `attempt` (from 1 on) failed; `None` if there is no use in another.
    pub(super) fn wait_after(
        self,
        error: &Error,
        attempt: u32,
        retry_after: Option<&str>,
        now: SystemTime,
    ) -> Option<Duration> {
        if attempt > self.retries || !may_pass(error) {
            return None;
        }
        let doubled = FIRST_WAIT.saturating_mul(1u32.checked_shl(attempt - 1).unwrap_or(u32::MAX));
        let usual = doubled.min(LONGEST_WAIT);
        match retry_after.and_then(|text| requested(text, now)) {
            Some(wait) if wait > LONGEST_REQUESTED_WAIT => None,
            Some(wait) => Some(wait),
            None => Some(usual),
        }
    }
}

/// Whether the same request may succeed later.
fn may_pass(error: &Error) -> bool {
    match error {
        Error::Status { status, .. } => *status == 429 || (500..600).contains(status),
        Error::CutShort { .. } => true,
        Error::Http(http::Error::Request { failure, .. }) => matches!(
            failure,
            Failure::Connect { .. } | Failure::Timeout { .. } | Failure::Interrupted { .. } | Failure::Other { .. }
        ),
        _ => false,
    }
}

/// `Retry-After`: seconds, or a date.
fn requested(text: &str, now: SystemTime) -> Option<Duration> {
    if let Ok(seconds) = text.trim().parse() {
        return Some(Duration::from_secs(seconds));
    }
    let date = jiff::fmt::rfc2822::parse(text.trim()).ok()?;
    let date = SystemTime::from(date.timestamp());
    Some(date.duration_since(now).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn status(status: u16) -> Error {
        Error::Status { url: String::new(), status, status_text: String::new(), excerpt: String::new() }
    }

    #[test]
    fn waits_double_and_the_server_may_ask_for_others() {
        let now = SystemTime::UNIX_EPOCH + Duration::from_secs(784_111_777);
        let patience = Patience { retries: 40 };
        let wait =
            |error: &Error, attempt, after| patience.wait_after(error, attempt, after, now).map(|wait| wait.as_secs());
        assert_eq!([1, 2, 3, 6, 40].map(|attempt| wait(&status(503), attempt, None)), [1, 2, 4, 30, 30].map(Some));
        assert_eq!(wait(&status(503), 41, None), None);
        assert_eq!(wait(&status(429), 1, Some("7")), Some(7));
        assert_eq!(wait(&status(429), 1, Some("Sun, 06 Nov 1994 08:50:07 GMT")), Some(30));
        assert_eq!(wait(&status(429), 1, Some("Sun, 06 Nov 1994 08:00:00 GMT")), Some(0));
        assert_eq!(wait(&status(429), 1, Some("soon")), Some(1));
        assert_eq!(wait(&status(429), 1, Some("301")), None);
        assert_eq!(wait(&status(400), 1, Some("7")), None);
        assert_eq!(Patience::NONE.wait_after(&status(503), 1, None, now), None);
    }
}
