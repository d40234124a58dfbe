//! What the functions compute, one family a file: numbers and columns in, numbers out. No operator, no grid, no labels.

pub(super) mod classic;
pub(super) mod date;
pub(super) mod extended;
pub(super) mod extrapolate;
pub(super) mod instant_change;
pub(super) mod math;
pub(super) mod native;
pub(super) mod natural_order;
pub(super) mod operators;
pub(super) mod order_statistics;
pub(super) mod regression;
pub(super) mod start_timestamps;
pub(super) mod summation;
