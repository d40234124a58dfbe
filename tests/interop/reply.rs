//! A reply of the HTTP API, and how near two of them are.

use std::{collections::BTreeMap, fmt};

use serde_json::Value;

/// What a reply says, whatever the order of its fields.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Reply {
    /// `status` is `success`.
    Data { result_type: String, series: Vec<Series>, warnings: Vec<String>, infos: Vec<String> },
    /// `status` is `error`.
    Error { error_type: String, text: String },
}

/// One series of a result; a scalar or a string is one without labels.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Series {
    labels: BTreeMap<String, String>,
    /// Unix seconds and the value's text. Equal texts are equal bits: both sides print the shortest one.
    points: Vec<(f64, String)>,
    histograms: Vec<Value>,
}

/// How near two replies are; the order is from the best to the worst.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Nearness {
    /// The same text for every value.
    Identical,
    /// Values differ, by less than 1e-12 of the greater one.
    Within1e12,
    /// Values differ, by less than 1e-9 of the greater one.
    Within1e9,
    /// Something differs: what kind of thing, and the first place with both sides.
    Different(Kind, String),
}

/// What differs. The names are those of `expected_differences.txt`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    /// Warnings or infos, while the result is the same.
    Annotations,
    /// The text of an error of the same type.
    ErrorText,
    /// The result, or whether there is one.
    Result,
}

impl Kind {
    pub(crate) fn parse(name: &str) -> Option<Self> {
        match name {
            "annotations" => Some(Self::Annotations),
            "error-text" => Some(Self::ErrorText),
            "result" => Some(Self::Result),
            _ => None,
        }
    }
}

impl Reply {
    /// Reads an envelope: `status`, then `data`, `warnings` and `infos`, or `errorType` and `error`.
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        let envelope: Value = serde_json::from_str(text).map_err(|error| format!("{error} in {}", shorten(text)))?;
        Self::from_json(&envelope).ok_or_else(|| format!("no envelope of the API: {}", shorten(text)))
    }

    /// Like [`Reply::parse`] for an envelope that is already JSON.
    pub(crate) fn from_json(envelope: &Value) -> Option<Self> {
        if envelope["status"] == "error" {
            return Some(Self::Error {
                error_type: envelope["errorType"].as_str()?.to_owned(),
                text: envelope["error"].as_str()?.to_owned(),
            });
        }
        let data = &envelope["data"];
        let result_type = data["resultType"].as_str()?.to_owned();
        let series = match result_type.as_str() {
            "vector" | "matrix" => data["result"].as_array()?.iter().map(Series::from_json).collect::<Option<_>>()?,
            _ => vec![Series { labels: BTreeMap::new(), points: vec![point(&data["result"])?], histograms: vec![] }],
        };
        let (warnings, infos) = (texts(&envelope["warnings"]), texts(&envelope["infos"]));
        Some(Self::Data { result_type, series, warnings, infos })
    }

    /// A result without series or points.
    pub(crate) fn is_empty(&self) -> bool {
        matches!(self, Self::Data { series, .. } if series.is_empty())
    }

    /// All native histograms of a result.
    pub(crate) fn histograms(&self) -> impl Iterator<Item = &Value> {
        let series = if let Self::Data { series, .. } = self { series.as_slice() } else { &[] };
        series.iter().flat_map(|series| &series.histograms).map(|point| &point[1])
    }

    /// What a range query's result has at one time, as an instant query gives it, without annotations.
    pub(crate) fn at(&self, time: f64) -> Self {
        let Self::Data { series, .. } = self else { return self.clone() };
        let at = |series: &Series| Series {
            labels: series.labels.clone(),
            points: series.points.iter().filter(|(other, _)| *other == time).cloned().collect(),
            histograms: series.histograms.iter().filter(|point| point[0].as_f64() == Some(time)).cloned().collect(),
        };
        let series = series.iter().map(at).filter(|series| !series.points.is_empty() || !series.histograms.is_empty());
        Self::Data { result_type: "vector".into(), series: series.collect(), warnings: vec![], infos: vec![] }
    }

    /// How near `ours` is to `theirs`. A matrix is ordered by its labels, so its order counts; that of a vector only
    /// where `ordered` says so.
    pub(crate) fn nearness(theirs: &Self, ours: &Self, ordered: bool) -> Nearness {
        let different = |kind, theirs: &dyn fmt::Debug, ours: &dyn fmt::Debug| {
            let (theirs, ours) = (shorten(&format!("{theirs:?}")), shorten(&format!("{ours:?}")));
            Nearness::Different(kind, format!("theirs: {theirs}\n      ours:   {ours}"))
        };
        match (theirs, ours) {
            (Self::Error { error_type, text }, Self::Error { error_type: our_type, text: our_text }) => {
                if error_type != our_type {
                    different(Kind::Result, theirs, ours)
                } else if text != our_text {
                    different(Kind::ErrorText, text, our_text)
                } else {
                    Nearness::Identical
                }
            }
            (
                Self::Data { result_type, series, warnings, infos },
                Self::Data { result_type: our_type, series: our_series, warnings: our_warnings, infos: our_infos },
            ) => {
                if result_type != our_type {
                    return different(Kind::Result, theirs, ours);
                }
                let (mut series, mut our_series) = (series.clone(), our_series.clone());
                if result_type == "vector" && !ordered {
                    series.sort_by(|a, b| a.labels.cmp(&b.labels));
                    our_series.sort_by(|a, b| a.labels.cmp(&b.labels));
                }
                let mut worst = Nearness::Identical;
                for (their_series, our_series) in series.iter().zip(&our_series) {
                    worst = worst.max(their_series.nearness(our_series));
                }
                if !matches!(worst, Nearness::Different(..)) && series.len() != our_series.len() {
                    return different(Kind::Result, &Names(&series), &Names(&our_series));
                }
                if !matches!(worst, Nearness::Different(..)) && (warnings, infos) != (our_warnings, our_infos) {
                    return different(Kind::Annotations, &(warnings, infos), &(our_warnings, our_infos));
                }
                worst
            }
            _ => different(Kind::Result, theirs, ours),
        }
    }
}

