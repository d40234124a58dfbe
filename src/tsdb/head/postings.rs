//! From matchers to series: which series carry which label value.
//!
//! Numbers here are positions in the head's list of series, which is sorted by reference; every list is ascending.

use super::series::HeadSeries;
use crate::model::matcher::{MatchKind, Matcher};
use hashbrown::HashMap;

/// The lists of series by label name and value.
#[derive(Debug, Default)]
pub(super) struct Postings {
    names: HashMap<String, HashMap<String, Vec<u32>>>,
    series: u32,
}

impl Postings {
    /// Collects the lists of all series.
    pub(super) fn of(series: &[HeadSeries]) -> Postings {
        let mut postings = Postings { names: HashMap::new(), series: series.len() as u32 };
        for (number, series) in series.iter().enumerate() {
            for (name, value) in &series.labels {
                let values = postings.names.entry_ref(name).or_default();
                values.entry_ref(value).or_insert_with(Vec::new).push(number as u32);
            }
        }
        postings
    }

    /// The label names, sorted.
    pub(super) fn names(&self) -> Vec<String> {
        let mut names: Vec<String> = self.names.keys().cloned().collect();
        names.sort_unstable();
        names
    }

    /// The values of a label, sorted.
    pub(super) fn values(&self, name: &str) -> Vec<String> {
        let mut values: Vec<String> = self.names.get(name).into_iter().flat_map(HashMap::keys).cloned().collect();
        values.sort_unstable();
        values
    }

    /// The series that pass all matchers.
    ///
    /// A matcher that the empty string passes also passes series without the label; it takes away those whose value
    /// does not pass. The others are intersected. Each value is matched once, however many series carry it.
    pub(super) fn matching(&self, matchers: &[Matcher]) -> Vec<u32> {
        let (taking, giving): (Vec<&Matcher>, Vec<&Matcher>) = matchers.iter().partition(|matcher| matcher.matches(""));
        let mut lists: Vec<Vec<u32>> = giving.into_iter().map(|matcher| self.carrying(matcher, true)).collect();
        lists.sort_by_key(Vec::len);
        let mut lists = lists.into_iter();
        let mut matching = lists.next().unwrap_or_else(|| (0..self.series).collect());
        for list in lists {
            matching.retain(|number| list.binary_search(number).is_ok());
        }
        for matcher in taking {
            if matching.is_empty() {
                break;
            }
            let taken = self.carrying(matcher, false);
            if !taken.is_empty() {
                matching.retain(|number| taken.binary_search(number).is_err());
            }
        }
        matching
    }

    /// The series that carry a value of the matcher's label which passes it (or, on demand, does not).
    fn carrying(&self, matcher: &Matcher, passing: bool) -> Vec<u32> {
        let values = matcher.name.as_str().and_then(|name| self.names.get(name));
        let Some(values) = values else { return Vec::new() };
        if (matcher.kind, passing) == (MatchKind::Equal, true) {
            let list = matcher.value.as_str().and_then(|value| values.get(value));
            return list.cloned().unwrap_or_default();
        }
        let lists = values.iter().filter(|(value, _)| matcher.matches(value) == passing);
        let mut carrying: Vec<u32> = lists.flat_map(|(_, list)| list.iter().copied()).collect();
        carrying.sort_unstable();
        carrying
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::labels::Labels;

    #[test]
    fn matchers_choose_what_labels_say() {
        let series: Vec<HeadSeries> = [("up", "a"), ("up", "b"), ("down", "a"), ("up", "")]
            .iter()
            .enumerate()
            .map(|(index, (name, job))| {
                HeadSeries::new(index as u64, Labels::from_pairs([("__name__", *name), ("job", *job)]))
            })
            .collect();
        let postings = Postings::of(&series);
        let matching = |matchers: &[(MatchKind, &str, &str)]| {
            let matchers: Vec<Matcher> =
                matchers.iter().map(|(kind, name, value)| Matcher::new(*kind, *name, *value).unwrap()).collect();
            let found = postings.matching(&matchers);
            let expected: Vec<u32> = (0..series.len() as u32)
                .filter(|&number| {
                    let labels = &series[number as usize].labels;
                    matchers.iter().all(|matcher| matcher.matches(labels.value(matcher.name.as_str().unwrap())))
                })
                .collect();
            assert_eq!(found, expected);
            found.len()
        };
        use MatchKind::{Equal, NotEqual, NotRegex, Regex};
        assert_eq!(matching(&[]), 4);
        assert_eq!(matching(&[(Equal, "__name__", "up"), (Equal, "job", "a")]), 1);
        assert_eq!(matching(&[(Equal, "__name__", "up"), (NotEqual, "job", "a")]), 2);
        assert_eq!(matching(&[(Equal, "job", "")]), 1);
        assert_eq!(matching(&[(Regex, "job", "a|b"), (NotRegex, "__name__", "d.*")]), 2);
        assert_eq!(matching(&[(Regex, "job", ".*")]), 4);
        assert_eq!(matching(&[(Regex, "job", ".+")]), 3);
        assert_eq!(matching(&[(Equal, "nothing", "")]), 4);
        assert_eq!(matching(&[(NotEqual, "nothing", "")]), 0);
        assert_eq!(postings.values("job"), ["a", "b"]);
        assert_eq!(postings.names(), ["__name__", "job"]);
    }
}
