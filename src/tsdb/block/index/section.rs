//! The frame that most parts of an index have: `length (u32) │ contents │ CRC of the contents (u32)`.

use crate::{
    io::{bytes::ByteCursor, crc32c::crc32c},
    tsdb::Error,
};
use std::path::Path;

/// A section as it lies in the file, its checksum not looked at.
#[derive(Clone, Copy, Debug)]
pub(in crate::tsdb) struct Section<'a> {
    /// Where the contents begin.
    pub(in crate::tsdb) begin: u64,
    /// The contents.
    pub(in crate::tsdb) contents: &'a [u8],
    /// The checksum that stands behind them.
    pub(in crate::tsdb) checksum: u32,
    /// Where the section ends.
    pub(in crate::tsdb) end: u64,
}

impl<'a> Section<'a> {
    /// The section at `offset`; `invalid_size` is what the error says.
    pub(in crate::tsdb) fn at(
        file: &'a [u8],
        path: &Path,
        offset: u64,
        invalid_size: &str,
    ) -> Result<Section<'a>, Error> {
        let rest = usize::try_from(offset).ok().and_then(|offset| file.get(offset..));
        let Some(rest) = rest else {
            let what = format!("{invalid_size}: the file has only {} bytes", file.len());
            return Err(Error::corrupt(path, offset, what));
        };
        let mut cursor = ByteCursor::new(rest, offset);
        let mut parts = || {
            let length = cursor.u32()?;
            let begin = cursor.offset();
            let (contents, checksum) = (cursor.take(length as usize)?, cursor.u32()?);
            Ok(Section { begin, contents, checksum, end: cursor.offset() })
        };
        parts().map_err(|error| Error::bytes(path, error, invalid_size))
    }

    /// Fails if contents and checksum do not agree; `what` is what the error says.
    pub(in crate::tsdb) fn verify(&self, path: &Path, what: &'static str) -> Result<(), Error> {
        let (got, expected) = (crc32c(self.contents), self.checksum);
        if got != expected {
            return Err(Error::ChecksumMismatch { path: path.into(), offset: self.begin, what, got, expected });
        }
        Ok(())
    }

    /// A cursor over the contents.
    pub(in crate::tsdb) fn cursor(&self) -> ByteCursor<'a> {
        ByteCursor::new(self.contents, self.begin)
    }
}

/// The contents of the section at `offset`, its checksum verified, as a cursor.
///
/// `invalid_size` and `invalid_checksum` are what the errors say.
pub(super) fn read<'a>(
    file: &'a [u8],
    path: &Path,
    offset: u64,
    (invalid_size, invalid_checksum): (&str, &'static str),
) -> Result<ByteCursor<'a>, Error> {
    let section = Section::at(file, path, offset, invalid_size)?;
    section.verify(path, invalid_checksum)?;
    Ok(section.cursor())
}
