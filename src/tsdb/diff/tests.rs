//! Comparing sources, against the obvious way.

use super::*;
use crate::model::{
    labels::Labels,
    matcher::Matcher,
    memory::MemorySource,
    sample::{SampleColumns, Timestamp},
};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

type Sample = (Timestamp, u8);
type Series = BTreeMap<(u8, u8), Vec<Sample>>;

fn labels(&(metric, instance): &(u8, u8)) -> Labels {
    Labels::from_pairs([("__name__", format!("m{metric}")), ("instance", format!("i{instance:02}"))])
}

fn source(series: &Series) -> MemorySource {
    let columns = |samples: &[Sample]| {
        let mut columns = SampleColumns::default();
        samples.iter().for_each(|&(time, value)| columns.push_float(time, f64::from(value)));
        columns
    };
    MemorySource::new(series.iter().map(|(key, samples)| (labels(key), columns(samples))).collect())
}

fn series() -> impl Strategy<Value = Series> {
    let samples = proptest::collection::btree_map(0i64..20, 0u8..3, 1..8);
    let samples = samples.prop_map(|samples| samples.into_iter().collect::<Vec<_>>());
    proptest::collection::btree_map((0u8..4, 0u8..80), samples, 0..200)
}

fn everything(selectors: &[Vec<Matcher>]) -> DiffOptions<'_> {
    DiffOptions { selectors, min_time: i64::MIN, max_time: i64::MAX, samples: true, examples: 5 }
}

fn side_counts<T: Ord>(a: &BTreeSet<T>, b: &BTreeSet<T>) -> SideCounts {
    let count = |number: usize| number as u64;
    SideCounts {
        both: count(a.intersection(b).count()),
        only_a: count(a.difference(b).count()),
        only_b: count(b.difference(a).count()),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn the_difference_is_that_of_sets(a in series(), b in series(), range in (0i64..20, 0i64..20)) {
        let options = DiffOptions { min_time: range.0, max_time: range.0 + range.1, ..everything(&[]) };
        let difference = compare(&source(&a), &source(&b), &options).unwrap();
        let in_range = |series: &Series| -> Series {
            let keep = |samples: &[Sample]| -> Vec<Sample> {
                samples.iter().copied().filter(|(time, _)| (options.min_time..=options.max_time).contains(time)).collect()
            };
            let kept = series.iter().map(|(key, samples)| (*key, keep(samples)));
            kept.filter(|(_, samples)| !samples.is_empty()).collect()
        };
        let (a, b) = (in_range(&a), in_range(&b));
        let keys = |series: &Series| series.keys().copied().collect::<BTreeSet<_>>();
        prop_assert_eq!(difference.series, side_counts(&keys(&a), &keys(&b)));
        let only_a: Vec<Labels> = keys(&a).difference(&keys(&b)).map(labels).take(5).collect();
        prop_assert_eq!(difference.only_a.iter().collect::<BTreeSet<_>>(), only_a.iter().collect());
        let differing: Vec<Labels> =
            a.iter().filter(|(key, samples)| b.get(key).is_some_and(|other| other != *samples)).map(|(key, _)| labels(key)).collect();
        prop_assert_eq!(difference.differing_series, differing.len() as u64);
        prop_assert!(difference.differing.iter().map(|one| &one.labels).eq(differing.iter().collect::<BTreeSet<_>>().into_iter().take(5)));
        let values = |series: &Series| series.keys().map(|key| key.1).collect::<BTreeSet<_>>();
        let instances = side_counts(&values(&a), &values(&b));
        let found = difference.labels.iter().find(|label| label.name == "instance");
        prop_assert_eq!(found.map(|label| label.values), Some(instances).filter(|counts| !counts.are_equal()));
        let all = |series: &Series| series.values().map(|samples| samples.len() as u64).sum::<u64>();
        let samples = difference.samples;
        prop_assert_eq!(samples.equal + samples.different + samples.only_a, all(&a));
        prop_assert_eq!(samples.equal + samples.different + samples.only_b, all(&b));
        prop_assert_eq!(difference.is_empty(), a == b);
    }

    #[test]
    fn a_changed_copy_differs_where_it_was_changed(a in series(), place in any::<prop::sample::Index>(), what in 0u8..3) {
        prop_assume!(!a.is_empty());
        let mut b = a.clone();
        let key = *place.get(&a.keys().copied().collect::<Vec<_>>());
        let samples = b.get_mut(&key).unwrap();
        let at = place.index(samples.len());
        let time = samples[at].0;
        match what {
            0 => samples[at].1 += 1,
            1 => drop(samples.remove(at)),
            _ => samples.push((1000, 1)),
        }
        let is_gone = samples.is_empty();
        if is_gone {
            b.remove(&key);
        }
        let difference = compare(&source(&a), &source(&b), &everything(&[])).unwrap();
        if is_gone {
            prop_assert_eq!(difference.only_a, vec![labels(&key)]);
            return Ok(());
        }
        prop_assert!(difference.series.are_equal());
        let [one] = &difference.differing[..] else { panic!("{:?}", difference.differing) };
        prop_assert_eq!(&one.labels, &labels(&key));
        prop_assert_eq!(one.time, if what == 2 { 1000 } else { time });
        prop_assert_eq!((one.a.is_some(), one.b.is_some()), (what != 2, what != 1));
        prop_assert_eq!(difference.metrics.len(), 1);
        prop_assert!(difference.labels.is_empty());
    }
}

#[test]
fn selectors_choose_and_overlap() {
    let a: Series = [((1, 1), vec![(1, 1)]), ((2, 1), vec![(1, 1)]), ((2, 2), vec![(1, 1)])].into();
    let b: Series = [((1, 1), vec![(1, 2)])].into();
    let selectors = [vec![Matcher::equal("__name__", "m2")], vec![Matcher::equal("instance", "i01")]];
    let counts = |selectors: &[Vec<Matcher>]| compare(&source(&a), &source(&b), &everything(selectors)).unwrap().series;
    assert_eq!(counts(&selectors[..1]), SideCounts { both: 0, only_a: 2, only_b: 0 });
    assert_eq!(counts(&selectors), SideCounts { both: 1, only_a: 2, only_b: 0 });
    // Without samples, the one that differs does not show.
    let options = DiffOptions { samples: false, ..everything(&[]) };
    let difference = compare(&source(&a), &source(&b), &options).unwrap();
    assert_eq!((difference.series.both, difference.differing_series), (1, 0));
}
