//! Bars: one line for every series of a vector.

use crate::{
    model::value::{SampleValue, VectorSample},
    report::{
        number::short,
        promql::metric_text,
        style::{Paint, Style, printable},
    },
};
use std::io::{self, Write};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Eighths of a cell, from the left.
const EIGHTHS: [char; 8] = [' ', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];
/// Negative bars look different, for they grow in the same direction.
const NEGATIVE: char = '░';

/// Draws a vector as bars from zero; native histograms are drawn as their counts.
pub(super) fn write(out: &mut dyn Write, samples: &[VectorSample], style: Style) -> io::Result<()> {
    if samples.is_empty() {
        return writeln!(out, "{}", style.paint(Paint::Faint, "no data to draw"));
    }
    let number = |sample: &VectorSample| match &sample.value {
        SampleValue::Float(value) => *value,
        SampleValue::Histogram(histogram) => histogram.count,
    };
    let rows: Vec<(String, f64, String)> = samples
        .iter()
        .map(|sample| (printable(&metric_text(&sample.labels)), number(sample), short(number(sample))))
        .collect();
    let largest = rows.iter().map(|(_, value, _)| value.abs()).filter(|size| size.is_finite()).fold(0.0, f64::max);
    let values = rows.iter().map(|(_, _, text)| text.len()).max().unwrap_or(0);
    let names = rows.iter().map(|(name, _, _)| name.width()).max().unwrap_or(0).min(style.width / 2);
    let room = style.width.saturating_sub(names + values + 4).max(5);
    for (index, (name, value, text)) in rows.iter().enumerate() {
        let name = cut(name, names);
        let padding = " ".repeat(names - name.width().min(names));
        let bar = style.paint(Paint::Series(index), bar(*value, largest, room)).to_string();
        writeln!(out, "{name}{padding}  {text:>values$}  {bar}")?;
    }
    Ok(())
}

fn bar(value: f64, largest: f64, room: usize) -> String {
    let share = (value.abs() / largest).clamp(0.0, 1.0);
    if share.is_nan() {
        return String::new();
    }
    let eighths = (share * room as f64 * 8.0).round() as usize;
    if value < 0.0 {
        return NEGATIVE.to_string().repeat(eighths.div_ceil(8));
    }
    let mut bar = "█".repeat(eighths / 8);
    if !eighths.is_multiple_of(8) {
        bar.push(EIGHTHS[eighths % 8]);
    }
    bar
}

/// As much of `text` as fits into `width` columns, with `…` where something was cut off.
fn cut(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.into();
    }
    let mut cut = String::new();
    let mut columns = 1;
    for character in text.chars() {
        columns += character.width().unwrap_or(0);
        if columns > width {
            break;
        }
        cut.push(character);
    }
    cut.push('…');
    cut
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::labels::Labels;

    #[test]
    fn bars_grow_with_their_values() {
        let sample = |name: &str, value| VectorSample {
            labels: Labels::from_pairs([("__name__", name)]),
            timestamp: 0,
            value: SampleValue::Float(value),
        };
        let samples = [
            sample("one", 1.0),
            sample("a_name_that_is_longer_than_half_of_the_line", 4.0),
            sample("less", -2.0),
            sample("nan", f64::NAN),
            sample("infinite", f64::INFINITY),
            sample("nothing", 0.0),
        ];
        let mut out = Vec::new();
        write(&mut out, &samples, Style::plain(60, 24)).expect("writing to memory works");
        insta::assert_snapshot!(String::from_utf8(out).expect("the text is UTF-8"));
    }
}
