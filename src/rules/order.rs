//! Which rule has to be evaluated before which.

use super::{
    group::{Group, Rule},
    layers::{may_select, names_one_metric},
};
use crate::promql::ast::Expr;

/// The names under which the states of alerts are stored.
pub(super) const ALERT_SERIES: [&str; 2] = ["ALERTS", "ALERTS_FOR_STATE"];

/// An order of evaluation.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Order {
    /// Group and rule, each after all that it reads.
    pub(super) steps: Vec<Step>,
    /// The names of rules that read each other's results, so that no order is right.
    pub(super) circles: Vec<String>,
}

/// One rule in the order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Step {
    pub(super) group: usize,
    pub(super) rule: usize,
    /// Whether a rule that comes later reads its result.
    pub(super) is_read: bool,
}

/// The order of all rules; alerts are left out unless they are wanted. Between rules that do not need each other it is
/// that of the files.
pub(super) fn order(groups: &[Group], with_alerts: bool) -> Order {
    let all: Vec<(usize, usize, &Rule)> = groups
        .iter()
        .enumerate()
        .flat_map(|(group, rules)| rules.rules.iter().enumerate().map(move |(rule, it)| (group, rule, it)))
        .filter(|(_, _, rule)| with_alerts || !rule.is_alerting())
        .collect();
    let reads: Vec<Vec<usize>> = all
        .iter()
        .enumerate()
        .map(|(reader, (_, _, rule))| {
            let others = all.iter().enumerate().filter(|(writer, _)| *writer != reader);
            others.filter(|(_, (_, _, writer))| reads(&rule.expression, writer)).map(|(writer, _)| writer).collect()
        })
        .collect();
    let mut order = Order::default();
    let mut is_read = vec![false; all.len()];
    reads.iter().flatten().for_each(|&writer| is_read[writer] = true);
    let mut done = vec![false; all.len()];
    while order.steps.len() < all.len() {
        let ready =
            |done: &[bool]| (0..all.len()).find(|&rule| !done[rule] && reads[rule].iter().all(|&writer| done[writer]));
        let next = ready(&done).or_else(|| {
            // A circle is broken where the files begin it.
            let first = (0..all.len()).find(|&rule| !done[rule])?;
            order.circles.push(all[first].2.name.clone());
            Some(first)
        });
        let Some(next) = next else { break };
        done[next] = true;
        let (group, rule, _) = all[next];
        order.steps.push(Step { group, rule, is_read: is_read[next] });
    }
    order
}

/// Whether an expression may read what a rule writes. A selector that names no metric is taken to mean data.
fn reads(expression: &Expr, writer: &Rule) -> bool {
    let written: &[&str] = if writer.is_alerting() { &ALERT_SERIES } else { &[writer.name.as_str()] };
    expression.selectors().iter().any(|selector| {
        let conditions = &selector.matchers;
        let names_something =
            names_one_metric(conditions) || conditions.iter().any(|matcher| matcher.is_on("__name__"));
        names_something && written.iter().any(|name| may_select(conditions, name))
    })
}
