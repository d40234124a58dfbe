//! How a query is evaluated: its plan in PromQL's words and, once it has run, what every operator did.
//!
//! [`plan`] looks at no data; [`evaluate`] runs the query beside it and joins what `engine::profile` counted with the
//! plan. Neither changes the plan or the answer. How an [`Explanation`] looks is decided in `report`.

mod describe;
mod explanation;
mod notes;
mod words;

pub use super::profile::{Matches, Unmatched};
pub use explanation::{Counts, Evaluation, Explanation, Grid, Operator, Reads};

use super::{
    Error, Options,
    profile::Profile,
    query::{Query, Times},
};
use crate::{
    model::{series::SeriesSource, value::QueryResult},
    promql::ast::Expr,
};
use describe::Describer;
use std::time::Instant;

/// The plan of `expression` at `times`.
pub fn plan(expression: &Expr, times: Times, options: &Options) -> Result<Explanation, Error> {
    let query = Query::prepare(expression, times, options)?;
    Ok(Describer::new(expression, options, None).explanation(&query))
}

/// Evaluates `expression` at `times`; gives the plan with what every operator did, and the answer.
pub fn evaluate(
    source: &dyn SeriesSource,
    expression: &Expr,
    times: Times,
    options: &Options,
) -> Result<(Explanation, QueryResult), Error> {
    let since = Instant::now();
    let query = Query::prepare(expression, times, options)?;
    let profile = Profile::new();
    let result = query.run(source, options, Some(&profile), since)?;
    let mut explanation = Describer::new(expression, options, Some(&profile)).explanation(&query);
    explanation.evaluation = Some(Evaluation::of(&result));
    Ok((explanation, result))
}

#[cfg(test)]
mod tests;
