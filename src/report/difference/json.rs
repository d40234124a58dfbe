//! A difference as one JSON object on one line.
//!
//! ```text
//! equal      whether there is none
//! series     {both, onlyA, onlyB}
//! metrics    [{name, both, onlyA, onlyB, samplesDiffer}], those that differ
//! labels     [{name, valuesInBoth, valuesOnlyA, valuesOnlyB}], those that differ
//! onlyA, onlyB   [{labels}], the first ones
//! samples    (--samples) {equal, different, onlyA, onlyB, differingSeries,
//!            series: [{metric: {labels}, equal, different, onlyA, onlyB, first: {time, a, b}}]}, the first ones
//! unreadable {series, first: [{metric: {labels}, side, error}]}
//! ```
//! Times are unix milliseconds; `a` and `b` are texts, null where that side has no sample.

use super::text::sample_text;
use crate::{
    model::labels::Labels,
    tsdb::diff::{Difference, SampleCounts, Side},
};
use serde::Serialize;
use std::{
    collections::BTreeMap,
    io::{self, Write},
};

/// Writes a difference and a line end; `samples` says whether samples were compared.
pub fn write_json(out: &mut dyn Write, difference: &Difference, samples: bool) -> io::Result<()> {
    let document = Document {
        equal: difference.is_empty(),
        series: Sides {
            both: difference.series.both,
            only_a: difference.series.only_a,
            only_b: difference.series.only_b,
        },
        metrics: difference
            .metrics
            .iter()
            .map(|metric| Metric {
                name: &metric.name,
                both: metric.series.both,
                only_a: metric.series.only_a,
                only_b: metric.series.only_b,
                samples_differ: metric.differing_series,
            })
            .collect(),
        labels: difference
            .labels
            .iter()
            .map(|label| Label {
                name: &label.name,
                values_in_both: label.values.both,
                values_only_a: label.values.only_a,
                values_only_b: label.values.only_b,
            })
            .collect(),
        only_a: difference.only_a.iter().map(pairs).collect(),
        only_b: difference.only_b.iter().map(pairs).collect(),
        samples: samples.then(|| Samples::of(difference)),
        unreadable: UnreadableSeries {
            series: difference.unreadable_series,
            first: difference
                .unreadable
                .iter()
                .map(|one| OneUnreadable {
                    metric: pairs(&one.labels),
                    side: if one.side == Side::A { "A" } else { "B" },
                    error: one.error.to_string(),
                })
                .collect(),
        },
    };
    serde_json::to_writer(&mut *out, &document)?;
    out.write_all(b"\n")
}

type Pairs<'a> = BTreeMap<&'a str, &'a str>;

fn pairs(labels: &Labels) -> Pairs<'_> {
    labels.iter().collect()
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Document<'a> {
    equal: bool,
    series: Sides,
    metrics: Vec<Metric<'a>>,
    labels: Vec<Label<'a>>,
    only_a: Vec<Pairs<'a>>,
    only_b: Vec<Pairs<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    samples: Option<Samples<'a>>,
    unreadable: UnreadableSeries<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Sides {
    both: u64,
    only_a: u64,
    only_b: u64,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Metric<'a> {
    name: &'a str,
    both: u64,
    only_a: u64,
    only_b: u64,
    samples_differ: u64,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Label<'a> {
    name: &'a str,
    values_in_both: u64,
    values_only_a: u64,
    values_only_b: u64,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Counts {
    equal: u64,
    different: u64,
    only_a: u64,
    only_b: u64,
}

impl Counts {
    fn of(counts: &SampleCounts) -> Counts {
        Counts { equal: counts.equal, different: counts.different, only_a: counts.only_a, only_b: counts.only_b }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Samples<'a> {
    #[serde(flatten)]
    counts: Counts,
    differing_series: u64,
    series: Vec<OneSeries<'a>>,
}

#[derive(Serialize)]
struct OneSeries<'a> {
    metric: Pairs<'a>,
    #[serde(flatten)]
    counts: Counts,
    first: First,
}

#[derive(Serialize)]
struct First {
    time: i64,
    a: Option<String>,
    b: Option<String>,
}

impl<'a> Samples<'a> {
    fn of(difference: &'a Difference) -> Samples<'a> {
        let series = difference.differing.iter().map(|one| OneSeries {
            metric: pairs(&one.labels),
            counts: Counts::of(&one.counts),
            first: First {
                time: one.time,
                a: one.a.as_ref().map(|sample| sample_text(Some(sample))),
                b: one.b.as_ref().map(|sample| sample_text(Some(sample))),
            },
        });
        Samples {
            counts: Counts::of(&difference.samples),
            differing_series: difference.differing_series,
            series: series.collect(),
        }
    }
}

#[derive(Serialize)]
struct UnreadableSeries<'a> {
    series: u64,
    first: Vec<OneUnreadable<'a>>,
}

#[derive(Serialize)]
struct OneUnreadable<'a> {
    metric: Pairs<'a>,
    side: &'static str,
    error: String,
}
