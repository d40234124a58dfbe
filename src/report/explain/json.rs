//! An explanation as one JSON object on one line.
//!
//! ```text
//! query        the expression, as given
//! type         "instant" or "range"
//! steps        {start, end, step, count}: times in unix seconds, step in seconds; `end` is the last step
//! lookback     how far back instant selectors look, in seconds
//! plan         an operator:
//!   operator     what it does, in PromQL's words without the operands: "sum by (job)"
//!   kind         select, window, subquery, once, function, binary, aggregate, number, string
//!   role         left, right, parameter, argument, quantile, bound or info, where the operator above has several inputs
//!   position     [first byte, one past the last] in the query; [0, 0] for what it does not name
//!   steps        as above: the operator's own
//!   reach        [first, last] time of the samples that it may read, inclusive (select)
//!   fused        true if it is no operator of its own: the one above reads its samples in its own pass
//!   notes        how it is evaluated and what was resolved, for people
//!   measured     (query explain)
//!     ownSeconds     its own work, summed over threads; totalSeconds with everything below
//!     seriesIn       series that the inputs gave a value of
//!     series         series that it can give; seriesMade: those it was asked for; seriesOut: those it gave a value of
//!     values         values that it gave, or samples for a fused select; rows: rows made for them
//!     read           {chunks, bytes, samples} decoded (select)
//!     matches        {matched, left, right}: label sets of both sides, and of one side alone as
//!                    {labelSets, series, examples}, the first five (binary)
//!   inputs       operators
//! evaluation   (query explain) {workers, result: {type, series, values}, series, chunks, bytes, samples,
//!              queryableSamples, peakSamples, prepareSeconds, evaluateSeconds}
//! ```
//! Keys with nothing to say are left out, except `inputs` and `notes`.

use crate::{
    engine::{
        Times,
        explain::{Counts, Evaluation, Explanation, Grid, Matches, Operator, Reads, Unmatched},
    },
    model::labels::Labels,
};
use serde::Serialize;
use serde_json::Number;
use std::{
    collections::BTreeMap,
    io::{self, Write},
};

/// Writes the explanation of `query` and a line end.
pub fn write(out: &mut dyn Write, query: &str, explanation: &Explanation) -> io::Result<()> {
    let document = Document {
        query,
        kind: match explanation.times {
            Times::Instant(_) => "instant",
            Times::Range { .. } => "range",
        },
        steps: steps(explanation.steps),
        lookback: seconds(explanation.lookback_delta),
        plan: Node::of(&explanation.root),
        evaluation: explanation.evaluation.as_ref().map(Whole::of),
    };
    serde_json::to_writer(&mut *out, &document)?;
    out.write_all(b"\n")
}

#[derive(Serialize)]
struct Document<'a> {
    query: &'a str,
    #[serde(rename = "type")]
    kind: &'static str,
    steps: Steps,
    lookback: Number,
    plan: Node<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    evaluation: Option<Whole>,
}

#[derive(Serialize)]
struct Steps {
    start: Number,
    end: Number,
    step: Number,
    count: usize,
}

#[derive(Serialize)]
struct Node<'a> {
    operator: &'a str,
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    role: Option<&'static str>,
    position: [u32; 2],
    steps: Steps,
    #[serde(skip_serializing_if = "Option::is_none")]
    reach: Option<[Number; 2]>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    fused: bool,
    notes: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    measured: Option<Measured<'a>>,
    inputs: Vec<Node<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Measured<'a> {
    own_seconds: f64,
    total_seconds: f64,
    series_in: u64,
    series: u64,
    series_made: u64,
    series_out: u64,
    values: u64,
    rows: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    read: Option<Read>,
    #[serde(skip_serializing_if = "Option::is_none")]
    matches: Option<Sides<'a>>,
}

#[derive(Serialize)]
struct Read {
    chunks: u64,
    bytes: u64,
    samples: u64,
}

#[derive(Serialize)]
struct Sides<'a> {
    matched: u64,
    left: Side<'a>,
    right: Side<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Side<'a> {
    label_sets: u64,
    series: u64,
    examples: Vec<BTreeMap<&'a str, &'a str>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Whole {
    workers: usize,
    result: Outcome,
    series: u64,
    chunks: u64,
    bytes: u64,
    samples: u64,
    queryable_samples: u64,
    peak_samples: u64,
    prepare_seconds: f64,
    evaluate_seconds: f64,
}

#[derive(Serialize)]
struct Outcome {
    #[serde(rename = "type")]
    kind: &'static str,
    series: u64,
    values: u64,
}

/// Milliseconds in seconds, without a fraction where there is none.
fn seconds(milliseconds: i64) -> Number {
    match milliseconds % 1000 {
        0 => Number::from(milliseconds / 1000),
        _ => Number::from_f64(milliseconds as f64 / 1000.0).unwrap_or_else(|| Number::from(milliseconds / 1000)),
    }
}

fn steps(grid: Grid) -> Steps {
    let step = seconds(if grid.count > 1 { grid.step } else { 0 });
    Steps { start: seconds(grid.start), end: seconds(grid.end()), step, count: grid.count }
}

impl<'a> Node<'a> {
    fn of(operator: &'a Operator) -> Node<'a> {
        Node {
            operator: &operator.words,
            kind: operator.kind,
            role: operator.role,
            position: [operator.span.start, operator.span.end],
            steps: steps(operator.steps),
            reach: operator.reach.map(|(first, last)| [seconds(first), seconds(last)]),
            fused: operator.fused,
            notes: &operator.notes,
            measured: operator.counts.as_ref().map(Measured::of),
            inputs: operator.inputs.iter().map(Node::of).collect(),
        }
    }
}

impl<'a> Measured<'a> {
    fn of(counts: &'a Counts) -> Measured<'a> {
        let read = |Reads { chunks, bytes, samples }| Read { chunks, bytes, samples };
        Measured {
            own_seconds: counts.own.as_secs_f64(),
            total_seconds: counts.total.as_secs_f64(),
            series_in: counts.series_in,
            series: counts.series,
            series_made: counts.series_made,
            series_out: counts.series_out,
            values: counts.values,
            rows: counts.rows,
            read: counts.reads.map(read),
            matches: counts.matches.as_ref().map(Sides::of),
        }
    }
}

impl<'a> Sides<'a> {
    fn of(matches: &'a Matches) -> Sides<'a> {
        Sides { matched: matches.matched, left: Side::of(&matches.left), right: Side::of(&matches.right) }
    }
}

impl<'a> Side<'a> {
    fn of(side: &'a Unmatched) -> Side<'a> {
        let object = |labels: &'a Labels| labels.iter().collect();
        Side { label_sets: side.label_sets, series: side.series, examples: side.examples.iter().map(object).collect() }
    }
}

impl Whole {
    fn of(evaluation: &Evaluation) -> Whole {
        let stats = &evaluation.stats;
        Whole {
            workers: evaluation.workers,
            result: Outcome {
                kind: evaluation.result_type,
                series: evaluation.result_series,
                values: evaluation.result_values,
            },
            series: stats.series,
            chunks: stats.chunks,
            bytes: stats.bytes,
            samples: stats.samples_decoded,
            queryable_samples: stats.total_queryable_samples,
            peak_samples: stats.peak_samples,
            prepare_seconds: stats.prepare_seconds,
            evaluate_seconds: stats.evaluate_seconds,
        }
    }
}
