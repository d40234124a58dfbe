//! The formats that metrics are exposed in: Prometheus' own text, OpenMetrics, and [`protobuf`] ↔ samples.
//!
//! Bytes → [`Parser`], which yields one [`Event`] a line and holds nothing → [`parse`], which collects the events into
//! series. Both formats are read as Prometheus reads them when it scrapes, lenient where it is lenient: a family may
//! be split, untyped or unsorted. Whether a page is *good* is for the lint to say, which stands on the same events.
//!
//! Nothing here knows of files or of the network, and every error has a line and a column.

pub mod classic;
mod collect;
mod detect;
mod error;
mod event;
mod label_block;
mod number;
mod openmetrics;
mod parser;
mod plain_line;
pub mod protobuf;
mod scanner;
mod text;

#[cfg(test)]
mod tests;

pub use collect::{DuplicateSample, Exposition, FamilyMetadata, ParseOptions, parse};
pub use detect::ExpositionFormat;
pub use error::{ExpositionError, ExpositionFault};
pub use event::{Event, Exemplar, Format, LabelPair, MetricType, Sample};
pub use number::append_openmetrics_float;
pub use parser::Parser;
pub use plain_line::{end_of_labels, read_value_and_time};
