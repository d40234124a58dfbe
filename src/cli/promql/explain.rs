//! `promq promql explain`: how an expression would be evaluated.

use crate::{
    cli::{
        arguments::GlobalArguments,
        error::{CommandError, QueryError},
        exit::ExitStatus,
        output::{Output, finish},
        times::{TimesArguments, system_now},
    },
    engine, promql, report,
};
use clap::ValueEnum;

/// How the plan is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A tree
    Table,
    /// One JSON object
    Json,
}

/// Show the plan of an expression without evaluating it
///
/// Durations, offsets, @ and the steps of subqueries are resolved for the times given; parts that are evaluated once for
/// all steps are marked. `promq query explain` shows what each operator does over data.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  promq promql explain 'sum by (job) (rate(http_requests_total[5m]))'\n  \
                  promq promql explain 'up / up @ end()' --start -1h --step 1m -o json")]
pub(super) struct Arguments {
    /// PromQL expression
    #[arg(value_name = "EXPR", allow_negative_numbers = true)]
    expression: String,

    #[command(flatten)]
    times: TimesArguments,

    /// How to write the plan
    #[arg(short = 'o', long, visible_alias = "output", value_name = "FORMAT", default_value = "table")]
    format: Format,
}

pub(super) fn run(
    arguments: &Arguments,
    global: &GlobalArguments,
    output: &Output,
) -> Result<ExitStatus, CommandError> {
    let expression = &arguments.expression;
    let parsed =
        promql::parse(expression, global.syntax_features()).map_err(|error| CommandError::syntax(expression, error))?;
    let mut options = engine::Options::default();
    global.apply_features(&mut options);
    let times = arguments.times.times(system_now())?;
    let explanation = engine::explain::plan(&parsed, times, &options).map_err(QueryError::from)?;
    let mut out = output.stdout();
    match arguments.format {
        Format::Table => report::explain::write_tree(&mut out, &explanation, output.stdout_style())?,
        Format::Json => report::explain::write_json(&mut out, expression, &explanation)?,
    }
    finish(out)?;
    Ok(ExitStatus::Success)
}
