//! Findings as JUnit XML: a file is a suite, a finding a test that failed (an info: that passed), and a file
//! without findings one passed test.

use super::{
    super::junit::{self, TestCase, TestSuite},
    CheckedFile, Report, Severity,
};
use crate::diagnostic::Diagnostic;
use std::io::{self, Write};

pub(super) fn write(out: &mut dyn Write, report: &Report<'_>) -> io::Result<()> {
    let suites: Vec<TestSuite> = report.files.iter().map(|file| suite(file, report.command)).collect();
    junit::write(out, &suites)
}

fn suite(file: &CheckedFile, command: &str) -> TestSuite {
    let mut cases: Vec<TestCase> = file.diagnostics.iter().map(|diagnostic| case(file, diagnostic)).collect();
    if cases.is_empty() {
        cases.push(TestCase { name: command.to_owned(), failures: Vec::new() });
    }
    TestSuite { name: file.name.clone(), timestamp: String::new(), cases, error: None }
}

fn case(file: &CheckedFile, diagnostic: &Diagnostic) -> TestCase {
    let name = file.name_of(diagnostic);
    let place = diagnostic.place.as_ref().map(|place| {
        let start = place.start();
        format!(":{}:{}", start.line, start.column)
    });
    let place = place.unwrap_or_default();
    let mut text = format!("{}: {}", diagnostic.severity.as_str(), diagnostic.message);
    for hint in &diagnostic.hints {
        text.push_str("\nhint: ");
        text.push_str(hint);
    }
    TestCase {
        name: format!("{} at {name}{place}", diagnostic.code),
        failures: Vec::from_iter((diagnostic.severity < Severity::Info).then_some(text)),
    }
}

#[cfg(test)]
mod tests {
    use super::{super::samples, *};

    #[test]
    fn findings_are_failed_tests() {
        insta::assert_snapshot!(samples::written(write), @r#"<testsuites><testsuite name="dir a/f.yml" tests="2" failures="2" errors="0" skipped="0"><testcase name="rules/syntax at dir a/f.yml:3:15"><failure>error: unclosed left parenthesis: 100%&#xA;hint: count the parentheses</failure></testcase><testcase name="rules/none at dir a/f.yml"><failure>warning: no rules &lt;found&gt;&#xA;in it</failure></testcase></testsuite><testsuite name="good.yml" tests="1" failures="0" errors="0" skipped="0"><testcase name="check rules"></testcase></testsuite></testsuites>"#);
    }
}
