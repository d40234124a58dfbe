//! SOURCE, opened: whatever holds series, behind one face.
//!
//! A URL becomes a client of the HTTP API, a directory becomes the storage's own view of it, a file becomes series in
//! memory; everything that the query
//! commands ask is asked here, so that none of them needs to know the difference.

use super::{
    error::{CommandError, QueryError},
    exposition_file,
    query::HttpArguments,
    times::{Range, system_now},
};
use crate::{
    model::{
        annotations::{Annotation, AnnotationLevel, Annotations},
        labels::Labels,
        matcher::Matcher,
        sample::Timestamp,
        series::{SelectRequest, SeriesSource, SourceError},
        value::QueryResult,
    },
    promql,
    remote::{self, ConnectionOptions, MetricMetadata, QueryParameters, RangeWindow, SeriesParameters},
    tsdb,
};
use rayon::prelude::*;
use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
    time::Duration,
};

/// An open source.
pub(super) enum Source {
    /// Data that this process reads and evaluates itself.
    Local(LocalSource),
    /// A server that is asked.
    Remote(Box<remote::Client>),
}

/// Data that this process reads itself, with what was left out when it was opened.
pub(super) struct LocalSource {
    /// The series.
    pub(super) series: Box<dyn SeriesSource>,
    /// Warnings that belong to every answer.
    pub(super) warnings: Vec<String>,
    /// What the source says of its metrics; `None` if it keeps no such thing.
    pub(super) metadata: Option<BTreeMap<String, Vec<MetricMetadata>>>,
}

/// A closed range of times.
pub(super) type Window = (Timestamp, Timestamp);

/// All times.
pub(super) const ALL_TIMES: Window = (i64::MIN, i64::MAX);

impl Source {
    /// Opens the source at `location`: a URL, a directory, or a file of samples (`-`: standard input).
    pub(super) fn open(
        location: &str,
        http: &HttpArguments,
        timeout: Option<Duration>,
    ) -> Result<Source, CommandError> {
        if is_url(location) {
            return Ok(Source::Remote(Box::new(connect(location, http, timeout)?)));
        }
        let path = Path::new(location);
        if location == "-" || path.is_file() {
            return exposition_file::open(location).map(Source::Local);
        }
        let directory = tsdb::open(path, tsdb::OpenMode::AsServer).map_err(|error| {
            let missing = matches!(&error, tsdb::Error::Directory { .. });
            let error = CommandError::text(error);
            let looks_like_a_server = missing && location.contains(':') && !location.contains('/');
            if looks_like_a_server { error.hinted(format!("to ask a server, write http://{location}")) } else { error }
        })?;
        let warnings = directory.warnings().to_vec();
        Ok(Source::Local(LocalSource { series: Box::new(directory), warnings, metadata: None }))
    }

    /// What `now` means for this source: the present for a server, the newest sample's time for local data.
    pub(super) fn now(&self) -> Result<Timestamp, CommandError> {
        match self {
            Source::Local(local) => {
                let times = local.series.time_range().map_err(storage_failure)?;
                Ok(times.map_or_else(system_now, |(_, newest)| newest))
            }
            Source::Remote(_) => Ok(system_now()),
        }
    }

    /// The series that match any of the selectors, each once: in the storage's order for one selector, sorted by labels
    /// for several. As on the server, a series counts that has a chunk reaching into the window, whether or not a sample
    /// of it lies there.
    pub(super) fn series(
        &self,
        selectors: &[String],
        window: Option<Window>,
    ) -> Result<(Vec<Labels>, Annotations), CommandError> {
        let local = match self {
            Source::Local(local) => local,
            Source::Remote(client) => {
                let answer = client.series(&parameters(selectors, window)).map_err(QueryError::from)?;
                return Ok((answer.value, answer.annotations));
            }
        };
        let mut annotations = local.annotations();
        let mut found: Vec<Labels> = Vec::new();
        for matchers in parse_selectors(selectors)? {
            let (min_time, max_time) = window.unwrap_or(ALL_TIMES);
            let request = SelectRequest { matchers: &matchers, min_time, max_time, sorted: false };
            let set = local.series.select(&request).map_err(storage_failure)?;
            add_warnings(&mut annotations, set.warnings());
            found.par_extend((0..set.len()).into_par_iter().map(|index| set.labels(index)));
        }
        if selectors.len() > 1 {
            found.par_sort_unstable();
            found.dedup();
        }
        Ok((found, annotations))
    }

    /// The values of label `name`, or the names of all labels, of the series that match any of the selectors (of all
    /// series without one), sorted.
    pub(super) fn labels(
        &self,
        name: Option<&str>,
        selectors: &[String],
        window: Option<Window>,
    ) -> Result<(Vec<String>, Annotations), CommandError> {
        let local = match self {
            Source::Local(local) => local,
            Source::Remote(client) => {
                let parameters = parameters(selectors, window);
                let answer = match name {
                    Some(name) => client.label_values(name, &parameters),
                    None => client.label_names(&parameters),
                };
                let answer = answer.map_err(QueryError::from)?;
                return Ok((answer.value, answer.annotations));
            }
        };
        let mut matcher_sets = parse_selectors(selectors)?;
        if matcher_sets.is_empty() {
            matcher_sets.push(Vec::new());
        }
        let mut found = BTreeSet::new();
        for matchers in matcher_sets {
            let (min_time, max_time) = window.unwrap_or(ALL_TIMES);
            let request = SelectRequest { matchers: &matchers, min_time, max_time, sorted: false };
            found.extend(
                match name {
                    Some(name) => local.series.label_values(name, &request),
                    None => local.series.label_names(&request),
                }
                .map_err(storage_failure)?,
            );
        }
        Ok((found.into_iter().collect(), local.annotations()))
    }

