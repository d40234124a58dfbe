//! Label sets, packed into one shared allocation each.
//!
//! ```text
//! ┌─────────────┬──────┬──────────────┬───────┬─────────────┬──────┬ …
//! │ name length │ name │ value length │ value │ name length │ name │
//! └─────────────┴──────┴──────────────┴───────┴─────────────┴──────┴ …
//!   length: one byte 0..=254, or 0xFF and three bytes, little-endian
//! ```
//! The pairs are sorted by name and no value is empty, so equal label sets are equal bytes: equality and hashing never
//! look inside. The layout is also what Prometheus hashes for `limit_ratio`.

use std::{cmp::Ordering, fmt, sync::Arc};

/// The label that holds a metric's name.
pub const METRIC_NAME: &str = "__name__";
/// The label that holds a metric's type, with the type-and-unit-labels feature.
pub const METRIC_TYPE: &str = "__type__";
/// The label that holds a metric's unit, with the type-and-unit-labels feature.
pub const METRIC_UNIT: &str = "__unit__";
/// The label that holds a classic histogram bucket's upper bound.
pub const BUCKET_BOUND: &str = "le";

/// The longest name or value that fits the packed form; longer ones are cut by the builder's caller.
pub const MAX_LABEL_BYTES: usize = 0xFF_FFFF;

/// An immutable, cheaply cloned set of labels, sorted by name; a label with an empty value does not exist.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Labels(Arc<[u8]>);

impl Default for Labels {
    fn default() -> Labels {
        Labels::empty()
    }
}

impl Labels {
    /// The label set without labels.
    pub fn empty() -> Labels {
        static EMPTY: std::sync::LazyLock<Labels> = std::sync::LazyLock::new(|| Labels(Arc::from(&[][..])));
        EMPTY.clone()
    }

    /// A label set from pairs in any order. Of equal names the last one counts; empty values are left out.
    pub fn from_pairs<N: AsRef<str>, V: AsRef<str>>(pairs: impl IntoIterator<Item = (N, V)>) -> Labels {
        let mut builder = LabelsBuilder::default();
        for (name, value) in pairs {
            builder.set(name.as_ref(), value.as_ref());
        }
        builder.build()
    }

    /// A label set from pairs that are already strictly sorted by name and have no empty value.
    ///
    /// This is the fast way for readers of sorted formats; `None` if the promise does not hold or a text is too long.
    pub fn from_sorted<'a>(pairs: impl Iterator<Item = (&'a str, &'a str)>) -> Option<Labels> {
        let mut packed = Vec::with_capacity(128);
        let mut last = None;
        for (name, value) in pairs {
            let sorted = last.is_none_or(|last| last < name);
            if !sorted || value.is_empty() || name.len() > MAX_LABEL_BYTES || value.len() > MAX_LABEL_BYTES {
                return None;
            }
            last = Some(name);
            push_text(&mut packed, name);
            push_text(&mut packed, value);
        }
        Some(Labels(packed.into()))
    }

    /// The value of label `name`, if it is there.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.iter().find(|(candidate, _)| *candidate == name).map(|(_, value)| value)
    }

    /// The value of label `name`, or the empty string, as Prometheus treats a missing label.
    pub fn value(&self, name: &str) -> &str {
        self.get(name).unwrap_or("")
    }

    /// The metric name, or the empty string.
    pub fn metric_name(&self) -> &str {
        self.value(METRIC_NAME)
    }

    /// The pairs, sorted by name.
    pub fn iter(&self) -> Pairs<'_> {
        Pairs { rest: &self.0 }
    }

    /// How many labels there are.
    pub fn len(&self) -> usize {
        self.iter().count()
    }

    /// Whether there is no label at all.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The packed form, as drawn in the module's documentation.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// The labels whose names pass `keep`.
    pub fn filter(&self, mut keep: impl FnMut(&str) -> bool) -> Labels {
        let mut packed = Vec::with_capacity(self.0.len());
        for (name, value) in self {
            if keep(name) {
                push_text(&mut packed, name);
                push_text(&mut packed, value);
            }
        }
        if packed.len() == self.0.len() { self.clone() } else { Labels(packed.into()) }
    }

    /// The labels without metric name, type and unit: what is left after an operation that makes another metric.
    pub fn without_metric(&self) -> Labels {
        self.filter(|name| !is_metric_label(name))
    }

    /// These labels with others set on top, which win; an empty value removes a label.
    pub fn overlaid(self, others: &[(String, String)]) -> Labels {
        if others.is_empty() {
            return self;
        }
        let mut builder = self.to_builder();
        for (name, value) in others {
            builder.set(name, value);
        }
        builder.build()
    }

    /// A builder that starts from these labels.
    pub fn to_builder(&self) -> LabelsBuilder {
        LabelsBuilder { pairs: self.iter().map(|(name, value)| (name.into(), value.into())).collect() }
    }
}

/// Whether `name` describes the metric itself: its name, type or unit.
pub fn is_metric_label(name: &str) -> bool {
    matches!(name, METRIC_NAME | METRIC_TYPE | METRIC_UNIT)
}

fn push_text(packed: &mut Vec<u8>, text: &str) {
    let length = text.len();
    if length < 0xFF {
        packed.push(length as u8);
    } else {
        packed.extend_from_slice(&[0xFF, length as u8, (length >> 8) as u8, (length >> 16) as u8]);
    }
    packed.extend_from_slice(text.as_bytes());
}

/// Iterator over the pairs of a [`Labels`], sorted by name.
#[derive(Clone)]
pub struct Pairs<'a> {
    rest: &'a [u8],
}

