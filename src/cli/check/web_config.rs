//! `promq check web-config`: the configuration of the servers that exporters and Prometheus open.

use super::format::{self, Audience, FormatArguments};
use crate::{
    cli::{error::CommandError, exit::ExitStatus, output::Output},
    config::web,
    report::diagnostics::{CheckedFile, Report},
};
use std::io::Write;

/// Check web configuration files
///
/// Looks at TLS, headers, limits and users; certificates and keys are read, and must belong together. Relative paths in
/// a file start at its directory.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  promq check web-config /etc/prometheus/web-config.yml")]
pub(super) struct Arguments {
    /// Web configuration files
    #[arg(value_name = "FILE", required = true)]
    files: Vec<String>,

    #[command(flatten)]
    output: FormatArguments,
}

pub(super) fn run(arguments: &Arguments, output: &Output) -> Result<ExitStatus, CommandError> {
    let audience = arguments.output.audience(output);
    let mut files = Vec::with_capacity(arguments.files.len());
    for file in &arguments.files {
        let checked = web::check(file);
        let told = checked.findings.told();
        match &told {
            Some(told) if audience == Audience::Promtool => writeln!(output.stderr(), "{file} FAILED: {told}")?,
            None if !matches!(audience, Audience::Machine(_)) => writeln!(output.stderr(), "{file} SUCCESS")?,
            _ => {}
        }
        files.push(CheckedFile { name: file.clone(), diagnostics: checked.diagnostics() });
    }
    format::write(&Report { command: "check web-config", files: &files, explain: &|_| None }, audience, output)?;
    let failed = files.iter().any(|file| !file.diagnostics.is_empty());
    Ok(if failed { ExitStatus::Failed } else { ExitStatus::Success })
}
