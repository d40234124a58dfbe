//! What each column of a table is.

use super::{CsvOptions, error::MappingError, positions, time::TimeFormat};
use crate::{
    model::{
        labels::METRIC_NAME,
        matcher::{MatchKind, Matcher},
    },
    promql::parse_selector,
};

/// Usual names of the time column, the most telling first.
const TIME_NAMES: [&str; 6] = ["time", "timestamp", "_time", "datetime", "date", "ts"];
/// Names that make a table long.
const VALUE_NAMES: [&str; 2] = ["value", "_value"];
/// Columns that may hold the metric's name.
const NAME_NAMES: [&str; 2] = [METRIC_NAME, "metric"];
/// What InfluxDB's metrics are called by.
const INFLUX_NAMES: [&str; 2] = ["_measurement", "_field"];
/// What InfluxDB adds to every row.
const INFLUX_EXTRAS: [&str; 4] = ["result", "table", "_start", "_stop"];
/// promq's column of native histograms.
const HISTOGRAM: &str = "histogram";
/// The label for headers of wide tables whose metric has another name.
const SERIES_LABEL: &str = "series";

/// A column of values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ValueColumn {
    pub(super) column: usize,
    /// The labels that the column gives to its samples.
    pub(super) series: Vec<(String, String)>,
}

/// See the module's documentation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Mapping {
    /// The names of the columns; empty where there is no header.
    pub(super) header: Vec<String>,
    pub(super) time: usize,
    pub(super) time_format: TimeFormat,
    pub(super) values: Vec<ValueColumn>,
    /// The columns that name the metric, joined by `_`; none if the value columns do.
    pub(super) name: Vec<usize>,
    pub(super) labels: Vec<(usize, String)>,
    /// The column of histograms, which is only counted.
    pub(super) histogram: Option<usize>,
    /// Without a header: how many fields a row must have.
    pub(super) least_fields: usize,
}

impl Mapping {
    /// The mapping that options tell alone, without a header.
    pub(super) fn without_header(options: &CsvOptions) -> Option<Result<Mapping, MappingError>> {
        options.positions.as_deref().map(positions::parse)
    }

    /// The mapping for a header.
    pub(super) fn of_header(header: Vec<String>, options: &CsvOptions) -> Result<Mapping, MappingError> {
        let mut columns = Columns { taken: vec![false; header.len()], header: &header };
        columns.refuse_twins()?;
        let time = match &options.time_column {
            Some(name) => columns.take(name)?,
            None => columns.take_usual(&TIME_NAMES).ok_or_else(|| MappingError::NoTime(columns.listed()))?,
        };
        let mut mapping = Mapping { time, time_format: options.time_format, ..Mapping::default() };
        if let Some(name) = &options.metric_column {
            mapping.name.push(columns.take(name)?);
        }
        for name in options.label_columns.iter().flatten() {
            mapping.labels.push((columns.take(name)?, name.clone()));
        }
        let mut value_names = options.value_columns.clone();
        if value_names.is_empty() {
            let usual = VALUE_NAMES.iter().find_map(|name| columns.find_usual(name));
            value_names.extend(usual.and_then(|column| header.get(column).cloned()));
        }
        // A single column of values is called something like `value`, which is no name for a metric.
        let is_named_apart = options.metric.is_some() || !mapping.name.is_empty();
        let is_long = !value_names.is_empty();
        for name in &value_names {
            let column = columns.take(name)?;
            let named = match &options.metric {
                Some(metric) if value_names.len() > 1 => format!("{metric}_{name}"),
                Some(metric) => metric.clone(),
                None => name.clone(),
            };
            let names_itself = options.metric.is_some() || (!options.value_columns.is_empty() && !is_named_apart);
            let series = if names_itself { vec![(METRIC_NAME.to_owned(), named)] } else { Vec::new() };
            mapping.values.push(ValueColumn { column, series });
        }
        if is_long {
            columns.finish_long(&mut mapping, options)?;
        } else {
            columns.finish_wide(&mut mapping, options)?;
        }
        mapping.header = header;
        Ok(mapping)
    }
}

/// The columns of a header, and which of them are known to be something.
struct Columns<'h> {
    header: &'h [String],
    taken: Vec<bool>,
}

