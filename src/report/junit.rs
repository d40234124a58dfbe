//! JUnit XML, as promtool writes it: one line, no XML header, no line end.
//!
//! ```text
//! <testsuites><testsuite name="F" tests="1" failures="1" errors="0" skipped="0" timestamp="2026-11-22T12:01:37">
//! <testcase name="T"><failure>…</failure></testcase></testsuite></testsuites>
//! ```

use super::xml::Escaped;
use std::io::{self, Write};

/// The tests of one file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TestSuite {
    /// The file.
    pub name: String,
    /// When it was started: RFC 3339 without a zone. Left out if it is empty.
    pub timestamp: String,
    /// Its tests in order.
    pub cases: Vec<TestCase>,
    /// Why it could not be run to its end. It is shown with the last test, or with one named `unknown`.
    pub error: Option<String>,
}

/// One test.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TestCase {
    /// What was tested.
    pub name: String,
    /// What failed; none if it passed.
    pub failures: Vec<String>,
}

/// Writes the results of all files.
pub fn write(out: &mut dyn Write, suites: &[TestSuite]) -> io::Result<()> {
    write!(out, "<testsuites>")?;
    suites.iter().try_for_each(|suite| write_suite(out, suite))?;
    write!(out, "</testsuites>")
}

fn write_suite(out: &mut dyn Write, suite: &TestSuite) -> io::Result<()> {
    let unknown = [TestCase { name: "unknown".into(), failures: Vec::new() }];
    let cases = match suite.cases.as_slice() {
        [] if suite.error.is_some() => &unknown,
        cases => cases,
    };
    let failures: usize = cases.iter().map(|case| case.failures.len()).sum();
    write!(
        out,
        "<testsuite name=\"{}\" tests=\"{}\" failures=\"{failures}\" errors=\"{}\" skipped=\"0\"",
        Escaped(&suite.name),
        cases.len(),
        u8::from(suite.error.is_some()),
    )?;
    if !suite.timestamp.is_empty() {
        write!(out, " timestamp=\"{}\"", Escaped(&suite.timestamp))?;
    }
    write!(out, ">")?;
    for (index, case) in cases.iter().enumerate() {
        write!(out, "<testcase name=\"{}\">", Escaped(&case.name))?;
        for failure in &case.failures {
            write!(out, "<failure>{}</failure>", Escaped(failure))?;
        }
        if let Some(error) = suite.error.as_ref().filter(|_| index + 1 == cases.len()) {
            write!(out, "<error>{}</error>", Escaped(error))?;
        }
        write!(out, "</testcase>")?;
    }
    write!(out, "</testsuite>")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(suite: TestSuite) -> String {
        let mut out = Vec::new();
        write(&mut out, &[suite]).expect("writing to memory works");
        String::from_utf8(out).expect("the text is UTF-8")
    }

    #[test]
    fn failures_are_counted_and_escaped() {
        let cases = vec![
            TestCase { name: "a<b".into(), failures: vec!["x\n\t'\u{1}".into(), "y".into()] },
            TestCase { name: "c".into(), failures: Vec::new() },
        ];
        let suite = TestSuite { name: "f".into(), timestamp: "T".into(), cases, error: None };
        assert_eq!(
            written(suite),
            "<testsuites><testsuite name=\"f\" tests=\"2\" failures=\"2\" errors=\"0\" skipped=\"0\" timestamp=\"T\">\
             <testcase name=\"a&lt;b\"><failure>x&#xA;&#x9;&#39;\u{fffd}</failure><failure>y</failure></testcase>\
             <testcase name=\"c\"></testcase></testsuite></testsuites>"
        );
    }

    #[test]
    fn a_file_that_does_not_load_has_one_unknown_test() {
        let suite = TestSuite { name: "f".into(), error: Some("no".into()), ..TestSuite::default() };
        assert_eq!(
            written(suite),
            "<testsuites><testsuite name=\"f\" tests=\"1\" failures=\"0\" errors=\"1\" skipped=\"0\">\
             <testcase name=\"unknown\"><error>no</error></testcase></testsuite></testsuites>"
        );
    }
}
