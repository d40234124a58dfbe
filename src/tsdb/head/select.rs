//! The head as a source of series.

use super::{
    open::Head,
    read::{ReadRange, append_series, is_within},
};
use crate::model::{
    labels::Labels,
    sample::{SampleColumns, Timestamp},
    series::{ReadCost, SelectRequest, SeriesSet, SeriesSource, SourceError},
};
use rayon::prelude::*;
use std::collections::BTreeSet;

impl Head {
    /// Whether a query over the closed range must ask the head: its in-order samples have no end.
    pub fn is_asked(&self, min_time: Timestamp, max_time: Timestamp) -> bool {
        max_time >= self.in_order().min || self.out_of_order().overlaps(min_time, max_time)
    }

    fn read_range(&self, min_time: Timestamp, max_time: Timestamp) -> ReadRange {
        ReadRange {
            min_time,
            max_time,
            in_order_min: self.in_order().min,
            out_of_order: self.out_of_order().overlaps(min_time, max_time),
        }
    }

    /// Whether label queries over the range find anything.
    fn has_labels_in(&self, min_time: Timestamp, max_time: Timestamp) -> bool {
        self.in_order().overlaps(min_time, max_time) || self.out_of_order().overlaps(min_time, max_time)
    }
}

impl SeriesSource for Head {
    fn select(&self, request: &SelectRequest<'_>) -> Result<Box<dyn SeriesSet>, SourceError> {
        let mut numbers = Vec::new();
        if self.is_asked(request.min_time, request.max_time) {
            let range = self.read_range(request.min_time, request.max_time);
            numbers = self.postings().matching(request.matchers);
            numbers = numbers
                .into_par_iter()
                .filter(|&number| {
                    self.series_at(number).is_some_and(|series| is_within(series, range, self.deletions_of(series)))
                })
                .collect();
            if request.sorted {
                numbers.par_sort_by_key(|&number| self.series_at(number).map(|series| &series.labels));
            }
        }
        Ok(Box::new(HeadSelection { head: self.clone(), numbers }))
    }

    fn label_names(&self, request: &SelectRequest<'_>) -> Result<Vec<String>, SourceError> {
        if !self.has_labels_in(request.min_time, request.max_time) {
            return Ok(Vec::new());
        }
        if request.matchers.is_empty() {
            return Ok(self.postings().names());
        }
        let mut names = BTreeSet::new();
        for number in self.postings().matching(request.matchers) {
            names.extend(self.series_at(number).into_iter().flat_map(|series| &series.labels).map(|(name, _)| name));
        }
        Ok(names.into_iter().map(str::to_owned).collect())
    }

    fn label_values(&self, name: &str, request: &SelectRequest<'_>) -> Result<Vec<String>, SourceError> {
        if !self.has_labels_in(request.min_time, request.max_time) {
            return Ok(Vec::new());
        }
        if request.matchers.is_empty() {
            return Ok(self.postings().values(name));
        }
        let mut values = BTreeSet::new();
        for number in self.postings().matching(request.matchers) {
            values.extend(self.series_at(number).and_then(|series| series.labels.get(name)));
        }
        Ok(values.into_iter().map(str::to_owned).collect())
    }

    fn time_range(&self) -> Result<Option<(Timestamp, Timestamp)>, SourceError> {
        let min = self.in_order().min.min(self.out_of_order().min);
        let max = self.in_order().max.max(self.out_of_order().max);
        Ok((min <= max).then_some((min, max)))
    }
}

/// Selected series of a head, by their position.
struct HeadSelection {
    head: Head,
    numbers: Vec<u32>,
}

impl SeriesSet for HeadSelection {
    fn len(&self) -> usize {
        self.numbers.len()
    }

    fn labels(&self, index: usize) -> Labels {
        let series = self.numbers.get(index).and_then(|&number| self.head.series_at(number));
        series.map(|series| series.labels.clone()).unwrap_or_default()
    }

    fn append(
        &self,
        index: usize,
        min_time: Timestamp,
        max_time: Timestamp,
        columns: &mut SampleColumns,
    ) -> Result<ReadCost, SourceError> {
        let series = self.numbers.get(index).and_then(|&number| self.head.series_at(number));
        let Some(series) = series else { return Ok(ReadCost::default()) };
        let range = self.head.read_range(min_time, max_time);
        append_series(series, self.head.files(), range, self.head.deletions_of(series), columns)
            .map_err(SourceError::new)
    }

    fn promised_times(&self) -> Option<(Timestamp, Timestamp)> {
        SeriesSource::time_range(&self.head).ok().flatten()
    }
}
