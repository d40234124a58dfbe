//! What the templates of alerts may name.

/// The variables that Prometheus sets in front of every template.
pub const TEMPLATE_VARIABLES: [&str; 4] = ["$labels", "$externalLabels", "$externalURL", "$value"];

/// How many bytes long the actions are that set them; columns on a template's first line count from there.
pub const TEMPLATE_PREFIX: usize = 112;

/// Whether Prometheus gives templates a function of that name, besides Go's own.
pub fn is_template_function(name: &str) -> bool {
    matches!(
        name,
        "query"
            | "first"
            | "label"
            | "value"
            | "strvalue"
            | "args"
            | "reReplaceAll"
            | "safeHtml"
            | "match"
            | "title"
            | "toUpper"
            | "toLower"
            | "graphLink"
            | "tableLink"
            | "sortByLabel"
            | "stripPort"
            | "stripDomain"
            | "humanize"
            | "humanize1024"
            | "humanizeDuration"
            | "humanizePercentage"
            | "humanizeTimestamp"
            | "toTime"
            | "toDuration"
            | "now"
            | "pathPrefix"
            | "externalURL"
            | "parseDuration"
            | "urlQueryEscape"
    )
}
