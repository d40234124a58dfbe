//! Random expressions over the metrics `a_total` and `b_total` and the histograms `h`.

use proptest::prelude::*;

fn pick(choices: &'static [&'static str]) -> impl Strategy<Value = String> + Clone {
    prop::sample::select(choices).prop_map(str::to_owned)
}

fn selectors() -> impl Strategy<Value = String> {
    let matchers = pick(&["", r#"{i="0"}"#, r#"{job="odd"}"#, r#"{i=~"[0-2]"}"#, r#"{job!="odd"}"#]);
    let modifiers = pick(&["", "", "", " offset 1m", " offset -30s", " @ 900", " @ 1200 offset 2m"]);
    (pick(&["a_total", "b_total", "h"]), matchers, modifiers)
        .prop_map(|(name, matchers, modifiers)| format!("{name}{matchers}{modifiers}"))
}

fn windows() -> impl Strategy<Value = String> {
    let functions = pick(&[
        "rate",
        "increase",
        "delta",
        "irate",
        "idelta",
        "resets",
        "changes",
        "sum_over_time",
        "avg_over_time",
        "min_over_time",
        "max_over_time",
        "count_over_time",
        "stddev_over_time",
        "last_over_time",
        "first_over_time",
        "present_over_time",
        "mad_over_time",
        "ts_of_max_over_time",
    ]);
    let names = pick(&["a_total", "b_total", r#"a_total{job="odd"}"#, "h", r#"h{job="odd"}"#]);
    let ranges = pick(&["30s", "1m", "5m", "12m"]);
    let modifiers = pick(&["", "", " offset 1m", " @ 1000"]);
    let stored = (functions, names, ranges.clone(), modifiers.clone())
        .prop_map(|(function, name, range, modifier)| format!("{function}({name}[{range}]{modifier})"));
    let extended = (pick(&["rate", "increase", "delta"]), pick(&["anchored", "smoothed"]));
    let extended = (extended, pick(&["a_total", "h"]), ranges, modifiers).prop_map(
        |((function, extended), name, range, modifier)| format!("{function}({name}[{range}] {extended}{modifier})"),
    );
    prop_oneof![8 => stored, 1 => extended]
}

/// Scalar and vector expressions, a few levels deep.
pub(crate) fn expressions() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![3 => selectors(), 4 => windows(), 1 => pick(&["vector(1)", "vector(time())"])];
    leaf.prop_recursive(3, 12, 3, |inner| {
        let aggregations = pick(&[
            "sum",
            "avg",
            "min",
            "max",
            "count",
            "stddev",
            "group",
            "topk by (job) (2, ",
            "quantile(0.3, ",
            "bottomk(1, ",
        ]);
        let groupings = pick(&["", " by (job)", " by (i)", " without (i)"]);
        let operators =
            pick(&[" + ", " - ", " * ", " / ", " > ", " <= bool ", " == ", " and ", " or ", " unless ", " % ", " ^ "]);
        let matchings = pick(&["on (i) ", "ignoring (job) ", "on (job) group_left () ", "on (i, job) "]);
        let functions = pick(&[
            "abs(",
            "-(",
            "ceil(",
            "(",
            "clamp_max(",
            "absent(",
            "sgn(",
            "histogram_avg(",
            "histogram_quantile(0.9, ",
        ]);
        prop_oneof![
            (aggregations, groupings, inner.clone()).prop_map(|(operator, grouping, inner)| {
                if operator.ends_with(' ') {
                    format!("{operator}{inner})")
                } else {
                    format!("{operator}{grouping} ({inner})")
                }
            }),
            (inner.clone(), operators, matchings, inner.clone()).prop_map(|(left, operator, matching, right)| {
                let grouped = matching.contains("group_left");
                let set = ["and", "or", "unless"].contains(&operator.trim());
                let matching = if grouped && set { "on (job) " } else { matching.as_str() };
                format!("({left}){operator}{matching}({right})")
            }),
            (inner.clone(), pick(&[" + 1", " > 5", " == bool 2", " * -1"]))
                .prop_map(|(left, right)| format!("({left}){right}")),
            (functions, inner.clone()).prop_map(|(function, inner)| {
                if function == "clamp_max(" { format!("clamp_max({inner}, 7)") } else { format!("{function}{inner})") }
            }),
            (pick(&["max_over_time", "sum_over_time", "count_over_time"]), inner)
                .prop_map(|(function, inner)| format!("{function}(({inner})[3m:20s])")),
        ]
    })
}
