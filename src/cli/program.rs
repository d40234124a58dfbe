//! The top of the command tree, and the way from arguments to an exit code.

use super::{
    arguments::GlobalArguments,
    check, completions,
    error::CommandError,
    exit::ExitStatus,
    fmt, lint,
    output::{ColorChoice, Output},
    promql, query, test, tsdb,
};
use clap::{CommandFactory, FromArgMatches, Parser, Subcommand, error::ErrorKind};
use std::{ffi::OsString, io::Write, process::ExitCode};

/// PromQL in the terminal, over a data directory, a scraped file or a server
///
/// SOURCE is anything that holds series: the URL of a server with the Prometheus HTTP API, a Prometheus data directory
/// or a block in it, or a file (`-`: standard input) of samples in the text or OpenMetrics format. promtool's own
/// command lines work unchanged.
#[derive(Debug, Parser)]
#[command(
    name = "promq",
    version,
    subcommand_required = true,
    arg_required_else_help = true,
    after_help = "Example:\n  promq query instant /var/lib/prometheus 'topk(5, rate(node_cpu_seconds_total[5m]))'"
)]
struct Promq {
    #[command(flatten)]
    global: GlobalArguments,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Query(query::Arguments),
    Check(check::Arguments),
    Lint(lint::Arguments),
    Fmt(fmt::Arguments),
    Promql(promql::Arguments),
    Tsdb(tsdb::Arguments),
    Test(test::Arguments),
    Completions(completions::Arguments),
}

/// The command tree, for completions and documentation.
pub fn command() -> clap::Command {
    Promq::command()
}

/// Runs the program on `arguments` (the first is the program's name).
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let parsed = command().try_get_matches_from(arguments).and_then(|matches| Promq::from_arg_matches(&matches));
    let promq = match parsed {
        Ok(promq) => promq,
        Err(error) => return print_usage(&error).into(),
    };
    let output = Output::new(promq.global.color.unwrap_or_default());
    for name in promq.global.unknown_features() {
        // A warning that cannot be shown must not stop the command.
        let _ = writeln!(output.stderr(), "  WARNING: Unknown feature passed to --enable-feature: {name}");
    }
    let status = in_thread_pool(&promq.global, || match &promq.command {
        Command::Query(arguments) => query::run(arguments, &promq.global, &output),
        Command::Check(arguments) => check::run(arguments, &promq.global, &output),
        Command::Lint(arguments) => lint::run(arguments, &output),
        Command::Fmt(arguments) => fmt::run(arguments, &output),
        Command::Promql(arguments) => promql::run(arguments, &promq.global, &output),
        Command::Tsdb(arguments) => tsdb::run(arguments, &promq.global, &output),
        Command::Test(arguments) => test::run(arguments, &output),
        Command::Completions(arguments) => completions::run(arguments, &output),
    });
    match status {
        Ok(status) => status.into(),
        Err(error) => {
            // Nobody is left to tell when stderr is closed.
            let _ = error.print(&output);
            error.status().into()
        }
    }
}

/// Help and version go to stdout and are a success; everything else that clap says is wrong usage.
fn print_usage(error: &clap::Error) -> ExitStatus {
    let status = match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => ExitStatus::Success,
        _ => ExitStatus::Usage,
    };
    let text = error.render();
    let output = Output::new(ColorChoice::Auto);
    let (style, mut out): (_, Box<dyn Write>) = match status {
        ExitStatus::Success => (output.stdout_style(), Box::new(output.stdout())),
        _ => (output.stderr_style(), Box::new(output.stderr())),
    };
    // A closed pipe is no failure, and nothing else can be told when the streams are broken.
    let _ = if style.color { write!(out, "{}", text.ansi()) } else { write!(out, "{text}") };
    let _ = out.flush();
    status
}

/// Room for the deepest expression that parses, whose operators call each other; only what is used becomes memory.
const THREAD_STACK_BYTES: usize = 256 << 20;

/// Runs a command where everything parallel uses the wanted number of threads.
fn in_thread_pool(
    global: &GlobalArguments,
    run: impl FnOnce() -> Result<ExitStatus, CommandError> + Send,
) -> Result<ExitStatus, CommandError> {
    let mut builder = rayon::ThreadPoolBuilder::new().stack_size(THREAD_STACK_BYTES);
    if let Some(threads) = global.threads {
        builder = builder.num_threads(threads.get());
    }
    builder.build().map_err(CommandError::new)?.install(run)
}
