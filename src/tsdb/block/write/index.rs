//! Writing an index; its layout is drawn in [`index`](crate::tsdb::block::index).
//!
//! Version 2, as Prometheus 3.14 writes it: without label indices.

use super::{FramedChunk, postings::PostingsBuilder, segments::sync, symbols::SymbolTable};
use crate::{
    io::{
        bytes::{put_uvarint, put_varint},
        crc32c::crc32c,
    },
    model::labels::Labels,
    tsdb::{Error, block::index::Toc},
};
use std::{
    fs::File,
    io::{BufWriter, Write},
    path::{Path, PathBuf},
};

const BUFFER_BYTES: usize = 1 << 20;
/// Series begin at multiples of this, and are named by the multiple.
const SERIES_ALIGNMENT: u64 = 16;

/// The index being written.
#[derive(Debug)]
pub(super) struct IndexWriter {
    path: PathBuf,
    file: BufWriter<File>,
    position: u64,
    symbols: SymbolTable,
    postings: PostingsBuilder,
    /// The labels of the last series.
    last_pairs: Vec<(u32, u32)>,
    series_begin: u64,
    body: Vec<u8>,
    entry: Vec<u8>,
}

impl IndexWriter {
    /// Makes the file and writes header and symbols.
    pub(super) fn create(path: &Path, symbols: SymbolTable) -> Result<IndexWriter, Error> {
        let file = File::create_new(path).map_err(|error| Error::io(path, error))?;
        let mut writer = IndexWriter {
            path: path.into(),
            file: BufWriter::with_capacity(BUFFER_BYTES, file),
            position: 0,
            symbols,
            postings: PostingsBuilder::default(),
            last_pairs: Vec::new(),
            series_begin: 0,
            body: Vec::new(),
            entry: Vec::new(),
        };
        writer.write(&crate::tsdb::block::index::header())?;
        let section = writer.symbols.section();
        writer.file.write_all(section).map_err(|error| Error::io(&writer.path, error))?;
        writer.position += section.len() as u64;
        writer.series_begin = writer.position;
        Ok(writer)
    }

    fn write(&mut self, bytes: &[u8]) -> Result<(), Error> {
        self.file.write_all(bytes).map_err(|error| Error::io(&self.path, error))?;
        self.position += bytes.len() as u64;
        Ok(())
    }

    fn wrong(&self, what: impl Into<String>) -> Error {
        Error::corrupt(&self.path, self.position, what)
    }

    /// The number of a symbol, which must be one.
    pub(super) fn number(&self, symbol: &str) -> Result<u32, Error> {
        let missing = || self.wrong(format!("symbol entry for {symbol:?} does not exist"));
        self.symbols.get(symbol).ok_or_else(missing)
    }

    /// The labels that these numbers stand for.
    pub(super) fn labels(&self, pairs: &[(u32, u32)]) -> Labels {
        Labels::from_pairs(pairs.iter().map(|&(name, value)| (self.symbols.text(name), self.symbols.text(value))))
    }

    /// Writes a series with these labels, given as numbers of symbols; its chunks have these references.
    ///
    /// Symbols are sorted, so the order of their numbers is that of the labels.
    pub(super) fn add_series<'c, C: Copy + Into<FramedChunk<'c>>>(
        &mut self,
        pairs: &[(u32, u32)],
        chunks: &[C],
        references: &[u64],
    ) -> Result<(), Error> {
        let is_first = self.position == self.series_begin;
        if !is_first && &*self.last_pairs >= pairs {
            let (labels, last) = (self.labels(pairs), self.labels(&self.last_pairs));
            return Err(self.wrong(format!("out-of-order series added with label set {labels}, last label set {last}")));
        }
        let series = self.position.next_multiple_of(SERIES_ALIGNMENT);
        let Ok(number) = u32::try_from(series / SERIES_ALIGNMENT) else {
            return Err(self.wrong("exceeding max size of 64GiB"));
        };
        self.body.clear();
        put_uvarint(&mut self.body, pairs.len() as u64);
        for &(name, value) in pairs {
            put_uvarint(&mut self.body, u64::from(name));
            put_uvarint(&mut self.body, u64::from(value));
        }
        self.put_chunks(chunks, references)?;
        self.entry.clear();
        self.entry.resize((series - self.position) as usize, 0);
        put_uvarint(&mut self.entry, self.body.len() as u64);
        self.entry.extend_from_slice(&self.body);
        self.entry.extend_from_slice(&crc32c(&self.body).to_be_bytes());
        self.file.write_all(&self.entry).map_err(|error| Error::io(&self.path, error))?;
        self.position += self.entry.len() as u64;
        self.postings.add_series(number, pairs);
        self.last_pairs.clear();
        self.last_pairs.extend_from_slice(pairs);
        Ok(())
    }

    fn put_chunks<'c, C: Copy + Into<FramedChunk<'c>>>(
        &mut self,
        chunks: &[C],
        references: &[u64],
    ) -> Result<(), Error> {
        put_uvarint(&mut self.body, chunks.len() as u64);
        let mut last: Option<(i64, u64)> = None;
        for (chunk, &reference) in chunks.iter().zip(references) {
            let FramedChunk { chunk, .. } = (*chunk).into();
            let (begin, end) = (chunk.min_time, chunk.max_time);
            if end < begin {
                return Err(self.wrong(format!("chunk maxT {end} is less than minT {begin}")));
            }
            match last {
                None => put_varint(&mut self.body, begin),
                Some((last_end, _)) if begin <= last_end => {
                    let what = format!("chunk minT {begin} is not higher than previous chunk maxT {last_end}");
                    return Err(self.wrong(what));
                }
                Some((last_end, _)) => put_uvarint(&mut self.body, begin.wrapping_sub(last_end) as u64),
            }
            put_uvarint(&mut self.body, end.wrapping_sub(begin) as u64);
            match last {
                None => put_uvarint(&mut self.body, reference),
                Some((_, last)) => put_varint(&mut self.body, reference.wrapping_sub(last) as i64),
            }
            last = Some((end, reference));
        }
        Ok(())
    }

    /// Writes postings and table of contents and puts the file on disk; tells how many bytes it has.
    pub(super) fn finish(mut self) -> Result<u64, Error> {
        let series_end = self.position;
        let postings = std::mem::take(&mut self.postings);
        let (table, end) = postings.write(&self.symbols, &mut self.file, self.position, &self.path)?;
        self.position = end;
        let Ok(length) = u32::try_from(table.len()) else {
            return Err(self.wrong("postings offset table: length size exceeds 4 bytes"));
        };
        self.write(&length.to_be_bytes())?;
        self.write(&table)?;
        self.write(&crc32c(&table).to_be_bytes())?;
        let toc = Toc {
            symbols: crate::tsdb::block::index::header().len() as u64,
            series: self.series_begin,
            label_indices: series_end,
            label_index_table: end,
            postings: series_end,
            postings_table: end,
        };
        self.write(&toc.to_bytes())?;
        let bytes = self.position;
        sync(self.file, &self.path)?;
        Ok(bytes)
    }
}
