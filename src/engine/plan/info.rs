//! The plan of `info(v, {…})`: which info series to look at, and when.

use super::{Builder, Operation, Selector, build::Scope};
use crate::{
    engine::Error,
    model::{
        labels::METRIC_NAME,
        matcher::{MatchKind, Matcher},
    },
    promql::ast::{Call, Expr},
};

impl Builder<'_> {
    /// The plan of a call of `info`.
    pub(super) fn info(&self, call: &Call, scope: Scope) -> Result<Operation, Error> {
        let input = call.arguments.first().ok_or_else(|| Error::Plan("missing argument of info()".into()))?;
        let given = match call.arguments.get(1).map(Expr::without_parens) {
            Some(Expr::Vector(selector)) => selector.matchers.as_slice(),
            _ => &[],
        };
        let mut selector = self.first_selector(input, scope)?.unwrap_or_else(Selector::nothing);
        let data_matchers: Vec<Matcher> = given.iter().filter(|matcher| !matcher.is_on(METRIC_NAME)).cloned().collect();
        selector.matchers = name_matchers(given)?;
        selector.matchers.extend(data_matchers.iter().cloned());
        selector.extended = None;
        Ok(Operation::Info { input: self.boxed(input, scope)?, selector, data_matchers })
    }

    /// The first selector below `expression`, in source order, with the shifts of the subqueries around it: the info
    /// series are looked at where it looks.
    fn first_selector(&self, expression: &Expr, scope: Scope) -> Result<Option<Selector>, Error> {
        match expression {
            Expr::Number(_) | Expr::String(_) => Ok(None),
            Expr::Paren(node) => self.first_selector(&node.inner, scope),
            Expr::Unary(node) => self.first_selector(&node.operand, scope),
            Expr::Binary(node) => match self.first_selector(&node.left, scope)? {
                Some(selector) => Ok(Some(selector)),
                None => self.first_selector(&node.right, scope),
            },
            Expr::Aggregate(node) => self.first_selector(&node.body, scope),
            Expr::Call(node) => {
                for argument in &node.arguments {
                    if let Some(selector) = self.first_selector(argument, scope)? {
                        return Ok(Some(selector));
                    }
                }
                Ok(None)
            }
            Expr::Vector(node) => self.selector(node, scope).map(Some),
            Expr::Matrix(node) => self.selector(&node.selector, scope).map(Some),
            Expr::Subquery(node) => {
                let Some(mut selector) = self.first_selector(&node.inner, scope)? else { return Ok(None) };
                // A fixed time makes what stands further out irrelevant.
                if selector.at.is_none() {
                    selector.offset = selector.offset.saturating_add(self.optional_duration(node.offset.as_ref())?);
                    selector.at = self.at(node.at, scope);
                }
                Ok(Some(selector))
            }
        }
    }
}

/// The matchers on the name: `target_info` by default, and never only negative ones.
fn name_matchers(given: &[Matcher]) -> Result<Vec<Matcher>, Error> {
    let mut matchers: Vec<Matcher> = given.iter().filter(|matcher| matcher.is_on(METRIC_NAME)).cloned().collect();
    if matchers.is_empty() {
        matchers.push(Matcher::equal(METRIC_NAME, "target_info"));
    } else if matchers.iter().all(|matcher| matches!(matcher.kind, MatchKind::NotEqual | MatchKind::NotRegex)) {
        let any_info = Matcher::new(MatchKind::Regex, METRIC_NAME, ".+_info");
        matchers.push(any_info.map_err(|error| Error::Plan(error.to_string()))?);
    }
    Ok(matchers)
}
