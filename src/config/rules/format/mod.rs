//! Rule files → the same files with their expressions laid out. Every byte outside of the expressions stays: comments,
//! keys and their order, quotes, blank lines, line ends. Objects of Kubernetes and streams of documents are rule files,
//! too, and so are the texts in a ConfigMap.
//!
//! ```text
//! bytes ─ read → rules ─ `promql::layout` → texts ─ `scalar` → edits → bytes ─ read → the same rules? (`verify`)
//! ```
//! An expression that fits on a line keeps the way it is written in, plain, quoted or as a block, as long as that way can
//! hold it; one over many lines becomes a literal block. A block keeps its indentation, so that few lines change. What has an anchor or a tag, what is an alias, and what needs
//! several lines in a mapping in braces stays as it is.

mod scalar;
#[cfg(test)]
mod tests;
mod verify;

use super::{Finding, Input, Options, Part, RuleFile};
use crate::{
    diagnostic::{Severity, Span},
    promql::{Features, layout::lay_out},
    yaml::{Document, NodeId, NodeKind},
};
use hashbrown::{HashMap, HashSet};
use scalar::{Change, Edit, NewText, Site};
use std::sync::Arc;

/// How rule files are read that are to be formatted: whatever is written in them, they are for somebody.
const READING: Options = Options {
    ignore_unknown_fields: true,
    features: Features { experimental_functions: true, extended_range_selectors: true, fill_modifiers: true },
};

/// A rule file with its expressions laid out.
#[derive(Debug)]
pub struct Formatted {
    /// The whole file.
    pub bytes: Vec<u8>,
    /// The text that the places of `left` refer to: the file as it was, without a byte order mark.
    pub text: Arc<[u8]>,
    /// Expressions that stay as they are, and why.
    pub left: Vec<Finding>,
    /// Whether more documents follow that nobody reads, and which stay as they are.
    pub has_more_documents: bool,
}

/// Why a rule file is not formatted.
#[derive(Debug, thiserror::Error)]
pub enum FormatError {
    /// It is no valid rule file; what is wrong is in it.
    #[error("it is not a valid rule file")]
    Invalid(Box<Input>),
    /// It is not UTF-8.
    #[error("it is UTF-16, and only UTF-8 is formatted")]
    Utf16,
    /// The outcome would not say the same. No such file is known; no file is worth the risk.
    #[error("formatting would change what it says")]
    Changed,
}

/// The file with its expressions laid out. What comes out was read again, and says the same.
pub fn format(bytes: &[u8]) -> Result<Formatted, FormatError> {
    const MARK: &[u8] = "\u{FEFF}".as_bytes();
    let input = Input::read(bytes, None, READING);
    if !input.is_good() {
        return Err(FormatError::Invalid(Box::new(input)));
    }
    let mark = if bytes.starts_with(MARK) { MARK } else { &[] };
    if bytes.get(mark.len()..) != Some(&*input.text) {
        return Err(FormatError::Utf16);
    }
    let mut changes = Changes::default();
    for part in &input.parts {
        changes.of_part(part);
    }
    let edits = changes.edits();
    let changed = [mark, &apply(&input.text, &edits)].concat();
    if !edits.is_empty() && !verify::says_the_same(&input, &Input::read(&changed, None, READING), &changes.written) {
        return Err(FormatError::Changed);
    }
    let has_more_documents = input.is_plain && input.parts.iter().any(|part| part.file.has_more_documents());
    Ok(Formatted { bytes: changed, text: input.text, left: changes.left, has_more_documents })
}

/// What scalars of the documents should say.
#[derive(Default)]
struct Changes {
    /// Documents in the order of the text, with new values for some of their scalars.
    documents: Vec<(Arc<Document>, HashMap<NodeId, NewText>)>,
    /// Expressions as they are laid out.
    written: HashSet<String>,
    left: Vec<Finding>,
}

impl Changes {
    fn of_part(&mut self, part: &Part) {
        let Some(document) = &part.file.document else { return };
        let Some((outer, node)) = part.container() else {
            return self.lay_out(document, &part.file);
        };
        // A text in a text: the inner one is changed as a file of its own, and as a whole becomes the new value.
        let mut inner = Changes::default();
        inner.lay_out(document, &part.file);
        let edits = inner.edits();
        if !edits.is_empty() {
            let text = apply(document.text().as_bytes(), &edits);
            // The edits are cut between characters, so this is text.
            let text = NewText::File(String::from_utf8_lossy(&text).into_owned());
            self.add(outer, HashMap::from([(node, text)]));
        }
        self.left.extend(inner.left.into_iter().map(|finding| finding.moved(|span| part.locate(span))));
        self.written.extend(inner.written);
    }

