//! A range of bytes in one text.

/// A half-open range of byte offsets, `start..end`, into the text it was made from.
///
/// Offsets are 32 bit: no text that promq parses as a whole (an expression, a rule file, a configuration) may be
/// larger than 4 GiB, and every expression node carries one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Span {
    /// Offset of the first byte.
    pub start: u32,
    /// Offset one past the last byte.
    pub end: u32,
}

impl Span {
    /// The span `start..end`; offsets beyond 4 GiB are clamped.
    pub fn new(start: usize, end: usize) -> Span {
        let clamp = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
        Span { start: clamp(start), end: clamp(end) }
    }

    /// The smallest span that covers both.
    pub fn cover(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// One-based line and column (in bytes) of the start within `text`, as Prometheus counts them: only `\n` ends a
    /// line. `None` when the offset lies outside of the text.
    pub fn line_and_column(self, text: &str) -> Option<(usize, usize)> {
        let start = self.start as usize;
        let before = text.as_bytes().get(..start)?;
        let line_start = memchr::memrchr(b'\n', before).map_or(0, |newline| newline + 1);
        Some((1 + memchr::memchr_iter(b'\n', before).count(), start - line_start + 1))
    }
}
