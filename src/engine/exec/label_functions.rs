//! `label_replace` and `label_join`: other labels, the same rows.

use super::{
    Boxed, Context, Operator, OutputSeries, Row, Scratch,
    materialise::{Duplicates, unique},
};
use crate::{
    engine::{Error, plan::Steps},
    golang::regex::Regex,
    model::labels::METRIC_NAME,
};

/// Rows of an operator under other labels.
struct Relabelled<'c> {
    input: Boxed<'c>,
    series: Vec<OutputSeries>,
}

impl Operator for Relabelled<'_> {
    fn series(&self) -> &[OutputSeries] {
        &self.series
    }

    fn row(&self, index: usize, scratch: &mut Scratch, row: &mut Row) -> Result<(), Error> {
        self.input.row(index, scratch, row)
    }
}

/// `label_replace`: where the whole of label `source` matches, `destination` becomes the expanded `replacement`.
pub(super) fn replace<'c>(
    input: Boxed<'c>,
    destination: &str,
    replacement: &str,
    source: &str,
    regex: &Regex,
    steps: Steps,
    context: &'c Context<'c>,
) -> Result<Boxed<'c>, Error> {
    let relabel = |series: &OutputSeries| {
        let Some(value) = regex.replace_all_matching(replacement, series.labels.value(source)) else {
            return series.clone();
        };
        with_label(series, destination, &value)
    };
    let series = input.series().iter().map(relabel).collect();
    unique(Box::new(Relabelled { input, series }), steps.count, Duplicates::Merge, context)
}

/// `label_join`: `destination` becomes the values of `sources`, missing ones too, with `separator` between them.
pub(super) fn join<'c>(
    input: Boxed<'c>,
    destination: &str,
    separator: &str,
    sources: &[String],
    steps: Steps,
    context: &'c Context<'c>,
) -> Result<Boxed<'c>, Error> {
    let relabel = |series: &OutputSeries| {
        let values: Vec<&str> = sources.iter().map(|source| series.labels.value(source)).collect();
        with_label(series, destination, &values.join(separator))
    };
    let series = input.series().iter().map(relabel).collect();
    unique(Box::new(Relabelled { input, series }), steps.count, Duplicates::Merge, context)
}

fn with_label(series: &OutputSeries, name: &str, value: &str) -> OutputSeries {
    let mut builder = series.labels.to_builder();
    builder.set(name, value);
    // A new metric name is meant to stay.
    let drop_name = series.drop_name && name != METRIC_NAME;
    OutputSeries { labels: builder.build(), drop_name }
}
