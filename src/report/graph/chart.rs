//! Lines over time.
//!
//! ```text
//!   1.0 ┤        ⢀⡠⠤⢄
//!   0.5 ┤    ⢀⠔⠉    ⠑⢄
//!   0.0 ┼⡠⠔⠁          ⠈⠢
//!       └┬──────────┬────
//!      12:00      12:30
//! 2023-11-15T12:00:00Z to 2023-11-15T13:00:00Z
//! ⠤ node_load1{instance="a"}
//! ```

use super::{
    canvas::{CELL, Canvas},
    ticks::{Tick, time_ticks, value_ticks},
};
use crate::{
    model::value::MatrixSeries,
    report::{
        number::time,
        promql::metric_text,
        style::{Paint, Style, printable},
        table::numbers,
    },
};
use std::io::{self, Write};
use unicode_width::UnicodeWidthStr;

/// Rows of the picture itself: more do not show more, fewer show nothing.
const HEIGHTS: std::ops::RangeInclusive<usize> = 4..=24;
/// Series that are named below the chart.
const LEGEND: usize = 16;
/// Columns from one mark on the time axis to the next, at least.
const TIME_LABEL_DISTANCE: usize = 14;
/// A gap longer than this many usual distances between points is left open.
const LONGEST_GAP: f64 = 1.5;

/// Draws the series of a matrix; native histograms are drawn as their counts.
pub(super) fn write(out: &mut dyn Write, series: &[MatrixSeries], style: Style) -> io::Result<()> {
    let points: Vec<Vec<(i64, f64)>> = series.iter().map(numbers).collect();
    let drawn = |points: &[(i64, f64)]| points.iter().filter(|(_, value)| value.is_finite()).count();
    let all = || points.iter().flatten();
    let Some(area) = Area::around(all().copied()) else {
        let text = if all().next().is_some() { "no finite values to draw" } else { "no data to draw" };
        writeln!(out, "{}", style.paint(Paint::Faint, text))?;
        return write_legend(out, series, style);
    };
    let legend = series.len().min(LEGEND + 1);
    let height = style.height.saturating_sub(legend + 4).clamp(*HEIGHTS.start(), *HEIGHTS.end());
    let values = value_ticks(area.low, area.high, height / 2);
    let gutter = values.iter().map(|tick| tick.label.width()).max().unwrap_or(0);
    let width = style.width.saturating_sub(gutter + 3).max(10);
    let scale = Scale { area, width: width * CELL.0, height: height * CELL.1 };

    let mut canvas = Canvas::new(width, height);
    let step = usual_step(&points);
    for (index, points) in points.iter().enumerate() {
        draw(&mut canvas, points, &scale, step, index);
    }
    if !style.color && series.len() > 1 {
        for (index, points) in points.iter().enumerate().take(LEGEND) {
            put_letters(&mut canvas, points, &scale, index);
        }
    }
    for row in 0..height {
        let tick = values.iter().find(|tick| scale.y(tick.at) / CELL.1 == row);
        let label = tick.map_or("", |tick| tick.label.as_str());
        let axis = if tick.is_some() { '┤' } else { '│' };
        write!(out, "{}", style.paint(Paint::Faint, format_args!("{label:>gutter$} {axis}")))?;
        write_row(out, &canvas, row, style)?;
    }
    write_time_axis(out, &time_ticks(area.first, area.last, width / TIME_LABEL_DISTANCE), &scale, gutter, style)?;
    writeln!(out, "{}", style.paint(Paint::Faint, format_args!("{} to {}", time(area.first), time(area.last))))?;
    let hidden = all().count() - points.iter().map(|points| drawn(points)).sum::<usize>();
    if hidden > 0 {
        writeln!(out, "{}", style.paint(Paint::Faint, format_args!("{hidden} NaN or infinite values are not drawn")))?;
    }
    write_legend(out, series, style)
}

/// What the picture covers.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Area {
    first: i64,
    last: i64,
    low: f64,
    high: f64,
}

