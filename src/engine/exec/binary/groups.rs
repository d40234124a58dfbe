//! Match groups with several series on a side: which of them meet depends on who is there at each step.

use super::{
    matching::{Join, MatchGroups},
    samples::{Outcome, Sample},
};
use crate::{
    engine::{
        Error,
        exec::{Context, Operator, OutputSeries, Row, materialise_all},
        plan::Steps,
    },
    model::labels::Labels,
};
use hashbrown::HashMap;
use rayon::prelude::*;
use std::sync::OnceLock;

/// The two sides of an operator, with the rows of those series that are settled here.
pub(super) struct Sides<'s> {
    pub(super) left: &'s dyn Operator,
    pub(super) right: &'s dyn Operator,
    pub(super) left_rows: &'s HashMap<usize, Row>,
    pub(super) right_rows: &'s HashMap<usize, Row>,
}

/// A series of the result.
pub(super) struct Settled {
    /// Its place in the result: 0 and the index on the many side, or 1 and the index on the one side.
    pub(super) order: (u8, usize),
    pub(super) series: OutputSeries,
    pub(super) row: Row,
}

/// What is wrong with a group, and when it would be noticed.
struct Failure {
    /// The step; whether the one side has been gone through already; the place of the series within its side.
    moment: (usize, bool, usize),
    error: Error,
}

impl Failure {
    fn at_one_side(step: usize, series: usize, error: Error) -> Failure {
        Failure { moment: (step, false, series), error }
    }

    fn at_many_side(step: usize, series: usize, text: &str) -> Failure {
        Failure { moment: (step, true, series), error: Error::Evaluation(text.into()) }
    }
}

/// The side with many series, and the one that must have at most one at a step.
struct Roles<'s> {
    many: &'s [OutputSeries],
    /// Which steps have any series of the many side, once somebody asks.
    many_present: OnceLock<Vec<bool>>,
    many_operator: &'s dyn Operator,
    one: &'s [OutputSeries],
    many_rows: &'s HashMap<usize, Row>,
    one_rows: &'s HashMap<usize, Row>,
    /// The value for a missing series of the one side, and of the many side.
    fill_one: Option<f64>,
    fill_many: Option<f64>,
}

/// Settles the match groups named in `settled`.
pub(super) fn settle(
    groups: &MatchGroups,
    settled: &[usize],
    sides: &Sides<'_>,
    join: &Join<'_>,
    steps: Steps,
) -> Result<Vec<Settled>, Error> {
    let matching = join.matching;
    // `fill_left` and `fill_right` follow the sides as Prometheus swaps them for `group_right`.
    let (fill_one, fill_many) = (matching.fill_right, matching.fill_left);
    let (many, one, many_rows, one_rows) = if join.many_on_right() {
        (sides.right, sides.left, sides.right_rows, sides.left_rows)
    } else {
        (sides.left, sides.right, sides.left_rows, sides.right_rows)
    };
    let roles = Roles {
        many: many.series(),
        many_present: OnceLock::new(),
        many_operator: many,
        one: one.series(),
        many_rows,
        one_rows,
        fill_one,
        fill_many,
    };
    let settle = |&group: &usize| {
        let (many, one) = if join.many_on_right() {
            (&groups.right[group], &groups.left[group])
        } else {
            (&groups.left[group], &groups.right[group])
        };
        let many = many.iter().map(|&index| (index, &roles.many_rows[&index])).collect();
        let one = one.iter().map(|&index| (index, &roles.one_rows[&index])).collect();
        Group { many, one, signature: &groups.signatures[group], roles: &roles, join }.settle(steps)
    };
    let outcomes: Vec<Result<Vec<Settled>, Failure>> = settled.par_iter().map(settle).collect();
    let mut results = Vec::new();
    // The error that Prometheus would meet first is the one to report, whatever group it is in.
    let mut first_error: Option<Failure> = None;
    for outcome in outcomes {
        match outcome {
            Ok(settled) => results.extend(settled),
            Err(failure) if first_error.as_ref().is_none_or(|first| failure.moment < first.moment) => {
                first_error = Some(failure);
            }
            Err(_) => {}
        }
    }
    first_error.map_or(Ok(results), |failure| Err(failure.error))
}

impl Roles<'_> {
    /// Whether a step has no series of the many side at all, in any group: then Prometheus does not even look at the one
    /// side, whose duplicates go unnoticed. With fills it does.
    fn passes_over(&self, step: usize, steps: Steps, context: &Context<'_>) -> Result<bool, Error> {
        if self.fill_one.is_some() || self.fill_many.is_some() {
            return Ok(false);
        }
        if let Some(present) = self.many_present.get() {
            return Ok(!present[step]);
        }
        let rows = materialise_all(self.many_operator, steps.count, context)?;
        let present = (0..steps.count).map(|step| rows.iter().any(|row| row.is_present(step))).collect();
        Ok(!self.many_present.get_or_init(|| present)[step])
    }
}

