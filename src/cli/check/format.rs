//! `-o` of the check commands: in which format findings are shown, and to whom.

use crate::{
    cli::output::{Output, finish},
    report::diagnostics::{self, Format, Report},
};
use std::io;

/// How to show findings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum FindingFormat {
    /// The lines with carets on a terminal, promtool's text elsewhere
    #[default]
    Human,
    /// One JSON object
    Json,
    /// SARIF 2.1.0, for code hosts and editors
    Sarif,
    /// Workflow commands of GitHub Actions
    Github,
    /// JUnit XML
    Junit,
    /// Checkstyle XML
    Checkstyle,
}

/// How findings are shown, for every check.
#[derive(Clone, Copy, Debug, clap::Args)]
pub(in crate::cli) struct FormatArguments {
    /// How to show what was found
    #[arg(short, long, value_name = "FORMAT", value_enum, default_value_t)]
    output: FindingFormat,
}

/// Who reads the findings, which decides about everything else that a check says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::cli) enum Audience {
    /// promtool's readers: its text, to its streams. The command prints it itself.
    Promtool,
    /// People at a terminal.
    People,
    /// A program.
    Machine(Format),
}

impl FormatArguments {
    /// Who reads the findings.
    pub(in crate::cli) fn audience(self, output: &Output) -> Audience {
        match self.output {
            FindingFormat::Human if output.stderr_is_terminal() => Audience::People,
            FindingFormat::Human => Audience::Promtool,
            FindingFormat::Json => Audience::Machine(Format::Json),
            FindingFormat::Sarif => Audience::Machine(Format::Sarif),
            FindingFormat::Github => Audience::Machine(Format::Github),
            FindingFormat::Junit => Audience::Machine(Format::Junit),
            FindingFormat::Checkstyle => Audience::Machine(Format::Checkstyle),
        }
    }
}

/// Writes a report: to stderr for people, to stdout for programs. promtool's readers get nothing from here.
pub(in crate::cli) fn write(report: &Report<'_>, audience: Audience, output: &Output) -> io::Result<()> {
    match audience {
        Audience::Promtool => Ok(()),
        Audience::People => diagnostics::write_human(&mut output.stderr(), report, output.stderr_style()),
        Audience::Machine(format) => {
            let mut out = output.stdout();
            diagnostics::write(&mut out, report, format)?;
            finish(out)
        }
    }
}
