//! What a verification found: a list that stays short whatever the damage, and counts that do not.

use crate::{
    diagnostic::Severity,
    tsdb::{Error, wal::WalError},
};
use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
};

/// One thing found.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// How bad it is: an error where data is lost or would be read wrongly, a warning where it is only not what a writer
    /// leaves.
    pub severity: Severity,
    /// The file or directory.
    pub path: PathBuf,
    /// Where in the file, if it is about a place.
    pub offset: Option<u64>,
    /// What was found, and what was expected.
    pub what: String,
    /// What to do about it.
    pub advice: &'static str,
}

/// A place to put findings, from any thread. The first ones by severity, file and offset are kept, so that the list does
/// not depend on which thread was faster.
#[derive(Debug)]
pub struct Findings {
    limit: usize,
    kept: Mutex<BTreeSet<Finding>>,
    counts: [AtomicU64; 3],
}

impl Findings {
    /// An empty list that keeps at most `limit` findings.
    pub fn new(limit: usize) -> Findings {
        Findings { limit, kept: Mutex::default(), counts: Default::default() }
    }

    /// Notes a finding.
    pub fn add(&self, finding: Finding) {
        self.counts[finding.severity as usize].fetch_add(1, Ordering::Relaxed);
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() < self.limit || kept.last().is_some_and(|last| finding < *last) {
            kept.insert(finding);
            if kept.len() > self.limit {
                kept.pop_last();
            }
        }
    }

    /// How many findings of this severity there are, kept or not.
    pub fn count(&self, severity: Severity) -> u64 {
        self.counts[severity as usize].load(Ordering::Relaxed)
    }

    /// All kept findings, the worst first.
    pub fn into_list(self) -> Vec<Finding> {
        self.kept.into_inner().unwrap_or_else(PoisonError::into_inner).into_iter().collect()
    }

    /// Findings about one file.
    pub(super) fn of<'f>(&'f self, path: &'f Path) -> FileFindings<'f> {
        FileFindings { findings: self, path }
    }

    /// An error of a reader, which names its own place.
    pub(super) fn failure(&self, error: &Error, advice: &'static str) {
        let (path, offset) = (error.path().into(), error.offset());
        let what = match error {
            Error::ChecksumMismatch { what, got, expected, .. } => {
                format!("{what}: the file says {expected:08x}, its bytes give {got:08x}")
            }
            Error::Corrupt { what, .. } | Error::Meta { what, .. } => what.clone(),
            Error::MetaSyntax { what, line, column, .. } => format!("line {line}, column {column}: {what}"),
            Error::Chunk { error, .. } => error.to_string(),
            Error::Io { error, .. } => error.to_string(),
            Error::Wal { error: WalError::Corrupt { what, .. }, .. } => what.to_string(),
            other => other.to_string(),
        };
        self.add(Finding { severity: Severity::Error, path, offset, what, advice });
    }
}

/// Where findings about one file go.
#[derive(Clone, Copy, Debug)]
pub(super) struct FileFindings<'f> {
    findings: &'f Findings,
    pub(super) path: &'f Path,
}

impl<'f> FileFindings<'f> {
    /// The same list, for another file.
    pub(super) fn of<'p>(&self, path: &'p Path) -> FileFindings<'p>
    where
        'f: 'p,
    {
        FileFindings { findings: self.findings, path }
    }

    pub(super) fn error(&self, offset: impl Into<Option<u64>>, what: impl Into<String>, advice: &'static str) {
        self.add(Severity::Error, offset.into(), what.into(), advice);
    }

    pub(super) fn warning(&self, offset: impl Into<Option<u64>>, what: impl Into<String>, advice: &'static str) {
        self.add(Severity::Warning, offset.into(), what.into(), advice);
    }

    pub(super) fn info(&self, offset: impl Into<Option<u64>>, what: impl Into<String>, advice: &'static str) {
        self.add(Severity::Info, offset.into(), what.into(), advice);
    }

    /// An error of a reader, which names its own place.
    pub(super) fn failure(&self, error: &Error, advice: &'static str) {
        self.findings.failure(error, advice);
    }

    fn add(&self, severity: Severity, offset: Option<u64>, what: String, advice: &'static str) {
        self.findings.add(Finding { severity, path: self.path.into(), offset, what, advice });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_worst_are_kept_and_all_are_counted() {
        let findings = Findings::new(2);
        let path = Path::new("index");
        findings.of(path).info(None, "round", "nothing to do");
        findings.of(path).error(9, "second", "repair");
        findings.of(path).warning(1, "odd", "look");
        findings.of(path).error(3, "first", "repair");
        assert_eq!(findings.count(Severity::Error), 2);
        assert_eq!(findings.count(Severity::Info), 1);
        let list: Vec<_> = findings.into_list().into_iter().map(|finding| finding.what).collect();
        assert_eq!(list, ["first", "second"]);
        let none = Findings::new(0);
        none.of(path).error(None, "x", "y");
        assert_eq!((none.count(Severity::Error), none.into_list().len()), (1, 0));
    }
}
