//! Postings: ascending series numbers, as they lie in the file or as a set operation made them.

use std::borrow::Cow;

/// Ascending series numbers.
#[derive(Clone, Debug)]
pub enum Postings<'a> {
    /// A list in the mapped file: big-endian numbers.
    File(&'a [[u8; 4]]),
    /// The result of an operation.
    Memory(Vec<u32>),
}

impl Default for Postings<'_> {
    fn default() -> Self {
        Postings::File(&[])
    }
}

impl<'a> From<&'a [[u8; 4]]> for Postings<'a> {
    fn from(numbers: &'a [[u8; 4]]) -> Postings<'a> {
        Postings::File(numbers)
    }
}

impl From<Vec<u32>> for Postings<'_> {
    fn from(numbers: Vec<u32>) -> Self {
        Postings::Memory(numbers)
    }
}

impl<'a> Postings<'a> {
    /// How many there are.
    pub fn len(&self) -> usize {
        match self {
            Postings::File(numbers) => numbers.len(),
            Postings::Memory(numbers) => numbers.len(),
        }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Number `index` of the list.
    pub fn get(&self, index: usize) -> Option<u32> {
        match self {
            Postings::File(numbers) => numbers.get(index).map(|number| u32::from_be_bytes(*number)),
            Postings::Memory(numbers) => numbers.get(index).copied(),
        }
    }

    /// The numbers, ascending.
    pub fn iter(&self) -> impl Iterator<Item = u32> {
        (0..self.len()).filter_map(|index| self.get(index))
    }

    /// The numbers as an ordinary list.
    pub fn into_vec(self) -> Vec<u32> {
        match self {
            Postings::File(numbers) => numbers.iter().map(|number| u32::from_be_bytes(*number)).collect(),
            Postings::Memory(numbers) => numbers,
        }
    }

    fn numbers(&self) -> Cow<'_, [u32]> {
        match self {
            Postings::File(_) => Cow::Owned(self.iter().collect()),
            Postings::Memory(numbers) => Cow::Borrowed(numbers),
        }
    }

    /// The first index from `from` on whose number is at least `target`: steps that double, then bisection.
    fn seek(&self, from: usize, target: u32) -> usize {
        let is_before = |index| self.get(index).is_some_and(|number| number < target);
        let mut step = 1;
        let mut low = from;
        while is_before(low + step - 1) {
            low += step;
            step *= 2;
        }
        let mut high = (low + step - 1).min(self.len());
        while low < high {
            let middle = low + (high - low) / 2;
            if is_before(middle) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low
    }
}

/// What stands in all lists; nothing if there is no list. The shortest list leads, the others are galloped through.
pub fn intersection(mut lists: Vec<Postings<'_>>) -> Postings<'_> {
    lists.sort_by_key(Postings::len);
    let mut lists = lists.into_iter();
    let Some(first) = lists.next() else {
        return Postings::default();
    };
    lists.fold(first, |kept, list| {
        let mut position = 0;
        let mut common = Vec::new();
        for number in kept.iter() {
            position = list.seek(position, number);
            match list.get(position) {
                Some(found) if found == number => common.push(number),
                Some(_) => {}
                None => break,
            }
        }
        Postings::Memory(common)
    })
}

/// What stands in any list.
pub fn union(mut lists: Vec<Postings<'_>>) -> Postings<'_> {
    if lists.len() <= 1 {
        return lists.pop().unwrap_or_default();
    }
    let mut all = Vec::with_capacity(lists.iter().map(Postings::len).sum());
    for list in &lists {
        all.extend(list.iter());
    }
    // The standard sort finds the ascending runs and merges them, so this is the k-way merge.
    all.sort();
    all.dedup();
    Postings::Memory(all)
}

/// What stands in `kept` and not in `removed`.
pub fn difference<'a>(kept: Postings<'a>, removed: &Postings<'_>) -> Postings<'a> {
    if kept.is_empty() || removed.is_empty() {
        return kept;
    }
    let mut position = 0;
    let mut left = Vec::with_capacity(kept.len());
    for &number in kept.numbers().iter() {
        position = removed.seek(position, number);
        if removed.get(position) != Some(number) {
            left.push(number);
        }
    }
    Postings::Memory(left)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    fn sets() -> impl Strategy<Value = Vec<BTreeSet<u32>>> {
        let set = proptest::collection::btree_set(0u32..60, 0..50);
        proptest::collection::vec(set, 1..5)
    }

    proptest! {
        #[test]
        fn operations_are_those_of_sets(sets in sets()) {
            let bytes: Vec<Vec<[u8; 4]>> =
                sets.iter().map(|set| set.iter().map(|number| number.to_be_bytes()).collect()).collect();
            let files = || bytes.iter().map(|list| Postings::from(&list[..])).collect::<Vec<_>>();
            let memory = || sets.iter().map(|set| Postings::from(set.iter().copied().collect::<Vec<_>>()));
            let common = sets.iter().skip(1).fold(sets[0].clone(), |common, set| &common & set);
            let all = sets.iter().fold(BTreeSet::new(), |all, set| &all | set);
            let rest: Vec<u32> = sets.iter().skip(1).fold(sets[0].clone(), |rest, set| &rest - set).into_iter().collect();
            prop_assert_eq!(intersection(files()).into_vec(), common.iter().copied().collect::<Vec<_>>());
            prop_assert_eq!(intersection(memory().collect()).into_vec(), common.into_iter().collect::<Vec<_>>());
            prop_assert_eq!(union(files()).into_vec(), all.into_iter().collect::<Vec<_>>());
            let mut lists = memory();
            let first = lists.next().unwrap();
            prop_assert_eq!(lists.fold(first, |kept, list| difference(kept, &list)).into_vec(), rest.clone());
            let mut lists = files().into_iter();
            let first = lists.next().unwrap();
            prop_assert_eq!(lists.fold(first, |kept, list| difference(kept, &list)).into_vec(), rest);
        }
    }

    #[test]
    fn no_list_has_nothing() {
        assert!(intersection(Vec::new()).is_empty());
        assert!(union(Vec::new()).is_empty());
    }
}
