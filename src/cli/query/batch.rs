//! `promq query batch`: many queries over one source, opened once.

use super::{
    Context,
    arguments::Format,
    evaluate::{Evaluator, Times},
};
use crate::{
    cli::{
        error::{CommandError, QueryError},
        exit::ExitStatus,
        times::{Range, parse_moment},
    },
    model::sample::Timestamp,
    report,
};
use rayon::prelude::*;
use serde::Deserialize;
use std::{
    fs::File,
    io::{self, BufRead, BufReader, Write},
    sync::mpsc,
};

/// Run many queries, one JSON object a line, and answer each with one line of the HTTP API's JSON
///
/// A line is {"expr": …, "time": …} or {"expr": …, "start": …, "end": …, "step": …}. Times are unix seconds, RFC 3339
/// or relative (now-1h, -1h); steps are seconds or durations. What is left out has the default of query instant and query
/// range. Answers come in the order of the queries, failures among them as {"status":"error",…}; an empty line has no
/// answer.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example:\n  echo '{\"expr\": \"sum(up)\", \"time\": \"-1h\"}' | promq query batch /var/lib/prometheus --queries -"
)]
pub(super) struct Arguments {
    /// Server URL, data directory, block, or file of samples
    #[arg(value_name = "SOURCE")]
    source: String,

    /// File with the queries (-: standard input)
    #[arg(long, value_name = "FILE", default_value = "-")]
    queries: String,
}

/// One line of the input.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Query {
    expr: String,
    time: Option<Text>,
    start: Option<Text>,
    end: Option<Text>,
    step: Option<Text>,
}

/// A number, or a text that may be one.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Text {
    Number(serde_json::Number),
    Text(String),
}

impl Text {
    fn text(&self) -> String {
        match self {
            Text::Number(number) => number.to_string(),
            Text::Text(text) => text.clone(),
        }
    }
}

/// Lines waiting between the thread that reads and those that evaluate.
const QUEUE_LINES: usize = 1024;

pub(super) fn run(arguments: &Arguments, context: &Context<'_>) -> Result<ExitStatus, CommandError> {
    if context.query.format.is_some_and(|format| format != Format::Api) {
        return Err(CommandError::Usage("query batch writes the format api only".into()));
    }
    if arguments.queries == "-" && arguments.source == "-" {
        return Err(CommandError::Usage("only one of SOURCE and --queries can be standard input".into()));
    }
    let evaluator = Evaluator::open(&arguments.source, context)?;
    let now = evaluator.source.now()?;
    let lines = read_lines(&arguments.queries)?;
    let mut out = context.output.stdout();
    // Answers are made in waves: whatever has arrived by now, but no more than keeps every thread busy. So a program
    // that asks one question at a time gets each answer at once, and a file is evaluated on all threads.
    let wave = 4 * rayon::current_num_threads();
    while let Ok(first) = lines.recv() {
        let asked: Vec<String> =
            std::iter::once(first).chain(lines.try_iter().take(wave - 1)).collect::<io::Result<_>>()?;
        let answers: Vec<Vec<u8>> = asked.par_iter().map(|line| answer(line, &evaluator, now)).collect();
        for answer in &answers {
            out.write_all(answer)?;
        }
        out.flush()?;
    }
    Ok(ExitStatus::Success)
}

/// Reads lines on a thread of their own until the end, or until nobody wants more.
fn read_lines(path: &str) -> Result<mpsc::Receiver<io::Result<String>>, CommandError> {
    let reader: Box<dyn BufRead + Send> = match path {
        "-" => Box::new(BufReader::new(io::stdin())),
        path => Box::new(BufReader::new(File::open(path).map_err(|error| {
            CommandError::new(anyhow::Error::new(error).context(format!("cannot read the queries in {path}")))
        })?)),
    };
    let (sender, receiver) = mpsc::sync_channel(QUEUE_LINES);
    std::thread::spawn(move || {
        for line in reader.lines() {
            if line.as_ref().is_ok_and(|line| line.trim().is_empty()) {
                continue;
            }
            let failed = line.is_err();
            if sender.send(line).is_err() || failed {
                return;
            }
        }
    });
    Ok(receiver)
}

/// The envelope that answers one line.
fn answer(line: &str, evaluator: &Evaluator, now: Timestamp) -> Vec<u8> {
    let mut out = Vec::new();
    // Writing into memory cannot fail.
    let _ = match query(line, evaluator, now) {
        Ok((result, expression)) => report::api::write_result(&mut out, &result, &expression),
        Err(error) => {
            let error_type = error.error_type.as_deref().unwrap_or("unavailable");
            report::api::write_error(&mut out, error_type, &error.message)
        }
    };
    out
}

fn query(
    line: &str,
    evaluator: &Evaluator,
    now: Timestamp,
) -> Result<(crate::model::value::QueryResult, String), QueryError> {
    let query: Query = serde_json::from_str(line)
        .map_err(|error| QueryError::new("bad_data", format_args!("invalid query: {error}")))?;
    let times = query.times(now).map_err(|error| QueryError::new("bad_data", error.one_line()))?;
    let result = evaluator.evaluate(&query.expr, times)?;
    Ok((result, query.expr))
}

impl Query {
    /// An instant, or a range if anything of a range is given.
    fn times(&self, now: Timestamp) -> Result<Times, CommandError> {
        let [time, start, end, step] =
            [&self.time, &self.start, &self.end, &self.step].map(|text| text.as_ref().map(Text::text));
        if start.is_none() && end.is_none() && step.is_none() {
            let time = time.map_or(Ok(now), |text| parse_moment("evaluation time", &text, now))?;
            return Ok(Times::Instant(time));
        }
        if time.is_some() {
            return Err(CommandError::text("time does not go together with start, end and step"));
        }
        Ok(Times::Range(Range::new(start.as_deref(), end.as_deref(), step.as_deref(), now)?))
    }
}
