//! Write-ahead logs: their segments, who fills them, and every entry.

mod counts;
mod dump;
mod dump_json;
mod segments;

pub use counts::{Counted, write_counts, write_counts_json};
pub use dump::{EntryPlace, append_text};
pub use dump_json::append_json_lines;
pub use segments::{write_damages, write_segments, write_segments_json};
