//! What a template of an alert uses: labels, fields, functions, the value.
//!
//! Prometheus looks at templates only when it executes them, for an alert that fires. Here their types are followed
//! through actions, variables and calls, as far as the text tells; what it does not tell is [`Type::Unknown`], and
//! nothing is said of it.

use super::super::RuleView;
use crate::{
    config::rules::{LabelEntry, RuleKind, TEMPLATE_VARIABLES, is_template_function},
    golang::template::{Branch, Command, Operand, OperandKind, Part, Pipeline, Template},
};
use std::ops::Range;

/// Templates in templates are followed no deeper.
const DEEPEST: usize = 20;
/// No more of a template is followed than this; what a hostile one still uses is not looked at.
const MOST_USES: usize = 10_000;

/// What a value is, as far as the text tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Type {
    /// The dot of a template: `.Labels`, `.Value` and so on.
    Data,
    /// The labels of the alert's series.
    Labels,
    /// Other texts by name.
    Texts,
    /// A text.
    Text,
    /// The value of the alert's series.
    Value,
    /// Another number.
    Float,
    /// A whole number.
    Integer,
    /// A truth value.
    Bool,
    /// What a query gives.
    Samples,
    /// One of it.
    Sample,
    /// Anything.
    Unknown,
}

/// A value that is given to a function.
#[derive(Clone, Debug)]
pub(super) struct Argument {
    /// What it is.
    pub(super) of: Type,
    /// The bytes of the template where it stands.
    pub(super) place: Range<usize>,
    /// A text, and the literal it was written as.
    pub(super) text: Option<(String, String)>,
}

/// One thing that a template uses.
#[derive(Clone, Debug)]
pub(super) enum Use {
    /// A label of the alert's series; whether it is there may be what is asked.
    Label { name: String, place: Range<usize>, is_tested: bool },
    /// A field that there is not.
    NoField { name: String, of: Type, place: Range<usize> },
    /// The value of the alert's series, perhaps only to decide.
    Value { place: Range<usize>, is_tested: bool },
    /// A function.
    Call { function: String, place: Range<usize>, arguments: Vec<Argument> },
    /// The value is printed as it is or in a form for people, and this text stands behind it.
    Printed { place: Range<usize>, behind: String },
}

/// Which kind of template.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Home {
    /// The value of a label.
    Label,
    /// An annotation.
    Annotation,
}

/// Calls `look` with each template of an alert and what it uses. Texts without an action are passed over.
pub(super) fn for_each(rule: &RuleView<'_>, mut look: impl FnMut(Home, &LabelEntry, &[Use])) {
    if rule.rule.kind() != RuleKind::Alerting {
        return;
    }
    for (home, entries) in [(Home::Label, &rule.rule.labels), (Home::Annotation, &rule.rule.annotations)] {
        for entry in entries.iter().filter(|entry| entry.value.value.contains("{{")) {
            look(home, entry, &uses(&entry.value.value));
        }
    }
}

/// What a template uses, in its order; nothing if it does not parse.
pub(super) fn uses(text: &str) -> Vec<Use> {
    let parsed = Template::parse("__alert_", text, &TEMPLATE_VARIABLES, &is_template_function);
    let Ok(template) = parsed else { return Vec::new() };
    let given = [("$", Type::Data), ("$labels", Type::Labels), ("$externalLabels", Type::Texts)];
    let given = given.into_iter().chain([("$externalURL", Type::Text), ("$value", Type::Value)]);
    let variables = given.map(|(name, of)| (name.to_owned(), of)).collect();
    let mut walk =
        Walk { template: &template, uses: Vec::new(), variables, is_tested: false, depth: 0, seen: Vec::new() };
    walk.list(template.parts(), Type::Data);
    walk.uses
}

struct Walk<'t> {
    template: &'t Template,
    uses: Vec<Use>,
    variables: Vec<(String, Type)>,
    /// Whether what is read now only decides.
    is_tested: bool,
    depth: usize,
    /// The templates that were executed, with their dots.
    seen: Vec<(&'t str, Type)>,
}

