//! How a run ends.

use std::process::ExitCode;

/// The exit codes, promtool's where it has them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ExitStatus {
    /// 0: done, or whoever read our output had enough of it.
    Success,
    /// 1: something failed.
    Failed,
    /// 2: the command line makes no sense.
    Usage,
    /// 3: what was checked works, and has findings that count.
    Findings,
}

impl From<ExitStatus> for ExitCode {
    fn from(status: ExitStatus) -> ExitCode {
        ExitCode::from(match status {
            ExitStatus::Success => 0,
            ExitStatus::Failed => 1,
            ExitStatus::Usage => 2,
            ExitStatus::Findings => 3,
        })
    }
}
