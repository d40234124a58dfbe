//! A part that is the same at every step: evaluated at the first one, held for all.

use super::{Boxed, Context, Materialised, Operator, OutputSeries, Row, Scratch, materialise};
use crate::engine::Error;

/// One value a series, repeated over the steps.
pub(in crate::engine) struct Broadcast {
    input: Materialised,
}

impl Broadcast {
    /// Evaluates `input`, which has one step.
    pub(in crate::engine) fn new(input: Boxed<'_>, context: &Context<'_>) -> Result<Broadcast, Error> {
        Ok(Broadcast { input: materialise(&*input, 1, context)? })
    }
}

impl Operator for Broadcast {
    fn series(&self) -> &[OutputSeries] {
        self.input.series()
    }

    fn row(&self, index: usize, _scratch: &mut Scratch, row: &mut Row) -> Result<(), Error> {
        let once = &self.input.rows()[index];
        row.values.fill(once.values[0]);
        if let Some(histogram) = once.histogram(0) {
            for step in 0..row.values.len() {
                row.set_histogram(step, histogram.clone());
            }
        }
        Ok(())
    }
}
