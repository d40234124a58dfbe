//! One way to evaluate an expression, whatever the source: the engine here, or the server there.

use super::Context;
use crate::{
    cli::{
        error::{CommandError, QueryError},
        source::{Source, instant_on_server, range_on_server},
        times::Range,
    },
    engine::{self, explain::Explanation},
    model::{sample::Timestamp, value::QueryResult},
    promql::{self, Features},
    remote::QueryParameters,
};
use std::time::Duration;

/// When to evaluate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Times {
    /// At one time.
    Instant(Timestamp),
    /// At every step of a range.
    Range(Range),
}

/// An open source and how to query it.
pub(super) struct Evaluator {
    /// The source.
    pub(super) source: Source,
    features: Features,
    options: engine::Options,
    parameters: QueryParameters,
}

impl Evaluator {
    /// Opens `location` with the limits that the command line gives.
    pub(super) fn open(location: &str, context: &Context<'_>) -> Result<Evaluator, CommandError> {
        let timeout = context.query.timeout()?;
        let lookback_delta = context.query.lookback_delta()?.map(i64::unsigned_abs).map(Duration::from_millis);
        // A server limits itself; only a limit that was asked for goes beyond its own.
        let stats = context.query.stats.then(|| "true".to_string());
        let parameters = QueryParameters { timeout: None, lookback_delta, stats, limit: None };
        Ok(Evaluator {
            source: Source::open(location, &context.query.http, timeout)?,
            features: context.global.syntax_features(),
            options: context.query.engine_options(context.global)?,
            parameters,
        })
    }

    /// Evaluates `expression`; may be called from many threads at once.
    pub(super) fn evaluate(&self, expression: &str, times: Times) -> Result<QueryResult, QueryError> {
        let local = match (&self.source, times) {
            (Source::Local(local), _) => local,
            (Source::Remote(client), Times::Instant(time)) => {
                return instant_on_server(client, expression, time, &self.parameters)
                    .map_err(|error| error.located_in(expression));
            }
            (Source::Remote(client), Times::Range(range)) => {
                return range_on_server(client, expression, range, &self.parameters)
                    .map_err(|error| error.located_in(expression));
            }
        };
        let source = &*local.series;
        let parsed = promql::parse(expression, self.features)
            .map_err(|error| QueryError::parameter("query", expression, &error))?;
        let mut result = match times {
            Times::Instant(time) => engine::instant(source, &parsed, time, &self.options),
            Times::Range(range) => engine::range(source, &parsed, range.start, range.end, range.step, &self.options),
        }?;
        local.annotate(&mut result);
        Ok(result)
    }

    /// Evaluates `expression` here, and tells how.
    pub(super) fn explain(
        &self,
        expression: &str,
        times: engine::Times,
    ) -> Result<(Explanation, QueryResult), CommandError> {
        let Source::Local(local) = &self.source else {
            return Err(CommandError::text("a server does not tell how it evaluates a query")
                .hinted("explain it over a data directory, a block or a file")
                .hinted("the plan alone needs no data: promq promql explain EXPR"));
        };
        let parsed = promql::parse(expression, self.features)
            .map_err(|error| QueryError::parameter("query", expression, &error))?;
        let (explanation, mut result) =
            engine::explain::evaluate(&*local.series, &parsed, times, &self.options).map_err(QueryError::from)?;
        local.annotate(&mut result);
        Ok((explanation, result))
    }
}
