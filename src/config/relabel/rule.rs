//! A relabelling rule as it stands in a file.

use super::super::{
    Error,
    error::{BrokenRule, broken},
    http_client::yaml_error,
    scalar,
};
use crate::golang::regex::{Regex, RegexError};
use serde::{Deserialize, Deserializer, de};
use std::path::Path;

/// What a rule does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Action {
    /// Sets the target label to the replacement if the regular expression matches.
    #[default]
    Replace,
    /// Keeps only label sets that match.
    Keep,
    /// Drops label sets that match.
    Drop,
    /// Keeps only label sets whose source values are the target label's value.
    KeepEqual,
    /// Drops label sets whose source values are the target label's value.
    DropEqual,
    /// Sets the target label to a hash of the source values, modulo the modulus.
    HashMod,
    /// Copies labels whose names match to the names that the replacement gives.
    LabelMap,
    /// Removes labels whose names match.
    LabelDrop,
    /// Removes labels whose names do not match.
    LabelKeep,
    /// Sets the target label to the source values in lower case.
    Lowercase,
    /// Sets the target label to the source values in upper case.
    Uppercase,
}

impl Action {
    const ALL: [(Action, &'static str); 11] = [
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

    /// Its name in a file.
    pub fn name(self) -> &'static str {
        Action::ALL.iter().find(|(action, _)| *action == self).map_or("", |(_, name)| name)
    }

    /// The action of this name, in any letter case.
    pub fn from_name(name: &str) -> Option<Action> {
        Action::ALL.iter().find(|(_, known)| known.eq_ignore_ascii_case(name)).map(|(action, _)| *action)
    }
}

/// Which names labels may have.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum NameScheme {
    /// Any text but the empty one.
    #[default]
    Utf8,
    /// Letters, digits and underscores.
    Legacy,
}

/// A relabelling rule.
#[derive(Clone, Debug)]
pub struct RelabelRule {
    /// Labels whose values are joined.
    pub source_labels: Vec<String>,
    /// What the values are joined with.
    pub separator: String,
    /// What the joined values, or names, must match as a whole.
    pub regex: Regex,
    /// For [`Action::HashMod`].
    pub modulus: u64,
    /// The label to set.
    pub target_label: String,
    /// What to set it to; `$1` is the first group of the regular expression.
    pub replacement: String,
    /// What to do.
    pub action: Action,
    /// Which names labels may get.
    pub scheme: NameScheme,
}

/// A rule before it is checked: some checks ask whether a field was given at all.
#[derive(Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct WrittenRule {
    #[serde(deserialize_with = "given_names")]
    pub(super) source_labels: Option<Vec<String>>,
    #[serde(deserialize_with = "scalar::text")]
    pub(super) separator: String,
    #[serde(deserialize_with = "regex")]
    pub(super) regex: Option<Regex>,
    #[serde(deserialize_with = "number")]
    pub(super) modulus: u64,
    #[serde(deserialize_with = "scalar::text")]
    pub(super) target_label: String,
    #[serde(deserialize_with = "scalar::text")]
    pub(super) replacement: String,
    /// `None`: null.
    #[serde(deserialize_with = "action")]
    pub(super) action: Option<Action>,
}

/// What the joined values match and what they are replaced with, if nothing is said.
pub(super) const DEFAULT_REPLACEMENT: &str = "$1";
pub(super) const DEFAULT_SEPARATOR: &str = ";";
const DEFAULT_REGEX: &[u8] = b"(.*)";

impl Default for WrittenRule {
    fn default() -> WrittenRule {
        WrittenRule {
            source_labels: None,
            separator: DEFAULT_SEPARATOR.into(),
            regex: None,
            modulus: 0,
            target_label: String::new(),
            replacement: DEFAULT_REPLACEMENT.into(),
            action: Some(Action::Replace),
        }
    }
}

impl WrittenRule {
    /// The rule, if it breaks none of Prometheus' rules.
    pub(super) fn finish(self, scheme: NameScheme) -> Result<RelabelRule, BrokenRule> {
        let action = self.check(scheme)?;
        let regex = match self.regex {
            Some(regex) => Ok(regex),
            None => default_regex(),
        };
        let regex = regex.map_err(|error| broken("regex", error.to_string()))?;
        Ok(RelabelRule {
            source_labels: self.source_labels.unwrap_or_default(),
            separator: self.separator,
            regex,
            modulus: self.modulus,
            target_label: self.target_label,
            replacement: self.replacement,
            action,
            scheme,
        })
    }
}

fn default_regex() -> Result<Regex, RegexError> {
    Regex::new(DEFAULT_REGEX)
}

fn given_names<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Vec<String>>, D::Error> {
    scalar::texts(deserializer).map(Some)
}

fn number<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u64, D::Error> {
    Ok(Option::<u64>::deserialize(deserializer)?.unwrap_or_default())
}

/// A given regular expression; null is the empty one.
fn regex<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Regex>, D::Error> {
    let text = scalar::text(deserializer)?;
    Regex::new(text.as_bytes()).map(Some).map_err(|error| {
        // Prometheus compiles the pattern between anchors, and an error about all of it quotes these too.
        let RegexError { reason, fragment } = &error;
        de::Error::custom(match *fragment == text {
            true => format!("error parsing regexp: {reason}: `^(?s:{fragment})$`"),
            false => error.to_string(),
        })
    })
}

fn action<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Action>, D::Error> {
    let Some(name) = Option::<String>::deserialize(deserializer)? else { return Ok(None) };
    let unknown = || de::Error::custom(format_args!("unknown relabel action {name:?}"));
    Action::from_name(&name).map(Some).ok_or_else(unknown)
}

/// Reads the relabelling rules in the file at `path`: a YAML list of them.
pub fn load_rules(path: &Path, scheme: NameScheme) -> Result<Vec<RelabelRule>, Error> {
    let text = std::fs::read_to_string(path).map_err(|source| Error::Read { path: path.into(), source })?;
    parse_rules(&text, path, scheme)
}

/// Reads `text` as the content of the file at `path`: a list of rules. An empty text means none; of several documents
/// the first one counts.
pub fn parse_rules(text: &str, path: &Path, scheme: NameScheme) -> Result<Vec<RelabelRule>, Error> {
    let Some(document) = serde_yaml::Deserializer::from_str(text).next() else { return Ok(Vec::new()) };
    let written = Option::<Vec<Option<WrittenRule>>>::deserialize(document);
    let written = written.map_err(|error| yaml_error(path, &error))?.unwrap_or_default();
    let finish = |(index, rule): (usize, Option<WrittenRule>)| {
        let rule = match rule {
            Some(rule) => rule.finish(scheme).map_err(|broken| broken.message),
            None => Err("empty or null relabeling rule".to_owned()),
        };
        rule.map_err(|message| {
            let (line, column) = item_position(text, index);
            Error::Rule { path: path.into(), line, column, message }
        })
    };
    written.into_iter().enumerate().map(finish).collect()
}

/// One-based line and column of item `index` of a list in block style; the file's start if it is written otherwise.
fn item_position(text: &str, index: usize) -> (usize, usize) {
    let indent = |line: &str| line.chars().take_while(|&rune| rune == ' ').count();
    let is_item = |line: &str| line.trim_start() == "-" || line.trim_start().starts_with("- ");
    let mut items = text.lines().enumerate().filter(|(_, line)| is_item(line)).peekable();
    let Some(level) = items.peek().map(|(_, line)| indent(line)) else { return (1, 1) };
    items.filter(|(_, line)| indent(line) == level).nth(index).map_or((1, 1), |(line, _)| (line + 1, level + 1))
}
