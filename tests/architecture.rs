//! The rules of the house, kept by a test: which folder may use which, how long a file may be, what may not be written.
//!
//! The sources are read as text, comments and literals blanked out first: a rule here must be simple enough to be seen
//! in a line of code. Everything found is listed at once, as `file:line: what`.

use std::{
    fs,
    path::{Path, PathBuf},
};

/// The floors, from the top: a folder of `src/` uses only folders on lower floors. Folders that do not exist yet have
/// their row already; a new one needs a row here before it compiles into the house.
const FLOORS: &[(u8, &str)] = &[
    (7, "cli"),
    (6, "report"),
    (5, "lint"),
    (5, "rules"),
    (5, "remote"),
    (5, "scrape"),
    (4, "engine"),
    (4, "http"),
    (3, "tsdb"),
    (3, "config"),
    (2, "promql"),
    (2, "exposition"),
    (2, "yaml"),
    (1, "model"),
    (0, "golang"),
    (0, "io"),
    (0, "diagnostic"),
];

/// Folders that speak to the user; all others hand back values.
const SPEAKERS: &[&str] = &["cli", "report"];

/// More lines than this, and a file tells more than one story.
const LONGEST_FILE: usize = 800;

/// Files at the top of `src/`: the crate's two roots, which belong to no folder.
const ROOTS: &[&str] = &["lib.rs", "main.rs"];

#[test]
fn folders_use_lower_floors_only() {
    let mut found = Vec::new();
    for file in sources("src") {
        let Some(home) = file.folder() else { continue };
        let Some(floor) = floor(home) else {
            found.push(format!("{}: the folder `{home}` has no floor in tests/architecture.rs", file.name));
            continue;
        };
        for (line, used) in uses(&file.code, file.module_depth()) {
            let fits = used == home || self::floor(&used).is_none_or(|used| used < floor);
            if !fits {
                found.push(format!("{}:{line}: `{home}` (floor {floor}) uses `{used}`", file.name));
            }
        }
    }
    none(&found);
}

#[test]
fn sources_lie_in_folders() {
    let stray = sources("src").into_iter().filter(|file| file.folder().is_none() && !ROOTS.contains(&file.stem()));
    none(&stray.map(|file| format!("{}: belongs into a folder", file.name)).collect::<Vec<_>>());
}

#[test]
fn files_are_short() {
    let mut found = Vec::new();
    for file in sources("src").into_iter().chain(sources("tests")).chain(sources("benches")) {
        let length = file.text.lines().count();
        if length > LONGEST_FILE {
            found.push(format!("{}: {length} lines, more than {LONGEST_FILE}", file.name));
        }
    }
    none(&found);
}

#[test]
fn modules_begin_with_their_documentation() {
    let without = sources("src").into_iter().chain(sources("tests")).filter(|file| !file.text.starts_with("//!"));
    none(&without.map(|file| format!("{}: does not begin with `//!`", file.name)).collect::<Vec<_>>());
}

