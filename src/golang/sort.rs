//! Go's sort, for lists whose order among equals users see.
//!
//! `slices.SortFunc` is a pattern-defeating quicksort that is not stable: where equal items end up is a matter of which
//! were swapped on the way, the same every time for the same input. Here every comparison and swap happens as there.

/// From so many items on it is not worth to divide further.
const INSERTION: usize = 12;
/// From so many items on the pivot is the median of medians.
const NINTHER: usize = 50;
/// All comparisons of a ninther went the wrong way: the items stand in descending order.
const MOST_SWAPS: usize = 4 * 3;
/// How many pairs a nearly sorted run may have in wrong order, and how short it may be for repairs to be worth it.
const REPAIRS: usize = 5;
const SHORTEST_REPAIRED: usize = 50;

/// Sorts as `slices.SortFunc` does with a comparison for which `less(a, b)` means "negative".
pub fn sort_by<T>(items: &mut [T], less: impl Fn(&T, &T) -> bool) {
    let limit = usize::BITS - items.len().leading_zeros();
    let end = items.len();
    Sorter { items, less }.sort(0, end, limit);
}

struct Sorter<'a, T, F> {
    items: &'a mut [T],
    less: F,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Hint {
    Unknown,
    Increasing,
    Decreasing,
}

impl<T, F: Fn(&T, &T) -> bool> Sorter<'_, T, F> {
    fn less(&self, left: usize, right: usize) -> bool {
        (self.less)(&self.items[left], &self.items[right])
    }

    fn sort(&mut self, mut begin: usize, mut end: usize, mut limit: u32) {
        let (mut was_balanced, mut was_partitioned) = (true, true);
        loop {
            let length = end - begin;
            if length <= INSERTION {
                return self.insertion_sort(begin, end);
            }
            if limit == 0 {
                return self.heap_sort(begin, end);
            }
            if !was_balanced {
                self.break_patterns(begin, end);
                limit -= 1;
            }
            let (mut pivot, mut hint) = self.choose_pivot(begin, end);
            if hint == Hint::Decreasing {
                self.items[begin..end].reverse();
                pivot = (end - 1) - (pivot - begin);
                hint = Hint::Increasing;
            }
            if was_balanced && was_partitioned && hint == Hint::Increasing && self.repair(begin, end) {
                return;
            }
            if begin > 0 && !self.less(begin - 1, pivot) {
                begin = self.partition_equal(begin, end, pivot);
                continue;
            }
            let (middle, already) = self.partition(begin, end, pivot);
            was_partitioned = already;
            let (left, right) = (middle - begin, end - middle);
            was_balanced = left.min(right) >= length / 8;
            if left < right {
                self.sort(begin, middle, limit);
                begin = middle + 1;
            } else {
                self.sort(middle + 1, end, limit);
                end = middle;
            }
        }
    }

    fn insertion_sort(&mut self, begin: usize, end: usize) {
        for index in begin + 1..end {
            let mut at = index;
            while at > begin && self.less(at, at - 1) {
                self.items.swap(at, at - 1);
                at -= 1;
            }
        }
    }

    fn heap_sort(&mut self, begin: usize, end: usize) {
        let length = end - begin;
        for index in (0..=(length - 1) / 2).rev() {
            self.sift_down(index, length, begin);
        }
        for index in (0..length).rev() {
            self.items.swap(begin, begin + index);
            self.sift_down(0, index, begin);
        }
    }

    fn sift_down(&mut self, mut root: usize, end: usize, first: usize) {
        loop {
            let mut child = 2 * root + 1;
            if child >= end {
                return;
            }
            if child + 1 < end && self.less(first + child, first + child + 1) {
                child += 1;
            }
            if !self.less(first + root, first + child) {
                return;
            }
            self.items.swap(first + root, first + child);
            root = child;
        }
    }

    /// Swaps some items about, always the same ones for the same length.
    fn break_patterns(&mut self, begin: usize, end: usize) {
        let length = end - begin;
        let mut random = length as u64;
        let mask = (1usize << (usize::BITS - length.leading_zeros())) - 1;
        let at = begin + (length / 4) * 2;
        for index in 0..3 {
            random ^= random << 13;
            random ^= random >> 7;
            random ^= random << 17;
            let other = random as usize & mask;
            let other = if other >= length { other - length } else { other };
            self.items.swap(at + index - 1, begin + other);
        }
    }

    fn choose_pivot(&self, begin: usize, end: usize) -> (usize, Hint) {
        let quarter = (end - begin) / 4;
        let mut swaps = 0;
        let [mut low, mut middle, mut high] = [begin + quarter, begin + quarter * 2, begin + quarter * 3];
        if end - begin >= NINTHER {
            low = self.median(low - 1, low, low + 1, &mut swaps);
            middle = self.median(middle - 1, middle, middle + 1, &mut swaps);
            high = self.median(high - 1, high, high + 1, &mut swaps);
        }
        let pivot = self.median(low, middle, high, &mut swaps);
        let hint = match swaps {
            0 => Hint::Increasing,
            MOST_SWAPS => Hint::Decreasing,
            _ => Hint::Unknown,
        };
        (pivot, hint)
    }

    fn median(&self, mut a: usize, mut b: usize, mut c: usize, swaps: &mut usize) -> usize {
        let mut order = |low: &mut usize, high: &mut usize| {
            if self.less(*high, *low) {
                *swaps += 1;
                std::mem::swap(low, high);
            }
        };
        order(&mut a, &mut b);
        order(&mut b, &mut c);
        order(&mut a, &mut b);
        b
    }

    /// Sorts a run that is nearly sorted; false if it is not, after having moved some items.
    fn repair(&mut self, begin: usize, end: usize) -> bool {
        let mut at = begin + 1;
        for _ in 0..REPAIRS {
            while at < end && !self.less(at, at - 1) {
                at += 1;
            }
            if at == end {
                return true;
            }
            if end - begin < SHORTEST_REPAIRED {
                return false;
            }
            self.items.swap(at, at - 1);
            if at - begin >= 2 {
                let mut down = at - 1;
                while down >= 1 && self.less(down, down - 1) {
                    self.items.swap(down, down - 1);
                    down -= 1;
                }
            }
            if end - at >= 2 {
                let mut up = at + 1;
                while up < end && self.less(up, up - 1) {
                    self.items.swap(up, up - 1);
                    up += 1;
                }
            }
        }
        false
    }

    /// Items equal to the pivot to the left, greater ones to the right; where the latter begin.
    fn partition_equal(&mut self, begin: usize, end: usize, pivot: usize) -> usize {
        self.items.swap(begin, pivot);
        let (mut low, mut high) = (begin + 1, end - 1);
        loop {
            while low <= high && !self.less(begin, low) {
                low += 1;
            }
            while low <= high && self.less(begin, high) {
                high -= 1;
            }
            if low > high {
                return low;
            }
            self.items.swap(low, high);
            low += 1;
            high -= 1;
        }
    }

    /// Lesser items to the left of the pivot, others to the right; where the pivot is, and whether it was so before.
    fn partition(&mut self, begin: usize, end: usize, pivot: usize) -> (usize, bool) {
        self.items.swap(begin, pivot);
        let (mut low, mut high) = (begin + 1, end - 1);
        let mut already = true;
        loop {
            while low <= high && self.less(low, begin) {
                low += 1;
            }
            while low <= high && !self.less(high, begin) {
                high -= 1;
            }
            if low > high {
                self.items.swap(high, begin);
                return (high, already);
            }
            already = false;
            self.items.swap(low, high);
            low += 1;
            high -= 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn items_are_sorted_and_none_is_lost(keys in proptest::collection::vec(0u8..20, 0..300)) {
            let mut items: Vec<(u8, usize)> = keys.iter().copied().zip(0..).collect();
            sort_by(&mut items, |a, b| a.0 < b.0);
            prop_assert!(items.is_sorted_by_key(|item| item.0));
            items.sort_unstable_by_key(|item| item.1);
            prop_assert!(items.iter().map(|item| item.0).eq(keys));
        }
    }

    #[test]
    fn patterns_that_defeat_quicksort_do_not() {
        for length in [13, 49, 50, 51, 500, 5000] {
            let organ: Vec<usize> = (0..length).map(|index: usize| index.min(length - index)).collect();
            let descending: Vec<usize> = (0..length).rev().collect();
            let saw: Vec<usize> = (0..length).map(|index| index % 7 * 1000 + index / 7).collect();
            for mut items in [organ, descending, saw, vec![1; length]] {
                let mut expected = items.clone();
                expected.sort_unstable();
                sort_by(&mut items, |a, b| a < b);
                assert_eq!(items, expected);
            }
            let mut items: Vec<usize> = (0..length).collect();
            Sorter { items: &mut items, less: |a: &usize, b: &usize| a > b }.heap_sort(0, length);
            assert!(items.is_sorted_by(|a, b| a >= b));
        }
    }
}
