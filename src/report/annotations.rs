//! Warnings and infos of a query, for stderr.
//!
//! ```text
//! PromQL info: metric might not be a counter, name does not end in …: "up" (1:6)
//! ```
//! With colours, the line of the expression follows with a caret below the place.

use super::{
    Severity, snippet,
    style::{Paint, Style},
};
use crate::model::annotations::{Annotation, AnnotationLevel, Annotations};
use std::io::{self, Write};

/// Writes every annotation of a query for `expression`, warnings first.
pub fn write(out: &mut dyn Write, annotations: &Annotations, expression: &str, style: Style) -> io::Result<()> {
    for level in [AnnotationLevel::Warning, AnnotationLevel::Info] {
        let severity = match level {
            AnnotationLevel::Warning => Severity::Warning,
            AnnotationLevel::Info => Severity::Info,
        };
        if !style.color {
            for text in annotations.texts(level, expression) {
                let prefix = if text.starts_with("PromQL ") { "" } else { "query warning: " };
                writeln!(out, "{prefix}{text}")?;
            }
            continue;
        }
        for annotation in annotations.sorted().into_iter().filter(|annotation| annotation.level == level) {
            let bare = Annotation { span: None, ..annotation.clone() }.shown("");
            let text = bare.as_str();
            let text =
                text.strip_prefix("PromQL warning: ").or_else(|| text.strip_prefix("PromQL info: ")).unwrap_or(text);
            match annotation.span {
                Some(span) => snippet::write(out, expression, span, text, severity, style)?,
                None => writeln!(out, "{}: {text}", style.paint(Paint::Severity(severity), severity.as_str()))?,
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Span;

    #[test]
    fn positions_are_shown_and_warnings_come_first() {
        let mut annotations = Annotations::default();
        for (level, text, span) in [
            (AnnotationLevel::Info, "PromQL info: i", Some(Span::new(5, 6))),
            (AnnotationLevel::Warning, "PromQL warning: w", Some(Span::new(0, 7))),
            (AnnotationLevel::Warning, "a block is missing", None),
        ] {
            annotations.add(Annotation { level, text: text.into(), detail: None, span });
        }
        let mut out = Vec::new();
        write(&mut out, &annotations, "rate(x)", Style::plain(80, 24)).expect("writing to memory works");
        assert_eq!(
            String::from_utf8_lossy(&out),
            "query warning: a block is missing\nPromQL warning: w (1:1)\nPromQL info: i (1:6)\n"
        );
    }
}