impl Area {
    /// The area that holds all finite points, widened where it would have no extent; `None` without any.
    fn around(points: impl Iterator<Item = (i64, f64)>) -> Option<Area> {
        let mut area: Option<Area> = None;
        for (time, value) in points.filter(|(_, value)| value.is_finite()) {
            let known = area.get_or_insert(Area { first: time, last: time, low: value, high: value });
            known.first = known.first.min(time);
            known.last = known.last.max(time);
            known.low = known.low.min(value);
            known.high = known.high.max(value);
        }
        let mut area = area?;
        if area.first == area.last {
            area.first = area.first.saturating_sub(30_000);
            area.last = area.last.saturating_add(30_000);
        }
        // Too flat for floats to tell dots apart counts as constant too.
        let flat = (area.high / 2.0 - area.low / 2.0) <= area.high.abs().max(area.low.abs()) * 1e-12;
        if flat {
            let margin = if area.high == 0.0 { 1.0 } else { (area.high.abs() * 0.1).max(f64::MIN_POSITIVE) };
            area.low = (area.low - margin).max(f64::MIN);
            area.high = (area.high + margin).min(f64::MAX);
        }
        Some(area)
    }
}

/// From times and values to dots.
struct Scale {
    area: Area,
    width: usize,
    height: usize,
}

impl Scale {
    fn x(&self, time: i64) -> usize {
        let length = self.area.last.saturating_sub(self.area.first) as f64;
        let share = time.saturating_sub(self.area.first) as f64 / length;
        (share * (self.width - 1) as f64).round() as usize
    }

    fn y(&self, value: f64) -> usize {
        // Halves keep the difference of huge numbers finite.
        let share = (value / 2.0 - self.area.low / 2.0) / (self.area.high / 2.0 - self.area.low / 2.0);
        ((1.0 - share.clamp(0.0, 1.0)) * (self.height - 1) as f64).round() as usize
    }
}

/// The distance between neighbours that is most usual: the median over the longest row.
fn usual_step(points: &[Vec<(i64, f64)>]) -> f64 {
    let Some(longest) = points.iter().max_by_key(|points| points.len()) else { return f64::INFINITY };
    let mut distances: Vec<i64> = longest.windows(2).map(|pair| pair[1].0.saturating_sub(pair[0].0)).collect();
    distances.sort_unstable();
    distances.get(distances.len() / 2).map_or(f64::INFINITY, |distance| *distance as f64)
}

fn draw(canvas: &mut Canvas, points: &[(i64, f64)], scale: &Scale, step: f64, series: usize) {
    let mut last: Option<(i64, (usize, usize))> = None;
    for (time, value) in points {
        if !value.is_finite() {
            last = None;
            continue;
        }
        let dot = (scale.x(*time), scale.y(*value));
        match last {
            Some((before, from)) if time.saturating_sub(before) as f64 <= step * LONGEST_GAP => {
                canvas.line(from, dot, series);
            }
            _ => canvas.dot(dot.0, dot.1, series),
        }
        last = Some((*time, dot));
    }
}

/// Marks a line at its end and at two places before it, so that it can be told apart without colour.
fn put_letters(canvas: &mut Canvas, points: &[(i64, f64)], scale: &Scale, series: usize) {
    let finite: Vec<&(i64, f64)> = points.iter().filter(|(_, value)| value.is_finite()).collect();
    for position in [finite.len() / 4, finite.len() / 2, finite.len().saturating_sub(1)] {
        if let Some((time, value)) = finite.get(position) {
            canvas.letter(scale.x(*time), scale.y(*value), letter(series), series);
        }
    }
}

fn letter(series: usize) -> char {
    char::from(b'a' + (series % 26) as u8)
}

/// One row of cells, painted in runs of the same series, without spaces at its end.
fn write_row(out: &mut dyn Write, canvas: &Canvas, row: usize, style: Style) -> io::Result<()> {
    let cells: Vec<_> = canvas.row(row).collect();
    let used = cells.iter().rposition(|cell| cell.character != ' ').map_or(0, |last| last + 1);
    for run in cells[..used].chunk_by(|left, right| left.series == right.series) {
        let text: String = run.iter().map(|cell| cell.character).collect();
        write!(out, "{}", style.paint(Paint::Series(run[0].series), text))?;
    }
    writeln!(out)
}

