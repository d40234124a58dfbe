//! The entries of a mapping as Go sees them: merge keys followed, repeated keys found.

use super::{Dialect, Document, Node, NodeId, NodeKind, Resolved};
use hashbrown::{HashMap, HashSet};

/// One entry of a mapping.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The key.
    pub key: NodeId,
    /// The value.
    pub value: NodeId,
    /// Whether it came in by `<<`.
    pub merged: bool,
}

/// A key that was there before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Repeated {
    /// The later key.
    pub key: NodeId,
    /// One that is there before it.
    pub before: NodeId,
    /// Whether that is the first one.
    pub is_first: bool,
}

/// More repetitions than this are not listed: their number grows with the square of the keys.
const MOST_REPEATED: usize = 10_000;

impl Document {
    /// The entries of a mapping, those of merged mappings among them; empty if it is none. The error is the merge key
    /// whose value is no mapping.
    ///
    /// Version 3 gives the mapping's own entries first and then what it lacks; version 2 gives all at their place, so
    /// that a later merge overwrites what stands before it.
    pub fn entries(&self, mapping: NodeId, dialect: Dialect) -> Result<Vec<Entry>, NodeId> {
        let NodeKind::Mapping(pairs) = &self.node(mapping).kind else { return Ok(Vec::new()) };
        let mut entries = Vec::with_capacity(pairs.len());
        let mut merges = Vec::new();
        for &(key, value) in pairs {
            if !self.is_merge_key(key) {
                entries.push(Entry { key, value, merged: false });
            } else if dialect == Dialect::V2 {
                let merged = self.merged(key, value, dialect, 0)?;
                entries.extend(merged.into_iter().map(|entry| Entry { merged: true, ..entry }));
            } else {
                merges.push((key, value));
            }
        }
        if merges.is_empty() {
            return Ok(entries);
        }
        let mut known: HashSet<&str> = entries.iter().filter_map(|entry| self.scalar(entry.key)).collect();
        for (key, value) in merges {
            for entry in self.merged(key, value, dialect, 0)? {
                if self.scalar(entry.key).is_none_or(|name| known.insert(name)) {
                    entries.push(Entry { merged: true, ..entry });
                }
            }
        }
        Ok(entries)
    }

    /// What `<<: value` brings in. A chain of merges longer than any real one ends; aliases cannot make a circle.
    fn merged(&self, key: NodeId, value: NodeId, dialect: Dialect, depth: usize) -> Result<Vec<Entry>, NodeId> {
        const LONGEST_CHAIN: usize = 100;
        let follow = |mapping: NodeId, entries: &mut Vec<Entry>| -> Result<(), NodeId> {
            let NodeKind::Mapping(pairs) = &self.node(mapping).kind else { return Err(key) };
            let (inner, own): (Vec<_>, Vec<_>) = pairs.iter().partition(|(key, _)| self.is_merge_key(*key));
            let own = own.iter().map(|&&(key, value)| Entry { key, value, merged: true });
            let mut brought = Vec::new();
            if depth < LONGEST_CHAIN {
                for &&(key, value) in &inner {
                    brought.extend(self.merged(key, value, dialect, depth + 1)?);
                }
            }
            // The first one counts in version 3, the last one in version 2.
            match dialect {
                Dialect::V2 => {
                    entries.extend(brought);
                    entries.extend(own);
                }
                Dialect::V3 => {
                    entries.extend(own);
                    entries.extend(brought);
                }
            }
            Ok(())
        };
        let mut entries = Vec::new();
        match &self.node(value).kind {
            NodeKind::Mapping(_) => follow(value, &mut entries)?,
            NodeKind::Sequence(items) if dialect == Dialect::V3 => {
                items.iter().try_for_each(|item| follow(*item, &mut entries))?
            }
            // The first of several wins: it is applied last.
            NodeKind::Sequence(items) => items.iter().rev().try_for_each(|item| follow(*item, &mut entries))?,
            _ => return Err(key),
        }
        Ok(entries)
    }

