//! `otlp`: what becomes of metrics that arrive by OTLP.

use super::decode::{Checks, Located, Section, ValidationScheme, section};
use crate::golang::quote::quote;
use hashbrown::HashSet;

section! {
    /// Prometheus' `otlp`.
    pub struct Otlp {
        promote_all_resource_attributes: bool,
        promote_resource_attributes: Vec<Located<String>>,
        ignore_resource_attributes: Vec<Located<String>>,
        translation_strategy: String = "UnderscoreEscapingWithSuffixes".into(),
        keep_identifying_resource_attributes: bool,
        convert_histograms_to_nhcb: bool,
        promote_scope_metadata: bool,
        label_name_underscore_sanitization: bool = true,
        label_name_preserve_multiple_underscores: bool = true,
    }
}

impl Section for Otlp {
    const GO_NAME: &'static str = "config.OTLPConfig";
    const GO_FIELDS: &'static str = "config.plain";

    fn check(&mut self, checks: &mut Checks<'_>) {
        let (promoted, ignored) = (&self.promote_resource_attributes, &self.ignore_resource_attributes);
        if self.promote_all_resource_attributes {
            if !promoted.is_empty() {
                let message = "'promote_all_resource_attributes' and 'promote_resource_attributes' cannot be configured \
                               simultaneously";
                let others = ["promote_all_resource_attributes"];
                checks.error_beside("promote_resource_attributes", message, &others);
            }
            check_attributes(ignored, "ignored", "ignore_resource_attributes", checks);
        } else {
            if !ignored.is_empty() {
                let message = "'ignore_resource_attributes' cannot be configured unless \
                               'promote_all_resource_attributes' is true";
                checks.error("ignore_resource_attributes", message);
            }
            check_attributes(promoted, "promoted", "promote_resource_attributes", checks);
        }
    }
}

/// Refuses attributes that are empty or repeated: one finding with all of their texts, as Prometheus has it.
fn check_attributes(attributes: &[Located<String>], adjective: &str, field: &str, checks: &mut Checks<'_>) {
    let mut wrong = Vec::new();
    let mut seen: HashSet<&str> = HashSet::new();
    for attribute in attributes {
        let name = attribute.trim();
        if name.is_empty() {
            wrong.push((attribute.spot, format!("empty {adjective} OTel resource attribute")));
        } else if !seen.insert(name) {
            let shown = quote(name.as_bytes());
            wrong.push((attribute.spot, format!("duplicated {adjective} OTel resource attribute {shown}")));
        }
    }
    let Some(((first, _), others)) = wrong.split_first() else { return };
    let texts: Vec<&str> = wrong.iter().map(|(_, text)| text.as_str()).collect();
    let finding = checks.add(*first, format!("invalid '{field}': {}", texts.join("\n")));
    for (spot, text) in others {
        finding.label(*spot, text);
    }
}

impl Otlp {
    /// The check that needs the scheme of names.
    pub(super) fn check_strategy(&self, scheme: ValidationScheme, checks: &mut Checks<'_>) {
        let strategy = self.translation_strategy.as_str();
        let shown = quote(strategy.as_bytes());
        match strategy {
            "" | "UnderscoreEscapingWithSuffixes" | "UnderscoreEscapingWithoutSuffixes" => {}
            "NoTranslation" | "NoUTF8EscapingWithSuffixes" => {
                let message = format!("OTLP translation strategy {shown} is not allowed when UTF8 is disabled");
                checks.ensure(scheme != ValidationScheme::Legacy, "translation_strategy", message);
            }
            _ => checks.error("translation_strategy", format!("unsupported OTLP translation strategy {shown}")),
        }
    }
}
