//! A bucket bound or quantile that is written as a whole number.
//!
//! ## What it does
//! Looks for matchers such as `le="1"` on `_bucket` series, and `quantile="1"`.
//!
//! ## Why it is bad
//! Since version 3, Prometheus writes these labels as OpenMetrics does: a scraped `le="1"` is stored as `le="1.0"`, and
//! the old matcher selects nothing from then on.
//!
//! Only on request: servers of version 2, and data that came by other ways than scraping, keep what was exposed.
//!
//! ## Example
//! ```promql
//! rate(latency_seconds_bucket{le="1"}[5m])
//! ```
//!
//! ## How to fix
//! Write the number with its fraction, or both ways while there is old data.
//! ```promql
//! rate(latency_seconds_bucket{le=~"1|1.0"}[5m])
//! ```

use super::super::{Expression, Lint, definition::Check, metric_name};
use crate::{
    diagnostic::Diagnostic,
    model::{
        labels::BUCKET_BOUND,
        matcher::{MatchKind, Matcher},
    },
    promql::places,
};

pub(super) const LINT: Lint =
    Lint::new("promql/integer-bucket-bound", include_str!("integer_bucket_bound.rs"), Check::Expression(check))
        .on_request();

fn check(expression: &Expression<'_>, found: &mut Vec<Diagnostic>) {
    for selector in expression.tree.selectors() {
        let is_histogram = metric_name(selector).is_some_and(|name| name.ends_with("_bucket"));
        let is_number = |matcher: &Matcher| (matcher.is_on(BUCKET_BOUND) && is_histogram) || matcher.is_on("quantile");
        if !selector.matchers.iter().any(is_number) {
            continue;
        }
        let places = places::matchers(expression.text, selector);
        for (matcher, place) in selector.matchers.iter().zip(places).filter(|(matcher, _)| is_number(matcher)) {
            let values: Vec<&str> = match matcher.kind {
                MatchKind::Equal | MatchKind::NotEqual => matcher.value.as_str().into_iter().collect(),
                MatchKind::Regex | MatchKind::NotRegex => {
                    let set = matcher.regex().and_then(|regex| regex.set_matches()).unwrap_or_default();
                    set.iter().map(String::as_str).collect()
                }
            };
            let whole = values.iter().copied().find(|value| {
                let is_whole = !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit());
                is_whole && matcher.matches(value) != matcher.matches(&format!("{value}.0"))
            });
            if let Some(value) = whole {
                let name = &matcher.name;
                let message = format!("Prometheus 3 stores `{name}=\"{value}\"` as `{name}=\"{value}.0\"`");
                let finding = LINT.at(expression.place(place.whole), message);
                found.push(finding.hinted(format!("write `{value}.0`")));
            }
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
    fn only_bounds_that_are_stored_otherwise_are_found() {
        clean(&LINT, &[r#"x_bucket{le="1.0"}"#, r#"x_bucket{le="+Inf"}"#, r#"x{le="1"}"#, r#"x_bucket{le="0.5"}"#]);
        clean(&LINT, &[r#"x_bucket{le=~"1|1\\.0"}"#, r#"x_bucket{le=~"1(\\.0)?"}"#, r#"x_bucket{a="1"}"#]);
        assert_eq!(
            found(&LINT, r#"x_bucket{le!="10"} + x{quantile="1"} + x_bucket{le=~"0[.]5|5"}"#),
            [
                r#"le!="10": Prometheus 3 stores `le="10"` as `le="10.0"`"#,
                r#"quantile="1": Prometheus 3 stores `quantile="1"` as `quantile="1.0"`"#,
                r#"le=~"0[.]5|5": Prometheus 3 stores `le="5"` as `le="5.0"`"#
            ]
        );
    }
}
