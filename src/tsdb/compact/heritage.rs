//! What a merged block says of itself: the part of `meta.json` that comes from the blocks it was made of.

use crate::tsdb::block::{BlockMeta, Compaction, Parent, Ulid};
use serde_json::{Map, Value};
use std::collections::BTreeSet;

const OUT_OF_ORDER: &str = "from-out-of-order";
/// Hints of blocks that hold only some of the head's series, in the order in which Prometheus plans their classes.
const PARTIAL: [&str; 2] = ["from-stale-series", "from-selected-series"];
/// Where Thanos keeps what it knows of a block.
const THANOS: &str = "thanos";
/// What Thanos says of a block's files, which a merged block has not.
const OF_FILES: [&str; 3] = ["files", "segment_files", "index_stats"];

/// Blocks are merged only with blocks of the same key.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct GroupKey {
    /// 0 for a regular block; else the number of its hint, from 1.
    class: usize,
    /// Labels and resolution by which Thanos keeps blocks apart, as text.
    thanos: String,
}

impl GroupKey {
    /// The key of a block.
    pub fn of(meta: &BlockMeta) -> GroupKey {
        let class =
            PARTIAL.iter().position(|hint| is_hinted(&meta.compaction, hint)).map_or(0, |position| position + 1);
        let thanos = meta.other.get(THANOS).map(|thanos| {
            let part = |value: Option<&Value>| value.map(Value::to_string).unwrap_or_default();
            let resolution = thanos.get("downsample").and_then(|downsample| downsample.get("resolution"));
            // Keys of objects come out sorted.
            format!("labels {} resolution {}", part(thanos.get("labels")), part(resolution))
        });
        GroupKey { class, thanos: thanos.unwrap_or_default() }
    }

    /// What tells two keys apart, in words.
    pub fn difference(&self, other: &GroupKey) -> Option<&'static str> {
        match self {
            _ if self.class != other.class => Some("one holds only some series of its time (see its hints)"),
            _ if self.thanos != other.thanos => Some("they have different Thanos labels or resolutions"),
            _ => None,
        }
    }
}

/// The `meta.json` of the block that these become, without identity and numbers: times and history as Prometheus gives
/// them, and of the keys that are not Prometheus' own those on which all agree.
pub fn merged_meta(blocks: &[&BlockMeta]) -> BlockMeta {
    let compactions = || blocks.iter().map(|meta| &meta.compaction);
    let sources: BTreeSet<Ulid> = compactions().flat_map(|compaction| compaction.sources.iter().copied()).collect();
    let mut hints = Vec::new();
    if compactions().all(|compaction| is_hinted(compaction, OUT_OF_ORDER)) {
        hints.push(OUT_OF_ORDER.to_owned());
    }
    let partial = PARTIAL.into_iter().filter(|hint| compactions().any(|compaction| is_hinted(compaction, hint)));
    hints.extend(partial.map(str::to_owned));
    hints.sort();
    let parent = |meta: &&BlockMeta| Parent { ulid: meta.ulid, min_time: meta.min_time, max_time: meta.max_time };
    let mut other = common(blocks.iter().map(|meta| &meta.other));
    if let Some(Value::Object(thanos)) = other.get_mut(THANOS) {
        OF_FILES.iter().for_each(|key| drop(thanos.remove(*key)));
    }
    BlockMeta {
        min_time: blocks.iter().map(|meta| meta.min_time).min().unwrap_or_default(),
        max_time: blocks.iter().map(|meta| meta.max_time).max().unwrap_or_default(),
        compaction: Compaction {
            level: compactions().map(|compaction| compaction.level).max().unwrap_or_default() + 1,
            sources: sources.into_iter().collect(),
            parents: blocks.iter().map(parent).collect(),
            hints,
            other: common(compactions().map(|compaction| &compaction.other)),
            ..Compaction::default()
        },
        other,
        ..BlockMeta::default()
    }
}

fn is_hinted(compaction: &Compaction, hint: &str) -> bool {
    compaction.hints.iter().any(|other| other == hint)
}

/// What stands in all objects alike; objects within are compared key by key.
fn common<'a>(objects: impl Iterator<Item = &'a Map<String, Value>>) -> Map<String, Value> {
    let agreed = objects.cloned().reduce(|mut agreed, object| {
        agreed.retain(|key, value| match (value, object.get(key)) {
            (Value::Object(ours), Some(Value::Object(theirs))) => {
                *ours = common([&*ours, theirs].into_iter());
                true
            }
            (ours, theirs) => Some(&*ours) == theirs,
        });
        agreed
    });
    agreed.unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn meta(json: Value) -> BlockMeta {
        BlockMeta::parse(json.to_string().as_bytes()).unwrap()
    }

    fn ulid(number: u128) -> Ulid {
        Ulid(number)
    }

    #[test]
    fn history_is_that_of_all_parents() {
        let block = |number: u128, times: (i64, i64), level: u64, sources: &[u128], hints: &[&str]| BlockMeta {
            ulid: ulid(number),
            min_time: times.0,
            max_time: times.1,
            compaction: Compaction {
                level,
                sources: sources.iter().copied().map(ulid).collect(),
                hints: hints.iter().map(|&hint| hint.into()).collect(),
                failed: true,
                ..Compaction::default()
            },
            ..BlockMeta::default()
        };
        let first = block(9, (0, 10), 2, &[5, 7], &[OUT_OF_ORDER]);
        let second = block(8, (5, 8), 1, &[1, 5], &[OUT_OF_ORDER]);
        let merged = merged_meta(&[&first, &second]);
        assert_eq!((merged.min_time, merged.max_time, merged.compaction.level), (0, 10, 3));
        assert_eq!(merged.compaction.sources, [ulid(1), ulid(5), ulid(7)]);
        let parents: Vec<Ulid> = merged.compaction.parents.iter().map(|parent| parent.ulid).collect();
        assert_eq!(parents, [ulid(9), ulid(8)], "in the order in which they were merged");
        assert_eq!(merged.compaction.hints, [OUT_OF_ORDER]);
        assert!(!merged.compaction.failed);
        let third = block(7, (0, 1), 1, &[], &["from-stale-series"]);
        assert_eq!(merged_meta(&[&first, &third]).compaction.hints, ["from-stale-series"]);
    }

    #[test]
    fn foreign_keys_stay_where_all_agree() {
        let block = |replica: &str, source: &str| {
            meta(json!({
                "ulid": "01ARZ3NDEKTSV4RRFFQ69G5FAV", "version": 1, "minTime": 0, "maxTime": 1,
                "compaction": {"level": 1, "origin": "here"},
                "thanos": {"labels": {"replica": replica, "zone": "x"}, "source": source, "files": [1]},
                "number": 3,
            }))
        };
        let merged = merged_meta(&[&block("a", "sidecar"), &block("a", "compactor")]);
        assert_eq!(
            Value::Object(merged.other),
            json!({"thanos": {"labels": {"replica": "a", "zone": "x"}}, "number": 3})
        );
        assert_eq!(Value::Object(merged.compaction.other), json!({"origin": "here"}));
        assert!(GroupKey::of(&block("a", "x")).difference(&GroupKey::of(&block("b", "x"))).is_some());
        assert_eq!(GroupKey::of(&block("a", "x")).difference(&GroupKey::of(&block("a", "y"))), None);
    }
}
