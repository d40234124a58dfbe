//! A row of points as a word of eight heights: `▁▂▃▅▇█▇▅`.

const HEIGHTS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/// Draws `points` (sorted by time) between `first` and `last` in at most `width` columns.
///
/// A column shows the mean of the finite values in its share of the time, a space where there is none. A constant row
/// lies in the middle.
pub(super) fn sparkline(points: &[(i64, f64)], first: i64, last: i64, width: usize) -> String {
    let width = width.clamp(1, points.len().max(1));
    let length = last.saturating_sub(first).max(1) as f64;
    let mut columns = vec![(0.0, 0u32); width];
    for (time, value) in points.iter().filter(|(_, value)| value.is_finite()) {
        let share = time.saturating_sub(first) as f64 / length;
        let column = ((share * width as f64) as usize).min(width - 1);
        let (mean, count) = &mut columns[column];
        *count += 1;
        // A mean that is corrected step by step does not overflow where a sum would.
        *mean += (value - *mean) / f64::from(*count);
    }
    let means = || columns.iter().filter(|(_, count)| *count > 0).map(|(mean, _)| *mean);
    let (low, high) = (means().fold(f64::INFINITY, f64::min), means().fold(f64::NEG_INFINITY, f64::max));
    let draw = |(mean, count): &(f64, u32)| {
        if *count == 0 {
            return ' ';
        }
        // Halves keep the difference of huge numbers finite.
        let share = (mean / 2.0 - low / 2.0) / (high / 2.0 - low / 2.0);
        if share.is_nan() { HEIGHTS[3] } else { HEIGHTS[((share * 8.0) as usize).min(7)] }
    };
    columns.iter().map(draw).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heights_follow_the_values_and_gaps_stay_empty() {
        let points: Vec<(i64, f64)> = (0..8).map(|step| (step, step as f64)).collect();
        assert_eq!(sparkline(&points, 0, 7, 8), "▁▂▃▄▅▆▇█");
        assert_eq!(sparkline(&[points[0], points[7]], 0, 7, 2), "▁█");
        assert_eq!(sparkline(&points[..4], 0, 15, 4), "▄   ");
    }

    #[test]
    fn odd_rows_are_drawn() {
        assert_eq!(sparkline(&[(0, 5.0), (1, 5.0)], 0, 1, 8), "▄▄");
        assert_eq!(sparkline(&[(0, f64::NAN), (1, f64::INFINITY)], 0, 1, 8), "  ");
        assert_eq!(sparkline(&[], 0, 0, 8), " ");
        assert_eq!(sparkline(&[(0, -f64::MAX), (1, f64::MAX)], 0, 1, 8), "▁█");
        assert_eq!(sparkline(&[(i64::MIN, 0.0), (i64::MAX, 1.0)], i64::MIN, i64::MAX, 8), "▁█");
    }
}
