//! The options of the checks that say which findings matter, and where they come from if not from the command line.

use super::{changed_lines::ChangedLines, mend::Mending, review::Review};
use crate::{
    cli::error::CommandError,
    config::project::{FILE_NAME, Project},
    diagnostic::SourceText,
    io::input::read_input,
    lint::select::{Selection, SettingsError},
};
use anyhow::Context as _;
use std::{
    env,
    path::{Path, PathBuf},
};

/// No `.promq.yml` is larger.
const LARGEST_PROJECT_BYTES: u64 = 1 << 20;

/// Which findings matter.
#[derive(Debug, clap::Args)]
pub(super) struct LintArguments {
    /// What to look for, words separated by commas: all, default, none, a code, an area such as rules/; a minus in front
    /// takes away. promtool's words alone (all, none, duplicate-rules, and for configurations too-long-scrape-interval)
    /// mean what they do there, and other findings are then shown to people and programs without counting [default:
    /// what .promq.yml selects, else duplicate-rules]
    #[arg(long, value_name = "LINTS", allow_hyphen_values = true)]
    pub(super) lint: Option<String>,

    /// Exit with status 3 if there are lint findings that are errors or warnings. Those whose level was raised to error
    /// do so without this
    #[arg(long)]
    lint_fatal: bool,

    /// File with the levels and the selection of lints; without this, .promq.yml in the working directory or the nearest
    /// one above it, up to the root of the git repository
    ///
    /// For example: `lint: {select: [default, -rules/naming], levels: {promql/plain-regex: error, alerts/: info,
    /// rules/unused-recording: off}, fatal: true, exclude: ["generated/**"], overrides: [{files: ["legacy/*.yml"], levels:
    /// {rules/: off}}]}`. Comments such as `# promq disable CODE` are explained by `promq lint --explain
    /// lint/ignore-comment`.
    #[arg(long, value_name = "FILE")]
    lint_config: Option<PathBuf>,

    /// Mend what can be mended for certain, and print the changes as a diff. Of standard input, print the new text
    #[arg(long, conflicts_with = "diff")]
    fix: bool,

    /// Print as a diff what --fix would change, and change nothing; exit with status 3 if there is something
    #[arg(long)]
    diff: bool,

    /// Only show and count findings in lines that differ from this git revision: of the working tree, with files that are
    /// new to git as a whole. What cannot be read or is not YAML is always an error. For the changes of a branch give
    /// "$(git merge-base main HEAD)"
    #[arg(long, value_name = "REVISION")]
    diff_base: Option<String>,
}

impl LintArguments {
    /// What becomes of findings.
    pub(super) fn review(&self) -> Result<Review, CommandError> {
        let path = match &self.lint_config {
            Some(path) => Some(path.clone()),
            None => find_project(),
        };
        let project = path.as_deref().map(load).transpose()?;
        let mending = match (self.fix, self.diff) {
            (true, _) => Some(Mending::Write),
            (false, true) => Some(Mending::Show),
            (false, false) => None,
        };
        let changed = self.diff_base.as_deref().map(ChangedLines::since).transpose()?;
        // promtool knows none of these, so that there is nothing of it to keep to.
        let is_own = mending.is_some() || changed.is_some();
        let folder = path.as_deref().map(folder_of);
        let parts = project.as_ref().zip(folder.as_deref()).map(|((project, _), folder)| (project, folder));
        let selection = Selection::new(self.lint.as_deref(), is_own, parts).map_err(|error| {
            let text = project.as_ref().map(|(_, text)| text);
            settings_error(&error, text)
        })?;
        let is_fatal = self.lint_fatal || project.is_some_and(|(project, _)| project.lint.fatal);
        Ok(Review::new(selection, is_fatal, changed, mending))
    }
}

fn load(path: &Path) -> Result<(Project, SourceText), CommandError> {
    let shown = path.display();
    let text = read_input(path, LARGEST_PROJECT_BYTES).with_context(|| format!("cannot read {shown}"));
    let text = text.map_err(CommandError::new)?;
    let project = Project::parse(&text, path).map_err(CommandError::new)?;
    Ok((project, SourceText::new(shown.to_string(), text)))
}

fn settings_error(error: &SettingsError, text: Option<&SourceText>) -> CommandError {
    match text {
        Some(text) => {
            let position = text.position(error.spot.span.start);
            CommandError::text(format_args!("{}:{}:{}: {error}", text.name(), position.line, position.column))
        }
        None => CommandError::text(error),
    }
}

/// The absolute folder that a file lies in.
fn folder_of(path: &Path) -> PathBuf {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    folder.canonicalize().unwrap_or_else(|_| folder.to_path_buf())
}

/// The project's file of the working directory, shown as a relative path where it lies in that directory.
fn find_project() -> Option<PathBuf> {
    let here = env::current_dir().ok()?;
    for folder in here.ancestors() {
        let path = folder.join(FILE_NAME);
        if path.is_file() {
            return Some(if folder == here { FILE_NAME.into() } else { path });
        }
        if folder.join(".git").exists() {
            return None;
        }
    }
    None
}
