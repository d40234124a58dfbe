//! `promq completions`: the completion script for a shell, made from the command tree.

use super::{
    error::CommandError,
    exit::ExitStatus,
    output::{Output, finish},
    program,
};
use clap_complete::{Shell, generate};

/// Print the completion script for a shell
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  promq completions bash > /etc/bash_completion.d/promq")]
pub(super) struct Arguments {
    /// Which shell
    #[arg(value_name = "SHELL")]
    shell: Shell,
}

pub(super) fn run(arguments: &Arguments, output: &Output) -> Result<ExitStatus, CommandError> {
    // `generate` panics when its writer fails, so it writes into memory.
    let mut script = Vec::new();
    generate(arguments.shell, &mut program::command(), "promq", &mut script);
    let mut out = output.stdout();
    std::io::Write::write_all(&mut out, &script)?;
    finish(out)?;
    Ok(ExitStatus::Success)
}
