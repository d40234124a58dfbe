//! Results and diagnostics as text: one file per format.
//!
//! The last stop on every way through promq. Each format writes to an `io::Write` that the caller chose; none of them
//! knows commands, and none decides where its output goes. `api`, `json`, `junit`, `promql`, `separated`, `ndjson`,
//! promtool's text of `analysis`, the JSON of `explain`, `analysis`, `block_details`, `difference` and `wal`, and the
//! formats of `diagnostics` but the human one are for machines and may not change; `table`, `graph`, `script`, `snippet`,
//! `annotations`, `stats`, `unified_diff` and the other forms of those are for people and may.

pub mod analysis;
pub mod annotations;
pub mod api;
pub mod block_details;
pub mod block_list;
pub mod bucket_statistics;
pub mod cardinality;
pub mod compaction_plan;
pub mod diagnostics;
pub mod difference;
pub mod dump;
pub mod explain;
pub mod findings;
pub mod graph;
pub mod histogram_analysis;
pub mod json;
mod json_text;
pub mod junit;
pub mod metadata;
pub mod ndjson;
mod number;
mod ordered;
pub mod promql;
#[cfg(test)]
mod samples;
pub mod script;
pub mod separated;
pub mod snippet;
mod sparkline;
pub mod stats;
mod style;
pub mod surgery;
pub mod table;
pub mod unified_diff;
pub mod wal;
mod xml;

pub use crate::diagnostic::Severity;
pub use separated::Separator;
pub use style::Style;
