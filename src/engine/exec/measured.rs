//! Operators whose rows are counted and timed, for `query explain`.
//!
//! Only where a [`Profile`] is there is an operator wrapped; a query without one never comes here.

use super::{Boxed, Context, Operator, OutputSeries, Row, Scratch, open_unmeasured};
use crate::engine::{
    Error,
    plan::Plan,
    profile::{OperatorCounters, Profile},
};
use std::sync::Arc;

/// An operator that tells what it gives and how long it takes.
struct Measured<'c> {
    inner: Boxed<'c>,
    counters: Arc<OperatorCounters>,
    profile: &'c Profile,
}

/// Opens the operator for `plan` and measures it from now on.
pub(super) fn open<'c>(plan: &'c Plan, context: &'c Context<'c>, profile: &'c Profile) -> Result<Boxed<'c>, Error> {
    let counters = profile.operator(plan);
    let inner = profile.time(&counters.own, || open_unmeasured(plan, context))?;
    counters.given.begin(inner.series().len());
    Ok(Box::new(Measured { inner, counters, profile }))
}

impl Operator for Measured<'_> {
    fn series(&self) -> &[OutputSeries] {
        self.inner.series()
    }

    fn row(&self, index: usize, scratch: &mut Scratch, row: &mut Row) -> Result<(), Error> {
        let made = self.profile.time(&self.counters.own, || self.inner.row(index, scratch, row));
        self.profile.aside(|| self.counters.given.record(index, row.present_count()));
        made
    }
}
