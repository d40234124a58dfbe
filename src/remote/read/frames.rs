//! The frames of a streamed answer.
//!
//! ```text
//! ┌──────────────────┬─────────────────────────────────┬──────────────────────────────┐
//! │ length (uvarint) │ CRC-32C of the payload (u32 BE) │ payload: ChunkedReadResponse │ …
//! └──────────────────┴─────────────────────────────────┴──────────────────────────────┘
//! ```
//! The answer ends between two frames; an end anywhere else is a connection that was cut.

use super::messages::ChunkedReadResponse;
use crate::{
    http::{self, Incoming},
    io::crc32c::crc32c,
    remote::Error,
};
use prost::Message;

/// The largest payload, as in Prometheus' client. One series' frame has about 1 MiB.
const LARGEST_PAYLOAD: u64 = 50_000_000;
/// Bytes that are read at a time.
const PIECE_BYTES: usize = 1 << 16;
/// The longest length.
const MOST_LENGTH_BYTES: usize = 10;
const CHECKSUM_BYTES: usize = 4;

/// Where the bytes come from: an answer, or in tests a buffer.
pub(super) trait Pieces {
    /// Reads some bytes; 0 at the end.
    fn read(&mut self, piece: &mut [u8]) -> Result<usize, http::Error>;
}

impl Pieces for Incoming {
    fn read(&mut self, piece: &mut [u8]) -> Result<usize, http::Error> {
        Incoming::read(self, piece)
    }
}

/// See the module's documentation.
pub(super) struct Frames<P> {
    pieces: P,
    url: String,
    buffer: Vec<u8>,
    /// Bytes of the buffer that have been used.
    used: usize,
    /// The frame that was read last, from 1 on, and where in the body it begins.
    number: u64,
    begin: u64,
    /// Where in the body the buffer begins.
    offset: u64,
}

impl<P: Pieces> Frames<P> {
    pub(super) fn new(pieces: P, url: String) -> Frames<P> {
        Frames { pieces, url, buffer: Vec::new(), used: 0, number: 0, begin: 0, offset: 0 }
    }

    /// The server and the place in its answer, for what is wrong with the last frame.
    pub(super) fn place(&self) -> String {
        format!("{}: frame {} at byte {}", self.url, self.number, self.begin)
    }

    /// The next frame; `None` at the end of the answer.
    pub(super) fn next(&mut self) -> Result<Option<ChunkedReadResponse>, Error> {
        self.offset += self.used as u64;
        self.buffer.drain(..self.used);
        (self.used, self.begin) = (0, self.offset);
        if !self.fill(1)? {
            return Ok(None);
        }
        self.number += 1;
        let length = self.length()?;
        if length > LARGEST_PAYLOAD {
            let reason =
                format!("chunkedReader: message size exceeded the limit {LARGEST_PAYLOAD} bytes; got: {length} bytes");
            return Err(self.wrong(reason));
        }
        let end = self.used + CHECKSUM_BYTES + length as usize;
        if !self.fill(end)? {
            return Err(self.cut());
        }
        let frame = self.buffer.get(self.used..end).unwrap_or_default();
        let Some((checksum, payload)) = frame.split_first_chunk::<CHECKSUM_BYTES>() else { return Err(self.cut()) };
        if crc32c(payload) != u32::from_be_bytes(*checksum) {
            return Err(self.wrong("chunkedReader: corrupted frame; checksum mismatch".to_string()));
        }
        let message = ChunkedReadResponse::decode(payload);
        let message = message.map_err(|error| self.wrong(format!("the frame is no message: {error}")))?;
        self.used = end;
        Ok(Some(message))
    }

    /// Reads until the buffer holds so many bytes; `false` if the answer ends before.
    fn fill(&mut self, wanted: usize) -> Result<bool, Error> {
        while self.buffer.len() < wanted {
            let filled = self.buffer.len();
            self.buffer.resize(filled + PIECE_BYTES, 0);
            let read = match self.buffer.get_mut(filled..) {
                Some(piece) => self.pieces.read(piece),
                None => Ok(0),
            };
            self.buffer.truncate(filled + read.as_ref().copied().unwrap_or(0).min(PIECE_BYTES));
            if read? == 0 {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn length(&mut self) -> Result<u64, Error> {
        let mut length = 0u64;
        for index in 0..MOST_LENGTH_BYTES {
            if !self.fill(index + 1)? {
                return Err(self.cut());
            }
            let byte = self.buffer.get(index).copied().unwrap_or_default();
            length |= u64::from(byte & 0x7F).checked_shl(7 * index as u32).unwrap_or(0);
            if byte < 0x80 {
                self.used = index + 1;
                return Ok(length);
            }
        }
        Err(self.wrong("the length of the frame is not a number".to_string()))
    }

    fn cut(&self) -> Error {
        let received = self.offset + self.buffer.len() as u64;
        Error::CutShort { url: self.url.clone(), received, place: format!("frame {}", self.number) }
    }

    fn wrong(&self, reason: String) -> Error {
        Error::Decode { url: self.url.clone(), reason: format!("{}: {reason}", self.place()), hint: None }
    }
}
