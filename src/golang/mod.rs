//! What Go does and users see: the text of floats and durations, quoting, RE2 regular expressions,
//! the last bit of elementary functions, the order among equals of a sort, the faults of a JSON text.
//!
//! Prometheus' output, error messages and accepted inputs are those of Go's standard library. This folder reproduces
//! them and never knows about Prometheus.

pub mod case;
pub mod duration;
pub mod float;
pub mod glob;
pub mod json;
pub mod math;
pub mod path;
pub mod quote;
pub mod regex;
pub mod sort;
pub mod system;
pub mod template;
pub mod text;
pub mod url;
