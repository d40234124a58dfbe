//! Comma-separated values into a backfill.
//!
//! ```text
//! header ─→ [`mapping`]: what each column is ─┐
//! rows ──→ fields ─→ series, time, values ────┴→ columns of each series ─→ Backfill
//! ```
//! # What a column is
//!
//! The header names the columns. Without options:
//!
//! - **Time** is the column named `time`, `timestamp`, `_time`, `datetime`, `date` or `ts`, in any case.
//! - With a column `value` or `_value` the table is *long*: a row is one sample, the metric's name is in the column
//!   `__name__` or `metric`, or for InfluxDB in `_measurement` and `_field` together, and all other columns are labels.
//!   This is what promq's own CSV output looks like; its column `histogram` is passed over, and counted.
//! - Without one the table is *wide*, as Grafana exports it: every other column is a series, and its header the name,
//!   or the whole series as `name{label="value"}`.
//!
//! Each of these can be told instead: [`CsvOptions`] has an option for every kind of column, and VictoriaMetrics' format
//! string ([`CsvOptions::positions`]) for tables without a header. Columns without a header, and InfluxDB's `result`,
//! `table`, `_start` and `_stop`, hold nothing. A value column's empty field, and `null`, is no sample.
//!
//! Lines that begin with `#` are comments if the first line does (InfluxDB's annotations). The separator is a comma, a
//! semicolon or a tab, whichever the header has most of, or what a first line `sep=;` says.

mod error;
mod import;
mod mapping;
mod positions;
#[cfg(test)]
mod tests;
mod time;

pub use error::{CsvError, CsvFault, MappingError};
pub use import::CsvSummary;
pub use time::TimeFormat;

/// How to read a table.
#[derive(Clone, Debug, Default)]
pub struct CsvOptions {
    /// What separates fields; `None`: see the module's documentation.
    pub separator: Option<u8>,
    /// The column that holds the time.
    pub time_column: Option<String>,
    /// How times are written.
    pub time_format: TimeFormat,
    /// The columns that hold values; each is a metric of its name, after that of `metric` and `_` if that is given and
    /// there are several.
    pub value_columns: Vec<String>,
    /// The metric's name. In wide tables headers that are only names become the label `series` then.
    pub metric: Option<String>,
    /// The column that holds the metric's name.
    pub metric_column: Option<String>,
    /// The columns that are labels; `None`: all that are nothing else.
    pub label_columns: Option<Vec<String>>,
    /// What the columns are by their position, as VictoriaMetrics' import takes it: `2:metric:ask,1:time:unix_s`. Then
    /// there is no header.
    pub positions: Option<String>,
    /// Labels that every series gets; they win over its own.
    pub labels: Vec<(String, String)>,
    /// Passes over rows that cannot be read, instead of giving up.
    pub skip_bad_lines: bool,
}
