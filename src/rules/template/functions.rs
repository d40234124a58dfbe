//! What templates of alerts can call, besides Go's own functions.

use super::{humanize, network, texts, value_of};
use crate::{
    config::rules::{TEMPLATE_SAMPLE, template_signature},
    engine,
    golang::{
        duration::format_duration,
        float::{format_g, parse_float},
        regex::SearchRegex,
        template::{Functions, Opaque, Signature, Value, query_escape},
    },
    model::{
        sample::Timestamp,
        series::SeriesSource,
        time::parse_signed_duration,
        value::{QueryValue, SampleValue, VectorSample},
    },
    promql::{self, Features},
};
use std::sync::Arc;

/// Prometheus' functions at one time of evaluation.
pub(super) struct AlertFunctions<'s> {
    /// What `query` asks.
    pub(super) source: &'s dyn SeriesSource,
    /// How it is evaluated.
    pub(super) options: &'s engine::Options,
    /// When.
    pub(super) time: Timestamp,
}

impl Functions for AlertFunctions<'_> {
    fn signature(&self, name: &str) -> Option<Signature> {
        template_signature(name)
    }

    fn call(&self, name: &str, arguments: Vec<Value>) -> Result<Value, String> {
        let text = |index: usize| match arguments.get(index) {
            Some(Value::Text(text)) => text.as_ref(),
            _ => "",
        };
        let first = arguments.first().unwrap_or(&Value::Nil);
        let number = || as_number(first);
        let as_text = |text: String| Ok(Value::text(text));
        match name {
            "query" => self.query(text(0)),
            "first" => match first {
                Value::List(samples) if !samples.is_empty() => Ok(samples[0].clone()),
                _ => Err("first() called on vector with no elements".into()),
            },
            "label" => Ok(label_of(arguments.get(1), text(0))),
            "value" => Ok(field(first, "Value")),
            "strvalue" => Ok(label_of(Some(first), "__value__")),
            "sortByLabel" => Ok(sorted_by(text(0), arguments.get(1))),
            "args" => {
                let named = arguments.iter().enumerate().map(|(index, value)| (format!("arg{index}"), value.clone()));
                Ok(Value::Map(Arc::new(named.collect())))
            }
            "reReplaceAll" => {
                let pattern = text(0);
                let regex = SearchRegex::new(pattern.as_bytes())
                    .map_err(|error| format!("regexp: Compile({}): {error}", backquoted(pattern)))?;
                as_text(regex.replace_all(text(2), text(1)))
            }
            "match" => {
                let regex = SearchRegex::new(text(0).as_bytes()).map_err(|error| error.to_string())?;
                Ok(Value::Bool(regex.is_match(text(1))))
            }
            "safeHtml" => as_text(text(0).into()),
            "title" => as_text(network::title(text(0))),
            "toUpper" => as_text(text(0).to_uppercase()),
            "toLower" => as_text(text(0).to_lowercase()),
            "graphLink" => as_text(format!("/graph?g0.expr={}&g0.tab=0", query_escape(text(0)))),
            "tableLink" => as_text(format!("/graph?g0.expr={}&g0.tab=1", query_escape(text(0)))),
            "urlQueryEscape" => as_text(query_escape(text(0))),
            "stripPort" => as_text(network::strip_port(text(0)).into()),
            "stripDomain" => as_text(network::strip_domain(text(0))),
            "humanize" => as_text(humanize::decimal(number()?)),
            "humanize1024" => as_text(humanize::binary(number()?)),
            "humanizeDuration" => as_text(humanize::duration(number()?)),
            "humanizePercentage" => as_text(humanize::percentage(number()?)),
            "humanizeTimestamp" => as_text(humanize::timestamp(number()?)?),
            "toTime" => {
                let value = number()?;
                if !value.is_finite() {
                    return Err("value is NaN or Inf".into());
                }
                let shown = humanize::timestamp(value)?;
                Ok(Value::Opaque(Arc::new(Opaque { type_name: "*time.Time", shown, number: None })))
            }
            "toDuration" => {
                let seconds = number()?;
                let shown = format_duration((seconds * 1e9) as i64);
                Ok(Value::Opaque(Arc::new(Opaque { type_name: "*time.Duration", shown, number: Some(seconds) })))
            }
            "now" => Ok(Value::Float(self.time as f64 / 1000.0)),
            "parseDuration" => {
                let milliseconds = parse_signed_duration(text(0)).map_err(|error| error.to_string())?;
                Ok(Value::Float(milliseconds as f64 / 1000.0))
            }
            // Away from the server there is no address of its own.
            "externalURL" | "pathPrefix" => as_text(String::new()),
            _ => Err(format!("{name} is not a function")),
        }
    }
}

impl AlertFunctions<'_> {
    fn query(&self, text: &str) -> Result<Value, String> {
        let expression = promql::parse(text, Features::default()).map_err(|error| error.to_string())?;
        let result = engine::instant(self.source, &expression, self.time, self.options);
        let samples = match result.map_err(|error| error.to_string())?.value {
            QueryValue::Vector(samples) => samples,
            QueryValue::Scalar { timestamp, value } => {
                vec![VectorSample { labels: Default::default(), timestamp, value: SampleValue::Float(value) }]
            }
            QueryValue::String { .. } | QueryValue::Matrix(_) => {
                return Err("rule result is not a vector or scalar".into());
            }
        };
        let shown = |sample: &VectorSample| {
            let fields = vec![("Labels", texts(&sample.labels)), ("Value", value_of(&sample.value))];
            Value::Record(Arc::new(fields), TEMPLATE_SAMPLE)
        };
        Ok(Value::List(Arc::new(samples.iter().map(shown).collect())))
    }
}

fn field(record: &Value, name: &str) -> Value {
    match record {
        Value::Record(fields, _) => {
            fields.iter().find(|(known, _)| *known == name).map_or(Value::Nil, |(_, value)| value.clone())
        }
        _ => Value::Nil,
    }
}

fn label_of(sample: Option<&Value>, label: &str) -> Value {
    match sample.map(|sample| field(sample, "Labels")) {
        Some(Value::Texts(labels)) => Value::text(labels.get(label).map_or("", String::as_str)),
        _ => Value::text(""),
    }
}

fn sorted_by(label: &str, samples: Option<&Value>) -> Value {
    let Some(Value::List(samples)) = samples else { return Value::Nil };
    let mut sorted = samples.as_ref().clone();
    sorted.sort_by_cached_key(|sample| label_of(Some(sample), label).shown());
    Value::List(Arc::new(sorted))
}

/// Any kind of number, and texts that are numbers.
fn as_number(value: &Value) -> Result<f64, String> {
    match value {
        Value::Float(value) => Ok(*value),
        Value::Int(value) => Ok(*value as f64),
        Value::Text(text) => parse_float(text).map_err(|error| error.message(text)),
        Value::Opaque(opaque) => opaque.number.ok_or_else(|| format!("can't convert {} to float", opaque.type_name)),
        other => Err(format!("can't convert {} to float", other.type_name())),
    }
}

/// A pattern as Go quotes it: in back quotes if that is possible.
fn backquoted(pattern: &str) -> String {
    match pattern.contains(['`', '\n', '\r']) {
        true => crate::golang::quote::quote(pattern.as_bytes()),
        false => format!("`{pattern}`"),
    }
}

/// A number as Go prints it in a message.
pub(super) fn shown(value: f64) -> String {
    format_g(value)
}
