//! What a block, or all blocks of a directory taken as one, consist of: which labels, metrics and times take the room.
//!
//! ```text
//! blocks → postings of the matching series → pieces cut at the same labels → each series once, with all its chunks
//!        → label pairs, metrics, a timeline, gaps
//! ```
//! One parallel pass. Labels are slices of the mapped indices; what a chunk holds is told by its first bytes, so only
//! the search for gaps decodes samples. Deletions do not count, except in the search for gaps: what is deleted still
//! takes its room. Nothing here knows how a report looks.

mod chunk_sizes;
mod gaps;
mod metrics;
mod pairs;
mod pass;
mod timeline;
mod united;

pub use chunk_sizes::{ChunkSizes, Distribution, chunk_sizes};
pub use gaps::{Gap, GapCounts, Gaps};
pub use metrics::MetricStatistics;
pub use pairs::{LabelNameStatistics, LabelPairStatistics};
pub use pass::{Analysis, AnalysisOptions, analyze};
pub use timeline::{Interval, Timeline};
