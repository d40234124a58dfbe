//! Going through a tree.

use super::ast::{Expr, VectorSelector};

impl Expr {
    /// Calls `visit` with every direct part that is an expression, in the order in which Prometheus goes through them:
    /// the vector of an aggregation before its parameter. A range selector has no such part.
    pub fn for_each_child<'a>(&'a self, mut visit: impl FnMut(&'a Expr)) {
        match self {
            Expr::Number(_) | Expr::String(_) | Expr::Vector(_) | Expr::Matrix(_) => {}
            Expr::Paren(node) => visit(&node.inner),
            Expr::Unary(node) => visit(&node.operand),
            Expr::Subquery(node) => visit(&node.inner),
            Expr::Call(node) => node.arguments.iter().for_each(visit),
            Expr::Binary(node) => [&node.left, &node.right].into_iter().for_each(visit),
            Expr::Aggregate(node) => {
                visit(&node.body);
                node.parameter.iter().for_each(visit);
            }
        }
    }

    /// As [`Expr::for_each_child`], to change the parts.
    pub fn for_each_child_mut<'a>(&'a mut self, mut visit: impl FnMut(&'a mut Expr)) {
        match self {
            Expr::Number(_) | Expr::String(_) | Expr::Vector(_) | Expr::Matrix(_) => {}
            Expr::Paren(node) => visit(&mut node.inner),
            Expr::Unary(node) => visit(&mut node.operand),
            Expr::Subquery(node) => visit(&mut node.inner),
            Expr::Call(node) => node.arguments.iter_mut().for_each(visit),
            Expr::Binary(node) => {
                visit(&mut node.left);
                visit(&mut node.right);
            }
            Expr::Aggregate(node) => {
                visit(&mut node.body);
                node.parameter.iter_mut().for_each(visit);
            }
        }
    }

    /// Calls `visit` with this expression and all its parts, whole before part.
    pub fn walk<'a>(&'a self, visit: &mut impl FnMut(&'a Expr)) {
        visit(self);
        self.for_each_child(|child| child.walk(visit));
    }

    /// The instant vector selectors in this expression, those of range selectors included, in the order of the text but
    /// for aggregation parameters, which come last.
    pub fn selectors(&self) -> Vec<&VectorSelector> {
        let mut selectors = Vec::new();
        self.walk(&mut |expression| match expression {
            Expr::Vector(selector) => selectors.push(&**selector),
            Expr::Matrix(matrix) => selectors.push(&matrix.selector),
            _ => {}
        });
        selectors
    }

    /// Calls `change` with every selector, as [`Expr::selectors`] lists them, until one fails.
    pub fn change_selectors<E>(
        &mut self,
        change: &mut impl FnMut(&mut VectorSelector) -> Result<(), E>,
    ) -> Result<(), E> {
        match self {
            Expr::Vector(selector) => return change(selector),
            Expr::Matrix(matrix) => return change(&mut matrix.selector),
            _ => {}
        }
        let mut result = Ok(());
        self.for_each_child_mut(|child| {
            if result.is_ok() {
                result = child.change_selectors(change);
            }
        });
        result
    }
}
