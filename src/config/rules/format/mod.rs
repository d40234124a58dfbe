//! Rule files → the same files with their expressions laid out. Every byte outside of the expressions stays: comments,
//! keys and their order, quotes, blank lines, line ends.
//!
//! ```text
//! bytes ─ parse → rules ─ `promql::layout` → texts ─ `scalar` → edits → bytes ─ parse → the same rules? (`verify`)
//! ```
//! An expression that fits on a line keeps the way it is written in, plain, quoted or as a block, as long as that way can
//! hold it; one over many lines becomes a literal block. What has an anchor or a tag, what is an alias, and what needs
//! several lines in a mapping in braces stays as it is.

mod scalar;
#[cfg(test)]
mod tests;
mod verify;

use super::{Finding, Options, RuleFile};
use crate::{
    diagnostic::Severity,
    promql::{Features, layout::lay_out},
    yaml::{Document, NodeId, NodeKind},
};
use hashbrown::HashSet;
use scalar::{Change, Edit, Site};

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
    pub text: String,
    /// Expressions that stay as they are, and why.
    pub left: Vec<Finding>,
    /// Whether more documents follow, which stay as they are.
    pub has_more_documents: bool,
}

/// Why a rule file is not formatted.
#[derive(Debug, thiserror::Error)]
pub enum FormatError {
    /// It is no rule file that Prometheus takes; what is wrong is in it.
    #[error("it is not a valid rule file")]
    Invalid(Box<RuleFile>),
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
    let file = RuleFile::parse(bytes, READING);
    let Some(document) = file.document.as_ref().filter(|_| file.is_good()) else {
        return Err(FormatError::Invalid(Box::new(file)));
    };
    let mark = if bytes.starts_with(MARK) { MARK } else { &[] };
    if bytes.get(mark.len()..) != Some(document.text().as_bytes()) {
        return Err(FormatError::Utf16);
    }
    let mut left = Vec::new();
    let mut edits = Vec::new();
    for site in sites(document, &file) {
        match change(&site) {
            Ok(edit) => edits.extend(edit),
            Err(reason) => {
                let span = document.written(site.value).span;
                let finding = Finding::error("rules/format", format!("left as it is: {reason}"), span);
                left.push(Finding { severity: Severity::Warning, ..finding });
            }
        }
    }
    let changed = [mark, &apply(document.text().as_bytes(), &edits)].concat();
    let texts: HashSet<&str> = edits.iter().map(|edit| edit.expression.as_str()).collect();
    if !edits.is_empty() && !verify::says_the_same(&file, &RuleFile::parse(&changed, READING), &texts) {
        return Err(FormatError::Changed);
    }
    let has_more_documents = document.has_more();
    Ok(Formatted { bytes: changed, text: document.text().to_owned(), left, has_more_documents })
}

/// The edit that lays an expression out, if it needs one.
fn change(site: &Site<'_>) -> Result<Option<Edit>, String> {
    let laid_out = lay_out(site.document.scalar(site.value).unwrap_or(""), READING.features);
    match site.write(&laid_out.map_err(|error| error.to_string())?) {
        Change::None => Ok(None),
        Change::Edit(edit) => Ok(Some(edit)),
        Change::Impossible(reason) => Err(reason.to_owned()),
    }
}

/// The expressions of a file's rules as they are written in its text, in order, each once.
fn sites<'d>(document: &'d Document, file: &RuleFile) -> Vec<Site<'d>> {
    let rules = file.groups.iter().flat_map(|group| &group.rules);
    let wanted: HashSet<NodeId> = rules.filter_map(|rule| rule.expr.as_ref().map(|expr| expr.node)).collect();
    let mut sites = Vec::new();
    let mut open: Vec<(NodeId, bool)> = document.root().map(|root| (root, false)).into_iter().collect();
    while let Some((node, in_flow)) = open.pop() {
        let written = document.written(node);
        let in_flow = in_flow || document.text().get(written.span.start as usize..).is_some_and(is_flow);
        match &written.kind {
            NodeKind::Sequence(items) => open.extend(items.iter().map(|item| (*item, in_flow))),
            NodeKind::Mapping(pairs) => {
                for &(key, value) in pairs {
                    open.push((value, in_flow));
                    if wanted.contains(&value) {
                        sites.push(Site { document, key, value, in_flow });
                    }
                }
            }
            // What an alias stands for is found where it is written.
            NodeKind::Alias(_) | NodeKind::Scalar(..) => {}
        }
    }
    sites.sort_unstable_by_key(|site| document.written(site.value).span.start);
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
