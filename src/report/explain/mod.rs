//! How a query is evaluated, for `promq query explain` and `promq promql explain`: a tree for people, JSON for machines.
//!
//! Both show the same [`crate::engine::explain::Explanation`]; the tree leaves out what is always the same.

mod json;
mod tree;

pub use json::write as write_json;
pub use tree::write as write_tree;
