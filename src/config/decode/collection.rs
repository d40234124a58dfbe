//! Lists, maps, optional values, and values that know where they stand.

use super::{Decode, Decoder, Spot};
use crate::{
    golang::quote::quote,
    yaml::{Dialect, NodeId, NodeKind},
};
use hashbrown::HashSet;
use std::ops::{Deref, DerefMut};

impl<T: Decode> Decode for Vec<T> {
    fn go_type() -> String {
        format!("[]{}", T::go_item_type())
    }

    fn null() -> Vec<T> {
        Vec::new()
    }

    fn decode(node: NodeId, decoder: &mut Decoder<'_>) -> Option<Vec<T>> {
        let document = decoder.document;
        let NodeKind::Sequence(items) = &document.node(node).kind else {
            decoder.mismatch(node, &Self::go_type());
            return None;
        };
        Some(items.iter().filter_map(|item| decoder.value(*item)).collect())
    }
}

impl<T: Decode> Decode for Option<T> {
    fn go_type() -> String {
        T::go_type()
    }

    fn go_item_type() -> String {
        format!("*{}", T::go_item_type())
    }

    fn null() -> Option<T> {
        None
    }

    fn decode(node: NodeId, decoder: &mut Decoder<'_>) -> Option<Option<T>> {
        T::decode(node, decoder).map(Some)
    }
}

/// A value and where it stands, which is no part of it when compared.
#[derive(Clone, Debug, Default)]
pub struct Located<T> {
    /// The value.
    pub value: T,
    /// Where it stands.
    pub spot: Spot,
}

impl<T> Deref for Located<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T> DerefMut for Located<T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.value
    }
}

impl<T: PartialEq> PartialEq for Located<T> {
    fn eq(&self, other: &Located<T>) -> bool {
        self.value == other.value
    }
}

impl<T: Decode> Decode for Located<T> {
    fn go_type() -> String {
        T::go_type()
    }

    fn go_item_type() -> String {
        T::go_item_type()
    }

    fn null() -> Located<T> {
        Located { value: T::null(), spot: Spot::default() }
    }

    fn null_at(node: NodeId, decoder: &mut Decoder<'_>) -> Located<T> {
        Located { value: T::null(), spot: decoder.spot(node) }
    }

    fn decode(node: NodeId, decoder: &mut Decoder<'_>) -> Option<Located<T>> {
        let spot = decoder.spot(node);
        T::decode(node, decoder).map(|value| Located { value, spot })
    }
}

/// A mapping whose keys are free, in the order of the file.
#[derive(Clone, Debug, PartialEq)]
pub struct Map<T> {
    entries: Vec<MapEntry<T>>,
}

/// One entry of a [`Map`].
#[derive(Clone, Debug, PartialEq)]
pub struct MapEntry<T> {
    /// The key.
    pub name: Located<String>,
    /// The value.
    pub value: Located<T>,
}

impl<T> Map<T> {
    /// A map of these entries.
    pub(in crate::config) fn from_entries(entries: Vec<MapEntry<T>>) -> Map<T> {
        Map { entries }
    }

    /// The entries.
    pub fn entries(&self) -> &[MapEntry<T>] {
        &self.entries
    }

    /// The entries, to change them.
    pub(in crate::config) fn entries_mut(&mut self) -> &mut [MapEntry<T>] {
        &mut self.entries
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Keys and values.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &T)> {
        self.entries.iter().map(|entry| (entry.name.as_str(), &entry.value.value))
    }

    /// The value of a key.
    pub fn get(&self, name: &str) -> Option<&T> {
        self.iter().find(|(key, _)| *key == name).map(|(_, value)| value)
    }
}

impl<T> Default for Map<T> {
    fn default() -> Map<T> {
        Map { entries: Vec::new() }
    }
}

impl<T: Decode> Decode for Map<T> {
    fn go_type() -> String {
        format!("map[string]{}", T::go_item_type())
    }

    fn null() -> Map<T> {
        Map::default()
    }

    fn decode(node: NodeId, decoder: &mut Decoder<'_>) -> Option<Map<T>> {
        if !decoder.is_mapping(node) {
            decoder.mismatch(node, &Self::go_type());
            return None;
        }
        let found = match decoder.document.entries(node, Dialect::V2) {
            Ok(found) => found,
            Err(merge) => {
                decoder.refuse(merge, "yaml: map merge requires map or sequence of maps as the value");
                return None;
            }
        };
        let mut seen: HashSet<&str> = HashSet::with_capacity(found.len());
        let mut entries = Vec::with_capacity(found.len());
        for entry in found {
            let Some(name) = decoder.key_text(entry.key) else { continue };
            let Some(value) = decoder.value::<Located<T>>(entry.value) else { continue };
            if !seen.insert(name) {
                let message = format!("key {} already set in map", quote(name.as_bytes()));
                decoder.type_error("config/duplicate-field", entry.value, message);
                continue;
            }
            entries.push(MapEntry { name: Located { value: name.into(), spot: decoder.spot(entry.key) }, value });
        }
        Some(Map { entries })
    }
}

/// A part of the file that nothing looks into.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Anything;

impl Decode for Anything {
    fn go_type() -> String {
        "map[string]interface {}".into()
    }

    fn null() -> Anything {
        Anything
    }

    fn decode(node: NodeId, decoder: &mut Decoder<'_>) -> Option<Anything> {
        if !decoder.is_mapping(node) {
            decoder.mismatch(node, &Self::go_type());
            return None;
        }
        Some(Anything)
    }
}
