//! What every operator can do.

use super::{Context, Row, Scratch};
use crate::{engine::Error, model::labels::Labels};

/// A series that an operator gives.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::engine) struct OutputSeries {
    /// Its labels.
    pub(in crate::engine) labels: Labels,
    /// Whether the metric name is to be dropped in the end (delayed name removal only).
    pub(in crate::engine) drop_name: bool,
}

impl OutputSeries {
    /// A series whose name stays.
    pub(in crate::engine) fn new(labels: Labels) -> OutputSeries {
        OutputSeries { labels, drop_name: false }
    }

    /// The same series after an operation that makes another metric of it: without its name, or marked so.
    pub(in crate::engine) fn drop_metric(&self, context: &Context<'_>) -> OutputSeries {
        if context.options.delayed_name_removal {
            OutputSeries { labels: self.labels.clone(), drop_name: true }
        } else {
            OutputSeries::new(self.labels.without_metric())
        }
    }
}

/// A node at work: a fixed list of series, and a row for each of them on demand.
///
/// Rows are independent of each other, so parents ask for them in any order, on any thread, and more than once.
pub(in crate::engine) trait Operator: Send + Sync {
    /// All series this operator will ever give. Some may turn out to have no value at any step.
    fn series(&self) -> &[OutputSeries];

    /// Fills `row`, which has a slot for each step and is empty, with the values of series `index`.
    fn row(&self, index: usize, scratch: &mut Scratch, row: &mut Row) -> Result<(), Error>;
}

impl<T: Operator + ?Sized> Operator for Box<T> {
    fn series(&self) -> &[OutputSeries] {
        (**self).series()
    }

    fn row(&self, index: usize, scratch: &mut Scratch, row: &mut Row) -> Result<(), Error> {
        (**self).row(index, scratch, row)
    }
}
