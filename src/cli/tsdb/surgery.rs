//! What the commands share that change blocks: a dry run unless `--write`, which blocks, times, and the report.

use super::verify::ReportFormat;
use crate::{
    cli::{
        error::CommandError,
        exit::ExitStatus,
        output::{Output, finish},
        times::{parse_moment, system_now},
    },
    model::sample::Timestamp,
    report::surgery::{write_outcomes, write_outcomes_json},
    tsdb::{
        Error,
        surgery::{Deletion, Journal, Outcome, blocks_of, series_in_head},
        verify::is_block,
    },
};
use std::{
    io::Write,
    path::{Path, PathBuf},
};

/// Whether to write, and how to report.
#[derive(Debug, clap::Args)]
pub(super) struct SurgeryArguments {
    /// Do it; without this flag it is only told what would be done
    #[arg(long)]
    write: bool,

    /// How to print what is done
    #[arg(short, long, value_enum, default_value_t, value_name = "FORMAT")]
    output: ReportFormat,
}

/// A range of times.
#[derive(Debug, clap::Args)]
pub(super) struct TimeArguments {
    /// First time: milliseconds since the Unix epoch, as `tsdb list` prints them, RFC 3339, or relative like now-1d
    #[arg(long, value_name = "TIME", allow_hyphen_values = true)]
    min_time: Option<String>,

    /// Last time, in the same form
    #[arg(long, value_name = "TIME", allow_hyphen_values = true)]
    max_time: Option<String>,
}

impl TimeArguments {
    /// First and last time, both inclusive.
    pub(super) fn range(&self) -> Result<(Timestamp, Timestamp), CommandError> {
        let bound = |what, text: &Option<String>, open| text.as_ref().map_or(Ok(open), |text| parse_time(what, text));
        let min_time = bound("--min-time", &self.min_time, Timestamp::MIN)?;
        let max_time = bound("--max-time", &self.max_time, Timestamp::MAX)?;
        match min_time <= max_time {
            true => Ok((min_time, max_time)),
            false => Err(CommandError::Usage(format!("--min-time {min_time} is after --max-time {max_time}"))),
        }
    }

    /// Whether all times are meant.
    pub(super) fn is_open(&self) -> bool {
        self.min_time.is_none() && self.max_time.is_none()
    }
}

/// A time: whole numbers are milliseconds, as in all commands on data directories.
pub(super) fn parse_time(what: &str, text: &str) -> Result<Timestamp, CommandError> {
    match text.parse::<Timestamp>() {
        Ok(milliseconds) => Ok(milliseconds),
        Err(_) => parse_moment(what, text, system_now()),
    }
}

impl SurgeryArguments {
    /// Performs `operate` on each block that the paths mean, within one change a data directory, and reports.
    ///
    /// A block that fails stays as it is; the others are done all the same, and the command fails at its end.
    pub(super) fn perform(
        &self,
        paths: &[PathBuf],
        output: &Output,
        operate: impl Fn(Option<&mut Journal>, &Path) -> Result<Outcome, Error>,
    ) -> Result<ExitStatus, CommandError> {
        let mut outcomes = Vec::new();
        let mut changes = Vec::new();
        let mut failures = Vec::new();
        for path in paths {
            let (data, _) = blocks_of(path).map_err(CommandError::new)?;
            let mut journal = match self.write {
                true => Some(Journal::begin(&data, &command_line()).map_err(CommandError::new)?),
                false => None,
            };
            for healed in journal.iter().flat_map(Journal::healed) {
                writeln!(output.stderr(), "{healed}")?;
            }
            // Only now, for healing may have changed which blocks there are.
            let (_, blocks) = blocks_of(path).map_err(CommandError::new)?;
            for block in blocks {
                match operate(journal.as_mut(), &block) {
                    Ok(outcome) => outcomes.push(outcome),
                    Err(error) => failures.push(CommandError::new(error)),
                }
            }
            if let Some(change) = journal.map(Journal::finish).transpose().map_err(CommandError::new)?.flatten() {
                changes.push((data, change));
            }
        }
        let mut out = output.stdout();
        match self.output {
            ReportFormat::Text => write_outcomes(&mut out, &outcomes, self.write)?,
            ReportFormat::Json => write_outcomes_json(&mut out, &outcomes, self.write)?,
        }
        finish(out)?;
        let mut stderr = output.stderr();
        for (data, change) in &changes {
            writeln!(stderr, "change {}; undo it with: promq tsdb undo --write {}", change.ulid, data.display())?;
        }
        if !self.write && outcomes.iter().any(|outcome| !outcome.unchanged) {
            writeln!(stderr, "dry run: nothing was changed; --write does it")?;
        }
        drop(stderr);
        let last = failures.pop();
        failures.iter().try_for_each(|failure| failure.print(output))?;
        last.map_or(Ok(ExitStatus::Success), Err)
    }
}

/// Tells of data directories whose head has samples too: those are in no block yet, and stay as they are.
pub(super) fn tell_of_heads(paths: &[PathBuf], output: &Output) -> Result<(), CommandError> {
    let everything = Deletion { selections: vec![Vec::new()], min_time: Timestamp::MIN, max_time: Timestamp::MAX };
    for path in paths.iter().filter(|path| !is_block(path)) {
        let series = series_in_head(path, &everything).map_err(CommandError::new)?;
        if series > 0 {
            let path = path.display();
            let what = "have samples that are in no block yet and stay as they are";
            writeln!(
                output.stderr(),
                "note: {series} series in the head of {path} {what}; see `promq tsdb compact --head`"
            )?;
        }
    }
    Ok(())
}

/// The command line, for the record of the change.
fn command_line() -> Vec<String> {
    std::env::args_os().map(|argument| argument.to_string_lossy().into_owned()).collect()
}
