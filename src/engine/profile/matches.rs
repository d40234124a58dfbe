//! Which label sets of a binary operator's sides met.

use crate::model::labels::Labels;

/// The match groups of an operator between two vectors.
///
/// They are those of the labels: whether the series of a group are ever there at the same step is not looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Matches {
    /// Label sets that both sides have.
    pub matched: u64,
    /// What only the left side has.
    pub left: Unmatched,
    /// What only the right side has.
    pub right: Unmatched,
}

/// The label sets of one side that the other does not have.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Unmatched {
    /// How many label sets.
    pub label_sets: u64,
    /// How many series have them.
    pub series: u64,
    /// The first five, reduced to the labels that are compared.
    pub examples: Vec<Labels>,
}
