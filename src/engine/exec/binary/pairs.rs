//! Operators between two vectors where labels alone say which series meet.
//!
//! A match group with one series on either side makes one pair, whatever the step: its row is the combination of two
//! rows. Groups with more are settled step by step in [`super::groups`], and their result rows stand beside the pairs.

use super::{
    Side, groups,
    matching::{Join, MatchGroups},
    samples::{Outcome, Sample},
};
use crate::engine::{
    Error,
    exec::{
        ABSENT, Boxed, Materialised, Operator, OutputSeries, Row, Scratch, is_absent,
        materialise::{Duplicates, unique},
        materialise_rows,
    },
    plan::Steps,
};

/// Two series that meet, or a result that is known already.
enum Source {
    Pair { left: usize, right: usize },
    Known(Row),
}

struct Pairs<'c> {
    left: Boxed<'c>,
    right: Boxed<'c>,
    join: Join<'c>,
    series: Vec<OutputSeries>,
    sources: Vec<Source>,
}

/// Opens the operator: pairs what can be paired, settles the other match groups.
pub(super) fn open<'c>(left: Side<'c>, right: Side<'c>, join: Join<'c>, steps: Steps) -> Result<Boxed<'c>, Error> {
    let context = join.context;
    let match_groups = MatchGroups::new(join.matching, left.operator.series(), right.operator.series());
    let fills = join.matching.fill_left.is_some() || join.matching.fill_right.is_some();
    let is_pair = |group: usize| match_groups.left[group].len() == 1 && match_groups.right[group].len() == 1;
    // With fills a series of a pair can stand alone at some steps, under other labels: that is settled step by step.
    let is_settled = |group: usize| {
        let (lefts, rights) = (match_groups.left[group].len(), match_groups.right[group].len());
        let ambiguous = !is_pair(group) && lefts > 0 && rights > 0;
        fills || ambiguous || is_duplicated_one_side(&join, lefts, rights)
    };
    let without_partner = |side: &[Vec<usize>]| -> Vec<usize> {
        let groups = (0..side.len()).filter(|&group| !is_pair(group) && !is_settled(group));
        groups.flat_map(|group| side[group].iter().copied()).collect()
    };
    left.evaluate_unused(without_partner(&match_groups.left))?;
    right.evaluate_unused(without_partner(&match_groups.right))?;
    let (left, right) = (left.operator, right.operator);
    let settled: Vec<usize> = (0..match_groups.signatures.len()).filter(|&group| is_settled(group)).collect();
    let lefts: Vec<usize> = settled.iter().flat_map(|&group| match_groups.left[group].iter().copied()).collect();
    let rights: Vec<usize> = settled.iter().flat_map(|&group| match_groups.right[group].iter().copied()).collect();
    let left_rows = materialise_rows(&*left, &lefts, steps.count, context)?;
    let right_rows = materialise_rows(&*right, &rights, steps.count, context)?;
    let sides = groups::Sides { left: &*left, right: &*right, left_rows: &left_rows, right_rows: &right_rows };
    let results = groups::settle(&match_groups, &settled, &sides, &join, steps)?;

    // Results stand in the order of the many side, then what only the one side has.
    let mut entries: Vec<((u8, usize), OutputSeries, Source)> =
        results.into_iter().map(|result| (result.order, result.series, Source::Known(result.row))).collect();
    for group in (0..match_groups.signatures.len()).filter(|&group| !fills && is_pair(group)) {
        let (left_index, right_index) = (match_groups.left[group][0], match_groups.right[group][0]);
        let (left_labels, right_labels) = (&left.series()[left_index].labels, &right.series()[right_index].labels);
        let (order, series) = if join.many_on_right() {
            (right_index, join.result(right_labels, left_labels))
        } else {
            (left_index, join.result(left_labels, right_labels))
        };
        entries.push(((0, order), series, Source::Pair { left: left_index, right: right_index }));
    }
    entries.sort_by_key(|(order, ..)| *order);
    let (series, sources) = entries.into_iter().map(|(_, series, source)| (series, source)).unzip();
    if settled.len() == match_groups.signatures.len() {
        let rows = |sources: Vec<Source>| {
            sources.into_iter().map(|source| match source {
                Source::Known(row) => row,
                Source::Pair { .. } => Row::absent(steps.count),
            })
        };
        let known = Materialised::new(series, rows(sources).collect());
        return unique(Box::new(known), steps.count, Duplicates::Merge, context);
    }
    unique(Box::new(Pairs { left, right, join, series, sources }), steps.count, Duplicates::Merge, context)
}

/// Whether several series of the one side share a match group: an error even without a partner on the other side.
fn is_duplicated_one_side(join: &Join<'_>, lefts: usize, rights: usize) -> bool {
    if join.many_on_right() { lefts > 1 } else { rights > 1 }
}

impl Operator for Pairs<'_> {
    fn series(&self) -> &[OutputSeries] {
        &self.series
    }

    fn row(&self, index: usize, scratch: &mut Scratch, row: &mut Row) -> Result<(), Error> {
        match &self.sources[index] {
            Source::Known(known) => {
                row.clone_from(known);
                Ok(())
            }
            Source::Pair { left, right } => {
                let mut other = scratch.take_row(row.values.len());
                let outcome = self
                    .left
                    .row(*left, scratch, row)
                    .and_then(|()| self.right.row(*right, scratch, &mut other))
                    .map(|()| self.combine(row, &other));
                scratch.give_row(other);
                outcome
            }
        }
    }
}

impl Pairs<'_> {
    /// Puts the combination of two rows into the left one.
    fn combine(&self, left: &mut Row, right: &Row) {
        if !left.histograms.is_empty() || !right.histograms.is_empty() || self.join.operation().refuses_floats() {
            for step in 0..left.values.len() {
                let both = left.is_present(step) && right.is_present(step);
                let samples = both.then(|| (Sample::of(left, step), Sample::of(right, step)));
                let outcome = samples.and_then(|(left, right)| self.join.samples().apply(left, right));
                left.clear_step(step);
                outcome.unwrap_or(Outcome::Filtered).put(left, step);
            }
            return;
        }
        let operation = self.join.operation();
        for (left, &right) in left.values.iter_mut().zip(&right.values) {
            if is_absent(*left) || is_absent(right) {
                *left = ABSENT;
            } else {
                *left = operation.apply(*left, right, *left).unwrap_or(ABSENT);
            }
        }
    }
}