/// Whatever is found in rule files and configurations has a page, also what is found far from `lint/`.
#[test]
fn codes_have_pages() {
    let code = regex::Regex::new(r#""((?:rules|alerts|config|web-config)/[a-z0-9-]+)""#).expect("a good pattern");
    let known: Vec<&str> = promq::lint::codes().collect();
    let mut found = Vec::new();
    // Reports have made-up findings as samples, and pint has names of its own.
    let is_ours = |file: &Source| file.folder() != Some("report") && !file.name.ends_with("suppress/pint.rs");
    for file in sources("src").into_iter().filter(is_ours) {
        for written in code.captures_iter(&file.text).filter_map(|captures| captures.get(1)) {
            if !known.contains(&written.as_str()) {
                found.push(format!("{}: `{}` has no page", file.name, written.as_str()));
            }
        }
    }
    none(&found);
}

#[test]
fn only_cli_and_report_print() {
    let silent = |file: &Source| file.folder().is_some_and(|folder| !SPEAKERS.contains(&folder));
    let silent: Vec<Source> = sources("src").into_iter().filter(silent).collect();
    none(&lines_with(&silent, &["println!", "eprintln!", "print!", "eprint!", "dbg!", "io::stdout", "io::stderr"]));
}

#[test]
fn nothing_is_left_for_later() {
    let all: Vec<Source> = sources("src").into_iter().chain(sources("tests")).chain(sources("benches")).collect();
    let mut found = lines_with(&all, &["todo!", "unimplemented!", "#[ignore", "#[should_panic"]);
    let words = ["TODO", "FIXME", "XXX"];
    for file in all.iter().filter(|file| file.name != own_name()) {
        for (number, line) in file.text.lines().enumerate() {
            let left = words.iter().filter(|word| has_word(line, word));
            found.extend(left.map(|word| format!("{}:{}: `{word}`", file.name, number + 1)));
        }
    }
    none(&found);
}

#[test]
fn only_cli_uses_anyhow() {
    let others = sources("src").into_iter().filter(|file| !matches!(file.folder(), Some("cli") | None));
    none(&lines_with(&others.collect::<Vec<_>>(), &["anyhow"]));
}

#[test]
fn no_file_knows_the_machine_it_was_written_on() {
    // Written in parts, so that this file does not find itself.
    let paths = [concat!("/wo", "rk/"), concat!("/tm", "p/"), concat!("/ro", "ot/"), concat!("/ho", "me/")];
    let mut found = Vec::new();
    let pages = ["README.md", "ARCHITECTURE.md", "CHANGELOG.md", "Cargo.toml"].map(PathBuf::from);
    let texts = ["src", "tests", "benches", "testdata", ".ci"].iter().flat_map(|folder| files(&root().join(folder)));
    for path in texts.chain(pages.map(|page| root().join(page))) {
        // Data is not text; what cannot be read as text is not looked at here.
        let Ok(text) = fs::read_to_string(&path) else { continue };
        for (number, line) in text.lines().enumerate() {
            let named = paths.iter().filter(|name| begins_path(line, name));
            found.extend(named.map(|name| format!("{}:{}: `{name}`", relative(&path), number + 1)));
        }
    }
    none(&found);
}

/// A file of ours.
struct Source {
    /// Its path from the top of the tree, with `/`.
    name: String,
    text: String,
    /// The text with comments and the insides of literals blanked out; lines keep their numbers.
    code: String,
}

impl Source {
    /// The folder of `src/` it lies in; `None` for the crate's roots and for tests. `src/tsdb.rs` would lie in `tsdb`.
    fn folder(&self) -> Option<&str> {
        let below = self.name.strip_prefix("src/")?;
        let first = below.split('/').next()?;
        match below.contains('/') {
            true => Some(first),
            false => first.strip_suffix(".rs").filter(|name| floor(name).is_some()),
        }
    }

    fn stem(&self) -> &str {
        self.name.rsplit('/').next().unwrap_or_default()
    }

    /// How many `super` lead from this file's module to the crate's root.
    fn module_depth(&self) -> usize {
        let steps = self.name.matches('/').count();
        if self.stem() == "mod.rs" { steps - 1 } else { steps }
    }
}

fn floor(folder: &str) -> Option<u8> {
    FLOORS.iter().find(|(_, name)| *name == folder).map(|(floor, _)| *floor)
}

/// The folders that code names by `crate::folder`, `crate::{folder…}`, or as many `super::` as lead to the root, each
/// with its line. `depth` is that number for the file's own module.
fn uses(code: &str, depth: usize) -> Vec<(usize, String)> {
    let to_root = "super::".repeat(depth);
    let mut found = Vec::new();
    for prefix in ["crate::", to_root.as_str()] {
        for (at, _) in code.match_indices(prefix) {
            let is_start =
                !code[..at].ends_with(|before: char| before.is_alphanumeric() || before == '_' || before == ':');
            if !is_start || prefix.is_empty() {
                continue;
            }
            let line = 1 + code[..at].matches('\n').count();
            let rest = &code[at + prefix.len()..];
            // One `super` more leads out of a module inside the file, no higher.
            let names = first_names(rest).into_iter().filter(|name| name != "super");
            found.extend(names.map(|name| (line, name)));
        }
    }
    found
}

/// The first names of a path: one, or those of a `{…}` list.
fn first_names(path: &str) -> Vec<String> {
    let name = |text: &str| -> String {
        text.trim_start().chars().take_while(|character| character.is_alphanumeric() || *character == '_').collect()
    };
    let Some(list) = path.strip_prefix('{') else {
        return vec![name(path)];
    };
    let mut names = vec![name(list)];
    let mut depth = 0;
    for (at, character) in list.char_indices() {
        match character {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => names.push(name(&list[at + 1..])),
            _ => {}
        }
    }
    names.retain(|name| !name.is_empty());
    names
}

/// Replaces comments and the insides of literals by spaces, and keeps the line breaks.
fn blank_out(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut code = bytes.to_vec();
    let mut at = 0;
    while at < bytes.len() {
        let end = match &bytes[at..] {
            [b'/', b'/', ..] => at + bytes[at..].iter().position(|byte| *byte == b'\n').unwrap_or(bytes.len() - at),
            [b'/', b'*', ..] => find(text, at + 2, "*/"),
            [b'r', b'"', ..] => find(text, at + 2, "\""),
            [b'r', b'#', b'"', ..] => find(text, at + 3, "\"#"),
            [b'r', b'#', b'#', b'"', ..] => find(text, at + 4, "\"##"),
            [b'"', ..] => end_of_string(bytes, at),
            [b'\'', b'\\', ..] => find(text, at + 3, "'"),
            [b'\'', _, b'\'', ..] => at + 3,
            _ => at,
        };
        for byte in &mut code[at..end] {
            if *byte != b'\n' {
                *byte = b' ';
            }
        }
        at = end.max(at + 1);
    }
    String::from_utf8(code).expect("only whole literals and comments were replaced")
}

fn find(text: &str, from: usize, end: &str) -> usize {
    text.get(from..).and_then(|rest| rest.find(end)).map_or(text.len(), |at| from + at + end.len())
}

fn end_of_string(bytes: &[u8], open: usize) -> usize {
    let mut at = open + 1;
    while at < bytes.len() && bytes[at] != b'"' {
        at += if bytes[at] == b'\\' { 2 } else { 1 };
    }
    (at + 1).min(bytes.len())
}

fn lines_with(files: &[Source], parts: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    for file in files {
        for (number, line) in file.code.lines().enumerate() {
            let here = parts.iter().filter(|part| has_word(line, part));
            found.extend(here.map(|part| format!("{}:{}: `{part}`", file.name, number + 1)));
        }
    }
    found
}

/// Whether `line` has `part` and no letter right before it: `print!` is not in `eprint!`.
fn has_word(line: &str, part: &str) -> bool {
    let ends_in_letter = |text: &str| text.ends_with(|before: char| before.is_alphanumeric() || before == '_');
    line.match_indices(part).any(|(at, _)| !ends_in_letter(&line[..at]))
}

/// Whether `line` has `path` as the beginning of an absolute path.
fn begins_path(line: &str, path: &str) -> bool {
    let within = |text: &str| text.ends_with(|before: char| before.is_alphanumeric() || "_.-/}$".contains(before));
    line.match_indices(path).any(|(at, _)| !within(&line[..at]))
}

fn sources(folder: &str) -> Vec<Source> {
    let paths = files(&root().join(folder)).into_iter().filter(|path| path.extension().is_some_and(|end| end == "rs"));
    paths
        .map(|path| {
            let text = fs::read_to_string(&path).expect("a readable source file");
            Source { name: relative(&path), code: blank_out(&text), text }
        })
        .collect()
}

/// All files below a folder, sorted; none when it does not exist.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let Ok(entries) = fs::read_dir(folder) else {
        return found;
    };
    for entry in entries {
        let path = entry.expect("a folder entry").path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.push(path);
        }
    }
    found.sort();
    found
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn relative(path: &Path) -> String {
    path.strip_prefix(root()).unwrap_or(path).display().to_string()
}

fn own_name() -> &'static str {
    "tests/architecture.rs"
}

fn none(found: &[String]) {
    assert!(found.is_empty(), "{} found:\n{}", found.len(), found.join("\n"));
}

#[test]
fn uses_are_found_in_paths_lists_and_supers() {
    let code = "use crate::{model::{labels, series}, tsdb};\nlet x = crate::io::Cursor; super::super::http::get();";
    let names: Vec<String> = uses(code, 2).into_iter().map(|(line, name)| format!("{line} {name}")).collect();
    assert_eq!(names, ["1 model", "1 tsdb", "2 io", "2 http"]);
    assert!(uses("mycrate::cli::run(); super::super::super::x", 2).is_empty());
}

#[test]
fn comments_and_literals_are_not_code() {
    let text = "a // crate::cli\n/* crate::cli */ b \"crate::cli \\\" \" 'c' '\\'' r#\"crate::cli\"# <'a> d";
    let code = blank_out(text);
    assert_eq!(code.split_whitespace().collect::<Vec<_>>(), ["a", "b", "<'a>", "d"]);
    assert_eq!(code.len(), text.len());
}
