//! From a stream of bytes to families: chunks are read one after the other, scanned in parallel, and told in order.

use super::{chunk::Chunk, error::ClassicError, families::Families, family::ClassicFamily};
use rayon::prelude::*;
use std::io::{self, Read};

/// Bytes of a chunk, unless a line is longer.
const CHUNK_BYTES: usize = 512 << 10;
/// Chunks scanned at once; more would only hold more memory.
const MOST_CHUNKS: usize = 16;
/// No line of a page may be longer.
const LONGEST_LINE: usize = 64 << 20;

/// How to read a page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ClassicOptions {
    /// Which names are valid.
    pub names: NameScheme,
    /// Whether to keep the beginning of lines that findings may be about.
    pub keep_lines: bool,
}

/// Which names of metrics and labels are valid.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum NameScheme {
    /// Letters, digits and `_`; in metrics `:` too.
    #[default]
    Legacy,
    /// Every text.
    Utf8,
}

impl NameScheme {
    /// Whether a metric may be called `name`.
    pub(super) fn is_metric_name(self, name: &[u8]) -> bool {
        self.is_name(name, b":")
    }

    /// Whether a label may be called `name`.
    pub(super) fn is_label_name(self, name: &[u8]) -> bool {
        self.is_name(name, b"")
    }

    fn is_name(self, name: &[u8], more: &[u8]) -> bool {
        let fits = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_' || more.contains(byte);
        match self {
            NameScheme::Utf8 => !name.is_empty() && std::str::from_utf8(name).is_ok(),
            NameScheme::Legacy => name.first().is_some_and(|byte| !byte.is_ascii_digit()) && name.iter().all(fits),
        }
    }
}

/// Reads a page to its end, or to the first error in it. The families come sorted by name.
pub fn read(input: &mut (dyn Read + Send), options: ClassicOptions) -> Result<Vec<ClassicFamily>, ClassicError> {
    let mut source = Source { input, rest: Vec::new(), is_at_end: false };
    let mut families = Families::new(options.names, options.keep_lines);
    let chunks = (2 * rayon::current_num_threads()).clamp(2, MOST_CHUNKS);
    let (mut present, mut next) = (Wave::new(chunks), Wave::new(chunks));
    present.fill(&mut source)?;
    // While one wave is told to the families, the next one is read and scanned.
    while present.used > 0 {
        let (filled, told) = rayon::join(|| next.fill(&mut source), || present.tell(&mut families));
        told?;
        filled?;
        std::mem::swap(&mut present, &mut next);
    }
    Ok(families.finish())
}

/// Chunks that are scanned together.
struct Wave {
    chunks: Vec<Chunk>,
    used: usize,
}

impl Wave {
    fn new(chunks: usize) -> Wave {
        Wave { chunks: (0..chunks).map(|_| Chunk::default()).collect(), used: 0 }
    }

    fn fill(&mut self, source: &mut Source<'_>) -> io::Result<()> {
        self.used = 0;
        for chunk in &mut self.chunks {
            source.fill(&mut chunk.bytes)?;
            if chunk.bytes.is_empty() {
                break;
            }
            self.used += 1;
        }
        self.chunks.par_iter_mut().take(self.used).for_each(Chunk::scan);
        Ok(())
    }

    fn tell(&self, families: &mut Families) -> Result<(), ClassicError> {
        for chunk in self.chunks.iter().take(self.used) {
            families.add(chunk).map_err(ClassicError::Syntax)?;
        }
        Ok(())
    }
}

/// The stream, with what was read beyond the last line end.
struct Source<'a> {
    input: &'a mut (dyn Read + Send),
    rest: Vec<u8>,
    is_at_end: bool,
}

impl Source<'_> {
    /// Puts whole lines into `bytes`; none at the end of the stream.
    fn fill(&mut self, bytes: &mut Vec<u8>) -> io::Result<()> {
        bytes.clear();
        bytes.append(&mut self.rest);
        let mut searched = 0;
        let mut wanted = CHUNK_BYTES;
        while !self.is_at_end {
            let missing = wanted.saturating_sub(bytes.len());
            self.is_at_end = (&mut *self.input).take(missing as u64).read_to_end(bytes)? < missing;
            if self.is_at_end {
                break;
            }
            let fresh = bytes.get(searched..).unwrap_or_default();
            if let Some(end) = memchr::memrchr(b'\n', fresh) {
                self.rest.extend_from_slice(bytes.get(searched + end + 1..).unwrap_or_default());
                bytes.truncate(searched + end + 1);
                break;
            }
            searched = bytes.len();
            if searched >= LONGEST_LINE {
                let reason = format!("a line is longer than {} MiB", LONGEST_LINE >> 20);
                return Err(io::Error::new(io::ErrorKind::InvalidData, reason));
            }
            wanted = searched * 2;
        }
        Ok(())
    }
}
