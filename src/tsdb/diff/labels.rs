//! Which side has which values of which label.

use crate::model::labels::Labels;
use hashbrown::HashMap;

/// How many of something both sides have, and each side alone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SideCounts {
    /// In both.
    pub both: u64,
    /// Only in A.
    pub only_a: u64,
    /// Only in B.
    pub only_b: u64,
}

impl SideCounts {
    /// Whether each side has what the other has.
    pub fn are_equal(&self) -> bool {
        self.only_a == 0 && self.only_b == 0
    }

    /// Counts something that stands on these sides.
    pub(super) fn count(&mut self, (in_a, in_b): (bool, bool)) {
        match (in_a, in_b) {
            (true, true) => self.both += 1,
            (true, false) => self.only_a += 1,
            (false, true) => self.only_b += 1,
            (false, false) => {}
        }
    }

    pub(super) fn add(&mut self, other: &SideCounts) {
        self.both += other.both;
        self.only_a += other.only_a;
        self.only_b += other.only_b;
    }
}

/// A label name whose values differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LabelDifference {
    /// The name.
    pub name: String,
    /// Its values.
    pub values: SideCounts,
}

/// On which sides something has been seen.
type Sides = (bool, bool);

/// The label values seen so far.
#[derive(Debug, Default)]
pub(super) struct LabelValues {
    names: HashMap<String, HashMap<String, Sides>>,
}

impl LabelValues {
    /// Notes the labels of a series that stands on these sides.
    pub(super) fn add(&mut self, labels: &Labels, sides: Sides) {
        for (name, value) in labels.iter() {
            self.note(name, value, sides);
        }
    }

    fn note(&mut self, name: &str, value: &str, (in_a, in_b): Sides) {
        let (seen_in_a, seen_in_b) = self.names.entry_ref(name).or_default().entry_ref(value).or_default();
        *seen_in_a |= in_a;
        *seen_in_b |= in_b;
    }

    /// Adds what another one has seen.
    pub(super) fn merge(&mut self, other: LabelValues) {
        for (name, values) in other.names {
            for (value, sides) in values {
                self.note(&name, &value, sides);
            }
        }
    }

    /// The labels whose values differ, by name.
    pub(super) fn differing(&self) -> Vec<LabelDifference> {
        let mut differing = Vec::new();
        for (name, values) in &self.names {
            let mut counts = SideCounts::default();
            values.values().for_each(|sides| counts.count(*sides));
            if !counts.are_equal() {
                differing.push(LabelDifference { name: name.clone(), values: counts });
            }
        }
        differing.sort_unstable_by(|one, other| one.name.cmp(&other.name));
        differing
    }
}
