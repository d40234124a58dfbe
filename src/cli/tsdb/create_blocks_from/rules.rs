//! `promq tsdb create-blocks-from rules`: the past of rules into blocks.

use super::blocks::BlockArguments;
use crate::{
    cli::{
        arguments::GlobalArguments,
        error::{CommandError, QueryError},
        exit::ExitStatus,
        output::Output,
        progress::{Progress, Unit},
        query::HttpArguments,
        source::{LocalSource, Source, range_on_server},
        times::{Range, parse_moment, parse_step, system_now},
        tsdb::DEFAULT_DIRECTORY,
    },
    config::rules::{Options, RuleFile},
    engine,
    golang::system::error_text,
    model::{annotations::AnnotationLevel, value::QueryValue},
    remote,
    rules::{self, EvaluationRange, Group, Rule, columns_of, evaluate},
    tsdb::backfill::Backfill,
};
use std::{io::Write, path::PathBuf};

/// promtool stops so long before now: the server still writes the newest hours itself.
const DEFAULT_DISTANCE: i64 = 3 * 3_600_000;
/// promtool's default server.
const DEFAULT_SOURCE: &str = "http://localhost:9090";
/// What the run ends with when rules failed.
const FAILED: &str = "error importing rules";

/// Evaluate rules in the past and produce blocks of their results
///
/// From a server every recording rule is evaluated by range queries, as promtool does. From a directory, a block or a
/// file of samples they are evaluated here: rules that use the results of other rules see them, in whatever order the
/// files have them, and native histograms are kept.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    promq tsdb create-blocks-from rules --start now-7d --url http://prometheus:9090 rules.yml\n  \
    promq tsdb create-blocks-from rules --source /var/lib/prometheus --start now-7d --alerts rules/*.yml")]
pub(super) struct Arguments {
    /// Server to evaluate on
    #[arg(long, value_name = "URL", default_value = DEFAULT_SOURCE, conflicts_with = "source")]
    url: String,

    /// What to evaluate over instead: a data directory, a block, a file of samples, or a URL
    #[arg(long, value_name = "SOURCE")]
    source: Option<String>,

    /// First time of evaluation: RFC 3339, unix seconds, now-7d
    #[arg(long, value_name = "TIME", allow_hyphen_values = true)]
    start: String,

    /// Last time of evaluation; three hours ago when left out, for local data the newest sample's time
    #[arg(long, value_name = "TIME", allow_hyphen_values = true)]
    end: Option<String>,

    /// Directory for the blocks
    #[arg(long, value_name = "DIRECTORY", default_value = DEFAULT_DIRECTORY)]
    output_dir: PathBuf,

    /// How often to evaluate groups that name no interval
    #[arg(long, value_name = "DURATION", default_value = "60s", value_parser = parse_step)]
    eval_interval: i64,

    /// Evaluate alerting rules too, and write ALERTS and ALERTS_FOR_STATE (local data)
    #[arg(long)]
    alerts: bool,

    #[command(flatten)]
    http: HttpArguments,

    /// Rule files
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
}

pub(super) fn run(
    arguments: &Arguments,
    blocks: &BlockArguments,
    global: &GlobalArguments,
    output: &Output,
) -> Result<ExitStatus, CommandError> {
    // promtool prints no table here.
    let blocks = &blocks.table_for_people(output);
    let source = Source::open(arguments.source.as_ref().unwrap_or(&arguments.url), &arguments.http, None)?;
    let range = arguments.range(&source, blocks)?;
    let groups = arguments.groups(global)?;
    let mut backfill = blocks.begin(&arguments.output_dir)?;
    let run = Run { groups: &groups, range: &range, blocks, output };
    let outcome = match &source {
        Source::Local(local) => {
            let mut options = engine::Options { timeout: None, ..engine::Options::default() };
            global.apply_features(&mut options);
            run.evaluate_here(local, &options, &mut backfill)?
        }
        Source::Remote(_) if arguments.alerts => {
            let error = CommandError::text("--alerts needs local data: a server does not evaluate alerts in the past");
            return Err(error.hinted("--source takes a data directory, a snapshot or a block"));
        }
        Source::Remote(client) => run.evaluate_on(client, &mut backfill)?,
    };
    if outcome.failed_rules > 0 && outcome.samples == 0 {
        return Err(CommandError::text(FAILED));
    }
    let status = blocks.finish(backfill, "the rules have no results in that time", output)?;
    // What could be evaluated is kept, as promtool does.
    if outcome.failed_rules > 0 { Err(CommandError::text(FAILED)) } else { Ok(status) }
}

/// What came of an evaluation.
#[derive(Debug, Default)]
struct Outcome {
    /// Rules that failed, each of which was reported.
    failed_rules: usize,
    /// Samples that go into blocks.
    samples: u64,
}

impl Arguments {
    fn range(&self, source: &Source, blocks: &BlockArguments) -> Result<EvaluationRange, CommandError> {
        let now = source.now()?;
        let moment = |what: &str, text: &str| parse_moment(what, text, now);
        let end = match (&self.end, source) {
            (Some(end), _) => moment("end time", end)?,
            (None, Source::Local(_)) => now,
            (None, Source::Remote(_)) => system_now() - DEFAULT_DISTANCE,
        };
        let start = moment("start time", &self.start)?;
        if start >= end {
            return Err(CommandError::text("start time is not before end time"));
        }
        if self.eval_interval <= 0 {
            return Err(CommandError::Usage("--eval-interval must be positive".into()));
        }
        let block_duration = blocks.options().block_duration();
        Ok(EvaluationRange { start, end, block_duration, with_alerts: self.alerts })
    }

    fn groups(&self, global: &GlobalArguments) -> Result<Vec<Group>, CommandError> {
        let options = Options { features: global.syntax_features(), ..Options::default() };
        let mut groups: Vec<Group> = Vec::new();
        for path in &self.files {
            let name = path.display().to_string();
            let wrong = |error: String| CommandError::text(format!("rule importer parse error: {name}: {error}"));
            let bytes = std::fs::read(path).map_err(|error| wrong(format!("open {name}: {}", error_text(&error))))?;
            let file = RuleFile::parse(&bytes, options);
            if let Some(error) = file.promtool_errors.first() {
                return Err(wrong(error.clone()));
            }
            // Of a file that is given twice the groups count once.
            groups.retain(|group| group.file != name);
            groups.extend(Group::of_file(&name, &file, self.eval_interval));
        }
        Ok(groups)
    }
}

/// What is evaluated, and how results become blocks.
struct Run<'r> {
    groups: &'r [Group],
    range: &'r EvaluationRange,
    blocks: &'r BlockArguments,
    output: &'r Output,
}

impl Run<'_> {
    fn evaluate_here(
        &self,
        local: &LocalSource,
        options: &engine::Options,
        backfill: &mut Backfill,
    ) -> Result<Outcome, CommandError> {
        let summary = {
            let progress = Progress::new(self.output, "samples of rules", Unit::Things, None);
            let mut samples = 0;
            evaluate(self.groups, &*local.series, self.range, options, &mut |labels, columns| {
                samples += columns.len() as u64;
                progress.set(samples);
                let series = backfill.series(&self.blocks.labelled(labels))?;
                backfill.append(series, columns)
            })
            .map_err(|error| match error {
                rules::Error::Sink(error) => CommandError::new(error),
                error => CommandError::text(format!("rule importer error: {error}")),
            })?
        };
        let mut stderr = self.output.stderr();
        for warning in local.warnings.iter().chain(&summary.warnings) {
            writeln!(stderr, "warning: {warning}")?;
        }
        if !summary.circles.is_empty() {
            let names = summary.circles.join(", ");
            writeln!(stderr, "warning: rules read each other's results and could not see all of them: {names}")?;
        }
        Ok(Outcome { failed_rules: 0, samples: summary.samples })
    }

    /// Asks a server rule by rule and block by block.
    fn evaluate_on(&self, client: &remote::Client, backfill: &mut Backfill) -> Result<Outcome, CommandError> {
        let mut outcome = Outcome::default();
        let rules = self.groups.iter().flat_map(|group| group.rules.iter().map(move |rule| (group, rule)));
        let rules: Vec<(&Group, &Rule)> = rules.filter(|(_, rule)| !rule.is_alerting()).collect();
        let progress = Progress::new(self.output, "rules", Unit::Things, Some(rules.len() as u64));
        for (done, (group, rule)) in rules.into_iter().enumerate() {
            progress.set(done as u64);
            if let Err(error) = self.ask_for(client, group, rule, (backfill, &mut outcome.samples)) {
                outcome.failed_rules += 1;
                writeln!(self.output.stderr(), "rule importer error: {}", error.one_line())?;
            }
        }
        Ok(outcome)
    }

    fn ask_for(
        &self,
        client: &remote::Client,
        group: &Group,
        rule: &Rule,
        (backfill, samples): (&mut Backfill, &mut u64),
    ) -> Result<(), CommandError> {
        let expression = rule.expression.to_string();
        let EvaluationRange { start, end, block_duration, .. } = *self.range;
        for window in group.schedule.windows(start, end, block_duration) {
            let range = Range { start: window.start, end: window.end, step: window.step };
            let failed = |error: QueryError| CommandError::text(format!("query range: {}", error.text()));
            let result =
                range_on_server(client, &expression, range, &remote::QueryParameters::default()).map_err(failed)?;
            for warning in result.annotations.texts(AnnotationLevel::Warning, &expression) {
                writeln!(self.output.stderr(), "warning: {}: {warning}", rule.name)?;
            }
            let matrix = match result.value {
                QueryValue::Matrix(matrix) => matrix,
                other => {
                    let found = other.type_name();
                    return Err(CommandError::text(format!("rule result is wrong type {found}")));
                }
            };
            for mut series in matrix {
                // What the API tells of histograms is not enough to store them.
                series.histograms.clear();
                let labels = self.blocks.labelled(&rule.recorded(&series.labels));
                let number = backfill.series(&labels).map_err(CommandError::new)?;
                let columns = columns_of(&series);
                *samples += columns.len() as u64;
                backfill.append(number, &columns).map_err(CommandError::new)?;
            }
        }
        Ok(())
    }
}
