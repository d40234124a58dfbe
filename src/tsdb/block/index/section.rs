//! The frame that most parts of an index have: `length (u32) │ contents │ CRC of the contents (u32)`.

use crate::{
    io::{bytes::ByteCursor, crc32c::crc32c},
    tsdb::Error,
};
use std::path::Path;

/// The contents of the section at `offset`, its checksum verified, as a cursor.
///
/// `invalid_size` and `invalid_checksum` are what the errors say.
pub(super) fn read<'a>(
    file: &'a [u8],
    path: &Path,
    offset: u64,
    (invalid_size, invalid_checksum): (&str, &'static str),
) -> Result<ByteCursor<'a>, Error> {
    let rest = usize::try_from(offset).ok().and_then(|offset| file.get(offset..));
    let Some(rest) = rest else {
        let what = format!("{invalid_size}: the file has only {} bytes", file.len());
        return Err(Error::corrupt(path, offset, what));
    };
    let mut cursor = ByteCursor::new(rest, offset);
    let mut parts = || {
        let length = cursor.u32()?;
        let begin = cursor.offset();
        Ok((begin, cursor.take(length as usize)?, cursor.u32()?))
    };
    let (begin, contents, expected) = parts().map_err(|error| Error::bytes(path, error, invalid_size))?;
    let got = crc32c(contents);
    if got != expected {
        let (path, what) = (path.into(), invalid_checksum);
        return Err(Error::ChecksumMismatch { path, offset: begin, what, got, expected });
    }
    Ok(ByteCursor::new(contents, begin))
}