    /// The keys of a mapping that are there already, each with every one before it, in the order in which version 3
    /// reports them; of very many the first ones.
    pub fn repeated_keys(&self, mapping: NodeId) -> Vec<Repeated> {
        const FEW: usize = 16;
        let NodeKind::Mapping(pairs) = &self.node(mapping).kind else { return Vec::new() };
        let identity = |key: NodeId| self.key_identity(self.written(key));
        let is_same = |one: &(NodeId, NodeId), other: &(NodeId, NodeId)| identity(one.0) == identity(other.0);
        if pairs.len() <= FEW
            && !pairs.iter().enumerate().any(|(at, pair)| pairs[..at].iter().any(|before| is_same(before, pair)))
        {
            return Vec::new();
        }
        let mut same: HashMap<(u8, &str), Vec<NodeId>> = HashMap::with_capacity(pairs.len());
        pairs.iter().for_each(|(key, _)| same.entry(identity(*key)).or_default().push(*key));
        let mut same: Vec<Vec<NodeId>> = same.into_values().filter(|keys| keys.len() > 1).collect();
        same.sort_unstable_by_key(|keys| keys.first().map(|key| key.0));
        let of_keys = |keys: &[NodeId]| -> Vec<Repeated> {
            let pairs = keys.iter().enumerate().flat_map(|(at, &before)| {
                keys[at + 1..].iter().map(move |&key| Repeated { key, before, is_first: at == 0 })
            });
            pairs.take(MOST_REPEATED).collect()
        };
        let mut repeated: Vec<Repeated> =
            same.iter().take(MOST_REPEATED).flat_map(|keys| of_keys(keys)).take(MOST_REPEATED).collect();
        repeated.sort_by_key(|repeated| (repeated.before.0, repeated.key.0));
        repeated
    }

    /// Go compares kind and text, and collections have no text.
    fn key_identity<'d>(&'d self, key: &'d Node) -> (u8, &'d str) {
        match &key.kind {
            NodeKind::Scalar(value, _) => (0, value),
            NodeKind::Sequence(_) => (1, ""),
            NodeKind::Mapping(_) => (2, ""),
            NodeKind::Alias(_) => (3, self.text().get(key.span.start as usize..key.span.end as usize).unwrap_or("")),
        }
    }

    fn is_merge_key(&self, key: NodeId) -> bool {
        matches!(self.resolved(key), Resolved::Merge)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BAD_MERGE: &str = "no mapping";

    fn shown(text: &str, dialect: Dialect) -> Result<String, &'static str> {
        let document = Document::parse(text.as_bytes()).expect("it parses");
        let root = document.root().expect("a document");
        let NodeKind::Mapping(pairs) = &document.node(root).kind else { panic!("a mapping") };
        let last = pairs.last().expect("an entry").1;
        let entries = document.entries(last, dialect).map_err(|_| BAD_MERGE)?;
        let show = |entry: &Entry| {
            let text = |id| document.scalar(id).unwrap_or("?");
            format!("{}={}", text(entry.key), text(entry.value))
        };
        Ok(entries.iter().map(show).collect::<Vec<_>>().join(" "))
    }

    #[test]
    fn own_keys_win_in_version_3_and_the_order_decides_in_version_2() {
        let text = "b: &b {x: 1, y: 2}\nc: &c {y: 3, z: 4}\na: {x: 0, <<: [*b, *c], y: 5}\n";
        assert_eq!(shown(text, Dialect::V3).unwrap(), "x=0 y=5 z=4");
        assert_eq!(shown(text, Dialect::V2).unwrap(), "x=0 y=3 z=4 x=1 y=2 y=5");
    }

    #[test]
    fn merges_follow_merges_and_take_only_mappings() {
        let text = "b: &b {x: 1}\nc: &c {<<: *b, x: 2, y: 3}\na: {<<: *c}\n";
        assert_eq!(shown(text, Dialect::V3).unwrap(), "x=2 y=3");
        assert_eq!(shown("a: {<<: 1}", Dialect::V3), Err(BAD_MERGE));
        assert_eq!(shown("a: {<<: [1]}", Dialect::V2), Err(BAD_MERGE));
    }

    #[test]
    fn repeated_keys_are_found_with_all_before_them() {
        let document = Document::parse(b"{a: 1, 'a': 2, b: 3, [x]: 4, [y]: 5, b: 6, a: 7}").expect("it parses");
        let repeated = document.repeated_keys(document.root().expect("a document"));
        let columns = |id| document.written(id).column;
        let shown: Vec<_> = repeated.iter().map(|found| (columns(found.key), columns(found.before))).collect();
        assert_eq!(shown, [(8, 2), (44, 2), (44, 8), (38, 16), (30, 22)]);
    }
}
