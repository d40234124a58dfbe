//! An input as a whole: which documents it has, and what each of them is.

use super::{Part, helm, kubernetes::Objects};
use crate::{
    config::rules::{Finding, Layout, Options, RuleFile},
    diagnostic::{Diagnostic, SourceText, Span},
    yaml::{Dialect, Document, NodeId, NodeKind, SyntaxError, Text},
};
use hashbrown::HashMap;
use std::{cell::LazyCell, iter, sync::Arc};

/// With so many documents that are not what they should be, nobody wants to know of more.
const MOST_FINDINGS: usize = 1000;
/// No stream has more rule files: each one takes a few kilobytes.
const MOST_PARTS: usize = 10_000;

/// What an input holds.
#[derive(Debug)]
pub struct Input {
    /// The text, without a byte order mark. Places of [`Part::locate`] and of the findings here count in it.
    pub text: Arc<[u8]>,
    /// The rule files, in order.
    pub parts: Vec<Part>,
    /// What is wrong outside of all rule files.
    pub findings: Vec<Finding>,
    /// How many objects there are that have nothing to do with rules.
    pub passed_over: usize,
    /// Whether it is a rule file as promtool would read it, whose words are in the file of the only part.
    pub is_plain: bool,
}

/// What a document looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shape {
    Empty,
    /// It has a `kind` and an `apiVersion`.
    Object,
    /// It has `namespace` and `groups`.
    Namespace,
    /// It has `groups`.
    Rules,
    Other,
}

/// A document, or why it is none.
type Read = Result<Document, SyntaxError>;
/// The same with its number from zero on.
type Numbered = (usize, Read);

impl Input {
    /// Reads rule files of a layout, or of whatever the documents look like.
    ///
    /// Without a layout, the first document that says anything decides: an object of Kubernetes or a namespace begins a
    /// stream of such; anything else is a rule file of Prometheus, which ends with its first document.
    pub fn read(bytes: &[u8], layout: Option<Layout>, options: Options) -> Input {
        let text = match Text::decode(bytes) {
            Ok(text) => text,
            Err(error) => return Input::of_file(bytes.into(), RuleFile::of_syntax_error(&error), layout),
        };
        // Version 3 looks ahead, into the next document; that matters to the words of errors only.
        let mut documents = text.documents(Dialect::V2).enumerate();
        let Some(first) = documents.next() else { return Input::stream_of(&text) };
        match layout {
            Some(layout @ (Layout::Prometheus | Layout::Thanos)) => {
                Input::first_document(&text, first.1, layout, options)
            }
            Some(_) => Input::stream(&text, iter::once(first).chain(documents), layout, options),
            None => {
                let says_nothing =
                    |document: &Numbered| document.1.as_ref().is_ok_and(|document| shape(document) == Shape::Empty);
                let decisive =
                    if says_nothing(&first) { documents.find(|document| !says_nothing(document)) } else { None };
                let shape = |document: &Numbered| document.1.as_ref().ok().map(shape);
                match shape(decisive.as_ref().unwrap_or(&first)) {
                    Some(Shape::Object | Shape::Namespace) => {
                        let documents = iter::once(decisive.unwrap_or(first)).chain(documents);
                        Input::stream(&text, documents, None, options)
                    }
                    _ => Input::first_document(&text, first.1, Layout::Prometheus, options),
                }
            }
        }
    }

    fn of_file(text: Arc<[u8]>, file: RuleFile, layout: Option<Layout>) -> Input {
        let is_plain = layout.is_none_or(|layout| layout == Layout::Prometheus);
        let parts = vec![Part::of_text(None, file)];
        Input { text, parts, findings: Vec::new(), passed_over: 0, is_plain }
    }

    fn first_document(text: &Text, document: Read, layout: Layout, options: Options) -> Input {
        let document = match document {
            Ok(document) if !document.has_more() => Ok(document),
            document => text.documents(Dialect::V3).next().unwrap_or(document),
        };
        let file = match document {
            Ok(document) if layout == Layout::Thanos && shape(&document) == Shape::Object => {
                let mut input = Input::stream_of(text);
                input.findings.push(unexpected(&document, "a rule file with `groups`", Shape::Object));
                return input;
            }
            Ok(document) => RuleFile::of_document(Arc::new(document), layout, options),
            Err(error) => {
                let mut file = RuleFile::of_syntax_error(&error);
                if helm::is_template(text.as_str()) {
                    file.diagnostics.iter_mut().for_each(|finding| finding.hints.push(helm::HINT.into()));
                }
                file
            }
        };
        Input::of_file(text.bytes(), file, Some(layout))
    }

    fn stream_of(text: &Text) -> Input {
        Input { text: text.bytes(), parts: Vec::new(), findings: Vec::new(), passed_over: 0, is_plain: false }
    }

