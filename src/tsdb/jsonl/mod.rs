//! Everything that series hold as lines of JSON, written and read without loss.
//!
//! ```text
//! columns ─→ [`append_lines`] ─→ lines ─→ `line`: back to columns, in parallel ─→ Backfill
//! ```
//! # The format
//!
//! A line is one JSON object, a run of samples of one series that are all of one kind. A series may have any number of
//! lines, in any order; the dump writes them in the order of time. Lines of floats are the export lines of
//! VictoriaMetrics, whose import reads them, and whose export is read here:
//!
//! ```json
//! {"metric":{"__name__":"up","job":"node"},"values":[1,0.25,null,"Infinity"],"timestamps":[1000,2000,3000,4000]}
//! ```
//! | key | holds |
//! | --- | --- |
//! | `metric` | the labels, as an object of strings; the name is `__name__` |
//! | `values` | a float for every sample |
//! | `histograms` | a native histogram with integer counts for every sample |
//! | `float_histograms` | a native histogram with float counts for every sample |
//! | `timestamps` | the time of every sample, in milliseconds since 1970 |
//! | `start_timestamps` | the start timestamp of every sample, 0 where there is none; left out if all are 0 |
//! | `stale` | the indexes of those `null` values that are stale markers; left out if there are none |
//! | `nan` | `[index,"bits"]` of those `null` values that are other unusual NaNs, all 16 hexadecimal digits; left out if there are none |
//!
//! A line has exactly one of `values`, `histograms` and `float_histograms`. Other keys are ignored.
//!
//! A float is the shortest decimal number that reads back as the same bits, `-0` included. Infinities are `"Infinity"`
//! and `"-Infinity"`, and `null` is Prometheus' ordinary NaN (7ff8000000000001). The two lists beside `values` exist
//! because VictoriaMetrics knows no other NaN. Inside of histograms there is no such need: there the strings `"stale"`
//! and `"0x7ff8000000000000"` stand for themselves. The reader takes all of these spellings everywhere, and `"NaN"`,
//! `"Inf"`, `"+Inf"` and `"-Inf"` too.
//!
//! A histogram is an object; what is 0 or empty is left out:
//!
//! | key | holds |
//! | --- | --- |
//! | `hint` | `"gauge"`; the reader knows `"reset"`, `"not_reset"` and `"unknown"` too |
//! | `schema` | the resolution, -4 to 8, or -53 for custom buckets |
//! | `zero_threshold`, `zero_count` | the zero bucket |
//! | `count`, `sum` | of all observations; a sum of `"stale"` makes the sample a stale marker, which holds nothing else |
//! | `positive_spans`, `negative_spans` | the buckets' places: `[offset,length]` for every span |
//! | `positive_buckets`, `negative_buckets` | absolute counts, exactly the buckets that are stored, empty ones included |
//! | `custom_values` | the upper bounds of custom buckets |
//!
//! # What a dump does not say
//!
//! In a block the hints "reset", "not reset" and "unknown" are not properties of samples: a reader is told "unknown"
//! for the first sample of every chunk, and "not reset" for the others. Where chunks begin depends on who wrote them,
//! so these hints are left out. Comparing a histogram with the one before it says the same, and the writer of the next
//! block does so. With the hints go the chunk borders; the samples are complete.
//!
//! A chunk has one list of spans for all its histograms, and Prometheus widens it when a new bucket appears. To give
//! back exactly the buckets that the lines have, the import ends a chunk where the spans change
//! ([`CutRule::HeadKeepingLayouts`](crate::tsdb::append::CutRule)).

mod import;
mod json;
mod line;
#[cfg(test)]
mod tests;
mod write;

pub use import::{JsonLinesError, JsonLinesOptions};
pub use json::JsonFault;
pub use line::{LineFault, parse_line};
pub use write::append_lines;
