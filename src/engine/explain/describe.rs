//! Plan → operators in PromQL's words, with what was counted.
//!
//! Numbers are not operators of their own here: they stand in the words of what uses them (`topk (3)`, `* 100`).

use super::{
    explanation::{Counts, Explanation, Operator, Reads},
    notes,
    words::{self, Words},
};
use crate::{
    diagnostic::Span,
    engine::{
        Options,
        plan::{Operation, Plan, Selector, Steps, Wanted, WindowInput, WindowSource},
        profile::{OperatorCounters, Profile, ReadCounters},
        query::{Query, Root},
    },
    golang::quote::quote,
    model::sample::Timestamp,
    promql::ast::Expr,
};
use std::{
    sync::atomic::{AtomicU64, Ordering::Relaxed},
    time::Duration,
};

/// Describes the plan of one expression.
pub(super) struct Describer<'a> {
    words: Words<'a>,
    options: &'a Options,
    profile: Option<&'a Profile>,
}

/// An operator under description.
struct Description {
    words: String,
    kind: &'static str,
    notes: Vec<String>,
    inputs: Vec<Operator>,
}

impl Description {
    fn new(kind: &'static str, words: impl Into<String>) -> Description {
        Description { words: words.into(), kind, notes: Vec::new(), inputs: Vec::new() }
    }

    fn input(mut self, input: Operator) -> Description {
        self.inputs.push(input);
        self
    }

    fn note(mut self, note: impl Into<String>) -> Description {
        self.notes.push(note.into());
        self
    }
}

