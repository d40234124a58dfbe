//! Executing a template.

use super::{
    ast::{Branch, Command, Invocation, Operand, OperandKind, Part, Pipeline},
    builtins,
    error::RunError,
    number::Number,
    parser::Template,
    value::Value,
};
use crate::{
    diagnostic::Span,
    golang::{float::format_g, quote::quote},
};
use std::{fmt, sync::Arc};

/// Parts executed, functions called and rounds made, all together.
const MOST_STEPS: usize = 1_000_000;
/// Bytes of output.
const LONGEST_OUTPUT: usize = 16 << 20;
/// Templates in templates.
const DEEPEST: usize = 100;

/// What an argument has to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Anything.
    Any,
    /// A text.
    Text,
    /// A value of the type that Go calls so.
    Of(&'static str),
}

impl Kind {
    fn type_name(self) -> &'static str {
        match self {
            Kind::Any => "interface {}",
            Kind::Text => "string",
            Kind::Of(name) => name,
        }
    }

    fn takes(self, value: &Value) -> bool {
        self == Kind::Any || value.type_name() == self.type_name()
    }
}

/// What a function takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Signature {
    /// Its arguments.
    pub parameters: &'static [Kind],
    /// What more of them there may be.
    pub rest: Option<Kind>,
}

/// The functions that a template can call, besides Go's own.
pub trait Functions {
    /// What function `name` takes; `None` if there is none.
    fn signature(&self, name: &str) -> Option<Signature>;

    /// Calls it with as many arguments of such kinds as it takes; the error is a text.
    fn call(&self, name: &str, arguments: Vec<Value>) -> Result<Value, String>;
}

impl Template {
    /// The template's text for `dot`, with the variables that it was read with, in their order. Columns in errors on the
    /// first line are moved by `shift`, for a text that Go would have in front.
    pub fn run(
        &self,
        dot: &Value,
        variables: &[Value],
        functions: &dyn Functions,
        shift: usize,
    ) -> Result<String, RunError> {
        let mut known = vec![("$".to_string(), dot.clone())];
        known.extend(self.variables.iter().cloned().zip(variables.iter().cloned()));
        let mut run = Run {
            template: self,
            name: &self.name,
            functions,
            shift,
            variables: known,
            out: String::new(),
            steps: 0,
            depth: 0,
            at: At { start: 0, node: &"" },
        };
        match run.list(self.definitions.get(&self.name).map_or(&[], Vec::as_slice), dot) {
            Ok(_) => Ok(run.out),
            Err(error) => Err(*error),
        }
    }
}

/// The node that is being executed, for errors.
#[derive(Clone, Copy)]
struct At<'t> {
    start: usize,
    node: &'t dyn fmt::Display,
}

/// How a list ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Flow {
    Next,
    Break,
    Continue,
}

type Outcome<T> = Result<T, Box<RunError>>;

struct Run<'t> {
    template: &'t Template,
    /// The template that is executed right now.
    name: &'t str,
    functions: &'t dyn Functions,
    shift: usize,
    variables: Vec<(String, Value)>,
    out: String,
    steps: usize,
    depth: usize,
    at: At<'t>,
}

impl<'t> Run<'t> {
    fn error<T>(&self, message: impl fmt::Display) -> Outcome<T> {
        let At { start, node } = self.at;
        let before = self.template.text.get(..start).unwrap_or("");
        let (line, column) = match before.rfind('\n') {
            Some(end) => (1 + before.matches('\n').count(), start - end - 1),
            None => (1, start + self.shift),
        };
        let (template, name) = (&self.template.name, quote(self.name.as_bytes()));
        let text = format!("template: {template}:{line}:{column}: executing {name} at <{node}>: {message}");
        let end = start + node.to_string().len();
        Err(Box::new(RunError { text, span: Span::new(start, end) }))
    }

    fn at(&mut self, start: usize, node: &'t dyn fmt::Display) {
        self.at = At { start, node };
    }

    fn step(&mut self) -> Outcome<()> {
        self.steps += 1;
        if self.steps > MOST_STEPS {
            return self.error(format_args!("more than {MOST_STEPS} steps"));
        }
        Ok(())
    }

    fn write(&mut self, text: &str) -> Outcome<()> {
        if self.out.len() + text.len() > LONGEST_OUTPUT {
            return self.error(format_args!("more than {LONGEST_OUTPUT} bytes of output"));
        }
        self.out.push_str(text);
        Ok(())
    }

