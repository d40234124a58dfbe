//! Series held in memory: scraped files, unit-test input, and anything else that fits.
//!
//! ```text
//! postings: label name → label value → [series number, …]   (ascending)
//! series:   [(labels, columns), …]                          (in the order given)
//! ```
//! A selection intersects the postings of the matchers that name values, and checks the rest series by series.

use super::{
    labels::Labels,
    matcher::{MatchKind, Matcher},
    sample::{SampleColumns, Timestamp},
    series::{ReadCost, SelectRequest, SeriesSet, SeriesSource, SourceError},
};
use hashbrown::HashMap;
use std::{collections::BTreeSet, ops::Range, sync::Arc};

/// Series in memory as a [`SeriesSource`]. Clones share the data.
#[derive(Clone, Debug, Default)]
pub struct MemorySource(Arc<Store>);

#[derive(Debug, Default)]
struct Store {
    series: Vec<(Labels, SampleColumns)>,
    postings: HashMap<String, HashMap<String, Vec<u32>>>,
}

impl MemorySource {
    /// Takes series whose columns are sorted by time, as [`SampleColumns`] promises; the label sets must differ.
    ///
    /// Beyond 2³² series the rest is left out.
    pub fn new(series: Vec<(Labels, SampleColumns)>) -> MemorySource {
        let mut postings: HashMap<String, HashMap<String, Vec<u32>>> = HashMap::new();
        for (number, (labels, _)) in (0..=u32::MAX).zip(&series) {
            for (name, value) in labels {
                let values = postings.entry_ref(name).or_default();
                values.entry_ref(value).or_default().push(number);
            }
        }
        MemorySource(Arc::new(Store { series, postings }))
    }

    /// How many series there are.
    pub fn len(&self) -> usize {
        self.0.series.len()
    }

    /// Whether there is no series.
    pub fn is_empty(&self) -> bool {
        self.0.series.is_empty()
    }

    /// The series in the order given.
    pub fn iter(&self) -> impl Iterator<Item = (&Labels, &SampleColumns)> {
        self.0.series.iter().map(|(labels, columns)| (labels, columns))
    }
}

impl Store {
    /// Numbers of the matching series that have a sample in the range, in ascending order.
    fn find(&self, request: &SelectRequest<'_>) -> Vec<u32> {
        let mut found: Option<Vec<u32>> = None;
        let mut unchecked: Vec<&Matcher> = Vec::new();
        for matcher in request.matchers {
            match self.listed(matcher) {
                Some(numbers) => {
                    found = Some(match found {
                        None => numbers,
                        Some(known) => intersect(&known, &numbers),
                    });
                }
                None => unchecked.push(matcher),
            }
        }
        let matches = |number: &u32| {
            self.series.get(*number as usize).is_some_and(|(labels, columns)| {
                has_sample(columns, request.min_time, request.max_time)
                    && unchecked.iter().all(|matcher| matcher.matches(value_of(labels, matcher)))
            })
        };
        match found {
            Some(numbers) => numbers.into_iter().filter(matches).collect(),
            None => (0..self.series.len() as u32).filter(matches).collect(),
        }
    }

    /// The series that a matcher allows, if it names the values; `None` if it has to be asked series by series.
    fn listed(&self, matcher: &Matcher) -> Option<Vec<u32>> {
        let values = matcher.name.as_str().and_then(|name| self.postings.get(name));
        let of_value = |value: &str| values.and_then(|values| values.get(value)).map_or(&[][..], Vec::as_slice);
        match matcher.kind {
            // The empty value also means that the label is missing, which postings do not know.
            MatchKind::Equal if !matcher.value.is_empty() => {
                Some(matcher.value.as_str().map_or_else(Vec::new, |value| of_value(value).to_vec()))
            }
            MatchKind::Regex => {
                let texts = matcher.regex()?.set_matches()?;
                if texts.iter().any(String::is_empty) {
                    return None;
                }
                let mut numbers: Vec<u32> = texts.iter().flat_map(|text| of_value(text)).copied().collect();
                numbers.sort_unstable();
                Some(numbers)
            }
            MatchKind::Equal | MatchKind::NotEqual | MatchKind::NotRegex => None,
        }
    }
}