impl<'a> Describer<'a> {
    pub(super) fn new(expression: &'a Expr, options: &'a Options, profile: Option<&'a Profile>) -> Describer<'a> {
        Describer { words: Words::new(expression), options, profile }
    }

    /// Describes a whole query.
    pub(super) fn explanation(&self, query: &Query) -> Explanation {
        let root = match &query.root {
            Root::String(text) => {
                let description = Description::new("string", quote(text.as_bytes()));
                self.finish(description, Span::default(), query.steps, self.profile.map(|_| Counts::default()))
            }
            Root::Windows(input) => {
                let mut root = self.window(input, query.steps);
                root.fused = false;
                if matches!(input.source, WindowSource::Selector(_)) {
                    root.words = format!("{} {}", root.words, words::brackets(input));
                }
                root
            }
            Root::Plan(plan) => self.operator(plan),
        };
        let lookback_delta = self.options.lookback_delta;
        Explanation { times: query.times, steps: query.steps.into(), lookback_delta, root, evaluation: None }
    }

    fn operator(&self, plan: &Plan) -> Operator {
        if let Operation::Select { selector, wanted: Wanted::Value } = &plan.operation {
            let mut operator = self.selected(selector, plan.steps, plan.span, self.instant_reach(selector, plan.steps));
            operator.fused = false;
            let counters = self.profile.map(|profile| profile.operator(plan));
            if let (Some(counts), Some(counters)) = (&mut operator.counts, counters) {
                let reading = counts.own;
                *counts = Counts { reads: counts.reads, ..counts_of(&counters) };
                counts.own += reading;
                counts.total = counts.own;
            }
            return operator;
        }
        let description = self.description(plan);
        let counts = self.profile.map(|profile| counts_of(&profile.operator(plan)));
        self.finish(description, plan.span, plan.steps, counts)
    }

    /// The operator with what follows from its inputs.
    fn finish(&self, description: Description, span: Span, steps: Steps, counts: Option<Counts>) -> Operator {
        let Description { words, kind, notes, inputs } = description;
        let of_inputs = || inputs.iter().filter_map(|input| input.counts.as_ref());
        let counts = counts.map(|counts| Counts {
            series_in: of_inputs().map(|input| input.series_out).sum(),
            total: counts.own + of_inputs().map(|input| input.total).sum::<Duration>(),
            ..counts
        });
        let steps = steps.into();
        Operator { words, kind, role: None, notes, span, steps, reach: None, fused: false, counts, inputs }
    }

    fn description(&self, plan: &Plan) -> Description {
        let called = |otherwise: &str| self.words.at(plan.span, otherwise);
        match &plan.operation {
            Operation::Number(value) => Description::new("number", words::number(*value)),
            Operation::Time => Description::new("function", "time"),
            Operation::Select { selector, .. } => {
                let reach = self.instant_reach(selector, plan.steps);
                let selected = self.selected(selector, plan.steps, plan.span, reach);
                Description::new("function", called("timestamp")).input(selected)
            }
            Operation::Window { input, arguments, .. } => {
                let words = format!("{} {}", called("window"), words::brackets(input));
                let description = Description::new("window", words).input(self.window(input, plan.steps));
                self.with_arguments(description, "argument", arguments)
            }
            Operation::AbsentOverTime { input, .. } => {
                let words = format!("absent_over_time {}", words::brackets(input));
                Description::new("window", words).input(self.window(input, plan.steps))
            }
            Operation::Broadcast(input) => Description::new("once", "step invariant")
                .note(notes::once(input.steps, plan.steps))
                .input(self.operator(input)),
            Operation::Negate(input) => Description::new("function", "unary -").input(self.operator(input)),
            Operation::Elements { input, arguments, .. } => {
                let description = Description::new("function", called("function")).input(self.operator(input));
                self.with_arguments(description, "argument", arguments)
            }
            Operation::Extreme { maximum, left, right } => {
                let description = Description::new("function", if *maximum { "max_of" } else { "min_of" });
                self.with_arguments(description, "argument", [&**left, right])
            }
            Operation::ScalarOf(input) => {
                Description::new("function", "scalar").note(notes::HOLDS_ROWS).input(self.operator(input))
            }
            Operation::VectorOf(input) => Description::new("function", "vector").input(self.operator(input)),
            Operation::Absent { input, .. } => Description::new("function", "absent").input(self.operator(input)),
            Operation::LabelReplace { input, .. } | Operation::LabelJoin { input, .. } => {
                Description::new("function", called("label function")).input(self.operator(input))
            }
            Operation::Sort { input, .. } | Operation::SortByLabel { input, .. } => {
                Description::new("function", called("sort")).note(notes::HOLDS_ROWS).input(self.operator(input))
            }
            Operation::Quantile { input, quantiles, .. } => {
                let description = Description::new("function", called("histogram_quantile"));
                let description = description.note("evaluates one histogram after the other");
                self.with_arguments(description.input(self.operator(input)), "quantile", quantiles)
            }
            Operation::Fraction { input, lower, upper } => {
                let description = Description::new("function", called("histogram_fraction"));
                let description = description.note("evaluates one histogram after the other");
                self.with_arguments(description.input(self.operator(input)), "bound", [&**lower, upper])
            }
            Operation::Info { input, selector, .. } => {
                let reach = self.instant_reach(selector, plan.steps);
                let mut info = self.selected(selector, plan.steps, Span::default(), reach);
                info.role = Some("info");
                let description = Description::new("function", "info").note(notes::HOLDS_ROWS);
                description.input(self.operator(input)).input(info)
            }
            Operation::ScalarBinary { operator, left, right }
            | Operation::VectorBinary { operator, left, right, .. } => {
                self.with_sides(called(operator.as_str()), left, right)
            }
            Operation::VectorScalar { operator, vector, scalar, scalar_left, .. } => {
                let (left, right) = if *scalar_left { (scalar, vector) } else { (vector, scalar) };
                self.with_sides(called(operator.as_str()), left, right)
            }
            Operation::Aggregate { operator, parameter, label, input, .. } => {
                let words = called(operator.as_str());
                let label = label.as_ref().map_or(String::new(), |label| format!(" ({})", quote(label.as_bytes())));
                let description = Description::new("aggregate", words + &label).note(notes::aggregate(*operator));
                self.with_arguments(description.input(self.operator(input)), "parameter", parameter.as_deref())
            }
        }
    }

    /// Adds arguments: numbers to the words, all others to the inputs.
    fn with_arguments<'p>(
        &self,
        mut description: Description,
        role: &'static str,
        arguments: impl IntoIterator<Item = &'p Plan>,
    ) -> Description {
        let mut texts: Vec<String> = Vec::new();
        for argument in arguments {
            match constant(argument) {
                Some(value) => texts.push(value),
                None => {
                    texts.push("…".to_owned());
                    description.inputs.push(Operator { role: Some(role), ..self.operator(argument) });
                }
            }
        }
        if !texts.is_empty() {
            description.words += &format!(" ({})", texts.join(", "));
        }
        description
    }

