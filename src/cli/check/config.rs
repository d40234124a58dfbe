//! `promq check config`: whether configuration files, and what they name, are what Prometheus takes.

use super::{
    ensure_is_file,
    format::{Audience, FormatArguments},
    lint_arguments::LintArguments,
    review::{Found, Review},
    rule_files::{self, RuleChecks},
};
use crate::{
    cli::{arguments::GlobalArguments, error::CommandError, exit::ExitStatus, output::Output},
    config::{
        Duration,
        check::{CheckOptions, Checked, Variables, check},
        rules::{Layout, Options},
    },
    diagnostic::{Place, SourceText},
    golang::quote::quote,
    lint::{
        check_config,
        select::{Selection, TOO_LONG_INTERVAL},
        suppress::{Ignored, Landmark, LandmarkKind},
    },
    yaml::Document,
};
use anyhow::Context as _;
use std::{
    collections::HashSet,
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
    sync::Arc,
};

/// Check if configuration files are valid, and the files that they name
///
/// Everything that is wrong is found in one run, with its place. Rule files, target files, certificates and credentials
/// that a file names are looked at as well. Nothing is sent anywhere.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  promq check config prometheus.yml\n  \
                  promq check config --output github --skip-missing-credentials prometheus.yml\n  \
                  promq check config --env-file ci.env prometheus.yml.tmpl")]
pub(super) struct Arguments {
    /// Configuration files
    #[arg(value_name = "FILE", required = true)]
    files: Vec<String>,

    /// Only check the files themselves, and not what they name
    #[arg(long)]
    syntax_only: bool,

    #[command(flatten)]
    lint: LintArguments,

    /// Ignore unknown fields in rule files
    #[arg(long)]
    ignore_unknown_fields: bool,

    /// Check files for Prometheus in agent mode
    #[arg(long)]
    agent: bool,

    /// Files with credentials, certificates and keys need not be there
    #[arg(long)]
    skip_missing_credentials: bool,

    /// Put environment variables in before reading: $NAME, ${NAME}, ${NAME:-default}
    #[arg(long)]
    expand_env: bool,

    /// File of further variables to put in, NAME=value a line; they win over the environment. May be repeated
    #[arg(long, value_name = "FILE")]
    env_file: Vec<PathBuf>,

    #[command(flatten)]
    format: FormatArguments,
}

pub(super) fn run(
    arguments: &Arguments,
    lookback_delta: Duration,
    global: &GlobalArguments,
    output: &Output,
) -> Result<ExitStatus, CommandError> {
    arguments.files.iter().try_for_each(|file| ensure_is_file(file))?;
    let options = CheckOptions {
        agent: arguments.agent,
        syntax_only: arguments.syntax_only,
        skip_missing_credentials: arguments.skip_missing_credentials,
        variables: variables(arguments)?,
    };
    let mut review = arguments.lint.review(global, output)?;
    review.warn_of_words(output)?;
    let lints = Lints::new(review.selection(), lookback_delta);
    let audience = arguments.format.audience(output);
    let rule_options =
        Options { ignore_unknown_fields: arguments.ignore_unknown_fields, features: global.syntax_features() };
    let rule_checks =
        RuleChecks { layout: Some(Layout::Prometheus), options: rule_options, duplicates: lints.duplicate_rules };
    let is_spoken = review.is_spoken(audience);
    let rule_files = HashSet::new();
    let reviewed = &mut review;
    let mut run = Run {
        arguments,
        lookback_delta,
        lints,
        rule_checks,
        audience,
        is_spoken,
        output,
        review: reviewed,
        rule_files,
    };
    run.warn_of_lints()?;
    for file in &arguments.files {
        run.check_file(file, &options)?;
    }
    let rule_files = run.rule_files;
    let faults = |name: &str, text: &[u8]| match rule_files.contains(name) {
        true => rule_checks.faults(text),
        false => usize::from(Document::parse(text).is_err()),
    };
    review.finish("check config", &faults, audience, output)
}

fn variables(arguments: &Arguments) -> Result<Option<Variables>, CommandError> {
    if !arguments.expand_env && arguments.env_file.is_empty() {
        return Ok(None);
    }
    let mut variables = if arguments.expand_env { Variables::of_environment() } else { Variables::default() };
    for path in &arguments.env_file {
        add_env_file(&mut variables, path)?;
    }
    Ok(Some(variables))
}

fn add_env_file(variables: &mut Variables, path: &Path) -> Result<(), CommandError> {
    let shown = path.display();
    let text = fs::read_to_string(path).with_context(|| format!("cannot read {shown}")).map_err(CommandError::new)?;
    let refuse = |line| CommandError::text(format_args!("{shown}:{line}: expected NAME=value"));
    variables.add_file(&text).map_err(refuse)
}