impl Columns<'_> {
    fn listed(&self) -> String {
        self.header.join(", ")
    }

    fn refuse_twins(&self) -> Result<(), MappingError> {
        let mut names: Vec<&String> = self.header.iter().filter(|name| !name.is_empty()).collect();
        names.sort_unstable();
        match names.windows(2).find(|pair| pair[0] == pair[1]) {
            Some(pair) => Err(MappingError::Twice(pair[0].clone())),
            None => Ok(()),
        }
    }

    fn take(&mut self, name: &str) -> Result<usize, MappingError> {
        let column = self.header.iter().position(|candidate| candidate == name);
        let missing = || MappingError::Missing { name: name.to_owned(), header: self.listed() };
        let column = column.ok_or_else(missing)?;
        match self.taken.get_mut(column) {
            Some(taken) if !*taken => *taken = true,
            _ => return Err(MappingError::TwoRoles(name.to_owned())),
        }
        Ok(column)
    }

    /// The free column with this name, in any case.
    fn find_usual(&self, name: &str) -> Option<usize> {
        self.free().find(|&column| self.header.get(column).is_some_and(|header| header.eq_ignore_ascii_case(name)))
    }

    fn take_usual(&mut self, names: &[&str]) -> Option<usize> {
        let column = names.iter().find_map(|name| self.find_usual(name))?;
        *self.taken.get_mut(column)? = true;
        Some(column)
    }

    /// The columns that are nothing yet.
    fn free(&self) -> impl Iterator<Item = usize> + '_ {
        self.taken.iter().enumerate().filter(|(_, taken)| !**taken).map(|(column, _)| column)
    }

    /// The columns that are nothing yet and could be something, with their names.
    fn rest(&self) -> impl Iterator<Item = (usize, &String)> + '_ {
        let is_influx = self.header.iter().any(|name| name == "_time" || name == "_value");
        let named = self.free().filter_map(|column| Some((column, self.header.get(column)?)));
        let holds_nothing = move |name: &str| name.is_empty() || (is_influx && INFLUX_EXTRAS.contains(&name));
        named.filter(move |(_, name)| !holds_nothing(name))
    }

    /// The name and the labels of a long table.
    fn finish_long(&mut self, mapping: &mut Mapping, options: &CsvOptions) -> Result<(), MappingError> {
        mapping.histogram = self.take_usual(&[HISTOGRAM]);
        let is_named =
            |mapping: &Mapping| !mapping.name.is_empty() || mapping.values.iter().all(|value| !value.series.is_empty());
        if !is_named(mapping) {
            match self.take_usual(&NAME_NAMES) {
                Some(column) => mapping.name.push(column),
                None => mapping.name.extend(INFLUX_NAMES.iter().filter_map(|name| self.take_usual(&[name]))),
            }
        }
        if !is_named(mapping) {
            return Err(MappingError::NoName(self.listed()));
        }
        if options.label_columns.is_none() {
            mapping.labels.extend(self.rest().map(|(column, name)| (column, name.clone())));
        }
        Ok(())
    }

    /// The value columns of a wide table: what is left.
    fn finish_wide(&mut self, mapping: &mut Mapping, options: &CsvOptions) -> Result<(), MappingError> {
        for (column, header) in self.rest() {
            let mut series = series_of(header).unwrap_or_default();
            if let Some(metric) = &options.metric {
                if series.is_empty() {
                    series.push((SERIES_LABEL.to_owned(), header.clone()));
                }
                series.retain(|(name, _)| name != METRIC_NAME);
                series.push((METRIC_NAME.to_owned(), metric.clone()));
            } else if series.is_empty() {
                let label = if mapping.name.is_empty() { METRIC_NAME } else { SERIES_LABEL };
                series.push((label.to_owned(), header.clone()));
            }
            if mapping.name.is_empty() && !series.iter().any(|(name, _)| name == METRIC_NAME) {
                return Err(MappingError::NoName(self.listed()));
            }
            mapping.values.push(ValueColumn { column, series });
        }
        if mapping.values.is_empty() { Err(MappingError::NoValues(self.listed())) } else { Ok(()) }
    }
}

/// The labels of a header that is written like a series: `name{label="value"}`.
fn series_of(header: &str) -> Option<Vec<(String, String)>> {
    if !header.contains('{') {
        return None;
    }
    let pair = |matcher: &Matcher| match matcher.kind {
        MatchKind::Equal => Some((matcher.name.as_str()?.to_owned(), matcher.value.as_str()?.to_owned())),
        _ => None,
    };
    parse_selector(header).ok()?.iter().map(pair).collect()
}
