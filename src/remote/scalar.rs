//! The API's numbers and texts: times are JSON numbers in seconds, values are texts, label sets are objects.

use crate::model::{labels::Labels, sample::Timestamp};
use serde::{Deserialize, Deserializer, de};
use std::{borrow::Cow, fmt};

/// A time: seconds with a fraction in JSON, milliseconds here.
#[derive(Clone, Copy)]
pub(super) struct Time(pub(super) Timestamp);

impl<'de> Deserialize<'de> for Time {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Time, D::Error> {
        struct Visitor;
        impl de::Visitor<'_> for Visitor {
            type Value = Time;
            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("a time in seconds")
            }
            fn visit_i64<E: de::Error>(self, seconds: i64) -> Result<Time, E> {
                Ok(Time(seconds.saturating_mul(1000)))
            }
            fn visit_u64<E: de::Error>(self, seconds: u64) -> Result<Time, E> {
                Ok(Time(i64::try_from(seconds).unwrap_or(i64::MAX).saturating_mul(1000)))
            }
            fn visit_f64<E: de::Error>(self, seconds: f64) -> Result<Time, E> {
                // The conversion saturates; milliseconds are exact as long as the times are below the year 200,000.
                Ok(Time((seconds * 1000.0).round() as i64))
            }
        }
        deserializer.deserialize_any(Visitor)
    }
}

/// A value: Go's float syntax in a JSON text.
#[derive(Clone, Copy)]
pub(super) struct Number(pub(super) f64);

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Number, D::Error> {
        struct Visitor;
        impl de::Visitor<'_> for Visitor {
            type Value = Number;
            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("a number in quotes")
            }
            fn visit_str<E: de::Error>(self, text: &str) -> Result<Number, E> {
                text.parse().map(Number).map_err(|_| E::invalid_value(de::Unexpected::Str(text), &self))
            }
        }
        deserializer.deserialize_str(Visitor)
    }
}

/// A text that is borrowed from the body unless it has escapes.
#[derive(Deserialize)]
#[serde(transparent)]
pub(super) struct Text<'a>(#[serde(borrow)] pub(super) Cow<'a, str>);

/// A label set: an object of texts.
pub(super) struct Metric(pub(super) Labels);

impl<'de> Deserialize<'de> for Metric {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Metric, D::Error> {
        struct Visitor;
        impl<'de> de::Visitor<'de> for Visitor {
            type Value = Metric;
            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("an object of labels")
            }
            fn visit_map<A: de::MapAccess<'de>>(self, mut map: A) -> Result<Metric, A::Error> {
                let mut pairs: Vec<(Cow<'de, str>, Cow<'de, str>)> = Vec::with_capacity(8);
                while let Some((Text(name), Text(value))) = map.next_entry()? {
                    pairs.push((name, value));
                }
                // Prometheus sends them sorted; other servers need not.
                let sorted = Labels::from_sorted(pairs.iter().map(|(name, value)| (name.as_ref(), value.as_ref())));
                Ok(Metric(sorted.unwrap_or_else(|| Labels::from_pairs(pairs))))
            }
        }
        deserializer.deserialize_map(Visitor)
    }
}
