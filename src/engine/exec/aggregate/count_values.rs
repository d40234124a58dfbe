//! `count_values`: how many series have each value.

use super::Grouping;
use crate::{
    engine::{
        Error,
        exec::{Context, Materialised, Operator, OutputSeries, Row, is_absent, materialise, open as open_operator},
        plan::Plan,
    },
    golang::float::format_f,
    model::labels::Labels,
};
use hashbrown::HashMap;

/// Opens a `count_values` aggregation that puts the value into label `label`.
pub(super) fn open<'c>(
    label: &str,
    input: &'c Plan,
    grouping: &Grouping<'_>,
    context: &'c Context<'c>,
) -> Result<Materialised, Error> {
    let operator = open_operator(input, context)?;
    let count = input.steps.count;
    let materialised = materialise(&*operator, count, context)?;
    // The new label is always part of the group, also when only others are named.
    let mut names = grouping.names.to_vec();
    if !grouping.without && !names.iter().any(|name| name == label) {
        names.push(label.to_owned());
    }
    let grouping = Grouping::new(grouping.without, &names);

    let mut places: HashMap<Labels, usize> = HashMap::new();
    let mut series: Vec<OutputSeries> = Vec::new();
    let mut rows: Vec<Row> = Vec::new();
    for (input_series, row) in materialised.series().iter().zip(materialised.rows()) {
        // Neighbouring steps mostly have the same value: remember where the last one went.
        let mut last: Option<(u64, usize)> = None;
        for step in (0..count).filter(|step| row.is_present(*step)) {
            let value = row.values[step];
            let place = match (last, is_absent(value)) {
                (Some((bits, place)), false) if bits == value.to_bits() => place,
                (_, absent) => {
                    let text = match row.histogram(step) {
                        Some(histogram) if absent => histogram.to_string(),
                        _ => format_f(value),
                    };
                    let mut labels = input_series.labels.to_builder();
                    labels.set(label, &text);
                    let key = grouping.key(&labels.build());
                    *places.entry(key).or_insert_with_key(|key| {
                        series.push(OutputSeries::new(key.clone()));
                        rows.push(Row::absent(count));
                        rows.len() - 1
                    })
                }
            };
            if !is_absent(value) {
                last = Some((value.to_bits(), place));
            }
            let slot = &mut rows[place].values[step];
            *slot = if is_absent(*slot) { 1.0 } else { *slot + 1.0 };
        }
    }
    Ok(Materialised::new(series, rows))
}
