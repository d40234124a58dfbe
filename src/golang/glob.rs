//! Go's `path/filepath` patterns: `*`, `?`, `[a-z]`, `\x`; which texts and which files match.

use super::path;
use std::{fs, path::Path};

/// The pattern is not one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("syntax error in pattern")]
pub struct BadPattern;

/// `filepath.Glob`: the files that match, sorted in each directory; what cannot be read matches nothing.
pub fn glob(pattern: &str) -> Result<Vec<String>, BadPattern> {
    matches(pattern, "")?;
    Ok(expand(pattern))
}

/// Patterns are well-formed here.
fn expand(pattern: &str) -> Vec<String> {
    if !has_meta(pattern) {
        return if Path::new(pattern).symlink_metadata().is_ok() { vec![pattern.into()] } else { Vec::new() };
    }
    let (directory, name) = pattern.split_at(pattern.rfind('/').map_or(0, |slash| slash + 1));
    let directory = match directory {
        "" => ".",
        "/" => "/",
        other => other.strip_suffix('/').unwrap_or(other),
    };
    // Each round cuts one element off, so that this ends.
    let directories = if has_meta(directory) { expand(directory) } else { vec![directory.into()] };
    directories.iter().flat_map(|directory| matching_files(directory, name)).collect()
}

fn matching_files(directory: &str, pattern: &str) -> Vec<String> {
    let Ok(entries) = fs::read_dir(directory) else { return Vec::new() };
    let names = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let mut names: Vec<String> = names.filter(|name| matches(pattern, name) == Ok(true)).collect();
    names.sort_unstable();
    names.iter().map(|name| path::join(directory, name)).collect()
}

fn has_meta(pattern: &str) -> bool {
    pattern.contains(['*', '?', '[', '\\'])
}

/// `filepath.Match`: whether the whole of `name` matches.
///
/// The time is bounded by the product of both lengths, because only the last star is ever tried again.
pub fn matches(pattern: &str, name: &str) -> Result<bool, BadPattern> {
    let pattern = parse(pattern)?;
    let name: Vec<char> = name.chars().collect();
    let (mut at, mut read) = (0, 0);
    let mut last_star: Option<(usize, usize)> = None;
    while read < name.len() {
        match pattern.get(at) {
            Some(Piece::Star) => {
                last_star = Some((at, read));
                at += 1;
            }
            Some(piece) if piece.matches(name[read]) => {
                at += 1;
                read += 1;
            }
            _ => match &mut last_star {
                // A star reaches over anything but a slash.
                Some((star, from)) if name[*from] != '/' => {
                    *from += 1;
                    (at, read) = (*star + 1, *from);
                }
                _ => return Ok(false),
            },
        }
    }
    Ok(pattern[at..].iter().all(|piece| matches!(piece, Piece::Star)))
}

enum Piece {
    Star,
    Any,
    One(char),
    Set { is_negated: bool, ranges: Vec<(char, char)> },
}

impl Piece {
    fn matches(&self, character: char) -> bool {
        match self {
            Piece::Star => false,
            Piece::Any => character != '/',
            Piece::One(own) => *own == character,
            Piece::Set { is_negated, ranges } => {
                ranges.iter().any(|(low, high)| (*low..=*high).contains(&character)) != *is_negated
            }
        }
    }
}

fn parse(pattern: &str) -> Result<Vec<Piece>, BadPattern> {
    let mut runes = pattern.chars().peekable();
    let mut pieces = Vec::new();
    while let Some(rune) = runes.next() {
        pieces.push(match rune {
            '*' => Piece::Star,
            '?' => Piece::Any,
            '\\' => Piece::One(runes.next().ok_or(BadPattern)?),
            '[' => {
                let is_negated = runes.next_if_eq(&'^').is_some();
                let mut ranges = Vec::new();
                while ranges.is_empty() || runes.next_if_eq(&']').is_none() {
                    let low = bound(&mut runes)?;
                    let high = if runes.next_if_eq(&'-').is_some() { bound(&mut runes)? } else { low };
                    ranges.push((low, high));
                }
                Piece::Set { is_negated, ranges }
            }
            other => Piece::One(other),
        });
    }
    Ok(pieces)
}

fn bound(runes: &mut std::iter::Peekable<std::str::Chars<'_>>) -> Result<char, BadPattern> {
    match runes.next().ok_or(BadPattern)? {
        '-' | ']' => Err(BadPattern),
        '\\' => runes.next().ok_or(BadPattern),
        rune => Ok(rune),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn texts_match_as_in_go() {
        for (pattern, name, expected) in [
            ("abc", "abc", Ok(true)),
            ("a*", "abc", Ok(true)),
            ("a*/b", "ab/b", Ok(true)),
            ("a*", "ab/c", Ok(false)),
            ("a*b*c*d*e*/f", "axbxcxdxe/f", Ok(true)),
            ("a[^b-d]", "ae", Ok(true)),
            ("a???b", "axxxb", Ok(true)),
            ("[a-b]?", "bx", Ok(true)),
            (r"\*", "*", Ok(true)),
            ("[]a]", "]", Err(BadPattern)),
            ("[", "a", Err(BadPattern)),
            ("a[", "a", Err(BadPattern)),
            ("[-x]", "x", Err(BadPattern)),
            ("a\\", "a", Err(BadPattern)),
            ("*x", "xxx", Ok(true)),
            ("*", "", Ok(true)),
        ] {
            assert_eq!(matches(pattern, name), expected, "{pattern} {name}");
        }
    }

    #[test]
    fn files_are_found_sorted() {
        let directory = tempfile::tempdir().expect("a directory");
        for name in ["b.yml", "a.yml", ".c.yml", "d.txt"] {
            std::fs::write(directory.path().join(name), "").expect("a file");
        }
        let root = directory.path().display().to_string();
        let found = glob(&format!("{root}/*.yml")).expect("a pattern");
        assert_eq!(found, [format!("{root}/.c.yml"), format!("{root}/a.yml"), format!("{root}/b.yml")]);
        assert_eq!(glob(&format!("{root}/none.yml")), Ok(Vec::new()));
        assert_eq!(glob("["), Err(BadPattern));
    }

    proptest! {
        #[test]
        fn never_panics(pattern in "[a*?\\[\\]^\\\\/-]{0,12}", name in "[a/b-]{0,12}") {
            let _ = matches(&pattern, &name);
        }
    }
}
