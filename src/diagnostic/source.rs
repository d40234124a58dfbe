//! The texts that findings point into: bytes of a file, or an excerpt of one, with their lines.

use super::Span;
use std::{
    borrow::Cow,
    fmt,
    ops::Range,
    sync::{Arc, OnceLock},
};

/// A text with a name, whole or an excerpt of a larger one. It need not be UTF-8: what is wrong may be just that.
///
/// Findings share it through an `Arc`. Of an input too large to be held in memory, each finding carries an excerpt that
/// knows where it was cut out, so that lines and offsets are those of the whole.
pub struct SourceText {
    name: String,
    bytes: Arc<[u8]>,
    first_line: usize,
    first_offset: usize,
    /// Offsets at which lines start, in `bytes`; found when first asked for.
    line_starts: OnceLock<Vec<usize>>,
    /// How many characters stand before each block of [`BLOCK`] bytes; found when a column far behind a line's start is
    /// first asked for. Thousands of findings in one long line must not each count that line.
    characters_before: OnceLock<Vec<usize>>,
}

/// Bytes from one place at which characters are counted to the next.
const BLOCK: usize = 4096;

/// A span of a text.
#[derive(Clone, Debug)]
pub struct Place {
    /// The text.
    pub source: Arc<SourceText>,
    /// The bytes of it.
    pub span: Span,
}

/// A place as people count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// One-based.
    pub line: usize,
    /// One-based, in characters; a byte that is no part of UTF-8 counts as one.
    pub column: usize,
}

impl SourceText {
    /// A whole text. The name is what users know it by: a path as they gave it, a URL, `<stdin>`.
    pub fn new(name: impl Into<String>, bytes: impl Into<Vec<u8>>) -> SourceText {
        SourceText::excerpt(name, bytes, 1, 0)
    }

    /// A whole text that others have as well.
    pub fn shared(name: impl Into<String>, bytes: Arc<[u8]>) -> SourceText {
        let (line_starts, characters_before) = (OnceLock::new(), OnceLock::new());
        SourceText { name: name.into(), bytes, first_line: 1, first_offset: 0, line_starts, characters_before }
    }

    /// A part of a text, which begins at the start of the line `first_line` (one-based), `first_offset` bytes into it.
    pub fn excerpt(
        name: impl Into<String>,
        bytes: impl Into<Vec<u8>>,
        first_line: usize,
        first_offset: usize,
    ) -> SourceText {
        let bytes: Vec<u8> = bytes.into();
        SourceText { first_line, first_offset, ..SourceText::shared(name, bytes.into()) }
    }

    /// What users know the text by.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The text, or the part that is here.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The offset in the whole text of `offset` in this part of it.
    pub fn offset(&self, offset: u32) -> usize {
        self.first_offset + offset as usize
    }

    /// Line and column of a byte offset into this part; beyond its end, those of its end.
    pub fn position(&self, offset: u32) -> Position {
        let offset = (offset as usize).min(self.bytes.len());
        let index = self.line_index(offset);
        let start = self.line_starts().get(index).copied().unwrap_or_default();
        let before = match offset - start {
            0..=BLOCK => characters(self.bytes.get(start..offset).unwrap_or_default()),
            _ => self.characters_to(offset) - self.characters_to(start),
        };
        Position { line: self.first_line + index, column: before + 1 }
    }

    /// The bytes of the lines that `span` touches, as a range into this part, without the last line end; and the number
    /// of the first of them.
    pub fn lines(&self, span: Span) -> (Range<usize>, usize) {
        let first = self.line_index(span.start as usize);
        // A span that ends behind a line end does not touch the next line.
        let last = self.line_index((span.end.max(span.start.saturating_add(1)) as usize).saturating_sub(1)).max(first);
        let starts = self.line_starts();
        let start = starts.get(first).copied().unwrap_or_default();
        let end = starts.get(last + 1).map_or(self.bytes.len(), |next| next - 1);
        (start..end.max(start), self.first_line + first)
    }

    /// Zero-based index of the line that holds `offset`.
    fn line_index(&self, offset: usize) -> usize {
        self.line_starts().partition_point(|start| *start <= offset).saturating_sub(1)
    }

    /// How many characters stand before an offset.
    fn characters_to(&self, offset: usize) -> usize {
        let blocks = self.characters_before.get_or_init(|| {
            let mut before = vec![0];
            for block in 1..=self.bytes.len() / BLOCK {
                let (start, end) = (self.boundary((block - 1) * BLOCK), self.boundary(block * BLOCK));
                before.push(before[block - 1] + characters(self.bytes.get(start..end).unwrap_or_default()));
            }
            before
        });
        // A block begins a few bytes before its number says if a character would be cut there.
        let block = (offset / BLOCK).min(blocks.len() - 1);
        let start = self.boundary(block * BLOCK).min(offset);
        blocks[block] + characters(self.bytes.get(start..offset).unwrap_or_default())
    }

    /// The start of the character that a byte is part of.
    fn boundary(&self, offset: usize) -> usize {
        let is_start = |offset: &usize| self.bytes.get(*offset).is_none_or(|byte| byte & 0xc0 != 0x80);
        (offset.saturating_sub(3)..=offset).rev().find(is_start).unwrap_or(offset)
    }

