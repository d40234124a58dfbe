//! `--source`: the series that expressions are held against, from whatever holds them.
//!
//! Local series are evaluated here, by the library's own evidence; a server is asked. A check does
//! ```text
//! let evidence = arguments.source.evidence(global, output)?;
//! let facts = facts(evidence.as_deref())?;
//! lint::check_rules(&rules, &is_chosen, facts.as_ref())
//! ```

use super::{
    arguments::GlobalArguments,
    error::CommandError,
    output::Output,
    query::HttpArguments,
    source::{LocalSource, Source},
    times::system_now,
};
use crate::{
    engine::{self, Times},
    lint::{Evaluation, Evidence, EvidenceError, LocalEvidence, SeriesFacts},
    model::{labels::Labels, matcher::Matcher, sample::Timestamp},
    promql::{ast::Expr, matcher_text},
    remote::{self, MetricMetadata, QueryParameters, RangeWindow, SeriesParameters},
};
use hashbrown::HashMap;
use std::{
    collections::{BTreeMap, BTreeSet},
    io::Write,
    time::Duration,
};

/// How far back a server is asked what there is, in milliseconds: a week.
const REACH: Timestamp = 7 * 86_400_000;
/// A server need not evaluate longer for a lint.
const LONGEST_EVALUATION: Duration = Duration::from_secs(10);
/// An answer that takes longer does not come.
const LONGEST_ANSWER: Duration = Duration::from_secs(30);

/// What expressions are held against.
#[derive(Debug, clap::Args)]
pub(super) struct EvidenceArguments {
    /// Series to hold expressions against: a server's URL, a data directory, a block, or a file of samples. Of a server
    /// the last week counts
    #[arg(long, value_name = "SOURCE")]
    pub(super) source: Option<String>,

    #[command(flatten)]
    http: HttpArguments,
}

impl EvidenceArguments {
    /// Opens the source, if one was given; what has to be left out of it is told at once.
    pub(super) fn evidence(
        &self,
        global: &GlobalArguments,
        output: &Output,
    ) -> Result<Option<Box<dyn Evidence>>, CommandError> {
        let Some(location) = &self.source else { return Ok(None) };
        Ok(Some(match Source::open(location, &self.http, Some(LONGEST_ANSWER))? {
            Source::Local(local) => {
                for warning in &local.warnings {
                    writeln!(output.stderr(), "warning: {warning}")?;
                }
                let mut options = engine::Options::default();
                global.apply_features(&mut options);
                let LocalSource { series, metadata, .. } = local;
                let types = types(metadata.unwrap_or_default());
                Box::new(LocalEvidence::new(location, series, types, options).map_err(failure)?)
            }
            Source::Remote(client) => Box::new(ServerEvidence::new(*client)),
        }))
    }
}

/// What lints ask, of the evidence that there is.
pub(super) fn facts(evidence: Option<&dyn Evidence>) -> Result<Option<SeriesFacts<'_>>, CommandError> {
    evidence.map(SeriesFacts::new).transpose().map_err(failure)
}

/// Evidence that cannot be reached or read.
pub(super) fn failure(error: EvidenceError) -> CommandError {
    let EvidenceError { text, hint } = error;
    let failure = CommandError::text(text);
    match hint {
        Some(hint) => failure.hinted(hint),
        None => failure,
    }
}

/// The types that are stated, by family.
fn types(metadata: BTreeMap<String, Vec<MetricMetadata>>) -> HashMap<String, BTreeSet<String>> {
    let kinds = |entries: Vec<MetricMetadata>| entries.into_iter().map(|entry| entry.kind).collect();
    metadata.into_iter().map(|(family, entries)| (family, kinds(entries))).collect()
}

/// A server as evidence.
struct ServerEvidence {
    client: remote::Client,
    name: String,
    times: (Timestamp, Timestamp),
}

impl ServerEvidence {
    fn new(client: remote::Client) -> ServerEvidence {
        let now = system_now();
        ServerEvidence { name: client.shown_url(), client, times: (now.saturating_sub(REACH), now) }
    }

    fn parameters(&self, matchers: &[Matcher], since: Timestamp, limit: Option<u64>) -> SeriesParameters {
        let texts: Vec<String> = matchers.iter().map(matcher_text).collect();
        let selectors = if texts.is_empty() { Vec::new() } else { vec![format!("{{{}}}", texts.join(","))] };
        SeriesParameters { matchers: selectors, start: Some(since), end: Some(self.times.1), limit }
    }

    fn failure(&self, error: remote::Error) -> EvidenceError {
        EvidenceError { hint: error.hint(), text: format!("cannot ask {}: {error}", self.name) }
    }

    /// Tells queries that the server refuses from a server that does not answer.
    fn evaluation(&self, answer: Result<Evaluation, remote::Error>) -> Result<Evaluation, EvidenceError> {
        match answer {
            Ok(evaluation) => Ok(evaluation),
            Err(remote::Error::Api(error)) => Ok(Err(error.message)),
            // How Prometheus tells that a query took too long.
            Err(remote::Error::Status { status: 503, excerpt, .. }) if excerpt.contains("\"timeout\"") => {
                Ok(Err(excerpt))
            }
            Err(error) => Err(self.failure(error)),
        }
    }
}

impl Evidence for ServerEvidence {
    fn name(&self) -> &str {
        &self.name
    }

    fn times(&self) -> (Timestamp, Timestamp) {
        self.times
    }

    fn label_names(&self, matchers: &[Matcher]) -> Result<Vec<String>, EvidenceError> {
        let answer = self.client.label_names(&self.parameters(matchers, self.times.0, None));
        Ok(answer.map_err(|error| self.failure(error))?.value)
    }

    fn label_values(&self, label: &str, matchers: &[Matcher]) -> Result<Vec<String>, EvidenceError> {
        let answer = self.client.label_values(label, &self.parameters(matchers, self.times.0, None));
        let mut values = answer.map_err(|error| self.failure(error))?.value;
        values.sort_unstable();
        Ok(values)
    }

    fn series(&self, matchers: &[Matcher], since: Timestamp, most: usize) -> Result<Vec<Labels>, EvidenceError> {
        let answer = self.client.series(&self.parameters(matchers, since, u64::try_from(most).ok()));
        let mut series = answer.map_err(|error| self.failure(error))?.value;
        // Older servers know no limit.
        series.truncate(most);
        Ok(series)
    }

    fn types(&self) -> Result<HashMap<String, BTreeSet<String>>, EvidenceError> {
        match self.client.metadata(None, None) {
            Ok(answer) => Ok(types(answer.value)),
            // Not every server with this API keeps such a thing.
            Err(remote::Error::Status { status: 404 | 501, .. }) => Ok(HashMap::new()),
            Err(error) => Err(self.failure(error)),
        }
    }

    fn evaluate(&self, expression: &Expr, times: Times) -> Result<Evaluation, EvidenceError> {
        let text = expression.to_string();
        let parameters = QueryParameters { timeout: Some(LONGEST_EVALUATION), ..QueryParameters::default() };
        let answer = match times {
            Times::Instant(time) => self.client.query(&text, Some(time), &parameters),
            Times::Range { start, end, step } => {
                let window = RangeWindow { start, end, step: Duration::from_millis(step.unsigned_abs()) };
                self.client.query_range(&text, &window, &parameters)
            }
        };
        self.evaluation(answer.map(|result| Ok(result.value)))
    }
}