    fn list(&mut self, list: &'t [Part], dot: &Value) -> Outcome<Flow> {
        for part in list {
            self.step()?;
            let flow = match part {
                Part::Text(text) => self.write(text).map(|()| Flow::Next)?,
                Part::Action(pipeline) => {
                    let value = self.pipeline(pipeline, dot)?;
                    if pipeline.variables.is_empty() {
                        self.print(&value)?;
                    }
                    Flow::Next
                }
                Part::If(branch) => self.choose(branch, dot, false)?,
                Part::With(branch) => self.choose(branch, dot, true)?,
                Part::Range(branch) => self.range(branch, dot)?,
                Part::Template(invocation) => self.invoke(invocation, dot)?,
                Part::Break => Flow::Break,
                Part::Continue => Flow::Continue,
            };
            if flow != Flow::Next {
                return Ok(flow);
            }
        }
        Ok(Flow::Next)
    }

    fn print(&mut self, value: &Value) -> Outcome<()> {
        match value {
            Value::Nil => self.write("<no value>"),
            value => self.write(&value.shown()),
        }
    }

    fn choose(&mut self, branch: &'t Branch, dot: &Value, sets_dot: bool) -> Outcome<Flow> {
        let outside = self.variables.len();
        let value = self.pipeline(&branch.pipeline, dot)?;
        let flow = if value.is_true() {
            self.list(&branch.list, if sets_dot { &value } else { dot })
        } else {
            self.list(branch.otherwise.as_deref().unwrap_or_default(), dot)
        };
        self.variables.truncate(outside);
        flow
    }

    fn range(&mut self, branch: &'t Branch, dot: &Value) -> Outcome<Flow> {
        let outside = self.variables.len();
        let pipeline = &branch.pipeline;
        let value = self.commands(pipeline, dot)?;
        let items: Vec<(Value, Value)> = match &value {
            Value::List(list) => (0..).map(Value::Int).zip(list.iter().cloned()).collect(),
            Value::Texts(map) => map.iter().map(|(key, text)| (Value::text(key), Value::text(text))).collect(),
            Value::Map(map) => map.iter().map(|(key, value)| (Value::text(key), value.clone())).collect(),
            Value::Int(count) => {
                let count = (*count).clamp(0, MOST_STEPS as i64 + 1);
                (0..count).map(|number| (Value::Int(number), Value::Int(number))).collect()
            }
            Value::Nil => Vec::new(),
            other => return self.error(format_args!("range can't iterate over {}", other.shown())),
        };
        if items.is_empty() {
            self.declare(pipeline, &Value::Nil, &Value::Nil);
            let flow = self.list(branch.otherwise.as_deref().unwrap_or_default(), dot);
            self.variables.truncate(outside);
            return flow;
        }
        for (key, item) in items {
            self.step()?;
            self.variables.truncate(outside);
            self.declare(pipeline, &key, &item);
            match self.list(&branch.list, &item)? {
                Flow::Break => break,
                Flow::Next | Flow::Continue => {}
            }
        }
        self.variables.truncate(outside);
        Ok(Flow::Next)
    }

    /// The variables of a range: the last one is the item.
    fn declare(&mut self, pipeline: &'t Pipeline, key: &Value, item: &Value) {
        let values: &[&Value] = if pipeline.variables.len() > 1 { &[key, item] } else { &[item] };
        for (name, &value) in pipeline.variables.iter().zip(values) {
            self.set(name, value.clone(), pipeline.assigns);
        }
    }

    fn set(&mut self, name: &str, value: Value, assigns: bool) {
        let known = self.variables.iter_mut().rev().find(|(known, _)| known == name).filter(|_| assigns);
        match known {
            Some((_, known)) => *known = value,
            None => self.variables.push((name.into(), value)),
        }
    }

