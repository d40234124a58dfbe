//! Several sorted lists of series cut at the same label sets, so that the pieces can be merged in parallel.
//!
//! ```text
//! list 0:  a b c d │ e f g h │ i        cuts: every so many series of the longest list
//! list 1:  b d     │ g       │ i j k
//! ```
//! Whatever label set stands in several lists stands in the same piece of all of them. Nothing is known here of where
//! the lists come from.

use crate::model::labels::Labels;
use std::ops::Range;

/// Series of the longest list in a piece: enough that a piece is worth a thread's while, few enough to spread evenly.
pub const PIECE: usize = 1 << 12;

/// Cuts lists of `lengths` series into pieces with about `size` series of the longest one each; a piece has a range of
/// every list. `labels(list, index)` tells the label sets, which must ascend in every list.
pub fn cut<E>(
    lengths: &[usize],
    size: usize,
    labels: impl Fn(usize, usize) -> Result<Labels, E>,
) -> Result<Vec<Vec<Range<usize>>>, E> {
    let longest = lengths.iter().enumerate().max_by_key(|(_, length)| **length).map_or(0, |(list, _)| list);
    let length = lengths.get(longest).copied().unwrap_or(0);
    let mut pieces = Vec::with_capacity(length / size.max(1) + 1);
    let mut begins = vec![0; lengths.len()];
    for at in (0..length).step_by(size.max(1)).skip(1) {
        let pivot = if lengths.len() > 1 { labels(longest, at)? } else { Labels::empty() };
        let mut ends = Vec::with_capacity(lengths.len());
        for (list, (&begin, &end)) in begins.iter().zip(lengths).enumerate() {
            ends.push(if list == longest { at } else { first_not_below(&pivot, begin..end, |at| labels(list, at))? });
        }
        pieces.push(begins.iter().zip(&ends).map(|(&begin, &end)| begin..end).collect());
        begins = ends;
    }
    if lengths.iter().any(|length| *length > 0) {
        pieces.push(begins.iter().zip(lengths).map(|(&begin, &end)| begin..end).collect());
    }
    Ok(pieces)
}

/// The first index in `range` whose labels are at least `pivot`, by bisection.
fn first_not_below<E>(
    pivot: &Labels,
    mut range: Range<usize>,
    labels: impl Fn(usize) -> Result<Labels, E>,
) -> Result<usize, E> {
    while !range.is_empty() {
        let middle = range.start + range.len() / 2;
        if labels(middle)? < *pivot {
            range.start = middle + 1;
        } else {
            range.end = middle;
        }
    }
    Ok(range.start)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::{collections::BTreeSet, convert::Infallible};

    proptest! {
        #[test]
        fn equal_labels_share_a_piece_and_nothing_is_lost(
            lists in proptest::collection::vec(proptest::collection::btree_set(0u32..90, 0..60), 0..5),
            size in 1usize..20,
        ) {
            let label = |number: u32| Labels::from_pairs([("a", format!("{number:03}"))]);
            let lists: Vec<Vec<u32>> = lists.into_iter().map(|set| set.into_iter().collect()).collect();
            let lengths: Vec<usize> = lists.iter().map(Vec::len).collect();
            let pieces = cut(&lengths, size, |list, index| Ok::<_, Infallible>(label(lists[list][index]))).unwrap();
            let mut before: Option<u32> = None;
            let mut rebuilt = vec![Vec::new(); lists.len()];
            for piece in &pieces {
                let mut seen = BTreeSet::new();
                for (list, range) in piece.iter().enumerate() {
                    seen.extend(&lists[list][range.clone()]);
                    rebuilt[list].extend_from_slice(&lists[list][range.clone()]);
                }
                prop_assert!(before.is_none_or(|before| seen.first().is_none_or(|first| before < *first)));
                before = seen.last().copied().or(before);
            }
            prop_assert_eq!(rebuilt, lists);
        }
    }
}
