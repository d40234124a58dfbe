//! The input, cut into pieces after line ends.

use crate::exposition::{Event, Format, MetricType, Parser};
use std::{
    io::{self, Read},
    sync::mpsc::SyncSender,
};

/// Large enough that cutting costs nothing, small enough that a batch of them stays in the caches of all cores.
const PIECE_BYTES: usize = 1 << 20;
/// A line that is longer is no line.
pub(super) const LONGEST_LINE: usize = 64 << 20;

/// Some lines of the input.
#[derive(Debug)]
pub(in crate::tsdb) struct Piece {
    pub(in crate::tsdb) bytes: Vec<u8>,
    /// Nothing comes after it.
    pub(super) is_last: bool,
}

impl Piece {
    /// What the last TYPE line in it says, if there is one.
    pub(super) fn last_kind(&self, format: Format) -> Option<MetricType> {
        let begins = memchr::memmem::rfind(&self.bytes, b"\n# TYPE ").map(|newline| newline + 1);
        let begin = begins.or_else(|| self.bytes.starts_with(b"# TYPE ").then_some(0))?;
        let rest = self.bytes.get(begin..)?;
        let line = memchr::memchr(b'\n', rest).map_or(rest, |end| &rest[..=end]);
        match Parser::new(line, format).next_event() {
            Ok(Some(Event::Type { kind, .. })) => Some(kind),
            _ => None,
        }
    }
}

/// Reads to the end and sends batches of `batch` pieces; ends early when nobody receives any more.
pub(in crate::tsdb) fn read(mut input: impl Read, batch: usize, sender: &SyncSender<io::Result<Vec<Piece>>>) {
    let mut pieces = Vec::new();
    let mut carried = Vec::new();
    loop {
        match read_piece(&mut input, carried) {
            Ok((piece, rest)) => {
                carried = rest;
                let is_last = piece.is_last;
                pieces.push(piece);
                if (is_last || pieces.len() >= batch) && sender.send(Ok(std::mem::take(&mut pieces))).is_err() {
                    return;
                }
                if is_last {
                    return;
                }
            }
            Err(error) => {
                // Whoever no longer listens has an error of their own.
                let _ = sender.send(Err(error));
                return;
            }
        }
    }
}

/// Reads a piece that begins with `bytes`; returns what was read beyond its last line end too.
fn read_piece(input: &mut impl Read, mut bytes: Vec<u8>) -> io::Result<(Piece, Vec<u8>)> {
    let mut wanted = PIECE_BYTES;
    loop {
        bytes.reserve(wanted.saturating_sub(bytes.len()));
        // One byte too many: so the end of the input shows before the piece is handed over.
        let missing = (wanted + 1).saturating_sub(bytes.len()) as u64;
        if input.by_ref().take(missing).read_to_end(&mut bytes)? < missing as usize {
            return Ok((Piece { bytes, is_last: true }, Vec::new()));
        }
        if let Some(newline) = memchr::memrchr(b'\n', &bytes[..wanted]) {
            let rest = bytes.split_off(newline + 1);
            return Ok((Piece { bytes, is_last: false }, rest));
        }
        if wanted >= LONGEST_LINE {
            let what = format!("a line is longer than {LONGEST_LINE} bytes");
            return Err(io::Error::new(io::ErrorKind::InvalidData, what));
        }
        wanted *= 2;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_end_with_lines_and_lose_nothing() {
        let line = "x".repeat(700_000) + "\n";
        let input = format!("{line}{line}{}\n{line}end", "y".repeat(3 << 20));
        let (sender, batches) = std::sync::mpsc::sync_channel(100);
        read(input.as_bytes(), 2, &sender);
        drop(sender);
        let pieces: Vec<Piece> = batches.into_iter().flat_map(|batch| batch.unwrap()).collect();
        let (last, others) = pieces.split_last().unwrap();
        assert!(last.is_last && last.bytes.ends_with(b"end"));
        assert!(others.iter().all(|piece| !piece.is_last && piece.bytes.ends_with(b"\n")));
        let all: Vec<u8> = pieces.iter().flat_map(|piece| piece.bytes.clone()).collect();
        assert_eq!(all, input.as_bytes());
    }

    #[test]
    fn the_last_type_counts() {
        let kind = |text: &str| {
            Piece { bytes: text.into(), is_last: false }.last_kind(Format::OpenMetrics).map(MetricType::as_str)
        };
        assert_eq!(kind("# TYPE a counter\na 1 1\n# TYPE b gauge\nb 1 1\n"), Some("gauge"));
        assert_eq!(kind("# TYPE a counter\n"), Some("counter"));
        assert_eq!(kind("a 1 1\n"), None);
    }
}
