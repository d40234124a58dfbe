//! A selector without the name of a metric.
//!
//! ## What it does
//! Looks for selectors such as `{job="node"}` that say nothing about the name.
//!
//! ## Why it is bad
//! They select all metrics of a target, thousands of series of different meaning, and cost accordingly.
//!
//! Only on request: counting everything may be the purpose.
//!
//! ## Example
//! ```promql
//! sum({job="node"})
//! ```
//!
//! ## How to fix
//! Name the metric, or a pattern of names.
//! ```promql
//! sum({__name__=~"node_cpu_.+", job="node"})
//! ```

use super::super::{Expression, Lint, definition::Check};
use crate::{
    diagnostic::{Diagnostic, Severity},
    model::labels::METRIC_NAME,
};

pub(super) const LINT: Lint =
    Lint::new("promql/nameless-selector", include_str!("nameless_selector.rs"), Check::Expression(check))
        .level(Severity::Info)
        .on_request();

fn check(expression: &Expression<'_>, found: &mut Vec<Diagnostic>) {
    for selector in expression.tree.selectors() {
        // A condition on the name that a missing one meets as well is none.
        let names = selector.matchers.iter().filter(|matcher| matcher.is_on(METRIC_NAME));
        if names.into_iter().all(|matcher| matcher.matches("")) {
            found.push(LINT.at(expression.place(selector.span), "this selects series of all metrics"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{
        super::{super::fixtures::found, clean},
        *,
    };

    #[test]
    fn any_condition_on_the_name_will_do() {
        clean(&LINT, &["up", r#"{__name__="up"}"#, r#"{__name__=~"a.+"}"#, r#"{"up", a="b"}"#]);
        assert_eq!(
            found(&LINT, r#"sum({a="b"}) + rate({__name__=~".*",a="b"}[5m])"#),
            [
                r#"{a="b"}: this selects series of all metrics"#,
                r#"{__name__=~".*",a="b"}: this selects series of all metrics"#
            ]
        );
    }
}
