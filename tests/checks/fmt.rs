//! `fmt` over all rule files of the corpus: what comes out says the same to this reader, to another one of YAML and to
//! promtool, and formatting it again changes nothing. And the command from outside: what it writes, prints and returns.

use crate::{
    corpus,
    program::{Outcome, in_parallel, promq, promq_reading, run},
};
use promq::config::rules::{FormatError, Options, RuleFile, format};
use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    sync::Mutex,
};

/// The rule files of the corpus, good ones and bad ones.
fn rule_files(root: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open: Vec<PathBuf> = ["real", "fixtures", "promtool", "rulefmt"].map(|folder| root.join(folder)).into();
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(&folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            let is_yaml = path.extension().is_some_and(|extension| extension == "yml" || extension == "yaml");
            match path.is_dir() {
                true => open.push(path),
                false => found.extend(is_yaml.then_some(path)),
            }
        }
    }
    found.sort();
    found
}

/// All that another reader of YAML makes of the first document, expressions left out.
fn without_expressions(bytes: &[u8]) -> Option<serde_yaml::Value> {
    use serde::Deserialize;
    fn strip(value: &mut serde_yaml::Value) {
        match value {
            serde_yaml::Value::Mapping(mapping) => {
                mapping.remove("expr");
                mapping.values_mut().for_each(strip);
            }
            serde_yaml::Value::Sequence(items) => items.iter_mut().for_each(strip),
            _ => {}
        }
    }
    let first = serde_yaml::Deserializer::from_slice(bytes).next()?;
    let mut value = serde_yaml::Value::deserialize(first).ok()?;
    strip(&mut value);
    Some(value)
}

/// What is wrong with the formatted file, if anything.
fn difference(before: &[u8], after: &[u8]) -> Option<&'static str> {
    let again = format(after).map(|formatted| formatted.bytes);
    if !again.is_ok_and(|again| again == after) {
        return Some("formatting it again changes it");
    }
    if without_expressions(before) != without_expressions(after) {
        return Some("something else than expressions changed");
    }
    let comments = |bytes: &[u8]| {
        let mut counts = BTreeMap::new();
        for line in String::from_utf8_lossy(bytes).lines().filter(|line| line.trim_start().starts_with('#')) {
            *counts.entry(line.trim().to_owned()).or_insert(0) += 1;
        }
        counts
    };
    // A block may show comments that stood in quotes before.
    let after_comments = comments(after);
    if comments(before).iter().any(|(line, count)| after_comments.get(line).is_none_or(|now| now < count)) {
        return Some("a comment is missing");
    }
    let [before, after] = [before, after].map(|bytes| RuleFile::parse(bytes, Options::default()));
    let same = before.is_good() == after.is_good() && before.rule_count() == after.rule_count();
    (!same).then_some("the verdict changed")
}

/// A changed file, before and after.
type Changed = (PathBuf, Vec<u8>, Vec<u8>);

#[test]
fn all_files_of_the_corpus_say_the_same() {
    let Some(root) = corpus::find("rules") else { return };
    let files = rule_files(&root);
    assert!(files.len() > 350, "{} files", files.len());
    let changed = Mutex::new(Vec::new());
    let wrong = in_parallel(&files, |path| {
        let before = fs::read(path).expect("a file");
        let problem = match format(&before) {
            Ok(formatted) if formatted.bytes == before => None,
            Ok(formatted) => {
                let left = formatted.left.first().map(|finding| finding.message.clone());
                let problem = left.or_else(|| difference(&before, &formatted.bytes).map(str::to_owned));
                changed.lock().expect("no check panics").push((path.clone(), before, formatted.bytes));
                problem
            }
            // Bad files are not formatted; that they are bad is for other tests to say.
            Err(FormatError::Invalid(input)) => input.is_good().then(|| "it is good".to_owned()),
            Err(error) => Some(error.to_string()),
        };
        problem.map(|problem| format!("{}: {problem}", path.display()))
    });
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), files.len(), wrong.join("\n"));
    let changed: Vec<Changed> = changed.into_inner().expect("no check panics");
    assert!(changed.len() > 200, "{} files changed", changed.len());
    println!("{} of {} files changed", changed.len(), files.len());
    if let Some(promtool) = corpus::promtool() {
        promtool_sees_no_difference(&promtool, &changed);
    }
}