    /// Lays out the expressions of a file.
    fn lay_out(&mut self, document: &Arc<Document>, file: &RuleFile) {
        let mut texts = HashMap::new();
        for expr in file.groups.iter().flat_map(|group| &group.rules).filter_map(|rule| rule.expr.as_ref()) {
            match lay_out(&expr.value, READING.features) {
                Ok(text) => {
                    self.written.insert(text.clone());
                    texts.insert(expr.node, NewText::Expression(text));
                }
                Err(error) => self.leave(expr.span, &error.to_string()),
            }
        }
        self.add(document, texts);
    }

    fn leave(&mut self, span: Span, reason: &str) {
        let finding = Finding::error("rules/format", format!("left as it is: {reason}"), span);
        self.left.push(Finding { severity: Severity::Warning, ..finding });
    }

    fn add(&mut self, document: &Arc<Document>, texts: HashMap<NodeId, NewText>) {
        match self.documents.last_mut() {
            Some((last, known)) if Arc::ptr_eq(last, document) => known.extend(texts),
            _ => self.documents.push((Arc::clone(document), texts)),
        }
    }

    /// The edits that make the documents say it, in the order of the text.
    fn edits(&mut self) -> Vec<Edit> {
        let mut edits = Vec::new();
        for (document, texts) in std::mem::take(&mut self.documents) {
            for site in sites(&document, &texts) {
                match texts.get(&site.value).map(|text| site.write(text)) {
                    Some(Change::Edit(edit)) => edits.push(edit),
                    Some(Change::Impossible(reason)) => self.leave(document.written(site.value).span, reason),
                    Some(Change::None) | None => {}
                }
            }
        }
        edits.sort_unstable_by_key(|edit| edit.range.start);
        edits
    }
}

/// The scalars of `wanted` where they are written as the value of a key.
fn sites<'d>(document: &'d Document, wanted: &HashMap<NodeId, NewText>) -> Vec<Site<'d>> {
    let mut sites = Vec::new();
    let first_line = document.text().find('\n').and_then(|end| document.text().get(..end));
    let line_end = if first_line.is_some_and(|line| line.ends_with('\r')) { "\r\n" } else { "\n" };
    let mut open: Vec<(NodeId, bool)> = document.root().map(|root| (root, false)).into_iter().collect();
    while let Some((node, in_flow)) = open.pop() {
        let written = document.written(node);
        let in_flow = in_flow || document.text().get(written.span.start as usize..).is_some_and(is_flow);
        match &written.kind {
            NodeKind::Sequence(items) => open.extend(items.iter().map(|item| (*item, in_flow))),
            NodeKind::Mapping(pairs) => {
                for &(key, value) in pairs {
                    open.push((value, in_flow));
                    if wanted.contains_key(&value) {
                        sites.push(Site { document, key, value, in_flow, line_end });
                    }
                }
            }
            // What an alias stands for is found where it is written.
            NodeKind::Alias(_) | NodeKind::Scalar(..) => {}
        }
    }
    sites
}

/// Whether a node that is written like this is a collection in brackets; an anchor or a tag may come first.
fn is_flow(mut text: &str) -> bool {
    while text.starts_with(['&', '!']) {
        text = text.find(char::is_whitespace).and_then(|end| text.get(end..)).unwrap_or("").trim_start();
    }
    text.starts_with(['{', '['])
}

/// The text with the edits made; they are in order and do not overlap.
fn apply(text: &[u8], edits: &[Edit]) -> Vec<u8> {
    let mut changed = Vec::with_capacity(text.len());
    let mut done = 0;
    for edit in edits {
        changed.extend_from_slice(text.get(done..edit.range.start).unwrap_or_default());
        changed.extend_from_slice(edit.replacement.as_bytes());
        done = edit.range.end;
    }
    changed.extend_from_slice(text.get(done..).unwrap_or_default());
    changed
}
