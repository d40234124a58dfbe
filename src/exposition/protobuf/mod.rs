//! The protobuf exposition format: `io.prometheus.client.MetricFamily` messages, each after its length.
//!
//! ```text
//! ┌────────────────┬──────────────┬────────────────┬──────────────┬─
//! │ length uvarint │ MetricFamily │ length uvarint │ MetricFamily │ …
//! └────────────────┴──────────────┴────────────────┴──────────────┴─
//! ```
//! bytes → [`Families`], one message at a time → [`MetricFamily::samples`], the series that Prometheus makes of it: a
//! float for every counter and gauge, several for a summary or a classic histogram, and native histograms, which no
//! text format carries. Memory is that of the largest family; lengths are not believed before the bytes are there.

mod classic;
mod families;
mod messages;
mod native;
mod samples;

#[cfg(test)]
mod tests;

pub use classic::read_classic;
pub use families::{Families, ProtobufError};
pub use messages::MetricFamily;
pub use samples::{ClassicHistograms, FamilyFault, ProtobufSample, ProtobufValue};
