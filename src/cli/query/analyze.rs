//! `promq query analyze`: how many buckets the histograms of a source populate.

use super::{
    Context,
    evaluate::{Evaluator, Times},
};
use crate::{
    cli::{
        error::{CommandError, QueryError},
        exit::ExitStatus,
        output::finish,
        times::{milliseconds, parse_moment},
    },
    golang::duration::format_duration,
    model::value::QueryValue,
    report::{
        self,
        histogram_analysis::{AnalysisReport, analyze},
    },
};

/// The only type of metric that there is an analysis for.
const HISTOGRAM: &str = "histogram";

/// Show how many buckets histograms populate
///
/// Classic histograms are selected by their _bucket series. The report is text in every format.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  promq query analyze /var/lib/prometheus --match 'http_request_duration_seconds_bucket'\n  \
                  promq query analyze --server=http://localhost:9090 --duration=6h --match='{job=\"api\"}'"
)]
pub(super) struct Arguments {
    /// Server URL, data directory, block, or file of samples (-: standard input)
    #[arg(value_name = "SOURCE", required_unless_present = "server", conflicts_with = "server")]
    source: Option<String>,

    /// The same as SOURCE, promtool's way
    #[arg(long, value_name = "URL")]
    server: Option<String>,

    /// Type of metric; there is only histogram
    #[arg(long = "type", value_name = "TYPE", default_value = HISTOGRAM)]
    metric_type: String,

    /// How far back to look from the time
    #[arg(long, value_name = "DURATION", default_value = "1h", allow_hyphen_values = true)]
    duration: String,

    /// Until when to look: RFC 3339, unix seconds, now-1h, -1h; the newest sample's time for local data, else now
    #[arg(long, value_name = "TIME", allow_hyphen_values = true)]
    time: Option<String>,

    /// Series selector; may be repeated, and each has its histograms listed
    #[arg(long = "match", value_name = "SELECTOR", required = true)]
    selectors: Vec<String>,
}

pub(super) fn run(arguments: &Arguments, context: &Context<'_>) -> Result<ExitStatus, CommandError> {
    if arguments.metric_type != HISTOGRAM {
        let given = &arguments.metric_type;
        return Err(CommandError::text(format_args!("analyze type is {given}, must be '{HISTOGRAM}'")));
    }
    let range = range_text(&arguments.duration)?;
    let location = arguments.source.as_ref().or(arguments.server.as_ref());
    let location = location.ok_or_else(|| CommandError::Usage("SOURCE or --server is needed".into()))?;
    let evaluator = Evaluator::open(location, context)?;
    let now = evaluator.source.now()?;
    let time = arguments.time.as_deref().filter(|text| !text.is_empty());
    let time = time.map_or(Ok(now), |text| parse_moment(&format!("time '{text}'"), text, now))?;

    let mut out = context.output.stdout();
    let mut stderr = context.output.stderr();
    let mut report = AnalysisReport::begin(&mut out)?;
    for selector in &arguments.selectors {
        let expression = format!("{selector}[{range}]");
        let result = evaluator.evaluate(&expression, Times::Instant(time)).map_err(bare)?;
        report::annotations::write(&mut stderr, &result.annotations, &expression, context.output.stderr_style())?;
        if context.query.stats {
            report::stats::write(&mut stderr, &result.stats)?;
        }
        let QueryValue::Matrix(series) = &result.value else {
            return Err(CommandError::text("query of buckets resulted in non-Matrix"));
        };
        for histogram in analyze(series) {
            report.add(&mut out, &histogram.map_err(CommandError::new)?)?;
        }
    }
    report.finish(&mut out)?;
    finish(out)?;
    Ok(ExitStatus::Success)
}

/// The duration as promtool writes it behind a selector, `1h0m0s`: places in messages count its characters.
fn range_text(duration: &str) -> Result<String, CommandError> {
    let nanoseconds = milliseconds("--duration", duration)?.checked_mul(1_000_000);
    let too_long = || CommandError::Usage(format!("--duration: out of range: {duration}"));
    nanoseconds.map(format_duration).ok_or_else(too_long)
}

/// A failed query in promtool's words, which here are not preceded by `query error: `.
fn bare(error: QueryError) -> CommandError {
    let text = error.text();
    match error.place {
        Some(place) => CommandError::Syntax { text, place: Some(place) },
        None => error.hints.into_iter().fold(CommandError::text(text), CommandError::hinted),
    }
}
