//! Why a table was not read.

use crate::tsdb::Error;

/// Why a table was not read.
#[derive(Debug, thiserror::Error)]
pub enum CsvError {
    /// A row is wrong.
    #[error("line {line}{}: {fault}", column(*.field, name))]
    Row {
        /// The line in which it begins, from 1 on.
        line: u64,
        /// Number of the wrong field, from 1 on; 0 if the row as a whole is wrong.
        field: usize,
        /// The column's name, if it has one.
        name: String,
        /// What is wrong.
        fault: CsvFault,
    },
    /// It is not clear what the columns are.
    #[error(transparent)]
    Mapping(#[from] MappingError),
    /// The input cannot be read.
    #[error("reading the input: {0}")]
    Input(std::io::Error),
    /// The blocks cannot be written.
    #[error(transparent)]
    Storage(#[from] Error),
}

/// What is wrong with a row.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CsvFault {
    /// It has too few or too many fields.
    #[error("the row has {0} fields, the header {1}")]
    Fields(usize, usize),
    /// It has fewer fields than the format needs.
    #[error("the row has {0} fields, the format needs {1}")]
    TooFew(usize, usize),
    /// Not a time in the expected format.
    #[error("{0:?} is not a time{1}")]
    Time(String, &'static str),
    /// Not a number.
    #[error("{0:?} is not a number")]
    Value(String),
    /// A label's value is not text.
    #[error("the field is not UTF-8")]
    Text,
    /// The column of the metric's name is empty.
    #[error("the row has no metric name")]
    NoName,
}

/// What is wrong with header and options.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MappingError {
    /// There is no header.
    #[error("the input has no header")]
    NoHeader,
    /// The header is not text.
    #[error("the name of column {0} is not UTF-8")]
    Text(usize),
    /// Two columns have the same name.
    #[error("the header has the column {0:?} twice")]
    Twice(String),
    /// A column that an option names is not there.
    #[error("there is no column {name:?}; the header has {header}")]
    Missing {
        /// The name.
        name: String,
        /// What is there.
        header: String,
    },
    /// A column that two options name.
    #[error("the column {0:?} cannot be two things")]
    TwoRoles(String),
    /// No column has one of the names that times usually have.
    #[error("which column holds the time? Name it with --time-column; the header has {0}")]
    NoTime(String),
    /// No column is left for values.
    #[error("no column holds values; the header has {0}")]
    NoValues(String),
    /// Nothing says how the metric is called.
    #[error("nothing names the metric: give --metric or --metric-column; the header has {0}")]
    NoName(String),
    /// VictoriaMetrics' format string is wrong.
    #[error("--format: entry {entry} {text:?}: {what}")]
    Position {
        /// Its number, from 1 on.
        entry: usize,
        /// The entry.
        text: String,
        /// What is wrong.
        what: &'static str,
    },
    /// It lacks something.
    #[error("--format: there is no {0} column")]
    NoPosition(&'static str),
}

fn column(field: usize, name: &str) -> String {
    match (field, name) {
        (0, _) => String::new(),
        (_, "") => format!(", column {field}"),
        _ => format!(", column {field} ({name})"),
    }
}
