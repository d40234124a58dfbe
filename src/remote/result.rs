//! The `data` of `query` and `query_range` → [`QueryValue`], decoded in one pass over the body.

use super::{
    histogram::Histogram,
    scalar::{Metric, Number, Text, Time},
};
use crate::model::{
    histogram::FloatHistogram,
    sample::Timestamp,
    value::{MatrixSeries, QueryStats, QueryValue, SampleValue, VectorSample},
};
use serde::{Deserialize, Deserializer, de};
use serde_json::value::RawValue;
use std::{fmt, marker::PhantomData, sync::Arc};

/// A decoded `data` object.
pub(super) struct QueryData {
    pub(super) value: QueryValue,
    pub(super) stats: QueryStats,
}

impl<'de> Deserialize<'de> for QueryData {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<QueryData, D::Error> {
        struct Visitor;
        impl<'de> de::Visitor<'de> for Visitor {
            type Value = QueryData;
            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("an object with resultType and result")
            }
            fn visit_map<A: de::MapAccess<'de>>(self, mut map: A) -> Result<QueryData, A::Error> {
                let (mut kind, mut value, mut early) = (None, None, None::<&'de RawValue>);
                let mut stats = QueryStats::default();
                while let Some(Text(key)) = map.next_key()? {
                    match (key.as_ref(), kind) {
                        ("resultType", _) => kind = Some(map.next_value()?),
                        ("result", Some(kind)) => value = Some(map.next_value_seed(ValueOf(kind))?),
                        // Its type comes later: keep the text.
                        ("result", None) => early = Some(map.next_value()?),
                        ("stats", _) => stats = map.next_value::<Option<Stats>>()?.unwrap_or_default().into(),
                        _ => drop(map.next_value::<de::IgnoredAny>()?),
                    }
                }
                let kind = kind.ok_or_else(|| de::Error::missing_field("resultType"))?;
                if let (None, Some(text)) = (&value, early) {
                    let mut decoder = serde_json::Deserializer::from_str(text.get());
                    let decoded = de::DeserializeSeed::deserialize(ValueOf(kind), &mut decoder);
                    value = Some(decoded.map_err(de::Error::custom)?);
                }
                Ok(QueryData { value: value.ok_or_else(|| de::Error::missing_field("result"))?, stats })
            }
        }
        deserializer.deserialize_map(Visitor)
    }
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Kind {
    Scalar,
    String,
    Vector,
    Matrix,
}

/// Decodes a `result` of this kind.
struct ValueOf(Kind);

impl<'de> de::DeserializeSeed<'de> for ValueOf {
    type Value = QueryValue;
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<QueryValue, D::Error> {
        Ok(match self.0 {
            Kind::Scalar => {
                let (Time(timestamp), Number(value)) = Deserialize::deserialize(deserializer)?;
                QueryValue::Scalar { timestamp, value }
            }
            Kind::String => {
                let (Time(timestamp), value) = Deserialize::deserialize(deserializer)?;
                QueryValue::String { timestamp, value }
            }
            Kind::Vector => QueryValue::Vector(list(deserializer, VectorElement::into_sample)?),
            Kind::Matrix => QueryValue::Matrix(list(deserializer, |element: MatrixElement| Ok(element.into()))?),
        })
    }
}

/// Decodes a list, turning every element at once into what is kept of it; null is an empty list.
fn list<'de, D: Deserializer<'de>, E: Deserialize<'de>, T>(
    deserializer: D,
    convert: fn(E) -> Result<T, &'static str>,
) -> Result<Vec<T>, D::Error> {
    struct Visitor<E, T>(fn(E) -> Result<T, &'static str>, PhantomData<E>);
    impl<'de, E: Deserialize<'de>, T> de::Visitor<'de> for Visitor<E, T> {
        type Value = Vec<T>;
        fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
            formatter.write_str("a list")
        }
        fn visit_unit<F: de::Error>(self) -> Result<Vec<T>, F> {
            Ok(Vec::new())
        }
        fn visit_seq<A: de::SeqAccess<'de>>(self, mut sequence: A) -> Result<Vec<T>, A::Error> {
            let mut elements = Vec::new();
            while let Some(element) = sequence.next_element()? {
                elements.push((self.0)(element).map_err(de::Error::custom)?);
            }
            Ok(elements)
        }
    }
    deserializer.deserialize_any(Visitor(convert, PhantomData))
}

#[derive(Deserialize)]
struct VectorElement {
    metric: Metric,
    value: Option<(Time, Number)>,
    histogram: Option<(Time, Histogram)>,
}

