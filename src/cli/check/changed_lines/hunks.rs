//! The lines that a diff without context changes, read from git's output as it comes.

use std::{
    collections::HashMap,
    io::{self, BufRead},
    ops::RangeInclusive,
};

/// The changed lines of each file, as numbers in its new state, in ascending order.
pub(super) type Hunks = HashMap<Vec<u8>, Vec<RangeInclusive<usize>>>;

/// Reads a unified diff. Only headers are kept, so that its size does not matter.
pub(super) fn read(mut diff: impl BufRead) -> io::Result<Hunks> {
    let mut hunks = Hunks::new();
    let mut file: Option<Vec<u8>> = None;
    // Lines of the current hunk that are still to come: they may look like headers.
    let mut pending = 0;
    let mut line = Vec::new();
    loop {
        line.clear();
        if diff.read_until(b'\n', &mut line)? == 0 {
            return Ok(hunks);
        }
        let text = line.strip_suffix(b"\n").unwrap_or(&line);
        if pending > 0 {
            // `\ No newline at end of file` is not counted.
            pending -= usize::from(!text.starts_with(b"\\"));
        } else if let Some(name) = text.strip_prefix(b"+++ ") {
            file = new_name(name);
        } else if let Some(hunk) = text.strip_prefix(b"@@ ").and_then(hunk) {
            pending = hunk.removed + hunk.added;
            if let Some(file) = &file {
                // Where lines were only taken away, the line behind them is new beside the one before.
                let last = hunk.start + hunk.added.max(1) - 1;
                hunks.entry(file.clone()).or_default().push(hunk.start.max(1)..=last.max(1));
            }
        }
    }
}

struct Hunk {
    removed: usize,
    start: usize,
    added: usize,
}

/// `-10,2 +12 @@ …`.
fn hunk(text: &[u8]) -> Option<Hunk> {
    let text = std::str::from_utf8(text.split(|byte| *byte == b'@').next()?).ok()?;
    let mut ranges = text.split_whitespace();
    let (_, removed) = range(ranges.next()?.strip_prefix('-')?)?;
    let (start, added) = range(ranges.next()?.strip_prefix('+')?)?;
    Some(Hunk { removed, start, added })
}

/// `START,COUNT`, or one line.
fn range(text: &str) -> Option<(usize, usize)> {
    match text.split_once(',') {
        Some((start, count)) => Some((start.parse().ok()?, count.parse().ok()?)),
        None => Some((text.parse().ok()?, 1)),
    }
}

/// The name behind `+++ `, without the prefix `b/`; `None` for a file that is not there any more.
fn new_name(text: &[u8]) -> Option<Vec<u8>> {
    let name = match text.strip_prefix(b"\"") {
        Some(quoted) => unquoted(quoted.strip_suffix(b"\"")?),
        // A tab ends a name that has blanks in it.
        None => text.strip_suffix(b"\t").unwrap_or(text).to_vec(),
    };
    name.strip_prefix(b"b/").map(<[u8]>::to_vec)
}

/// A name as C would write it.
fn unquoted(text: &[u8]) -> Vec<u8> {
    let mut name = Vec::with_capacity(text.len());
    let mut bytes = text.iter().copied().peekable();
    while let Some(byte) = bytes.next() {
        if byte != b'\\' {
            name.push(byte);
            continue;
        }
        match bytes.next() {
            Some(first @ b'0'..=b'7') => {
                let mut value = u32::from(first - b'0');
                for _ in 0..2 {
                    let Some(digit) = bytes.next_if(|byte| matches!(byte, b'0'..=b'7')) else { break };
                    value = value * 8 + u32::from(digit - b'0');
                }
                name.push(value as u8);
            }
            Some(letter) => name.push(match letter {
                b'a' => 7,
                b'b' => 8,
                b't' => b'\t',
                b'n' => b'\n',
                b'v' => 11,
                b'f' => 12,
                b'r' => b'\r',
                other => other,
            }),
            None => {}
        }
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(diff: &str) -> Vec<(String, Vec<RangeInclusive<usize>>)> {
        let hunks = read(diff.as_bytes()).expect("a buffer can be read");
        let mut hunks: Vec<_> =
            hunks.into_iter().map(|(name, lines)| (String::from_utf8_lossy(&name).into_owned(), lines)).collect();
        hunks.sort_by(|left, right| left.0.cmp(&right.0));
        hunks
    }

    #[test]
    fn changed_lines_are_those_of_the_new_file() {
        let diff = "diff --git a/a.yml b/a.yml\nindex 1..2 100644\n--- a/a.yml\n+++ b/a.yml\n@@ -2 +2 @@ groups:\n-x\n\
                    +y\n@@ -9,2 +9,3 @@\n-++ b/other\n-@@ -1 +1 @@\n+++ b/evil\n+b\n+c\n@@ -20,3 +20,0 @@\n-a\n-b\n-c\n";
        assert_eq!(lines(diff), [("a.yml".into(), vec![2..=2, 9..=11, 20..=20])]);
        let end = "--- a/a.yml\n+++ b/a.yml\n@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+b\n\\ No newline at end of \
                   file\n--- a/b.yml\n+++ b/b.yml\n@@ -0,0 +1,4 @@\n+a\n+b\n+c\n+d\n";
        assert_eq!(lines(end), [("a.yml".into(), vec![1..=1]), ("b.yml".into(), vec![1..=4])]);
        // A file that lost its first lines, one that is gone, and one that is only renamed.
        let other = "--- a/a\n+++ b/a\n@@ -1,2 +0,0 @@\n-a\n-b\n--- a/b\n+++ /dev/null\n@@ -1 +0,0 @@\n-a\nrename from c\n\
                     rename to d\n";
        assert_eq!(lines(other), [("a".into(), vec![1..=1])]);
    }

    #[test]
    fn names_may_be_quoted() {
        let diff =
            "+++ \"b/a\\t\\\"\\303\\251.yml\"\n@@ -1 +1 @@\n-a\n+b\n+++ b/with blank.yml\t\n@@ -1 +1 @@\n-a\n+b\n";
        assert_eq!(lines(diff), [("a\t\"é.yml".into(), vec![1..=1]), ("with blank.yml".into(), vec![1..=1])]);
    }

    #[test]
    fn what_is_no_diff_has_no_lines() {
        assert_eq!(lines("@@ -1 +1 @@\n@@ x\n+++ \"\n@@ -1,99999999999999999999 +1 @@\n"), []);
    }
}
