//! What Prometheus demands of groups and rules, in its order and words.
//!
//! Positions in those words are Go's: of a group always `0:0`, of a field that is missing too. The diagnostics have the
//! real ones.

use super::{
    LabelEntry, Layout, Located, Options, Rule, RuleGroup, RuleKind, TEMPLATE_VARIABLES, finding::Finding,
    is_template_function, outcome::Outcome, types::text,
};
use crate::{
    diagnostic::Span,
    golang::{quote::quote, template::Template},
    model::labels::METRIC_NAME,
    promql::{self, ParseError, ast::Expr},
    yaml::Document,
};
use hashbrown::HashMap;
use rayon::prelude::*;
use std::{
    iter,
    sync::{Arc, OnceLock},
};

/// Checks all groups, and parses the expressions.
pub(super) fn validate(
    document: &Document,
    groups: &mut [RuleGroup],
    layout: Layout,
    options: Options,
    outcome: &mut Outcome,
) {
    // Many rules may have one text, above all by aliases: it is parsed once.
    let (numbers, trees) = number_expressions(groups);
    let (mut heads, mut rules) = (Vec::new(), Vec::new());
    for (number, group) in groups.iter_mut().enumerate() {
        let RuleGroup { name, labels, rules: of_group, span, .. } = group;
        let name = name.as_ref();
        heads.push(Head { name: text(name), labels, span: name.map_or(*span, |name| name.span) });
        rules.extend(of_group.iter_mut().enumerate().map(|(index, rule)| (number, index, rule)));
    }
    let check = |(number, index, rule): &mut (usize, usize, &mut Rule), parsed: &usize| {
        let mut outcome = Outcome::default();
        let group_name = heads.get(*number).map_or("", |head| head.name);
        let parsed = trees.get(*parsed);
        let check =
            RuleCheck { document, layout, options, outcome: &mut outcome, group_name, index: *index, rule, parsed };
        rule.expression = check.check();
        (!outcome.is_empty()).then(|| Box::new(outcome))
    };
    let mut names = HashMap::new();
    let mut rest = heads.iter().enumerate().peekable();
    // Rules do not depend on each other; what is wrong with them is told in their order.
    for (batch, numbers) in rules.chunks_mut(RULES_OF_A_BATCH).zip(numbers.chunks(RULES_OF_A_BATCH)) {
        let with_numbers = batch.par_iter_mut().zip(numbers).with_min_len(RULES_AT_ONCE);
        let found: Vec<Option<Box<Outcome>>> = with_numbers.map(|(rule, parsed)| check(rule, parsed)).collect();
        for ((number, ..), of_rule) in batch.iter().zip(found) {
            while let Some((_, head)) = rest.next_if(|(head, _)| head <= number) {
                head.check(&mut names, outcome);
            }
            of_rule.into_iter().for_each(|of_rule| outcome.append(*of_rule));
        }
    }
    rest.for_each(|(_, head)| head.check(&mut names, outcome));
}

/// What parsing a text gives.
type Parsed = OnceLock<Result<Arc<Expr>, ParseError>>;

/// For each rule the number of its expression among those that differ, and a place for what each of them gives.
fn number_expressions(groups: &[RuleGroup]) -> (Vec<usize>, Vec<Parsed>) {
    let mut known: HashMap<&str, usize> = HashMap::new();
    let texts = groups
        .iter()
        .flat_map(|group| &group.rules)
        .map(|rule| rule.expr.as_ref().map_or("", |expr| expr.value.as_str()));
    let numbers = texts
        .map(|text| {
            let next = known.len();
            *known.entry(text).or_insert(next)
        })
        .collect();
    (numbers, iter::repeat_with(OnceLock::new).take(known.len()).collect())
}

/// After so many rules their findings are gathered, of which only so many are kept.
const RULES_OF_A_BATCH: usize = 4096;
/// Fewer rules are not worth a thread.
const RULES_AT_ONCE: usize = 64;

const LOGQL: &str = "this looks like LogQL; --from loki checks all but the expressions, which promq cannot read";

