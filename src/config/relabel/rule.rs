//! One rule: its fields and what Prometheus demands of them.

use super::RelabelRegex;
use crate::{
    config::decode::{
        Checks, Decode, Decoder, Findings, LabelName, Located, Section, Uint64, ValidationScheme, section,
    },
    golang::quote::quote,
    yaml::NodeId,
};

section! {
    /// A rule that rewrites or drops label sets.
    pub struct RelabelRule {
        /// The labels whose values, joined, are looked at. `None` when the rule says nothing of them.
        source_labels: Option<LabelNames>,
        /// What joins them.
        separator: String = ";".into(),
        /// What the joined values must match. `None` when the rule says nothing of it: then anything matches.
        regex: Option<GivenRegex> = None,
        /// By how much a hash is divided.
        modulus: Uint64,
        /// The label that is written.
        target_label: String,
        /// What is written.
        replacement: String = "$1".into(),
        /// What is done; `None` after an explicit null, which no rule may have.
        action: Option<Action> = Some(Action::Replace),
    }
}

/// A list of label names, for which it matters whether it is there.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LabelNames(pub Vec<Located<LabelName>>);

/// A pattern that the rule itself gives; an explicit null gives the empty one.
#[derive(Clone, Debug, PartialEq)]
pub struct GivenRegex(pub RelabelRegex);

/// What a rule does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Writes the target label if the pattern matches.
    Replace,
    /// Drops what does not match.
    Keep,
    /// Drops what matches.
    Drop,
    /// Drops what has another value in the target label.
    KeepEqual,
    /// Drops what has the same value in the target label.
    DropEqual,
    /// Writes a hash of the values, divided.
    HashMod,
    /// Copies labels whose names match.
    LabelMap,
    /// Removes labels whose names match.
    LabelDrop,
    /// Removes labels whose names do not match.
    LabelKeep,
    /// Writes the values in lower case.
    Lowercase,
    /// Writes the values in upper case.
    Uppercase,
}

const ACTIONS: [(Action, &str); 11] = [
    (Action::Replace, "replace"),
    (Action::Keep, "keep"),
    (Action::Drop, "drop"),
    (Action::KeepEqual, "keepequal"),
    (Action::DropEqual, "dropequal"),
    (Action::HashMod, "hashmod"),
    (Action::LabelMap, "labelmap"),
    (Action::LabelDrop, "labeldrop"),
    (Action::LabelKeep, "labelkeep"),
    (Action::Lowercase, "lowercase"),
    (Action::Uppercase, "uppercase"),
];

impl Action {
    /// The action of this name, in any letter case.
    pub fn parse(text: &str) -> Option<Action> {
        let lower = text.to_lowercase();
        ACTIONS.iter().find(|(_, name)| *name == lower).map(|(action, _)| *action)
    }

    /// Its name.
    pub fn as_str(self) -> &'static str {
        ACTIONS.iter().find(|(action, _)| *action == self).map_or("", |(_, name)| name)
    }
}

impl Decode for Action {
    fn go_type() -> String {
        "string".into()
    }

    fn null() -> Action {
        Action::Replace
    }

    fn decode(node: NodeId, decoder: &mut Decoder<'_>) -> Option<Action> {
        let text = decoder.text(node, "string")?;
        let action = Action::parse(text);
        if action.is_none() {
            decoder.refuse(node, format!("unknown relabel action {}", quote(text.as_bytes())));
        }
        action
    }
}

impl Decode for LabelNames {
    fn go_type() -> String {
        "model.LabelNames".into()
    }

    fn null() -> LabelNames {
        LabelNames::default()
    }

    fn decode(node: NodeId, decoder: &mut Decoder<'_>) -> Option<LabelNames> {
        if !decoder.is_sequence(node) {
            decoder.mismatch(node, "model.LabelNames");
            return None;
        }
        Vec::decode(node, decoder).map(LabelNames)
    }
}

impl Decode for Option<GivenRegex> {
    fn go_type() -> String {
        "string".into()
    }

    fn null() -> Option<GivenRegex> {
        Some(GivenRegex(RelabelRegex::null()))
    }

    fn decode(node: NodeId, decoder: &mut Decoder<'_>) -> Option<Option<GivenRegex>> {
        RelabelRegex::decode(node, decoder).map(|regex| Some(GivenRegex(regex)))
    }
}

impl Section for RelabelRule {
    const GO_NAME: &'static str = "relabel.Config";
    const GO_FIELDS: &'static str = "relabel.plain";

    /// The rules hold only once the validation scheme is known: see [`RelabelRule::check_with`].
    fn check(&mut self, _: &mut Checks<'_>) {}
}

impl RelabelRule {
    /// The names of the source labels.
    pub fn source_labels(&self) -> impl Iterator<Item = &str> {
        self.located_source_labels().map(|name| name.value.0.as_str())
    }

    /// The source labels with where they stand.
    pub fn located_source_labels(&self) -> impl Iterator<Item = &Located<LabelName>> {
        self.source_labels.iter().flat_map(|names| &names.0)
    }

    /// The pattern, if the rule gives one.
    pub fn given_regex(&self) -> Option<&RelabelRegex> {
        self.regex.as_ref().map(|given| &given.0)
    }

    /// Prometheus' rules, under a scheme of names; only the first that is broken is noted, because the others follow
    /// from it most of the time.
    pub(in crate::config) fn check_with(
        &self,
        scheme: ValidationScheme,
        findings: &mut Findings,
        is_consequence: bool,
    ) {
        if let Err((field, message)) = self.broken_rule(scheme) {
            findings.checks(&self.origin, is_consequence).error(field, message);
        }
    }

