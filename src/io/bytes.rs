//! A checked cursor over bytes: fixed-width big-endian integers, LEB128 varints, length-prefixed strings.
//!
//! The cursor counts offsets from where the caller says its slice begins in the file, so that every error names the
//! place in the file. It never panics and never allocates.

/// Why bytes could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ByteError {
    /// Fewer bytes are left than the next item needs.
    #[error("{needed} bytes needed at offset {offset}, {available} available")]
    UnexpectedEnd {
        /// Where the item begins.
        offset: u64,
        /// Bytes it needs.
        needed: u64,
        /// Bytes that are left.
        available: u64,
    },
    /// A varint goes on for longer than 64 bits.
    #[error("varint at offset {offset} is longer than 64 bits")]
    VarintTooLong {
        /// Where it begins.
        offset: u64,
    },
    /// A string is not valid UTF-8.
    #[error("text at offset {offset} is not valid UTF-8")]
    InvalidText {
        /// Where it begins.
        offset: u64,
    },
}

impl ByteError {
    /// Where in the file the trouble is.
    pub fn offset(&self) -> u64 {
        match *self {
            ByteError::UnexpectedEnd { offset, .. }
            | ByteError::VarintTooLong { offset }
            | ByteError::InvalidText { offset } => offset,
        }
    }
}

/// A position in a slice of bytes, moved by reading.
#[derive(Clone, Debug)]
pub struct ByteCursor<'a> {
    rest: &'a [u8],
    offset: u64,
}

impl<'a> ByteCursor<'a> {
    /// A cursor at the beginning of `bytes`, which begin at `offset` of their file.
    pub fn new(bytes: &'a [u8], offset: u64) -> ByteCursor<'a> {
        ByteCursor { rest: bytes, offset }
    }

    /// Where the cursor stands, in the file.
    pub fn offset(&self) -> u64 {
        self.offset
    }

    /// The bytes not read yet.
    pub fn rest(&self) -> &'a [u8] {
        self.rest
    }

    /// How many bytes are left.
    pub fn remaining(&self) -> usize {
        self.rest.len()
    }

    /// Whether everything has been read.
    pub fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }

    #[cold]
    fn end(&self, needed: u64) -> ByteError {
        ByteError::UnexpectedEnd { offset: self.offset, needed, available: self.rest.len() as u64 }
    }

    fn move_by(&mut self, length: usize) {
        self.rest = self.rest.get(length..).unwrap_or(&[]);
        self.offset += length as u64;
    }

    /// The next `length` bytes.
    pub fn take(&mut self, length: usize) -> Result<&'a [u8], ByteError> {
        let (taken, rest) = self.rest.split_at_checked(length).ok_or_else(|| self.end(length as u64))?;
        self.rest = rest;
        self.offset += length as u64;
        Ok(taken)
    }

    /// The next `N` bytes as an array.
    pub fn array<const N: usize>(&mut self) -> Result<[u8; N], ByteError> {
        let (array, rest) = self.rest.split_first_chunk::<N>().ok_or_else(|| self.end(N as u64))?;
        self.rest = rest;
        self.offset += N as u64;
        Ok(*array)
    }

    /// The next byte.
    pub fn u8(&mut self) -> Result<u8, ByteError> {
        self.array().map(u8::from_be_bytes)
    }

    /// A big-endian `u16`.
    pub fn u16(&mut self) -> Result<u16, ByteError> {
        self.array().map(u16::from_be_bytes)
    }

    /// A big-endian `u32`.
    pub fn u32(&mut self) -> Result<u32, ByteError> {
        self.array().map(u32::from_be_bytes)
    }

    /// A big-endian `u64`.
    pub fn u64(&mut self) -> Result<u64, ByteError> {
        self.array().map(u64::from_be_bytes)
    }

    /// A big-endian `i64`.
    pub fn i64(&mut self) -> Result<i64, ByteError> {
        self.array().map(i64::from_be_bytes)
    }

    /// The bits of a float, big-endian.
    pub fn f64(&mut self) -> Result<f64, ByteError> {
        self.u64().map(f64::from_bits)
    }

    /// An unsigned LEB128 integer of at most ten bytes.
    #[inline]
    pub fn uvarint(&mut self) -> Result<u64, ByteError> {
        if let Some(&first) = self.rest.first()
            && first < 0x80
        {
            self.move_by(1);
            return Ok(u64::from(first));
        }
        let mut value = 0u64;
        for (index, &byte) in self.rest.iter().take(10).enumerate() {
            if index == 9 && byte > 1 {
                break;
            }
            value |= u64::from(byte & 0x7F) << (7 * index);
            if byte < 0x80 {
                self.move_by(index + 1);
                return Ok(value);
            }
        }
        if self.rest.len() < 10 {
            return Err(self.end(self.rest.len() as u64 + 1));
        }
        Err(ByteError::VarintTooLong { offset: self.offset })
    }

    /// A zig-zag LEB128 integer.
    #[inline]
    pub fn varint(&mut self) -> Result<i64, ByteError> {
        self.uvarint().map(unzigzag)
    }

    /// A byte string: its length as uvarint, then its bytes.
    #[inline]
    pub fn byte_string(&mut self) -> Result<&'a [u8], ByteError> {
        let length = self.uvarint()?;
        match usize::try_from(length) {
            Ok(length) => self.take(length),
            Err(_) => Err(self.end(length)),
        }
    }

    /// A text: its length as uvarint, then its UTF-8 bytes.
    pub fn text(&mut self) -> Result<&'a str, ByteError> {
        let offset = self.offset;
        std::str::from_utf8(self.byte_string()?).map_err(|_| ByteError::InvalidText { offset })
    }
}