/// Whether a `|` stands outside of quotes, which no PromQL has.
fn has_pipe(expression: &str) -> bool {
    let mut quote = None;
    let mut bytes = expression.bytes();
    while let Some(byte) = bytes.next() {
        match (quote, byte) {
            (None, b'|') => return true,
            (None, b'"' | b'\'' | b'`') => quote = Some(byte),
            (Some(b'"' | b'\''), b'\\') => drop(bytes.next()),
            (Some(open), byte) if open == byte => quote = None,
            _ => {}
        }
    }
    false
}

fn shown(text: &str) -> String {
    quote(text.as_bytes())
}

/// A group without its rules.
struct Head<'g> {
    name: &'g str,
    labels: &'g [LabelEntry],
    span: Span,
}

impl<'g> Head<'g> {
    fn check(&self, names: &mut HashMap<&'g str, Span>, outcome: &mut Outcome) {
        let Head { name, labels, span } = *self;
        if name.is_empty() {
            let message = "Groupname must not be empty";
            outcome.rule(format!("0:0: {message}"), Finding::error("rules/group-name", message, span));
        }
        match names.get(name) {
            Some(&first) => {
                let message = format!("groupname: \"{name}\" is repeated in the same file");
                let text = format!("0:0: {message}");
                outcome.rule(text, Finding::error("rules/group-name", message, span).labelled(first, "first here"));
            }
            None => drop(names.insert(name, span)),
        }
        for entry in labels {
            check_label(entry, String::new, outcome);
        }
    }
}

/// A label's name; its value is valid, since the file is.
fn check_label(entry: &LabelEntry, context: impl FnOnce() -> String, outcome: &mut Outcome) {
    let name = &entry.name.value;
    if name.is_empty() || name == METRIC_NAME {
        let message = format!("invalid label name: {name}");
        outcome.rule(format!("{}{message}", context()), Finding::error("rules/label-name", message, entry.name.span));
    }
}

fn context(group_name: &str, index: usize, rule: &Rule) -> String {
    format!("group {}, rule {}, {}: ", shown(group_name), index + 1, shown(rule.name()))
}

struct RuleCheck<'c> {
    document: &'c Document,
    layout: Layout,
    options: Options,
    outcome: &'c mut Outcome,
    group_name: &'c str,
    /// The number of the rule in its group, from zero on.
    index: usize,
    rule: &'c Rule,
    /// What its expression gives, or gave already.
    parsed: Option<&'c Parsed>,
}

