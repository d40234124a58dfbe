//! Where output goes: streams, whether they are terminals, their size, and whether colours are wanted.

use crate::report::Style;
use std::io::{self, BufWriter, IsTerminal, StderrLock, StdoutLock, Write};

/// When to use colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum ColorChoice {
    /// On a terminal, unless `NO_COLOR` is set.
    #[default]
    Auto,
    /// Even when the output is not a terminal.
    Always,
    /// Never.
    Never,
}

/// The two output streams of this process.
#[derive(Clone, Copy, Debug)]
pub(super) struct Output {
    color: ColorChoice,
    stdout_is_terminal: bool,
    stderr_is_terminal: bool,
}

/// Columns and rows when neither the terminal nor the environment knows better.
const FALLBACK_SIZE: (usize, usize) = (100, 30);
/// Wider than this nobody reads; also keeps a nonsensical `COLUMNS` from using up the memory.
const WIDEST: usize = 1000;

impl Output {
    /// Looks at the streams once.
    pub(super) fn new(color: ColorChoice) -> Output {
        let stdout_is_terminal = io::stdout().is_terminal();
        Output { color, stdout_is_terminal, stderr_is_terminal: io::stderr().is_terminal() }
    }

    /// Standard output, buffered; flush it before the end.
    pub(super) fn stdout(&self) -> BufWriter<StdoutLock<'static>> {
        BufWriter::with_capacity(1 << 16, io::stdout().lock())
    }

    /// Standard error.
    pub(super) fn stderr(&self) -> StderrLock<'static> {
        io::stderr().lock()
    }

    /// Whether people read stdout.
    pub(super) fn stdout_is_terminal(&self) -> bool {
        self.stdout_is_terminal
    }

    /// Whether people read stderr.
    pub(super) fn stderr_is_terminal(&self) -> bool {
        self.stderr_is_terminal
    }

    /// How to draw on stdout.
    pub(super) fn stdout_style(&self) -> Style {
        self.style(self.stdout_is_terminal)
    }

    /// How to draw on stderr.
    pub(super) fn stderr_style(&self) -> Style {
        self.style(self.stderr_is_terminal)
    }

    fn style(&self, is_terminal: bool) -> Style {
        let color = match self.color {
            ColorChoice::Always => true,
            ColorChoice::Never => false,
            ColorChoice::Auto => {
                let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
                is_terminal && !set("NO_COLOR") && std::env::var_os("TERM").is_none_or(|term| term != "dumb")
            }
        };
        let (width, height) = size(is_terminal);
        Style { color, width, height }
    }
}

/// `COLUMNS` and `LINES` win over the terminal's own size, so that scripts and tests can choose.
fn size(is_terminal: bool) -> (usize, usize) {
    let number = |name| std::env::var(name).ok()?.parse::<usize>().ok().filter(|number| *number > 0);
    let terminal = is_terminal.then(terminal_size::terminal_size).flatten();
    let terminal = terminal.map(|(width, height)| (usize::from(width.0), usize::from(height.0)));
    let (width, height) = terminal.unwrap_or(FALLBACK_SIZE);
    (number("COLUMNS").unwrap_or(width).clamp(20, WIDEST), number("LINES").unwrap_or(height).clamp(5, WIDEST))
}

/// Flushes what is left; the error of a closed pipe surfaces here.
pub(super) fn finish(mut out: impl Write) -> io::Result<()> {
    out.flush()
}