/// The signed number that zig-zag coding stores as `value`.
pub fn unzigzag(value: u64) -> i64 {
    (value >> 1) as i64 ^ -((value & 1) as i64)
}

/// The number that zig-zag coding stores for `value`.
pub fn zigzag(value: i64) -> u64 {
    ((value << 1) ^ (value >> 63)) as u64
}

/// Appends `value` as unsigned LEB128.
pub fn put_uvarint(out: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        out.push(value as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

/// How many bytes `value` takes as LEB128.
pub fn uvarint_len(value: u64) -> u64 {
    u64::from((u64::BITS - value.leading_zeros()).div_ceil(7).max(1))
}

/// Appends `value` as zig-zag LEB128.
pub fn put_varint(out: &mut Vec<u8>, value: i64) {
    put_uvarint(out, zigzag(value));
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn varints_come_back(unsigned: u64, signed: i64) {
            let mut bytes = Vec::new();
            put_uvarint(&mut bytes, unsigned);
            put_varint(&mut bytes, signed);
            let mut cursor = ByteCursor::new(&bytes, 7);
            prop_assert_eq!(cursor.uvarint(), Ok(unsigned));
            prop_assert_eq!(cursor.varint(), Ok(signed));
            prop_assert!(cursor.is_empty());
            prop_assert_eq!(cursor.offset(), 7 + bytes.len() as u64);
            let mut alone = Vec::new();
            put_uvarint(&mut alone, unsigned);
            prop_assert_eq!(uvarint_len(unsigned), alone.len() as u64);
        }

        #[test]
        fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..24)) {
            let mut cursor = ByteCursor::new(&bytes, 0);
            while cursor.uvarint().is_ok() {}
            let mut cursor = ByteCursor::new(&bytes, 0);
            while cursor.byte_string().is_ok() {}
        }
    }

    #[test]
    fn errors_name_the_place() {
        let mut cursor = ByteCursor::new(&[1, 2, 3], 100);
        assert_eq!(cursor.u16(), Ok(0x0102));
        assert_eq!(cursor.u32(), Err(ByteError::UnexpectedEnd { offset: 102, needed: 4, available: 1 }));
        let mut cursor = ByteCursor::new(&[0xFF; 12], 0);
        assert_eq!(cursor.uvarint(), Err(ByteError::VarintTooLong { offset: 0 }));
        let mut cursor = ByteCursor::new(&[0x80, 0x80], 5);
        assert_eq!(cursor.uvarint(), Err(ByteError::UnexpectedEnd { offset: 5, needed: 3, available: 2 }));
        let mut cursor = ByteCursor::new(&[0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 1, b'x'], 0);
        assert!(cursor.clone().byte_string().is_err());
        assert_eq!(cursor.uvarint(), Ok(u64::MAX));
    }
}
