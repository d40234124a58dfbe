//! How a text is written as the value of a key: which style can hold it, and what of the file gives way to it.
//!
//! No rules of YAML are repeated here: a way to write a text is tried, and taken if the reader gives the text back.

use crate::yaml::{Dialect, Document, NodeId, NodeKind, ScalarStyle};
use std::ops::Range;

/// How many columns a block is indented further than its key.
const INDENT: usize = 2;

/// A key and its value, which is an expression or a whole rule file.
pub(super) struct Site<'d> {
    pub(super) document: &'d Document,
    pub(super) key: NodeId,
    pub(super) value: NodeId,
    /// Whether they stand in brackets or braces.
    pub(super) in_flow: bool,
    /// The line end that the file is written with.
    pub(super) line_end: &'static str,
}

/// What becomes of a value.
#[derive(Debug)]
pub(super) enum Change {
    /// It is right already, or not ours to touch.
    None,
    Edit(Edit),
    /// It cannot be written; the reason.
    Impossible(&'static str),
}

/// New bytes for a part of the file.
#[derive(Debug)]
pub(super) struct Edit {
    pub(super) range: Range<usize>,
    pub(super) replacement: String,
}

impl Site<'_> {
    /// The edit after which the value is `expression`; line breaks at its end may be more or fewer.
    pub(super) fn write(&self, expression: &str) -> Change {
        let node = self.document.written(self.value);
        let NodeKind::Scalar(value, style) = &node.kind else { return Change::None };
        let written = self.text(node.span.start as usize..node.span.end as usize);
        let is_block = matches!(style, ScalarStyle::Literal | ScalarStyle::Folded);
        let old = if is_block { value.trim_end_matches('\n') } else { value };
        let has_properties = written.starts_with(['&', '!']);
        let expression = expression.trim_end_matches('\n');
        let is_one_line = !expression.contains('\n');
        if old == expression || has_properties || (self.in_flow && !is_one_line) {
            return Change::None;
        }
        let edit = match (is_block, is_one_line) {
            (true, _) => self.block_again(written, expression),
            (false, true) => self.one_line(*style, expression),
            (false, false) => self.new_block(expression),
        };
        match edit {
            Ok((range, replacement)) => Change::Edit(Edit { range, replacement }),
            Err(reason) => Change::Impossible(reason),
        }
    }

    fn text(&self, range: Range<usize>) -> &str {
        self.document.text().get(range).unwrap_or_default()
    }

    fn start(&self) -> usize {
        self.document.written(self.value).span.start as usize
    }

    /// How far the key is indented.
    fn indent(&self) -> usize {
        (self.document.written(self.key).column as usize).saturating_sub(1)
    }

