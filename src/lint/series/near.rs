//! "Did you mean", among very many names.

/// Longer names are not compared.
const LONGEST: usize = 128;

/// The name among `known` that `name` was probably meant to be: the same but for a usual suffix, or at most two slips of
/// the hand away.
pub(super) fn nearest<'n>(name: &str, known: &'n [String]) -> Option<&'n str> {
    const SUFFIXES: [&str; 6] = ["_total", "_seconds", "_bytes", "_seconds_total", "_bytes_total", "_info"];
    let is_suffixed = |long: &str, short: &str| long.strip_prefix(short).is_some_and(|rest| SUFFIXES.contains(&rest));
    let suffixed = known.iter().find(|other| is_suffixed(other, name) || is_suffixed(name, other));
    if let Some(other) = suffixed {
        return Some(other);
    }
    let most = match name.len() {
        0..=3 => return None,
        4..=7 => 1,
        _ => 2,
    };
    let candidates = known.iter().filter(|other| other.len().abs_diff(name.len()) <= most);
    let near = candidates.filter_map(|other| Some((distance(name.as_bytes(), other.as_bytes(), most)?, other)));
    near.min_by_key(|(distance, _)| *distance).map(|(_, other)| other.as_str())
}

/// How many bytes to change, add or leave out, if not more than `most`.
fn distance(from: &[u8], to: &[u8], most: usize) -> Option<usize> {
    // What both begin and end with costs nothing; most names of a source are told apart by what is left.
    let begin = from.iter().zip(to).take_while(|(left, right)| left == right).count();
    let (from, to) = (from.get(begin..)?, to.get(begin..)?);
    let end = from.iter().rev().zip(to.iter().rev()).take_while(|(left, right)| left == right).count();
    let (from, to) = (from.get(..from.len() - end)?, to.get(..to.len() - end)?);
    if from.len().max(to.len()) > LONGEST {
        return None;
    }
    let mut row: Vec<usize> = (0..=to.len()).collect();
    for (index, letter) in from.iter().enumerate() {
        let mut diagonal = index;
        let mut left = index + 1;
        let mut smallest = left;
        for (cell, other) in row.iter_mut().skip(1).zip(to) {
            let change = diagonal + usize::from(letter != other);
            diagonal = *cell;
            left = change.min(diagonal + 1).min(left + 1);
            *cell = left;
            smallest = smallest.min(left);
        }
        if smallest > most {
            return None;
        }
    }
    // An empty `from` has no row but the first.
    let distance = if from.is_empty() { to.len() } else { row.last().copied()? };
    let distance = if to.is_empty() { from.len() } else { distance };
    (distance <= most).then_some(distance)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_recognised() {
        let known: Vec<String> = ["http_requests_total", "node_cpu_seconds_total", "up", "node_load1", "node_load15"]
            .map(String::from)
            .into();
        for (name, expected) in [
            ("http_requests", Some("http_requests_total")),
            ("http_request_total", Some("http_requests_total")),
            ("htpp_requests_total", Some("http_requests_total")),
            ("node_cpu", Some("node_cpu_seconds_total")),
            ("node_load", Some("node_load1")),
            ("node_load1", Some("node_load1")),
            ("node_load5", Some("node_load1")),
            ("us", None),
            ("", None),
            ("something_else_total", None),
        ] {
            assert_eq!(nearest(name, &known), expected, "{name}");
        }
        assert_eq!(nearest(&"a".repeat(1_000_000), &known), None);
        for (from, to, expected) in [
            ("", "", Some(0)),
            ("", "ab", Some(2)),
            ("ab", "", Some(2)),
            ("abc", "axc", Some(1)),
            ("abcd", "xyzw", None),
        ] {
            assert_eq!(distance(from.as_bytes(), to.as_bytes(), 2), expected, "{from} {to}");
        }
    }
}