    /// Type, unit and help by metric name; of `metric` alone if it is given.
    pub(super) fn metadata(
        &self,
        metric: Option<&str>,
        limit: Option<u64>,
    ) -> Result<(BTreeMap<String, Vec<MetricMetadata>>, Annotations), CommandError> {
        match self {
            Source::Local(local) => {
                let known = local.metadata.as_ref().ok_or_else(|| {
                    CommandError::text("a data directory does not say what its metrics mean")
                        .hinted("ask the server that wrote it: promq query metadata http://…")
                })?;
                let limit = limit.and_then(|limit| usize::try_from(limit).ok()).unwrap_or(usize::MAX);
                let wanted = known.iter().filter(|(name, _)| metric.is_none_or(|metric| metric == *name));
                let found = wanted.take(limit).map(|(name, entries)| (name.clone(), entries.clone()));
                Ok((found.collect(), local.annotations()))
            }
            Source::Remote(client) => {
                let answer = client.metadata(metric, limit).map_err(QueryError::from)?;
                Ok((answer.value, answer.annotations))
            }
        }
    }
}

impl LocalSource {
    /// What was left out when the source was opened.
    pub(super) fn annotations(&self) -> Annotations {
        let mut annotations = Annotations::default();
        add_warnings(&mut annotations, self.warnings.clone());
        annotations
    }

    /// Puts what was left out before the result's own annotations.
    pub(super) fn annotate(&self, result: &mut QueryResult) {
        let mut annotations = self.annotations();
        annotations.merge(std::mem::take(&mut result.annotations));
        result.annotations = annotations;
    }
}

/// A client for the server at `url`; nothing is sent yet.
pub(super) fn connect(
    url: &str,
    http: &HttpArguments,
    timeout: Option<Duration>,
) -> Result<remote::Client, CommandError> {
    let options = ConnectionOptions {
        http_config_file: http.config_file.clone(),
        headers: http.headers.clone(),
        timeout,
        ..ConnectionOptions::new(url)
    };
    let options = options.with_environment(|name| std::env::var(name).ok());
    options.and_then(|options| remote::Client::new(&options)).map_err(remote_failure)
}

/// Evaluates on a server.
pub(super) fn instant_on_server(
    client: &remote::Client,
    expression: &str,
    time: Timestamp,
    parameters: &QueryParameters,
) -> Result<QueryResult, QueryError> {
    Ok(client.query(expression, Some(time), parameters)?)
}

/// Evaluates over a range on a server.
pub(super) fn range_on_server(
    client: &remote::Client,
    expression: &str,
    range: Range,
    parameters: &QueryParameters,
) -> Result<QueryResult, QueryError> {
    let step = Duration::from_millis(range.step.unsigned_abs());
    Ok(client.query_range(expression, &RangeWindow { start: range.start, end: range.end, step }, parameters)?)
}

/// `http://` and `https://`, in any case.
pub(super) fn is_url(location: &str) -> bool {
    location
        .split_once("://")
        .is_some_and(|(scheme, _)| scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https"))
}

fn parameters(selectors: &[String], window: Option<Window>) -> SeriesParameters {
    // Without times promtool asks for this much, and servers that default to the last hours give all they have.
    let now = system_now();
    let (start, end) = window.unwrap_or(ALL_TIMES);
    SeriesParameters {
        matchers: selectors.to_vec(),
        start: Some(if start == i64::MIN { now - remote::SERIES_REACH } else { start }),
        end: Some(if end == i64::MAX { now + remote::SERIES_REACH } else { end }),
        limit: None,
    }
}

fn parse_selectors(selectors: &[String]) -> Result<Vec<Vec<Matcher>>, QueryError> {
    let parse =
        |text: &String| promql::parse_selector(text).map_err(|error| QueryError::parameter("match[]", text, &error));
    selectors.iter().map(parse).collect()
}

fn add_warnings(annotations: &mut Annotations, warnings: Vec<String>) {
    for text in warnings {
        annotations.add(Annotation { level: AnnotationLevel::Warning, text, detail: None, span: None });
    }
}

fn storage_failure(error: SourceError) -> CommandError {
    CommandError::from(QueryError::new("execution", error))
}

/// A failure outside of any query, with the hint what to try.
pub(super) fn remote_failure(error: remote::Error) -> CommandError {
    let hint = error.hint();
    let failure = CommandError::text(error);
    match hint {
        Some(hint) => failure.hinted(hint),
        None => failure,
    }
}
