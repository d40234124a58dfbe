//! Templates of Helm charts, which are no YAML until Helm has rendered them.

/// What to do with one.
pub(super) const HINT: &str =
    "this looks like a template of a Helm chart; render it first: helm template CHART | promq check rules";

/// Actions that begin like this are Helm's; Prometheus' own stand in labels and annotations and do not.
const BEGINNINGS: [&str; 14] = [
    ".Values",
    ".Release",
    ".Chart",
    ".Capabilities",
    ".Template",
    ".Files",
    "include ",
    "template ",
    "define ",
    "toYaml ",
    "tpl ",
    "if ",
    "range ",
    "end",
];

/// Whether a text has an action that only Helm would run.
pub(super) fn is_template(text: &str) -> bool {
    text.split("{{").skip(1).any(|action| {
        let action = action.strip_prefix('-').unwrap_or(action).trim_start();
        BEGINNINGS.iter().any(|beginning| action.starts_with(beginning))
    })
}
