//! What can be wrong with a page in the classic text format.

use std::io;

/// Why a page is refused.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ClassicError {
    /// It cannot be read.
    #[error(transparent)]
    Read(#[from] io::Error),
    /// A line of it is wrong.
    #[error(transparent)]
    Syntax(Box<ClassicFault>),
}

/// What is wrong with a line; the text is the reference's.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("text format parsing error in line {line}: {message}")]
pub struct ClassicFault {
    /// One-based number of the line.
    pub line: usize,
    /// What is wrong.
    pub message: String,
    /// Offset of the line in the page.
    pub line_offset: usize,
    /// Offset in the line of the first byte that does not fit.
    pub column: usize,
    /// The beginning of the line, without its end.
    pub text: Vec<u8>,
}
