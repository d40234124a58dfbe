//! One way to evaluate an expression, whatever the source: the engine here, or the server there.

use super::Context;
use crate::{
    cli::{
        error::{CommandError, QueryError},
        source::{RemoteOptions, Source},
        times::Range,
    },
    engine,
    model::{sample::Timestamp, value::QueryResult},
    promql::{self, Features},
};

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
    remote: RemoteOptions,
}

impl Evaluator {
    /// Opens `location` with the limits that the command line gives.
    pub(super) fn open(location: &str, context: &Context<'_>) -> Result<Evaluator, CommandError> {
        let remote = RemoteOptions {
            timeout: context.query.timeout()?,
            lookback_delta: context.query.lookback_delta()?,
        };
        Ok(Evaluator {
            source: Source::open(location, &context.query.http)?,
            features: context.global.syntax_features(),
            options: context.query.engine_options(context.global)?,
            remote,
        })
    }

    /// Evaluates `expression`; may be called from many threads at once.
    pub(super) fn evaluate(&self, expression: &str, times: Times) -> Result<QueryResult, QueryError> {
        let source = match &self.source {
            Source::Local(source) => &**source,
            Source::Remote(server) => return server.evaluate(expression, times, &self.remote),
        };
        let parsed = promql::parse(expression, self.features)
            .map_err(|error| QueryError::parameter("query", expression, &error))?;
        Ok(match times {
            Times::Instant(time) => engine::instant(source, &parsed, time, &self.options),
            Times::Range(range) => {
                engine::range(source, &parsed, range.start, range.end, range.step, &self.options)
            }
        }?)
    }
}
