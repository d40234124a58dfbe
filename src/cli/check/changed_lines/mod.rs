//! `--diff-base`: the lines that differ from a revision of git's.
//!
//! The program `git` is asked once for each work tree that a checked file lies in. A file that it does not know is new,
//! and so are all its lines.

mod hunks;

use crate::{cli::error::CommandError, diagnostic::Diagnostic};
use anyhow::Context as _;
use hunks::Hunks;
use std::{
    collections::{HashMap, HashSet},
    ffi::OsStr,
    io::{BufRead as _, BufReader},
    ops::RangeInclusive,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

/// What differs from a revision.
#[derive(Debug)]
pub(super) struct ChangedLines {
    revision: String,
    /// The work tree of each folder that was asked for.
    roots: HashMap<PathBuf, PathBuf>,
    /// What differs in each work tree.
    trees: HashMap<PathBuf, Tree>,
}

#[derive(Debug)]
struct Tree {
    hunks: Hunks,
    known: HashSet<Vec<u8>>,
}

/// Which lines of a file differ.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Lines<'a> {
    /// All of them: the file is new, or no file.
    All,
    /// These.
    Some(&'a [RangeInclusive<usize>]),
}

impl Lines<'_> {
    /// Whether a finding, or a place that explains it, lies in lines that differ. One without a place concerns the file
    /// as a whole, and lies in any line.
    pub(super) fn hold(&self, finding: &Diagnostic) -> bool {
        let Lines::Some(changed) = self else { return true };
        let places = finding.labels.iter().map(|label| &label.place);
        match &finding.place {
            None => !changed.is_empty(),
            Some(place) => std::iter::once(place).chain(places).any(|place| {
                let (_, first) = place.source.lines(place.span);
                let last = place.end().line.max(first);
                let next = changed.partition_point(|lines| *lines.end() < first);
                changed.get(next).is_some_and(|lines| *lines.start() <= last)
            }),
        }
    }
}

impl ChangedLines {
    /// What differs from `revision`; git is not asked yet.
    pub(super) fn since(revision: &str) -> Result<ChangedLines, CommandError> {
        // It would be an option.
        if revision.is_empty() || revision.starts_with('-') {
            return Err(CommandError::Usage(format!("--diff-base: {revision:?} is no revision")));
        }
        Ok(ChangedLines { revision: revision.into(), roots: HashMap::new(), trees: HashMap::new() })
    }

    /// The lines of the file at `path` that differ; all if there is no such file.
    pub(super) fn of(&mut self, path: &Path) -> Result<Lines<'_>, CommandError> {
        let Ok(path) = path.canonicalize() else { return Ok(Lines::All) };
        let Some(folder) = path.parent() else { return Ok(Lines::All) };
        let root = match self.roots.get(folder) {
            Some(root) => root.clone(),
            None => {
                let root = work_tree(folder)?;
                self.roots.insert(folder.to_path_buf(), root.clone());
                root
            }
        };
        if !self.trees.contains_key(&root) {
            let tree = Tree::read(&root, &self.revision)?;
            self.trees.insert(root.clone(), tree);
        }
        let name = path.strip_prefix(&root).map(|inside| inside.as_os_str().as_encoded_bytes().to_vec());
        let (Some(tree), Ok(name)) = (self.trees.get(&root), name) else { return Ok(Lines::All) };
        Ok(match tree.known.contains(&name) {
            true => Lines::Some(tree.hunks.get(&name).map_or(&[], Vec::as_slice)),
            false => Lines::All,
        })
    }
}

