//! Go's text of numbers: what `strconv` and `fmt` print and what `strconv` accepts.
//!
//! Every form exists as `append_…`, which writes into a buffer and allocates nothing, and as `format_…` for messages.

mod digits;
mod format;
mod integer;
mod parse;

pub use format::{
    append_e, append_f, append_fixed_e, append_fixed_f, append_fixed_g, append_g, append_json, format_e, format_f,
    format_fixed_e, format_fixed_f, format_fixed_g, format_g, format_json,
};
pub use integer::{ParseIntError, append_integer, parse_int, parse_uint};
pub use parse::{ParseFloatError, parse_float};
