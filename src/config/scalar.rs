//! YAML scalars as Prometheus reads them: any scalar is a text, null is the zero value, `yes` is true.

use super::Secret;
use serde::{Deserialize, Deserializer, de};
use std::{collections::BTreeMap, fmt};

/// A text: any scalar as it is written; null is the empty text.
pub(super) fn text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    Ok(Option::<String>::deserialize(deserializer)?.unwrap_or_default())
}

/// A text that must not be shown.
pub(super) fn secret<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Secret, D::Error> {
    text(deserializer).map(Secret::new)
}

/// A section that null leaves at its zero value.
pub(super) fn section<'de, D: Deserializer<'de>, T: Deserialize<'de> + Default>(
    deserializer: D,
) -> Result<T, D::Error> {
    Ok(Option::<T>::deserialize(deserializer)?.unwrap_or_default())
}

/// A boolean in YAML 1.1's spelling: `true`, `yes`, `on`, `y` and their opposites; null is false.
pub(super) fn flag<'de, D: Deserializer<'de>>(deserializer: D) -> Result<bool, D::Error> {
    Ok(Option::<Flag>::deserialize(deserializer)?.is_some_and(|flag| flag.0))
}

struct Flag(bool);

impl<'de> Deserialize<'de> for Flag {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Flag, D::Error> {
        struct Visitor;
        impl de::Visitor<'_> for Visitor {
            type Value = Flag;
            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("a boolean")
            }
            fn visit_bool<E: de::Error>(self, value: bool) -> Result<Flag, E> {
                Ok(Flag(value))
            }
            fn visit_str<E: de::Error>(self, value: &str) -> Result<Flag, E> {
                match value {
                    "y" | "Y" | "yes" | "Yes" | "YES" | "on" | "On" | "ON" => Ok(Flag(true)),
                    "n" | "N" | "no" | "No" | "NO" | "off" | "Off" | "OFF" => Ok(Flag(false)),
                    _ => Err(E::invalid_type(de::Unexpected::Other("a text"), &self)),
                }
            }
        }
        deserializer.deserialize_any(Visitor)
    }
}

/// One text of a list or a map.
#[derive(Deserialize, Default)]
#[serde(transparent)]
struct Text(#[serde(deserialize_with = "text")] String);

/// A list of texts; null is the empty list.
pub(super) fn texts<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    let list = Option::<Vec<Text>>::deserialize(deserializer)?.unwrap_or_default();
    Ok(list.into_iter().map(|text| text.0).collect())
}

/// A list of texts that must not be shown.
pub(super) fn secrets<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Secret>, D::Error> {
    Ok(texts(deserializer)?.into_iter().map(Secret::new).collect())
}

/// A map of texts, sorted by key.
pub(super) fn text_map<'de, D: Deserializer<'de>>(deserializer: D) -> Result<BTreeMap<String, String>, D::Error> {
    let map = Option::<BTreeMap<String, Text>>::deserialize(deserializer)?.unwrap_or_default();
    Ok(map.into_iter().map(|(key, text)| (key, text.0)).collect())
}

/// A map of lists of texts that must not be shown, sorted by key.
pub(super) fn secrets_map<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<BTreeMap<String, Vec<Secret>>, D::Error> {
    let map = Option::<BTreeMap<String, Vec<Text>>>::deserialize(deserializer)?.unwrap_or_default();
    let hide = |list: Vec<Text>| list.into_iter().map(|text| Secret::new(text.0)).collect();
    Ok(map.into_iter().map(|(key, list)| (key, hide(list))).collect())
}