impl Series {
    fn from_json(series: &Value) -> Option<Self> {
        let labels = series["metric"].as_object()?;
        let labels = labels.iter().map(|(name, value)| Some((name.clone(), value.as_str()?.to_owned())));
        let values = series["values"].as_array().map_or(&[][..], Vec::as_slice);
        let value = series.get("value");
        let histograms = series["histograms"].as_array().map_or(&[][..], Vec::as_slice);
        Some(Self {
            labels: labels.collect::<Option<_>>()?,
            points: value.into_iter().chain(values).map(point).collect::<Option<_>>()?,
            histograms: series.get("histogram").into_iter().chain(histograms).cloned().collect(),
        })
    }

    fn nearness(&self, ours: &Self) -> Nearness {
        let different = |theirs: &dyn fmt::Debug, ours: &dyn fmt::Debug| {
            let (theirs, ours) = (shorten(&format!("{theirs:?}")), shorten(&format!("{ours:?}")));
            Nearness::Different(
                Kind::Result,
                format!("{:?}\n      theirs: {theirs}\n      ours:   {ours}", self.labels),
            )
        };
        if self.labels != ours.labels {
            return different(&self.labels, &ours.labels);
        }
        let mut worst = Nearness::Identical;
        for ((time, value), (our_time, our_value)) in self.points.iter().zip(&ours.points) {
            let near = if time == our_time { nearness(value, our_value) } else { None };
            match near {
                Some(near) => worst = worst.max(near),
                None => return different(&(time, value), &(our_time, our_value)),
            }
        }
        if self.points.len() != ours.points.len() {
            return different(&(self.points.len(), &self.points), &(ours.points.len(), &ours.points));
        }
        for (histogram, our_histogram) in self.histograms.iter().zip(&ours.histograms) {
            match json_nearness(histogram, our_histogram) {
                Some(near) => worst = worst.max(near),
                None => return different(&histogram.to_string(), &our_histogram.to_string()),
            }
        }
        if self.histograms.len() != ours.histograms.len() {
            return different(&(self.histograms.len(), &self.histograms), &(ours.histograms.len(), &ours.histograms));
        }
        worst
    }
}

