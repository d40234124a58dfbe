//! What a template consists of.

use super::number::Number;

/// A sequence of parts.
pub(super) type List = Vec<Part>;

/// A part of a template.
#[derive(Clone, Debug)]
pub(super) enum Part {
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
pub(super) struct Branch {
    pub(super) pipeline: Pipeline,
    pub(super) list: List,
    pub(super) otherwise: Option<List>,
}

/// The execution of another template.
#[derive(Clone, Debug)]
pub(super) struct Invocation {
    /// Where the name stands.
    pub(super) start: usize,
    pub(super) name: String,
    pub(super) pipeline: Option<Pipeline>,
}

/// `$x := command | command`
#[derive(Clone, Debug)]
pub(super) struct Pipeline {
    pub(super) start: usize,
    /// `=` rather than `:=`.
    pub(super) assigns: bool,
    /// The variables, with their dollar.
    pub(super) variables: Vec<String>,
    pub(super) commands: Vec<Command>,
}

/// A function or value with arguments.
#[derive(Clone, Debug)]
pub(super) struct Command {
    pub(super) start: usize,
    pub(super) operands: Vec<Operand>,
}

/// One operand.
#[derive(Clone, Debug)]
pub(super) struct Operand {
    /// Where it begins; of a chain, where its fields do.
    pub(super) start: usize,
    pub(super) kind: OperandKind,
}

/// What an operand is.
#[derive(Clone, Debug)]
pub(super) enum OperandKind {
    Bool(bool),
    Dot,
    Nil,
    Number(Number),
    /// A string, and the literal it was written as.
    Text(Vec<u8>, String),
    /// `.a.b`
    Field(Vec<String>),
    /// `$x.a.b`
    Variable(String, Vec<String>),
    Function(String),
    /// `(pipeline).a.b`
    Chain(Box<Operand>, Vec<String>),
    /// `(pipeline)`
    Pipeline(Box<Pipeline>),
}
