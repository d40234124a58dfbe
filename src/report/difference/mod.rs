//! How two directories differ, as text and as JSON.

mod json;
mod text;

pub use json::write_json;
pub use text::write_text;
