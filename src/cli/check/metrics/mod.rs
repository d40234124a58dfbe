//! `promq check metrics`: whether exposed metrics can be read, and are named and described as they should be.

mod page;

use super::format::{self, Audience, FormatArguments};
use crate::{
    cli::{
        error::CommandError,
        exit::ExitStatus,
        output::{Output, finish},
        query::HttpArguments,
        source::is_url,
    },
    exposition::classic::{ClassicFamily, ClassicOptions, NameScheme},
    lint::{self, metrics::Problem},
    report::{
        cardinality,
        diagnostics::{CheckedFile, Report},
    },
};
use page::{Failure, Page, PageFormat};
use std::io::{self, Write};

/// Check metrics for consistency and correctness, and optionally count their series
///
/// Metrics are read from files, from URLs, or from standard input: in the text format as promtool reads it, unless
/// --format or the content type of a URL says otherwise. Ends with 1 if they cannot be read, and with 3 if there are
/// findings.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  curl -s localhost:9100/metrics | promq check metrics\n  \
                  promq check metrics --extended http://localhost:9100/metrics\n  \
                  promq check metrics -o github testdata/*.prom")]
pub(super) struct Arguments {
    /// Files or URLs; standard input when left out or `-`
    #[arg(value_name = "FILE|URL")]
    inputs: Vec<String>,

    /// Print how many series each metric has
    #[arg(long)]
    extended: bool,

    /// Checks to apply: all, or none to only count series
    #[arg(long, value_name = "CHECKS", default_value = "all")]
    lint: String,

    /// The format of the metrics
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t)]
    format: PageFormat,

    #[command(flatten)]
    output: FormatArguments,

    #[command(flatten)]
    http: HttpArguments,
}

/// What came out of one input.
struct Outcome {
    name: String,
    families: Vec<ClassicFamily>,
    problems: Vec<Problem>,
    /// Why it could not be read.
    failure: Option<Box<Failure>>,
}

pub(super) fn run(arguments: &Arguments, output: &Output) -> Result<ExitStatus, CommandError> {
    let is_linted = arguments.lint != "none";
    if !is_linted && !arguments.extended {
        return Err(CommandError::text(
            "error: at least one of --extended or linting must be enabled\n\
             Use --extended for cardinality analysis, or remove --lint=none to enable linting",
        ));
    }
    let audience = arguments.output.audience(output);
    if arguments.extended && matches!(audience, Audience::Machine(_)) {
        return Err(CommandError::Usage("--extended prints a table, and has no other output format".into()));
    }
    let options = ClassicOptions {
        // promtool's linter and its counter do not agree on what a name is.
        names: if is_linted { NameScheme::Legacy } else { NameScheme::Utf8 },
        keep_lines: audience != Audience::Promtool,
    };
    let inputs = if arguments.inputs.is_empty() { &["-".to_owned()][..] } else { &arguments.inputs };
    let mut outcomes = Vec::with_capacity(inputs.len());
    for input in inputs {
        let outcome = check(input, arguments, options, is_linted)?;
        if audience == Audience::Promtool {
            print(&outcome, is_linted, inputs.len() > 1, output)?;
        }
        outcomes.push(outcome);
    }
    if audience != Audience::Promtool {
        let files: Vec<CheckedFile> = outcomes.iter().map(Outcome::checked_file).collect();
        format::write(&Report { command: "check metrics", files: &files, explain: &lint::explain }, audience, output)?;
    }
    if audience == Audience::People {
        summarise(&outcomes, output)?;
    }
    if arguments.extended {
        print_cardinalities(&outcomes, output)?;
    }
    Ok(match outcomes.as_slice() {
        outcomes if outcomes.iter().any(|outcome| outcome.failure.is_some()) => ExitStatus::Failed,
        outcomes if outcomes.iter().any(|outcome| !outcome.problems.is_empty()) => ExitStatus::Findings,
        _ => ExitStatus::Success,
    })
}

fn check(
    input: &str,
    arguments: &Arguments,
    options: ClassicOptions,
    is_linted: bool,
) -> Result<Outcome, CommandError> {
    let name = if input == "-" { "<stdin>" } else { input };
    let mut outcome = Outcome { name: name.to_owned(), families: Vec::new(), problems: Vec::new(), failure: None };
    let opened = if is_url(input) { Page::fetch(input, arguments.format, &arguments.http)? } else { Page::open(input) };
    let read = opened.and_then(|mut page| page.read(arguments.format, name, options));
    match read {
        Ok(families) => {
            if is_linted {
                outcome.problems = lint::metrics::check(&families);
            }
            outcome.families = families;
        }
        Err(failure) => outcome.failure = Some(failure),
    }
    Ok(outcome)
}

impl Outcome {
    fn checked_file(&self) -> CheckedFile {
        let failure = self.failure.iter().map(|failure| failure.diagnostic.clone());
        let problems = self.problems.iter().map(|problem| problem.diagnostic(&self.name));
        CheckedFile { name: self.name.clone(), diagnostics: failure.chain(problems).collect() }
    }
}

/// What promtool says of one input; names stand before the lines if there are several.
fn print(outcome: &Outcome, is_linted: bool, is_named: bool, output: &Output) -> io::Result<()> {
    let mut err = io::BufWriter::new(output.stderr());
    let prefix = if is_named { format!("{}: ", outcome.name) } else { String::new() };
    if let Some(failure) = &outcome.failure {
        let while_what = if is_linted { "linting" } else { "parsing text to metric families" };
        writeln!(err, "{prefix}error while {while_what}: {}", failure.message)?;
    }
    for problem in &outcome.problems {
        for _ in 0..problem.count {
            writeln!(err, "{prefix}{} {}", problem.metric, problem.text)?;
        }
    }
    err.flush()
}

/// What was looked at, for people who would otherwise see nothing.
fn summarise(outcomes: &[Outcome], output: &Output) -> io::Result<()> {
    for outcome in outcomes.iter().filter(|outcome| outcome.failure.is_none() && outcome.problems.is_empty()) {
        let series: u64 = outcome.families.iter().map(ClassicFamily::cardinality).sum();
        let families = outcome.families.len();
        writeln!(output.stderr(), "{}: {families} metrics with {series} series, nothing found", outcome.name)?;
    }
    Ok(())
}

fn print_cardinalities(outcomes: &[Outcome], output: &Output) -> io::Result<()> {
    let mut out = output.stdout();
    for outcome in outcomes.iter().filter(|outcome| outcome.failure.is_none()) {
        if outcomes.len() > 1 {
            writeln!(out, "{}:", outcome.name)?;
        }
        let row = |family: &ClassicFamily| (String::from_utf8_lossy(&family.name).into_owned(), family.cardinality());
        cardinality::write(&mut out, &outcome.families.iter().map(row).collect::<Vec<_>>())?;
    }
    finish(out)
}
