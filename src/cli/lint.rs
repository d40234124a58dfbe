//! `promq lint`: what the checks look for.

use super::{
    error::CommandError,
    exit::ExitStatus,
    output::{Output, finish},
};
use crate::lint;
use std::io::Write;

/// Explain the findings of the checks
#[derive(Debug, clap::Args)]
#[command(after_help = "Which findings matter to a project stands in its .promq.yml, for example:\n  \
                  lint:\n    \
                  select: [default, rules/naming, -promql/plain-regex]  # as --lint of the checks\n    \
                  levels: {promql/: info, rules/duplicate: error, alerts/naming: off}\n    \
                  fatal: true                                           # as --lint-fatal\n    \
                  exclude: ['generated/**']\n    \
                  overrides: [{files: ['legacy/*.yml'], levels: {rules/: off}}]\n\n\
                  Examples:\n  promq lint --explain metrics/camel-case\n  \
                  promq lint --explain lint/ignore-comment")]
#[group(required = true, multiple = false)]
pub(super) struct Arguments {
    /// Print all codes, a line each, with what they mean
    #[arg(long)]
    list: bool,

    /// Print the page of a code: what it looks for, why that is bad, an example, and how to fix it
    #[arg(long, value_name = "CODE")]
    explain: Option<String>,
}

pub(super) fn run(arguments: &Arguments, output: &Output) -> Result<ExitStatus, CommandError> {
    let mut out = output.stdout();
    match &arguments.explain {
        Some(code) => {
            let unknown =
                || CommandError::Usage(format!("there is no page about {code}; --list shows the codes that have one"));
            write!(out, "{}", lint::explain(code).ok_or_else(unknown)?.page)?;
        }
        None => {
            let longest = lint::codes().map(str::len).max().unwrap_or(0);
            for explanation in lint::codes().filter_map(lint::explain) {
                writeln!(out, "{:longest$}  {}", explanation.code, explanation.summary)?;
            }
        }
    }
    finish(out)?;
    Ok(ExitStatus::Success)
}
