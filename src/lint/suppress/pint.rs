//! pint's checks and the lints that look for the same.

/// The names of pint's checks, each with our codes; none for what is not looked for here.
const CHECKS: &[(&str, &[&str])] = &[
    ("alerts/absent", &["alerts/missing-for"]),
    ("alerts/annotation", &["alerts/missing-annotation"]),
    ("alerts/comparison", &["alerts/always-firing", "alerts/bool-comparison", "alerts/no-comparison"]),
    ("alerts/count", &[]),
    ("alerts/external_labels", &[]),
    ("alerts/for", &["alerts/zero-for"]),
    (
        "alerts/template",
        &[
            "alerts/failing-template",
            "alerts/label-gone",
            "alerts/printf-verb",
            "alerts/template-query",
            "alerts/unknown-field",
            "alerts/value-in-label",
        ],
    ),
    ("group/interval", &[]),
    ("ignore/file", &[]),
    ("labels/conflict", &["rules/overridden-label", "rules/repeated-group-label"]),
    ("pint/comment", &["lint/ignore-comment"]),
    ("promql/aggregate", &[]),
    ("promql/counter", &["promql/raw-counter"]),
    ("promql/features", &[]),
    ("promql/fragile", &[]),
    (
        "promql/impossible",
        &[
            "promql/contradicting-comparisons",
            "promql/contradicting-matchers",
            "promql/dead-comparison",
            "promql/impossible-label",
            "promql/never-matches",
        ],
    ),
    ("promql/nan", &["promql/nan-division"]),
    ("promql/offset", &[]),
    ("promql/range_query", &[]),
    ("promql/rate", &["promql/rate-of-aggregate", "promql/rate-of-rate"]),
    ("promql/regexp", &["promql/plain-regex", "promql/regex-anchors", "promql/regex-matches-all"]),
    ("promql/selector", &["promql/nameless-selector"]),
    ("promql/series", &[]),
    ("promql/syntax", &[]),
    ("promql/vector_matching", &["promql/never-matches", "promql/unmatched-labels"]),
    ("query/cost", &[]),
    ("rule/dependency", &["rules/later-rule", "rules/other-group"]),
    ("rule/duplicate", &["alerts/identical-alerts", "rules/duplicate", "rules/repeated-expression"]),
    ("rule/for", &["alerts/missing-for"]),
    ("rule/label", &["alerts/missing-severity"]),
    ("rule/link", &[]),
    ("rule/name", &["alerts/naming", "rules/naming"]),
    ("rule/owner", &[]),
    ("rule/reject", &[]),
    ("rule/report", &[]),
    ("yaml/parse", &[]),
];

/// Our codes for one of pint's checks; `None` if pint has no such check.
pub(super) fn codes_of(check: &str) -> Option<&'static [&'static str]> {
    CHECKS.iter().find(|(name, _)| *name == check).map(|(_, codes)| *codes)
}

/// The check that `name` was probably meant to be.
pub(super) fn similar(name: &str) -> Option<&'static str> {
    let names: Vec<&'static str> = CHECKS.iter().map(|(name, _)| *name).collect();
    crate::diagnostic::similar(name, &names)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_names_codes_that_exist() {
        for code in CHECKS.iter().flat_map(|(_, codes)| *codes) {
            assert!(crate::lint::lint(code).is_some(), "{code}");
        }
        assert!(CHECKS.is_sorted_by(|left, right| left.0 < right.0));
    }
}