    fn invoke(&mut self, invocation: &'t Invocation, dot: &Value) -> Outcome<Flow> {
        self.at(invocation.start, invocation);
        let Some(list) = self.template.definitions.get(&invocation.name) else {
            return self.error(format_args!("template {} not defined", quote(invocation.name.as_bytes())));
        };
        if self.depth == DEEPEST {
            return self.error(format_args!("exceeded maximum template depth ({DEEPEST})"));
        }
        let value = match &invocation.pipeline {
            Some(pipeline) => self.pipeline(pipeline, dot)?,
            None => Value::Nil,
        };
        let outside = std::mem::replace(&mut self.variables, vec![("$".into(), value.clone())]);
        let name = std::mem::replace(&mut self.name, &invocation.name);
        self.depth += 1;
        let flow = self.list(list, &value);
        self.depth -= 1;
        if flow.is_ok() {
            (self.variables, self.name) = (outside, name);
        }
        flow.map(|_| Flow::Next)
    }

    /// The value of a pipeline, which its variables get.
    fn pipeline(&mut self, pipeline: &'t Pipeline, dot: &Value) -> Outcome<Value> {
        let value = self.commands(pipeline, dot)?;
        for name in &pipeline.variables {
            self.set(name, value.clone(), pipeline.assigns);
        }
        Ok(value)
    }

    fn commands(&mut self, pipeline: &'t Pipeline, dot: &Value) -> Outcome<Value> {
        self.at(pipeline.start, pipeline);
        let mut value = None;
        for command in &pipeline.commands {
            value = Some(self.command(command, dot, value)?);
        }
        Ok(value.unwrap_or(Value::Nil))
    }

    /// A command; `last` is the value of the one before it.
    fn command(&mut self, command: &'t Command, dot: &Value, last: Option<Value>) -> Outcome<Value> {
        self.step()?;
        let Some((first, arguments)) = command.operands.split_first() else { return Ok(Value::Nil) };
        self.at(first.start, first);
        if let OperandKind::Function(name) = &first.kind {
            let whole = At { start: command.start, node: command };
            return self.function(name, whole, arguments, dot, last);
        }
        if let OperandKind::Nil = first.kind {
            return self.error("nil is not a command");
        }
        if !arguments.is_empty() || last.is_some() {
            return match &first.kind {
                OperandKind::Field(names) | OperandKind::Variable(_, names) | OperandKind::Chain(_, names)
                    if !names.is_empty() =>
                {
                    let name = names.last().map_or("", String::as_str);
                    self.error(format_args!("{name} is not a method but has arguments"))
                }
                _ => self.error(format_args!("can't give argument to non-function {first}")),
            };
        }
        self.operand(first, dot)
    }

    /// The value of an operand without arguments.
    fn operand(&mut self, operand: &'t Operand, dot: &Value) -> Outcome<Value> {
        self.at(operand.start, operand);
        match &operand.kind {
            OperandKind::Bool(value) => Ok(Value::Bool(*value)),
            OperandKind::Dot => Ok(dot.clone()),
            OperandKind::Nil => Ok(Value::Nil),
            OperandKind::Number(number) => self.number(number),
            OperandKind::Text(bytes, _) => Ok(Value::text(String::from_utf8_lossy(bytes))),
            OperandKind::Field(names) => self.fields(dot.clone(), names),
            OperandKind::Variable(name, names) => {
                let value = self.variables.iter().rev().find(|(known, _)| known == name);
                let value = value.map_or(Value::Nil, |(_, value)| value.clone());
                self.fields(value, names)
            }
            OperandKind::Function(name) => {
                self.function(name, At { start: operand.start, node: operand }, &[], dot, None)
            }
            OperandKind::Chain(inner, names) => {
                if let OperandKind::Nil = inner.kind {
                    return self.error(format_args!("indirection through explicit nil in {operand}"));
                }
                // Go names whatever it came to last.
                let value = self.operand(inner, dot)?;
                self.fields(value, names)
            }
            OperandKind::Pipeline(pipeline) => self.pipeline(pipeline, dot),
        }
    }

    fn number(&self, number: &Number) -> Outcome<Value> {
        match (number.imaginary, number.int, number.float) {
            (Some(imaginary), _, real) => {
                let shown = format!("({}{:+}i)", format_g(real.unwrap_or(0.0)), imaginary);
                Ok(Value::Opaque(Arc::new(super::Opaque { type_name: "complex128", shown, number: None })))
            }
            (None, _, Some(float)) if number.is_naturally_float() => Ok(Value::Float(float)),
            (None, Some(int), _) => Ok(Value::Int(int)),
            (None, None, _) => self.error(format_args!("{} overflows int", number.text)),
        }
    }

