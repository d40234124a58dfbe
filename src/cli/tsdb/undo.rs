//! `promq tsdb undo`: taking back what surgery has done.

use super::verify::ReportFormat;
use crate::{
    cli::{
        error::CommandError,
        exit::ExitStatus,
        output::{Output, finish},
    },
    report::surgery::{write_changes, write_changes_json},
    tsdb::{
        block::Ulid,
        surgery::{changes, undo, undoable},
    },
};
use std::{io::Write, path::PathBuf};

/// Undo a change that repair, delete, rewrite or split has made
///
/// The old blocks are put back and the new ones removed. A change whose new blocks have been compacted or changed since
/// cannot be undone. What a crash has interrupted is finished or taken back first.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  promq tsdb undo --list /var/lib/prometheus")]
pub(super) struct Arguments {
    /// Data directory
    #[arg(value_name = "DIRECTORY")]
    directory: PathBuf,

    /// The change; the last one that is not undone when left out
    #[arg(value_name = "CHANGE")]
    change: Option<Ulid>,

    /// List all changes
    #[arg(long, conflicts_with_all = ["write", "change"])]
    list: bool,

    /// Do it; without this flag it is only told what would be done
    #[arg(long)]
    write: bool,

    /// How to print changes
    #[arg(short, long, value_enum, default_value_t, value_name = "FORMAT")]
    output: ReportFormat,
}

pub(super) fn run(arguments: &Arguments, output: &Output) -> Result<ExitStatus, CommandError> {
    let directory = &arguments.directory;
    if let Err(error) = std::fs::metadata(directory) {
        return Err(CommandError::text(format_args!("{}: {error}", directory.display())));
    }
    let mut stderr = output.stderr();
    let shown = if arguments.list {
        changes(directory).map_err(CommandError::new)?
    } else if arguments.write {
        let (change, healed) = undo(directory, arguments.change).map_err(CommandError::new)?;
        for healed in healed {
            writeln!(stderr, "{healed}")?;
        }
        vec![change]
    } else {
        vec![undoable(directory, arguments.change).map_err(CommandError::new)?]
    };
    let mut out = output.stdout();
    match arguments.output {
        ReportFormat::Text => write_changes(&mut out, &shown)?,
        ReportFormat::Json => write_changes_json(&mut out, &shown)?,
    }
    finish(out)?;
    if !arguments.list && !arguments.write {
        writeln!(stderr, "dry run: nothing was changed; --write brings the old blocks back")?;
    }
    Ok(ExitStatus::Success)
}
