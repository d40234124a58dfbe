//! Text → the same expression, laid out over lines: for texts that people keep.
//!
//! It looks as [`Expr::pretty`](super::ast::Expr::pretty) prints, and so as Prometheus' own pages format it, but nothing
//! of what was written is lost: comments stay with what they stand beside, and numbers, durations, strings and labels
//! stay as they were spelled and in their order. Where it differs beyond that:
//!
//! - the outermost operator and its left operands are not indented, so that the first line begins in the first column;
//! - a number stands on the line of the operator before it;
//! - a comment inside an expression breaks it over lines, however short it is, and so do comments among matchers;
//! - a subquery is indented as everything else.
//!
//! ```text
//! text ─ parse → tree ──────────────────────┐
//!   └─── lexer → tokens ─ `pieces` → pieces ┴ `print` → text ─ parse → the same tree? (`same`)
//! ```

mod pieces;
mod print;
mod same;
#[cfg(test)]
mod tests;

pub(crate) use same::is_same;

use super::{error::ParseError, features::Features, grammar::parse};
use pieces::Pieces;

/// Why an expression is not laid out.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LayoutError {
    /// It does not parse.
    #[error(transparent)]
    Parse(#[from] ParseError),
    /// The text laid out would not mean the same, or a comment would be lost. No such text is known; whoever formats
    /// files must not rely on that.
    #[error("formatting would change what the expression means")]
    Changed,
}

/// Lays an expression out, without a line break at the end. What comes out has been parsed again, and is the same.
pub fn lay_out(text: &str, features: Features) -> Result<String, LayoutError> {
    let expression = parse(text, features)?;
    let pieces = Pieces::new(text, &expression);
    let laid_out = print::print(&expression, &pieces);
    let again = parse(&laid_out, features).map_err(|_| LayoutError::Changed)?;
    let comments_stay = || pieces.comments().eq(Pieces::new(&laid_out, &again).comments());
    if !is_same(&expression, &again) || !comments_stay() {
        return Err(LayoutError::Changed);
    }
    Ok(laid_out)
}
