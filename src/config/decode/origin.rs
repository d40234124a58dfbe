//! Where the parts of a configuration stand in its files.

use crate::diagnostic::Span;

/// One of the files that a run reads, by its number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(usize);

impl FileId {
    /// The file of this number, from zero.
    pub(in crate::config) fn new(index: usize) -> FileId {
        FileId(index)
    }

    /// Its number.
    pub(in crate::config) fn index(self) -> usize {
        self.0
    }
}

/// A span in one of the files.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Spot {
    /// The file.
    pub file: FileId,
    /// The bytes of it.
    pub span: Span,
}

/// Where a section and its fields stand. It is no part of the section's value: any two are equal.
#[derive(Clone, Debug, Default)]
pub struct Origin {
    /// The section.
    pub spot: Spot,
    fields: Vec<FieldOrigin>,
}

#[derive(Clone, Debug)]
struct FieldOrigin {
    name: &'static str,
    key: Spot,
    value: Spot,
    is_broken: bool,
}

impl Origin {
    /// A section of which no field is read yet.
    pub(in crate::config) fn new(spot: Spot) -> Origin {
        Origin { spot, fields: Vec::new() }
    }

    /// Where the key of a field stands, if the file has it.
    pub fn key(&self, name: &str) -> Option<Spot> {
        self.find(name).map(|field| field.key)
    }

    /// Where the value of a field stands, if the file has it.
    pub fn value(&self, name: &str) -> Option<Spot> {
        self.find(name).map(|field| field.value)
    }

    /// Where to point when `name` is to blame: at its value, else at the section, which lacks it.
    pub fn blame(&self, name: &str) -> Spot {
        self.value(name).unwrap_or(self.spot)
    }

    /// Whether a field could not be read.
    pub(in crate::config) fn has_broken(&self) -> bool {
        self.fields.iter().any(|field| field.is_broken)
    }

    /// Whether the field was given and could not be read.
    pub(super) fn is_broken(&self, name: &str) -> bool {
        self.find(name).is_some_and(|field| field.is_broken)
    }

    /// Notes a field; of several notes, the last counts.
    pub(in crate::config) fn note(&mut self, name: &'static str, key: Spot, value: Spot, is_broken: bool) {
        self.fields.push(FieldOrigin { name, key, value, is_broken });
    }

    fn find(&self, name: &str) -> Option<&FieldOrigin> {
        self.fields.iter().rev().find(|field| field.name == name)
    }
}

impl PartialEq for Origin {
    fn eq(&self, _: &Origin) -> bool {
        true
    }
}

impl Eq for Origin {}
