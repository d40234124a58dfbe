//! `promq query explain`: how an expression is evaluated over a source, and what each operator did.

use super::{Context, arguments::Format, evaluate::Evaluator};
use crate::{
    cli::{error::CommandError, exit::ExitStatus, output::finish, times::TimesArguments},
    report,
};

/// Evaluate an expression and show how: series, samples and time of every operator
///
/// Each line is an operator of the plan, with the series that went in and came out, the values it gave, what it read,
/// and its time: own is its own work, total includes everything below it. Operators between two vectors name the label
/// sets that only one side has. The formats are table (the tree) and json.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  promq query explain /var/lib/prometheus 'sum by (job) (rate(http_requests_total[5m]))'\n  \
                  promq query explain /var/lib/prometheus 'a / on (instance) b' --start -6h --step 1m -o json"
)]
pub(super) struct Arguments {
    /// Data directory, block, or file of samples (-: standard input)
    #[arg(value_name = "SOURCE")]
    source: String,

    /// PromQL expression
    #[arg(value_name = "EXPR", allow_negative_numbers = true)]
    expression: String,

    #[command(flatten)]
    times: TimesArguments,
}

pub(super) fn run(arguments: &Arguments, context: &Context<'_>) -> Result<ExitStatus, CommandError> {
    let json = match context.query.format {
        None | Some(Format::Table) => false,
        Some(Format::Json) => true,
        Some(_) => return Err(CommandError::Usage("the formats of query explain are table and json".into())),
    };
    let evaluator = Evaluator::open(&arguments.source, context)?;
    let times = arguments.times.times(evaluator.source.now()?)?;
    let (explanation, result) = evaluator.explain(&arguments.expression, times)?;
    let mut out = context.output.stdout();
    match json {
        true => report::explain::write_json(&mut out, &arguments.expression, &explanation)?,
        false => report::explain::write_tree(&mut out, &explanation, context.output.stdout_style())?,
    }
    finish(out)?;
    let (mut stderr, style) = (context.output.stderr(), context.output.stderr_style());
    report::annotations::write(&mut stderr, &result.annotations, &arguments.expression, style)?;
    if context.query.stats {
        report::stats::write(&mut stderr, &result.stats)?;
    }
    Ok(ExitStatus::Success)
}
