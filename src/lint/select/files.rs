//! Patterns of files: `*`, `?` and `[a-z]` within a name, `**` for any number of folders.

use super::SettingsError;
use crate::{
    config::Located,
    golang::{
        glob::{BadPattern, matches},
        quote::quote,
    },
};
use std::path::{Component, Path, absolute};

/// Why a text is no pattern.
pub type PatternError = BadPattern;

/// Some files.
#[derive(Debug, Default)]
pub(super) struct Files {
    /// The names of each pattern.
    patterns: Vec<Vec<String>>,
}

impl Files {
    pub(super) fn new(patterns: &[Located<String>]) -> Result<Files, SettingsError> {
        let mut files = Files::default();
        for pattern in patterns {
            let names: Vec<String> =
                pattern.value.split('/').filter(|name| !matches!(*name, "" | ".")).map(String::from).collect();
            if let Some(Err(error)) = names.iter().map(|name| matches(name, "")).find(Result::is_err) {
                let message = format!("{error} {}", quote(pattern.value.as_bytes()));
                return Err(SettingsError { spot: pattern.spot, message });
            }
            files.patterns.push(names);
        }
        Ok(files)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.patterns.is_empty()
    }

    /// Whether a path, given by its names, is among them.
    pub(super) fn matches(&self, path: &[String]) -> bool {
        self.patterns.iter().any(|pattern| is_match(pattern, path))
    }
}

/// Whether the pattern fits the whole path. Only the last `**` is ever tried again, so that the time is bounded by the
/// product of the lengths.
fn is_match(pattern: &[String], path: &[String]) -> bool {
    let (mut at, mut read) = (0, 0);
    let mut last_any: Option<(usize, usize)> = None;
    while read < path.len() {
        match pattern.get(at) {
            Some(name) if name == "**" => {
                last_any = Some((at, read));
                at += 1;
            }
            Some(name) if matches(name, &path[read]) == Ok(true) => {
                at += 1;
                read += 1;
            }
            _ => {
                let Some((any, from)) = last_any else { return false };
                last_any = Some((any, from + 1));
                (at, read) = (any + 1, from + 1);
            }
        }
    }
    pattern[at..].iter().all(|name| name == "**")
}

/// The names of `path` as seen from `folder`; nothing if it lies outside.
pub(super) fn from(folder: &Path, path: &str) -> Vec<String> {
    let Ok(path) = absolute(path) else { return Vec::new() };
    let mut names: Vec<Component<'_>> = Vec::new();
    for component in path.components() {
        match component {
            Component::ParentDir => drop(names.pop()),
            other => names.push(other),
        }
    }
    let folder: Vec<Component<'_>> = folder.components().collect();
    let inside = names.strip_prefix(folder.as_slice()).unwrap_or_default();
    inside.iter().map(|name| name.as_os_str().to_string_lossy().into_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stars_stay_within_a_name_unless_there_are_two() {
        for (pattern, path, expected) in [
            ("a/*.yml", "a/b.yml", true),
            ("a/*.yml", "a/b/c.yml", false),
            ("a/**", "a/b/c.yml", true),
            ("**/c.yml", "c.yml", true),
            ("**/c.yml", "a/b/c.yml", true),
            ("**/b/**/d", "a/b/c/b/d", true),
            ("**/b/**/d", "a/c/d", false),
            ("./a/", "a", true),
            ("a/**", "a", true),
            ("[ab]/?", "b/x", true),
            ("*", "a/b", false),
            ("a", "", false),
        ] {
            let names: Vec<String> =
                pattern.split('/').filter(|name| !matches!(*name, "" | ".")).map(String::from).collect();
            let path: Vec<String> = path.split('/').filter(|name| !name.is_empty()).map(String::from).collect();
            assert_eq!(is_match(&names, &path), expected, "{pattern} {path:?}");
        }
        let many: Vec<String> = ["**", "a"].repeat(5_000).into_iter().map(String::from).collect();
        assert!(!is_match(&many, &vec!["a".to_string(); 4_000]));
    }

    #[test]
    fn paths_are_seen_from_the_folder() {
        let names = |path| from(Path::new("/work/team"), path).join("/");
        assert_eq!(names("/work/team/a/../b/c.yml"), "b/c.yml");
        assert_eq!((names("/work/b.yml"), names("/work/teams/b.yml")), (String::new(), String::new()));
    }
}
