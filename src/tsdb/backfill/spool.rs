//! Completed chunks on their way from memory into blocks: a scratch file.
//!
//! ```text
//! ┌──────────────────────┬───────────────────┬──────────────────┬───────────────┬──────────────┬──────┐
//! │ previous record (u64)│ first time (i64)  │ last time (i64)  │ encoding (u8) │ length (u32) │ data │ …
//! └──────────────────────┴───────────────────┴──────────────────┴───────────────┴──────────────┴──────┘
//! ```
//! The records of one series and block form a chain from the last to the first; in memory there is only the place of
//! the last. Places count from 1, 0 is the end of the chain. The file dies with the scratch directory it lies in.

use crate::{
    io::{bytes::ByteCursor, positioned::read_at},
    tsdb::{Error, append::CompletedChunk, chunk::Encoding},
};
use std::{
    fs::File,
    io::{BufWriter, Write},
    path::{Path, PathBuf},
};

const BUFFER_BYTES: usize = 1 << 18;
const HEADER_BYTES: usize = 8 + 8 + 8 + 1 + 4;
/// Nearly every chunk and its header come with one read of so many bytes.
const READ_BYTES: usize = 1200;

/// The place of a record, or the end of a chain.
pub(super) type Place = u64;

/// A spool being written.
#[derive(Debug)]
pub(super) struct SpoolWriter {
    path: PathBuf,
    file: BufWriter<File>,
    position: u64,
}

impl SpoolWriter {
    pub(super) fn create(path: PathBuf) -> Result<SpoolWriter, Error> {
        let options = File::options().read(true).write(true).create_new(true).open(&path);
        let file = options.map_err(|error| Error::io(&path, error))?;
        Ok(SpoolWriter { path, file: BufWriter::with_capacity(BUFFER_BYTES, file), position: 0 })
    }

    /// Writes a chunk whose chain so far ends at `previous`; returns its own place.
    pub(super) fn write(&mut self, chunk: &CompletedChunk, previous: Place) -> Result<Place, Error> {
        let place = self.position + 1;
        let mut header = [0; HEADER_BYTES];
        let Ok(length) = u32::try_from(chunk.data.len()) else {
            return Err(Error::corrupt(&self.path, self.position, "a chunk of more than 4 GiB"));
        };
        header[..8].copy_from_slice(&previous.to_be_bytes());
        header[8..16].copy_from_slice(&chunk.min_time.to_be_bytes());
        header[16..24].copy_from_slice(&chunk.max_time.to_be_bytes());
        header[24] = chunk.encoding.byte();
        header[25..].copy_from_slice(&length.to_be_bytes());
        let written = self.file.write_all(&header).and_then(|()| self.file.write_all(&chunk.data));
        written.map_err(|error| Error::io(&self.path, error))?;
        self.position += (HEADER_BYTES + chunk.data.len()) as u64;
        Ok(place)
    }

    /// Ends writing.
    pub(super) fn into_reader(self) -> Result<SpoolReader, Error> {
        let path = self.path;
        let file = self.file.into_inner().map_err(|error| Error::io(&path, error.into_error()))?;
        Ok(SpoolReader { path, file })
    }
}

/// A finished spool; it can be read from several threads.
#[derive(Debug)]
pub(super) struct SpoolReader {
    path: PathBuf,
    file: File,
}

impl SpoolReader {
    /// The chunks of the chain that ends at `last`, in the order in which they were written.
    pub(super) fn chain(&self, last: Place) -> Result<Vec<CompletedChunk>, Error> {
        let mut chunks = Vec::new();
        let mut place = last;
        let mut buffer = vec![0; READ_BYTES];
        while let Some(offset) = place.checked_sub(1) {
            let (previous, chunk) = self.read(offset, &mut buffer)?;
            // Chains lead to the front of the file, so this ends.
            if previous >= place {
                return Err(Error::corrupt(&self.path, offset, "the spool has been changed"));
            }
            place = previous;
            chunks.push(chunk);
        }
        chunks.reverse();
        Ok(chunks)
    }

    fn read(&self, offset: u64, buffer: &mut [u8]) -> Result<(Place, CompletedChunk), Error> {
        let wrong = || Error::corrupt(&self.path, offset, "the spool has been changed");
        let read = |buffer: &mut [u8], offset| {
            read_at(&self.file, buffer, offset).map_err(|error| Error::io(&self.path, error))
        };
        let filled = read(buffer, offset)?;
        let mut cursor = ByteCursor::new(buffer.get(..filled).unwrap_or_default(), offset);
        let mut header = || Ok((cursor.u64()?, cursor.i64()?, cursor.i64()?, cursor.u8()?, cursor.u32()?));
        let (previous, min_time, max_time, encoding, length) =
            header().map_err(|error| Error::bytes(&self.path, error, "spool"))?;
        let mut data = vec![0; length as usize];
        let rest = cursor.rest();
        match rest.get(..data.len()) {
            Some(rest) => data.copy_from_slice(rest),
            None => {
                if read(&mut data, offset + HEADER_BYTES as u64)? < length as usize {
                    return Err(wrong());
                }
            }
        }
        let encoding = Encoding::from_byte(encoding).ok_or_else(wrong)?;
        Ok((previous, CompletedChunk { min_time, max_time, encoding, data }))
    }

    /// The file.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }
}
