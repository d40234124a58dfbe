//! Changing the label matchers of every selector in an expression, for `promql label-matchers`.

use super::{ast::Expr, error::ParseError, features::Features, grammar::parse};
use crate::{
    golang::regex::RegexError,
    model::matcher::{MatchKind, Matcher},
};

/// Why matchers cannot be changed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EditError {
    /// The expression does not parse.
    #[error(transparent)]
    Parse(#[from] ParseError),
    /// The new value is not a regular expression.
    #[error(transparent)]
    Regex(#[from] RegexError),
}

/// Gives every matcher on `name` this operator and value, adds one to selectors that have none, and prints the result
/// as [`Expr::pretty`] does.
pub fn set_label_matcher(
    text: &str,
    features: Features,
    kind: MatchKind,
    name: &str,
    value: &str,
) -> Result<String, EditError> {
    let mut expression = parse(text, features)?;
    let new = Matcher::new(kind, name, value)?;
    edit(&mut expression, |matchers| {
        let mut found = false;
        for matcher in matchers.iter_mut().filter(|matcher| matcher.is_on(name)) {
            matcher.clone_from(&new);
            found = true;
        }
        if !found {
            matchers.push(new.clone());
        }
    });
    Ok(expression.pretty())
}

/// Removes every matcher on `name`, and prints the result as [`Expr::pretty`] does. A metric's name before the braces
/// stays.
pub fn delete_label_matcher(text: &str, features: Features, name: &str) -> Result<String, EditError> {
    let mut expression = parse(text, features)?;
    edit(&mut expression, |matchers| matchers.retain(|matcher| !matcher.is_on(name)));
    Ok(expression.pretty())
}

fn edit(expression: &mut Expr, mut change: impl FnMut(&mut Vec<Matcher>)) {
    let Ok(()) = expression.change_selectors(&mut |selector| {
        change(&mut selector.matchers);
        Ok::<(), std::convert::Infallible>(())
    });
}
