//! The text of PromQL: text ↔ expression. Never touches data.

pub mod ast;
pub mod functions;
