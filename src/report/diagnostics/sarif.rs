//! Findings as SARIF 2.1.0 (OASIS), which code hosts and editors read.
//!
//! Columns are in Unicode code points, and the document says so. Files are relative URI references: who reads the
//! document knows the folder that the check ran in.

use super::{CheckedFile, Report, Severity, uri};
use crate::diagnostic::{Diagnostic, Edit, Explanation, Place};
use serde_json::{Map, Value, json};
use std::{
    collections::BTreeMap,
    io::{self, Write},
};

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

pub(super) fn write(out: &mut dyn Write, report: &Report<'_>) -> io::Result<()> {
    // Each code that was found becomes a rule, and the findings name the rule by its place in that list.
    let mut codes: BTreeMap<&str, usize> = report.findings().map(|(_, found)| (found.code, 0)).collect();
    codes.values_mut().enumerate().for_each(|(index, place)| *place = index);
    let rules: Vec<Value> = codes.keys().map(|code| rule(code, (report.explain)(code))).collect();
    let index = |code: &str| codes.get(code).copied().unwrap_or_default();
    let results: Vec<Value> = report.findings().map(|(file, found)| result(file, found, index(found.code))).collect();
    let artifacts: Vec<Value> =
        report.files.iter().map(|file| json!({"location": {"uri": uri::of_path(&file.name)}})).collect();
    let document = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": env!("CARGO_PKG_NAME"),
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            }},
            "automationDetails": {"id": format!("{}/", report.command.replace(' ', "-"))},
            "columnKind": "unicodeCodePoints",
            "artifacts": artifacts,
            "results": results,
        }],
    });
    serde_json::to_writer_pretty(&mut *out, &document)?;
    writeln!(out)
}

fn rule(code: &str, explanation: Option<Explanation>) -> Value {
    let mut rule = Map::new();
    rule.insert("id".into(), code.into());
    if let Some(Explanation { summary, page, .. }) = explanation {
        rule.insert("shortDescription".into(), json!({"text": summary}));
        rule.insert("help".into(), json!({"text": page, "markdown": page}));
    }
    Value::Object(rule)
}

fn result(file: &CheckedFile, diagnostic: &Diagnostic, rule_index: usize) -> Value {
    let mut text = diagnostic.message.clone();
    for hint in &diagnostic.hints {
        text.push_str("\nhint: ");
        text.push_str(hint);
    }
    let level = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    };
    let location = match &diagnostic.place {
        Some(place) => physical_location(place),
        None => json!({"artifactLocation": {"uri": uri::of_path(&file.name)}}),
    };
    let mut result = json!({
        "ruleId": diagnostic.code,
        "ruleIndex": rule_index,
        "level": level,
        "message": {"text": text},
        "locations": [{"physicalLocation": location}],
    });
    if !diagnostic.labels.is_empty() {
        let related = diagnostic.labels.iter().enumerate().map(|(id, label)| {
            json!({
                "id": id,
                "physicalLocation": physical_location(&label.place),
                "message": {"text": label.message},
            })
        });
        result["relatedLocations"] = related.collect();
    }
    if let Some(fix) = &diagnostic.fix
        && let Some(first) = fix.edits.first()
    {
        let replacements: Vec<Value> = fix.edits.iter().map(replacement).collect();
        let artifact = json!({"uri": uri::of_path(first.place.source.name())});
        result["fixes"] = json!([{
            "description": {"text": fix.message},
            "artifactChanges": [{"artifactLocation": artifact, "replacements": replacements}],
        }]);
    }
    result
}

fn physical_location(place: &Place) -> Value {
    json!({"artifactLocation": {"uri": uri::of_path(place.source.name())}, "region": region(place)})
}

fn region(place: &Place) -> Value {
    let (start, end) = (place.start(), place.end());
    json!({
        "startLine": start.line,
        "startColumn": start.column,
        "endLine": end.line,
        "endColumn": end.column,
    })
}

fn replacement(edit: &Edit) -> Value {
    json!({"deletedRegion": region(&edit.place), "insertedContent": {"text": edit.replacement}})
}

#[cfg(test)]
mod tests {
    use super::{super::samples, *};

    #[test]
    fn everything_is_there() {
        insta::assert_snapshot!(samples::written(write));
    }
}