/// How near two histograms are: the same structure and times, near numbers in its texts.
fn json_nearness(theirs: &Value, ours: &Value) -> Option<Nearness> {
    match (theirs, ours) {
        (Value::String(theirs), Value::String(ours)) => nearness(theirs, ours),
        (Value::Array(theirs), Value::Array(ours)) if theirs.len() == ours.len() => theirs
            .iter()
            .zip(ours)
            .try_fold(Nearness::Identical, |worst, (theirs, ours)| Some(worst.max(json_nearness(theirs, ours)?))),
        (Value::Object(theirs), Value::Object(ours)) if theirs.len() == ours.len() => {
            theirs.iter().try_fold(Nearness::Identical, |worst, (key, theirs)| {
                Some(worst.max(json_nearness(theirs, ours.get(key)?)?))
            })
        }
        (theirs, ours) => (theirs == ours).then_some(Nearness::Identical),
    }
}

/// How near two values are; `None` when they are not.
fn nearness(theirs: &str, ours: &str) -> Option<Nearness> {
    if theirs == ours {
        return Some(Nearness::Identical);
    }
    let (theirs, ours): (f64, f64) = (theirs.parse().ok()?, ours.parse().ok()?);
    let relative = (theirs - ours).abs() / theirs.abs().max(ours.abs());
    match relative {
        _ if relative > 0.0 && relative < 1e-12 => Some(Nearness::Within1e12),
        _ if relative > 0.0 && relative < 1e-9 => Some(Nearness::Within1e9),
        _ => None,
    }
}

fn point(value: &Value) -> Option<(f64, String)> {
    Some((value[0].as_f64()?, value[1].as_str()?.to_owned()))
}

/// Annotations come in the order of a Go map, so they are compared sorted.
fn texts(value: &Value) -> Vec<String> {
    let texts = value.as_array().map_or(&[][..], Vec::as_slice);
    let mut texts: Vec<String> = texts.iter().filter_map(Value::as_str).map(str::to_owned).collect();
    texts.sort();
    texts
}

/// The label sets of a result, for a message about a different number of them.
struct Names<'a>(&'a [Series]);

impl fmt::Debug for Names<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} series: ", self.0.len())?;
        formatter.debug_list().entries(self.0.iter().map(|series| &series.labels)).finish()
    }
}

fn shorten(text: &str) -> String {
    const LENGTH: usize = 400;
    match text.char_indices().nth(LENGTH) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vector(series: &[(&str, &str)]) -> Reply {
        let result: Vec<Value> = series
            .iter()
            .map(|(name, value)| serde_json::json!({"metric": {"n": name}, "value": [1.5, value]}))
            .collect();
        let envelope = serde_json::json!({"status": "success", "data": {"resultType": "vector", "result": result}});
        Reply::from_json(&envelope).expect("an envelope")
    }

    #[test]
    fn values_are_sorted_by_their_distance() {
        assert_eq!(nearness("1", "1"), Some(Nearness::Identical));
        assert_eq!(nearness("NaN", "NaN"), Some(Nearness::Identical));
        assert_eq!(nearness("1", "1.0000000000000002"), Some(Nearness::Within1e12));
        assert_eq!(nearness("1", "1.0000000001"), Some(Nearness::Within1e9));
        assert_eq!(nearness("1", "1.00000001"), None);
        assert_eq!(nearness("0", "-0"), None);
        assert_eq!(nearness("NaN", "1"), None);
        assert_eq!(nearness("+Inf", "-Inf"), None);
        assert_eq!(nearness("+Inf", "1e308"), None);
    }

    #[test]
    fn order_counts_only_where_it_is_asked_for() {
        let (one, other) = (vector(&[("a", "1"), ("b", "2")]), vector(&[("b", "2"), ("a", "1")]));
        assert_eq!(Reply::nearness(&one, &other, false), Nearness::Identical);
        assert!(matches!(Reply::nearness(&one, &other, true), Nearness::Different(Kind::Result, _)));
    }

    #[test]
    fn a_missing_series_is_a_difference() {
        let (one, other) = (vector(&[("a", "1"), ("b", "2")]), vector(&[("a", "1")]));
        assert!(matches!(Reply::nearness(&one, &other, false), Nearness::Different(Kind::Result, _)));
    }

    #[test]
    fn an_error_and_a_result_are_different() {
        let error = Reply::parse(r#"{"status":"error","errorType":"execution","error":"x"}"#).expect("an envelope");
        assert!(matches!(Reply::nearness(&error, &vector(&[]), false), Nearness::Different(Kind::Result, _)));
    }
}
