//! Writing what a query command found, in the format that was asked for.

use super::{Context, arguments::Format};
use crate::{
    cli::{error::CommandError, output::finish},
    model::{
        annotations::Annotations,
        labels::Labels,
        value::{QueryResult, QueryValue},
    },
    remote::MetricMetadata,
    report::{self, Separator},
};
use std::collections::BTreeMap;

impl Context<'_> {
    /// The format asked for, or the default for where the output goes.
    pub(super) fn format(&self) -> Format {
        let default = if self.output.stdout_is_terminal() { Format::Table } else { Format::Promql };
        self.query.format.unwrap_or(default)
    }
}

/// Writes a query's result to stdout, its warnings and (when asked for) its cost to stderr.
pub(super) fn write_result(result: &QueryResult, expression: &str, context: &Context<'_>) -> Result<(), CommandError> {
    let mut out = context.output.stdout();
    let value = &result.value;
    let style = context.output.stdout_style();
    match (context.format(), value) {
        (Format::Api, _) => report::api::write_result(&mut out, result, expression)?,
        (Format::Json, _) => report::json::write_value(&mut out, value)?,
        (Format::Promql, _) => report::promql::write_value(&mut out, value)?,
        (Format::Csv, _) => report::separated::write_value(&mut out, value, Separator::Comma)?,
        (Format::Tsv, _) => report::separated::write_value(&mut out, value, Separator::Tab)?,
        (Format::Ndjson, _) => report::ndjson::write_value(&mut out, value)?,
        (Format::Table, _) => report::table::write_value(&mut out, value, style)?,
        (Format::Graph, QueryValue::Scalar { .. } | QueryValue::String { .. }) => {
            report::promql::write_value(&mut out, value)?;
        }
        (Format::Graph, _) => report::graph::write_value(&mut out, value, style)?,
    }
    finish(out)?;
    let mut stderr = context.output.stderr();
    report::annotations::write(&mut stderr, &result.annotations, expression, context.output.stderr_style())?;
    if context.query.stats {
        report::stats::write(&mut stderr, &result.stats)?;
    }
    Ok(())
}

/// Writes label names or values.
pub(super) fn write_strings(
    texts: &[String],
    header: &str,
    annotations: &Annotations,
    context: &Context<'_>,
) -> Result<(), CommandError> {
    let mut out = context.output.stdout();
    match context.format() {
        Format::Api => report::api::write_strings(&mut out, texts, annotations)?,
        Format::Json => report::json::write_strings(&mut out, texts)?,
        Format::Csv => report::separated::write_strings(&mut out, header, texts, Separator::Comma)?,
        Format::Tsv => report::separated::write_strings(&mut out, header, texts, Separator::Tab)?,
        Format::Ndjson => report::ndjson::write_strings(&mut out, texts)?,
        Format::Table | Format::Promql => report::promql::write_strings(&mut out, texts)?,
        Format::Graph => return Err(no_graph()),
    }
    finish(out)?;
    Ok(report::annotations::write(&mut context.output.stderr(), annotations, "", context.output.stderr_style())?)
}

/// Writes label sets.
pub(super) fn write_series(
    series: &[Labels],
    annotations: &Annotations,
    context: &Context<'_>,
) -> Result<(), CommandError> {
    let mut out = context.output.stdout();
    match context.format() {
        Format::Api => report::api::write_series(&mut out, series, annotations)?,
        Format::Json => report::json::write_series(&mut out, series)?,
        Format::Csv => report::separated::write_series(&mut out, series, Separator::Comma)?,
        Format::Tsv => report::separated::write_series(&mut out, series, Separator::Tab)?,
        Format::Ndjson => report::ndjson::write_series(&mut out, series)?,
        Format::Table => report::table::write_series(&mut out, series, context.output.stdout_style())?,
        Format::Promql => report::promql::write_series(&mut out, series)?,
        Format::Graph => return Err(no_graph()),
    }
    finish(out)?;
    Ok(report::annotations::write(&mut context.output.stderr(), annotations, "", context.output.stderr_style())?)
}

fn no_graph() -> CommandError {
    CommandError::Usage("the format graph needs samples: use it with query instant or query range".into())
}

/// Writes metadata: the API's JSON, or a line for every metric.
pub(super) fn write_metadata(
    metadata: &BTreeMap<String, Vec<MetricMetadata>>,
    annotations: &Annotations,
    context: &Context<'_>,
) -> Result<(), CommandError> {
    let rows: Vec<[&str; 4]> = metadata
        .iter()
        .flat_map(|(metric, entries)| {
            entries.iter().map(move |entry| [metric.as_str(), &entry.kind, &entry.unit, &entry.help])
        })
        .collect();
    let mut out = context.output.stdout();
    match context.format() {
        Format::Api => report::api::write_raw(&mut out, &report::metadata::json(&rows), annotations)?,
        Format::Json => report::metadata::write_json(&mut out, &rows)?,
        Format::Ndjson => report::metadata::write_ndjson(&mut out, &rows)?,
        Format::Csv => report::separated::write_rows(&mut out, &report::metadata::COLUMNS, &rows, Separator::Comma)?,
        Format::Tsv => report::separated::write_rows(&mut out, &report::metadata::COLUMNS, &rows, Separator::Tab)?,
        Format::Promql => report::metadata::write_comments(&mut out, &rows)?,
        Format::Table => {
            report::table::write_rows(&mut out, &report::metadata::COLUMNS, &rows, context.output.stdout_style())?
        }
        Format::Graph => return Err(no_graph()),
    }
    finish(out)?;
    Ok(report::annotations::write(&mut context.output.stderr(), annotations, "", context.output.stderr_style())?)
}
