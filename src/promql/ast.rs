//! The expression tree. Every node carries the bytes it was read from.
//!
//! Parentheses, the form of number literals and the order of labels are kept, so that the printer gives Prometheus'
//! canonical text. The tree is made by the parser and checked by the type rules; the engine only reads it.

use crate::{
    diagnostic::Span,
    golang::text::GoString,
    model::{matcher::Matcher, sample::Timestamp},
};

/// Types of PromQL expressions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ValueType {
    /// One number at every step.
    Scalar,
    /// A string literal.
    String,
    /// One sample a series at every step.
    Vector,
    /// A window of samples a series at every step.
    Matrix,
}

impl ValueType {
    /// The name used in error messages: `instant vector`, `range vector`, `scalar`, `string`.
    pub fn description(self) -> &'static str {
        match self {
            ValueType::Scalar => "scalar",
            ValueType::String => "string",
            ValueType::Vector => "instant vector",
            ValueType::Matrix => "range vector",
        }
    }
}

/// An expression.
#[derive(Clone, Debug, PartialEq)]
pub enum Expr {
    /// A number or a duration literal.
    Number(NumberLiteral),
    /// A string literal.
    String(StringLiteral),
    /// An expression in parentheses.
    Paren(Box<Paren>),
    /// A sign before an expression.
    Unary(Box<Unary>),
    /// Two expressions and an operator.
    Binary(Box<Binary>),
    /// An aggregation over an instant vector.
    Aggregate(Box<Aggregate>),
    /// A function call.
    Call(Box<Call>),
    /// An instant vector selector.
    Vector(Box<VectorSelector>),
    /// A range vector selector.
    Matrix(Box<MatrixSelector>),
    /// A subquery.
    Subquery(Box<Subquery>),
}

/// A number; signs directly before a literal are folded into it.
#[derive(Clone, Debug, PartialEq)]
pub struct NumberLiteral {
    /// The value; a duration in seconds.
    pub value: f64,
    /// Whether it was written as a duration and is to be printed as one.
    pub duration: bool,
    /// Where, the sign included.
    pub span: Span,
}

/// A string.
#[derive(Clone, Debug, PartialEq)]
pub struct StringLiteral {
    /// The unquoted value.
    pub value: GoString,
    /// Where, the quotes included.
    pub span: Span,
}

/// An expression in parentheses.
#[derive(Clone, Debug, PartialEq)]
pub struct Paren {
    /// What stands inside.
    pub inner: Expr,
    /// Where, the parentheses included.
    pub span: Span,
}

/// The signs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnaryOperator {
    /// `+`: nothing happens, the metric name stays.
    Plus,
    /// `-`
    Minus,
}

/// A sign before an expression.
#[derive(Clone, Debug, PartialEq)]
pub struct Unary {
    /// The sign.
    pub operator: UnaryOperator,
    /// What it is applied to.
    pub operand: Expr,
    /// From the sign to the end of the operand.
    pub span: Span,
}

/// Binary operators, in the order of the grammar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the names say it; `as_str` has the spelling")]
pub enum BinaryOperator {
    Add,
    Subtract,
    Multiply,
    Divide,
    Modulo,
    Power,
    Atan2,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    /// `</`: keeps a native histogram's observations below a value.
    TrimUpper,
    /// `>/`: keeps a native histogram's observations above a value.
    TrimLower,
    And,
    Or,
    Unless,
}

impl BinaryOperator {
    /// The operator as printed.
    pub fn as_str(self) -> &'static str {
        use BinaryOperator::*;
        match self {
            Add => "+",
            Subtract => "-",
            Multiply => "*",
            Divide => "/",
            Modulo => "%",
            Power => "^",
            Atan2 => "atan2",
            Equal => "==",
            NotEqual => "!=",
            Less => "<",
            LessOrEqual => "<=",
            Greater => ">",
            GreaterOrEqual => ">=",
            TrimUpper => "</",
            TrimLower => ">/",
            And => "and",
            Or => "or",
            Unless => "unless",
        }
    }

    /// `==`, `!=`, `<`, `<=`, `>`, `>=`: the ones that filter and may take `bool`.
    pub fn is_comparison(self) -> bool {
        use BinaryOperator::*;
        matches!(self, Equal | NotEqual | Less | LessOrEqual | Greater | GreaterOrEqual)
    }

    /// `and`, `or`, `unless`.
    pub fn is_set(self) -> bool {
        use BinaryOperator::*;
        matches!(self, And | Or | Unless)
    }
}

