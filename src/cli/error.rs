//! Why a command failed: the one place where errors of all floors become text, hints and an exit code.

use super::{exit::ExitStatus, output::Output};
use crate::{
    diagnostic::{Severity, Span},
    engine,
    promql::{EditError, ParseError},
    remote,
    report::snippet,
};
use std::{
    fmt::Display,
    io::{self, Write},
};

/// A failed command.
#[derive(Debug)]
pub(super) enum CommandError {
    /// The command line makes no sense.
    Usage(String),
    /// An expression that is only read, not evaluated, does not parse.
    Syntax {
        /// The error with its position.
        text: String,
        /// What is wrong.
        place: Option<Box<Place>>,
    },
    /// A query failed.
    Query(QueryError),
    /// Anything else that failed.
    Failed {
        /// What failed and why.
        error: anyhow::Error,
        /// What to try.
        hints: Vec<String>,
    },
}

/// A failed query, as the API describes one.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct QueryError {
    /// The API's `errorType`; `None` when the failure lies outside of it, such as a server that cannot be reached.
    pub(super) error_type: Option<String>,
    /// The API's `error`.
    pub(super) message: String,
    /// What is wrong in the expression, if it is known.
    pub(super) place: Option<Box<Place>>,
    /// What to try.
    pub(super) hints: Vec<String>,
}

/// A place in an expression.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Place {
    /// The whole expression.
    pub(super) expression: String,
    /// The part that is wrong.
    pub(super) span: Span,
    /// What is wrong, without position.
    pub(super) message: String,
}

impl Place {
    fn of(error: &ParseError, expression: &str) -> Option<Box<Place>> {
        let place = |span| Place { expression: expression.into(), span, message: error.message.clone() };
        error.span.map(place).map(Box::new)
    }
}

impl CommandError {
    /// A failure with its chain of causes.
    pub(super) fn new(error: impl Into<anyhow::Error>) -> CommandError {
        CommandError::Failed { error: error.into(), hints: Vec::new() }
    }

    /// A failure that is only a text.
    pub(super) fn text(text: impl Display) -> CommandError {
        CommandError::Failed { error: anyhow::anyhow!("{text}"), hints: Vec::new() }
    }

    /// An expression does not parse; promtool prints the bare error.
    pub(super) fn syntax(expression: &str, error: ParseError) -> CommandError {
        CommandError::Syntax { text: error.to_string(), place: Place::of(&error, expression) }
    }

    /// An expression cannot be edited.
    pub(super) fn edit(expression: &str, error: EditError) -> CommandError {
        match error {
            EditError::Parse(error) => CommandError::syntax(expression, error),
            EditError::Regex(error) => CommandError::new(error),
        }
    }

    /// The failure as one line, for where only one fits.
    pub(super) fn one_line(&self) -> String {
        match self {
            CommandError::Usage(text) | CommandError::Syntax { text, .. } => text.clone(),
            CommandError::Query(error) => error.text(),
            CommandError::Failed { error, .. } => chain(error),
        }
    }

    /// The same failure with a hint what to try.
    pub(super) fn hinted(mut self, hint: impl Into<String>) -> CommandError {
        match &mut self {
            CommandError::Failed { hints, .. } | CommandError::Query(QueryError { hints, .. }) => {
                hints.push(hint.into())
            }
            CommandError::Usage(text) | CommandError::Syntax { text, .. } => {
                *text = format!("{text}\n\nhint: {}", hint.into());
            }
        }
        self
    }

    /// How the run ends.
    pub(super) fn status(&self) -> ExitStatus {
        match self {
            CommandError::Usage(_) => ExitStatus::Usage,
            CommandError::Failed { error, .. } if is_closed_pipe(error) => ExitStatus::Success,
            CommandError::Failed { .. } | CommandError::Query(_) | CommandError::Syntax { .. } => ExitStatus::Failed,
        }
    }

    /// Prints the failure to stderr, in promtool's words; people at a terminal also see the line with a caret.
    pub(super) fn print(&self, output: &Output) -> io::Result<()> {
        let mut stderr = output.stderr();
        match self {
            CommandError::Usage(text) => writeln!(stderr, "error: {text}\n\nFor more information, try '--help'."),
            CommandError::Failed { error, .. } if is_closed_pipe(error) => Ok(()),
            CommandError::Failed { error, hints } => {
                writeln!(stderr, "{}", chain(error))?;
                print_hints(&mut stderr, hints)
            }
            CommandError::Syntax { text, place } => {
                print_placed(&mut stderr, place.as_deref(), format_args!("{text}"), output)
            }
            CommandError::Query(error) => {
                print_placed(
                    &mut stderr,
                    error.place.as_deref(),
                    format_args!("query error: {}", error.text()),
                    output,
                )?;
                print_hints(&mut stderr, &error.hints)
            }
        }
    }
}

/// Prints the line with a caret on a terminal, and the plain text elsewhere.
fn print_placed(
    stderr: &mut dyn Write,
    place: Option<&Place>,
    text: std::fmt::Arguments<'_>,
    output: &Output,
) -> io::Result<()> {
    match place {
        Some(Place { expression, span, message }) if output.stderr_is_terminal() => {
            snippet::write(stderr, expression, *span, message, Severity::Error, output.stderr_style())
        }
        _ => writeln!(stderr, "{text}"),
    }
}

