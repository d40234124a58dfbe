//! The series that are written: out of a file, or made up.

use crate::model::labels::Labels;
use std::{
    collections::{BTreeMap, HashSet},
    io::{self, BufRead},
};

/// Targets share this many metrics each.
const METRICS_OF_A_TARGET: usize = 50;
const JOBS: [&str; 5] = ["api", "checkout", "node", "search", "worker"];

/// The first `count` different series of a file with a JSON object of labels on every line.
pub(super) fn read(input: impl BufRead, count: usize) -> io::Result<Vec<Labels>> {
    let mut series = Vec::new();
    let mut known = HashSet::new();
    for (number, line) in input.lines().enumerate() {
        if series.len() >= count {
            break;
        }
        let line = line?;
        if line.trim().is_empty() {
            continue;
        }
        let pairs: BTreeMap<String, String> = serde_json::from_str(&line).map_err(|error| {
            let what = format!("line {}: expected a JSON object of labels: {error}", number + 1);
            io::Error::new(io::ErrorKind::InvalidData, what)
        })?;
        let labels = Labels::from_pairs(&pairs);
        if !labels.is_empty() && known.insert(labels.clone()) {
            series.push(labels);
        }
    }
    Ok(series)
}

/// `count` series such as targets expose: some metrics by some labels each.
pub(super) fn generate(count: usize) -> Vec<Labels> {
    let series = |number: usize| {
        let (target, metric) = (number / METRICS_OF_A_TARGET, number % METRICS_OF_A_TARGET);
        let name = format!("bench_{:02}_requests_total", metric / 5);
        let instance = format!("instance-{target:04}.example.com:9100");
        let code = (200 + 100 * (metric % 5)).to_string();
        Labels::from_pairs([
            ("__name__", &*name),
            ("code", &*code),
            ("instance", &*instance),
            ("job", JOBS[target % JOBS.len()]),
            ("path", "/api/v1/items"),
        ])
    };
    (0..count).map(series).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn generated_series_are_different() {
        let series = generate(1000);
        assert_eq!(series.iter().collect::<HashSet<_>>().len(), 1000);
    }

    #[test]
    fn files_hold_an_object_a_line() {
        let text =
            "{\"__name__\":\"up\",\"instance\":\"a:1\"}\n\n{\"instance\":\"a:1\",\"__name__\":\"up\"}\n{\"a\":\"b\"}\n";
        let up = Labels::from_pairs([("__name__", "up"), ("instance", "a:1")]);
        assert_eq!(read(text.as_bytes(), 9).unwrap(), [up.clone(), Labels::from_pairs([("a", "b")])]);
        assert_eq!(read(text.as_bytes(), 1).unwrap(), [up]);
        let error = read("{}\n{\"a\"}\n".as_bytes(), 9).unwrap_err().to_string();
        assert!(error.starts_with("line 2: expected a JSON object of labels: "), "{error}");
    }
}
