//! What a template consists of.

use super::number::Number;
use std::ops::Range;

/// A sequence of parts.
pub type List = Vec<Part>;

/// A part of a template.
#[derive(Clone, Debug)]
pub enum Part {
    /// Text as it is.
    Text(String),
    /// `{{pipeline}}`
    Action(Pipeline),
    /// `{{if pipeline}} list {{else}} list {{end}}`
    If(Branch),
    /// `{{with pipeline}} list {{else}} list {{end}}`
    With(Branch),
    /// `{{range pipeline}} list {{else}} list {{end}}`
    Range(Branch),
    /// `{{template "name" pipeline}}`
    Template(Invocation),
    /// `{{break}}`
    Break,
    /// `{{continue}}`
    Continue,
}

/// A condition with what follows from it.
#[derive(Clone, Debug)]
pub struct Branch {
    /// What decides.
    pub pipeline: Pipeline,
    /// What follows if it is true.
    pub list: List,
    /// What follows if not.
    pub otherwise: Option<List>,
}

/// The execution of another template.
#[derive(Clone, Debug)]
pub struct Invocation {
    /// Where the name stands.
    pub start: usize,
    /// Which template.
    pub name: String,
    /// What it gets as its dot.
    pub pipeline: Option<Pipeline>,
}

/// `$x := command | command`
#[derive(Clone, Debug)]
pub struct Pipeline {
    /// Where it begins.
    pub start: usize,
    /// `=` rather than `:=`.
    pub assigns: bool,
    /// The variables, with their dollar.
    pub variables: Vec<String>,
    /// What is done, one after the other.
    pub commands: Vec<Command>,
}

/// A function or value with arguments.
#[derive(Clone, Debug)]
pub struct Command {
    /// Where it begins.
    pub start: usize,
    /// The function or value, and the arguments.
    pub operands: Vec<Operand>,
}

/// One operand.
#[derive(Clone, Debug)]
pub struct Operand {
    /// Where it begins; of a chain, where its fields do.
    pub start: usize,
    /// What it is.
    pub kind: OperandKind,
}

/// What an operand is.
#[derive(Clone, Debug)]
pub enum OperandKind {
    /// `true`, `false`
    Bool(bool),
    /// `.`
    Dot,
    /// `nil`
    Nil,
    /// A number or character.
    Number(Number),
    /// A string, and the literal it was written as.
    Text(Vec<u8>, String),
    /// `.a.b`
    Field(Vec<String>),
    /// `$x.a.b`
    Variable(String, Vec<String>),
    /// The name of a function.
    Function(String),
    /// `(pipeline).a.b`
    Chain(Box<Operand>, Vec<String>),
    /// `(pipeline)`
    Pipeline(Box<Pipeline>),
}

impl Operand {
    /// The names of its fields, each with the bytes where it stands, without the dot.
    pub fn fields(&self) -> Vec<(&str, Range<usize>)> {
        let (names, mut dot) = match &self.kind {
            // The place of a chain is that of its second name.
            OperandKind::Field(names) => match names.as_slice() {
                [first, _, ..] => (names, self.start.saturating_sub(first.len() + 1)),
                _ => (names, self.start),
            },
            OperandKind::Variable(_, names) | OperandKind::Chain(_, names) => (names, self.start),
            _ => return Vec::new(),
        };
        let field = |name: &'_ String| {
            let start = dot + 1;
            dot = start + name.len();
            start..dot
        };
        let places: Vec<Range<usize>> = names.iter().map(field).collect();
        names.iter().map(String::as_str).zip(places).collect()
    }

    /// The bytes where it stands; of what is in parentheses, where they begin.
    pub fn place(&self) -> Range<usize> {
        let start = self.start;
        match &self.kind {
            OperandKind::Field(_) | OperandKind::Chain(..) => {
                let fields = self.fields();
                let first = fields.first().map_or(start, |(_, place)| place.start.saturating_sub(1));
                first..fields.last().map_or(start, |(_, place)| place.end)
            }
            OperandKind::Variable(name, names) if !names.is_empty() => {
                let end = self.fields().last().map_or(start, |(_, place)| place.end);
                start.saturating_sub(name.len())..end
            }
            OperandKind::Pipeline(_) => start..start + 1,
            _ => start..start + self.to_string().len(),
        }
    }
}