fn value_of<'a>(labels: &'a Labels, matcher: &Matcher) -> &'a str {
    matcher.name.as_str().map_or("", |name| labels.value(name))
}

/// The numbers in both of two ascending lists.
fn intersect(left: &[u32], right: &[u32]) -> Vec<u32> {
    let (short, long) = if left.len() <= right.len() { (left, right) } else { (right, left) };
    let mut rest = long;
    let mut both = Vec::with_capacity(short.len());
    for number in short {
        rest = &rest[rest.partition_point(|candidate| candidate < number)..];
        if rest.first() == Some(number) {
            both.push(*number);
        }
    }
    both
}

fn within(timestamps: &[Timestamp], min_time: Timestamp, max_time: Timestamp) -> Range<usize> {
    let start = timestamps.partition_point(|timestamp| *timestamp < min_time);
    let end = timestamps.partition_point(|timestamp| *timestamp <= max_time);
    start..end.max(start)
}

fn has_sample(columns: &SampleColumns, min_time: Timestamp, max_time: Timestamp) -> bool {
    let any = |timestamps: &[Timestamp]| !within(timestamps, min_time, max_time).is_empty();
    any(&columns.timestamps) || any(&columns.histogram_timestamps)
}

impl SeriesSource for MemorySource {
    fn select(&self, request: &SelectRequest<'_>) -> Result<Box<dyn SeriesSet>, SourceError> {
        let mut numbers = self.0.find(request);
        if request.sorted {
            numbers.sort_by(|left, right| self.0.series[*left as usize].0.cmp(&self.0.series[*right as usize].0));
        }
        Ok(Box::new(Selection { store: Arc::clone(&self.0), numbers }))
    }

    fn label_names(&self, request: &SelectRequest<'_>) -> Result<Vec<String>, SourceError> {
        let numbers = self.0.find(request);
        let labels = numbers.iter().map(|number| &self.0.series[*number as usize].0);
        let names: BTreeSet<&str> = labels.flat_map(|labels| labels.iter().map(|(name, _)| name)).collect();
        Ok(names.into_iter().map(str::to_owned).collect())
    }

    fn label_values(&self, name: &str, request: &SelectRequest<'_>) -> Result<Vec<String>, SourceError> {
        let numbers = self.0.find(request);
        let labels = numbers.iter().map(|number| &self.0.series[*number as usize].0);
        let values: BTreeSet<&str> = labels.filter_map(|labels| labels.get(name)).collect();
        Ok(values.into_iter().map(str::to_owned).collect())
    }

    fn time_range(&self) -> Result<Option<(Timestamp, Timestamp)>, SourceError> {
        let columns = self.0.series.iter().map(|(_, columns)| columns);
        let ends = columns.flat_map(|columns| {
            [&columns.timestamps, &columns.histogram_timestamps]
                .into_iter()
                .flat_map(|times| [times.first(), times.last()])
        });
        Ok(ends.flatten().fold(None, |range, time| {
            Some(range.map_or((*time, *time), |(oldest, newest): (Timestamp, Timestamp)| {
                (oldest.min(*time), newest.max(*time))
            }))
        }))
    }
}

struct Selection {
    store: Arc<Store>,
    numbers: Vec<u32>,
}

impl SeriesSet for Selection {
    fn len(&self) -> usize {
        self.numbers.len()
    }

    fn labels(&self, index: usize) -> Labels {
        self.store.series[self.numbers[index] as usize].0.clone()
    }

