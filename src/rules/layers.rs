//! Data and what was computed from it, as one source.

use crate::{
    model::{
        labels::METRIC_NAME,
        matcher::{MatchKind, Matcher},
        memory::MemorySource,
        sample::Timestamp,
        series::{SelectRequest, SeriesSet, SeriesSource, SourceError},
    },
    tsdb::merge::merge_series,
};
use std::collections::{BTreeMap, BTreeSet};

/// A source and, above it, the results of rules by the name under which they are stored.
pub(super) struct Layers<'s> {
    base: &'s dyn SeriesSource,
    computed: BTreeMap<String, Vec<MemorySource>>,
}

impl<'s> Layers<'s> {
    pub(super) fn new(base: &'s dyn SeriesSource) -> Layers<'s> {
        Layers { base, computed: BTreeMap::new() }
    }

    /// Adds series, all of which are named `name`.
    pub(super) fn add(&mut self, name: &str, series: MemorySource) {
        if !series.is_empty() {
            self.computed.entry(name.into()).or_default().push(series);
        }
    }

    /// The layers in which there may be series that match.
    fn matching<'l>(&'l self, matchers: &'l [Matcher]) -> impl Iterator<Item = &'l dyn SeriesSource> {
        let computed = self.computed.iter().filter(move |(name, _)| may_select(matchers, name));
        let computed = computed.flat_map(|(_, layers)| layers).map(|layer| layer as &dyn SeriesSource);
        std::iter::once(self.base).chain(computed)
    }

    fn gathered(
        &self,
        request: &SelectRequest<'_>,
        ask: impl Fn(&dyn SeriesSource) -> Result<Vec<String>, SourceError>,
    ) -> Result<Vec<String>, SourceError> {
        let mut found = BTreeSet::new();
        for layer in self.matching(request.matchers) {
            found.extend(ask(layer)?);
        }
        Ok(found.into_iter().collect())
    }
}

/// Whether series of that name may be among those that match.
pub(super) fn may_select(matchers: &[Matcher], name: &str) -> bool {
    matchers.iter().filter(|matcher| matcher.is_on(METRIC_NAME)).all(|matcher| matcher.matches(name))
}

/// Whether the matchers name one metric.
pub(super) fn names_one_metric(matchers: &[Matcher]) -> bool {
    matchers.iter().any(|matcher| matcher.is_on(METRIC_NAME) && matcher.kind == MatchKind::Equal)
}

impl SeriesSource for Layers<'_> {
    fn select(&self, request: &SelectRequest<'_>) -> Result<Box<dyn SeriesSet>, SourceError> {
        let layers: Vec<&dyn SeriesSource> = self.matching(request.matchers).collect();
        if let [only] = layers[..] {
            return only.select(request);
        }
        let sorted = SelectRequest { sorted: true, ..request.clone() };
        let sets = layers.iter().map(|layer| layer.select(&sorted)).collect::<Result<Vec<_>, _>>()?;
        Ok(merge_series(sets))
    }

    fn label_names(&self, request: &SelectRequest<'_>) -> Result<Vec<String>, SourceError> {
        self.gathered(request, |layer| layer.label_names(request))
    }

    fn label_values(&self, name: &str, request: &SelectRequest<'_>) -> Result<Vec<String>, SourceError> {
        self.gathered(request, |layer| layer.label_values(name, request))
    }

    fn time_range(&self) -> Result<Option<(Timestamp, Timestamp)>, SourceError> {
        let mut whole: Option<(Timestamp, Timestamp)> = None;
        for layer in self.matching(&[]) {
            if let Some((first, last)) = layer.time_range()? {
                whole = Some(whole.map_or((first, last), |(oldest, newest)| (oldest.min(first), newest.max(last))));
            }
        }
        Ok(whole)
    }
}
