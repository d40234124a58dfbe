//! Charts in the terminal: lines over time in braille dots for a matrix, bars for a vector.
//!
//! `chart` lays the picture out, `canvas` holds the dots, `ticks` chooses the marks on both axes, `bars` draws vectors.
//! Readable without colours: every line then carries the letter that its legend entry has.

mod bars;
mod canvas;
mod chart;
mod ticks;

use super::style::Style;
use crate::model::value::QueryValue;
use std::io::{self, Write};

/// Draws a vector or a matrix in the room that `style` gives; other values draw nothing.
pub fn write_value(out: &mut dyn Write, value: &QueryValue, style: Style) -> io::Result<()> {
    match value {
        QueryValue::Vector(samples) => bars::write(out, samples, style),
        QueryValue::Matrix(series) => chart::write(out, series, style),
        QueryValue::Scalar { .. } | QueryValue::String { .. } => Ok(()),
    }
}
