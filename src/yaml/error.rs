//! Why a text is not YAML, in the words of Go's packages.

use crate::diagnostic::Span;

/// Which of Go's two YAML packages would read a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// Version 2: everything but rule files.
    V2,
    /// Version 3: rule files.
    V3,
}

/// Why a text is not YAML.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{problem}")]
pub struct SyntaxError {
    /// What is wrong, in libyaml's words.
    pub problem: String,
    /// Where.
    pub span: Span,
    /// Where the construct begins in which it was found, if that is known.
    pub context: Option<Span>,
    /// The zero-based lines of problem and context as Go counts them; zero is the same as unknown.
    pub(super) lines: GoLines,
}

/// The lines by which Go's packages choose the one they print.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct GoLines {
    pub(super) problem: u64,
    pub(super) context: u64,
    /// Scanners count from zero, and only for their errors the packages know it.
    pub(super) of_scanner: bool,
}

impl SyntaxError {
    /// An error that Go reports without a line.
    pub(super) fn without_line(problem: impl Into<String>, span: Span) -> SyntaxError {
        SyntaxError { problem: problem.into(), span, context: None, lines: GoLines::default() }
    }

    /// The line that Go prints, which is one too small for errors of the parser; none for an error on the first line.
    pub fn go_line(&self, dialect: Dialect) -> Option<u64> {
        let GoLines { problem, context, of_scanner } = self.lines;
        let (first, second) = match dialect {
            Dialect::V2 => (problem, context),
            Dialect::V3 => (context, problem),
        };
        let line = if first != 0 { first } else { second };
        (line != 0).then_some(line + u64::from(of_scanner))
    }

    /// The whole error as Go prints it: `yaml: line 7: did not find expected key`.
    pub fn go_text(&self, dialect: Dialect) -> String {
        match self.go_line(dialect) {
            Some(line) => format!("yaml: line {line}: {}", self.problem),
            None => format!("yaml: {}", self.problem),
        }
    }
}
