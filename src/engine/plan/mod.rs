//! Expression → plan: every duration, `@` and grid resolved, so that operators only compute.

mod build;
mod info;
mod invariant;
mod node;
mod steps;

pub(super) use build::Builder;
pub(super) use node::{
    ElementFunction, HistogramField, Operation, Plan, Selector, Wanted, WindowFunction, WindowInput, WindowSource,
};
pub(super) use steps::Steps;
