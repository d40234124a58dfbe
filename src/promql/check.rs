//! The type rules: which expressions can be evaluated. Runs over the whole tree after it was parsed without an error.

use super::{
    ast::{Aggregate, AggregateOperator, Binary, Call, Expr, MatchCardinality, Subquery, ValueType, VectorSelector},
    error::ParseError,
};
use crate::{diagnostic::Span, golang::quote::quote, model::labels::METRIC_NAME};

/// Checks the types in an expression read from `text`, and completes the matching of binary operators: set operators
/// match many to many, and there is no matching unless both operands are instant vectors.
pub(super) fn check(expression: &mut Expr, text: &str) -> Result<ValueType, ParseError> {
    Checker { text }.expression(expression)
}

struct Checker<'a> {
    text: &'a str,
}

type Checked = Result<ValueType, ParseError>;

impl Checker<'_> {
    fn refuse<T>(&self, span: Span, message: impl Into<String>) -> Result<T, ParseError> {
        Err(ParseError::new(message, span, self.text))
    }

    fn expression(&self, expression: &mut Expr) -> Checked {
        match expression {
            Expr::Number(_) => Ok(ValueType::Scalar),
            Expr::String(_) => Ok(ValueType::String),
            Expr::Paren(node) => self.expression(&mut node.inner),
            Expr::Unary(node) => match self.expression(&mut node.operand)? {
                operand @ (ValueType::Scalar | ValueType::Vector) => Ok(operand),
                other => {
                    let got = quote(other.description().as_bytes());
                    let allowed = "unary expression only allowed on expressions of type scalar or instant vector";
                    self.refuse(node.span, format!("{allowed}, got {got}"))
                }
            },
            Expr::Binary(node) => self.binary(node),
            Expr::Aggregate(node) => self.aggregate(node),
            Expr::Call(node) => self.call(node),
            Expr::Vector(node) => self.selector(node).map(|()| ValueType::Vector),
            Expr::Matrix(node) => self.selector(&node.selector).map(|()| ValueType::Matrix),
            Expr::Subquery(node) => self.subquery(node),
        }
    }

    fn subquery(&self, node: &mut Subquery) -> Checked {
        let got = match self.expression(&mut node.inner)? {
            ValueType::Vector => return Ok(ValueType::Matrix),
            ValueType::Scalar => "scalar",
            ValueType::String => "string",
            ValueType::Matrix => "matrix",
        };
        self.refuse(node.span, format!("subquery is only allowed on instant vector, got {got} instead"))
    }

    /// Checks that a part of a node has the type it must have there.
    fn expect(&self, part: &mut Expr, expected: ValueType, place: &str) -> Result<(), ParseError> {
        let got = self.expression(part)?;
        if got == expected {
            return Ok(());
        }
        let (expected, got) = (expected.description(), got.description());
        self.refuse(part.span(), format!("expected type {expected} in {place}, got {got}"))
    }

    fn aggregate(&self, node: &mut Aggregate) -> Checked {
        self.expect(&mut node.body, ValueType::Vector, "aggregation expression")?;
        if let Some(parameter) = &mut node.parameter {
            let expected = match node.operator {
                AggregateOperator::CountValues => ValueType::String,
                _ => ValueType::Scalar,
            };
            self.expect(parameter, expected, "aggregation parameter")?;
        }
        Ok(ValueType::Vector)
    }

    fn binary(&self, node: &mut Binary) -> Checked {
        let left = self.expression(&mut node.left)?;
        let right = self.expression(&mut node.right)?;
        let operator = node.operator;
        let both = |wanted| left == wanted && right == wanted;
        if node.return_bool && !operator.is_comparison() {
            return self.refuse(self.place_of_operator(node), "bool modifier can only be used on comparison operators");
        }
        if operator.is_comparison() && !node.return_bool && both(ValueType::Scalar) {
            return self.refuse(self.place_of_operator(node), "comparisons between scalars must use BOOL modifier");
        }
        if let Some(matching) = &node.matching
            && let Some(label) = matching.labels.iter().find(|label| matching.on && matching.include.contains(label))
        {
            let label = quote(label.as_bytes());
            let message = format!("label {label} must not occur in ON and GROUP clause at once");
            return self.refuse(self.place_of_operator(node), message);
        }
        for (part, operand) in [(&node.left, left), (&node.right, right)] {
            if !matches!(operand, ValueType::Scalar | ValueType::Vector) {
                let message = "binary expression must contain only scalar and instant vector types";
                return self.refuse(part.span(), message);
            }
        }
        self.matching(node, both(ValueType::Vector))?;
        if operator.is_set() && !both(ValueType::Vector) {
            let operator = quote(operator.as_str().as_bytes());
            return self.refuse(node.span, format!("set operator {operator} not allowed in binary scalar expression"));
        }
        Ok(if both(ValueType::Scalar) { ValueType::Scalar } else { ValueType::Vector })
    }

    /// Checks and completes how the series of two operands find each other.
    fn matching(&self, node: &mut Binary, vectors: bool) -> Result<(), ParseError> {
        let (span, operator) = (node.span, node.operator);
        let Some(matching) = &mut node.matching else { return Ok(()) };
        let filled = matching.fill_left.is_some() || matching.fill_right.is_some();
        if !vectors {
            if !matching.labels.is_empty() {
                return self.refuse(span, "vector matching only allowed between instant vectors");
            }
            if filled {
                return self.refuse(span, "filling in missing series only allowed between instant vectors");
            }
            node.matching = None;
            return Ok(());
        }
        if !operator.is_set() {
            return Ok(());
        }
        if matching.cardinality != MatchCardinality::OneToOne {
            let operator = quote(operator.as_str().as_bytes());
            return self.refuse(span, format!("no grouping allowed for {operator} operation"));
        }
        if filled {
            return self.refuse(span, "filling in missing series not allowed for set operators");
        }
        matching.cardinality = MatchCardinality::ManyToMany;
        Ok(())
    }

    /// From the first byte behind the left operand that is not a space (it may begin a comment) to the right operand.
    fn place_of_operator(&self, node: &Binary) -> Span {
        let (left, right) = (node.left.span().end as usize, node.right.span().start as usize);
        let between = self.text.get(left..right).unwrap_or_default();
        let spaces = [' ', '\t', '\n', '\r'];
        let start = left + between.len() - between.trim_start_matches(spaces).len();
        Span::new(start, left + between.trim_end_matches(spaces).len())
    }

    fn call(&self, node: &mut Call) -> Checked {
        let function = node.function;
        let (name, got) = (quote(function.name.as_bytes()), node.arguments.len());
        let (minimum, maximum) = (function.minimum_arguments(), function.maximum_arguments());
        let bound = match (function.variadic, maximum) {
            (0, _) if got != minimum => Some((minimum, "")),
            (0, _) => None,
            (_, _) if got < minimum => Some((minimum, "at least ")),
            (_, Some(maximum)) if got > maximum => Some((maximum, "at most ")),
            _ => None,
        };
        if let Some((expected, bound)) = bound {
            return self
                .refuse(node.span, format!("expected {bound}{expected} argument(s) in call to {name}, got {got}"));
        }
        let place = format!("call to function {name}");
        let info = function.name == "info";
        if info && let Some(labels) = node.arguments.get(1) {
            self.label_selector(labels, node.span, &place)?;
        }
        for (index, argument) in node.arguments.iter_mut().enumerate() {
            // The labels that `info` selects by are no query of their own: `{}` may stand there.
            if info && index == 1 {
                continue;
            }
            if let Some(expected) = function.argument_type(index) {
                self.expect(argument, expected, &place)?;
            }
        }
        Ok(function.returns)
    }

    /// Checks the second argument of `info`.
    fn label_selector(&self, argument: &Expr, call: Span, place: &str) -> Result<(), ParseError> {
        let got = argument.value_type();
        if got != ValueType::Vector {
            let (expected, got) = (ValueType::Vector.description(), got.description());
            return self.refuse(call, format!("expected type {expected} in {place}, got {got}"));
        }
        match argument {
            Expr::Vector(selector) if selector.name.is_none() => Ok(()),
            Expr::Vector(_) => {
                self.refuse(argument.span(), "expected label selectors only, got vector selector instead")
            }
            _ => self.refuse(argument.span(), "expected label selectors only"),
        }
    }

    fn selector(&self, node: &VectorSelector) -> Result<(), ParseError> {
        if let Some(name) = &node.name {
            let inside = node.matchers.split_last().map_or(&[][..], |(_, inside)| inside);
            return match inside.iter().find(|matcher| matcher.is_on(METRIC_NAME)) {
                Some(matcher) => {
                    let (name, value) = (quote(name.as_bytes()), quote(&matcher.value));
                    self.refuse(node.span, format!("metric name must not be set twice: {name} or {value}"))
                }
                None => Ok(()),
            };
        }
        match node.matchers.iter().any(|matcher| !matcher.matches("")) {
            true => Ok(()),
            false => self.refuse(node.span, "vector selector must contain at least one non-empty matcher"),
        }
    }
}