impl Tree {
    fn read(root: &Path, revision: &str) -> Result<Tree, CommandError> {
        let commit = format!("{revision}^{{commit}}");
        let commit = git(root, &["rev-parse", "--verify", "--quiet", commit.as_str()]).map_err(|error| {
            let shown = root.display();
            let reason = error.root_cause().to_string();
            let reason = if reason.is_empty() { String::new() } else { format!(": {reason}") };
            CommandError::text(format_args!("--diff-base: git knows no revision {revision:?} in {shown}{reason}"))
        })?;
        let commit = String::from_utf8_lossy(&commit).trim().to_owned();
        let known = git(root, &["ls-files", "-z"]).map_err(CommandError::new)?;
        let known = known.split(|byte| *byte == 0).map(<[u8]>::to_vec).collect();
        let mut command =
            command(root, &["-c", "core.quotePath=false", "diff", "--unified=0", "--inter-hunk-context=0"]);
        command.args(["--no-color", "--no-ext-diff", "--no-textconv", "--no-relative", "--find-renames"]);
        command.args(["--src-prefix=a/", "--dst-prefix=b/", "--submodule=short", &commit, "--"]);
        // What git complains of goes to the user as it is; a pipe for it could fill up unread.
        let mut child = command.stdout(Stdio::piped()).spawn().context(CANNOT_RUN).map_err(CommandError::new)?;
        let hunks = match child.stdout.take() {
            Some(stdout) => hunks::read(BufReader::new(stdout)).context("cannot read what git says"),
            None => Ok(Hunks::new()),
        };
        let status = child.wait().context(CANNOT_RUN).map_err(CommandError::new)?;
        if !status.success() {
            return Err(CommandError::text(format_args!(
                "--diff-base: git diff failed in {} ({status})",
                root.display()
            )));
        }
        Ok(Tree { hunks: hunks.map_err(CommandError::new)?, known })
    }
}

const CANNOT_RUN: &str = "--diff-base: cannot run the program git";

/// The work tree that a folder lies in.
fn work_tree(folder: &Path) -> Result<PathBuf, CommandError> {
    let fail = |reason: String| {
        CommandError::text(format_args!("--diff-base: {} is in no work tree of git{reason}", folder.display()))
    };
    let said = git(folder, &["rev-parse", "--show-toplevel"]).map_err(|error| match error.is::<std::io::Error>() {
        true => CommandError::new(error.context(CANNOT_RUN)),
        false => fail(format!(": {error}")),
    })?;
    let line = said.strip_suffix(b"\n").unwrap_or(&said);
    let root = PathBuf::from(os_text(line));
    root.canonicalize().map_err(|error| fail(format!(": {error}")))
}

#[cfg(unix)]
fn os_text(bytes: &[u8]) -> std::ffi::OsString {
    use std::os::unix::ffi::OsStrExt as _;
    OsStr::from_bytes(bytes).to_owned()
}

#[cfg(not(unix))]
fn os_text(bytes: &[u8]) -> std::ffi::OsString {
    String::from_utf8_lossy(bytes).into_owned().into()
}

/// What git says, to its end; the error is the first line of what it complains of, or that it cannot be run.
fn git(folder: &Path, arguments: &[&str]) -> anyhow::Result<Vec<u8>> {
    let output = command(folder, arguments).output()?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    let complaint = output.stderr.lines().map_while(Result::ok).find(|line| !line.is_empty()).unwrap_or_default();
    Err(anyhow::anyhow!(complaint.strip_prefix("fatal: ").unwrap_or(&complaint).to_owned()))
}

fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new("git");
    command.arg("-C").arg(folder).args(arguments).stdin(Stdio::null());
    // Reading must not write: no refreshed index, no pager, no question.
    command.env("GIT_OPTIONAL_LOCKS", "0").env("GIT_TERMINAL_PROMPT", "0").env("LC_ALL", "C");
    command
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Place, SourceText, Span};
    use std::sync::Arc;

    #[test]
    fn a_finding_lies_where_it_or_its_cause_does() {
        let source = Arc::new(SourceText::new("f", "1\n2\n3\n4\n5\n"));
        let place = |first: usize, last: usize| Place::new(&source, Span::new((first - 1) * 2, last * 2 - 1));
        let finding = |first, last| Diagnostic::warning("a/b", "x").at(place(first, last));
        let changed = [2..=3, 5..=5];
        let lines = Lines::Some(&changed);
        let held = [(1, 1), (1, 2), (2, 2), (3, 4), (4, 4), (1, 5), (5, 5)]
            .map(|(first, last)| lines.hold(&finding(first, last)));
        assert_eq!(held, [false, true, true, true, false, true, true]);
        assert!(lines.hold(&finding(1, 1).with_label(place(3, 3), "first here")));
        let of_file = Diagnostic::warning("a/b", "x");
        assert!(lines.hold(&of_file) && Lines::All.hold(&of_file) && !Lines::Some(&[]).hold(&of_file));
    }

    #[test]
    fn a_revision_is_never_an_option() {
        for revision in ["", "--output=/tmp/x", "-p"] {
            assert!(matches!(ChangedLines::since(revision), Err(CommandError::Usage(_))), "{revision}");
        }
    }
}
