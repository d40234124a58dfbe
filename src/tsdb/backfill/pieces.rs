//! The input of an importer, cut into pieces after line ends: a thread of its own reads them.

use std::{
    io::{self, Read},
    sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel},
    thread::Scope,
};

/// Large enough that cutting costs nothing, small enough that what is under way at a time stays in the caches.
pub(in crate::tsdb) const PIECE_BYTES: usize = 1 << 18;
/// Pieces for every thread in a batch.
const PIECES_A_THREAD: usize = 4;
/// A line that is longer is no line.
pub(in crate::tsdb) const LONGEST_LINE: usize = 64 << 20;
/// What a read at the end of the input wants to have free, so as not to grow the buffer for nothing.
const SPARE_BYTES: usize = 64;

/// Some lines of the input.
#[derive(Debug)]
pub(in crate::tsdb) struct Piece {
    pub(in crate::tsdb) bytes: Vec<u8>,
    /// Nothing comes after it.
    pub(in crate::tsdb) is_last: bool,
}

/// The pieces of an input, in batches that give every thread something to do.
#[derive(Debug)]
pub(in crate::tsdb) struct Pieces {
    batches: Receiver<io::Result<Vec<Piece>>>,
    used: Sender<Vec<u8>>,
}

impl Pieces {
    /// Starts to read in a thread of `scope`.
    pub(in crate::tsdb) fn start<'s>(
        scope: &'s Scope<'s, '_>,
        input: impl Read + Send + 's,
        piece_bytes: usize,
    ) -> Pieces {
        let (sender, batches) = sync_channel(1);
        let (used, returned) = channel();
        let batch = PIECES_A_THREAD * rayon::current_num_threads().max(1);
        scope.spawn(move || Reader { input, piece_bytes, batch, batches: sender, used: returned }.run());
        Pieces { batches, used }
    }

    /// The next batch; `None` after the last one, and after an error.
    pub(in crate::tsdb) fn next_batch(&self) -> Option<io::Result<Vec<Piece>>> {
        self.batches.recv().ok()
    }

    /// Gives a buffer back, to be filled again.
    pub(in crate::tsdb) fn give_back(&self, buffer: Vec<u8>) {
        // Nobody wants it any more when all has been read.
        let _ = self.used.send(buffer);
    }
}

/// The thread that reads: it sends batches of pieces, and gets the buffers back.
struct Reader<I> {
    input: I,
    piece_bytes: usize,
    /// Pieces in a batch.
    batch: usize,
    batches: SyncSender<io::Result<Vec<Piece>>>,
    used: Receiver<Vec<u8>>,
}

impl<I: Read> Reader<I> {
    /// Reads to the end; ends early when nobody receives any more.
    fn run(mut self) {
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
        let mut read = Vec::new();
        std::thread::scope(|scope| {
            let pieces = Pieces::start(scope, input.as_bytes(), 1 << 10);
            pieces.give_back(b"what was in it before".to_vec());
            while let Some(batch) = pieces.next_batch() {
                read.extend(batch.unwrap());
            }
        });
        let (last, others) = read.split_last().unwrap();
        assert!(last.is_last && last.bytes.ends_with(b"end"));
        assert!(others.iter().all(|piece| !piece.is_last && piece.bytes.ends_with(b"\n")));
        assert_eq!(others.len(), 2);
        let all: Vec<u8> = read.iter().flat_map(|piece| piece.bytes.clone()).collect();
        assert_eq!(all, input.as_bytes());
    }

    #[test]
    fn nobody_needs_to_listen() {
        std::thread::scope(|scope| drop(Pieces::start(scope, std::io::repeat(b'\n'), 10)));
    }

    #[test]
    fn a_line_without_end_is_an_error() {
        let error = std::thread::scope(|scope| {
            Pieces::start(scope, std::io::repeat(b'x'), PIECE_BYTES).next_batch().unwrap().unwrap_err()
        });
        assert_eq!(error.to_string(), format!("a line is longer than {LONGEST_LINE} bytes"));
    }
}
