//! What PromQL's functions do with native histograms. No operator, no annotation: what is to be said comes back as
//! [`Findings`].

mod fields;
mod findings;
mod interpolation;
mod mixed_window;
mod quantile;
mod rate;
mod totals;

pub(in crate::engine) use fields::field;
pub(in crate::engine) use findings::{Finding, Findings};
pub(in crate::engine) use interpolation::{change_between_borders, interpolate};
pub(in crate::engine) use mixed_window::{MixedWindow, Resets, Sample};
pub(in crate::engine) use quantile::{NanObservations, fraction, quantile};
pub(in crate::engine) use rate::{change, change_between};
pub(in crate::engine) use totals::{HistogramMean, HistogramSum, HistogramTotal, over_window};
