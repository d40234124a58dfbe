//! `expect` lines about errors, annotations and order: reading them, and checking what came.

use super::{
    command::{Demands, Pattern},
    error::{Line, ScriptError},
};
use crate::{
    golang::regex::SearchRegex,
    model::annotations::{AnnotationLevel, Annotations},
};
use std::fmt;

impl Pattern {
    /// Compiles a regular expression of `line`.
    pub(super) fn regex(line: Line<'_>, pattern: &str) -> Result<Pattern, ScriptError> {
        match SearchRegex::new(pattern.as_bytes()) {
            Ok(regex) => Ok(Pattern::Regex { text: pattern.to_owned(), regex }),
            Err(error) => Err(line.error(error.to_string())),
        }
    }

    fn matches(&self, message: &str) -> bool {
        match self {
            Pattern::Any => true,
            Pattern::Message(text) => text == message,
            Pattern::Regex { regex, .. } => regex.is_match(message),
        }
    }
}

impl fmt::Display for Pattern {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Pattern::Any => formatter.write_str("any text"),
            Pattern::Message(text) => write!(formatter, "{text:?}"),
            Pattern::Regex { text, .. } => write!(formatter, "/{text}/"),
        }
    }
}

/// Reads `expect KIND [msg: TEXT | regex: PATTERN]`.
pub(super) fn parse_demand(line: Line<'_>, demands: &mut Demands) -> Result<(), ScriptError> {
    let malformed = || {
        line.error(
            "must have the form 'expect ordered|fail|warn|no_warn|info|no_info [msg:|regex: <text>]', 'expect string \
             \"<text>\"' or 'expect range vector from <from> to <to> step <step>'",
        )
    };
    let rest = line.text.strip_prefix("expect").unwrap_or_default().trim_ascii_start();
    let (kind, rest) = rest.split_once([' ', '\t']).unwrap_or((rest, ""));
    let rest = rest.trim_ascii();
    let pattern = match (rest.strip_prefix("msg:"), rest.strip_prefix("regex:")) {
        _ if rest.is_empty() => Pattern::Any,
        (Some(text), _) if !text.is_empty() => Pattern::Message(text.trim().to_owned()),
        (_, Some(text)) if !text.is_empty() => Pattern::regex(line, text.trim())?,
        _ => return Err(malformed()),
    };
    match kind {
        "fail" if !demands.fail.is_empty() => return Err(line.error("there may be only one expect fail")),
        "fail" => demands.fail.push(pattern),
        "warn" => demands.warn.push(pattern),
        "info" => demands.info.push(pattern),
        "no_warn" => demands.no_warn = true,
        "no_info" => demands.no_info = true,
        "ordered" => demands.ordered = true,
        _ => return Err(malformed()),
    }
    if demands.no_warn && !demands.warn.is_empty() || demands.no_info && !demands.info.is_empty() {
        return Err(line.error(format!("{} and no_{0} exclude each other", kind.trim_start_matches("no_"))));
    }
    Ok(())
}

impl Demands {
    /// Whether a failed evaluation failed as it should; else what is wrong about its error.
    pub(super) fn check_error(&self, error: &str) -> Result<(), String> {
        match self.fail.iter().find(|pattern| !pattern.matches(error)) {
            Some(pattern) => Err(format!("expected an error that matches {pattern}, but got: {error}")),
            None => Ok(()),
        }
    }

    /// Whether the annotations are the expected ones; `text` is the expression that gives them their positions.
    pub(super) fn check_annotations(&self, annotations: &Annotations, text: &str) -> Result<(), String> {
        let rows = [
            (AnnotationLevel::Warning, "warning", &self.warn, self.some_warning, self.no_warn),
            (AnnotationLevel::Info, "info", &self.info, self.some_info, self.no_info),
        ];
        for (level, name, patterns, some, none) in rows {
            let got = annotations.texts(level, text);
            if got.is_empty() && (some || !patterns.is_empty()) {
                return Err(format!("expected {name} annotations, but got none"));
            }
            if none && !got.is_empty() {
                return Err(format!("expected no {name} annotations, but got: {}", got.join("; ")));
            }
            if let Some(pattern) = patterns.iter().find(|pattern| !got.iter().any(|text| pattern.matches(text))) {
                return Err(format!("no {name} annotation matches {pattern}, got: {}", got.join("; ")));
            }
            let expected = |text: &String| patterns.iter().any(|pattern| pattern.matches(text));
            if let Some(text) = got.iter().find(|text| !patterns.is_empty() && !expected(text)) {
                return Err(format!("unexpected {name} annotation: {text}"));
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::annotations::Annotation;

    fn demands(lines: &[&str]) -> Demands {
        let mut demands = Demands::default();
        for text in lines {
            parse_demand(Line { number: 1, indent: 0, text }, &mut demands).expect("it parses");
        }
        demands
    }

    fn warnings(texts: &[&str]) -> Annotations {
        let mut annotations = Annotations::default();
        for text in texts {
            let text = (*text).to_owned();
            annotations.add(Annotation { level: AnnotationLevel::Warning, text, detail: None, span: None });
        }
        annotations
    }

    #[test]
    fn every_warning_and_every_expectation_needs_its_match() {
        let both = warnings(&["one", "two"]);
        for (lines, annotations, accepted) in [
            (&[][..], &both, true),
            (&["expect warn"], &both, true),
            (&["expect warn msg: one"], &both, false),
            (&["expect warn msg: one", "expect warn regex: ^t"], &both, true),
            (&["expect warn", "expect warn msg: three"], &both, false),
            (&["expect no_warn"], &both, false),
            (&["expect no_info"], &both, true),
            (&["expect warn"], &warnings(&[]), false),
            (&["expect info"], &both, false),
        ] {
            assert_eq!(demands(lines).check_annotations(annotations, "up").is_ok(), accepted, "{lines:?}");
        }
    }

    #[test]
    fn errors_match_by_text_or_pattern() {
        assert!(demands(&["expect fail"]).check_error("anything").is_ok());
        assert!(demands(&["expect fail msg: a b "]).check_error("a b").is_ok());
        assert!(demands(&["expect fail msg: a"]).check_error("a b").is_err());
        assert!(demands(&["expect  fail\tregex: b$"]).check_error("a b").is_ok());
    }
}
