//! The formats for programs, as the program writes them: SARIF by its rules, GitHub's commands, XML.

use super::program::promq;
use serde_json::Value;
use std::{fs, path::Path};

const PAGE: &str = "# TYPE a_ms gauge\na_ms{b=\"é\",fooBar=\"1\"} 1\n";

fn written(folder: &Path, format: &str) -> String {
    fs::create_dir_all(folder.join("dir, a:b")).expect("a folder can be made");
    fs::write(folder.join("dir, a:b/m.prom"), PAGE).expect("a file can be written");
    fs::write(folder.join("bad.prom"), "a{b=\"<&'\"> 1\n").expect("a file can be written");
    fs::write(folder.join("good.prom"), "").expect("a file can be written");
    let arguments = ["check", "metrics", "-o", format, "dir, a:b/m.prom", "bad.prom", "good.prom"];
    let found = promq(folder, &arguments);
    assert_eq!((found.code, found.stderr.as_str()), (Some(1), ""));
    found.stdout
}

#[test]
fn sarif_keeps_the_rules_of_its_schema() {
    let folder = tempfile::tempdir().expect("a temporary directory can be made");
    let log: Value = serde_json::from_str(&written(folder.path(), "sarif")).expect("it is JSON");
    assert_eq!(log["version"], "2.1.0");
    let run = &log["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().expect("there are rules");
    assert!(rules.iter().all(|rule| rule["help"]["text"].as_str().is_some_and(|help| !help.is_empty())), "{rules:?}");
    let results = run["results"].as_array().expect("there are results");
    assert_eq!(results.len(), 4);
    for result in results {
        let index = result["ruleIndex"].as_u64().expect("a result names its rule") as usize;
        assert_eq!(rules[index]["id"], result["ruleId"]);
        assert!(matches!(result["level"].as_str(), Some("error" | "warning" | "note")), "{result}");
        assert!(result["message"]["text"].is_string());
        let location = &result["locations"][0]["physicalLocation"];
        let uri = location["artifactLocation"]["uri"].as_str().expect("a result has a file");
        assert!(matches!(uri, "dir%2C%20a%3Ab/m.prom" | "bad.prom"), "{uri}");
        let region = &location["region"];
        let number = |name: &str| region[name].as_u64().expect("a region has numbers");
        assert!((1, 1) <= (number("startLine"), number("startColumn")), "{region}");
        let (start, end) = ((number("startLine"), number("startColumn")), (number("endLine"), number("endColumn")));
        assert!(start <= end, "{region}");
    }
    // Columns count characters, and the document says so.
    assert_eq!(run["columnKind"], "unicodeCodePoints");
    let label = results.iter().find(|result| result["ruleId"] == "metrics/camel-case").expect("there is a camel");
    assert_eq!(label["locations"][0]["physicalLocation"]["region"]["startColumn"], 12);
}

#[test]
fn github_shows_the_right_lines() {
    let folder = tempfile::tempdir().expect("a temporary directory can be made");
    insta::assert_snapshot!(written(folder.path(), "github"), @r#"
    ::warning file=dir%2C a%3Ab/m.prom,line=2,col=12,endLine=2,endColumn=19,title=metrics/camel-case::a_ms: label names should be written in 'snake_case' not 'camelCase'
    ::warning file=dir%2C a%3Ab/m.prom,line=1,col=8,endLine=1,endColumn=12,title=metrics/unit-abbreviation::a_ms: metric names should not contain abbreviated units%0Ahint: write out what `ms` means
    ::warning file=dir%2C a%3Ab/m.prom,line=1,col=8,endLine=1,endColumn=12,title=metrics/no-help::a_ms: no help text%0Ahint: add a line `# HELP a_ms …` that says what it measures
    ::error file=bad.prom,line=1,col=10,endLine=1,endColumn=11,title=metrics/syntax::unexpected end of label value "<&'"
    "#);
}

#[test]
fn xml_is_well_formed() {
    let folder = tempfile::tempdir().expect("a temporary directory can be made");
    for format in ["junit", "checkstyle"] {
        let text = written(folder.path(), format);
        assert_eq!(open_elements(&text), Vec::<String>::new(), "{text}");
        assert!(text.contains("good.prom") && text.contains("bad.prom"), "{text}");
    }
}

/// The elements that are still open at the end, or the first that is closed wrongly; every text must be escaped.
fn open_elements(text: &str) -> Vec<String> {
    let mut open: Vec<String> = Vec::new();
    for part in text.split('<').skip(1) {
        let (tag, between) = part.split_once('>').expect("a tag ends");
        assert!(!between.contains('>') && between.split('&').skip(1).all(|rest| rest.contains(';')), "{between}");
        let name = tag.split([' ', '/']).next().unwrap_or_default();
        match tag {
            _ if tag.starts_with('?') || tag.ends_with('/') => {}
            _ if tag.starts_with('/') => {
                let opened = open.pop();
                if opened.as_deref() != Some(&tag[1..]) {
                    return vec![format!("{opened:?} closed by {tag}")];
                }
            }
            _ => open.push(name.to_owned()),
        }
    }
    open
}
