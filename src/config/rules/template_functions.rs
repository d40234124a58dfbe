//! What the templates of alerts may name.

use crate::golang::template::{Kind, Signature};

/// The variables that Prometheus sets in front of every template.
pub const TEMPLATE_VARIABLES: [&str; 4] = ["$labels", "$externalLabels", "$externalURL", "$value"];

/// How many bytes long the actions are that set them; columns on a template's first line count from there.
pub const TEMPLATE_PREFIX: usize = 112;

/// Go's name of the type of a sample as templates see it.
pub const TEMPLATE_SAMPLE: &str = "*template.sample";
/// Go's name of the type of samples as templates see them.
pub const TEMPLATE_SAMPLES: &str = "template.queryResult";

/// What the function `name` takes that Prometheus gives templates, besides Go's own; `None` if there is none.
pub fn template_signature(name: &str) -> Option<Signature> {
    let parameters: &'static [Kind] = match name {
        "now" | "pathPrefix" | "externalURL" | "args" => &[],
        "query" | "safeHtml" | "title" | "toUpper" | "toLower" | "graphLink" | "tableLink" | "stripPort"
        | "stripDomain" | "parseDuration" | "urlQueryEscape" => &[Kind::Text],
        "first" => &[Kind::Of(TEMPLATE_SAMPLES)],
        "value" | "strvalue" => &[Kind::Of(TEMPLATE_SAMPLE)],
        "label" => &[Kind::Text, Kind::Of(TEMPLATE_SAMPLE)],
        "sortByLabel" => &[Kind::Text, Kind::Of(TEMPLATE_SAMPLES)],
        "match" => &[Kind::Text, Kind::Text],
        "reReplaceAll" => &[Kind::Text, Kind::Text, Kind::Text],
        "humanize" | "humanize1024" | "humanizeDuration" | "humanizePercentage" | "humanizeTimestamp" | "toTime"
        | "toDuration" => &[Kind::Any],
        _ => return None,
    };
    Some(Signature { parameters, rest: (name == "args").then_some(Kind::Any) })
}

/// Whether Prometheus gives templates a function of that name, besides Go's own.
pub fn is_template_function(name: &str) -> bool {
    template_signature(name).is_some()
}
