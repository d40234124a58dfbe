//! Which lints are looked for and how serious their findings are: the words of `--lint`, and `.promq.yml`.
//!
//! promtool knows a few words (`all`, `none`, `duplicate-rules`, `too-long-scrape-interval`). Where only those are
//! given, its text and its exit status are promtool's, and what promq finds besides is advice. One word of promq's own
//! (`default`, a code, an area, a minus in front of any), or a `.promq.yml` that selects, and all findings count.

mod files;
mod levels;
mod words;

pub use files::PatternError;
pub use words::{TOO_LONG_INTERVAL, UnknownWord, Words};

use super::{Lint, codes};
use crate::{
    config::{
        Spot,
        project::{LintSettings, Project},
    },
    diagnostic::Severity,
};
use files::Files;
use levels::Levels;
use std::path::{Path, PathBuf};

/// The words when nobody says any: promtool's.
const DEFAULT_WORDS: &str = "duplicate-rules";

/// What is wanted, from all who may say so.
#[derive(Debug, Default)]
pub struct Selection {
    words: Words,
    levels: Levels,
    excluded: Files,
    overrides: Vec<(Files, Levels)>,
    /// The folder from which on the patterns hold.
    folder: PathBuf,
}

/// A `.promq.yml` that names what does not exist.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct SettingsError {
    /// Where.
    pub spot: Spot,
    /// What is wrong.
    pub message: String,
}

impl Selection {
    /// What `words` of the command line select; without any, what the project does, which comes with the folder that its
    /// file lies in; without that, what promtool looks for.
    ///
    /// `is_own`: whether all findings count though no word says so; then `default` is selected when nobody says any.
    pub fn new(
        words: Option<&str>,
        is_own: bool,
        project: Option<(&Project, &Path)>,
    ) -> Result<Selection, SettingsError> {
        let settings = project.map(|(project, _)| &project.lint);
        let of_project = settings.and_then(|settings| settings.select.as_ref());
        let words = match (words, of_project) {
            (None, Some(select)) => {
                let words = Words::of_project(select.iter().map(|word| word.value.as_str()));
                if let Some(unknown) = words.unknown.first()
                    && let Some(word) = select.iter().find(|word| word.value == unknown.word)
                {
                    return Err(SettingsError { spot: word.spot, message: unknown.to_string() });
                }
                words
            }
            (Some(words), _) => Words::parse(words, is_own),
            (None, None) => Words::parse(if is_own { "default" } else { DEFAULT_WORDS }, is_own),
        };
        let mut selection = Selection { words, ..Selection::default() };
        if let Some(settings) = settings {
            selection.take_settings(settings)?;
        }
        if let Some((_, folder)) = project {
            selection.folder = folder.to_path_buf();
        }
        Ok(selection)
    }

    fn take_settings(&mut self, settings: &LintSettings) -> Result<(), SettingsError> {
        self.levels = Levels::new(&settings.levels)?;
        self.excluded = Files::new(&settings.exclude)?;
        for of_files in &settings.overrides {
            self.overrides.push((Files::new(&of_files.files)?, Levels::new(&of_files.levels)?));
        }
        Ok(())
    }

    /// The words.
    pub fn words(&self) -> &Words {
        &self.words
    }

    /// Whether promq's own findings count, and are more than advice.
    pub fn counts_all(&self) -> bool {
        self.words.is_own
    }

    /// Whether a lint is to be looked for.
    pub fn is_chosen(&self, lint: &Lint) -> bool {
        self.words.selects(lint.code)
    }

    /// How serious a finding of a lint is in the file at `path`, `None` if it is none there. `usual` is what it is when
    /// nobody says anything.
    pub fn severity(&self, code: &str, usual: Severity, path: &str) -> Option<Severity> {
        if self.excluded.is_empty() && self.overrides.is_empty() {
            return self.levels.of(code).unwrap_or(Some(usual));
        }
        let path = files::from(&self.folder, path);
        if self.excluded.matches(&path) {
            return None;
        }
        let overrides = self.overrides.iter().rev().filter(|(files, _)| files.matches(&path));
        let level = overrides.map(|(_, levels)| levels).find_map(|levels| levels.of(code));
        level.or_else(|| self.levels.of(code)).unwrap_or(Some(usual))
    }
}

/// Whether `name` is an area, such as `rules/` or `rules/*`, and of which code the area's part is.
fn area(name: &str) -> Option<&str> {
    let area = name.strip_suffix('*').unwrap_or(name);
    (area.ends_with('/') && codes().any(|code| code.starts_with(area))).then_some(area)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn selection(words: Option<&str>, text: &str) -> Result<Selection, String> {
        let path = Path::new("/work/team/.promq.yml");
        let project = Project::parse(text.as_bytes(), path).expect("it is well-formed");
        Selection::new(words, false, Some((&project, Path::new("/work/team"))))
            .map_err(|error| format!("{}: {error}", error.spot.span.start))
    }

    #[test]
    fn the_command_line_wins_over_the_project() {
        let text = "lint: {select: [promql/]}";
        let of_project = selection(None, text).expect("it is right");
        assert!(of_project.counts_all() && !of_project.words().selects("rules/duplicate"));
        let of_both = selection(Some("all"), text).expect("it is right");
        assert!(!of_both.counts_all() && of_both.words().selects("rules/duplicate"));
        assert!(!selection(None, "lint: {levels: {}}").expect("it is right").counts_all());
    }

    #[test]
    fn levels_depend_on_code_area_and_file() {
        let text = "lint:\n  levels: {rules/: error, rules/duplicate: info}\n  exclude: ['gen/**']\n  overrides:\n  \
                    - {files: ['old/*.yml'], levels: {rules/: off}}\n  - {files: [old/x.yml], levels: {rules/duplicate: \
                    error}}\n";
        let selection = selection(None, text).expect("it is right");
        let severity = |code, path| selection.severity(code, Severity::Warning, path);
        assert_eq!(severity("rules/other", "/work/team/a.yml"), Some(Severity::Error));
        assert_eq!(severity("rules/duplicate", "/work/team/a.yml"), Some(Severity::Info));
        assert_eq!(severity("promql/plain-regex", "/work/team/a.yml"), Some(Severity::Warning));
        assert_eq!(severity("rules/other", "/work/team/gen/deep/er/a.yml"), None);
        assert_eq!(severity("rules/other", "/work/team/old/a.yml"), None);
        assert_eq!(severity("rules/duplicate", "/work/team/./old/x.yml"), Some(Severity::Error));
        assert_eq!(severity("rules/other", "/elsewhere/old/a.yml"), Some(Severity::Error));
    }

    #[test]
    fn what_does_not_exist_is_told_with_its_place() {
        for (text, expected) in [
            (
                "lint: {select: [promql/plain-regx]}",
                "16: unknown lint \"promql/plain-regx\" (did you mean `promql/plain-regex`?)",
            ),
            (
                "lint: {levels: {rules/duplicat: off}}",
                "16: unknown lint \"rules/duplicat\" (did you mean `rules/duplicate`?)",
            ),
            ("lint: {exclude: ['[']}", "17: syntax error in pattern \"[\""),
        ] {
            assert_eq!(selection(None, text).map(|_| ()), Err(expected.to_string()), "{text}");
        }
    }
}
