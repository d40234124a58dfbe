//! `promq check rules`: whether Prometheus takes rule files, and whether rules in them are repeated.

use super::{
    format::{Audience, FormatArguments},
    lint_arguments::LintArguments,
    rule_files::{self, RuleChecks, STDIN},
    rule_paths,
};
use crate::{
    cli::{error::CommandError, exit::ExitStatus, output::Output},
    config::rules::{Layout, Options},
    golang::quote::quote,
    lint::select::Selection,
    promql::Features,
};
use std::io::{self, Write};

/// Check if rule files are valid
///
/// Everything that is wrong is found in one run, with its place, also inside of expressions and templates. Objects of
/// Kubernetes (PrometheusRule, ConfigMap, lists of them, what Helm renders) and namespaces of Mimir and Loki are known by
/// their look.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  promq check rules rules/*.yml\n  \
                  promq check rules -o github --lint-fatal rules/*.yml\n  \
                  promq check rules --lint default,-rules/ --diff-base origin/main rules\n  \
                  promq check rules --fix rules\n  \
                  helm template CHART | promq check rules")]
pub(super) struct Arguments {
    /// Rule files, directories of *.yml, *.yaml and *.rules, or patterns such as 'rules/**/*.yml'; standard input when
    /// left out or `-`
    #[arg(value_name = "FILE")]
    files: Vec<String>,

    /// What the files are written for
    #[arg(long, value_name = "KIND", value_enum, default_value_t)]
    from: From,

    #[command(flatten)]
    lint: LintArguments,

    /// Ignore unknown fields
    #[arg(long)]
    ignore_unknown_fields: bool,

    #[command(flatten)]
    output: FormatArguments,
}

/// What rule files are written for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
enum From {
    /// Whatever their contents look like; a plain rule file is Prometheus'
    #[default]
    Auto,
    /// Prometheus, exactly as promtool reads them
    Prometheus,
    /// Kubernetes, with the Prometheus operator: PrometheusRule and ConfigMap, many in a stream
    Kubernetes,
    /// Mimir or Cortex: groups in namespaces, many in a stream
    Mimir,
    /// Thanos: with partial_response_strategy
    Thanos,
    /// Loki: as for Mimir; expressions in LogQL are not looked at
    Loki,
}

impl From {
    fn layout(self) -> Option<Layout> {
        match self {
            From::Auto => None,
            From::Prometheus => Some(Layout::Prometheus),
            From::Kubernetes => Some(Layout::Kubernetes),
            From::Mimir => Some(Layout::Mimir),
            From::Thanos => Some(Layout::Thanos),
            From::Loki => Some(Layout::Loki),
        }
    }
}

pub(super) fn run(arguments: &Arguments, features: Features, output: &Output) -> Result<ExitStatus, CommandError> {
    let files = match arguments.files.as_slice() {
        [] => vec![STDIN.to_owned()],
        files => rule_paths::expand(files)?,
    };
    let audience = arguments.output.audience(output);
    let mut review = arguments.lint.review()?;
    review.warn_of_words(output)?;
    let duplicates = duplicates(review.selection(), audience, output)?;
    let options = Options { ignore_unknown_fields: arguments.ignore_unknown_fields, features };
    let checks = RuleChecks { layout: arguments.from.layout(), options, duplicates };
    rule_files::check(&files, checks, &mut review, audience, output)?;
    review.finish("check rules", &|_, text| checks.faults(text), audience, output)
}

/// Whether repeated rules are looked for; tells of words as promtool does.
fn duplicates(selection: &Selection, audience: Audience, output: &Output) -> io::Result<bool> {
    let words = selection.words();
    if words.is_own {
        return Ok(words.selects("rules/duplicate"));
    }
    let mut duplicates = false;
    for word in words.text.split(',') {
        match word {
            "all" | "duplicate-rules" => duplicates = true,
            "none" => {}
            _ if matches!(audience, Audience::Machine(_)) => {}
            _ => writeln!(output.stdout(), "WARNING: unknown lint option: {}", quote(word.as_bytes()))?,
        }
    }
    Ok(duplicates)
}
