//! Whether two answers of the HTTP API say the same.

use anyhow::{Context, bail};
use serde_json::Value as Json;

/// How far two numbers may be apart, as a part of the greater one.
const TOLERANCE: f64 = 1e-9;

/// Nearer than this, numbers are the same: a slope of nothing is zero or what rounding has left of it.
const NOTHING: f64 = 1e-12;

/// The parsed result of a query.
pub(crate) struct Answer(Vec<Json>);

impl Answer {
    /// Parses the body of a reply. Series are put in one order: two programs need not list them alike.
    pub(crate) fn parse(body: &[u8]) -> anyhow::Result<Self> {
        let mut body: Json = serde_json::from_slice(body)?;
        let result = body.pointer_mut("/data/result").context("no result")?.take();
        let Json::Array(mut series) = result else { bail!("the result is no list") };
        series.sort_by_cached_key(|series| series["metric"].to_string());
        Ok(Self(series))
    }

    /// How many series there are.
    pub(crate) fn series(&self) -> usize {
        self.0.len()
    }

    /// How many samples all series have together.
    pub(crate) fn points(&self) -> usize {
        let many = |series: &Json, name: &str| series[name].as_array().map_or(0, Vec::len);
        let points = |series: &Json| match many(series, "values") + many(series, "histograms") {
            0 => 1,
            points => points,
        };
        self.0.iter().map(points).sum()
    }

    /// Where this answer and another one differ first; `None` when they agree.
    pub(crate) fn difference(&self, other: &Answer) -> Option<String> {
        if self.series() != other.series() {
            return Some(format!("{} series, not {}", self.series(), other.series()));
        }
        self.0.iter().zip(&other.0).find_map(|(left, right)| difference(left, right))
    }
}

fn difference(left: &Json, right: &Json) -> Option<String> {
    match (left, right) {
        (Json::Array(a), Json::Array(b)) if a.len() == b.len() => a.iter().zip(b).find_map(|(a, b)| difference(a, b)),
        (Json::Object(a), Json::Object(b)) if a.len() == b.len() => {
            a.iter().find_map(|(name, value)| difference(value, b.get(name).unwrap_or(&Json::Null)))
        }
        _ if left == right || near(left, right) => None,
        _ => Some(format!("{}, not {}", excerpt(left), excerpt(right))),
    }
}

fn near(left: &Json, right: &Json) -> bool {
    let number = |value: &Json| value.as_str().and_then(|text| text.parse::<f64>().ok());
    match (number(left), number(right)) {
        (Some(a), Some(b)) => {
            (a - b).abs() <= NOTHING.max(TOLERANCE * a.abs().max(b.abs())) || (a.is_nan() && b.is_nan())
        }
        _ => false,
    }
}

fn excerpt(value: &Json) -> String {
    value.to_string().chars().take(60).collect()
}
