//! A line into the columns of a series.

use super::json::{self, Json, JsonFault};
use crate::model::{
    histogram::{CounterResetHint, FloatHistogram, HistogramSpan},
    labels::Labels,
    sample::{STALE_BITS, SampleColumns, Timestamp, is_stale},
};
use std::sync::Arc;

/// What makes no sense in a line that is JSON.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LineFault {
    /// The object has no such key.
    #[error("the line has no {0}")]
    Missing(&'static str),
    /// There are no labels.
    #[error("empty labelset: invalid sample")]
    NoLabels,
    /// A label is there twice.
    #[error("label name \"{0}\" is not unique: invalid sample")]
    TwiceLabel(String),
    /// More than one of the keys that hold samples, or one of them twice.
    #[error("a line holds either values, histograms or float_histograms, and once")]
    TwoKinds,
    /// The lists have different lengths.
    #[error("{samples} samples but {entries} {list}")]
    Lengths {
        /// How many samples there are.
        samples: usize,
        /// The other list.
        list: &'static str,
        /// How many entries it has.
        entries: usize,
    },
    /// An index into `values` that names no `null` there.
    #[error("value {0} is not null")]
    NotNull(i64),
    /// Not the bits of a NaN.
    #[error("{0:?} is not the bits of a NaN in 16 hexadecimal digits")]
    NotNan(String),
    /// No hint has this name.
    #[error("unknown hint {0:?}")]
    Hint(String),
    /// A number of a histogram is too large for its field.
    #[error("{0} is out of range")]
    OutOfRange(i64),
    /// A span has other than two numbers.
    #[error("a span is [offset,length]")]
    Span,
}

/// Indexes of values and the bits that they have.
type Unusual = Vec<(i64, u64)>;

#[derive(Default)]
struct Line {
    labels: Option<Labels>,
    samples: Option<Samples>,
    times: Option<Vec<Timestamp>>,
    starts: Vec<Timestamp>,
    unusual: Unusual,
}

enum Samples {
    Floats(Vec<f64>),
    Histograms { histograms: Vec<Arc<FloatHistogram>>, integer: bool },
}

/// Reads one line; the module's documentation says what stands in it. The series gets `more` labels, which win over
/// its own.
pub fn parse_line(bytes: &[u8], more: &[(String, String)]) -> Result<(Labels, SampleColumns), JsonFault> {
    let mut json = Json::new(bytes);
    let mut line = Line::default();
    json.object(|json, key| line.member(json, key))?;
    json.end()?;
    line.finish(more).map_err(|fault| Json::fault_at(0, fault))
}

impl Line {
    fn member(&mut self, json: &mut Json<'_>, key: &str) -> Result<(), JsonFault> {
        let begin = json.position();
        match key {
            "metric" => self.labels = Some(metric(json)?),
            "timestamps" => self.times = Some(integers(json, self.count())?),
            "start_timestamps" => self.starts = integers(json, self.count())?,
            "values" => self.set(begin, Samples::Floats(floats(json, self.count())?))?,
            "histograms" | "float_histograms" => {
                let integer = key == "histograms";
                let mut histograms = Vec::new();
                json.array(|json| {
                    histograms.push(Arc::new(histogram(json)?));
                    Ok(())
                })?;
                self.set(begin, Samples::Histograms { histograms, integer })?;
            }
            "stale" => json.array(|json| {
                self.unusual.push((json.integer()?, STALE_BITS));
                Ok(())
            })?,
            "nan" => json.array(|json| {
                self.unusual.push(unusual_nan(json)?);
                Ok(())
            })?,
            _ => json.skip()?,
        }
        Ok(())
    }

    /// As many entries as the line's first list has, to make room.
    fn count(&self) -> usize {
        match (&self.samples, &self.times) {
            (Some(Samples::Floats(values)), _) => values.len(),
            (Some(Samples::Histograms { histograms, .. }), _) => histograms.len(),
            (None, times) => times.as_ref().map_or(0, Vec::len),
        }
    }

    fn set(&mut self, begin: usize, samples: Samples) -> Result<(), JsonFault> {
        match self.samples.replace(samples) {
            Some(_) => Err(Json::fault_at(begin, LineFault::TwoKinds)),
            None => Ok(()),
        }
    }

    fn finish(mut self, more: &[(String, String)]) -> Result<(Labels, SampleColumns), LineFault> {
        let mut labels = self.labels.take().ok_or(LineFault::Missing("metric"))?;
        if !more.is_empty() {
            let mut builder = labels.to_builder();
            for (name, value) in more {
                builder.set(name, value);
            }
            labels = builder.build();
        }
        let samples = self.samples.take().ok_or(LineFault::Missing("values or histograms"))?;
        let times = self.times.take().ok_or(LineFault::Missing("timestamps"))?;
        if labels.is_empty() {
            return Err(LineFault::NoLabels);
        }
        let count = match &samples {
            Samples::Floats(values) => values.len(),
            Samples::Histograms { histograms, .. } => histograms.len(),
        };
        let lengths = |list, entries| match entries == count {
            true => Ok(()),
            false => Err(LineFault::Lengths { samples: count, list, entries }),
        };
        lengths("timestamps", times.len())?;
        if !self.starts.is_empty() {
            lengths("start_timestamps", self.starts.len())?;
        }
        let mut columns = SampleColumns::default();
        match samples {
            Samples::Floats(mut values) => {
                for (index, bits) in self.unusual {
                    let value = usize::try_from(index).ok().and_then(|place| values.get_mut(place));
                    let value = value.filter(|value| value.is_nan()).ok_or(LineFault::NotNull(index))?;
                    *value = f64::from_bits(bits);
                }
                (columns.timestamps, columns.values, columns.start_timestamps) = (times, values, self.starts);
            }
            Samples::Histograms { histograms, integer } => {
                if let Some((index, _)) = self.unusual.first() {
                    return Err(LineFault::NotNull(*index));
                }
                columns.integer_histograms = if integer { vec![true; count] } else { Vec::new() };
                (columns.histogram_timestamps, columns.histograms) = (times, histograms);
                columns.histogram_start_timestamps = self.starts;
            }
        }
        Ok((labels, columns))
    }
}