impl<'t> Walk<'t> {
    fn list(&mut self, list: &'t [Part], dot: Type) {
        let mut parts = list.iter().peekable();
        while let Some(part) = parts.next() {
            match part {
                Part::Text(_) | Part::Break | Part::Continue => {}
                Part::Action(pipeline) => {
                    let value = self.pipeline(pipeline, dot);
                    let behind = match parts.peek() {
                        Some(Part::Text(text)) => text.clone(),
                        _ => String::new(),
                    };
                    if pipeline.variables.is_empty() && self.is_plain(pipeline, dot) {
                        self.note(Use::Printed { place: value.place, behind });
                    }
                }
                Part::If(branch) => {
                    self.scope(|walk| {
                        walk.tested(|walk| walk.pipeline(&branch.pipeline, dot));
                        walk.branches(branch, dot, dot);
                    });
                }
                Part::With(branch) => self.scope(|walk| {
                    let value = walk.tested(|walk| walk.pipeline(&branch.pipeline, dot));
                    walk.branches(branch, value.of, dot);
                }),
                Part::Range(branch) => self.scope(|walk| walk.range(branch, dot)),
                Part::Template(invocation) => {
                    let argument = invocation.pipeline.as_ref().map(|pipeline| self.pipeline(pipeline, dot).of);
                    self.invoke(&invocation.name, argument.unwrap_or(Type::Unknown));
                }
            }
        }
    }

    /// What is done with variables of its own.
    fn scope(&mut self, read: impl FnOnce(&mut Self)) {
        let outside = self.variables.len();
        read(self);
        self.variables.truncate(outside);
    }

    fn tested<T>(&mut self, read: impl FnOnce(&mut Self) -> T) -> T {
        let outside = std::mem::replace(&mut self.is_tested, true);
        let value = read(self);
        self.is_tested = outside;
        value
    }

    fn branches(&mut self, branch: &'t Branch, dot: Type, otherwise: Type) {
        self.list(&branch.list, dot);
        self.list(branch.otherwise.as_deref().unwrap_or_default(), otherwise);
    }

    fn range(&mut self, branch: &'t Branch, dot: Type) {
        let (key, item) = match self.commands(&branch.pipeline, dot).of {
            Type::Samples => (Type::Integer, Type::Sample),
            Type::Labels | Type::Texts => (Type::Text, Type::Text),
            _ => (Type::Unknown, Type::Unknown),
        };
        let types: &[Type] = if branch.pipeline.variables.len() > 1 { &[key, item] } else { &[item] };
        for (name, of) in branch.pipeline.variables.iter().zip(types) {
            self.set(name, *of, branch.pipeline.assigns);
        }
        self.branches(branch, item, dot);
    }

    fn invoke(&mut self, name: &'t str, dot: Type) {
        let Some(list) = self.template.definition(name) else { return };
        if self.depth == DEEPEST || self.seen.contains(&(name, dot)) {
            return;
        }
        self.seen.push((name, dot));
        self.depth += 1;
        let outside = std::mem::replace(&mut self.variables, vec![("$".into(), dot)]);
        self.list(list, dot);
        self.variables = outside;
        self.depth -= 1;
    }

    fn note(&mut self, used: Use) {
        if self.uses.len() < MOST_USES {
            self.uses.push(used);
        }
    }

    fn set(&mut self, name: &str, of: Type, assigns: bool) {
        let known = self.variables.iter_mut().rev().find(|(known, _)| known == name).filter(|_| assigns);
        match known {
            // Whether the text comes by here is not known.
            Some((_, known)) if *known != of => *known = Type::Unknown,
            Some(_) => {}
            None => self.variables.push((name.into(), of)),
        }
    }

    fn pipeline(&mut self, pipeline: &'t Pipeline, dot: Type) -> Argument {
        let value = self.commands(pipeline, dot);
        for name in &pipeline.variables {
            self.set(name, value.of, pipeline.assigns);
        }
        value
    }

    fn commands(&mut self, pipeline: &'t Pipeline, dot: Type) -> Argument {
        let mut value = None;
        for command in &pipeline.commands {
            value = Some(self.command(command, dot, value));
        }
        value.unwrap_or(Argument { of: Type::Unknown, place: pipeline.start..pipeline.start, text: None })
    }

    fn command(&mut self, command: &'t Command, dot: Type, last: Option<Argument>) -> Argument {
        match command.operands.split_first() {
            Some((Operand { kind: OperandKind::Function(name), start }, arguments)) => {
                self.call(name, *start, arguments, dot, last)
            }
            Some((first, _)) => self.operand(first, dot),
            None => Argument { of: Type::Unknown, place: command.start..command.start, text: None },
        }
    }

