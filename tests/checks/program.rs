//! Running promq, or promtool, to its end.

use std::{
    ffi::OsStr,
    fs::File,
    path::Path,
    process::{Command, Stdio},
};

/// What a program said.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Outcome {
    pub(crate) stdout: String,
    pub(crate) stderr: String,
    pub(crate) code: Option<i32>,
}

/// Runs promq in `folder`.
pub(crate) fn promq(folder: &Path, arguments: &[&str]) -> Outcome {
    run(OsStr::new(env!("CARGO_BIN_EXE_promq")), folder, arguments, None)
}

/// Runs promq with the file `input` on its stdin.
pub(crate) fn promq_reading(input: &Path, arguments: &[&str]) -> Outcome {
    run(OsStr::new(env!("CARGO_BIN_EXE_promq")), Path::new("."), arguments, Some(input))
}

/// Runs `program` in `folder` with the file `input` on its stdin, without settings from outside.
pub(crate) fn run(program: &OsStr, folder: &Path, arguments: &[&str], input: Option<&Path>) -> Outcome {
    let stdin = input.map_or(Stdio::null(), |path| {
        Stdio::from(File::open(path).unwrap_or_else(|error| panic!("{}: {error}", path.display())))
    });
    let mut command = Command::new(program);
    command.args(arguments).current_dir(folder).env("TZ", "UTC").env("NO_COLOR", "1").stdin(stdin);
    for (name, _) in std::env::vars_os() {
        if name.to_str().is_some_and(|name| name.starts_with("PROMQ_")) {
            command.env_remove(name);
        }
    }
    let output = command.output().unwrap_or_else(|error| panic!("{}: {error}", program.display()));
    Outcome {
        stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
        stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
        code: output.status.code(),
    }
}

/// Does `act` with every item, on several threads, and hands back what it found wrong.
pub(crate) fn in_parallel<T: Sync>(items: &[T], act: impl Fn(&T) -> Option<String> + Sync) -> Vec<String> {
    let next = std::sync::atomic::AtomicUsize::new(0);
    let work = || {
        let mut found = Vec::new();
        while let Some(item) = items.get(next.fetch_add(1, std::sync::atomic::Ordering::Relaxed)) {
            found.extend(act(item));
        }
        found
    };
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..4).map(|_| scope.spawn(work)).collect();
        threads.into_iter().flat_map(|thread| thread.join().expect("no check panics")).collect()
    })
}