/// What `--lint` switches on.
#[derive(Clone, Debug, Default, PartialEq)]
struct Lints {
    /// Scrape intervals from this on are too long; `None` when that is not looked at.
    longest_interval: Option<Duration>,
    /// Whether repeated rules are looked for.
    duplicate_rules: bool,
    /// Words that mean nothing.
    unknown: Vec<String>,
}

impl Lints {
    fn new(selection: &Selection, lookback_delta: Duration) -> Lints {
        let words = selection.words();
        if !words.is_own {
            return Lints::parse(&words.text, lookback_delta);
        }
        let longest_interval = Some(lookback_delta).filter(|longest| *longest > Duration::ZERO);
        Lints {
            longest_interval: longest_interval.filter(|_| words.selects(TOO_LONG_INTERVAL)),
            duplicate_rules: words.selects("rules/duplicate"),
            unknown: Vec::new(),
        }
    }

    fn parse(options: &str, lookback_delta: Duration) -> Lints {
        let words: Vec<&str> = options.split(',').collect();
        if words.contains(&"none") {
            return Lints::default();
        }
        let mut lints = Lints::default();
        for word in &words {
            match *word {
                "all" => (lints.longest_interval, lints.duplicate_rules) = (Some(lookback_delta), true),
                "too-long-scrape-interval" => lints.longest_interval = Some(lookback_delta),
                "duplicate-rules" => lints.duplicate_rules = true,
                "" if words.len() == 1 => {}
                unknown => lints.unknown.push(unknown.into()),
            }
        }
        lints.longest_interval = lints.longest_interval.filter(|longest| *longest > Duration::ZERO);
        lints
    }
}

struct Run<'a> {
    arguments: &'a Arguments,
    lookback_delta: Duration,
    lints: Lints,
    rule_checks: RuleChecks,
    audience: Audience,
    is_spoken: bool,
    output: &'a Output,
    review: &'a mut Review,
    /// The rule files that were looked at.
    rule_files: HashSet<String>,
}

impl Run<'_> {
    /// A line on stdout, where promtool's lines have a place.
    fn say(&self, line: impl std::fmt::Display) -> io::Result<()> {
        if !self.is_spoken {
            return Ok(());
        }
        let mut out = self.output.stdout();
        writeln!(out, "{line}")?;
        out.flush()
    }

    fn warn_of_lints(&self) -> io::Result<()> {
        self.lints
            .unknown
            .iter()
            .try_for_each(|word| self.say(format_args!("WARNING: unknown lint option: {}", quote(word.as_bytes()))))
    }

    fn check_file(&mut self, file: &str, options: &CheckOptions) -> Result<(), CommandError> {
        self.say(format_args!("Checking {file}"))?;
        let mut checked = check(file, options);
        checked.lookback_delta = self.lookback_delta;
        for warning in checked.warnings.iter().filter(|warning| warning.is_told) {
            self.say(format_args!("  WARNING: {}", warning.message))?;
        }
        match checked.findings.told() {
            Some(told) => {
                self.tell_failure(file, &told, &checked)?;
            }
            None => {
                if !checked.rule_files.is_empty() {
                    self.say(format_args!("  SUCCESS: {} rule files found", checked.rule_files.len()))?;
                }
                self.say(format_args!(" SUCCESS: {file} is valid prometheus config file syntax"))?;
            }
        }
        self.say("")?;
        let goes_on = !self.arguments.syntax_only && checked.findings.is_empty();
        self.review(file, &checked, goes_on)?;
        // promtool looks at rule files only when everything else is well; for the others all is told at once.
        let is_promtool = self.audience == Audience::Promtool && self.is_spoken;
        if goes_on || (!self.arguments.syntax_only && !is_promtool) {
            self.rule_files.extend(checked.rule_files.iter().cloned());
            rule_files::check(&checked.rule_files, self.rule_checks, self.review, self.audience, self.output)?;
        }
        Ok(())
    }

    /// Looks with the lints, and hands on all that was found in the configuration itself.
    fn review(&mut self, file: &str, checked: &Checked, goes_on: bool) -> Result<(), CommandError> {
        let mut found = Found { reading: checked.diagnostics(), lints: Vec::new() };
        let mut ignored = Ignored::default();
        let now = jiff::Timestamp::now();
        for text in checked.texts() {
            ignored.read(text, landmarks(checked, text), now);
        }
        if goes_on && self.lints.longest_interval.is_some() {
            found.lints.extend(check_config(checked, &|lint| lint.code == TOO_LONG_INTERVAL));
        }
        if checked.findings.is_empty() {
            found.lints.extend(check_config(checked, &|lint| self.review.looks_for(lint, self.audience)));
        }
        if self.review.looks_for_comments(self.audience) {
            found.lints.append(&mut ignored.faults);
        }
        let source = checked.texts().first().cloned().unwrap_or_else(|| Arc::new(SourceText::new(file, "")));
        let reviewed = self.review.add(&source, found, &ignored)?;
        let is_too_long = reviewed.iter().any(|finding| finding.diagnostic.code == TOO_LONG_INTERVAL);
        if is_too_long && self.audience == Audience::Promtool && self.is_spoken {
            self.tell_long_interval(checked)?;
        }
        Ok(())
    }

    /// promtool's text, and a line for each finding that promtool does not come to.
    fn tell_failure(&self, file: &str, told: &str, checked: &Checked) -> io::Result<()> {
        if self.audience != Audience::Promtool || !self.is_spoken {
            return Ok(());
        }
        let mut out = self.output.stderr();
        writeln!(out, "  FAILED: {told}")?;
        let is_told = checked.findings.told_by();
        let mut shown: HashSet<String> = HashSet::new();
        for (finding, diagnostic) in checked.placed_findings() {
            let line = format!("{}: {}", position(file, diagnostic.place.as_ref()), diagnostic.message);
            // What an alias repeats, or several patterns lead to, is found again at the same place.
            let is_new = !shown.contains(&line);
            if is_new && !is_told(finding) {
                writeln!(out, "  FAILED: {line}")?;
            }
            shown.insert(line);
        }
        Ok(())
    }

    /// promtool's text about the first job whose interval is so long that its samples go stale between scrapes.
    fn tell_long_interval(&self, checked: &Checked) -> io::Result<()> {
        let Some(longest) = self.lints.longest_interval else { return Ok(()) };
        let Some(job) = checked.jobs.iter().find(|job| job.scrape_interval >= longest) else { return Ok(()) };
        let message = "too long scrape interval found, data point will be marked as stale";
        let (name, interval) = (&job.job_name, job.scrape_interval);
        writeln!(self.output.stderr(), "  FAILED: {message} - job: {name}, interval: {interval}")
    }
}

