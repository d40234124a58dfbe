//! What Go does and users see: the text of floats and durations, quoting, RE2 regular expressions,
//! the last bit of elementary functions.
//!
//! Prometheus' output, error messages and accepted inputs are those of Go's standard library. This folder reproduces
//! them and never knows about Prometheus.

pub mod duration;
pub mod float;
pub mod glob;
pub mod json;
pub mod math;
pub mod path;
pub mod quote;
pub mod regex;
pub mod system;
pub mod template;
pub mod text;
pub mod url;