    fn line_starts(&self) -> &[usize] {
        self.line_starts.get_or_init(|| {
            let ends = memchr::memchr_iter(b'\n', &self.bytes);
            std::iter::once(0).chain(ends.map(|end| end + 1)).collect()
        })
    }
}

/// Characters of a text, each byte that is no part of UTF-8 counted as one.
fn characters(bytes: &[u8]) -> usize {
    let of_chunk = |chunk: std::str::Utf8Chunk<'_>| chunk.valid().chars().count() + chunk.invalid().len();
    bytes.utf8_chunks().map(of_chunk).sum()
}

impl Place {
    /// A span of a text.
    pub fn new(source: &Arc<SourceText>, span: Span) -> Place {
        Place { source: Arc::clone(source), span }
    }

    /// Where it starts.
    pub fn start(&self) -> Position {
        self.source.position(self.span.start)
    }

    /// Where it ends: the position behind its last character.
    pub fn end(&self) -> Position {
        self.source.position(self.span.end.max(self.span.start))
    }

    /// Byte offsets into the whole text.
    pub fn offsets(&self) -> Range<usize> {
        self.source.offset(self.span.start)..self.source.offset(self.span.end.max(self.span.start))
    }

    /// The text of the place.
    pub fn text(&self) -> Cow<'_, str> {
        let bytes = self.source.bytes();
        let end = (self.span.end as usize).min(bytes.len());
        String::from_utf8_lossy(bytes.get(self.span.start as usize..end).unwrap_or_default())
    }
}

impl PartialEq for Place {
    /// The same text by name, and the same bytes of the whole.
    fn eq(&self, other: &Place) -> bool {
        self.source.name == other.source.name && self.offsets() == other.offsets()
    }
}

impl Eq for Place {}

impl fmt::Debug for SourceText {
    /// Without the text, which may be large.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let SourceText { name, bytes, first_line, first_offset, .. } = self;
        formatter
            .debug_struct("SourceText")
            .field("name", name)
            .field("bytes", &bytes.len())
            .field("first_line", first_line)
            .field("first_offset", first_offset)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters() {
        let text = SourceText::new("f", "é: x\n日本: \u{1f600}y");
        assert_eq!(text.position(0), Position { line: 1, column: 1 });
        assert_eq!(text.position(4), Position { line: 1, column: 4 });
        assert_eq!(text.position(6), Position { line: 2, column: 1 });
        let y = text.bytes().len() as u32 - 1;
        assert_eq!(text.position(y), Position { line: 2, column: 6 });
        assert_eq!(text.position(900), Position { line: 2, column: 7 });
    }

    #[test]
    fn columns_of_long_lines_are_the_same_as_of_short_ones() {
        let piece = ["a", "é", "日", "\u{1f600}"];
        let mut bytes: Vec<u8> = (0..20_000).flat_map(|index: usize| piece[index * 7 % 4].bytes()).collect();
        bytes.extend([0x80, 0xff].repeat(3000));
        bytes.splice(9000..9000, *b"\n");
        let text = SourceText::new("f", bytes.clone());
        for offset in (0..bytes.len()).step_by(61) {
            let start = if offset > 9000 { 9001 } else { 0 };
            let column = characters(&bytes[start..offset]) + 1;
            assert_eq!(text.position(offset as u32).column, column, "{offset}");
        }
    }

    #[test]
    fn bytes_outside_of_utf8_count_one_each() {
        let text = SourceText::new("f", &b"a\xff\xfeb"[..]);
        assert_eq!(text.position(3).column, 4);
    }

    #[test]
    fn excerpts_know_where_they_were_cut_out() {
        let text = Arc::new(SourceText::excerpt("f", "ab\ncd", 7, 100));
        let place = Place::new(&text, Span::new(3, 5));
        assert_eq!((place.start(), place.end()), (Position { line: 8, column: 1 }, Position { line: 8, column: 3 }));
        assert_eq!((place.offsets(), place.text().as_ref()), (103..105, "cd"));
    }

    #[test]
    fn lines_are_whole_and_without_the_last_end() {
        let text = SourceText::new("f", "one\ntwo\nthree\n");
        assert_eq!(text.lines(Span::new(1, 2)), (0..3, 1));
        assert_eq!(text.lines(Span::new(1, 4)), (0..3, 1));
        assert_eq!(text.lines(Span::new(5, 9)), (4..13, 2));
        assert_eq!(text.lines(Span::new(14, 14)), (14..14, 4));
        assert_eq!(SourceText::new("f", "").lines(Span::new(0, 0)), (0..0, 1));
        // The caret of something missing at the end of a line stands in that line.
        assert_eq!(text.lines(Span::new(3, 3)), (0..3, 1));
    }

    #[test]
    fn nonsensical_spans_stay_inside() {
        let text = SourceText::new("f", "one");
        assert_eq!(text.lines(Span { start: 7, end: 2 }), (0..3, 1));
        assert_eq!(text.lines(Span { start: u32::MAX, end: u32::MAX }), (0..3, 1));
    }
}