/// The sections of the main file, which comments may belong to as they may to jobs.
const SECTIONS: [&str; 11] = [
    "global",
    "runtime",
    "alerting",
    "rule_files",
    "scrape_config_files",
    "scrape_configs",
    "storage",
    "tracing",
    "remote_write",
    "remote_read",
    "otlp",
];

/// Where sections and jobs begin in one of the texts.
fn landmarks(checked: &Checked, text: &Arc<SourceText>) -> Vec<Landmark> {
    let landmark = |spot, kind| {
        let place = checked.place(spot).filter(|place| Arc::ptr_eq(&place.source, text))?;
        Some(Landmark { position: place.start(), kind })
    };
    let keys = checked.config.iter().flat_map(|config| SECTIONS.iter().filter_map(|name| config.origin.key(name)));
    let sections = keys.filter_map(|spot| landmark(spot, LandmarkKind::Section));
    let jobs = checked.jobs.iter().filter_map(|job| landmark(job.origin.spot, LandmarkKind::Item));
    sections.chain(jobs).collect()
}

/// `FILE:LINE:COLUMN`, or the file's name when no more is known.
fn position(file: &str, place: Option<&Place>) -> String {
    match place {
        Some(place) => {
            let start = place.start();
            format!("{}:{}:{}", place.source.name(), start.line, start.column)
        }
        None => file.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lint_options_mean_what_they_do_in_promtool() {
        let delta = Duration::minutes(5);
        let parse = |options| Lints::parse(options, delta);
        let lints = |longest_interval, duplicate_rules, unknown: &[&str]| Lints {
            longest_interval,
            duplicate_rules,
            unknown: unknown.iter().map(|word| (*word).into()).collect(),
        };
        assert_eq!(parse("duplicate-rules"), lints(None, true, &[]));
        assert_eq!(parse("all"), lints(Some(delta), true, &[]));
        assert_eq!(parse("too-long-scrape-interval,x"), lints(Some(delta), false, &["x"]));
        assert_eq!(parse("all,none,x"), lints(None, false, &[]));
        assert_eq!(parse(""), lints(None, false, &[]));
        assert_eq!(Lints::parse("all", Duration::ZERO), lints(None, true, &[]));
    }
}