    fn stream(
        text: &Text,
        documents: impl Iterator<Item = Numbered>,
        layout: Option<Layout>,
        options: Options,
    ) -> Input {
        let mut input = Input::stream_of(text);
        let mut namespaces = HashMap::new();
        let is_template = LazyCell::new(|| helm::is_template(text.as_str()));
        for (index, document) in documents {
            if input.is_full() {
                break;
            }
            let document = match document {
                Ok(document) => Arc::new(document),
                Err(error) => {
                    let mut finding = Finding::of_syntax_error(&error);
                    finding.hints.extend(is_template.then(|| helm::HINT.to_string()));
                    input.findings.push(finding);
                    continue;
                }
            };
            match (shape(&document), layout) {
                (Shape::Empty, _) => {}
                (Shape::Object, None | Some(Layout::Kubernetes)) => Objects::new(&document, options, &mut input).read(),
                (Shape::Namespace, None) => input.namespace(&document, Layout::Mimir, options, &mut namespaces),
                (Shape::Rules, None) => {
                    let file = RuleFile::of_document(document, Layout::Prometheus, options);
                    input.parts.push(Part::of_text(Some(format!("document {}", index + 1)), file));
                }
                (Shape::Namespace | Shape::Rules | Shape::Other, Some(layout @ (Layout::Mimir | Layout::Loki))) => {
                    input.namespace(&document, layout, options, &mut namespaces);
                }
                (found, Some(Layout::Kubernetes)) => {
                    let expected = "an object of Kubernetes, with `apiVersion` and `kind`";
                    input.findings.push(unexpected(&document, expected, found));
                }
                (found, Some(_)) => input.findings.push(unexpected(&document, "`namespace` and `groups`", found)),
                (found, None) => {
                    let expected = "an object of Kubernetes or a rule file";
                    input.findings.push(unexpected(&document, expected, found));
                }
            }
        }
        if input.is_full() {
            let message = "there is too much in this file; not all of it was looked at";
            input.findings.push(Finding::error("rules/document", message, Span::default()));
        }
        input
    }

    /// Whether more would be too much.
    pub(super) fn is_full(&self) -> bool {
        self.findings.len() >= MOST_FINDINGS || self.parts.len() >= MOST_PARTS
    }

    /// A document that holds the rules of one namespace, each of which may be there once.
    fn namespace(
        &mut self,
        document: &Arc<Document>,
        layout: Layout,
        options: Options,
        seen: &mut HashMap<String, Span>,
    ) {
        let node = document.root().and_then(|root| field(document, root, "namespace"));
        let name = node.and_then(|node| document.scalar(node)).filter(|name| !name.is_empty());
        if let (Some(name), Some(node)) = (name, node) {
            let span = document.written(node).span;
            match seen.get(name) {
                Some(&first) => {
                    let message = format!("the namespace `{name}` is there twice");
                    self.findings.push(Finding::error("rules/namespace", message, span).labelled(first, "first here"));
                }
                None => drop(seen.insert(name.to_string(), span)),
            }
        }
        let file = RuleFile::of_document(Arc::clone(document), layout, options);
        self.parts.push(Part::of_text(name.map(|name| format!("namespace {name}")), file));
    }

    /// All that was found, in the order of the text; `source` is that text under the name that users know.
    pub fn diagnostics(&self, source: &Arc<SourceText>) -> Vec<Diagnostic> {
        let mut found: Vec<Diagnostic> = self.findings.iter().map(|finding| finding.in_text(source)).collect();
        for part in &self.parts {
            found.extend(part.file.diagnostics.iter().map(|finding| part.diagnostic(source, finding)));
        }
        found.sort_by_key(|diagnostic| diagnostic.place.as_ref().map(|place| place.span.start));
        found
    }

    /// How many rules there are in all rule files.
    pub fn rule_count(&self) -> usize {
        self.parts.iter().map(|part| part.file.rule_count()).sum()
    }

    /// Whether nothing is wrong.
    pub fn is_good(&self) -> bool {
        self.findings.is_empty() && self.parts.iter().all(|part| part.file.is_good())
    }
}

fn shape(document: &Document) -> Shape {
    let Some(root) = document.root().filter(|root| !document.is_null(*root)) else { return Shape::Empty };
    let has = |name| field(document, root, name).is_some();
    match (has("kind") && has("apiVersion"), has("groups"), has("namespace")) {
        (true, ..) => Shape::Object,
        (false, true, true) => Shape::Namespace,
        (false, true, false) => Shape::Rules,
        (false, false, _) => Shape::Other,
    }
}

/// The value of a mapping's key.
pub(super) fn field(document: &Document, mapping: NodeId, name: &str) -> Option<NodeId> {
    let NodeKind::Mapping(pairs) = &document.node(mapping).kind else { return None };
    pairs.iter().find(|(key, _)| document.scalar(*key) == Some(name)).map(|(_, value)| *value)
}

fn unexpected(document: &Document, expected: &str, found: Shape) -> Finding {
    let span = document.root().map(|root| document.written(root).span);
    let found = match found {
        Shape::Empty => "nothing",
        Shape::Object => "an object of Kubernetes",
        Shape::Namespace => "a namespace with rules",
        Shape::Rules => "a rule file",
        Shape::Other => "something else",
    };
    Finding::error("rules/document", format!("expected {expected}, found {found}"), span)
}
