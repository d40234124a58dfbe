//! A comparison that always holds.
//!
//! ## What it does
//! Works out which values each side of a comparison can have, as far as the text tells, and looks for comparisons that
//! hold for all of them.
//!
//! ## Why it is bad
//! It filters nothing: `count(x) > 0` is `count(x)`. Perhaps another limit was meant.
//!
//! Only on request: some like to write what they know.
//!
//! ## Example
//! ```promql
//! count by (job) (up == 0) > 0
//! ```
//!
//! ## How to fix
//! Leave it out, or compare with what matters.
//! ```promql
//! count by (job) (up == 0) > 1
//! ```

use super::{
    super::{
        Expression, Lint,
        definition::Check,
        values::{Ranges, Verdict},
    },
    dead_comparison::reasons,
};
use crate::{
    diagnostic::{Diagnostic, Severity},
    promql::{ast::Expr, places},
};

pub(super) const LINT: Lint =
    Lint::new("promql/idle-comparison", include_str!("idle_comparison.rs"), Check::Expression(check))
        .level(Severity::Info)
        .on_request();

fn check(expression: &Expression<'_>, found: &mut Vec<Diagnostic>) {
    let ranges = Ranges::default();
    expression.tree.walk(&mut |node| {
        let Expr::Binary(node) = node else { return };
        if !node.operator.is_comparison() {
            return;
        }
        let (left, right) = (ranges.of(&node.left), ranges.of(&node.right));
        // Between two vectors the series that find no partner are filtered.
        if node.matching.is_some() || left.compare(node.operator, right) != Verdict::Always {
            return;
        }
        let operator = node.operator.as_str();
        let consequence = if node.return_bool { "is always 1" } else { "always holds" };
        let message = format!("`{operator}` {consequence}{}", reasons(node, left, right));
        found.push(LINT.at(expression.place(places::operator(expression.text, node).operator), message));
    });
}

#[cfg(test)]
mod tests {
    use super::{
        super::{super::fixtures::found, clean},
        *,
    };

    #[test]
    fn comparisons_that_always_hold_are_found() {
        clean(&LINT, &["count(x) > 1", "x >= 0", "count(x) > (y < 0)", "scalar(count(x)) > bool 0", "up == up"]);
        for (text, expected) in [
            ("count(x) > 0", ">: `>` always holds: the left side is at least 1"),
            ("absent(x) == 1", "==: `==` always holds: the left side is always 1"),
            ("2 > bool 1", ">: `>` is always 1"),
            ("hour() < 24", "<: `<` always holds: the left side is from 0 to 23"),
        ] {
            assert_eq!(found(&LINT, text), [expected], "{text}");
        }
    }
}
