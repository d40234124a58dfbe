//! Warnings and infos of a query: things that are not errors but that its author should see, with their position.

use super::sample::Timestamp;
use crate::{diagnostic::Span, golang::float};

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
    /// Prometheus' text, from `PromQL warning: ` or `PromQL info: ` on, without details and position. It is the
    /// identity: two annotations with equal text are one.
    pub text: String,
    /// What is counted up over all occurrences.
    pub detail: Option<AnnotationDetail>,
    /// Where in the expression; `None` for storage warnings.
    pub span: Option<Span>,
}

/// What an annotation tells besides its text, merged over all of its occurrences.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum AnnotationDetail {
    /// What was changed about classic histograms.
    ForcedMonotonicity(ForcedMonotonicity),
    /// How often it occurred; shown from the second time on.
    Occurrences(u64),
}

impl AnnotationDetail {
    fn merge(self, other: AnnotationDetail) -> AnnotationDetail {
        use AnnotationDetail::{ForcedMonotonicity, Occurrences};
        match (self, other) {
            (ForcedMonotonicity(known), ForcedMonotonicity(new)) => ForcedMonotonicity(known.merge(new)),
            (Occurrences(known), Occurrences(new)) => Occurrences(known + new),
            (known, _) => known,
        }
    }
}

/// How classic histograms had to be changed, over all histograms and steps of a query.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ForcedMonotonicity {
    /// Lowest bound of a changed bucket.
    pub min_bound: f64,
    /// Highest bound of a changed bucket.
    pub max_bound: f64,
    /// Largest change of a count.
    pub max_difference: f64,
    /// How many histograms were changed, each step counted.
    pub samples: u64,
    /// First step with a change.
    pub first: Timestamp,
    /// Last step with a change.
    pub last: Timestamp,
}

impl ForcedMonotonicity {
    fn merge(self, other: ForcedMonotonicity) -> ForcedMonotonicity {
        ForcedMonotonicity {
            min_bound: self.min_bound.min(other.min_bound),
            max_bound: self.max_bound.max(other.max_bound),
            max_difference: self.max_difference.max(other.max_difference),
            samples: self.samples + other.samples,
            first: self.first.min(other.first),
            last: self.last.max(other.last),
        }
    }
}

/// The annotations of one query, each text once.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Annotations(Vec<Annotation>);

impl Annotations {
    /// Adds one. Of two with equal text the one that stands later in the expression gives the position, so that the
    /// outcome does not depend on which was found first; details are merged.
    pub fn add(&mut self, annotation: Annotation) {
        let Some(known) = self.0.iter_mut().find(|known| known.text == annotation.text) else {
            self.0.push(annotation);
            return;
        };
        let start = |span: Option<Span>| span.map(|span| span.start);
        if start(annotation.span) > start(known.span) {
            known.span = annotation.span;
        }
        known.detail = match (known.detail, annotation.detail) {
            (Some(known), Some(new)) => Some(known.merge(new)),
            (known, new) => known.or(new),
        };
    }

    /// Adds all of `other`.
    pub fn merge(&mut self, other: Annotations) {
        other.0.into_iter().for_each(|annotation| self.add(annotation));
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// All of them, in the order of the expression, then of their texts.
    pub fn sorted(&self) -> Vec<&Annotation> {
        let mut sorted: Vec<&Annotation> = self.0.iter().collect();
        sorted.sort_by(|left, right| {
            let key = |annotation: &Annotation| annotation.span.map(|span| span.start);
            key(left).cmp(&key(right)).then_with(|| left.text.cmp(&right.text))
        });
        sorted
    }

    /// The shown texts of one level, with positions as line and column of `expression`, as Prometheus prints them.
    pub fn texts(&self, level: AnnotationLevel, expression: &str) -> Vec<String> {
        let of_level = self.sorted().into_iter().filter(|annotation| annotation.level == level);
        of_level.map(|annotation| annotation.shown(expression)).collect()
    }
}

/// RFC 3339 in whole seconds, as Prometheus shows the times of details.
fn whole_seconds(time: Timestamp) -> String {
    jiff::Timestamp::from_second(time / 1000).map_or_else(|_| time.to_string(), |time| time.to_string())
}

impl Annotation {
    /// The whole text: with details, and with the position as line and column of `expression`.
    pub fn shown(&self, expression: &str) -> String {
        let mut shown = self.text.clone();
        match &self.detail {
            Some(AnnotationDetail::ForcedMonotonicity(detail)) => {
                let bound = float::format_g;
                shown += &format!(
                    ", from buckets {} to {}, with a max diff of {}, over {} samples from {} to {}",
                    bound(detail.min_bound),
                    bound(detail.max_bound),
                    float::format_fixed_g(detail.max_difference, 2),
                    detail.samples,
                    whole_seconds(detail.first),
                    whole_seconds(detail.last),
                );
            }
            Some(AnnotationDetail::Occurrences(count)) if *count > 1 => shown += &format!(" ({count} occurrences)"),
            _ => {}
        }
        match self.span.and_then(|span| span.line_and_column(expression)) {
            Some((line, column)) => format!("{shown} ({line}:{column})"),
            None => shown,
        }
    }
}