/// Two expressions and an operator.
#[derive(Clone, Debug, PartialEq)]
pub struct Binary {
    /// The operator.
    pub operator: BinaryOperator,
    /// Left operand.
    pub left: Expr,
    /// Right operand.
    pub right: Expr,
    /// How series find each other; `None` unless both operands are instant vectors.
    pub matching: Option<VectorMatching>,
    /// Whether `bool` was given.
    pub return_bool: bool,
    /// From the start of the left to the end of the right operand.
    pub span: Span,
}

/// How many series of one side may match one of the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MatchCardinality {
    /// Without `group_…`.
    OneToOne,
    /// `group_left`: many on the left.
    ManyToOne,
    /// `group_right`: many on the right.
    OneToMany,
    /// Set operators.
    ManyToMany,
}

/// How the series of two vectors find each other.
#[derive(Clone, Debug, PartialEq)]
pub struct VectorMatching {
    /// One or many.
    pub cardinality: MatchCardinality,
    /// `on`: only `labels` count; else (`ignoring`, or nothing): all but `labels` count.
    pub on: bool,
    /// The labels of `on` or `ignoring`, as written.
    pub labels: Vec<String>,
    /// The labels of `group_left` or `group_right`, as written.
    pub include: Vec<String>,
    /// Value for series that only the right side has.
    pub fill_left: Option<f64>,
    /// Value for series that only the left side has.
    pub fill_right: Option<f64>,
}

/// Aggregation operators.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the names say it; `as_str` has the spelling")]
pub enum AggregateOperator {
    Sum,
    Avg,
    Count,
    Min,
    Max,
    Group,
    Stddev,
    Stdvar,
    TopK,
    BottomK,
    CountValues,
    Quantile,
    LimitK,
    LimitRatio,
}

impl AggregateOperator {
    /// The operator as printed.
    pub fn as_str(self) -> &'static str {
        use AggregateOperator::*;
        match self {
            Sum => "sum",
            Avg => "avg",
            Count => "count",
            Min => "min",
            Max => "max",
            Group => "group",
            Stddev => "stddev",
            Stdvar => "stdvar",
            TopK => "topk",
            BottomK => "bottomk",
            CountValues => "count_values",
            Quantile => "quantile",
            LimitK => "limitk",
            LimitRatio => "limit_ratio",
        }
    }

    /// Whether a parameter stands before the vector.
    pub fn takes_parameter(self) -> bool {
        use AggregateOperator::*;
        matches!(self, TopK | BottomK | CountValues | Quantile | LimitK | LimitRatio)
    }
}

/// An aggregation.
#[derive(Clone, Debug, PartialEq)]
pub struct Aggregate {
    /// The operator.
    pub operator: AggregateOperator,
    /// The parameter of `topk` and its like.
    pub parameter: Option<Expr>,
    /// The vector.
    pub body: Expr,
    /// `without`: group by all labels but `grouping`.
    pub without: bool,
    /// The labels of `by` or `without`, as written.
    pub grouping: Vec<String>,
    /// From the operator to the last closing token.
    pub span: Span,
}

/// A function call.
#[derive(Clone, Debug, PartialEq)]
pub struct Call {
    /// Which function.
    pub function: &'static super::functions::Function,
    /// Its arguments.
    pub arguments: Vec<Expr>,
    /// From the name to the closing parenthesis.
    pub span: Span,
}

/// The time of an `@` modifier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum At {
    /// A fixed time.
    Time(Timestamp),
    /// `start()`: the start of the query.
    Start,
    /// `end()`: the end of the query.
    End,
}

/// `anchored` and `smoothed`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExtendedRange {
    /// Uses the sample at or before the window's start.
    Anchored,
    /// Interpolates at both ends.
    Smoothed,
}

