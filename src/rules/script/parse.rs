//! Text → commands, line by line.
//!
//! A command ends with a blank line or a comment. Blanks around lines mean nothing.

use super::{
    command::{Command, Demands, Eval, Expected, Grid, Load, LoadedSeries, Pattern, Times},
    error::{Line, ScriptError},
    expect::parse_demand,
    start_timestamps::{is_start_line, parse_start_line},
};
use crate::{
    golang::{
        float::{parse_float, parse_int},
        quote::{quote, unquote},
    },
    model::{histogram::FloatHistogram, labels::Labels, time::parse_duration},
    promql::{self, Features, SequenceValue},
};

/// The commands of a script, in order.
pub(super) fn parse(text: &str) -> Result<Vec<Command>, ScriptError> {
    let lines: Vec<Line<'_>> = text.split('\n').enumerate().map(line).collect();
    let mut lines = Lines { lines: &lines, next: 0 };
    let mut commands = Vec::new();
    while let Some(line) = lines.next_line() {
        let word = line.text.split_ascii_whitespace().next().unwrap_or_default().to_ascii_lowercase();
        match word.as_str() {
            "" => {}
            "clear" => commands.push(Command::Clear),
            _ if word.starts_with("load") => commands.push(Command::Load(parse_load(line, &mut lines)?)),
            _ if word.starts_with("eval") => commands.push(Command::Eval(Box::new(parse_eval(line, &mut lines)?))),
            _ => return Err(line.error(format!("invalid command {}", quote(line.text.as_bytes())))),
        }
    }
    Ok(commands)
}

fn line((index, text): (usize, &str)) -> Line<'_> {
    let trimmed = text.trim();
    let comment = trimmed.starts_with('#');
    Line { number: index + 1, indent: text.len() - text.trim_start().len(), text: if comment { "" } else { trimmed } }
}

struct Lines<'a> {
    lines: &'a [Line<'a>],
    next: usize,
}

impl<'a> Lines<'a> {
    fn next_line(&mut self) -> Option<Line<'a>> {
        let line = *self.lines.get(self.next)?;
        self.next += 1;
        Some(line)
    }

    /// The next line of the current command.
    fn next_of_command(&mut self) -> Option<Line<'a>> {
        self.lines.get(self.next).filter(|line| !line.text.is_empty())?;
        self.next_line()
    }
}

/// The first word of `text` and what follows the blanks after it.
fn split_word(text: &str) -> (&str, &str) {
    let (word, rest) = text.split_once([' ', '\t']).unwrap_or((text, ""));
    (word, rest.trim_ascii_start())
}

