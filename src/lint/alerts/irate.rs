//! `irate` in the condition of an alert.
//!
//! ## What it does
//! Looks for `irate` and `idelta` in the expressions of alerts. Looked for only on request.
//!
//! ## Why it is bad
//! They look at the last two samples only. One quiet scrape makes the expression false, and the wait of `for` begins
//! anew; what happens between evaluations is not seen at all.
//!
//! ## Example
//! ```yaml
//! groups:
//!   - name: jobs
//!     rules:
//!       - alert: CpuBusy
//!         expr: irate(cpu_seconds_total[5m]) > 0.9
//!         for: 10m
//! ```
//!
//! ## How to fix
//! Take the average over the window.
//! ```yaml
//! groups:
//!   - name: jobs
//!     rules:
//!       - alert: CpuBusy
//!         expr: rate(cpu_seconds_total[5m]) > 0.9
//!         for: 10m
//! ```

use super::super::{Expression, Lint, RuleView, definition::Check};
use crate::{
    config::rules::RuleKind,
    diagnostic::{Diagnostic, Span},
    promql::ast::Expr,
};

pub(super) const LINT: Lint = Lint::new("alerts/irate", include_str!("irate.rs"), Check::Rule(check)).on_request();

fn check(rule: &RuleView<'_>, found: &mut Vec<Diagnostic>) {
    if rule.rule.kind() != RuleKind::Alerting {
        return;
    }
    let Some(expression) = Expression::of_rule(rule) else { return };
    expression.tree.walk(&mut |node| {
        let Expr::Call(call) = node else { return };
        let instead = match call.function.name {
            "irate" => "rate",
            "idelta" => "delta",
            _ => return,
        };
        let name = call.function.name;
        let start = call.span.start as usize;
        let message = format!("`{name}` looks at two samples only, so that one quiet scrape resets the alert");
        let finding = LINT.at(expression.place(Span::new(start, start + name.len())), message);
        found.push(finding.hinted(format!("`{instead}` looks at the whole window")));
    });
}

#[cfg(test)]
mod tests {
    use super::{super::super::fixtures::found_in_rules, *};

    #[test]
    fn only_alerts_are_looked_at() {
        let found = |kind: &str| {
            let rule = format!("{{{kind}: a, expr: 'sum(irate(x[5m])) > idelta(y[1m]) + rate(z[1m])'}}");
            found_in_rules(&LINT, &format!("groups: [{{name: g, rules: [{rule}]}}]"))
        };
        assert_eq!(found("record"), [""; 0]);
        assert_eq!(
            found("alert"),
            [
                "irate: `irate` looks at two samples only, so that one quiet scrape resets the alert",
                "idelta: `idelta` looks at two samples only, so that one quiet scrape resets the alert"
            ]
        );
    }
}
