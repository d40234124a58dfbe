//! `promq lint`: what the checks look for.

use super::{
    error::CommandError,
    exit::ExitStatus,
    output::{Output, finish},
};
use crate::{diagnostic::similar, lint};
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
    /// Print all codes, a line each: how serious it is, when it is looked for, and what it means
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
            let unknown = || {
                let codes: Vec<&str> = lint::codes().collect();
                let advice = match similar(code, &codes) {
                    Some(meant) => format!("did you mean {meant}?"),
                    None => "--list shows the codes that have one".into(),
                };
                CommandError::Usage(format!("there is no page about {code}; {advice}"))
            };
            write!(out, "{}", lint::explain(code).ok_or_else(unknown)?.page)?;
        }
        None => {
            let longest = lint::codes().map(str::len).max().unwrap_or(0);
            let lints: Vec<&lint::Lint> = lint::codes().filter_map(lint::lint).collect();
            let widest = lints.iter().map(|lint| lint.occasion().len()).max().unwrap_or(0);
            for (lint, page) in lints.iter().filter_map(|lint| Some((lint, lint::explain(lint.code)?))) {
                let (code, level, occasion) = (lint.code, lint.level.as_str(), lint.occasion());
                writeln!(out, "{code:longest$}  {level:7}  {occasion:widest$}  {}", page.summary)?;
            }
        }
    }
    finish(out)?;
    Ok(ExitStatus::Success)
}
