//! The changes of a file as a unified diff, which `patch -p0` and `git apply -p0` take.

use super::{
    Style,
    style::{Paint, printable},
};
use similar::{ChangeTag, TextDiff};
use std::{
    io::{self, Write},
    time::Duration,
};

/// A better diff is not looked for any longer.
const LONGEST_SEARCH: Duration = Duration::from_secs(2);

/// Writes what turns `before` into `after`, with three lines around each change; nothing if they are the same.
pub fn write(out: &mut dyn Write, name: &str, before: &str, after: &str, style: Style) -> io::Result<()> {
    if before == after {
        return Ok(());
    }
    let diff = TextDiff::configure().timeout(LONGEST_SEARCH).diff_lines(before, after);
    let name = printable(name);
    writeln!(out, "{}", style.paint(Paint::Heading, format_args!("--- {name}")))?;
    writeln!(out, "{}", style.paint(Paint::Heading, format_args!("+++ {name}")))?;
    for hunk in diff.unified_diff().context_radius(3).iter_hunks() {
        writeln!(out, "{}", style.paint(Paint::Faint, hunk.header()))?;
        for change in hunk.iter_changes() {
            let line = change.value();
            let text = line.strip_suffix('\n').unwrap_or(line);
            match change.tag() {
                ChangeTag::Equal => writeln!(out, " {text}")?,
                ChangeTag::Delete => writeln!(out, "{}", style.paint(Paint::Removed, format_args!("-{text}")))?,
                ChangeTag::Insert => writeln!(out, "{}", style.paint(Paint::Added, format_args!("+{text}")))?,
            }
            if !line.ends_with('\n') {
                writeln!(out, "\\ No newline at end of file")?;
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn patch(before: &str, after: &str, color: bool) -> String {
        let mut out = Vec::new();
        let style = Style { color, ..Style::plain(80, 24) };
        write(&mut out, "f.yml", before, after, style).expect("a buffer takes all");
        String::from_utf8(out).expect("text")
    }

    #[test]
    fn changes_have_three_lines_around_them() {
        let lines: String = (1..=9).map(|line| format!("{line}\n")).collect();
        let after = lines.replace("5\n", "five\r\n").replace("9\n", "9");
        insta::assert_snapshot!(patch(&lines, &after, false), @r"
        --- f.yml
        +++ f.yml
        @@ -2,8 +2,8 @@
         2
         3
         4
        -5
        +five
         6
         7
         8
        -9
        +9
        \ No newline at end of file
        ");
    }

    #[test]
    fn colours_only_where_they_are_wanted() {
        assert_eq!(patch("a\n", "a\n", true), "");
        assert!(patch("a\n", "b\n", true).contains("\u{1b}[31m-a\u{1b}[0m\n\u{1b}[32m+b\u{1b}[0m\n"));
        assert!(!patch("a\n", "b\n", false).contains('\u{1b}'));
    }
}