fn parse_load(line: Line<'_>, lines: &mut Lines<'_>) -> Result<Load, ScriptError> {
    let (word, step) = split_word(line.text);
    let with_custom_buckets = match word {
        "load" if !step.is_empty() => false,
        "load_with_nhcb" if !step.is_empty() => true,
        _ => return Err(line.error("invalid load command. (load[_with_nhcb] <step:duration>)")),
    };
    let interval = parse_duration(step)
        .map_err(|error| line.error(format!("invalid step definition {}: {error}", quote(step.as_bytes()))))?;
    let mut load = Load { line: line.number, interval, with_custom_buckets, series: Vec::new() };
    let mut pending: Option<(Line<'_>, Labels, Vec<Option<i64>>)> = None;
    while let Some(line) = lines.next_of_command() {
        if is_start_line(line.text) {
            if let Some((line, ..)) = pending {
                return Err(no_sample_line(line));
            }
            let (labels, offsets) = parse_start_line(line)?;
            pending = Some((line, labels, offsets));
            continue;
        }
        let (labels, values) = parse_series(line)?;
        let start_offsets = match pending.take() {
            None => Vec::new(),
            Some((line, of, _)) if of != labels => {
                return Err(line.error("@st metric does not match the following sample line metric"));
            }
            Some((line, _, offsets)) if offsets.len() != values.len() => {
                let (starts, samples) = (offsets.len(), values.len());
                return Err(line.error(format!("@st line has {starts} values but sample line has {samples}")));
            }
            Some((_, _, offsets)) => offsets,
        };
        let series = LoadedSeries { labels, values, start_offsets };
        match load.series.iter_mut().find(|known| known.labels == series.labels) {
            Some(known) => *known = series,
            None => load.series.push(series),
        }
    }
    match pending {
        Some((line, ..)) => Err(no_sample_line(line)),
        None => Ok(load),
    }
}

fn no_sample_line(line: Line<'_>) -> ScriptError {
    line.error("@st line has no following sample line")
}

/// The arithmetic of `{{…}}+{{…}}x5` and `{{…}}-{{…}}x5`.
fn combine(histogram: &FloatHistogram, step: &FloatHistogram, subtract: bool) -> Result<FloatHistogram, String> {
    let mut result = histogram.clone();
    let combined = if subtract { result.subtract(step) } else { result.add(step) };
    combined.map(|_| result).map_err(|error| error.to_string())
}

/// A metric and its values.
pub(super) fn parse_series(line: Line<'_>) -> Result<(Labels, Vec<SequenceValue>), ScriptError> {
    let description = promql::parse_series_description(line.text, &combine);
    description
        .map(|description| (description.labels, description.values))
        .map_err(|error| line.promql_error(0, &error))
}

const EVAL_FORM: &str = "invalid evaluation command. Must be either 'eval[_fail|_warn|_ordered|_info] instant [at \
    <offset:duration>] <query>' or 'eval[_fail|_warn|_info] range from <from> to <to> step <step> <query>'";

fn parse_eval(line: Line<'_>, lines: &mut Lines<'_>) -> Result<Eval, ScriptError> {
    let malformed = || line.error(EVAL_FORM);
    let (word, rest) = split_word(line.text);
    let (kind, rest) = split_word(rest);
    let mut demands = Demands::default();
    match (word, kind) {
        ("eval", _) => {}
        ("eval_fail", _) => demands.some_failure = true,
        ("eval_warn", _) => demands.some_warning = true,
        ("eval_info", _) => demands.some_info = true,
        ("eval_ordered", "instant") => demands.ordered = true,
        _ => return Err(malformed()),
    }
    let (times, text) = match kind {
        "instant" => {
            let (keyword, after) = split_word(rest);
            let (time, text) = split_word(after);
            if keyword != "at" {
                return Err(malformed());
            }
            let time = parse_duration(time).map_err(|error| {
                line.error(format!("invalid timestamp definition {}: {error}", quote(time.as_bytes())))
            })?;
            (Times::Instant(time), text)
        }
        "range" => {
            let (grid, text) = parse_grid(line, rest)?.ok_or_else(malformed)?;
            (Times::Range(grid), text)
        }
        _ => return Err(malformed()),
    };
    if text.is_empty() {
        return Err(malformed());
    }
    let expression = promql::parse(text, Features::all())
        .map_err(|error| line.promql_error(line.text.len() - text.len(), &error))?;
    let mut eval = Eval {
        line: line.number,
        text: text.to_owned(),
        expression,
        times,
        demands,
        expected: Expected::Series { series: Vec::new(), range_vector: None },
    };
    while let Some(line) = lines.next_of_command() {
        if parse_expectation(line, &mut eval)? == Last::Yes {
            break;
        }
    }
    Ok(eval)
}

/// `from T to T step D`, and what follows; `None` if it has another form.
fn parse_grid<'a>(line: Line<'_>, text: &'a str) -> Result<Option<(Grid, &'a str)>, ScriptError> {
    let mut rest = text;
    let mut durations = [0; 3];
    for (keyword, duration) in ["from", "to", "step"].into_iter().zip(&mut durations) {
        let (word, value_and_rest) = split_word(rest);
        let (value, after) = split_word(value_and_rest);
        if word != keyword || value.is_empty() {
            return Ok(None);
        }
        *duration = parse_duration(value).map_err(|error| {
            line.error(format!("invalid definition of {keyword} {}: {error}", quote(value.as_bytes())))
        })?;
        rest = after;
    }
    let [start, end, step] = durations;
    if end < start {
        return Err(line.error("invalid test definition, end timestamp is before start timestamp"));
    }
    Ok(Some((Grid { start, end, step }, rest)))
}

