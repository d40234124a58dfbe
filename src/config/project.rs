//! `.promq.yml`: what a project wants of the checks.
//!
//! ```yaml
//! lint:
//!   # As --lint: what is looked for. Words are read from left to right.
//!   select: [default, rules/naming, -promql/plain-regex]
//!   # How serious findings are, by code or by area: error, warning, info, or off. The more exact name wins.
//!   levels:
//!     promql/: warning
//!     promql/plain-regex: error
//!   # As --lint-fatal.
//!   fatal: true
//!   # Files in which no lint looks; their errors are still found. Patterns hold from the folder of this file on.
//!   exclude: ["generated/**"]
//!   # Other levels for some files; of several, the last one that names a code counts.
//!   overrides:
//!     - files: ["legacy/*.yml"]
//!       levels: {rules/: off}
//! ```
//! Every key may be left out, and an unknown one is refused. Which codes and patterns there are, `lint` knows.

use super::{
    Error, Located, Map, OneOf,
    decode::{choice, section, unchecked},
    whole_file::read_whole,
};
use std::path::Path;

/// The name of the file.
pub const FILE_NAME: &str = ".promq.yml";

section! {
    /// A whole `.promq.yml`.
    pub struct Project {
        /// The checks.
        lint: LintSettings,
    }
}

section! {
    /// What is looked for, and how serious it is.
    pub struct LintSettings {
        /// The words of `--lint`.
        select: Option<Vec<Located<String>>>,
        /// Levels by code or area.
        levels: Map<OneOf<LevelNames>>,
        /// Whether findings make the run fail.
        fatal: bool,
        /// Files in which no lint looks.
        exclude: Vec<Located<String>>,
        /// Other levels for some files.
        overrides: Vec<LevelOverride>,
    }
}

section! {
    /// Levels of some files.
    pub struct LevelOverride {
        /// The files.
        files: Vec<Located<String>>,
        /// Their levels.
        levels: Map<OneOf<LevelNames>>,
    }
}

choice! {
    /// How serious a finding is, or that it is none.
    LevelNames: ["error", "warning", "info", "off"], "unknown level {}; there are error, warning, info and off"
}

unchecked! {
    Project: "a .promq.yml", "a .promq.yml";
    LintSettings: "lint", "lint";
    LevelOverride: "overrides", "overrides";
}

impl Project {
    /// Reads `text`, the content of `path`; an empty one wants nothing.
    pub fn parse(text: &[u8], path: &Path) -> Result<Project, Error> {
        Ok(read_whole(text, path, |_: &mut Project, _| {})?.unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<Project, String> {
        Project::parse(text.as_bytes(), Path::new(FILE_NAME)).map_err(|error| error.to_string())
    }

    #[test]
    fn the_example_of_the_page_is_right() {
        let page = include_str!("project.rs").lines().map_while(|line| line.strip_prefix("//!"));
        let example: Vec<&str> = page
            .map(|line| line.strip_prefix(' ').unwrap_or(line))
            .skip_while(|line| !line.starts_with("```"))
            .skip(1)
            .take_while(|line| !line.starts_with("```"))
            .collect();
        let lint = parse(&example.join("\n")).expect("it is right").lint;
        let select: Vec<&str> = lint.select.iter().flatten().map(|word| word.as_str()).collect();
        assert_eq!(select, ["default", "rules/naming", "-promql/plain-regex"]);
        assert_eq!(lint.levels.get("promql/plain-regex").map(|level| &**level), Some("error"));
        assert!(lint.fatal && lint.exclude.len() == 1 && lint.overrides.len() == 1);
        assert_eq!(lint.overrides[0].levels.get("rules/").map(|level| &**level), Some("off"));
    }

    #[test]
    fn mistakes_have_places_and_advice() {
        for (text, expected) in [
            ("", Ok(())),
            (
                "lint:\n  selct: [a]\n",
                Err(".promq.yml:2:3: field selct not found in type lint (did you mean `select`?)"),
            ),
            (
                "lint:\n  levels: {a/b: of}\n",
                Err(".promq.yml:2:17: unknown level \"of\"; there are error, warning, info and off"),
            ),
            ("lint: [", Err(".promq.yml:1:8: did not find expected node content")),
        ] {
            assert_eq!(parse(text).map(|_| ()), expected.map_err(String::from), "{text}");
        }
    }
}