struct Group<'g> {
    /// The series of each side, with their rows.
    many: Vec<(usize, &'g Row)>,
    one: Vec<(usize, &'g Row)>,
    signature: &'g Labels,
    roles: &'g Roles<'g>,
    join: &'g Join<'g>,
}

/// The result series of a group as they come up.
#[derive(Default)]
struct Results {
    settled: Vec<Settled>,
    /// Where the result of a series of the many side (or the missing one) and a partner went.
    places: HashMap<(usize, usize), usize>,
    /// The same for the partner that the series at this position of the many side had last.
    latest: Vec<(usize, usize)>,
    /// Equal for results with equal labels.
    identity: Vec<usize>,
    identities: HashMap<Labels, usize>,
    /// The step, plus one, at which a result with this identity was seen last.
    last_seen: Vec<usize>,
}

impl Results {
    /// Notes that the result at `place` is there at `step`; whether another one with its labels is there, too.
    fn is_seen_twice(&mut self, place: usize, step: usize) -> bool {
        let last_seen = &mut self.last_seen[self.identity[place]];
        std::mem::replace(last_seen, step + 1) == step + 1
    }
}

impl Group<'_> {
    fn settle(&self, steps: Steps) -> Result<Vec<Settled>, Failure> {
        let mut results = Results { latest: vec![(MISSING, MISSING); self.many.len()], ..Results::default() };
        for step in 0..steps.count {
            let one = match self.one_at(step) {
                Ok(one) => one,
                Err(duplicates) => {
                    let passed = self.roles.passes_over(step, steps, self.join.context);
                    if passed.map_err(|error| Failure::at_one_side(step, 0, error))? {
                        continue;
                    }
                    return Err(duplicates);
                }
            };
            let mut matched = false;
            let (partner, one_sample) = match (one, self.roles.fill_one) {
                (Some((index, row)), _) => (index, Some(Sample::of(row, step))),
                (None, filled) => (MISSING, filled.map(Sample::Float)),
            };
            let there = self.many.iter().enumerate().filter(|(_, (_, row))| row.is_present(step));
            for (position, (many, row)) in there {
                let Some(one_sample) = one_sample else { break };
                let Some(outcome) = self.combine(Sample::of(row, step), one_sample) else { continue };
                if matched && !self.join.is_grouped() {
                    let text = "multiple matches for labels: many-to-one matching must be explicit \
                                (group_left/group_right)";
                    return Err(Failure::at_many_side(step, *many, text));
                }
                matched = true;
                let place = match results.latest[position] {
                    (latest, place) if latest == partner && place != MISSING => place,
                    _ => self.place(&mut results, (*many, partner), steps),
                };
                results.latest[position] = (partner, place);
                if self.join.is_grouped() && results.is_seen_twice(place, step) {
                    let text = "multiple matches for labels: grouping labels must ensure unique matches";
                    return Err(Failure::at_many_side(step, *many, text));
                }
                outcome.put(&mut results.settled[place].row, step);
            }
            if let (Some((index, row)), false, Some(filled)) = (one, matched, self.roles.fill_many)
                && let Some(outcome) = self.combine(Sample::Float(filled), Sample::of(row, step))
            {
                let place = self.place(&mut results, (MISSING, index), steps);
                outcome.put(&mut results.settled[place].row, step);
            }
        }
        Ok(results.settled)
    }

    /// The result series for a pair of series, made at its first step.
    fn place(&self, results: &mut Results, (many, one): (usize, usize), steps: Steps) -> usize {
        if let Some(&place) = results.places.get(&(many, one)) {
            return place;
        }
        let labels = |side: &[OutputSeries], index: usize| {
            if index == MISSING { self.signature.clone() } else { side[index].labels.clone() }
        };
        let series = self.join.result(&labels(self.roles.many, many), &labels(self.roles.one, one));
        let order = if many == MISSING { (1, one) } else { (0, many) };
        let identity = *results.identities.entry(series.labels.clone()).or_insert(results.last_seen.len());
        if identity == results.last_seen.len() {
            results.last_seen.push(0);
        }
        let place = results.settled.len();
        results.identity.push(identity);
        results.settled.push(Settled { order, series, row: Row::absent(steps.count) });
        results.places.insert((many, one), place);
        place
    }

    /// The series of the one side that is there at `step`; two are an error, even if nothing matches them.
    fn one_at(&self, step: usize) -> Result<Option<(usize, &Row)>, Failure> {
        let mut there = self.one.iter().copied().filter(|(_, row)| row.is_present(step));
        let (first, second) = (there.next(), there.next());
        if let (Some((first, _)), Some((second, _))) = (first, second) {
            let side = if self.join.many_on_right() { "left" } else { "right" };
            let mut names = [&self.roles.one[second].labels, &self.roles.one[first].labels].map(Labels::to_string);
            names.sort_unstable();
            let error = Error::Evaluation(format!(
                "found duplicate series for the match group {} on the {side} hand-side of the operation: [{}, \
                 {}];many-to-many matching not allowed: matching labels must be unique on one side",
                self.signature, names[0], names[1]
            ));
            return Err(Failure::at_one_side(step, second, error));
        }
        Ok(first)
    }

    /// `None` where the samples do not fit together: then it is as if they had not met.
    fn combine(&self, many: Sample<'_>, one: Sample<'_>) -> Option<Outcome> {
        let (left, right) = if self.join.many_on_right() { (one, many) } else { (many, one) };
        self.join.samples().apply(left, right)
    }
}

/// Stands for a series that is filled in.
const MISSING: usize = usize::MAX;
