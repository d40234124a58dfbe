//! What a rule file says.

use super::{Layout, decode::decode, fields::Fields, finding::Finding, outcome::Outcome, validate::validate};
use crate::{
    diagnostic::Span,
    promql::{Features, ast::Expr},
    yaml::{Dialect, Document, NodeId, SyntaxError},
};
use std::sync::Arc;

/// How strictly a rule file is read.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// Fields that nothing knows are passed over.
    pub ignore_unknown_fields: bool,
    /// Which experimental parts of PromQL are switched on.
    pub features: Features,
}

/// A rule file that was read, as far as it could be.
#[derive(Debug)]
pub struct RuleFile {
    /// Its groups, in order; what is wrong is missing.
    pub groups: Vec<RuleGroup>,
    /// All that was found, in the order of the file.
    pub diagnostics: Vec<Finding>,
    /// What promtool prints of it, an error each, without the file's name; empty if the file is good.
    pub promtool_errors: Vec<String>,
    /// The text with its tree; `None` if it is not YAML.
    pub document: Option<Arc<Document>>,
}

/// A value and where it stands.
#[derive(Clone, Debug)]
pub struct Located<T> {
    /// The value.
    pub value: T,
    /// The node it was read from.
    pub node: NodeId,
    /// The place of that node.
    pub span: Span,
}

/// A group of rules.
#[derive(Debug)]
pub struct RuleGroup {
    /// Its name.
    pub name: Option<Located<String>>,
    /// Milliseconds from one evaluation to the next; the server's own if left out.
    pub interval: Option<Located<i64>>,
    /// How many milliseconds before the time of evaluation is asked for.
    pub query_offset: Option<Located<i64>>,
    /// The most series or alerts of a rule; 0 means any number.
    pub limit: Option<Located<i64>>,
    /// Labels for all rules.
    pub labels: Vec<LabelEntry>,
    /// The rules in order.
    pub rules: Vec<Rule>,
    /// Where the group begins.
    pub span: Span,
}

/// A rule.
#[derive(Debug)]
pub struct Rule {
    /// The name of the series it records.
    pub record: Option<Located<String>>,
    /// The name of the alert.
    pub alert: Option<Located<String>>,
    /// The expression as written.
    pub expr: Option<Located<String>>,
    /// The expression, if it parses. Rules with the same text share it.
    pub expression: Option<Arc<Expr>>,
    /// How many milliseconds an alert is pending before it fires.
    pub hold: Option<Located<i64>>,
    /// How many milliseconds an alert fires on.
    pub keep_firing: Option<Located<i64>>,
    /// Labels; those of alerts are templates.
    pub labels: Vec<LabelEntry>,
    /// Annotations, which are templates.
    pub annotations: Vec<LabelEntry>,
    /// Where the rule begins.
    pub span: Span,
}

/// A label or an annotation.
#[derive(Clone, Debug)]
pub struct LabelEntry {
    /// Its name.
    pub name: Located<String>,
    /// Its value.
    pub value: Located<String>,
}

/// Which of the two kinds a rule is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RuleKind {
    /// It records series.
    Recording,
    /// It raises alerts.
    Alerting,
}

impl RuleFile {
    /// Reads a rule file. Of several documents the first one counts.
    pub fn parse(bytes: &[u8], options: Options) -> RuleFile {
        match Document::parse_as(bytes, Dialect::V3) {
            Ok(document) => RuleFile::of_document(Arc::new(document), Layout::Prometheus, options),
            Err(error) => RuleFile::of_syntax_error(&error),
        }
    }

    /// Reads a document that is a rule file.
    pub(super) fn of_document(document: Arc<Document>, layout: Layout, options: Options) -> RuleFile {
        let root = document.root().filter(|root| !document.is_null(*root));
        RuleFile::of_node(document, layout, options, |fields| root.map_or_else(Vec::new, |root| decode(fields, root)))
    }

    /// Reads the groups that `decode` finds in a document.
    pub(super) fn of_node(
        document: Arc<Document>,
        layout: Layout,
        options: Options,
        decode: impl FnOnce(&mut Fields<'_>) -> Vec<RuleGroup>,
    ) -> RuleFile {
        let mut outcome = Outcome::default();
        let mut groups =
            decode(&mut Fields { document: &document, layout, options, outcome: &mut outcome, aliased_bytes: 0 });
        validate(&document, &mut groups, layout, options, &mut outcome);
        let (diagnostics, promtool_errors) = outcome.finish();
        RuleFile { groups, diagnostics, promtool_errors, document: Some(document) }
    }

    pub(super) fn of_syntax_error(error: &SyntaxError) -> RuleFile {
        // Prometheus decodes the file twice, and each time it fails.
        let text = error.go_text(Dialect::V3);
        let diagnostics = vec![Finding::of_syntax_error(error)];
        RuleFile { groups: Vec::new(), diagnostics, promtool_errors: vec![text.clone(), text], document: None }
    }

    /// Whether nothing is wrong with it.
    pub fn is_good(&self) -> bool {
        self.promtool_errors.is_empty()
    }

    /// How many rules there are in all groups.
    pub fn rule_count(&self) -> usize {
        self.groups.iter().map(|group| group.rules.len()).sum()
    }

    /// Whether there are more documents than the one that counts.
    pub fn has_more_documents(&self) -> bool {
        self.document.as_deref().is_some_and(Document::has_more)
    }
}

impl RuleGroup {
    /// The group's name; empty if it has none.
    pub fn name(&self) -> &str {
        text(self.name.as_ref())
    }
}

impl Rule {
    /// The name of the alert, else that of the record.
    pub fn name(&self) -> &str {
        match text(self.alert.as_ref()) {
            "" => text(self.record.as_ref()),
            alert => alert,
        }
    }

    /// Where that name stands; where the rule begins if it has none.
    pub fn name_span(&self) -> Span {
        let given = |name: &&Located<String>| !name.value.is_empty();
        self.alert.as_ref().filter(given).or(self.record.as_ref()).map_or(self.span, |name| name.span)
    }

    /// What kind of rule it is; both a record and an alert is an alert, as in Prometheus.
    pub fn kind(&self) -> RuleKind {
        if text(self.alert.as_ref()).is_empty() { RuleKind::Recording } else { RuleKind::Alerting }
    }
}

/// A text that may be left out.
pub(super) fn text(located: Option<&Located<String>>) -> &str {
    located.map_or("", |located| &located.value)
}
