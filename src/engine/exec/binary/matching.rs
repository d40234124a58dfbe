//! Which series of two vectors belong together, and what the result's labels are.

use super::{FloatOperation, changes_metric, samples::SampleOperation};
use crate::{
    diagnostic::Span,
    engine::exec::{Context, OutputSeries},
    model::labels::{Labels, LabelsBuilder, METRIC_NAME, is_metric_label},
    promql::ast::{BinaryOperator, MatchCardinality, VectorMatching},
};
use hashbrown::HashMap;

/// A binary operator between two vectors.
#[derive(Clone, Copy)]
pub(super) struct Join<'c> {
    pub(super) operator: BinaryOperator,
    pub(super) matching: &'c VectorMatching,
    pub(super) return_bool: bool,
    pub(super) span: Span,
    pub(super) context: &'c Context<'c>,
}

/// The labels that series must share to belong together.
pub(super) fn signature(matching: &VectorMatching, labels: &Labels) -> Labels {
    if matching.on {
        labels.filter(|name| matching.labels.iter().any(|other| other == name))
    } else {
        labels.filter(|name| name != METRIC_NAME && !matching.labels.iter().any(|other| other == name))
    }
}

/// The match groups of two sides.
pub(super) struct MatchGroups {
    /// The labels of each group.
    pub(super) signatures: Vec<Labels>,
    /// The series of each group on the left, in their order.
    pub(super) left: Vec<Vec<usize>>,
    /// The series of each group on the right.
    pub(super) right: Vec<Vec<usize>>,
    /// The group of each series on the left.
    pub(super) of_left: Vec<usize>,
}

impl MatchGroups {
    /// Groups the series of both sides.
    pub(super) fn new(matching: &VectorMatching, left: &[OutputSeries], right: &[OutputSeries]) -> MatchGroups {
        let mut places: HashMap<Labels, usize> = HashMap::with_capacity(left.len().max(right.len()));
        let mut groups = MatchGroups {
            signatures: Vec::new(),
            left: Vec::new(),
            right: Vec::new(),
            of_left: Vec::with_capacity(left.len()),
        };
        let mut place = |labels: &Labels, groups: &mut MatchGroups| {
            *places.entry(signature(matching, labels)).or_insert_with_key(|signature| {
                groups.signatures.push(signature.clone());
                groups.left.push(Vec::new());
                groups.right.push(Vec::new());
                groups.signatures.len() - 1
            })
        };
        for (index, series) in left.iter().enumerate() {
            let group = place(&series.labels, &mut groups);
            groups.left[group].push(index);
            groups.of_left.push(group);
        }
        for (index, series) in right.iter().enumerate() {
            let group = place(&series.labels, &mut groups);
            groups.right[group].push(index);
        }
        groups
    }
}

impl Join<'_> {
    /// What happens to floats.
    pub(super) fn operation(&self) -> FloatOperation {
        FloatOperation { operator: self.operator, return_bool: self.return_bool }
    }

    /// What happens to samples of any kind.
    pub(super) fn samples(&self) -> SampleOperation<'_> {
        SampleOperation { operation: self.operation(), span: self.span, context: self.context }
    }

    /// Whether the right side is the one with many series.
    pub(super) fn many_on_right(&self) -> bool {
        self.matching.cardinality == MatchCardinality::OneToMany
    }

    /// Whether several series of one side may share a match group.
    pub(super) fn is_grouped(&self) -> bool {
        matches!(self.matching.cardinality, MatchCardinality::ManyToOne | MatchCardinality::OneToMany)
    }

    /// The labels of the result of a series of the many side and one of the one side.
    pub(super) fn result(&self, many: &Labels, one: &Labels) -> OutputSeries {
        let delayed = self.context.options.delayed_name_removal;
        let drop_now = changes_metric(self.operator) || (self.return_bool && !delayed);
        let base = if self.is_grouped() {
            many.clone()
        } else if self.matching.on {
            many.filter(|name| self.matching.labels.iter().any(|other| other == name))
        } else {
            many.filter(|name| !self.matching.labels.iter().any(|other| other == name))
        };
        let base = if drop_now { base.filter(|name| !is_metric_label(name)) } else { base };
        let mut labels = base;
        if self.is_grouped() && !self.matching.include.is_empty() {
            let mut builder: LabelsBuilder = labels.to_builder();
            for name in &self.matching.include {
                builder.set(name, one.value(name));
            }
            labels = builder.build();
        }
        // Names that were only marked to go are forgotten here: Prometheus does the same.
        OutputSeries { labels, drop_name: delayed && self.return_bool }
    }
}