/// An error and its causes on one line, without repeating what a cause says at the end of its effect.
fn chain(error: &anyhow::Error) -> String {
    let mut text = String::new();
    for cause in error.chain().map(ToString::to_string) {
        if text.is_empty() {
            text = cause;
        } else if !text.ends_with(&cause) {
            text = format!("{text}: {cause}");
        }
    }
    text
}

fn print_hints(stderr: &mut dyn Write, hints: &[String]) -> io::Result<()> {
    hints.iter().try_for_each(|hint| writeln!(stderr, "\nhint: {hint}"))
}

fn is_closed_pipe(error: &anyhow::Error) -> bool {
    let is_closed = |cause: &(dyn std::error::Error + 'static)| {
        cause.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
    };
    error.chain().any(is_closed)
}

impl QueryError {
    /// A failure inside the query, with the API's type of it.
    pub(super) fn new(error_type: &str, message: impl Display) -> QueryError {
        QueryError { error_type: Some(error_type.into()), message: message.to_string(), place: None, hints: Vec::new() }
    }

    /// The parameter `parameter` of the query does not parse, as the server says it.
    pub(super) fn parameter(parameter: &str, text: &str, error: &ParseError) -> QueryError {
        let message = format!("invalid parameter \"{parameter}\": {error}");
        QueryError { place: Place::of(error, text), ..QueryError::new("bad_data", message) }
    }

    /// The same failure with its place, if a server named one in `expression`: `1:5: parse error: …`.
    pub(super) fn located_in(mut self, expression: &str) -> QueryError {
        self.place = place_of(&self.message, expression).map(Box::new);
        self
    }

    /// The line that promtool prints after `query error: `.
    pub(super) fn text(&self) -> String {
        match &self.error_type {
            Some(error_type) => format!("{error_type}: {}", self.message),
            None => self.message.clone(),
        }
    }
}

/// The place that a server's message about the parameter `query` names.
fn place_of(message: &str, expression: &str) -> Option<Place> {
    let (position, message) = message.strip_prefix("invalid parameter \"query\": ")?.split_once(": parse error: ")?;
    let (line, column) = position.split_once(':')?;
    let (line, column): (usize, usize) = (line.parse().ok()?, column.parse().ok()?);
    let before: usize = expression.split_inclusive('\n').take(line.checked_sub(1)?).map(str::len).sum();
    let start = before.checked_add(column.checked_sub(1)?)?;
    let span = Span::new(start, start);
    Some(Place { expression: expression.into(), span, message: message.into() })
}

impl From<QueryError> for CommandError {
    fn from(error: QueryError) -> CommandError {
        CommandError::Query(error)
    }
}

impl From<engine::Error> for QueryError {
    fn from(error: engine::Error) -> QueryError {
        // The server finds what is wrong with a query before it runs it, and then blames the parameter.
        let mut converted = match error.kind() {
            engine::ErrorKind::BadData => QueryError::new("bad_data", format!("invalid parameter \"query\": {error}")),
            kind => QueryError::new(kind.as_str(), &error),
        };
        match error {
            engine::Error::TooManySamples => converted.hints.push("the limit is --max-samples".into()),
            engine::Error::Timeout => converted.hints.push("the limit is --timeout".into()),
            _ => {}
        }
        converted
    }
}

impl From<remote::Error> for QueryError {
    fn from(error: remote::Error) -> QueryError {
        let hints = error.hint().into_iter().collect();
        let (error_type, message) = match &error {
            remote::Error::Api(api) => (Some(api.kind.clone()), api.message.clone()),
            _ => (None, error.to_string()),
        };
        QueryError { error_type, message, place: None, hints }
    }
}

impl From<io::Error> for CommandError {
    fn from(error: io::Error) -> CommandError {
        CommandError::new(error)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_in_messages_of_servers_are_found() {
        let place = |message: &str, expression| place_of(message, expression).map(|place| (place.span, place.message));
        let message = "invalid parameter \"query\": 2:3: parse error: unexpected <op:+>";
        assert_eq!(place(message, "a\nb + + c"), Some((Span::new(4, 4), "unexpected <op:+>".into())));
        assert_eq!(place("invalid parameter \"query\": 0:0: parse error: x", "a"), None);
        assert_eq!(place("query timed out", "a"), None);
    }

    #[test]
    fn causes_are_not_repeated() {
        let cause = anyhow::anyhow!("no space left");
        assert_eq!(
            chain(&cause.context("writing: no space left").context("backfill")),
            "backfill: writing: no space left"
        );
    }

    #[test]
    fn a_closed_pipe_is_no_failure() {
        let closed = io::Error::from(io::ErrorKind::BrokenPipe);
        assert_eq!(CommandError::new(anyhow::Error::new(closed).context("writing")).status(), ExitStatus::Success);
        assert_eq!(CommandError::text("no").status(), ExitStatus::Failed);
        assert_eq!(CommandError::Usage("no".into()).status(), ExitStatus::Usage);
    }
}