    /// A block stays one, with its header and indentation; over many lines it is literal. Blank lines after it stay.
    fn block_again(&self, written: &str, expression: &str) -> Result<(Range<usize>, String), &'static str> {
        let written = written.trim_end();
        let (old_header, content) = written.split_once('\n').unwrap_or((written, ""));
        let (indicators, comment) = match old_header.find([' ', '\t']) {
            Some(end) => old_header.split_at(end),
            None => (old_header.trim_end(), ""),
        };
        let is_measured = indicators.contains(|indicator: char| indicator.is_ascii_digit());
        let mut header: String = indicators.chars().filter(|indicator| !indicator.is_ascii_digit()).collect();
        if expression.contains('\n') {
            header = header.replace('>', "|");
        }
        header.push_str(comment.trim_end());
        let first = content.lines().find(|line| !line.trim().is_empty()).unwrap_or("");
        let found = first.len() - first.trim_start_matches(' ').len();
        let indent = if is_measured || found <= self.indent() { self.indent() + INDENT } else { found };
        let block = self.block(&header, expression, indent)?;
        Ok((self.start()..self.start() + written.len(), block))
    }

    /// The text on one line, in the style it had or the next one that can hold it.
    fn one_line(&self, style: ScalarStyle, expression: &str) -> Result<(Range<usize>, String), &'static str> {
        let plain = expression.to_owned();
        let single = format!("'{}'", expression.replace('\'', "''"));
        let double = double_quoted(expression);
        let ways = match style {
            ScalarStyle::Plain => vec![plain, single, double],
            ScalarStyle::SingleQuoted => vec![single, double],
            _ => vec![double],
        };
        let way = ways.into_iter().find(|way| {
            let snippet = if self.in_flow { format!("{{k: {way}}}") } else { format!("k: {way}") };
            reads_as(&snippet, expression)
        });
        let range = self.start()..self.document.written(self.value).span.end as usize;
        way.map(|way| (range, way)).ok_or("no way to write it was found")
    }

    /// A value that was no block becomes one. A comment behind it moves behind the `|`.
    fn new_block(&self, expression: &str) -> Result<(Range<usize>, String), &'static str> {
        let text = self.document.text();
        let key_end = self.document.written(self.key).span.end as usize;
        let end = self.document.written(self.value).span.end as usize;
        let before = self.text(key_end..self.start());
        // A value on a line of its own goes back to its key, if nothing stands between.
        let (start, blank) = match before.find(':') {
            Some(colon) if before.trim() == ":" => (key_end + colon + 1, " "),
            _ => (self.start(), ""),
        };
        let after = text.get(end..).unwrap_or_default();
        let rest = after.find(['\n', '\r']).map_or(after, |end| after.get(..end).unwrap_or_default());
        let comment = rest.trim();
        if !comment.is_empty() && !comment.starts_with('#') {
            return Err("something stands behind it");
        }
        if self.has_comment_below(after.get(rest.len()..).unwrap_or_default()) {
            return Err("the comment below it would become a part of it");
        }
        let header = if comment.is_empty() { "|".to_owned() } else { format!("| {comment}") };
        let block = self.block(&header, expression, self.indent() + INDENT)?;
        Ok((start..end + rest.len(), format!("{blank}{block}")))
    }

    /// Whether a comment follows that is indented like a part of the value.
    fn has_comment_below(&self, after: &str) -> bool {
        let mut lines = after.lines().filter(|line| !line.trim().is_empty());
        lines.next().is_some_and(|line| {
            let content = line.trim_start();
            content.starts_with('#') && line.len() - content.len() > self.indent()
        })
    }

    fn block(&self, header: &str, expression: &str, indent: usize) -> Result<String, &'static str> {
        let line_end = self.line_end;
        let mut block = header.to_owned();
        for line in expression.split('\n') {
            block.push_str(line_end);
            if !line.is_empty() {
                block.extend(std::iter::repeat_n(' ', indent));
                block.push_str(line);
            }
        }
        match reads_as(&format!("k: {block}{line_end}"), expression) {
            true => Ok(block),
            false => Err("no way to write it over lines was found"),
        }
    }
}

/// Whether the value of the only key of this document is `expected`, but for line breaks at its end.
fn reads_as(snippet: &str, expected: &str) -> bool {
    let Ok(document) = Document::parse_as(snippet.as_bytes(), Dialect::V3) else { return false };
    let Some(root) = document.root().filter(|_| !document.has_more()) else { return false };
    let NodeKind::Mapping(pairs) = &document.written(root).kind else { return false };
    let [(_, value)] = pairs.as_slice() else { return false };
    !document.is_null(*value) && document.scalar(*value).is_some_and(|text| text.trim_end_matches('\n') == expected)
}

/// A text in double quotes, with escapes for what cannot stand in a file as it is.
pub(super) fn double_quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for character in text.chars() {
        match character {
            '"' | '\\' => quoted.extend(['\\', character]),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            // As JSON has it: a rule file may be that.
            odd if odd.is_control() || "\u{FEFF}\u{2028}\u{2029}\u{FFFE}\u{FFFF}".contains(odd) => {
                quoted.push_str(&format!("\\u{:04X}", u32::from(odd)));
            }
            other => quoted.push(other),
        }
    }
    quoted.push('"');
    quoted
}
