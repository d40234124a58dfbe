//! Fixes of findings, put into the text they were found in.

use crate::diagnostic::Fix;
use std::collections::BTreeMap;

/// A text with fixes in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fixed {
    /// The new text.
    pub text: Vec<u8>,
    /// Of each fix whether it is in it. One that overlaps an earlier one is not: what it would change is not there any
    /// more, and another run may find it again.
    pub applied: Vec<bool>,
}

/// Puts the fixes into `text`, which all of them belong to; of two that overlap, the first one.
pub fn apply(text: &[u8], fixes: &[&Fix]) -> Fixed {
    // What is replaced, by its start: its end and the new text.
    let mut accepted: BTreeMap<usize, (usize, &str)> = BTreeMap::new();
    let mut applied = Vec::with_capacity(fixes.len());
    for fix in fixes {
        let edits: Vec<(usize, usize, &str)> = fix
            .edits
            .iter()
            .map(|edit| {
                let range = edit.place.offsets();
                (range.start, range.end, edit.replacement.as_str())
            })
            .collect();
        let is_there = |&(start, end, new): &(usize, usize, &str)| accepted.get(&start) == Some(&(end, new));
        let is_free = |&(start, end, _): &(usize, usize, &str)| {
            let before = accepted.range(..start).next_back().is_none_or(|(_, (before, _))| *before <= start);
            // Two insertions at one place have no order.
            let behind = accepted.range(start..).next().is_none_or(|(behind, _)| *behind >= end && *behind != start);
            before && behind && end <= text.len()
        };
        let fits = edits.iter().all(is_free);
        applied.push(!edits.is_empty() && (fits || edits.iter().all(is_there)));
        if fits {
            accepted.extend(edits.into_iter().map(|(start, end, new)| (start, (end, new))));
        }
    }
    let mut result = Vec::with_capacity(text.len());
    let mut at = 0;
    for (start, (end, new)) in accepted {
        result.extend_from_slice(text.get(at..start).unwrap_or_default());
        result.extend_from_slice(new.as_bytes());
        at = end;
    }
    result.extend_from_slice(text.get(at..).unwrap_or_default());
    Fixed { text: result, applied }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Edit, Place, SourceText, Span};
    use std::sync::Arc;

    fn fixed(text: &str, fixes: &[&[(usize, usize, &str)]]) -> (String, Vec<bool>) {
        let source = Arc::new(SourceText::new("f", text));
        let edit = |&(start, end, new): &(usize, usize, &str)| Edit {
            place: Place::new(&source, Span::new(start, end)),
            replacement: new.into(),
        };
        let fixes: Vec<Fix> =
            fixes.iter().map(|edits| Fix { message: String::new(), edits: edits.iter().map(edit).collect() }).collect();
        let Fixed { text, applied } = apply(text.as_bytes(), &fixes.iter().collect::<Vec<_>>());
        (String::from_utf8(text).expect("it was text"), applied)
    }

    #[test]
    fn of_overlapping_fixes_the_first_one_wins() {
        assert_eq!(fixed("abcdef", &[&[(4, 5, "E")], &[(0, 1, ""), (5, 6, "!")]]), ("bcdE!".into(), vec![true, true]));
        assert_eq!(fixed("abcdef", &[&[(1, 3, "X")], &[(2, 4, "Y")], &[(0, 2, "Z")]]).1, [true, false, false]);
        assert_eq!(fixed("abcdef", &[&[(1, 4, "X")], &[(2, 3, "Y")]]), ("aXef".into(), vec![true, false]));
        assert_eq!(fixed("abcdef", &[&[(2, 3, "Y")], &[(1, 4, "X")]]), ("abYdef".into(), vec![true, false]));
        // A fix is put in whole or not at all.
        assert_eq!(fixed("abc", &[&[(0, 1, "A")], &[(2, 3, "C"), (0, 1, "B")]]), ("Abc".into(), vec![true, false]));
    }

    #[test]
    fn insertions_have_an_order_or_are_left() {
        assert_eq!(fixed("ab", &[&[(1, 1, "x")], &[(1, 1, "y")]]), ("axb".into(), vec![true, false]));
        assert_eq!(fixed("ab", &[&[(0, 1, "x")], &[(1, 1, "y")]]), ("xyb".into(), vec![true, true]));
        // What two findings agree about is done once.
        assert_eq!(fixed("ab", &[&[(1, 1, "x")], &[(1, 1, "x")]]), ("axb".into(), vec![true, true]));
        assert_eq!(fixed("ab", &[&[], &[(2, 9, "x")], &[(2, 2, "!")]]), ("ab!".into(), vec![false, false, true]));
    }
}
