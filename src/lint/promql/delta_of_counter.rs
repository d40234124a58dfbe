//! A function for gauges over a counter.
//!
//! ## What it does
//! Looks for `delta`, `idelta`, `deriv`, `predict_linear` and `double_exponential_smoothing` over
//! series whose name ends with `_total`.
//!
//! ## Why it is bad
//! These functions know nothing of resets: when the process restarts and the counter begins again at 0, they show a huge
//! fall.
//!
//! ## Example
//! ```promql
//! delta(requests_total[5m])
//! ```
//!
//! ## How to fix
//! Use `increase` or `rate`.
//! ```promql
//! increase(requests_total[5m])
//! ```

use super::super::{Expression, Lint, counters::names_counter, definition::Check, metric_name};
use crate::{diagnostic::Diagnostic, promql::ast::Expr};

pub(super) const LINT: Lint =
    Lint::new("promql/delta-of-counter", include_str!("delta_of_counter.rs"), Check::Expression(check));

fn check(expression: &Expression<'_>, found: &mut Vec<Diagnostic>) {
    expression.tree.walk(&mut |node| {
        let Expr::Call(call) = node else { return };
        let instead = match call.function.name {
            "delta" => "increase",
            "idelta" => "irate",
            "deriv" | "predict_linear" | "double_exponential_smoothing" => "rate",
            _ => return,
        };
        let Some(Expr::Matrix(matrix)) = call.arguments.first().map(Expr::without_parens) else { return };
        if let Some(name) = metric_name(&matrix.selector).filter(|name| names_counter(name)) {
            let message = format!("`{}` of `{name}`, a counter by its name, knows no resets", call.function.name);
            let finding = LINT.at(expression.place(matrix.selector.span), message);
            found.push(finding.hinted(format!("use `{instead}`, which does")));
        }
    });
}

#[cfg(test)]
mod tests {
    use super::{
        super::{super::fixtures::found, clean},
        *,
    };

    #[test]
    fn gauges_and_functions_for_counters_are_left_alone() {
        clean(&LINT, &["rate(x_total[5m])", "delta(x[5m])", "delta(job:x_total[5m])", "changes(x_total[5m])"]);
        clean(&LINT, &["deriv(rate(x_total[5m])[1h:])", "predict_linear(x_bytes[1h], 60)"]);
        assert_eq!(
            found(&LINT, "predict_linear(x_total[1h], 60) + idelta(y_total[1m])"),
            [
                "x_total: `predict_linear` of `x_total`, a counter by its name, knows no resets",
                "y_total: `idelta` of `y_total`, a counter by its name, knows no resets"
            ]
        );
    }
}
