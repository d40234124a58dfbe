//! Which blocks Prometheus would merge next: the rules of its leveled compactor (`tsdb/compact.go`).
//!
//! Blocks grow in ranges, each three times the one before, aligned to the epoch. Blocks that were split off from the
//! head for another reason than time are only merged among themselves, and so are blocks that Thanos keeps apart.
//! Among the blocks of one class, by the first rule that finds something:
//!
//! 1. the first run of blocks that overlap each other;
//! 2. for each range from the second shortest up, the first window in which several blocks lie, none of which has
//!    failed before, if they span it or nothing newer can come into it;
//! 3. the newest block that is long enough and has more deletions than a twentieth of its series, or that is all
//!    deleted.
//!
//! The newest block takes part in the first rule only. Everything here is arithmetic on `meta.json`s.

use super::heritage::GroupKey;
use crate::tsdb::block::BlockMeta;
use std::collections::BTreeMap;

/// Each range has so many times the length of the one before.
const RANGE_FACTOR: i64 = 3;
/// How many ranges there are at most.
const MOST_RANGES: usize = 10;
/// The part of the series whose deletion makes rewriting a block worth it.
const DELETED_PART: f64 = 0.05;

/// Why blocks are to become one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// They overlap in time.
    Overlap,
    /// They fill a window of this length, in milliseconds.
    Range(i64),
    /// Much of what it holds is deleted.
    Deletions,
    /// They have samples in a window of this length that was asked for, in milliseconds.
    Window(i64),
    /// They were named.
    Request,
}

/// The lengths of blocks, in milliseconds, ascending: from `shortest` on, not above `longest`.
pub fn block_ranges(shortest: i64, longest: i64) -> Vec<i64> {
    let shortest = shortest.max(1);
    let ranges = std::iter::successors(Some(shortest), |range| range.checked_mul(RANGE_FACTOR)).take(MOST_RANGES);
    ranges.take_while(|&range| range <= longest.max(shortest)).collect()
}

/// The blocks that are to become one next, by their number in `blocks` and sorted by first time; `None` if nothing is
/// left to do. `ranges` are ascending.
pub fn next_merge(blocks: &[BlockMeta], ranges: &[i64]) -> Option<(Vec<usize>, Reason)> {
    let mut classes = BTreeMap::<GroupKey, Vec<usize>>::new();
    for (number, meta) in blocks.iter().enumerate() {
        classes.entry(GroupKey::of(meta)).or_default().push(number);
    }
    classes.into_values().find_map(|mut class| {
        class.sort_by_key(|&number| blocks.get(number).map(|meta| meta.min_time));
        let metas: Vec<&BlockMeta> = class.iter().filter_map(|&number| blocks.get(number)).collect();
        let (chosen, reason) = next_of_class(&metas, ranges)?;
        Some((chosen.filter_map(|position| class.get(position).copied()).collect(), reason))
    })
}

/// A run of positions in a sorted class.
type Run = std::ops::Range<usize>;

fn next_of_class(blocks: &[&BlockMeta], ranges: &[i64]) -> Option<(Run, Reason)> {
    if let Some(run) = overlapping(blocks) {
        return Some((run, Reason::Overlap));
    }
    let (_, blocks) = blocks.split_last()?;
    if let Some((run, range)) = filling_a_range(blocks, ranges) {
        return Some((run, Reason::Range(range)));
    }
    let position = deleted(blocks, ranges)?;
    Some((position..position + 1, Reason::Deletions))
}

/// The first blocks of which each begins before one of those before it ends.
fn overlapping(blocks: &[&BlockMeta]) -> Option<Run> {
    let mut end = blocks.first()?.max_time;
    let mut run: Option<Run> = None;
    for (position, block) in blocks.iter().enumerate().skip(1) {
        match &mut run {
            _ if block.min_time < end => run.get_or_insert(position - 1..position).end = position + 1,
            Some(_) => break,
            None => {}
        }
        end = end.max(block.max_time);
    }
    run
}

