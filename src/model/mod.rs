//! What every floor above speaks of: labels, matchers, samples, native histograms, time, series, query results.
//!
//! Nothing here knows of files, YAML or the text of PromQL.

pub mod annotations;
pub mod histogram;
pub mod labels;
pub mod matcher;
pub mod memory;
pub mod sample;
pub mod series;
pub mod time;
pub mod value;
