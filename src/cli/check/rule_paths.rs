//! Which files the arguments of `check rules` mean: files themselves, all below a directory, all that match a pattern.

use super::{ensure_is_file, rule_files::STDIN};
use crate::{
    cli::error::CommandError,
    golang::{glob::matches, path::join, system::error_text},
};
use std::{fs, path::Path};

/// What stands below deeper directories is not looked for.
const DEEPEST: usize = 64;
/// The ends of names that rule files have.
const EXTENSIONS: [&str; 3] = [".yml", ".yaml", ".rules"];

/// The files that the arguments mean, in order; those of one argument sorted.
pub(in crate::cli) fn expand(arguments: &[String]) -> Result<Vec<String>, CommandError> {
    let mut files = Vec::new();
    for argument in arguments {
        let path = Path::new(argument);
        let is_pattern = argument.contains(['*', '?', '[']) && path.symlink_metadata().is_err();
        if argument == STDIN {
            files.push(argument.clone());
        } else if path.is_dir() {
            files.extend(of_directory(argument)?);
        } else if is_pattern {
            files.extend(of_pattern(argument)?);
        } else {
            ensure_is_file(argument)?;
            files.push(argument.clone());
        }
    }
    Ok(files)
}

fn of_directory(directory: &str) -> Result<Vec<String>, CommandError> {
    let mut files = find(directory, &["**", "*"])?;
    files.retain(|file| EXTENSIONS.iter().any(|extension| file.ends_with(extension)));
    match files.is_empty() {
        true => Err(CommandError::text(format_args!("there is no *.yml, *.yaml or *.rules below '{directory}'"))),
        false => Ok(files),
    }
}

fn of_pattern(pattern: &str) -> Result<Vec<String>, CommandError> {
    let (root, pattern_below) = match pattern.strip_prefix('/') {
        Some(below) => ("/", below),
        None => (".", pattern),
    };
    let mut elements: Vec<&str> = pattern_below.split('/').filter(|element| !element.is_empty()).collect();
    if elements.iter().any(|element| matches(element, "").is_err()) {
        return Err(CommandError::text(format_args!("'{pattern}' is not a pattern that makes sense")));
    }
    elements.dedup_by(|element, before| *element == "**" && *before == "**");
    if elements.last() == Some(&"**") {
        elements.push("*");
    }
    let files = find(root, &elements)?;
    match files.is_empty() {
        // What promtool says of a pattern, which is a name to it.
        true => Err(CommandError::text(format_args!("promq: error: path '{pattern}' does not exist, try --help"))),
        false => Ok(files),
    }
}

/// The files below a directory that match a pattern of several elements, sorted, each once.
fn find(directory: &str, elements: &[&str]) -> Result<Vec<String>, CommandError> {
    let mut found = Vec::new();
    collect(directory, elements, 0, &mut found)?;
    found.sort_unstable();
    found.dedup();
    Ok(found)
}

/// `**` stands for any number of directories. As in shells, what begins with a dot is hidden from stars, and `**` does
/// not follow links to directories.
fn collect(directory: &str, elements: &[&str], depth: usize, found: &mut Vec<String>) -> Result<(), CommandError> {
    let Some((&element, rest)) = elements.split_first() else { return Ok(()) };
    if depth > DEEPEST {
        return Ok(());
    }
    if element == "**" {
        collect(directory, rest, depth, found)?;
        for (path, _) in entries(directory, "*", |entry| entry.file_type().is_ok_and(|kind| kind.is_dir()))? {
            collect(&path, elements, depth + 1, found)?;
        }
        return Ok(());
    }
    let matching = if element.contains(['*', '?', '[', '\\']) {
        entries(directory, element, |_| true)?
    } else {
        let path = join(directory, element);
        let is_directory = Path::new(&path).is_dir();
        if is_directory || Path::new(&path).exists() { vec![(path, is_directory)] } else { Vec::new() }
    };
    for (path, is_directory) in matching {
        match (rest.is_empty(), is_directory) {
            (true, false) => found.push(path),
            (false, true) => collect(&path, rest, depth + 1, found)?,
            _ => {}
        }
    }
    Ok(())
}

/// Entries of a directory whose names match, with whether each is, or leads to, a directory.
fn entries(
    directory: &str,
    pattern: &str,
    is_wanted: impl Fn(&fs::DirEntry) -> bool,
) -> Result<Vec<(String, bool)>, CommandError> {
    let unreadable =
        |error| CommandError::text(format_args!("cannot read the directory '{directory}': {}", error_text(&error)));
    let mut matching = Vec::new();
    for entry in fs::read_dir(directory).map_err(unreadable)? {
        let entry = entry.map_err(unreadable)?;
        let name = entry.file_name();
        let shown = name.to_string_lossy();
        let is_hidden = shown.starts_with('.') && !pattern.starts_with('.');
        if is_hidden || matches(pattern, &shown) != Ok(true) || !is_wanted(&entry) {
            continue;
        }
        let Some(name) = name.to_str() else {
            return Err(CommandError::text(format_args!("'{directory}/{shown}': the name is not UTF-8")));
        };
        let path = join(directory, name);
        let is_directory = Path::new(&path).is_dir();
        matching.push((path, is_directory));
    }
    Ok(matching)
}
