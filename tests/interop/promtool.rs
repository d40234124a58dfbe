//! The command lines of `promtool.txt`, given to promtool and to promq: the same output, the same exit code.

use std::path::Path;

use tempfile::TempDir;

use crate::{
    peers,
    program::{self, Outcome, promq},
    server::{self, Server},
    words,
};

#[test]
fn promtools_command_lines_give_promtools_output() {
    let (Some(promtool), Some(prometheus)) = (peers::find("promtool"), peers::find("prometheus")) else {
        return;
    };
    let (theirs, ours) = (TempDir::new().expect("a folder"), TempDir::new().expect("a folder"));
    let mut urls = Vec::new();
    let mut servers = Vec::new();
    let (mut compared, mut different) = (0, Vec::new());
    for line in include_str!("promtool.txt").lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
        match word {
            // promtool writes into the directories it reads, so each program has copies of its own.
            "data" => {
                let Some(data) = peers::corpus(&format!("tsdb/{rest}")) else {
                    return;
                };
                server::copy_folder(&data, &theirs.path().join(rest));
                server::copy_folder(&data, &ours.path().join(rest));
            }
            "server" => {
                let Some(data) = peers::corpus(&format!("tsdb/{rest}")) else {
                    return;
                };
                let server = Server::start(&prometheus, &data);
                urls.push((format!("${rest}"), server.url()));
                servers.push(server);
            }
            "all" | "begin" => {
                let mut arguments = words::split(rest);
                for argument in &mut arguments {
                    for (name, url) in &urls {
                        *argument = argument.replace(name, url);
                    }
                }
                let theirs = run(&promtool, theirs.path(), &arguments);
                let mut ours = run(promq(), ours.path(), &arguments);
                compared += 1;
                if word == "begin" && ours.stderr.starts_with(&theirs.stderr) {
                    ours.stderr.truncate(theirs.stderr.len());
                }
                if theirs != ours {
                    different.push(format!("{rest}\n{}", first_difference(&theirs, &ours)));
                }
            }
            _ => panic!("not understood: {line}"),
        }
    }
    println!("{compared} command lines of promtool: {} different", different.len());
    assert!(different.is_empty(), "{} of {compared} differ:\n{}", different.len(), different.join("\n"));
}

fn run(program: &Path, folder: &Path, arguments: &[String]) -> Outcome {
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    program::run(program, folder, &arguments, "")
}

fn first_difference(theirs: &Outcome, ours: &Outcome) -> String {
    let mut message = String::new();
    if theirs.code != ours.code {
        message += &format!("    exit code: theirs {:?}, ours {:?}\n", theirs.code, ours.code);
    }
    for (stream, theirs, ours) in [("stdout", &theirs.stdout, &ours.stdout), ("stderr", &theirs.stderr, &ours.stderr)] {
        let (mut theirs, mut ours) = (theirs.lines(), ours.lines());
        for number in 1.. {
            let (their_line, our_line) = (theirs.next(), ours.next());
            if their_line != our_line {
                message +=
                    &format!("    {stream}, line {number}:\n      theirs {their_line:?}\n      ours   {our_line:?}\n");
                break;
            }
            if their_line.is_none() {
                break;
            }
        }
    }
    message
}