fn filling_a_range(blocks: &[&BlockMeta], ranges: &[i64]) -> Option<(Run, i64)> {
    let newest = blocks.last()?.min_time;
    ranges.iter().skip(1).find_map(|&range| {
        let run = windows(blocks, range).into_iter().find(|run| {
            let Some(part @ [first, .., last]) = blocks.get(run.clone()) else { return false };
            let is_full = last.max_time.wrapping_sub(first.min_time) == range || last.max_time <= newest;
            is_full && !part.iter().any(|block| block.compaction.failed)
        })?;
        Some((run, range))
    })
}

/// The runs of blocks that lie in the same aligned window; blocks that lie in none are left out.
fn windows(blocks: &[&BlockMeta], range: i64) -> Vec<Run> {
    let mut runs = Vec::new();
    let mut position = 0;
    while let Some(first) = blocks.get(position) {
        let end = window_of(first.min_time, range).1;
        // The ones after the first only have to end in time: they begin after it.
        let inside = blocks.iter().skip(position).take_while(|block| block.max_time <= end).count();
        if inside > 0 {
            runs.push(position..position + inside);
        }
        position += inside.max(1);
    }
    runs
}

/// The aligned window of this length that a time lies in: its beginning, and its end, exclusive.
pub(super) fn window_of(time: i64, range: i64) -> (i64, i64) {
    let begin = time.div_euclid(range).saturating_mul(range);
    (begin, begin.saturating_add(range))
}

