//! An expression as lints see it: the tree, the text, and where its bytes stand in a file.

use super::{Locate, RuleView};
use crate::{
    config::rules::Located,
    diagnostic::{Edit, Fix, Place, SourceText, Span},
    promql::ast::{Expr, VectorSelector},
    yaml::{Document, NodeId, ScalarMap},
};
use std::sync::{Arc, OnceLock};

/// An expression with its place.
pub struct Expression<'a> {
    /// The text that all spans of the tree refer to.
    pub text: &'a str,
    /// The tree.
    pub tree: &'a Expr,
    /// The rule it is of; `None` for an expression given alone.
    pub rule: Option<&'a RuleView<'a>>,
    home: Home<'a>,
    /// Where the parts of the scalar stand, made when the first one is asked for.
    map: OnceLock<Option<ScalarMap>>,
}

/// What the text of an expression is part of.
#[derive(Clone, Copy)]
enum Home<'a> {
    /// Nothing: it was given alone.
    Alone(&'a Arc<SourceText>),
    /// A scalar of a document.
    Scalar(&'a Document, NodeId, &'a dyn Locate),
}

impl<'a> Expression<'a> {
    /// An expression that was given alone, whose text is the whole of `source`.
    pub fn alone(source: &'a Arc<SourceText>, text: &'a str, tree: &'a Expr) -> Expression<'a> {
        Expression { text, tree, rule: None, home: Home::Alone(source), map: OnceLock::new() }
    }

    /// The expression of a rule.
    pub(super) fn of_rule(rule: &'a RuleView<'a>) -> Option<Expression<'a>> {
        let (Some(written), Some(tree)) = (&rule.rule.expr, &rule.rule.expression) else { return None };
        let Located { value, node, .. } = written;
        let document = rule.of.file.document.as_ref()?;
        Some(Expression {
            text: value,
            tree,
            rule: Some(rule),
            home: Home::Scalar(document, *node, rule.of.locate),
            map: OnceLock::new(),
        })
    }

    /// Where a part of the expression stands.
    pub fn place(&self, part: Span) -> Place {
        match self.home {
            Home::Alone(source) => Place::new(source, part),
            Home::Scalar(document, node, locate) => {
                let map = self.map.get_or_init(|| document.scalar_map(node)).as_ref();
                let span = map.and_then(|map| map.locate(part)).unwrap_or_else(|| document.locate(node, part));
                locate.place(span)
            }
        }
    }

    /// The text of a part.
    pub fn text_of(&self, part: Span) -> &'a str {
        self.text.get(part.start as usize..part.end as usize).unwrap_or_default()
    }

    /// A fix that writes `replacement` in place of a part; `None` where that cannot be written without changing more.
    pub fn fix(&self, message: impl Into<String>, part: Span, replacement: &str) -> Option<Fix> {
        let edit = match self.home {
            Home::Alone(source) => Edit { place: Place::new(source, part), replacement: replacement.into() },
            Home::Scalar(document, node, locate) => {
                let (span, text) = document.edit(node, part, replacement)?;
                locate.edit(span, text)?
            }
        };
        Some(Fix { message: message.into(), edits: vec![edit] })
    }

    /// A fix that leaves nothing of a part but a part of its own, such as the argument of a call; `None` where comments
    /// would be lost, or the edit cannot be written.
    pub(super) fn fix_to_part(&self, message: impl Into<String>, whole: Span, part: &Expr) -> Option<Fix> {
        let inner = part.span();
        let around = [Span { start: whole.start, end: inner.start }, Span { start: inner.end, end: whole.end }];
        if around.into_iter().any(|around| self.text_of(around).contains('#')) {
            return None;
        }
        let text = self.text_of(inner);
        let is_word = |byte: Option<&u8>| byte.is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'_');
        let bytes = self.text.as_bytes();
        // Words must not grow together with what stands beside them.
        let before = is_word((whole.start as usize).checked_sub(1).and_then(|index| bytes.get(index)));
        let after = is_word(bytes.get(whole.end as usize));
        let space = |is_needed: bool| if is_needed { " " } else { "" };
        self.fix(message, whole, &format!("{}{text}{}", space(before), space(after)))
    }
}

/// Whether an expression has an end of its own, so that nothing beside it can be taken for a part of it.
pub(super) fn is_closed(expression: &Expr) -> bool {
    let is_bare =
        |selector: &VectorSelector| selector.offset.is_none() && selector.at.is_none() && selector.extended.is_none();
    match expression {
        Expr::Paren(_) | Expr::Call(_) | Expr::Aggregate(_) => true,
        Expr::Vector(selector) => is_bare(selector),
        Expr::Matrix(matrix) => is_bare(&matrix.selector),
        _ => false,
    }
}