/// A selector with its modifiers.
#[derive(Clone, Debug, PartialEq)]
pub struct VectorSelector {
    /// The name outside of the braces.
    pub name: Option<String>,
    /// The matchers in source order; that of a `name` comes last.
    pub matchers: Vec<Matcher>,
    /// `offset`.
    pub offset: Option<DurationExpr>,
    /// `@`.
    pub at: Option<At>,
    /// `anchored` or `smoothed`.
    pub extended: Option<ExtendedRange>,
    /// Where; extended to an `offset` or `@` applied to it.
    pub span: Span,
}

/// A range vector selector: `selector[range]`; its modifiers stand in the selector.
#[derive(Clone, Debug, PartialEq)]
pub struct MatrixSelector {
    /// The selector with its modifiers.
    pub selector: VectorSelector,
    /// The window's length.
    pub range: DurationExpr,
    /// From the selector's start to the end of the last suffix.
    pub span: Span,
}

/// A subquery.
#[derive(Clone, Debug, PartialEq)]
pub struct Subquery {
    /// What is evaluated.
    pub inner: Expr,
    /// The window's length.
    pub range: DurationExpr,
    /// The step; `None` means the default one.
    pub step: Option<DurationExpr>,
    /// `offset`.
    pub offset: Option<DurationExpr>,
    /// `@`.
    pub at: Option<At>,
    /// From the operand's start to the end of the last suffix.
    pub span: Span,
}

/// A duration, or arithmetic that gives one, in seconds.
#[derive(Clone, Debug, PartialEq)]
pub enum DurationExpr {
    /// A number of seconds or a duration literal, signs folded in.
    Literal(NumberLiteral),
    /// `step()`: the query's step.
    Step(Span),
    /// `range()`: the query's end - start.
    Range(Span),
    /// A sign.
    Unary {
        /// The sign.
        operator: UnaryOperator,
        /// Its operand.
        operand: Box<DurationExpr>,
        /// Where.
        span: Span,
    },
    /// `+ - * / % ^`.
    Binary {
        /// One of the arithmetic operators.
        operator: BinaryOperator,
        /// Left operand.
        left: Box<DurationExpr>,
        /// Right operand.
        right: Box<DurationExpr>,
        /// Where.
        span: Span,
    },
    /// `min_of(a, b)` or `max_of(a, b)`.
    Extreme {
        /// `max_of` rather than `min_of`.
        maximum: bool,
        /// First argument.
        left: Box<DurationExpr>,
        /// Second argument.
        right: Box<DurationExpr>,
        /// Where.
        span: Span,
    },
    /// Parentheses.
    Paren {
        /// What stands inside.
        inner: Box<DurationExpr>,
        /// Where.
        span: Span,
    },
}

impl Expr {
    /// The bytes this node was read from.
    pub fn span(&self) -> Span {
        match self {
            Expr::Number(node) => node.span,
            Expr::String(node) => node.span,
            Expr::Paren(node) => node.span,
            Expr::Unary(node) => node.span,
            Expr::Binary(node) => node.span,
            Expr::Aggregate(node) => node.span,
            Expr::Call(node) => node.span,
            Expr::Vector(node) => node.span,
            Expr::Matrix(node) => node.span,
            Expr::Subquery(node) => node.span,
        }
    }

    /// The type of the value this expression gives.
    pub fn value_type(&self) -> ValueType {
        match self {
            Expr::Number(_) => ValueType::Scalar,
            Expr::String(_) => ValueType::String,
            Expr::Paren(node) => node.inner.value_type(),
            Expr::Unary(node) => node.operand.value_type(),
            Expr::Binary(node) => match (node.left.value_type(), node.right.value_type()) {
                (ValueType::Scalar, ValueType::Scalar) => ValueType::Scalar,
                _ => ValueType::Vector,
            },
            Expr::Aggregate(_) | Expr::Vector(_) => ValueType::Vector,
            Expr::Call(node) => node.function.returns,
            Expr::Matrix(_) | Expr::Subquery(_) => ValueType::Matrix,
        }
    }

    /// The expression without the parentheses around it.
    pub fn without_parens(&self) -> &Expr {
        let mut expression = self;
        while let Expr::Paren(paren) = expression {
            expression = &paren.inner;
        }
        expression
    }
}