fn promtool_sees_no_difference(promtool: &Path, changed: &[Changed]) {
    let scratch = tempfile::tempdir().expect("a directory");
    let names: Vec<String> = (0..changed.len()).map(|number| format!("{number}.yml")).collect();
    let check = |folder: &str, bytes: &dyn Fn(&Changed) -> Vec<u8>| {
        let folder = scratch.path().join(folder);
        fs::create_dir(&folder).expect("a directory");
        for (name, file) in names.iter().zip(changed) {
            fs::write(folder.join(name), bytes(file)).expect("a file");
        }
        let arguments: Vec<&str> = ["check", "rules"].into_iter().chain(names.iter().map(String::as_str)).collect();
        run(promtool.as_os_str(), &folder, &arguments, None)
    };
    let before = check("before", &|(_, before, _)| before.clone());
    let after = check("after", &|(_, _, after)| after.clone());
    assert!(before.stdout.matches("SUCCESS").count() > 150, "{before:?}");
    // What is no rule file to promtool, such as an object of Kubernetes, it refuses at lines that move.
    assert_eq!((before.stdout, before.code), (after.stdout, after.code));
}

const UGLY: &str = "groups:\n- name: a # a\n  rules:\n  - record: x\n    expr: sum(a)by(b)\n";
const PRETTY: &str = "groups:\n- name: a # a\n  rules:\n  - record: x\n    expr: sum by (b) (a)\n";

fn outcome(code: i32, stdout: &str, stderr: &str) -> Outcome {
    Outcome { stdout: stdout.into(), stderr: stderr.into(), code: Some(code) }
}

#[test]
fn files_are_rewritten_and_named() {
    let folder = tempfile::tempdir().expect("a directory");
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).expect("a file");
    let read = |name: &str| fs::read_to_string(folder.path().join(name)).expect("a file");
    fs::create_dir_all(folder.path().join("rules/.hidden")).expect("a directory");
    write("rules/a.yml", UGLY);
    write("rules/b.yaml", PRETTY);
    write("rules/.hidden/c.yml", UGLY);
    write("rules/d.txt", UGLY);
    write("bad.yml", &UGLY.replace("by(b)", "by b"));
    let diff = "--- rules/a.yml\n+++ rules/a.yml\n@@ -2,4 +2,4 @@\n - name: a # a\n   rules:\n   - record: x\n-    expr: sum(a)by(b)\n+    expr: sum by (b) (a)\n";
    assert_eq!(promq(folder.path(), &["fmt", "--check", "rules"]), outcome(3, "rules/a.yml\n", ""));
    assert_eq!(promq(folder.path(), &["fmt", "--diff", "rules"]), outcome(0, diff, ""));
    assert_eq!(promq(folder.path(), &["fmt", "--diff", "--check", "rules"]), outcome(3, diff, ""));
    assert_eq!(read("rules/a.yml"), UGLY);
    let error = "bad.yml:5:20: error[rules/promql]: unexpected identifier \"b\" in grouping opts, expected \"(\"\n\
                 gone.yml: error[rules/file]: cannot be read: No such file or directory (os error 2)\n";
    let both = promq(folder.path(), &["fmt", "bad.yml", "gone.yml", "rules", "rules/d.txt"]);
    assert_eq!(both, outcome(1, "rules/a.yml\nrules/d.txt\n", error));
    assert_eq!((read("rules/a.yml"), read("rules/d.txt")), (PRETTY.into(), PRETTY.into()));
    assert_eq!((read("rules/.hidden/c.yml"), read("bad.yml")), (UGLY.into(), UGLY.replace("by(b)", "by b")));
    assert_eq!(promq(folder.path(), &["fmt", "--check", "rules"]), outcome(0, "", ""));
}

#[test]
fn standard_input_goes_to_standard_output() {
    let folder = tempfile::tempdir().expect("a directory");
    let path = folder.path().join("x");
    fs::write(&path, UGLY).expect("a file");
    assert_eq!(promq_reading(&path, &["fmt"]), outcome(0, PRETTY, ""));
    assert_eq!(promq_reading(&path, &["fmt", "-"]), outcome(0, PRETTY, ""));
    assert_eq!(promq_reading(&path, &["fmt", "--check"]), outcome(3, "<stdin>\n", ""));
    fs::write(&path, "sum(a)by(b) # why\n").expect("a file");
    assert_eq!(promq_reading(&path, &["fmt", "--expr"]), outcome(0, "sum by (b) (a) # why\n", ""));
    fs::write(&path, "sum(a))").expect("a file");
    let error = "<stdin>:1:7: error[rules/promql]: unexpected right parenthesis ')'\n";
    assert_eq!(promq_reading(&path, &["fmt", "--expr"]), outcome(1, "", error));
}
