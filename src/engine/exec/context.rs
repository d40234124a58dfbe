//! What all operators of one query share: the source, the options, limits, annotations and counters.

use crate::{
    diagnostic::Span,
    engine::{Error, Options, profile::Profile},
    model::{
        annotations::{Annotation, AnnotationDetail, AnnotationLevel, Annotations, ForcedMonotonicity},
        series::{ReadCost, SeriesSource},
        value::QueryStats,
    },
};
use std::{
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
    time::Instant,
};

/// The surroundings of one query.
pub(in crate::engine) struct Context<'s> {
    pub(in crate::engine) source: &'s dyn SeriesSource,
    pub(in crate::engine) options: &'s Options,
    /// Whether the query has one time only; some functions then do otherwise.
    pub(in crate::engine) single_time: bool,
    /// What operators count and take, where somebody asked.
    pub(in crate::engine) profile: Option<&'s Profile>,
    deadline: Option<Instant>,
    annotations: Mutex<Annotations>,
    held_samples: AtomicU64,
    peak_samples: AtomicU64,
    series: AtomicU64,
    chunks: AtomicU64,
    bytes: AtomicU64,
    samples_decoded: AtomicU64,
    queryable_samples: AtomicU64,
}

impl<'s> Context<'s> {
    pub(in crate::engine) fn new(source: &'s dyn SeriesSource, options: &'s Options, single_time: bool) -> Context<'s> {
        Context {
            source,
            options,
            single_time,
            profile: None,
            deadline: options.timeout.and_then(|timeout| Instant::now().checked_add(timeout)),
            annotations: Mutex::default(),
            held_samples: AtomicU64::new(0),
            peak_samples: AtomicU64::new(0),
            series: AtomicU64::new(0),
            chunks: AtomicU64::new(0),
            bytes: AtomicU64::new(0),
            samples_decoded: AtomicU64::new(0),
            queryable_samples: AtomicU64::new(0),
        }
    }

    /// The same surroundings, with every operator measured in `profile`.
    pub(in crate::engine) fn with_profile(self, profile: Option<&'s Profile>) -> Context<'s> {
        Context { profile, ..self }
    }

    /// Fails once the time is up.
    pub(in crate::engine) fn check_deadline(&self) -> Result<(), Error> {
        match self.deadline {
            Some(deadline) if Instant::now() >= deadline => Err(Error::Timeout),
            _ => Ok(()),
        }
    }

    /// Adds a warning; `text` is everything after `PromQL warning: `.
    pub(in crate::engine) fn warn(&self, span: Span, text: impl std::fmt::Display) {
        self.annotate(AnnotationLevel::Warning, format!("PromQL warning: {text}"), None, Some(span));
    }

    /// Adds an info; `text` is everything after `PromQL info: `.
    pub(in crate::engine) fn inform(&self, span: Span, text: impl std::fmt::Display) {
        self.annotate(AnnotationLevel::Info, format!("PromQL info: {text}"), None, Some(span));
    }

    /// Adds the info that a classic histogram's counts went down from one bucket to the next.
    pub(in crate::engine) fn inform_of_forced_monotonicity(
        &self,
        span: Span,
        metric_name: Option<&str>,
        detail: ForcedMonotonicity,
    ) {
        let mut text = String::from(
            "PromQL info: input to histogram_quantile needed to be fixed for monotonicity (see \
             https://prometheus.io/docs/prometheus/latest/querying/functions/#histogram_quantile)",
        );
        if let Some(name) = metric_name {
            text += &format!(" for metric name {}", crate::golang::quote::quote(name.as_bytes()));
        }
        self.annotate(AnnotationLevel::Info, text, Some(AnnotationDetail::ForcedMonotonicity(detail)), Some(span));
    }

    /// Adds the warning that samples of a counter claim to have started before the sample before them, in `windows`
    /// windows.
    pub(in crate::engine) fn warn_of_start_overlap(&self, span: Span, metric_name: &str, windows: u64) {
        if windows > 0 {
            let name = crate::golang::quote::quote(metric_name.as_bytes());
            let text = format!(
                "PromQL warning: sample has start time that overlaps with previous sample timestamp for metric {name}"
            );
            self.annotate(AnnotationLevel::Warning, text, Some(AnnotationDetail::Occurrences(windows)), Some(span));
        }
    }

    /// Adds a warning of the storage, which has no position.
    pub(in crate::engine) fn warn_of_storage(&self, text: String) {
        self.annotate(AnnotationLevel::Warning, text, None, None);
    }

    fn annotate(&self, level: AnnotationLevel, text: String, detail: Option<AnnotationDetail>, span: Option<Span>) {
        let mut annotations = self.annotations.lock().unwrap_or_else(PoisonError::into_inner);
        annotations.add(Annotation { level, text, detail, span });
    }

    /// Counts samples that are held from now on; fails over the limit.
    pub(in crate::engine) fn hold(&self, samples: usize) -> Result<(), Error> {
        let held = self.held_samples.fetch_add(samples as u64, Relaxed) + samples as u64;
        self.peak_samples.fetch_max(held, Relaxed);
        if held > self.options.max_samples { Err(Error::TooManySamples) } else { Ok(()) }
    }

    /// Counts samples that are no longer held.
    pub(in crate::engine) fn release(&self, samples: usize) {
        self.held_samples.fetch_sub(samples as u64, Relaxed);
    }

    /// Counts the series of a selection.
    pub(in crate::engine) fn count_series(&self, series: usize) {
        self.series.fetch_add(series as u64, Relaxed);
    }

    /// Counts what reading one series took.
    pub(in crate::engine) fn count_read(&self, cost: ReadCost, samples: usize) {
        self.chunks.fetch_add(cost.chunks, Relaxed);
        self.bytes.fetch_add(cost.bytes, Relaxed);
        self.samples_decoded.fetch_add(samples as u64, Relaxed);
    }

    /// Counts the samples that the windows of one series hold, each window anew.
    pub(in crate::engine) fn count_queryable(&self, samples: u64) {
        self.queryable_samples.fetch_add(samples, Relaxed);
    }

    /// The annotations and counters, once the query is done.
    pub(in crate::engine) fn finish(self) -> (Annotations, QueryStats) {
        let stats = QueryStats {
            series: self.series.into_inner(),
            chunks: self.chunks.into_inner(),
            bytes: self.bytes.into_inner(),
            samples_decoded: self.samples_decoded.into_inner(),
            total_queryable_samples: self.queryable_samples.into_inner(),
            peak_samples: self.peak_samples.into_inner(),
            ..QueryStats::default()
        };
        (self.annotations.into_inner().unwrap_or_else(PoisonError::into_inner), stats)
    }
}
