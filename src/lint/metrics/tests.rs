//! Each finding once where it must be, and not where it must not.

use super::*;
use crate::exposition::classic::{ClassicOptions, read};

fn problems(text: &str) -> Vec<Problem> {
    let options = ClassicOptions { keep_lines: true, ..ClassicOptions::default() };
    check(&read(&mut text.as_bytes(), options).expect("the page is good"))
}

/// The lines that promtool prints, with the places found.
fn shown(text: &str) -> String {
    let line = |problem: &Problem| {
        let diagnostic = problem.diagnostic("page");
        let place = diagnostic.place.expect("it has a place");
        let start = place.start();
        format!(
            "{} {} ×{} {}:{} {:?}",
            problem.code,
            problem.text,
            problem.count,
            start.line,
            start.column,
            place.text()
        )
    };
    problems(text).iter().map(line).collect::<Vec<_>>().join("\n")
}

#[test]
fn good_metrics_have_no_findings() {
    let text = "# HELP a_seconds_total x\n# TYPE a_seconds_total counter\na_seconds_total{b=\"c\"} 1\na_seconds_total 1\n\
        # HELP h x\n# TYPE h histogram\nh_bucket{le=\"+Inf\"} 1\nh_sum 1\nh_count 1\n\
        # HELP s x\n# TYPE s summary\ns{quantile=\"1\"} 1\ns_sum 1\ns_count 1\n\
        # HELP u_count x\nu_count{le=\"1\"} 1\n# HELP x_gauge x\nx_gauge 1\n";
    assert_eq!(shown(text), "");
}

#[test]
fn every_finding_points_at_its_place() {
    insta::assert_snapshot!(shown(
        "# HELP a:bC x\n# TYPE a:bC counter\na:bC{x=\"fooBar\",fooBar=\"x\"} 1\na:bC{x=\"fooBar\",fooBar=\"x\"} 1\n"
    ), @r#"
    metrics/total-suffix counter metrics should have "_total" suffix ×1 2:8 "a:bC"
    metrics/camel-case label names should be written in 'snake_case' not 'camelCase' ×2 3:17 "fooBar="
    metrics/camel-case metric names should be written in 'snake_case' not 'camelCase' ×1 2:8 "a:bC"
    metrics/colon metric names should not contain ':' ×1 2:8 "a:bC"
    metrics/duplicate metric not unique ×1 4:1 "a:bC"
    "#);
    insta::assert_snapshot!(shown(
        "# HELP g_ms_h_count x\n# TYPE g_ms_h_count gauge\ng_ms_h_count{le=\"1\",quantile=\"2\"} 1\n\
         # HELP x_gauge_total x\n# TYPE x_gauge_total gauge\nx_gauge_total 1\nx_milliseconds 1\n"
    ), @r#"
    metrics/unit-abbreviation metric names should not contain abbreviated units ×2 2:8 "g_ms_h_count"
    metrics/reserved-suffix non-histogram and non-summary metrics should not have "_count" suffix ×1 2:8 "g_ms_h_count"
    metrics/reserved-label non-histogram metrics should not have "le" label ×1 3:14 "le="
    metrics/reserved-label non-summary metrics should not have "quantile" label ×1 3:21 "quantile="
    metrics/type-in-name metric name should not include type 'gauge' ×1 5:8 "x_gauge_total"
    metrics/total-suffix non-counter metrics should not have "_total" suffix ×1 5:8 "x_gauge_total"
    metrics/no-help no help text ×1 7:1 "x_milliseconds"
    metrics/base-unit use base unit "seconds" instead of "milliseconds" ×1 7:1 "x_milliseconds"
    "#);
}