    fn call(
        &mut self,
        name: &str,
        start: usize,
        operands: &'t [Operand],
        dot: Type,
        last: Option<Argument>,
    ) -> Argument {
        let read = |walk: &mut Self| -> Vec<Argument> {
            operands.iter().map(|operand| walk.operand(operand, dot)).chain(last).collect()
        };
        // `or $labels.a $labels.b` knows that one of them may be missing.
        let arguments = if matches!(name, "and" | "or") { self.tested(read) } else { read(self) };
        if let ("index", [labels, key]) = (name, arguments.as_slice()) {
            if let (Type::Labels, Some((label, literal))) = (labels.of, &key.text) {
                let place = inside(key, literal, 0..label.len());
                self.note(Use::Label { name: label.clone(), place, is_tested: self.is_tested });
            }
        }
        let of = returned(name, &arguments);
        let place = start..start + name.len();
        self.note(Use::Call { function: name.into(), place: place.clone(), arguments });
        Argument { of, place, text: None }
    }

    fn operand(&mut self, operand: &'t Operand, dot: Type) -> Argument {
        let mut text = None;
        let of = match &operand.kind {
            OperandKind::Bool(_) => Type::Bool,
            OperandKind::Nil => Type::Unknown,
            OperandKind::Number(number) => match number.imaginary {
                Some(_) => Type::Unknown,
                None if number.is_naturally_float() => Type::Float,
                None => Type::Integer,
            },
            OperandKind::Text(bytes, literal) => {
                text = Some((String::from_utf8_lossy(bytes).into_owned(), literal.clone()));
                Type::Text
            }
            OperandKind::Dot => dot,
            OperandKind::Field(_) => self.fields(dot, operand),
            OperandKind::Variable(name, _) => {
                let known = self.variables.iter().rev().find(|(known, _)| known == name);
                let of = known.map_or(Type::Unknown, |(_, of)| *of);
                self.fields(of, operand)
            }
            OperandKind::Chain(inner, _) => {
                let of = self.operand(inner, dot).of;
                self.fields(of, operand)
            }
            OperandKind::Pipeline(pipeline) => return self.pipeline(pipeline, dot),
            OperandKind::Function(name) => return self.call(name, operand.start, &[], dot, None),
        };
        let place = operand.place();
        if of == Type::Value {
            self.note(Use::Value { place: place.clone(), is_tested: self.is_tested });
        }
        Argument { of, place, text }
    }

    fn fields(&mut self, mut of: Type, operand: &Operand) -> Type {
        for (name, place) in operand.fields() {
            of = match (of, name) {
                (Type::Data, "Labels") => Type::Labels,
                (Type::Data, "ExternalLabels") | (Type::Sample, "Labels") => Type::Texts,
                (Type::Data, "ExternalURL") | (Type::Texts, _) => Type::Text,
                (Type::Data, "Value") => Type::Value,
                (Type::Sample, "Value") => Type::Float,
                (Type::Labels, _) => {
                    self.note(Use::Label { name: name.into(), place, is_tested: self.is_tested });
                    Type::Text
                }
                // A histogram has fields.
                (Type::Unknown | Type::Value, _) => Type::Unknown,
                _ => {
                    self.note(Use::NoField { name: name.into(), of, place });
                    Type::Unknown
                }
            };
        }
        of
    }

    /// Whether a pipeline is the value, or a form of it for people that leaves it as large as it is.
    fn is_plain(&self, pipeline: &Pipeline, dot: Type) -> bool {
        let mut commands = pipeline.commands.iter().map(|command| command.operands.as_slice());
        let is_value = |operand: &Operand| match &operand.kind {
            OperandKind::Dot => dot == Type::Value,
            OperandKind::Variable(name, fields) if fields.is_empty() => {
                self.variables.iter().rev().find(|(known, _)| known == name).is_some_and(|(_, of)| *of == Type::Value)
            }
            OperandKind::Variable(name, fields) => name == "$" && fields.as_slice() == ["Value"],
            OperandKind::Field(fields) => dot == Type::Data && fields.as_slice() == ["Value"],
            _ => false,
        };
        let is_form = |operands: &[Operand]| match operands {
            [Operand { kind: OperandKind::Function(name), .. }] => name == "humanize",
            [Operand { kind: OperandKind::Function(name), .. }, Operand { kind: OperandKind::Text(..), .. }] => {
                name == "printf"
            }
            _ => false,
        };
        let is_start = match commands.next() {
            Some([value]) => is_value(value),
            Some([form @ .., value]) => is_form(form) && is_value(value),
            _ => false,
        };
        is_start && commands.all(is_form)
    }
}

