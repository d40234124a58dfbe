//! `promq fmt`: the expressions in rule files, laid out.

mod input;
mod outcome;

use super::{
    error::CommandError,
    exit::ExitStatus,
    output::{Output, finish},
};
use crate::{
    io::atomic_file,
    report::{
        diagnostics::{self, CheckedFile, Report, line},
        unified_diff,
    },
};
use input::Input;
use outcome::Outcome;
use std::{
    io::{self, Write},
    path::PathBuf,
};

/// Lay out the PromQL in rule files
///
/// Expressions look as Prometheus' own pages format them: on one line up to 100 characters, else over lines. Comments in
/// them and spellings of numbers, durations and strings stay, and so does every byte of the file outside of them. A
/// result that would not say the same as before is never written. Files that are not valid rule files stay as they are;
/// the others are still formatted.
///
/// Prints the names of the files that changed; of standard input, the formatted text. Exits with 1 if a file is not
/// valid, and with 3 if --check finds one that is not formatted. Experimental parts of PromQL are always understood.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  promq fmt --check rules/")]
pub(super) struct Arguments {
    /// Rule files, also inside of objects of Kubernetes; directories (all *.yml, *.yaml and *.rules below); patterns;
    /// `-`: standard input, as without any
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,

    /// Change nothing, print the names of files that are not formatted, and exit with 3 if there are any
    #[arg(long)]
    check: bool,

    /// Change nothing, and print what would change as a unified diff
    #[arg(long)]
    diff: bool,

    /// The files hold a bare expression each
    #[arg(long)]
    expr: bool,
}

pub(super) fn run(arguments: &Arguments, output: &Output) -> Result<ExitStatus, CommandError> {
    let (mut told, mut has_failed, mut has_changes) = (Vec::new(), false, false);
    for input in input::all(&arguments.files, arguments.expr) {
        let (input, outcome) = match input.and_then(|input| read(input, arguments.expr)) {
            Ok(formatted) => formatted,
            Err(checked) => {
                has_failed = true;
                told.push(checked);
                continue;
            }
        };
        has_changes |= outcome.is_changed();
        let mut remarks = outcome.remarks.clone();
        match deliver(arguments, &input, &outcome, output) {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => return Err(error.into()),
            Err(error) => {
                has_failed = true;
                remarks.diagnostics.push(outcome::problem(format!("cannot be written: {error}")));
            }
            Ok(()) => {}
        }
        if !remarks.diagnostics.is_empty() {
            told.push(remarks);
        }
    }
    tell(&told, output)?;
    Ok(match (has_failed, has_changes && arguments.check) {
        (true, _) => ExitStatus::Failed,
        (false, true) => ExitStatus::Findings,
        (false, false) => ExitStatus::Success,
    })
}

fn read(input: Input, is_expression: bool) -> Result<(Input, Outcome), CheckedFile> {
    let bytes = input.read().map_err(|error| outcome::failure(input.name(), format!("cannot be read: {error}")))?;
    let outcome = match is_expression {
        true => outcome::of_expression(input.name(), bytes),
        false => outcome::of_rules(input.name(), bytes),
    };
    outcome.map(|outcome| (input, outcome))
}

/// Writes the formatted file, or what the arguments want instead.
fn deliver(arguments: &Arguments, input: &Input, outcome: &Outcome, output: &Output) -> io::Result<()> {
    let mut out = output.stdout();
    let only_looks = arguments.check || arguments.diff;
    match input {
        Input::Stdin if !only_looks => out.write_all(&outcome.new)?,
        _ if !outcome.is_changed() => {}
        _ => {
            if let (Input::Path(path), false) = (input, only_looks) {
                atomic_file::rewrite(path, &outcome.new)?;
            }
            if arguments.diff {
                unified_diff::write(&mut out, &input.name(), &outcome.old, &outcome.new, output.stdout_style())?;
            } else {
                writeln!(out, "{}", input.name())?;
            }
        }
    }
    finish(out)
}

/// Tells what is wrong with files: with their lines on a terminal, one line each elsewhere.
fn tell(files: &[CheckedFile], output: &Output) -> io::Result<()> {
    let mut stderr = output.stderr();
    if output.stderr_is_terminal() && !files.is_empty() {
        let report = Report { command: "fmt", files, explain: &|_| None };
        return diagnostics::write_human(&mut stderr, &report, output.stderr_style());
    }
    for file in files {
        file.diagnostics.iter().try_for_each(|finding| writeln!(stderr, "{}", line(&file.name, finding)))?;
    }
    Ok(())
}
