//! How text for people is drawn: colours, and the room there is.

use crate::diagnostic::Severity;
use std::fmt;

/// What the drawing formats may use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    /// Whether colours and bold are wanted.
    pub color: bool,
    /// Columns.
    pub width: usize,
    /// Rows.
    pub height: usize,
}

/// The colours that things have in common everywhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Paint {
    /// Headings.
    Heading,
    /// What stands in the background: axes, line numbers.
    Faint,
    /// The severity of a message.
    Severity(Severity),
    /// One of several series, by its index.
    Series(usize),
    /// A line that is taken away.
    Removed,
    /// A line that is added.
    Added,
}

/// Colours of the series of a chart, readable on light and dark ground and apart from each other for most eyes.
const SERIES_COLORS: [u8; 8] = [33, 208, 35, 170, 178, 45, 203, 141];

impl Style {
    /// Plain text in a given room.
    pub fn plain(width: usize, height: usize) -> Style {
        Style { color: false, width, height }
    }

    /// `text`, painted if colours are wanted.
    pub(super) fn paint<T: fmt::Display>(&self, paint: Paint, text: T) -> Painted<T> {
        Painted { style: if self.color { paint.style() } else { anstyle::Style::new() }, text }
    }
}

impl Paint {
    fn style(self) -> anstyle::Style {
        let color = |color: anstyle::AnsiColor| anstyle::Style::new().fg_color(Some(color.into())).bold();
        match self {
            Paint::Heading => anstyle::Style::new().bold(),
            Paint::Faint => anstyle::Style::new().dimmed(),
            Paint::Severity(Severity::Error) => color(anstyle::AnsiColor::Red),
            Paint::Severity(Severity::Warning) => color(anstyle::AnsiColor::Yellow),
            Paint::Severity(Severity::Info) => color(anstyle::AnsiColor::Cyan),
            Paint::Removed => anstyle::Style::new().fg_color(Some(anstyle::AnsiColor::Red.into())),
            Paint::Added => anstyle::Style::new().fg_color(Some(anstyle::AnsiColor::Green.into())),
            Paint::Series(index) => {
                let color = anstyle::Ansi256Color(SERIES_COLORS[index % SERIES_COLORS.len()]);
                anstyle::Style::new().fg_color(Some(color.into()))
            }
        }
    }
}

/// A text with the codes around it that colour it.
pub(super) struct Painted<T> {
    style: anstyle::Style,
    text: T,
}

impl<T: fmt::Display> fmt::Display for Painted<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.style.fmt(formatter)?;
        self.text.fmt(formatter)?;
        write!(formatter, "{:#}", self.style)
    }
}

/// `text` without characters that would act on a terminal: control characters and those that turn the writing direction
/// become `�`, line ends and tabs become spaces.
pub(super) fn printable(text: &str) -> String {
    let replace = |character: char| match character {
        '\t' | '\n' | '\r' => ' ',
        '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => '\u{fffd}',
        _ if character.is_control() => '\u{fffd}',
        _ => character,
    };
    text.chars().map(replace).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_painted_without_colour() {
        let style = Style::plain(80, 24);
        assert_eq!(style.paint(Paint::Heading, "x").to_string(), "x");
        let style = Style { color: true, ..style };
        assert_eq!(style.paint(Paint::Heading, "x").to_string(), "\u{1b}[1mx\u{1b}[0m");
    }

    #[test]
    fn what_acts_on_a_terminal_is_replaced() {
        assert_eq!(printable("a\u{1b}[31m\tb\u{202e}é"), "a\u{fffd}[31m b\u{fffd}é");
    }
}
