//! Warnings and infos of a query: things that are not errors but that its author should see, with their position.

use crate::diagnostic::Span;

/// How serious an annotation is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum AnnotationLevel {
    /// The result may be wrong.
    Warning,
    /// The expression may not mean what was intended.
    Info,
}

/// One warning or info.
#[derive(Clone, Debug, PartialEq)]
pub struct Annotation {
    /// How serious it is.
    pub level: AnnotationLevel,
    /// Prometheus' text, from `PromQL warning: ` or `PromQL info: ` on, without the position. It is the identity: of
    /// two annotations with equal text the later one replaces the earlier.
    pub text: String,
    /// Where in the expression; `None` for storage warnings.
    pub span: Option<Span>,
}

/// The annotations of one query, each text once, in the order of first appearance.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Annotations(Vec<Annotation>);

impl Annotations {
    /// Adds one; an equal text is replaced, position included.
    pub fn add(&mut self, annotation: Annotation) {
        match self.0.iter_mut().find(|known| known.text == annotation.text) {
            Some(known) => *known = annotation,
            None => self.0.push(annotation),
        }
    }

    /// Adds all of `other`, in order.
    pub fn merge(&mut self, other: Annotations) {
        other.0.into_iter().for_each(|annotation| self.add(annotation));
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = &Annotation> {
        self.0.iter()
    }

    /// The shown texts of one level, with positions as line and column of `expression`, as Prometheus prints them.
    pub fn texts(&self, level: AnnotationLevel, expression: &str) -> Vec<String> {
        let shown = |annotation: &Annotation| match annotation.span.and_then(|span| span.line_and_column(expression)) {
            Some((line, column)) => format!("{} ({line}:{column})", annotation.text),
            None => annotation.text.clone(),
        };
        self.0.iter().filter(|annotation| annotation.level == level).map(shown).collect()
    }
}
