//! Findings as workflow commands of GitHub Actions, which show them at their lines in a pull request.
//!
//! ```text
//! ::error file=rules.yml,line=4,col=12,endLine=4,endColumn=13,title=rules/syntax::unclosed left parenthesis
//! ```
//! A command is one line: in values `%`, CR and LF are escaped, in properties `:` and `,` too.

use super::{Report, Severity};
use std::{
    fmt::{self, Write as _},
    io::{self, Write},
};

pub(super) fn write(out: &mut dyn Write, report: &Report<'_>) -> io::Result<()> {
    for (file, diagnostic) in report.findings() {
        let command = match diagnostic.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "notice",
        };
        write!(out, "::{command} file={}", Property(file.name_of(diagnostic)))?;
        if let Some(place) = &diagnostic.place {
            let (start, end) = (place.start(), place.end());
            write!(out, ",line={},col={},endLine={}", start.line, start.column, end.line)?;
            // GitHub takes columns only for what stays in one line.
            if end.line == start.line {
                write!(out, ",endColumn={}", end.column)?;
            }
        }
        write!(out, ",title={}::{}", Property(diagnostic.code), Data(&diagnostic.message))?;
        for hint in &diagnostic.hints {
            write!(out, "{}", Data(&format!("\nhint: {hint}")))?;
        }
        writeln!(out)?;
    }
    Ok(())
}

/// The text behind `::`.
struct Data<'a>(&'a str);

/// A value of a property.
struct Property<'a>(&'a str);

impl fmt::Display for Data<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        escape(self.0, formatter, |_| None)
    }
}

impl fmt::Display for Property<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        escape(self.0, formatter, |character| match character {
            ':' => Some("%3A"),
            ',' => Some("%2C"),
            _ => None,
        })
    }
}

fn escape(text: &str, formatter: &mut fmt::Formatter<'_>, more: impl Fn(char) -> Option<&'static str>) -> fmt::Result {
    for character in text.chars() {
        match character {
            '%' => formatter.write_str("%25")?,
            '\r' => formatter.write_str("%0D")?,
            '\n' => formatter.write_str("%0A")?,
            _ => match more(character) {
                Some(escaped) => formatter.write_str(escaped)?,
                None => formatter.write_char(character)?,
            },
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{super::samples, *};

    #[test]
    fn commands_are_escaped() {
        insta::assert_snapshot!(samples::written(write), @r"
        ::error file=dir a/f.yml,line=3,col=15,endLine=3,endColumn=16,title=rules/syntax::unclosed left parenthesis: 100%25%0Ahint: count the parentheses
        ::warning file=dir a/f.yml,title=rules/none::no rules <found>%0Ain it
        ");
        assert_eq!(Property("a:b,c%\r\n").to_string(), "a%3Ab%2Cc%25%0D%0A");
        assert_eq!(Data("a:b,c%\r\n").to_string(), "a:b,c%25%0D%0A");
    }
}
