//! Instant selectors: the newest sample at each step.

use super::{Context, Operator, OutputSeries, Row, Scratch, selected::Selected};
use crate::{
    engine::{
        Error,
        plan::{Selector, Steps, Wanted},
    },
    model::sample::{SampleColumns, Timestamp, is_stale},
};

/// An instant selector: at each step the newest sample that is not older than the lookback.
pub(super) struct Scan<'c> {
    selected: Selected<'c>,
    series: Vec<OutputSeries>,
    selector: &'c Selector,
    wanted: Wanted,
    steps: Steps,
}

impl<'c> Scan<'c> {
    pub(super) fn open(
        selector: &'c Selector,
        wanted: Wanted,
        steps: Steps,
        context: &'c Context<'c>,
    ) -> Result<Scan<'c>, Error> {
        let oldest = selector.reference(steps.start).saturating_sub(context.options.lookback_delta).saturating_add(1);
        let selected = Selected::open(selector, oldest, selector.reference(steps.last()), context)?;
        let renamed = |series: &OutputSeries| {
            if wanted == Wanted::Value { series.clone() } else { series.drop_metric(context) }
        };
        let series = selected.series().iter().map(renamed).collect();
        Ok(Scan { selected, series, selector, wanted, steps })
    }
}

impl Operator for Scan<'_> {
    fn series(&self) -> &[OutputSeries] {
        &self.series
    }

    fn row(&self, index: usize, scratch: &mut Scratch, row: &mut Row) -> Result<(), Error> {
        if self.wanted == Wanted::StartTimestamp && !self.selected.context().options.start_timestamps {
            return Ok(());
        }
        let lookback = self.selected.context().options.lookback_delta;
        self.selected.with_samples(index, scratch, |columns, _| {
            let found = if columns.histograms.is_empty() && self.wanted == Wanted::Value {
                newest_floats(columns, self.selector, self.steps, lookback, row)
            } else {
                newest_of_both(columns, self.selector, self.steps, lookback, self.wanted, row)
            };
            self.selected.context().count_queryable(found);
            Ok(())
        })
    }
}

/// Walks steps and samples side by side; how many steps found a sample.
fn newest_floats(columns: &SampleColumns, selector: &Selector, steps: Steps, lookback: i64, row: &mut Row) -> u64 {
    let (timestamps, values) = (columns.timestamps.as_slice(), columns.values.as_slice());
    let mut next = 0;
    let mut found = 0;
    for (step, slot) in row.values.iter_mut().enumerate() {
        let reference = selector.reference(steps.time(step));
        while next < timestamps.len() && timestamps[next] <= reference {
            next += 1;
        }
        // A stale marker has the bits of an absent value: it hides what is older by being copied.
        if next > 0 && timestamps[next - 1] > reference.saturating_sub(lookback) {
            *slot = values[next - 1];
            found += u64::from(!is_stale(*slot));
        }
    }
    found
}

fn newest_of_both(
    columns: &SampleColumns,
    selector: &Selector,
    steps: Steps,
    lookback: i64,
    wanted: Wanted,
    row: &mut Row,
) -> u64 {
    let mut found = 0;
    let (mut next_float, mut next_histogram) = (0, 0);
    for step in 0..steps.count {
        let reference = selector.reference(steps.time(step));
        let advance = |next: &mut usize, timestamps: &[Timestamp]| -> Option<(Timestamp, usize)> {
            while timestamps.get(*next).is_some_and(|timestamp| *timestamp <= reference) {
                *next += 1;
            }
            let newest = next.checked_sub(1)?;
            (timestamps[newest] > reference.saturating_sub(lookback)).then_some((timestamps[newest], newest))
        };
        let float = advance(&mut next_float, &columns.timestamps);
        let histogram = advance(&mut next_histogram, &columns.histogram_timestamps);
        let histogram_is_newer = histogram.map(|(time, _)| time) > float.map(|(time, _)| time);
        let (time, start, stale) = match (float, histogram) {
            (_, Some((time, index))) if histogram_is_newer => {
                let histogram = &columns.histograms[index];
                if !histogram.is_stale() && wanted == Wanted::Value {
                    row.set_histogram(step, histogram.clone());
                }
                (time, columns.histogram_start_timestamps.get(index), histogram.is_stale())
            }
            (Some((time, index)), _) => {
                if wanted == Wanted::Value {
                    row.values[step] = columns.values[index];
                }
                (time, columns.start_timestamps.get(index), is_stale(columns.values[index]))
            }
            _ => continue,
        };
        if !stale {
            found += 1;
            match wanted {
                Wanted::Value => {}
                Wanted::Timestamp => row.values[step] = time as f64 / 1000.0,
                Wanted::StartTimestamp => row.values[step] = start.copied().unwrap_or(0) as f64 / 1000.0,
            }
        }
    }
    found
}