    /// A binary operator: numbers stand beside it, other sides are its inputs.
    fn with_sides(&self, words: String, left: &Plan, right: &Plan) -> Description {
        let side = |role, plan| Operator { role: Some(role), ..self.operator(plan) };
        match (constant(left), constant(right)) {
            (None, None) => Description::new("binary", words).input(side("left", left)).input(side("right", right)),
            (Some(value), None) => Description::new("binary", format!("{value} {words}")).input(side("right", right)),
            (None, Some(value)) => Description::new("binary", format!("{words} {value}")).input(side("left", left)),
            (Some(left), Some(right)) => Description::new("binary", format!("{left} {words} {right}")),
        }
    }

    /// What windows are cut from.
    fn window(&self, input: &WindowInput, steps: Steps) -> Operator {
        match &input.source {
            WindowSource::Selector(selector) => {
                let reach = input.range.saturating_add(input.before);
                let first = selector.reference(steps.start).saturating_sub(reach).saturating_add(1);
                let last = selector.reference(steps.last()).saturating_add(input.after);
                self.selected(selector, steps, input.span, (first, last))
            }
            WindowSource::Subquery { inner, offset, at } => {
                let words = format!("subquery {}{}", words::brackets(input), words::shift(*offset, *at));
                let inner_operator = self.operator(inner);
                let counts = inner_operator.counts.as_ref().map(|inner| Counts {
                    series: inner.series,
                    series_made: inner.series_made,
                    series_out: inner.series_out,
                    values: inner.values,
                    rows: inner.rows,
                    ..Counts::default()
                });
                let description = Description::new("subquery", words).note(notes::grid(inner.steps));
                let operator = self.finish(description.input(inner_operator), input.span, steps, counts);
                Operator { fused: true, ..operator }
            }
        }
    }

    /// The times of the samples that an instant selector may read.
    fn instant_reach(&self, selector: &Selector, steps: Steps) -> (Timestamp, Timestamp) {
        let lookback = self.options.lookback_delta;
        let oldest = selector.reference(steps.start).saturating_sub(lookback).saturating_add(1);
        let newest = selector.reference(steps.last());
        (oldest, if selector.is_smoothed() { newest.saturating_add(lookback) } else { newest })
    }

    /// A selector that the operator above reads.
    fn selected(&self, selector: &Selector, steps: Steps, span: Span, reach: (Timestamp, Timestamp)) -> Operator {
        let mut description = Description::new("select", format!("select {}", words::selector(selector)));
        description.notes = notes::selector(selector);
        let counts = self.profile.map(|profile| counts_of_reads(&profile.reads(selector)));
        let (first, last) = reach;
        let reach = Some((first, selector.load_until.map_or(last, |until| last.min(until))));
        Operator { reach, fused: true, ..self.finish(description, span, steps, counts) }
    }
}

/// The number that `plan` is, if it is one.
fn constant(plan: &Plan) -> Option<String> {
    match plan.operation {
        Operation::Number(value) => Some(words::number(value)),
        _ => None,
    }
}

fn counts_of(counters: &OperatorCounters) -> Counts {
    Counts {
        series: counters.given.series(),
        series_made: counters.given.series_made(),
        series_out: counters.given.series_with_values(),
        values: counters.given.values(),
        rows: counters.given.rows(),
        matches: counters.matches.get().cloned(),
        own: nanoseconds(&counters.own),
        ..Counts::default()
    }
}

fn counts_of_reads(counters: &ReadCounters) -> Counts {
    Counts {
        series: counters.given.series(),
        series_made: counters.given.series_made(),
        series_out: counters.given.series_with_values(),
        values: counters.given.values(),
        rows: counters.given.rows(),
        reads: Some(Reads {
            chunks: counters.chunks.load(Relaxed),
            bytes: counters.bytes.load(Relaxed),
            samples: counters.samples.load(Relaxed),
        }),
        own: nanoseconds(&counters.own),
        ..Counts::default()
    }
}

fn nanoseconds(counter: &AtomicU64) -> Duration {
    Duration::from_nanos(counter.load(Relaxed))
}
