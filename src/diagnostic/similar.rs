//! "Did you mean": the name that a misspelt one is closest to.

/// The name among `known` that `name` was probably meant to be.
///
/// One edit (a letter changed, missing, added, or two swapped) in three letters is taken for a slip of the hand.
pub fn similar<'a>(name: &str, known: &[&'a str]) -> Option<&'a str> {
    let name: Vec<char> = name.chars().take(LONGEST + 1).collect();
    if name.len() > LONGEST {
        return None;
    }
    let distances = known.iter().map(|candidate| (distance(&name, candidate), *candidate));
    let (distance, best) = distances.min_by_key(|(distance, _)| *distance)?;
    (distance <= (name.len() / 3).clamp(1, 3)).then_some(best)
}

/// No key is longer.
const LONGEST: usize = 64;

/// Edits between two names, a swap of neighbours counted as one.
fn distance(left: &[char], right: &str) -> usize {
    let normal = |character: char| if character == '-' { '_' } else { character.to_ascii_lowercase() };
    let right: Vec<char> = right.chars().collect();
    let mut rows = vec![vec![0; right.len() + 1]; left.len() + 1];
    for (row, cells) in rows.iter_mut().enumerate() {
        cells[0] = row;
    }
    for (column, cell) in rows[0].iter_mut().enumerate() {
        *cell = column;
    }
    for row in 1..=left.len() {
        for column in 1..=right.len() {
            let same = normal(left[row - 1]) == normal(right[column - 1]);
            let changed = rows[row - 1][column - 1] + usize::from(!same);
            let mut best = changed.min(rows[row - 1][column] + 1).min(rows[row][column - 1] + 1);
            let swapped = row > 1
                && column > 1
                && normal(left[row - 1]) == normal(right[column - 2])
                && normal(left[row - 2]) == normal(right[column - 1]);
            if swapped {
                best = best.min(rows[row - 2][column - 2] + 1);
            }
            rows[row][column] = best;
        }
    }
    rows[left.len()][right.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_recognised() {
        let known = ["scrape_interval", "scrape_timeout", "job_name", "params"];
        for (name, expected) in [
            ("scrape_intervall", Some("scrape_interval")),
            ("scrapeInterval", Some("scrape_interval")),
            ("scrape-timeout", Some("scrape_timeout")),
            ("jobname", Some("job_name")),
            ("parmas", Some("params")),
            ("x", None),
            ("targets", None),
            ("", None),
        ] {
            assert_eq!(similar(name, &known), expected, "{name}");
        }
        assert_eq!(similar(&"a".repeat(10_000_000), &known), None);
    }
}