    /// Whether the rule could be read, and breaks none of Prometheus' rules.
    pub(in crate::config) fn is_sound(&self, scheme: ValidationScheme) -> bool {
        !self.origin.has_broken() && self.broken_rule(scheme).is_ok()
    }

    fn broken_rule(&self, scheme: ValidationScheme) -> Result<(), (&'static str, String)> {
        let fail = |field, message: String| Err((field, message));
        let Some(action) = self.action else { return fail("action", "relabel action cannot be empty".into()) };
        let name = action.as_str();
        let target = self.target_label.as_str();
        if action == Action::HashMod && self.modulus.0 == 0 {
            return fail("modulus", "relabel configuration for hashmod requires non-zero modulus".into());
        }
        let compares = matches!(action, Action::KeepEqual | Action::DropEqual);
        let changes_case = matches!(action, Action::Lowercase | Action::Uppercase);
        let needs_target = compares || changes_case || matches!(action, Action::Replace | Action::HashMod);
        if needs_target && target.is_empty() {
            return fail("action", format!("relabel configuration for {name} action requires 'target_label' value"));
        }
        let allows_template = |text: &str| match scheme {
            ValidationScheme::Legacy => is_legacy_template(text),
            _ => !text.is_empty(),
        };
        let target_fits = match action {
            Action::Replace if target.contains('$') => allows_template(target),
            _ if needs_target && action != Action::HashMod => scheme.allows_label_name(target),
            _ => true,
        };
        if !target_fits {
            return fail("target_label", invalid(target, "target_label", name));
        }
        if (compares || changes_case) && self.replacement != "$1" {
            return fail("replacement", format!("'replacement' can not be set for {name} action"));
        }
        if action == Action::LabelMap && !allows_template(&self.replacement) {
            return fail("replacement", invalid(&self.replacement, "replacement", name));
        }
        if action == Action::HashMod && !scheme.allows_label_name(target) {
            return fail("target_label", invalid(target, "target_label", name));
        }
        let mut others = [
            ("source_labels", self.source_labels.is_some()),
            ("regex", self.regex.is_some()),
            ("target_label", !target.is_empty()),
            ("modulus", self.modulus.0 != 0),
            ("separator", self.separator != ";"),
            ("replacement", self.replacement != "$1"),
        ]
        .into_iter()
        .filter(|(_, is_set)| *is_set)
        .map(|(field, _)| field);
        match action {
            Action::KeepEqual | Action::DropEqual => {
                match others.find(|field| !matches!(*field, "source_labels" | "target_label")) {
                    Some(field) => fail(
                        field,
                        format!("{name} action requires only 'source_labels' and `target_label`, and no other fields"),
                    ),
                    None => Ok(()),
                }
            }
            Action::LabelDrop | Action::LabelKeep => match others.find(|field| *field != "regex") {
                Some(field) => fail(field, format!("{name} action requires only 'regex', and no other fields")),
                None => Ok(()),
            },
            _ => Ok(()),
        }
    }
}

fn invalid(text: &str, field: &str, action: &str) -> String {
    format!("{} is invalid '{field}' for {action} action", quote(text.as_bytes()))
}

/// `^(?:(?:[a-zA-Z_]|\$(?:\{\w+\}|\w+))+\w*)+$`: letters, digits, `_` and references, not beginning with a digit.
fn is_legacy_template(text: &str) -> bool {
    let word = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_';
    let mut rest = text.as_bytes();
    let mut is_start = true;
    while let Some((&first, after)) = rest.split_first() {
        rest = match first {
            b'$' => {
                let (inner, braced) = match after.split_first() {
                    Some((b'{', inner)) => (inner, true),
                    _ => (after, false),
                };
                let length = inner.iter().take_while(|byte| word(byte)).count();
                let after = &inner[length..];
                match (length, braced, after.first()) {
                    (0, _, _) => return false,
                    (_, true, Some(b'}')) => &after[1..],
                    (_, true, _) => return false,
                    (_, false, _) => after,
                }
            }
            b'0'..=b'9' if is_start => return false,
            byte if word(&byte) => after,
            _ => return false,
        };
        is_start = false;
    }
    !is_start
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn templates_of_the_old_charset() {
        for (text, fits) in [
            ("a_1", true),
            ("${1}_x", true),
            ("$1", true),
            ("a${b}c$d", true),
            ("1a", false),
            ("", false),
            ("a-b", false),
            ("${", false),
            ("$", false),
            ("${1", false),
        ] {
            assert_eq!(is_legacy_template(text), fits, "{text}");
        }
    }

    #[test]
    fn the_rules_have_the_reference_texts() {
        let rule = |action| RelabelRule { action, ..RelabelRule::default() };
        let broken = |rule: &RelabelRule| rule.broken_rule(ValidationScheme::Utf8).err();
        let message = |rule: &RelabelRule| broken(rule).map(|(_, message)| message).unwrap_or_default();
        assert_eq!(message(&rule(None)), "relabel action cannot be empty");
        assert_eq!(
            message(&rule(Some(Action::HashMod))),
            "relabel configuration for hashmod requires non-zero modulus"
        );
        assert_eq!(
            message(&rule(Some(Action::Replace))),
            "relabel configuration for replace action requires 'target_label' value"
        );
        let mut drop = rule(Some(Action::LabelDrop));
        assert_eq!(broken(&drop), None);
        drop.source_labels = Some(LabelNames::default());
        assert_eq!(message(&drop), "labeldrop action requires only 'regex', and no other fields");
        let mut equal = rule(Some(Action::KeepEqual));
        equal.target_label = "a".into();
        equal.regex = Some(GivenRegex(RelabelRegex::new("(.*)").expect("a pattern")));
        assert_eq!(
            message(&equal),
            "keepequal action requires only 'source_labels' and `target_label`, and no other fields"
        );
    }
}