impl<'a> Pairs<'a> {
    fn text(&mut self) -> Option<&'a str> {
        let (&first, mut rest) = self.rest.split_first()?;
        let mut length = usize::from(first);
        if first == 0xFF {
            let (bytes, after) = rest.split_at_checked(3)?;
            length = usize::from(bytes[0]) | usize::from(bytes[1]) << 8 | usize::from(bytes[2]) << 16;
            rest = after;
        }
        let (text, rest) = rest.split_at_checked(length)?;
        self.rest = rest;
        // SAFETY: only `push_text` writes the packed bytes, whole strings at a time, and the lengths just read are the
        // ones it wrote, so `text` is exactly one of those strings.
        Some(unsafe { std::str::from_utf8_unchecked(text) })
    }
}

impl<'a> Iterator for Pairs<'a> {
    type Item = (&'a str, &'a str);
    fn next(&mut self) -> Option<(&'a str, &'a str)> {
        Some((self.text()?, self.text()?))
    }
}

impl<'a> IntoIterator for &'a Labels {
    type Item = (&'a str, &'a str);
    type IntoIter = Pairs<'a>;
    fn into_iter(self) -> Pairs<'a> {
        self.iter()
    }
}

impl PartialOrd for Labels {
    fn partial_cmp(&self, other: &Labels) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Labels {
    /// Prometheus' order: pair by pair, name before value, bytewise; a prefix comes first.
    fn cmp(&self, other: &Labels) -> Ordering {
        self.iter().cmp(other.iter())
    }
}

impl fmt::Display for Labels {
    /// Prometheus' `{name="value", other="value"}`, with Go's quoting; names that are not classic ones are quoted too.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("{")?;
        for (index, (name, value)) in self.iter().enumerate() {
            if index > 0 {
                formatter.write_str(", ")?;
            }
            if is_classic_label_name(name) {
                formatter.write_str(name)?;
            } else {
                formatter.write_str(&crate::golang::quote::quote(name.as_bytes()))?;
            }
            write!(formatter, "={}", crate::golang::quote::quote(value.as_bytes()))?;
        }
        formatter.write_str("}")
    }
}

impl fmt::Debug for Labels {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}

/// Whether `name` matches `[a-zA-Z_][a-zA-Z0-9_]*`, so that it needs no quotes.
pub fn is_classic_label_name(name: &str) -> bool {
    let mut bytes = name.bytes();
    bytes.next().is_some_and(|byte| byte.is_ascii_alphabetic() || byte == b'_')
        && bytes.all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

/// Whether `name` matches `[a-zA-Z_:][a-zA-Z0-9_:]*`, so that it needs no quotes as a metric name.
pub fn is_classic_metric_name(name: &str) -> bool {
    let mut bytes = name.bytes();
    bytes.next().is_some_and(|byte| byte.is_ascii_alphabetic() || byte == b'_' || byte == b':')
        && bytes.all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b':')
}

/// Labels under construction, in any order.
#[derive(Clone, Debug, Default)]
pub struct LabelsBuilder {
    pairs: Vec<(String, String)>,
}

impl LabelsBuilder {
    /// Sets a label; an empty value removes it. A text over [`MAX_LABEL_BYTES`] is cut at a character boundary there.
    pub fn set(&mut self, name: &str, value: &str) -> &mut LabelsBuilder {
        let (name, value) = (cut(name), cut(value));
        let position = self.pairs.iter().position(|(candidate, _)| candidate == name);
        match (position, value.is_empty()) {
            (Some(index), true) => drop(self.pairs.remove(index)),
            (Some(index), false) => self.pairs[index].1 = value.into(),
            (None, true) => {}
            (None, false) => self.pairs.push((name.into(), value.into())),
        }
        self
    }

    /// Removes a label.
    pub fn remove(&mut self, name: &str) -> &mut LabelsBuilder {
        self.set(name, "")
    }

    /// The value set for `name` so far.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.pairs.iter().find(|(candidate, _)| candidate == name).map(|(_, value)| value.as_str())
    }

    /// The finished label set.
    pub fn build(mut self) -> Labels {
        self.pairs.sort_unstable();
        let mut packed = Vec::with_capacity(self.pairs.iter().map(|(name, value)| name.len() + value.len() + 2).sum());
        for (name, value) in &self.pairs {
            push_text(&mut packed, name);
            push_text(&mut packed, value);
        }
        Labels(packed.into())
    }
}

fn cut(text: &str) -> &str {
    if text.len() <= MAX_LABEL_BYTES { text } else { &text[..text.floor_char_boundary(MAX_LABEL_BYTES)] }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_are_sorted_and_empty_values_vanish() {
        let labels = Labels::from_pairs([("b", "2"), ("__name__", "m"), ("a", ""), ("A", "1"), ("b", "3")]);
        assert_eq!(labels.iter().collect::<Vec<_>>(), [("A", "1"), ("__name__", "m"), ("b", "3")]);
        assert_eq!(labels.metric_name(), "m");
        assert_eq!(labels.get("a"), None);
    }

    #[test]
    fn long_values_survive_packing() {
        let long = "x".repeat(70_000);
        let labels = Labels::from_pairs([("a", long.as_str()), ("b", "y")]);
        assert_eq!(labels.get("a"), Some(long.as_str()));
        assert_eq!(labels.get("b"), Some("y"));
    }

    #[test]
    fn order_is_by_pairs_not_by_packed_bytes() {
        let short = Labels::from_pairs([("a", "zz")]);
        let long = Labels::from_pairs([("a", "zzz")]);
        let other = Labels::from_pairs([("ab", "a")]);
        assert!(short < long);
        assert!(long < other);
        assert!(Labels::empty() < short);
    }
}
