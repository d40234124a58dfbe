//! Which label sets found no partner, for `query explain`.

use super::matching::MatchGroups;
use crate::{
    engine::{
        exec::OutputSeries,
        profile::{Matches, Unmatched},
    },
    promql::ast::VectorMatching,
};

/// How many label sets are shown of each side.
const EXAMPLES: usize = 5;

/// Counts the match groups with one empty side. Only labels are looked at, not at which steps the series are there.
pub(super) fn count(matching: &VectorMatching, left: &[OutputSeries], right: &[OutputSeries]) -> Matches {
    let groups = MatchGroups::new(matching, left, right);
    let mut matches = Matches::default();
    for ((signature, left), right) in groups.signatures.into_iter().zip(&groups.left).zip(&groups.right) {
        let (side, series): (&mut Unmatched, _) = match (left.len(), right.len()) {
            (lefts, 0) => (&mut matches.left, lefts),
            (0, rights) => (&mut matches.right, rights),
            _ => {
                matches.matched += 1;
                continue;
            }
        };
        side.label_sets += 1;
        side.series += series as u64;
        if side.examples.len() < EXAMPLES {
            side.examples.push(signature);
        }
    }
    matches
}