fn deleted(blocks: &[&BlockMeta], ranges: &[i64]) -> Option<usize> {
    let long_enough = *ranges.get(ranges.len() / 2)?;
    for (position, block) in blocks.iter().enumerate().rev() {
        let (tombstones, series) = (block.stats.num_tombstones, block.stats.num_series);
        if block.max_time.wrapping_sub(block.min_time) < long_enough {
            return (tombstones > 0 && tombstones >= series).then_some(position);
        }
        if tombstones as f64 / (series as f64 + 1.0) > DELETED_PART {
            return Some(position);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tsdb::block::{BlockStats, Compaction};

    type Ranges<'a> = &'a [(i64, i64)];

    /// Blocks by their ranges, in the order of a directory.
    fn blocks(ranges: Ranges<'_>) -> Vec<BlockMeta> {
        let meta = |&(min_time, max_time): &(i64, i64)| BlockMeta { min_time, max_time, ..BlockMeta::default() };
        ranges.iter().map(meta).collect()
    }

    fn planned(ranges: &[(i64, i64)]) -> Option<(Vec<usize>, Reason)> {
        next_merge(&blocks(ranges), &[20, 60, 180, 540])
    }

    #[test]
    fn ranges_grow_threefold_up_to_the_longest() {
        let hour = 3_600_000;
        assert_eq!(block_ranges(2 * hour, 36 * hour), [2 * hour, 6 * hour, 18 * hour]);
        assert_eq!(block_ranges(2 * hour, 31 * 24 * hour).last(), Some(&(486 * hour)));
        assert_eq!(block_ranges(5, 1), [5]);
        assert_eq!(block_ranges(0, 3), [1, 3]);
        assert_eq!(block_ranges(1, i64::MAX).len(), MOST_RANGES);
        assert_eq!(block_ranges(i64::MAX / 2, i64::MAX), [i64::MAX / 2]);
    }

    #[test]
    fn windows_are_filled_from_the_shortest_range_up() {
        use Reason::Range;
        let nothing: &[Ranges<'_>] = &[
            &[],
            &[(0, 20)],
            &[(0, 20), (20, 40)],
            // Three full ones, but the last one never counts, and the two others might get a third.
            &[(0, 20), (20, 40), (40, 60)],
            // One alone in its window has nobody to be merged with.
            &[(0, 20), (60, 80), (120, 140), (180, 200)],
            &[(0, 60), (60, 120), (120, 180)],
            // What is longer than any range stays.
            &[(0, 540), (540, 1080), (1080, 1100)],
        ];
        for ranges in nothing {
            assert_eq!(planned(ranges), None, "{ranges:?}");
        }
        let something: &[(Ranges<'_>, &[usize], i64)] = &[
            (&[(0, 20), (20, 40), (40, 60), (60, 80)], &[0, 1, 2], 60),
            // In any order.
            (&[(60, 80), (40, 60), (0, 20), (20, 40)], &[2, 3, 1], 60),
            // With a gap, when they span the window.
            (&[(0, 20), (40, 60), (60, 80)], &[0, 1], 60),
            // With a gap at an end, when the last one that counts lies beyond.
            (&[(20, 40), (40, 60), (60, 80), (80, 100)], &[0, 1], 60),
            (&[(0, 20), (20, 40), (80, 100), (100, 120)], &[0, 1], 60),
            // Short ones count too, if they lie in the window.
            (&[(3, 7), (8, 9), (60, 80), (80, 100)], &[0, 1], 60),
            // The first full window of the shortest range that has one.
            (&[(0, 60), (60, 120), (120, 180), (180, 200), (200, 220), (220, 240), (240, 260)], &[3, 4, 5], 60),
            (&[(0, 60), (60, 120), (120, 180), (180, 200)], &[0, 1, 2], 180),
            // One that crosses a border fits no window of that range, but one of the next.
            (&[(0, 20), (50, 70), (70, 90), (180, 200), (200, 220)], &[0, 1, 2], 180),
            // Before the epoch the windows go on.
            (&[(-60, -40), (-40, -20), (-20, 0), (0, 20)], &[0, 1, 2], 60),
            (&[(-80, -60), (-60, -40), (-40, -20), (-20, 0), (0, 20)], &[1, 2, 3], 60),
        ];
        for (ranges, chosen, range) in something {
            let expected = (chosen.to_vec(), Range(*range));
            assert_eq!(planned(ranges), Some(expected), "{ranges:?}");
        }
        // With one range there is nothing to grow into.
        assert_eq!(next_merge(&blocks(&[(0, 20), (20, 40), (40, 60), (60, 80)]), &[20]), None);
        assert_eq!(next_merge(&blocks(&[(0, 20), (20, 40), (40, 60), (60, 80)]), &[]), None);
    }

    #[test]
    fn the_window_of_a_block_that_fits_none_is_passed_over_whole_or_not() {
        // The first block ends beyond its window of 60 and is passed over; the second begins the window's run.
        let ranges = [(0, 70), (80, 100), (100, 120), (120, 140), (140, 160)];
        assert_eq!(planned(&ranges), Some((vec![1, 2], Reason::Range(60))));
    }

    #[test]
    fn overlapping_blocks_come_first_and_the_newest_one_counts() {
        let overlapping: &[(Ranges<'_>, &[usize])] = &[
            (&[(0, 20), (19, 40)], &[0, 1]),
            (&[(0, 20), (0, 20)], &[0, 1]),
            (&[(0, 100), (20, 40), (60, 80), (100, 120)], &[0, 1, 2]),
            (&[(0, 20), (20, 40), (40, 60), (50, 80), (79, 81), (81, 90)], &[2, 3, 4]),
            // Only the first run.
            (&[(0, 20), (10, 30), (30, 50), (40, 60)], &[0, 1]),
            (&[(0, 20), (20, 40), (40, 60), (60, 80), (70, 90)], &[3, 4]),
        ];
        for (ranges, chosen) in overlapping {
            assert_eq!(planned(ranges), Some((chosen.to_vec(), Reason::Overlap)), "{ranges:?}");
        }
    }

    #[test]
    fn a_window_with_a_failed_block_is_passed_over() {
        let mut metas = blocks(&[(0, 20), (20, 40), (40, 60), (60, 80), (80, 100), (100, 120), (120, 140)]);
        metas[1].compaction.failed = true;
        assert_eq!(next_merge(&metas, &[20, 60]), Some((vec![3, 4, 5], Reason::Range(60))));
        // Overlaps are tried again all the same.
        metas[2].min_time = 30;
        assert_eq!(next_merge(&metas, &[20, 60]), Some((vec![1, 2], Reason::Overlap)));
    }

    #[test]
    fn deletions_are_worth_a_rewrite_in_long_blocks_and_where_nothing_is_left() {
        let ranges = [20, 60, 180, 540];
        let with = |stats: &[(i64, i64, u64, u64)]| {
            let metas: Vec<BlockMeta> = stats
                .iter()
                .map(|&(min_time, max_time, num_tombstones, num_series)| BlockMeta {
                    min_time,
                    max_time,
                    stats: BlockStats { num_tombstones, num_series, ..BlockStats::default() },
                    ..BlockMeta::default()
                })
                .collect();
            next_merge(&metas, &ranges)
        };
        let deletions = |number| Some((vec![number], Reason::Deletions));
        let newest = (2000, 2020, 0, 10);
        assert_eq!(with(&[(0, 540, 6, 100), newest]), deletions(0));
        assert_eq!(with(&[(0, 540, 5, 100), newest]), None);
        assert_eq!(with(&[(0, 540, 6, 100)]), None, "the newest block stays as it is");
        // A shorter one has to be deleted as a whole.
        assert_eq!(with(&[(0, 60, 99, 100), newest]), None);
        assert_eq!(with(&[(0, 60, 100, 100), newest]), deletions(0));
        assert_eq!(with(&[(0, 60, 0, 0), newest]), None);
        // It ends the search, which begins with the newest; long ones are passed over.
        assert_eq!(with(&[(0, 540, 50, 100), (600, 640, 0, 100), newest]), None);
        assert_eq!(with(&[(0, 540, 50, 100), (540, 1080, 0, 100), newest]), deletions(0));
        assert_eq!(with(&[(0, 540, 50, 100), (540, 1080, 50, 100), newest]), deletions(1));
    }

    #[test]
    fn classes_are_never_mixed_and_regular_blocks_come_first() {
        let hinted = |range: (i64, i64), hints: &[&str]| BlockMeta {
            compaction: Compaction { hints: hints.iter().map(|&hint| hint.into()).collect(), ..Compaction::default() },
            ..blocks(&[range]).remove(0)
        };
        let (stale, selected) = (&["from-stale-series"][..], &["from-selected-series"][..]);
        let mixed = [hinted((0, 20), stale), hinted((0, 20), &[]), hinted((10, 30), selected)];
        assert_eq!(next_merge(&mixed, &[20, 60]), None);
        let mut mixed = vec![
            hinted((0, 20), selected),
            hinted((10, 30), selected),
            hinted((0, 20), stale),
            hinted((10, 30), stale),
            hinted((0, 20), &[]),
            hinted((10, 30), &["from-out-of-order"]),
        ];
        for expected in [[4, 5], [2, 3], [0, 1]] {
            assert_eq!(next_merge(&mixed, &[20, 60]), Some((expected.to_vec(), Reason::Overlap)));
            mixed.truncate(mixed.len() - 2);
        }
    }

    #[test]
    fn blocks_that_thanos_keeps_apart_are_not_merged() {
        let thanos = |range: (i64, i64), replica: &str, resolution: i64| {
            let mut meta = blocks(&[range]).remove(0);
            let json = serde_json::json!({"labels": {"replica": replica}, "downsample": {"resolution": resolution}});
            meta.other.insert("thanos".into(), json);
            meta
        };
        let apart = [thanos((0, 20), "a", 0), thanos((0, 20), "b", 0), thanos((0, 20), "a", 300_000)];
        assert_eq!(next_merge(&apart, &[20, 60]), None);
        let together = [thanos((0, 20), "b", 0), thanos((5, 20), "a", 0), thanos((0, 20), "a", 0)];
        assert_eq!(next_merge(&together, &[20, 60]), Some((vec![2, 1], Reason::Overlap)));
    }
}
