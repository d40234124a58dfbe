//! `promq tsdb`: data directories and blocks, looked into, made and changed.

mod analyze;
mod bench;
mod compact;
mod create_blocks_from;
mod delete;
mod diff;
mod dump;
mod dump_openmetrics;
mod in_order;
mod list;
mod repair;
mod rewrite;
mod selection;
mod split;
mod surgery;
mod undo;
mod verify;
mod wal;

use super::{arguments::GlobalArguments, error::CommandError, exit::ExitStatus, output::Output};
use clap::Subcommand;

/// Look into data directories and blocks, make and change them
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  promq tsdb list -r /var/lib/prometheus")]
pub(super) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    List(list::Arguments),
    Analyze(analyze::Arguments),
    Dump(dump::Arguments),
    DumpOpenmetrics(dump_openmetrics::Arguments),
    Wal(wal::Arguments),
    Diff(diff::Arguments),
    Verify(verify::Arguments),
    CreateBlocksFrom(create_blocks_from::Arguments),
    Compact(compact::Arguments),
    Repair(repair::Arguments),
    Rewrite(rewrite::Arguments),
    Delete(delete::Arguments),
    Split(split::Arguments),
    Undo(undo::Arguments),
    Bench(bench::Arguments),
}

pub(super) fn run(
    arguments: &Arguments,
    global: &GlobalArguments,
    output: &Output,
) -> Result<ExitStatus, CommandError> {
    match &arguments.command {
        Command::List(arguments) => list::run(arguments, output),
        Command::Analyze(arguments) => analyze::run(arguments, output),
        Command::Dump(arguments) => dump::run(arguments, output),
        Command::DumpOpenmetrics(arguments) => dump_openmetrics::run(arguments, output),
        Command::Wal(arguments) => wal::run(arguments, output),
        Command::Diff(arguments) => diff::run(arguments, output),
        Command::Verify(arguments) => verify::run(arguments, output),
        Command::CreateBlocksFrom(arguments) => create_blocks_from::run(arguments, global, output),
        Command::Compact(arguments) => compact::run(arguments, output),
        Command::Repair(arguments) => repair::run(arguments, output),
        Command::Rewrite(arguments) => rewrite::run(arguments, output),
        Command::Delete(arguments) => delete::run(arguments, output),
        Command::Split(arguments) => split::run(arguments, output),
        Command::Undo(arguments) => undo::run(arguments, output),
        Command::Bench(arguments) => bench::run(arguments, output),
    }
}

/// Where promtool looks when it is not told.
const DEFAULT_DIRECTORY: &str = "data/";
