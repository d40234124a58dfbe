//! Progress of long work: a bar on stderr when that is a terminal, else nothing at all.
//!
//! The bar shows how far the work is, how fast it goes, and how long it will still take. It vanishes when it is
//! dropped, so errors and results are printed on a clean line.

use super::output::Output;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::{borrow::Cow, time::Duration};

/// Redraws a second; more would only flicker.
const REDRAWS_PER_SECOND: u8 = 8;

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    /// Bytes, shown in binary units.
    Bytes,
    /// Anything else: blocks, series, files, rules.
    Things,
}

/// The progress of one piece of work.
#[derive(Debug)]
pub(super) struct Progress(ProgressBar);

impl Progress {
    /// Begins to show the progress of `what`; without a `total` there is no bar and no remaining time.
    pub(super) fn new(output: &Output, what: impl Into<Cow<'static, str>>, unit: Unit, total: Option<u64>) -> Progress {
        let target = match output.stderr_is_terminal() {
            true => ProgressDrawTarget::stderr_with_hz(REDRAWS_PER_SECOND),
            false => ProgressDrawTarget::hidden(),
        };
        let bar = ProgressBar::with_draw_target(total, target).with_prefix(what);
        let template = match (unit, total) {
            (Unit::Bytes, Some(_)) => "{prefix} {wide_bar} {bytes} of {total_bytes}, {bytes_per_sec}, {eta} left{msg}",
            (Unit::Bytes, None) => "{spinner} {prefix} {bytes}, {bytes_per_sec}, {elapsed} so far{msg}",
            (Unit::Things, Some(_)) => "{prefix} {wide_bar} {human_pos} of {human_len}, {per_sec}, {eta} left{msg}",
            (Unit::Things, None) => "{spinner} {prefix} {human_pos}, {per_sec}, {elapsed} so far{msg}",
        };
        // The templates above are right; should one not be, the default style is as good.
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        if output.stderr_is_terminal() {
            bar.enable_steady_tick(Duration::from_millis(250));
        }
        Progress(bar)
    }

    /// So much is done.
    pub(super) fn set(&self, position: u64) {
        self.0.set_position(position);
    }

    /// What else to say behind the numbers.
    pub(super) fn note(&self, text: impl Into<Cow<'static, str>>) {
        self.0.set_message(text);
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}
