//! Which blocks of a directory overlap in time.

use crate::tsdb::block::Block;

/// For each block the places of those it has a time in common with, ascending. The blocks must be sorted by first time.
pub fn overlaps(blocks: &[Block]) -> Vec<Vec<usize>> {
    let ranges: Vec<(i64, i64)> = blocks.iter().map(|block| (block.min_time(), block.max_time())).collect();
    overlapping_ranges(&ranges)
}

fn overlapping_ranges(ranges: &[(i64, i64)]) -> Vec<Vec<usize>> {
    let mut overlaps = vec![Vec::new(); ranges.len()];
    for (index, &(min_time, max_time)) in ranges.iter().enumerate() {
        for (other, &(other_min, other_max)) in ranges.iter().enumerate().skip(index + 1) {
            if other_min >= max_time {
                break;
            }
            if other_max > min_time && other_max > other_min {
                overlaps[index].push(other);
                overlaps[other].push(index);
            }
        }
    }
    overlaps
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_are_exclusive_and_every_pair_is_seen_from_both_sides() {
        let ranges = [(0, 100), (10, 20), (20, 30), (30, 30), (100, 200)];
        let expected: [&[usize]; 5] = [&[1, 2], &[0], &[0], &[], &[]];
        assert_eq!(overlapping_ranges(&ranges), expected);
        assert!(overlapping_ranges(&[]).is_empty());
    }
}
