//! `promq tsdb verify`: whether blocks and data directories are sound.

use super::DEFAULT_DIRECTORY;
use crate::{
    cli::{
        error::CommandError,
        exit::ExitStatus,
        output::{Output, finish},
    },
    diagnostic::Severity,
    report::findings::{SEVERITIES, Verification},
    tsdb::verify::{Checked, Findings, verify},
};
use std::path::PathBuf;

/// Verify blocks, snapshots and data directories
///
/// Every byte is looked at: checksums, order, postings against series, chunks against the index, every sample's time,
/// meta.json against the content; of a data directory also the logs, the head's chunks, overlaps of blocks and what
/// crashes have left. Nothing is changed. Fails if there is an error among the findings.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  promq tsdb verify /var/lib/prometheus")]
pub(super) struct Arguments {
    /// Data directories, snapshots, or blocks
    #[arg(value_name = "PATH", default_value = DEFAULT_DIRECTORY)]
    paths: Vec<PathBuf>,

    /// How to print the findings
    #[arg(short, long, value_enum, default_value_t, value_name = "FORMAT")]
    output: ReportFormat,

    /// Print at most this many findings, the worst first; all are counted
    #[arg(long, value_name = "N", default_value_t = 100)]
    limit: usize,
}

/// How surgery reports.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum ReportFormat {
    /// Lines for people
    #[default]
    Text,
    /// One JSON object
    Json,
}

pub(super) fn run(arguments: &Arguments, output: &Output) -> Result<ExitStatus, CommandError> {
    let findings = Findings::new(arguments.limit);
    let mut checked = Checked::default();
    for path in &arguments.paths {
        checked.add(&verify(path, &findings));
    }
    let counts = SEVERITIES.map(|severity| findings.count(severity));
    let status = match findings.count(Severity::Error) {
        0 => ExitStatus::Success,
        _ => ExitStatus::Failed,
    };
    let verification = Verification { findings: findings.into_list(), counts, checked };
    let mut out = output.stdout();
    match arguments.output {
        ReportFormat::Text => verification.write_text(&mut out)?,
        ReportFormat::Json => verification.write_json(&mut out)?,
    }
    finish(out)?;
    Ok(status)
}