/// Whether a line ends its command even if others follow directly.
#[derive(PartialEq)]
enum Last {
    Yes,
    No,
}

fn parse_expectation(line: Line<'_>, eval: &mut Eval) -> Result<Last, ScriptError> {
    let text = line.text;
    if eval.demands.some_failure {
        if let Some(message) = text.strip_prefix("expected_fail_message") {
            eval.demands.fail.push(Pattern::Message(message.trim().to_owned()));
            return Ok(Last::Yes);
        }
        if let Some(pattern) = text.strip_prefix("expected_fail_regexp") {
            eval.demands.fail.push(Pattern::regex(line, pattern.trim())?);
            return Ok(Last::Yes);
        }
    }
    if let Some(rest) = text.strip_prefix("expect range vector") {
        let malformed = || line.error("must have the form 'expect range vector from <from> to <to> step <step>'");
        let (grid, rest) = parse_grid(line, rest.trim_ascii_start())?.ok_or_else(malformed)?;
        if !rest.is_empty() || grid.step == 0 {
            return Err(malformed());
        }
        if let (Expected::Series { range_vector, .. }, Times::Instant(time)) = (&mut eval.expected, &mut eval.times) {
            (*range_vector, *time) = (Some(grid), grid.end);
        }
        return Ok(Last::No);
    }
    if let Some(literal) = text.strip_prefix("expect string") {
        let value = literal.strip_prefix(' ').and_then(unquote).and_then(|bytes| String::from_utf8(bytes).ok());
        let value = value.ok_or_else(|| line.error("expect string needs a quoted string literal"))?;
        eval.expected = Expected::String(value);
        return Ok(Last::No);
    }
    // A metric of this name can still be written as `expect{}`.
    if text.split(' ').next() == Some("expect") {
        parse_demand(line, &mut eval.demands)?;
        return Ok(Last::No);
    }
    if let Some(number) = parse_number(text) {
        eval.expected = Expected::Scalar(number);
        return Ok(Last::Yes);
    }
    let (labels, values) = parse_series(line)?;
    if !matches!(eval.expected, Expected::Series { .. }) {
        eval.expected = Expected::Series { series: Vec::new(), range_vector: None };
    }
    if let Expected::Series { series, range_vector } = &mut eval.expected {
        if values.len() > 1 && matches!(eval.times, Times::Instant(_)) && range_vector.is_none() {
            return Err(line.error(
                "several values of an instant query: say 'expect range vector from <from> to <to> step <step>' before",
            ));
        }
        series.retain(|(known, _)| *known != labels);
        series.push((labels, values));
    }
    Ok(Last::No)
}

