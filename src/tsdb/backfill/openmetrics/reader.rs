//! The input, cut into pieces after line ends.

use crate::exposition::{Event, Format, MetricType, Parser};
use std::{
    io::{self, Read},
    sync::mpsc::{Receiver, SyncSender},
};

/// Large enough that cutting costs nothing, small enough that what is under way at a time stays in the caches.
pub(super) const PIECE_BYTES: usize = 1 << 18;
/// A line that is longer is no line.
pub(super) const LONGEST_LINE: usize = 64 << 20;
/// What a read at the end of the input wants to have free, so as not to grow the buffer for nothing.
const SPARE_BYTES: usize = 64;

/// Some lines of the input.
#[derive(Debug)]
pub(super) struct Piece {
    pub(super) bytes: Vec<u8>,
    /// Nothing comes after it.
    pub(super) is_last: bool,
}

impl Piece {
    /// What the last TYPE line in it says, if there is one.
    pub(super) fn last_kind(&self, format: Format) -> Option<MetricType> {
        let is_type = |&begin: &usize| {
            let is_line = begin == 0 || self.bytes.get(begin - 1) == Some(&b'\n');
            is_line && self.bytes.get(begin..).is_some_and(|line| line.starts_with(b"# TYPE "))
        };
        let begin = memchr::memrchr_iter(b'#', &self.bytes).find(is_type)?;
        let rest = self.bytes.get(begin..)?;
        let line = memchr::memchr(b'\n', rest).map_or(rest, |end| &rest[..=end]);
        match Parser::new(line, format).next_event() {
            Ok(Some(Event::Type { kind, .. })) => Some(kind),
            _ => None,
        }
    }
}

/// The thread that reads: it sends batches of pieces, and gets the buffers back.
pub(super) struct Reader<I> {
    pub(super) input: I,
    pub(super) piece_bytes: usize,
    /// Pieces in a batch.
    pub(super) batch: usize,
    pub(super) batches: SyncSender<io::Result<Vec<Piece>>>,
    pub(super) used: Receiver<Vec<u8>>,
}

impl<I: Read> Reader<I> {
    /// Reads to the end; ends early when nobody receives any more.
    pub(super) fn run(mut self) {
        let mut pieces = Vec::new();
        let mut carried = Vec::new();
        loop {
            match self.read_piece(carried) {
                Ok((piece, rest)) => {
                    carried = rest;
                    let is_last = piece.is_last;
                    pieces.push(piece);
                    if is_last || pieces.len() >= self.batch {
                        let is_over = self.batches.send(Ok(std::mem::take(&mut pieces))).is_err() || is_last;
                        if is_over {
                            return;
                        }
                    }
                }
                Err(error) => {
                    // Whoever no longer listens has an error of their own.
                    let _ = self.batches.send(Err(error));
                    return;
                }
            }
        }
    }

    /// Reads a piece that begins with `carried`; returns what was read beyond its last line end too.
    fn read_piece(&mut self, carried: Vec<u8>) -> io::Result<(Piece, Vec<u8>)> {
        let mut bytes = self.used.try_recv().unwrap_or_default();
        bytes.clear();
        bytes.extend_from_slice(&carried);
        let mut wanted = self.piece_bytes;
        loop {
            bytes.reserve_exact((wanted + SPARE_BYTES).saturating_sub(bytes.len()));
            // One byte too many: so the end of the input shows before the piece is handed over.
            let missing = (wanted + 1).saturating_sub(bytes.len()) as u64;
            if self.input.by_ref().take(missing).read_to_end(&mut bytes)? < missing as usize {
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
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_end_with_lines_and_lose_nothing() {
        let line = "x".repeat(700) + "\n";
        let input = format!("{line}{line}{}\n{line}end", "y".repeat(3 << 10));
        let (sender, batches) = std::sync::mpsc::sync_channel(100);
        let (back, used) = std::sync::mpsc::channel();
        back.send(b"what was in it before".to_vec()).unwrap();
        Reader { input: input.as_bytes(), piece_bytes: 1 << 10, batch: 2, batches: sender, used }.run();
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