/// The line below the picture and its labels; labels that would touch their neighbour are left out.
fn write_time_axis(out: &mut dyn Write, ticks: &[Tick], scale: &Scale, gutter: usize, style: Style) -> io::Result<()> {
    let width = scale.width / CELL.0;
    let mut axis = vec!['─'; width];
    let mut labels = String::new();
    for tick in ticks {
        let column = scale.x(tick.at as i64) / CELL.0;
        let start = (column + gutter + 2).saturating_sub(tick.label.len() / 2);
        let fits = labels.is_empty() || start > labels.len() + 1;
        if column < width && fits && start + tick.label.len() <= gutter + 2 + width {
            axis[column] = '┬';
            labels = format!("{labels:start$}{}", tick.label);
        }
    }
    let axis: String = axis.into_iter().collect();
    writeln!(out, "{}", style.paint(Paint::Faint, format_args!("{:gutter$} └{axis}", "")))?;
    writeln!(out, "{}", style.paint(Paint::Faint, labels))
}

fn write_legend(out: &mut dyn Write, series: &[MatrixSeries], style: Style) -> io::Result<()> {
    for (index, series_) in series.iter().enumerate().take(LEGEND) {
        let mark = if style.color || series.len() == 1 { '⠤' } else { letter(index) };
        let metric = printable(&metric_text(&series_.labels));
        writeln!(out, "{} {metric}", style.paint(Paint::Series(index), mark))?;
    }
    match series.len().saturating_sub(LEGEND) {
        0 => Ok(()),
        more => writeln!(out, "{}", style.paint(Paint::Faint, format_args!("and {more} more series"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::labels::Labels;

    const NOON: i64 = 1_700_049_600_000;

    fn chart(rows: Vec<Vec<(i64, f64)>>) -> String {
        let name = |index: usize| Labels::from_pairs([("__name__", "load"), ("n", index.to_string().as_str())]);
        let series: Vec<MatrixSeries> = rows
            .into_iter()
            .enumerate()
            .map(|(index, floats)| MatrixSeries { labels: name(index), floats, histograms: Vec::new() })
            .collect();
        let mut out = Vec::new();
        write(&mut out, &series, Style::plain(60, 14)).expect("writing to memory works");
        String::from_utf8(out).expect("the text is UTF-8")
    }

    fn wave(shift: f64) -> Vec<(i64, f64)> {
        (0..60).map(|step| (NOON + step * 60_000, (step as f64 / 10.0 + shift).sin())).collect()
    }

    #[test]
    fn lines_axes_and_legend() {
        insta::assert_snapshot!(chart(vec![wave(0.0)]));
        insta::assert_snapshot!(chart(vec![wave(0.0), wave(2.0)]));
    }

    #[test]
    fn gaps_stay_open() {
        let gap = wave(0.0).into_iter().filter(|(time, _)| !(NOON + 1_200_000..NOON + 2_400_000).contains(time));
        insta::assert_snapshot!(chart(vec![gap.collect()]));
    }

    #[test]
    fn odd_data_is_drawn() {
        insta::assert_snapshot!(chart(vec![(0..9).map(|step| (NOON + step * 1000, 5.0)).collect()]));
        insta::assert_snapshot!(chart(vec![vec![(NOON, 5.0)]]));
        assert_eq!(chart(vec![vec![(0, f64::NAN), (1, f64::INFINITY)]]), "no finite values to draw\n⠤ load{n=\"0\"}\n");
        assert_eq!(chart(vec![]), "no data to draw\n");
        for values in [[f64::MIN, f64::MAX], [0.0, f64::from_bits(1)], [1e300, f64::NAN], [0.0, -0.0]] {
            for times in [[0, 1], [i64::MIN, i64::MAX]] {
                chart(vec![times.into_iter().zip(values).collect()]);
            }
        }
    }
}