fn parse_number(text: &str) -> Option<f64> {
    parse_int(text, 0).map(|number| number as f64).ok().or_else(|| parse_float(text).ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// What lines begin with.
    const WORDS: &[&str] = &[
        "load 1m",
        "eval instant at 1m up",
        "eval range from 0 to 1m step 1s up",
        "expect warn",
        "expect string",
        "expect range vector from 0 to 1m step 1s",
        "up@st -1m+1sx2",
        "up 1+1x3 _x2 {{count:1}}",
        "",
    ];

    fn error(text: &str) -> String {
        parse(text).expect_err("it does not parse").to_string()
    }

    #[test]
    fn commands_are_told_apart() {
        let text = "# comment\nload 1m\n  a 1+1x3\n  b _ {{count:1}}\n\n clear\neval instant at 1m30s a\n\ta 1\n\n\
                    eval range from 0 to 1m step 30s a + b\n  expect warn\n";
        let commands = parse(text).expect("it parses");
        let [Command::Load(load), Command::Clear, Command::Eval(instant)] = &commands[..3] else {
            panic!("{commands:?}");
        };
        assert_eq!((load.line, load.interval, load.with_custom_buckets, load.series.len()), (2, 60_000, false, 2));
        assert_eq!(load.series[0].values.len(), 4);
        assert_eq!((instant.line, instant.text.as_str(), instant.times), (7, "a", Times::Instant(90_000)));
        assert!(matches!(&commands[3], Command::Eval(range) if range.line == 10 && range.text == "a + b"));
    }

    #[test]
    fn a_number_and_a_failure_end_a_command() {
        let commands =
            parse("eval instant at 0 1\n0x10\neval_fail instant at 0 up\nexpected_fail_message  x y \nclear")
                .expect("it parses");
        let [Command::Eval(scalar), Command::Eval(failing), Command::Clear] = commands.as_slice() else {
            panic!("{commands:?}");
        };
        assert!(matches!(scalar.expected, Expected::Scalar(16.0)));
        assert!(matches!(&failing.demands.fail[..], [Pattern::Message(text)] if text == "x y"));
    }

    #[test]
    fn a_range_vector_moves_the_evaluation() {
        let commands = parse("eval instant at 5m a[1m]\n expect range vector from 10s to 1m step 10s\n a 1 2 3");
        let Ok([Command::Eval(eval)]) = commands.as_deref() else { panic!("{commands:?}") };
        assert_eq!(eval.times, Times::Instant(60_000));
        let Expected::Series { series, range_vector } = &eval.expected else { panic!("{eval:?}") };
        assert_eq!((series.len(), *range_vector), (1, Some(Grid { start: 10_000, end: 60_000, step: 10_000 })));
    }

    proptest! {
        #[test]
        fn no_text_panics(lines in prop::collection::vec((0..WORDS.len(), 0..WORDS.len(), "[ -~]{0,8}"), 0..8)) {
            let lines: Vec<String> =
                lines.iter().map(|(first, second, rest)| format!("{} {}{rest}", WORDS[*first], WORDS[*second])).collect();
            let _ = parse(&lines.join("\n"));
        }
    }

    #[test]
    fn errors_name_line_and_column() {
        for (text, expected) in [
            ("lod 1m", "1:1: invalid command \"lod 1m\""),
            ("\n  load", "2:3: invalid load command. (load[_with_nhcb] <step:duration>)"),
            ("load 1x", "1:1: invalid step definition \"1x\": unknown unit \"x\" in duration \"1x\""),
            ("load 1m\n  a{ 1", "2:6: parse error: unexpected character inside braces: '1'"),
            ("eval instant at 1m sum(", "1:24: parse error: unclosed left parenthesis"),
            ("eval instant at 1m a\n  expect nothing", "2:3: "),
            ("eval instant at 1m a\n  expect warn regex: (", "2:3: "),
            ("eval instant at 1m a\n  a 1 2", "2:3: several values"),
            ("eval range from 1m to 0 step 1m a", "1:1: invalid test definition"),
            ("eval_ordered range from 0 to 1m step 1m a", "1:1: invalid evaluation command."),
            ("eval instant at 1m a\n expect info\n expect no_info", "3:2: "),
            ("load 1m\n a@st 1m\n", "2:2: @st line has no following sample line"),
            ("load 1m\n a@st 1m\n b 1", "2:2: @st metric does not match"),
            ("load 1m\n a@st 1m\n a 1 2", "2:2: @st line has 1 values but sample line has 2"),
        ] {
            let error = error(text);
            assert!(error.starts_with(expected), "{text:?}: {error}");
        }
    }
}