impl RuleCheck<'_> {
    /// Checks all of the rule; its expression, if it parses.
    fn check(mut self) -> Option<Arc<Expr>> {
        let rule = self.rule;
        let (has_record, has_alert) = (!text(rule.record.as_ref()).is_empty(), !text(rule.alert.as_ref()).is_empty());
        let places = format!("{}{}", self.place(rule.record.as_ref()), self.place(rule.alert.as_ref()));
        if has_record && has_alert {
            let mut diagnostic =
                self.at(rule.alert.as_ref(), "rules/record-or-alert", "only one of 'record' and 'alert' must be set");
            diagnostic.labels.extend(
                rule.record
                    .as_ref()
                    .map(|record| super::finding::Label { span: record.span, message: "the other one".into() }),
            );
            self.report(&places, diagnostic);
        }
        if !has_record && !has_alert {
            let given = rule.record.as_ref().or(rule.alert.as_ref());
            let diagnostic = self.at(given, "rules/record-or-alert", "one of 'record' or 'alert' must be set");
            self.report(&places, diagnostic);
        }
        let expression = self.expression();
        if has_record {
            self.recording();
        }
        for entry in &rule.labels {
            check_label(entry, || context(self.group_name, self.index, rule), self.outcome);
        }
        for entry in rule.annotations.iter().filter(|entry| entry.name.value.is_empty()) {
            let message = format!("invalid annotation name: {}", entry.name.value);
            self.report("", Finding::error("rules/annotation-name", message, entry.name.span));
        }
        if rule.kind() == RuleKind::Alerting {
            let name = format!("__alert_{}", rule.name());
            for (what, entries) in [("label", &rule.labels), ("annotation", &rule.annotations)] {
                entries.iter().for_each(|entry| self.template(&name, what, entry));
            }
        }
        expression
    }

    fn expression(&mut self) -> Option<Arc<Expr>> {
        let rule = self.rule;
        let Some(expr) = rule.expr.as_ref().filter(|expr| !expr.value.is_empty()) else {
            let diagnostic = self.at(rule.expr.as_ref(), "rules/expr", "field 'expr' must be set in rule");
            let place = self.place(rule.expr.as_ref());
            self.report(&place, diagnostic);
            return None;
        };
        if !self.layout.is_promql() {
            return None;
        }
        let parse = || promql::parse(&expr.value, self.options.features).map(Arc::new);
        match self.parsed?.get_or_init(parse) {
            Ok(expression) => Some(Arc::clone(expression)),
            Err(error) => {
                let span = error.span.map_or(expr.span, |span| self.document.locate(expr.node, span));
                let mut diagnostic = Finding::error("rules/promql", error.message.clone(), span);
                if has_pipe(&expr.value) {
                    diagnostic = diagnostic.hinted(LOGQL);
                }
                let text = format!("{}{}could not parse expression: {error}", self.place(Some(expr)), self.context());
                self.outcome.rule(text, diagnostic);
                None
            }
        }
    }

    fn recording(&mut self) {
        let rule = self.rule;
        let Some(record) = &rule.record else { return };
        let place = self.place(Some(record));
        let is_set =
            |field: &Option<Located<i64>>| field.as_ref().filter(|field| field.value != 0).map(|field| field.span);
        let annotations = rule.annotations.first().map(|entry| entry.name.span);
        for (field, span) in
            [("annotations", annotations), ("for", is_set(&rule.hold)), ("keep_firing_for", is_set(&rule.keep_firing))]
        {
            if let Some(span) = span {
                let message = format!("invalid field '{field}' in recording rule");
                self.report(&place, Finding::error("rules/recording-field", message, span));
            }
        }
        let name = &record.value;
        if let Some(brace) = name.find(['{', '}']) {
            let message = format!("braces present in the recording rule name; should it be in expr?: {name}");
            let span = self.document.locate(record.node, Span::new(brace, name.len()));
            self.report(&place, Finding::error("rules/record-name", message, span));
        }
    }

    fn template(&mut self, template: &str, what: &str, entry: &LabelEntry) {
        // Most labels are plain texts, which are all right.
        if !entry.value.value.contains("{{") {
            return;
        }
        let Err(error) = Template::parse(template, &entry.value.value, &TEMPLATE_VARIABLES, &is_template_function)
        else {
            return;
        };
        let span = self.document.locate(entry.value.node, Span::new(error.span.start, error.span.end));
        let diagnostic = Finding::error("rules/template", error.message.clone(), span);
        self.outcome.rule(format!("{}{what} {}: {error}", self.context(), shown(&entry.name.value)), diagnostic);
    }

    /// A finding about a field, or about the whole rule if the field is not there.
    fn at(&self, field: Option<&Located<String>>, code: &'static str, message: &str) -> Finding {
        Finding::error(code, message, field.map_or(self.rule.span, |field| field.span))
    }

    /// Group, number and name of the rule, as they stand in front of every message.
    fn context(&self) -> String {
        context(self.group_name, self.index, self.rule)
    }

    /// The place of a field as Go prints it.
    fn place(&self, field: Option<&Located<String>>) -> String {
        let (line, column) = field.map_or((0, 0), |field| {
            let node = self.document.written(field.node);
            (node.line, node.column)
        });
        format!("{line}:{column}: ")
    }

    fn report(&mut self, place: &str, diagnostic: Finding) {
        self.outcome.rule(format!("{place}{}{}", self.context(), diagnostic.message), diagnostic);
    }
}
