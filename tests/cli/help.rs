//! Every command's help.

use crate::environment::TestEnvironment;

/// The paths of all commands, the deepest last.
fn paths(command: &clap::Command, path: Vec<String>, found: &mut Vec<Vec<String>>) {
    found.push(path.clone());
    for child in command.get_subcommands().filter(|child| !child.is_hide_set() && child.get_name() != "help") {
        paths(child, [path.clone(), vec![child.get_name().to_string()]].concat(), found);
    }
}

fn all_paths() -> Vec<Vec<String>> {
    let mut found = Vec::new();
    paths(&promq::cli::command(), Vec::new(), &mut found);
    found
}

#[test]
fn help_of_every_command() {
    let environment = TestEnvironment::new();
    let mut tree = String::new();
    for path in all_paths() {
        let arguments: Vec<&str> = path.iter().map(String::as_str).chain(["--help"]).collect();
        tree.push_str(&format!("$ promq {}\n{}\n", arguments.join(" "), environment.run(&arguments)));
    }
    insta::assert_snapshot!(tree);
}

#[test]
fn every_help_ends_with_an_example() {
    let environment = TestEnvironment::new();
    for path in all_paths() {
        for flag in ["-h", "--help"] {
            let arguments: Vec<&str> = path.iter().map(String::as_str).chain([flag]).collect();
            let output = environment.command(&arguments).output().expect("the program starts");
            let text = String::from_utf8_lossy(&output.stdout).into_owned();
            let last = text.trim_end().lines().last().unwrap_or_default();
            assert!(text.contains("\nExample") && last.starts_with("  "), "{arguments:?} ends with {last:?}");
        }
    }
}
