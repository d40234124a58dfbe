//! pint's checks and the lints that look for the same.

/// The names of pint's checks, each with our codes; none for what is not looked for here.
const CHECKS: &[(&str, &[&str])] = &[
    ("alerts/absent", &[]),
    ("alerts/annotation", &[]),
    ("alerts/comparison", &[]),
    ("alerts/count", &[]),
    ("alerts/external_labels", &[]),
    ("alerts/for", &[]),
    ("alerts/template", &[]),
    ("group/interval", &[]),
    ("ignore/file", &[]),
    ("labels/conflict", &[]),
    ("pint/comment", &["lint/ignore-comment"]),
    ("promql/aggregate", &[]),
    ("promql/counter", &[]),
    ("promql/features", &[]),
    ("promql/fragile", &[]),
    ("promql/impossible", &[]),
    ("promql/nan", &[]),
    ("promql/offset", &[]),
    ("promql/range_query", &[]),
    ("promql/rate", &[]),
    ("promql/regexp", &["promql/plain-regex"]),
    ("promql/selector", &[]),
    ("promql/series", &[]),
    ("promql/syntax", &[]),
    ("promql/vector_matching", &[]),
    ("query/cost", &[]),
    ("rule/dependency", &[]),
    ("rule/duplicate", &["rules/duplicate"]),
    ("rule/for", &[]),
    ("rule/label", &[]),
    ("rule/link", &[]),
    ("rule/name", &[]),
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
