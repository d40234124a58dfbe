//! What the README shows is what the program does.
//!
//! In its `console` blocks a line after `$ ` is run by `sh` at the top of the tree, and what stands below it is what
//! must come out; a line `...` stands for any lines, and a command with nothing below it must only succeed. Its `sh`
//! blocks need a server or a file of the reader's: of those only the commands' names are checked.

use std::{
    env,
    path::Path,
    process::{Command, Output},
};

/// Commands of a `console` block that are not run here: this is one of them already.
const NOT_HERE: &[&str] = &["cargo test", "cargo install", "cargo build", "git clone"];

#[test]
fn commands_print_what_the_readme_shows() {
    let mut commands = 0;
    let mut different = Vec::new();
    for block in blocks("console") {
        for (command, shown) in commands_of(&block) {
            if NOT_HERE.iter().any(|prefix| command.starts_with(prefix)) {
                continue;
            }
            commands += 1;
            let output = run(&command.replace("cargo run --release --", "promq"));
            let printed = String::from_utf8_lossy(&output.stdout);
            let printed: Vec<&str> = printed.lines().map(str::trim_end).collect();
            let shown: Vec<&str> = shown.iter().map(|line| line.trim_end()).collect();
            if !output.status.success() {
                different.push(format!("$ {command}\n{}{}", String::from_utf8_lossy(&output.stderr), output.status));
            } else if !shown.is_empty() && !fits(&shown, &printed) {
                different.push(format!("$ {command}\n{}", printed.join("\n")));
            }
        }
    }
    assert!(commands > 3, "the README shows {commands} commands");
    assert!(different.is_empty(), "the README shows something else than:\n{}", different.join("\n\n"));
}

#[test]
fn commands_for_servers_and_files_exist() {
    let mut names = 0;
    for line in blocks("sh").iter().flatten() {
        // The words between `promq` and the first argument that is none are the command's name.
        for (at, _) in line.match_indices("promq ") {
            if at > 0 && !line[..at].ends_with([' ', '(']) {
                continue;
            }
            let words = line[at..].split_whitespace().skip(1);
            let name: Vec<&str> = words
                .take_while(|word| word.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-'))
                .take(2)
                .collect();
            if name.is_empty() || name.iter().any(|word| word.starts_with('-')) {
                continue;
            }
            names += 1;
            let command = format!("promq {} --help", name.join(" "));
            let output = run(&command);
            assert!(output.status.success(), "{command}: {}", String::from_utf8_lossy(&output.stderr));
        }
    }
    assert!(names > 0, "the README names no command");
}

/// The lines of the README's code blocks of one language.
fn blocks(language: &str) -> Vec<Vec<&'static str>> {
    let mut blocks = Vec::new();
    let mut open: Option<Vec<&str>> = None;
    let mut other = false;
    for line in include_str!("../README.md").lines() {
        match (&mut open, line.strip_prefix("```")) {
            (None, Some(name)) if !other && name == language => open = Some(Vec::new()),
            (None, Some(_)) => other = !other,
            (None, None) => {}
            (Some(_), Some(_)) => blocks.extend(open.take()),
            (Some(block), None) => block.push(line),
        }
    }
    blocks
}

/// The commands of a block with the lines below each. A line that ends in `\` goes on in the next one.
fn commands_of(block: &[&str]) -> Vec<(String, Vec<String>)> {
    let mut commands: Vec<(String, Vec<String>)> = Vec::new();
    for line in block {
        let last = commands.last_mut();
        match (line.strip_prefix("$ "), last) {
            (Some(command), _) => commands.push((command.to_owned(), Vec::new())),
            (None, Some((command, _))) if command.ends_with('\\') => {
                command.pop();
                command.push_str(line.trim_start());
            }
            (None, Some((_, shown))) => shown.push((*line).to_owned()),
            (None, None) => panic!("a console block begins with a command, not with {line}"),
        }
    }
    commands
}

fn run(command: &str) -> Output {
    let promq = Path::new(env!("CARGO_BIN_EXE_promq")).parent().expect("a folder");
    let path = env::var_os("PATH").unwrap_or_default();
    let path = env::join_paths([promq.to_owned()].into_iter().chain(env::split_paths(&path))).expect("a PATH");
    let folder = env!("CARGO_MANIFEST_DIR");
    let mut shell = Command::new("sh");
    shell.args(["-c", command]).current_dir(folder).env("PATH", path).env("NO_COLOR", "1").env("TZ", "UTC");
    shell.env_remove("COLUMNS").output().unwrap_or_else(|error| panic!("{command}: {error}"))
}

/// Whether the printed lines are the shown ones, where `...` stands for any number of lines.
fn fits(shown: &[&str], printed: &[&str]) -> bool {
    match shown {
        [] => printed.is_empty(),
        ["...", rest @ ..] => (0..=printed.len()).any(|from| fits(rest, &printed[from..])),
        [line, rest @ ..] => printed.first() == Some(line) && fits(rest, &printed[1..]),
    }
}

#[test]
fn dots_stand_for_any_lines() {
    assert!(fits(&["a", "...", "d"], &["a", "b", "c", "d"]));
    assert!(fits(&["a", "..."], &["a"]));
    assert!(!fits(&["a", "..."], &["b"]));
    assert!(!fits(&["a"], &["a", "b"]));
}
