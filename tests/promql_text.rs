//! What parses, what does not, why not, and how it prints: the table `testdata/promql/verdicts.txt`.

use promq::promql::{Features, parse};

/// The verdict in the form of the table: `ok`, `ok => canonical text`, or `line:column message`.
fn verdict(text: &str) -> String {
    match parse(text, Features::all()) {
        Ok(expression) => match expression.to_string() {
            printed if printed == text => "ok".to_owned(),
            printed => format!("ok => {printed}"),
        },
        Err(error) => error.to_string().replacen(": parse error:", "", 1),
    }
}

#[test]
fn every_expression_of_the_table_gets_its_verdict() {
    let table = include_str!("../testdata/promql/verdicts.txt");
    let mut differences = Vec::new();
    let mut rows = 0;
    for line in table.lines().filter(|line| !line.is_empty() && !line.starts_with("//")) {
        let (text, expected) = line.split_once('\t').expect("an expression, a tab, a verdict");
        let text = text.replace('⏎', "\n").replace("<U+00A0>", "\u{a0}");
        let got = verdict(&text);
        rows += 1;
        if got.replace('\n', "⏎") != expected {
            differences.push(format!("{text}\n  expected {expected}\n  got      {got}"));
        }
    }
    assert!(rows > 100, "the table has only {rows} rows");
    assert!(differences.is_empty(), "{} of {rows} differ:\n{}", differences.len(), differences.join("\n"));
}
