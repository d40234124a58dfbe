//! What names and operators tell about counters and rates.

use super::{RuleView, metric_name};
use crate::promql::ast::{AggregateOperator, Call, Expr, VectorSelector};

/// The functions for counters: they take a fall of the value for a reset.
pub(super) fn expects_counter(call: &Call) -> bool {
    matches!(call.function.name, "rate" | "irate" | "increase")
}

/// A name that more rules record is not followed.
const MOST_RECORDERS: usize = 100;

/// The expressions of the rules that record what a selector selects.
pub(super) fn recorded<'a>(rule: Option<&'a RuleView<'a>>, selector: &VectorSelector) -> Vec<&'a Expr> {
    let (Some(rule), Some(name)) = (rule, metric_name(selector)) else { return Vec::new() };
    let set = rule.of.set;
    let recorders = set.recorded(name);
    // Of so many rules nobody could say what they have in common.
    let recorders = if recorders.len() > MOST_RECORDERS { &[] } else { recorders };
    recorders.iter().filter_map(|address| set.rule(*address)?.rule.expression.as_deref()).collect()
}

/// The function that makes the values of an expression rates, if it has only rates.
pub(super) fn rate_in(expression: &Expr) -> Option<&Call> {
    match expression {
        Expr::Paren(node) => rate_in(&node.inner),
        Expr::Unary(node) => rate_in(&node.operand),
        Expr::Aggregate(node) => match node.operator {
            AggregateOperator::Count | AggregateOperator::CountValues | AggregateOperator::Group => None,
            _ => rate_in(&node.body),
        },
        Expr::Call(node) if expects_counter(node) => Some(node),
        Expr::Call(node) if matches!(node.function.name, "label_replace" | "label_join" | "sort" | "sort_desc") => {
            rate_in(node.arguments.first()?)
        }
        Expr::Binary(node) => match (rate_in(&node.left), rate_in(&node.right)) {
            (Some(left), Some(_)) => Some(left),
            (Some(left), None) if is_number(&node.right) || node.operator.is_comparison() => Some(left),
            (None, Some(right)) if is_number(&node.left) => Some(right),
            _ => None,
        },
        _ => None,
    }
}

fn is_number(expression: &Expr) -> bool {
    matches!(expression.without_parens(), Expr::Number(_))
}

/// Whether the name of a recorded series says that it is a rate, as `job:requests:rate5m` does.
pub(super) fn names_rate(name: &str) -> bool {
    let Some((_, operations)) = name.rsplit_once(':') else { return false };
    operations.split('_').any(|word| {
        let rest = ["irate", "rate", "increase"].iter().find_map(|operation| word.strip_prefix(operation));
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(|rune: char| rune.is_ascii_digit()))
    })
}

/// Whether a name is that of a counter by convention; names of recorded series are not.
pub(super) fn names_counter(name: &str) -> bool {
    !name.contains(':') && name.ends_with("_total")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::promql::{Features, parse};

    #[test]
    fn rates_are_seen_through_what_keeps_them() {
        for (text, expected) in [
            ("rate(x[5m])", Some("rate")),
            ("sum by (a) (-irate(x[5m])) * 60", Some("irate")),
            ("(increase(x[5m]) > 5) and y", None),
            ("increase(x[5m]) > y", Some("increase")),
            ("rate(x[5m]) / rate(y[5m])", Some("rate")),
            ("rate(x[5m]) + y", None),
            ("count(rate(x[5m]))", None),
            ("changes(x[5m])", None),
            (r#"label_replace(rate(x[5m]), "a", "b", "", "")"#, Some("rate")),
        ] {
            let tree = parse(text, Features::all()).unwrap_or_else(|error| panic!("{text}: {error}"));
            assert_eq!(rate_in(&tree).map(|call| call.function.name), expected, "{text}");
        }
    }

    #[test]
    fn names_tell() {
        for name in ["job:x:rate5m", "a:x_total:sum_irate", ":x:rate", "job:x:ratio_rate1h"] {
            assert!(names_rate(name), "{name}");
        }
        for name in ["job:x:sum", "x_rate5m", "job:x_rate:sum", "job:x:generated", "job:x:rated"] {
            assert!(!names_rate(name), "{name}");
        }
        assert!(names_counter("x_total") && !names_counter("job:x_total") && !names_counter("x_totals"));
    }
}
