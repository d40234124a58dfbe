//! Evidence that this process reads itself: a data directory, a block, a file of samples.

use super::{Evaluation, Evidence, EvidenceError};
use crate::{
    engine::{self, Times},
    model::{
        labels::Labels,
        matcher::Matcher,
        sample::Timestamp,
        series::{SelectRequest, SeriesSource, SourceError},
    },
    promql::ast::Expr,
};
use hashbrown::HashMap;
use std::{collections::BTreeSet, time::Duration};

/// A lint is not worth a longer evaluation.
const LONGEST_EVALUATION: Duration = Duration::from_secs(10);

/// Series that this process reads itself.
pub struct LocalEvidence {
    name: String,
    series: Box<dyn SeriesSource>,
    times: (Timestamp, Timestamp),
    types: HashMap<String, BTreeSet<String>>,
    options: engine::Options,
}

impl LocalEvidence {
    /// Evidence that users know by `name`, with the types that are stated in it. The newest sample's time is its now;
    /// without any sample that is the beginning of time, and nothing is found.
    pub fn new(
        name: impl Into<String>,
        series: Box<dyn SeriesSource>,
        types: HashMap<String, BTreeSet<String>>,
        options: engine::Options,
    ) -> Result<LocalEvidence, EvidenceError> {
        let name = name.into();
        let times = series.time_range().map_err(|error| failure(&name, &error))?.unwrap_or_default();
        let options = engine::Options { timeout: Some(LONGEST_EVALUATION), ..options };
        Ok(LocalEvidence { name, series, times, types, options })
    }

    fn request<'a>(&self, matchers: &'a [Matcher], since: Timestamp) -> SelectRequest<'a> {
        SelectRequest { matchers, min_time: since, max_time: self.times.1, sorted: false }
    }
}

fn failure(name: &str, error: &SourceError) -> EvidenceError {
    EvidenceError { text: format!("{name}: {error}"), hint: None }
}

impl Evidence for LocalEvidence {
    fn name(&self) -> &str {
        &self.name
    }

    fn times(&self) -> (Timestamp, Timestamp) {
        self.times
    }

    fn label_names(&self, matchers: &[Matcher]) -> Result<Vec<String>, EvidenceError> {
        let request = self.request(matchers, self.times.0);
        self.series.label_names(&request).map_err(|error| failure(&self.name, &error))
    }

    fn label_values(&self, label: &str, matchers: &[Matcher]) -> Result<Vec<String>, EvidenceError> {
        let request = self.request(matchers, self.times.0);
        self.series.label_values(label, &request).map_err(|error| failure(&self.name, &error))
    }

    fn series(&self, matchers: &[Matcher], since: Timestamp, most: usize) -> Result<Vec<Labels>, EvidenceError> {
        let set = self.series.select(&self.request(matchers, since)).map_err(|error| failure(&self.name, &error))?;
        // Spread over all of them: neighbours have much in common.
        let stride = set.len().div_ceil(most.max(1)).max(1);
        Ok((0..set.len()).step_by(stride).take(most).map(|index| set.labels(index)).collect())
    }

    fn types(&self) -> Result<HashMap<String, BTreeSet<String>>, EvidenceError> {
        Ok(self.types.clone())
    }

    fn evaluate(&self, expression: &Expr, times: Times) -> Result<Evaluation, EvidenceError> {
        let result = match times {
            Times::Instant(time) => engine::instant(&*self.series, expression, time, &self.options),
            Times::Range { start, end, step } => {
                engine::range(&*self.series, expression, start, end, step, &self.options)
            }
        };
        match result {
            Ok(result) => Ok(Ok(result.value)),
            Err(engine::Error::Storage(error)) => Err(failure(&self.name, &error)),
            Err(error) => Ok(Err(error.to_string())),
        }
    }
}
