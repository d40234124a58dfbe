//! `promq promql lint`: what is wrong with an expression, though it parses.

use crate::{
    cli::{
        arguments::GlobalArguments,
        check::format::{self, Audience, FormatArguments},
        error::CommandError,
        evidence::{EvidenceArguments, facts, failure},
        exit::ExitStatus,
        output::{Output, finish},
    },
    diagnostic::{Diagnostic, Place, Severity, SourceText},
    io::input::read_at_most,
    lint::{self, Expression, SeriesFacts},
    promql::{self, Features},
    report::diagnostics::{self, CheckedFile, Report},
};
use std::{
    io::{self, Write},
    sync::Arc,
};

/// No expression is longer.
const LONGEST_EXPRESSION_BYTES: u64 = 64 << 20;

/// Look for mistakes in PromQL expressions
///
/// Of the lints that `promq lint --list` shows, those for expressions are looked for: with --source also whether the
/// series that an expression selects exist, are of the right type and can be joined. What is found is printed to standard
/// output. Ends with 3 if there are findings that are errors or warnings, and with 1 if an expression does not parse.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  promq promql lint 'up{job=~\"node\"}'\n  \
                  promq promql lint --source /var/lib/prometheus 'rate(http_request_total[1m])'\n  \
                  promq promql lint --source http://localhost:9090 -o json - < expression.promql")]
pub(super) struct Arguments {
    /// PromQL expressions; `-`: all of standard input as one
    #[arg(value_name = "EXPR", required = true, allow_negative_numbers = true)]
    expressions: Vec<String>,

    /// What to look for, words separated by commas: all, default, none, a code, an area such as series/; a minus in front
    /// takes away
    #[arg(long, value_name = "LINTS", default_value = "default", allow_hyphen_values = true)]
    lint: String,

    #[command(flatten)]
    evidence: EvidenceArguments,

    #[command(flatten)]
    output: FormatArguments,
}

pub(super) fn run(
    arguments: &Arguments,
    global: &GlobalArguments,
    output: &Output,
) -> Result<ExitStatus, CommandError> {
    let words = lint::select::Words::parse(&arguments.lint, true);
    if let Some(unknown) = words.unknown.first() {
        return Err(CommandError::Usage(format!("{unknown}; promq lint --list shows all")));
    }
    let from_stdin = arguments.expressions.iter().filter(|text| *text == "-").count();
    if from_stdin + usize::from(arguments.evidence.source.as_deref() == Some("-")) > 1 {
        return Err(CommandError::Usage("standard input can be read only once".into()));
    }
    if arguments.evidence.source.is_none() && arguments.lint.split(',').any(|word| word.trim().starts_with("series/")) {
        writeln!(output.stderr(), "warning: --lint: lints of series/ find nothing without --source")?;
    }
    let evidence = arguments.evidence.evidence(global, output)?;
    let facts = facts(evidence.as_deref())?;
    let is_chosen = |lint: &lint::Lint| words.selects(lint.code);
    let mut files = Vec::with_capacity(arguments.expressions.len());
    for (number, text) in (1..).zip(&arguments.expressions) {
        let (name, text) = match text.as_str() {
            "-" => ("<stdin>".to_owned(), read_stdin()?),
            text if arguments.expressions.len() == 1 => ("<expression>".to_owned(), text.to_owned()),
            text => (format!("<expression {number}>"), text.to_owned()),
        };
        let source = Arc::new(SourceText::new(&name, text.as_str()));
        let diagnostics = look_at(&source, &text, global.syntax_features(), &is_chosen, facts.as_ref())?;
        files.push(CheckedFile { name, diagnostics });
    }
    write(&mut files, arguments.output, output)?;
    let severities = || files.iter().flat_map(|file| &file.diagnostics).map(|finding| finding.severity);
    let is_broken = files.iter().flat_map(|file| &file.diagnostics).any(|finding| finding.code == SYNTAX);
    Ok(match (is_broken, severities().any(|severity| severity != Severity::Info)) {
        (true, _) => ExitStatus::Failed,
        (false, true) => ExitStatus::Findings,
        (false, false) => ExitStatus::Success,
    })
}

/// The code of what does not parse, the same as in a rule file.
const SYNTAX: &str = "rules/promql";

fn look_at(
    source: &Arc<SourceText>,
    text: &str,
    features: Features,
    is_chosen: &(dyn Fn(&lint::Lint) -> bool + Sync),
    facts: Option<&SeriesFacts<'_>>,
) -> Result<Vec<Diagnostic>, CommandError> {
    let tree = match promql::parse(text, features) {
        Ok(tree) => tree,
        Err(error) => {
            let finding = Diagnostic::error(SYNTAX, &error.message);
            return Ok(vec![match error.span {
                Some(span) => finding.at(Place::new(source, span)),
                None => finding,
            }]);
        }
    };
    lint::check_expression(&Expression::alone(source, text, &tree), is_chosen, facts).map_err(failure)
}

fn read_stdin() -> Result<String, CommandError> {
    let bytes = read_at_most(io::stdin().lock(), LONGEST_EXPRESSION_BYTES)?;
    match String::from_utf8(bytes) {
        Ok(text) => Ok(text.trim_end().to_owned()),
        Err(error) => {
            let offset = error.utf8_error().valid_up_to();
            Err(CommandError::text(format_args!("<stdin>: at offset {offset}: this is not UTF-8")))
        }
    }
}

/// Findings are what was asked for, so that they go to stdout in every format.
fn write(files: &mut [CheckedFile], format: FormatArguments, output: &Output) -> io::Result<()> {
    let audience = format.audience(output);
    if !matches!(audience, Audience::Machine(_)) {
        // Nothing is mended on a command line, so that an edit is only advice.
        for finding in files.iter_mut().flat_map(|file| &mut file.diagnostics) {
            finding.hints.extend(finding.fix.take().map(|fix| fix.message));
        }
    }
    let report = Report { command: "promql lint", files, explain: &lint::explain };
    match audience {
        Audience::Promtool | Audience::People => {
            let mut out = output.stdout();
            diagnostics::write_human(&mut out, &report, output.stdout_style())?;
            finish(out)
        }
        machine @ Audience::Machine(_) => format::write(&report, machine, output),
    }
}
