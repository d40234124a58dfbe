//! What changes in a file, as a unified diff that `patch` and `git apply` take.

use super::style::{Paint, Style};
use crate::diagnostic::Severity;
use similar::TextDiff;
use std::{
    io::{self, Write},
    time::Duration,
};

/// How many lines that stay are shown around those that change.
const CONTEXT_LINES: usize = 3;
/// After this long the rest is shown as replaced as a whole: right, though not the shortest way.
const LONGEST_SEARCH: Duration = Duration::from_secs(2);

/// Writes how the file `name` changes; nothing if it does not. Bytes that are not UTF-8 are shown as `�`.
pub fn write(out: &mut dyn Write, name: &str, old: &[u8], new: &[u8], style: Style) -> io::Result<()> {
    let (old, new) = (String::from_utf8_lossy(old), String::from_utf8_lossy(new));
    let diff = TextDiff::configure().timeout(LONGEST_SEARCH).diff_lines(&*old, &*new);
    let text = diff.unified_diff().context_radius(CONTEXT_LINES).header(name, name).to_string();
    for (number, line) in text.split_inclusive('\n').enumerate() {
        let (content, end) = line.strip_suffix('\n').map_or((line, ""), |content| (content, "\n"));
        let paint = match content.as_bytes() {
            // Further below, a line that begins so is one of the file.
            _ if number < 2 => Paint::Heading,
            [b'@', ..] => Paint::Faint,
            [b'-', ..] => Paint::Severity(Severity::Error),
            [b'+', ..] => Paint::Series(2),
            _ => {
                out.write_all(line.as_bytes())?;
                continue;
            }
        };
        write!(out, "{}{end}", style.paint(paint, content))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(old: &str, new: &str) -> String {
        let mut out = Vec::new();
        write(&mut out, "r.yml", old.as_bytes(), new.as_bytes(), Style::plain(80, 24)).expect("memory");
        String::from_utf8(out).expect("UTF-8")
    }

    #[test]
    fn changes_stand_between_lines_that_stay() {
        assert_eq!(shown("same\n", "same\n"), "");
        let old = "1\n2\n3\n4\n5\n6\r\nlast";
        insta::assert_snapshot!(shown(old, &old.replace('5', "five")), @r#"
        --- r.yml
        +++ r.yml
        @@ -2,6 +2,6 @@
         2
         3
         4
        -5
        +five
         6
         last
        \ No newline at end of file
        "#);
    }

    #[test]
    fn what_is_no_text_is_shown_as_well() {
        let mut out = Vec::new();
        let style = Style { color: true, ..Style::plain(80, 24) };
        write(&mut out, "r", b"\xff\n", b"a\n", style).expect("memory");
        let text = String::from_utf8(out).expect("UTF-8");
        assert!(text.contains("-\u{fffd}") && text.contains('\u{1b}'), "{text}");
    }
}