impl VectorElement {
    fn into_sample(self) -> Result<VectorSample, &'static str> {
        let Metric(labels) = self.metric;
        match (self.value, self.histogram) {
            (_, Some((Time(timestamp), Histogram(histogram)))) => {
                Ok(VectorSample { labels, timestamp, value: SampleValue::Histogram(Arc::new(histogram)) })
            }
            (Some((Time(timestamp), Number(value))), None) => {
                Ok(VectorSample { labels, timestamp, value: SampleValue::Float(value) })
            }
            (None, None) => Err("a sample with neither value nor histogram"),
        }
    }
}

#[derive(Deserialize)]
struct MatrixElement {
    metric: Metric,
    #[serde(default, deserialize_with = "floats")]
    values: Vec<(Timestamp, f64)>,
    #[serde(default, deserialize_with = "histograms")]
    histograms: Vec<(Timestamp, Arc<FloatHistogram>)>,
}

impl From<MatrixElement> for MatrixSeries {
    fn from(element: MatrixElement) -> MatrixSeries {
        MatrixSeries { labels: element.metric.0, floats: element.values, histograms: element.histograms }
    }
}

fn floats<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<(Timestamp, f64)>, D::Error> {
    list(deserializer, |(Time(timestamp), Number(value))| Ok((timestamp, value)))
}

fn histograms<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<(Timestamp, Arc<FloatHistogram>)>, D::Error> {
    list(deserializer, |(Time(timestamp), Histogram(histogram))| Ok((timestamp, Arc::new(histogram))))
}

/// `stats`: what Prometheus sends with `stats=…`; other servers send other objects, of which nothing is kept.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Stats {
    timings: Timings,
    samples: Samples,
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Timings {
    eval_total_time: f64,
    query_preparation_time: f64,
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Samples {
    total_queryable_samples: u64,
    peak_samples: u64,
}

impl From<Stats> for QueryStats {
    fn from(stats: Stats) -> QueryStats {
        QueryStats {
            total_queryable_samples: stats.samples.total_queryable_samples,
            peak_samples: stats.samples.peak_samples,
            prepare_seconds: stats.timings.query_preparation_time,
            evaluate_seconds: stats.timings.eval_total_time,
            ..QueryStats::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::labels::Labels;

    fn decode(text: &str) -> Result<QueryValue, String> {
        serde_json::from_str::<QueryData>(text).map(|data| data.value).map_err(|error| error.to_string())
    }

    #[test]
    fn every_type_is_decoded_whatever_the_order_of_fields() {
        let scalar = QueryValue::Scalar { timestamp: 1_700_000_000_123, value: f64::INFINITY };
        assert_eq!(decode(r#"{"resultType":"scalar","result":[1700000000.123,"+Inf"]}"#), Ok(scalar.clone()));
        assert_eq!(decode(r#"{"result":[1700000000.123,"+Inf"],"resultType":"scalar"}"#), Ok(scalar));
        assert_eq!(
            decode(r#"{"resultType":"string","result":[1,"a\n\u00e9"]}"#),
            Ok(QueryValue::String { timestamp: 1000, value: "a\né".to_string() })
        );
        let labels = Labels::from_pairs([("a", "1"), ("b", "x\"y")]);
        let sample = VectorSample { labels: labels.clone(), timestamp: -500, value: SampleValue::Float(1e21) };
        assert_eq!(
            decode(
                r#"{"resultType":"vector","result":[{"metric":{"b":"x\"y","a":"1"},"value":[-0.5,"1e+21"]}],"x":[]}"#
            ),
            Ok(QueryValue::Vector(vec![sample]))
        );
        let series = MatrixSeries { labels, floats: vec![(1000, 2.0), (2000, -0.0)], histograms: Vec::new() };
        assert_eq!(
            decode(r#"{"resultType":"matrix","result":[{"metric":{"a":"1","b":"x\"y"},"values":[[1,"2"],[2,"-0"]]}]}"#),
            Ok(QueryValue::Matrix(vec![series]))
        );
        assert_eq!(decode(r#"{"resultType":"vector","result":null}"#), Ok(QueryValue::Vector(Vec::new())));
    }

    #[test]
    fn broken_results_say_what_is_missing() {
        assert!(decode(r#"{"resultType":"vector"}"#).unwrap_err().starts_with("missing field `result`"));
        assert!(decode(r#"{"result":[]}"#).unwrap_err().starts_with("missing field `resultType`"));
        assert!(decode(r#"{"resultType":"table","result":[]}"#).unwrap_err().contains("unknown variant `table`"));
        let error = decode(r#"{"resultType":"vector","result":[{"metric":{}}]}"#).unwrap_err();
        assert!(error.contains("neither value nor histogram"), "{error}");
        assert!(decode(r#"{"resultType":"scalar","result":[1,"x"]}"#).unwrap_err().contains("a number in quotes"));
    }
}
