//! The templates of alerts: Go's language with Prometheus' data and functions.

mod functions;
mod humanize;
mod network;

use super::layers::Layers;
use crate::{
    config::rules::{TEMPLATE_PREFIX, TEMPLATE_VARIABLES, is_template_function},
    engine,
    golang::template::{Opaque, Template, Value},
    model::{labels::Labels, sample::Timestamp, value::SampleValue},
};
use functions::AlertFunctions;
use std::{collections::BTreeMap, sync::Arc};

/// Go's name of the structure that a template sees as its dot.
const DATA_TYPE: &str = "struct { Labels map[string]string; ExternalLabels map[string]string; ExternalURL string; \
                         Value interface {} }";

/// The series whose alert a template is for.
pub(super) struct AlertData<'a> {
    /// Its labels, name included.
    pub(super) labels: &'a Labels,
    /// Its value.
    pub(super) value: &'a SampleValue,
}

/// Executes templates; their queries see everything computed so far.
pub(super) struct Expander<'r> {
    layers: &'r Layers<'r>,
    options: &'r engine::Options,
}

impl<'r> Expander<'r> {
    pub(super) fn new(layers: &'r Layers<'r>, options: &'r engine::Options) -> Expander<'r> {
        Expander { layers, options }
    }

    /// Reads a label's value of alert `name`; the error is the text that Prometheus puts in its place.
    pub(super) fn parse(name: &str, text: &str) -> Result<Template, String> {
        let name = format!("__alert_{name}");
        Template::parse(&name, text, &TEMPLATE_VARIABLES, &is_template_function)
            .map_err(|error| format!("error parsing template {name}: {error}"))
    }

    /// The text of a template for an alert at `time`.
    pub(super) fn expand(&self, template: &Template, data: &AlertData<'_>, time: Timestamp) -> Result<String, String> {
        let labels = texts(data.labels);
        let external_labels = Value::Texts(Arc::default());
        let (external_url, value) = (Value::text(""), value_of(data.value));
        let dot = Value::Record(
            Arc::new(vec![
                ("Labels", labels.clone()),
                ("ExternalLabels", external_labels.clone()),
                ("ExternalURL", external_url.clone()),
                ("Value", value.clone()),
            ]),
            DATA_TYPE,
        );
        let functions = AlertFunctions { source: self.layers, options: self.options, time };
        template
            .run(&dot, &[labels, external_labels, external_url, value], &functions, TEMPLATE_PREFIX)
            .map_err(|error| format!("error executing template {}: {error}", template.name()))
    }
}

fn texts(labels: &Labels) -> Value {
    let pairs: BTreeMap<String, String> = labels.iter().map(|(name, value)| (name.into(), value.into())).collect();
    Value::Texts(Arc::new(pairs))
}

fn value_of(value: &SampleValue) -> Value {
    match value {
        SampleValue::Float(value) => Value::Float(*value),
        SampleValue::Histogram(histogram) => Value::Opaque(Arc::new(Opaque {
            type_name: "*histogram.FloatHistogram",
            shown: histogram.to_string(),
            number: None,
        })),
    }
}
