//! Files of target groups, in YAML or JSON.

use super::{Check, sources};
use crate::{
    config::{
        Spot,
        decode::{Class, Decoder, FileId, LabelSet, Located, Map, MapEntry},
        discovery::TargetGroup,
    },
    diagnostic::Span,
    golang::{
        json::{Json, JsonKind, parse_json},
        path::extension,
        quote::quote,
        system::error_text,
    },
};
use std::{ops::Range, path::Path};

/// Reads the groups of a file; `pattern` is where the main file names it.
pub(super) fn read(check: &mut Check<'_>, path: &str, pattern: Spot) -> Vec<TargetGroup> {
    let bytes = match sources::read(Path::new(path)) {
        Ok(bytes) => bytes,
        Err(error) => {
            check.broken(pattern, format!("open {path}: {}", error_text(&error)));
            return Vec::new();
        }
    };
    let groups = match extension(path).to_lowercase().as_str() {
        ".json" => read_json(check, path, &bytes),
        ".yml" | ".yaml" => read_yaml(check, path, &bytes),
        _ => {
            let shown = quote(extension(path).as_bytes());
            check.broken(pattern, format!("invalid file extension: {shown}"));
            return Vec::new();
        }
    };
    let is_consequence = check.findings.type_errors() > 0;
    let mut found = Vec::with_capacity(groups.len());
    for (index, group) in groups.into_iter().enumerate() {
        match group.value {
            Some(value) => found.push(value),
            None => {
                let class = if is_consequence { Class::Consequence } else { Class::Rule };
                let message = format!("nil target group item found (index {index})");
                check.findings.add("config/rule", class, Some(group.spot), message);
            }
        }
    }
    found
}

fn read_yaml(check: &mut Check<'_>, path: &str, bytes: &[u8]) -> Vec<Located<Option<TargetGroup>>> {
    let Some((file, document)) = check.parse(path, bytes) else { return Vec::new() };
    let Some(root) = document.root() else { return Vec::new() };
    Decoder::new(&document, file, &mut check.findings).value(root).unwrap_or_default()
}

fn read_json(check: &mut Check<'_>, path: &str, bytes: &[u8]) -> Vec<Located<Option<TargetGroup>>> {
    // Go replaces what is not UTF-8 as well.
    let text = String::from_utf8_lossy(bytes).into_owned();
    let parsed = parse_json(&text);
    let file = check.sources.add(path, text, Vec::new());
    let mut reader = JsonReader { check, file };
    match parsed {
        Ok(json) => reader.groups(&json),
        Err(error) => {
            let span = Span::new(error.offset, error.offset + 1);
            reader.check.findings.add("config/syntax", Class::Rule, Some(Spot { file, span }), error.message);
            Vec::new()
        }
    }
}

struct JsonReader<'c, 'o> {
    check: &'c mut Check<'o>,
    file: FileId,
}

/// The type of a group in Go's errors.
const GO_GROUP: &str = r#"struct { Targets []string "json:\"targets\""; Labels model.LabelSet "json:\"labels\"" }"#;

impl JsonReader<'_, '_> {
    fn spot(&self, range: &Range<usize>) -> Spot {
        Spot { file: self.file, span: Span::new(range.start, range.end) }
    }

    fn refuse(&mut self, value: &Json, message: String) {
        let spot = self.spot(&value.span);
        self.check.findings.add("config/value", Class::Rule, Some(spot), message);
    }

    fn mismatch(&mut self, value: &Json, into: &str) {
        let message = format!("json: cannot unmarshal {} into {into}", value.kind.name());
        self.refuse(value, message);
    }

    fn groups(&mut self, json: &Json) -> Vec<Located<Option<TargetGroup>>> {
        match &json.kind {
            JsonKind::Null => Vec::new(),
            JsonKind::Array(items) => {
                let read = |item| Located { value: self.group(item), spot: self.spot(&item.span) };
                items.iter().map(read).collect()
            }
            _ => {
                self.mismatch(json, "Go value of type []*targetgroup.Group");
                Vec::new()
            }
        }
    }

    fn group(&mut self, json: &Json) -> Option<TargetGroup> {
        let mut group = TargetGroup::default();
        group.origin.spot = self.spot(&json.span);
        match &json.kind {
            JsonKind::Null => return None,
            JsonKind::Object(fields) => {
                for (name, span, value) in fields {
                    // Go takes names in any letter case.
                    match name.to_lowercase().as_str() {
                        "targets" => group.targets = self.targets(value),
                        "labels" => group.labels = self.labels(value),
                        _ => {
                            let message = format!("json: unknown field {}", quote(name.as_bytes()));
                            let spot = self.spot(span);
                            self.check.findings.add("config/unknown-field", Class::Rule, Some(spot), message);
                        }
                    }
                }
            }
            _ => self.mismatch(json, &format!("Go value of type {GO_GROUP}")),
        }
        Some(group)
    }

    fn targets(&mut self, json: &Json) -> Vec<Located<String>> {
        let items = match &json.kind {
            JsonKind::Null => return Vec::new(),
            JsonKind::Array(items) => items,
            _ => {
                self.mismatch(json, ".targets of type []string");
                return Vec::new();
            }
        };
        let mut targets = Vec::with_capacity(items.len());
        for (index, item) in items.iter().enumerate() {
            match &item.kind {
                JsonKind::String(text) => targets.push(Located { value: text.clone(), spot: self.spot(&item.span) }),
                JsonKind::Null => targets.push(Located { value: String::new(), spot: self.spot(&item.span) }),
                _ => self.mismatch(item, &format!(".targets.{index} of type string")),
            }
        }
        targets
    }

    fn labels(&mut self, json: &Json) -> LabelSet {
        let fields = match &json.kind {
            JsonKind::Null => return LabelSet::default(),
            JsonKind::Object(fields) => fields,
            _ => {
                self.mismatch(json, ".labels of type model.LabelSet");
                return LabelSet::default();
            }
        };
        let mut entries = Vec::with_capacity(fields.len());
        for (name, span, value) in fields {
            if name.is_empty() {
                let spot = self.spot(span);
                let message = "\"\" is not a valid label name";
                self.check.findings.add("config/value", Class::Rule, Some(spot), message);
            }
            let text = match &value.kind {
                JsonKind::String(text) => text.clone(),
                JsonKind::Null => String::new(),
                _ => {
                    self.mismatch(value, &format!("Go struct field .{name} of type model.LabelValue"));
                    continue;
                }
            };
            entries.push(MapEntry {
                name: Located { value: name.clone(), spot: self.spot(span) },
                value: Located { value: text, spot: self.spot(&value.span) },
            });
        }
        LabelSet(Map::from_entries(entries))
    }
}