    fn append(
        &self,
        index: usize,
        min_time: Timestamp,
        max_time: Timestamp,
        columns: &mut SampleColumns,
    ) -> Result<ReadCost, SourceError> {
        let stored = &self.store.series[self.numbers[index] as usize].1;
        let before = columns.timestamps.len();
        columns.extend_from_range(stored, min_time, max_time);
        Ok(ReadCost { chunks: 0, bytes: 16 * (columns.timestamps.len() - before) as u64 })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source() -> MemorySource {
        let series = |pairs: &[(&str, &str)], times: &[i64]| {
            let mut columns = SampleColumns::default();
            times.iter().for_each(|time| columns.push_float(*time, *time as f64));
            (Labels::from_pairs(pairs.iter().copied()), columns)
        };
        MemorySource::new(vec![
            series(&[("__name__", "up"), ("job", "b")], &[10, 20, 30]),
            series(&[("__name__", "up"), ("job", "a"), ("zone", "x")], &[20]),
            series(&[("__name__", "down"), ("job", "a")], &[5, 100]),
        ])
    }

    fn selected(matchers: &[Matcher], sorted: bool, min_time: i64, max_time: i64) -> Vec<String> {
        let request = SelectRequest { matchers, min_time, max_time, sorted };
        let set = source().select(&request).unwrap();
        (0..set.len()).map(|index| set.labels(index).to_string()).collect()
    }

    #[test]
    fn selects_by_every_kind_of_matcher() {
        let matcher = |kind, name: &str, value: &str| Matcher::new(kind, name, value).unwrap();
        let up = matcher(MatchKind::Equal, "__name__", "up");
        let of_job_b = r#"{__name__="up", job="b"}"#;
        let of_job_a = r#"{__name__="up", job="a", zone="x"}"#;
        let down = r#"{__name__="down", job="a"}"#;
        for (matchers, expected) in [
            (vec![], vec![of_job_b, of_job_a, down]),
            (vec![up.clone()], vec![of_job_b, of_job_a]),
            (vec![up.clone(), matcher(MatchKind::Equal, "job", "a")], vec![of_job_a]),
            (vec![up.clone(), matcher(MatchKind::Equal, "zone", "")], vec![of_job_b]),
            (vec![matcher(MatchKind::Regex, "job", "a|c")], vec![of_job_a, down]),
            (vec![matcher(MatchKind::Regex, "zone", "x|")], vec![of_job_b, of_job_a, down]),
            (vec![matcher(MatchKind::Regex, "zone", ".+")], vec![of_job_a]),
            (vec![matcher(MatchKind::NotEqual, "job", "a")], vec![of_job_b]),
            (vec![matcher(MatchKind::NotRegex, "zone", ".+")], vec![of_job_b, down]),
            (vec![matcher(MatchKind::Equal, "nothing", "a")], vec![]),
            (vec![Matcher::equal("job", vec![0xff])], vec![]),
        ] {
            assert_eq!(selected(&matchers, false, i64::MIN, i64::MAX), expected, "{matchers:?}");
        }
        assert_eq!(selected(&[], true, i64::MIN, i64::MAX), [down, of_job_a, of_job_b]);
        assert_eq!(selected(&[], false, 30, 99), [of_job_b]);
    }

    #[test]
    fn reads_the_closed_range() {
        let request =
            SelectRequest { matchers: &[Matcher::equal("job", "b")], min_time: 0, max_time: 99, sorted: false };
        let set = source().select(&request).unwrap();
        let mut columns = SampleColumns::default();
        set.read(0, 10, 20, &mut columns).unwrap();
        assert_eq!((columns.timestamps.as_slice(), columns.values.as_slice()), (&[10, 20][..], &[10.0, 20.0][..]));
        set.read(0, 25, 20, &mut columns).unwrap();
        assert!(columns.is_empty());
    }

    #[test]
    fn names_values_and_range() {
        let request =
            SelectRequest { matchers: &[Matcher::equal("__name__", "up")], min_time: 0, max_time: 99, sorted: false };
        assert_eq!(source().label_names(&request).unwrap(), ["__name__", "job", "zone"]);
        assert_eq!(source().label_values("job", &request).unwrap(), ["a", "b"]);
        assert_eq!(source().time_range().unwrap(), Some((5, 100)));
        assert_eq!(MemorySource::default().time_range().unwrap(), None);
    }
}