    fn fields(&mut self, mut value: Value, names: &'t [String]) -> Outcome<Value> {
        for name in names {
            value = match &value {
                Value::Texts(map) => Value::text(map.get(name).map_or("", String::as_str)),
                Value::Map(map) => map.get(name).cloned().unwrap_or(Value::Nil),
                Value::Record(fields, type_name) => match fields.iter().find(|(known, _)| known == name) {
                    Some((_, field)) => field.clone(),
                    None => {
                        return self.error(format_args!("can't evaluate field {name} in type {type_name}"));
                    }
                },
                Value::Nil => return self.error(format_args!("nil pointer evaluating interface {{}}.{name}")),
                other => {
                    return self.error(format_args!("can't evaluate field {name} in type {}", other.type_name()));
                }
            };
        }
        Ok(value)
    }

    fn function(
        &mut self,
        name: &'t str,
        whole: At<'t>,
        arguments: &'t [Operand],
        dot: &Value,
        last: Option<Value>,
    ) -> Outcome<Value> {
        let given = arguments.len() + usize::from(last.is_some());
        if matches!(name, "and" | "or") {
            return self.connective(name, arguments, dot, last);
        }
        let own = self.functions.signature(name);
        let Some(Signature { parameters, rest }) = own.or_else(|| builtins::signature(name)) else {
            return self.error(format_args!("{} is not a defined function", quote(name.as_bytes())));
        };
        let wanted = parameters.len();
        if given < wanted || given > wanted && rest.is_none() {
            let least = if rest.is_some() { "at least " } else { "" };
            return self.error(format_args!("wrong number of args for {name}: want {least}{wanted} got {given}"));
        }
        let kind = |index: usize| parameters.get(index).copied().or(rest).unwrap_or(Kind::Any);
        let mut values = Vec::with_capacity(given);
        for (index, argument) in arguments.iter().enumerate() {
            values.push(self.argument(argument, kind(index), dot)?);
        }
        if let Some(last) = last {
            values.push(self.checked(last, kind(arguments.len()))?);
        }
        let outcome = if own.is_some() { self.functions.call(name, values) } else { builtins::call(name, &values) };
        if outcome.is_err() {
            self.at = whole;
        }
        outcome.or_else(|error| self.error(format_args!("error calling {name}: {error}")))
    }

    /// `and` and `or`: the first argument that decides, the others are not looked at.
    fn connective(&mut self, name: &str, arguments: &'t [Operand], dot: &Value, last: Option<Value>) -> Outcome<Value> {
        let mut value = None;
        for argument in arguments {
            let next = self.argument(argument, Kind::Any, dot)?;
            let decides = next.is_true() == (name == "or");
            value = Some(next);
            if decides {
                return Ok(value.unwrap_or(Value::Nil));
            }
        }
        match last.or(value) {
            Some(value) => Ok(value),
            None => self.error(format_args!("wrong number of args for {name}: want at least 1 got 0")),
        }
    }

    fn argument(&mut self, argument: &'t Operand, kind: Kind, dot: &Value) -> Outcome<Value> {
        self.at(argument.start, argument);
        let literal = match &argument.kind {
            OperandKind::Nil if kind == Kind::Text => return self.error("cannot assign nil to string"),
            OperandKind::Bool(_) | OperandKind::Number(_) | OperandKind::Text(..) => true,
            _ => false,
        };
        let value = self.operand(argument, dot)?;
        if literal && !kind.takes(&value) {
            return match kind {
                Kind::Text => self.error(format_args!("expected string; found {argument}")),
                _ => self.error(format_args!("can't handle {argument} for arg of type {}", kind.type_name())),
            };
        }
        self.at(argument.start, argument);
        self.checked(value, kind)
    }

    fn checked(&self, value: Value, kind: Kind) -> Outcome<Value> {
        match &value {
            value if kind.takes(value) => {}
            Value::Nil => return self.error(format_args!("invalid value; expected {}", kind.type_name())),
            other => {
                return self.error(format_args!(
                    "wrong type for value; expected {}; got {}",
                    kind.type_name(),
                    other.type_name()
                ));
            }
        }
        Ok(value)
    }
}

impl fmt::Display for Invocation {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = quote(self.name.as_bytes());
        match &self.pipeline {
            Some(pipeline) => write!(out, "{{{{template {name} {pipeline}}}}}"),
            None => write!(out, "{{{{template {name}}}}}"),
        }
    }
}