fn metric(json: &mut Json<'_>) -> Result<Labels, JsonFault> {
    let mut pairs: Vec<(String, String)> = Vec::new();
    json.object(|json, name| {
        let begin = json.position();
        let value = json.string()?;
        if pairs.iter().any(|(known, _)| known == name) {
            return Err(Json::fault_at(begin, LineFault::TwiceLabel(name.to_owned())));
        }
        pairs.push((name.to_owned(), value.into_owned()));
        Ok(())
    })?;
    let sorted = Labels::from_sorted(pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())));
    Ok(sorted.unwrap_or_else(|| Labels::from_pairs(pairs)))
}

fn floats(json: &mut Json<'_>, count: usize) -> Result<Vec<f64>, JsonFault> {
    let mut values = Vec::with_capacity(count);
    json.array(|json| {
        values.push(json.float()?);
        Ok(())
    })?;
    Ok(values)
}

fn integers(json: &mut Json<'_>, count: usize) -> Result<Vec<i64>, JsonFault> {
    let mut values = Vec::with_capacity(count);
    json.array(|json| {
        values.push(json.integer()?);
        Ok(())
    })?;
    Ok(values)
}

fn unusual_nan(json: &mut Json<'_>) -> Result<(i64, u64), JsonFault> {
    let (mut index, mut bits) = (None, None);
    let begin = json.position();
    let mut place = 0;
    json.array(|json| {
        place += 1;
        let begin = json.position();
        match place {
            1 => index = Some(json.integer()?),
            _ => {
                let text = json.string()?;
                let value = json::bits(&text).filter(|value| value.is_nan());
                let value = value.ok_or_else(|| Json::fault_at(begin, LineFault::NotNan(text.into_owned())))?;
                bits = Some(value.to_bits());
            }
        }
        Ok(())
    })?;
    match (index, bits, place) {
        (Some(index), Some(bits), 2) => Ok((index, bits)),
        _ => Err(Json::fault_at(begin, LineFault::NotNan(String::new()))),
    }
}

fn histogram(json: &mut Json<'_>) -> Result<FloatHistogram, JsonFault> {
    let mut histogram = FloatHistogram::default();
    json.object(|json, key| {
        let begin = json.position();
        match key {
            "hint" => {
                let name = json.string()?;
                histogram.counter_reset_hint = match &*name {
                    "unknown" => CounterResetHint::Unknown,
                    "reset" => CounterResetHint::Reset,
                    "not_reset" => CounterResetHint::NotReset,
                    "gauge" => CounterResetHint::Gauge,
                    _ => return Err(Json::fault_at(begin, LineFault::Hint(name.into_owned()))),
                };
            }
            "schema" => histogram.schema = small(json)?,
            "zero_threshold" => histogram.zero_threshold = json.float()?,
            "zero_count" => histogram.zero_count = json.float()?,
            "count" => histogram.count = json.float()?,
            "sum" => histogram.sum = json.float()?,
            "positive_spans" => histogram.positive_spans = spans(json)?,
            "positive_buckets" => histogram.positive_buckets = floats(json, 0)?,
            "negative_spans" => histogram.negative_spans = spans(json)?,
            "negative_buckets" => histogram.negative_buckets = floats(json, 0)?,
            "custom_values" => histogram.custom_values = floats(json, 0)?,
            _ => json.skip()?,
        }
        Ok(())
    })?;
    if is_stale(histogram.sum) {
        return Ok(FloatHistogram { sum: histogram.sum, ..FloatHistogram::default() });
    }
    Ok(histogram)
}

fn spans(json: &mut Json<'_>) -> Result<Vec<HistogramSpan>, JsonFault> {
    let mut spans = Vec::new();
    json.array(|json| {
        let begin = json.position();
        let (mut span, mut place) = (HistogramSpan::default(), 0);
        json.array(|json| {
            place += 1;
            match place {
                1 => span.offset = small(json)?,
                2 => span.length = small(json)?,
                _ => json.skip()?,
            }
            Ok(())
        })?;
        if place != 2 {
            return Err(Json::fault_at(begin, LineFault::Span));
        }
        spans.push(span);
        Ok(())
    })?;
    Ok(spans)
}

/// An integer that fits its field.
fn small<T: TryFrom<i64>>(json: &mut Json<'_>) -> Result<T, JsonFault> {
    let begin = json.position();
    let value = json.integer()?;
    T::try_from(value).map_err(|_| Json::fault_at(begin, LineFault::OutOfRange(value)))
}
