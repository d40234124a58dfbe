//! Writing chunk segments; their layout is drawn in [`ChunkSegments`](crate::tsdb::block::ChunkSegments).

use super::FramedChunk;
use crate::{
    io::{bytes::put_uvarint, crc32c},
    tsdb::{Error, block::chunks},
};
use std::{
    fs::File,
    io::{BufWriter, Write},
    path::{Path, PathBuf},
};

/// Enough for a few thousand chunks, and small beside everything else that a writer holds.
const BUFFER_BYTES: usize = 1 << 20;
/// What a chunk takes at most besides its data: length, encoding, checksum.
const FRAME_BYTES: u64 = 5 + 1 + 4;

/// The segment being written, and the numbers of those before it.
#[derive(Debug)]
pub(super) struct SegmentWriter {
    directory: PathBuf,
    segment_bytes: u64,
    current: Option<Segment>,
    finished: u64,
    finished_bytes: u64,
    frame: Vec<u8>,
}

#[derive(Debug)]
struct Segment {
    path: PathBuf,
    file: BufWriter<File>,
    position: u64,
}

impl SegmentWriter {
    /// Makes the directory `chunks`.
    pub(super) fn create(directory: PathBuf, segment_bytes: u64) -> Result<SegmentWriter, Error> {
        std::fs::create_dir(&directory).map_err(|error| Error::io(&directory, error))?;
        let current = None;
        Ok(SegmentWriter { directory, segment_bytes, current, finished: 0, finished_bytes: 0, frame: Vec::new() })
    }

    /// Writes the chunks of one series and appends their references.
    ///
    /// A segment ends where Prometheus ends it: its estimate counts five bytes for every length, and looks at the
    /// space taken so far only until the first cut within a series.
    pub(super) fn write<'c, C: Copy + Into<FramedChunk<'c>>>(
        &mut self,
        chunks: &[C],
        references: &mut Vec<u64>,
    ) -> Result<(), Error> {
        let begun = self.current.as_ref().map_or(0, |segment| segment.position);
        let mut taken = if begun > chunks::HEADER_BYTES as u64 { begun } else { chunks::HEADER_BYTES as u64 };
        let mut may_cut = begun > chunks::HEADER_BYTES as u64;
        for chunk in chunks {
            let chunk: FramedChunk<'c> = (*chunk).into();
            let estimate = FRAME_BYTES + chunk.chunk.data.len() as u64;
            let is_full = may_cut && taken + estimate > self.segment_bytes;
            if is_full {
                taken = chunks::HEADER_BYTES as u64;
            }
            if is_full || self.current.is_none() {
                self.cut()?;
            }
            taken += estimate;
            may_cut = true;
            references.push(self.write_chunk(&chunk)?);
        }
        Ok(())
    }

    fn write_chunk(&mut self, FramedChunk { chunk, frame }: &FramedChunk<'_>) -> Result<u64, Error> {
        let Some(segment) = &mut self.current else {
            return Err(Error::corrupt(&self.directory, 0, "no segment is open"));
        };
        let reference = self.finished << 32 | segment.position;
        if segment.position > u64::from(u32::MAX) {
            return Err(Error::corrupt(&segment.path, segment.position, "a chunk would begin beyond 4 GiB"));
        }
        let frame = frame.unwrap_or_else(|| {
            self.frame.clear();
            put_uvarint(&mut self.frame, chunk.data.len() as u64);
            let covered = self.frame.len();
            self.frame.push(chunk.encoding.byte());
            self.frame.extend_from_slice(chunk.data);
            let checksum = crc32c::crc32c(&self.frame[covered..]);
            self.frame.extend_from_slice(&checksum.to_be_bytes());
            &self.frame
        });
        segment.file.write_all(frame).map_err(|error| Error::io(&segment.path, error))?;
        segment.position += frame.len() as u64;
        Ok(reference)
    }

    fn cut(&mut self) -> Result<(), Error> {
        self.end_segment()?;
        let path = self.directory.join(format!("{:06}", self.finished + 1));
        let file = File::create_new(&path).map_err(|error| Error::io(&path, error))?;
        let mut file = BufWriter::with_capacity(BUFFER_BYTES, file);
        file.write_all(&chunks::header()).map_err(|error| Error::io(&path, error))?;
        self.current = Some(Segment { path, file, position: chunks::HEADER_BYTES as u64 });
        Ok(())
    }

    fn end_segment(&mut self) -> Result<(), Error> {
        let Some(segment) = self.current.take() else { return Ok(()) };
        sync(segment.file, &segment.path)?;
        self.finished += 1;
        self.finished_bytes += segment.position;
        Ok(())
    }

    /// Puts everything on disk; tells how many bytes there are.
    pub(super) fn finish(mut self) -> Result<u64, Error> {
        self.end_segment()?;
        Ok(self.finished_bytes)
    }
}

/// Writes what is buffered and puts the file on disk.
pub(super) fn sync(file: BufWriter<File>, path: &Path) -> Result<(), Error> {
    let file = file.into_inner().map_err(|error| Error::io(path, error.into_error()))?;
    file.sync_all().map_err(|error| Error::io(path, error))
}