/// What a function gives.
fn returned(name: &str, arguments: &[Argument]) -> Type {
    match name {
        "query" | "sortByLabel" => Type::Samples,
        "first" => Type::Sample,
        "value" | "now" | "parseDuration" => Type::Float,
        "len" => Type::Integer,
        "match" | "not" | "eq" | "ne" | "lt" | "le" | "gt" | "ge" => Type::Bool,
        "index" => match arguments {
            [map, _] if matches!(map.of, Type::Labels | Type::Texts) => Type::Text,
            [list, _] if list.of == Type::Samples => Type::Sample,
            _ => Type::Unknown,
        },
        "label" | "strvalue" | "reReplaceAll" | "title" | "toUpper" | "toLower" | "graphLink" | "tableLink"
        | "stripPort" | "stripDomain" | "humanize" | "humanize1024" | "humanizeDuration" | "humanizePercentage"
        | "humanizeTimestamp" | "pathPrefix" | "externalURL" | "urlQueryEscape" | "printf" | "print" | "println"
        | "html" | "js" | "urlquery" => Type::Text,
        _ => Type::Unknown,
    }
}

/// Where a part of a text stands that is given as a literal; the whole literal if it has escapes.
pub(super) fn inside(argument: &Argument, literal: &str, part: Range<usize>) -> Range<usize> {
    let start = argument.place.start + 1;
    let is_plain = argument.text.as_ref().is_some_and(|(text, _)| text.len() + 2 == literal.len());
    if is_plain { start + part.start..start + part.end } else { argument.place.clone() }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a template uses, as `WHAT TEXT OF THE PLACE`.
    fn shown(text: &str) -> Vec<String> {
        let show = |used: &Use| match used {
            Use::Label { name, place, is_tested } => {
                format!("label {name} {}{}", &text[place.clone()], if *is_tested { "?" } else { "" })
            }
            Use::NoField { name, of, place } => format!("none {of:?}.{name} {}", &text[place.clone()]),
            Use::Value { place, is_tested } => {
                format!("value {}{}", &text[place.clone()], if *is_tested { "?" } else { "" })
            }
            Use::Call { function, place, arguments } => {
                let arguments: Vec<Type> = arguments.iter().map(|argument| argument.of).collect();
                format!("call {function} {} {arguments:?}", &text[place.clone()])
            }
            Use::Printed { place, behind } => format!("printed {} {behind:?}", &text[place.clone()]),
        };
        uses(text).iter().map(show).collect()
    }

    #[test]
    fn places_are_those_of_names() {
        assert_eq!(
            shown("a {{ $labels.b }} {{ .Labels.cd }} {{ $.Labels.e }} {{ index $labels \"f g\" }} {{ (.Labels).h }}"),
            ["label b b", "label cd cd", "label e e", "label f g f g", "call index index [Labels, Text]", "label h h"]
        );
        assert_eq!(shown(r#"{{ .Labels.a.b }}"#), ["label a a", "none Text.b b"]);
        assert_eq!(shown(r#"{{ .foo }}{{ $.labels.x }}"#), ["none Data.foo foo", "none Data.labels labels"]);
        assert_eq!(shown(r#"{{ index $labels "\x61" }}"#), [r#"label a "\x61""#, "call index index [Labels, Text]"]);
    }

    #[test]
    fn values_are_followed() {
        assert_eq!(
            shown("{{ $value | humanize }}%"),
            ["value $value", "call humanize humanize [Value]", "printed humanize \"%\""]
        );
        assert_eq!(
            shown("{{ printf \"%.2f\" .Value }} x"),
            ["value .Value", "call printf printf [Text, Value]", "printed printf \" x\""]
        );
        assert_eq!(shown("{{ with $value }}{{ . }}{{ end }}"), ["value $value?", "value .", "printed . \"\""]);
        assert_eq!(shown("{{ $x := $value }}{{ $x }}"), ["value $value", "value $x", "printed $x \"\""]);
        assert_eq!(
            shown("{{ if $labels.x }}{{ or $labels.a \"\" }}{{ end }}"),
            ["label x x?", "label a a?", "call or or [Text, Text]"]
        );
        assert_eq!(shown("{{ $x := $value }}{{ if true }}{{ $x = \"a\" }}{{ end }}{{ $x }}"), ["value $value"]);
    }

    #[test]
    fn queries_have_series_of_their_own() {
        assert_eq!(
            shown("{{ range query \"up\" }}{{ .Labels.a }}{{ .Value }}{{ .x }}{{ $labels.b }}{{ end }}"),
            ["call query query [Text]", "none Sample.x x", "label b b"]
        );
        assert_eq!(
            shown("{{ define \"d\" }}{{ .Labels.a }}{{ template \"d\" . }}{{ end }}{{ template \"d\" . }}"),
            ["label a a"]
        );
        assert_eq!(
            shown("{{ template \"d\" (args 1 2) }}{{ define \"d\" }}{{ .arg0.x }}{{ end }}"),
            ["call args args [Integer, Integer]"]
        );
        assert_eq!(shown("{{ nonsense"), [""; 0]);
    }
}
