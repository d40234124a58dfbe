//! Bit streams, most significant bit first.
//!
//! The reader holds nothing but a bit position: each look loads the eight bytes around it. That keeps the position free
//! of any dependency on the bits read, so that a processor decodes several fields at once, and makes every error able
//! to name its bit.

/// The bits end before the field that was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the data ends at bit {bit_length}, a field from bit {bit_offset} on needs more")]
pub struct BitsEnd {
    /// Where the field begins.
    pub bit_offset: usize,
    /// How many bits there are.
    pub bit_length: usize,
}

/// Bits that [`BitReader::peek`] always shows.
pub const PEEK_BITS: u32 = 57;

/// The bits from `position` on, the first one on top; at least [`PEEK_BITS`] of them are right.
///
/// # Safety
/// The eight bytes from number `position / 8` on must lie in `bytes`.
#[inline(always)]
pub unsafe fn peek_inside(bytes: &[u8], position: usize) -> u64 {
    let first = position >> 3;
    debug_assert!(first + 8 <= bytes.len());
    // SAFETY: the caller says that the eight bytes are there; a byte array needs no alignment.
    let word = unsafe { bytes.as_ptr().add(first).cast::<[u8; 8]>().read() };
    u64::from_be_bytes(word) << (position & 7)
}

/// Reads bits, the most significant of each byte first.
#[derive(Clone, Debug)]
pub struct BitReader<'a> {
    bytes: &'a [u8],
    position: usize,
}

impl<'a> BitReader<'a> {
    /// A reader at the first bit of `bytes`.
    pub fn new(bytes: &'a [u8]) -> BitReader<'a> {
        BitReader { bytes, position: 0 }
    }

    /// The number of the next bit.
    #[inline(always)]
    pub fn bit_offset(&self) -> usize {
        self.position
    }

    /// How many bits are left.
    pub fn remaining(&self) -> usize {
        self.bit_length().saturating_sub(self.position)
    }

    #[inline(always)]
    fn bit_length(&self) -> usize {
        self.bytes.len() * 8
    }

    /// Whether the position was moved beyond the last bit.
    #[inline(always)]
    pub fn is_overrun(&self) -> bool {
        self.position > self.bit_length()
    }

    /// The next bits, the first one on top; at least [`PEEK_BITS`] of them are right. Beyond the end there are zeros.
    #[inline(always)]
    pub fn peek(&self) -> u64 {
        let first = self.position >> 3;
        let word = match self.bytes.get(first..first.wrapping_add(8)).and_then(|bytes| bytes.first_chunk::<8>()) {
            Some(bytes) => u64::from_be_bytes(*bytes),
            None => self.last_word(first),
        };
        word << (self.position & 7)
    }

    /// The bytes from `first` on, when there are fewer than eight of them.
    #[inline]
    fn last_word(&self, first: usize) -> u64 {
        let missing = (first + 8 - self.bytes.len()) as u32;
        match self.bytes.last_chunk::<8>() {
            Some(bytes) => u64::from_be_bytes(*bytes).checked_shl(8 * missing).unwrap_or(0),
            None => {
                let mut word = [0; 8];
                for (slot, &byte) in word.iter_mut().zip(self.bytes.get(first..).unwrap_or(&[])) {
                    *slot = byte;
                }
                u64::from_be_bytes(word)
            }
        }
    }

    /// Moves on without looking; the caller checks [`BitReader::is_overrun`] before it believes what it read.
    #[inline(always)]
    pub fn advance(&mut self, bits: u32) {
        self.position += bits as usize;
    }

    /// The next `bits` bits (0..=64) as a number, without checking for the end, like [`BitReader::advance`].
    #[inline(always)]
    pub fn take_unchecked(&mut self, bits: u32) -> u64 {
        if bits <= PEEK_BITS {
            let value = (self.peek() >> 1) >> (63 - bits.min(63));
            self.advance(bits);
            return value;
        }
        let low_bits = bits - 32;
        let high = self.peek() >> 32;
        self.advance(32);
        let low = self.peek() >> (64 - low_bits);
        self.advance(low_bits);
        high << low_bits | low
    }

    /// The next `bits` bits (0..=64) as a number.
    #[inline(always)]
    pub fn bits(&mut self, bits: u32) -> Result<u64, BitsEnd> {
        let before = self.position;
        let value = self.take_unchecked(bits);
        self.checked(before, value)
    }

    #[inline(always)]
    fn checked<T>(&self, bit_offset: usize, value: T) -> Result<T, BitsEnd> {
        if self.is_overrun() { Err(BitsEnd { bit_offset, bit_length: self.bit_length() }) } else { Ok(value) }
    }

    /// The next bit.
    #[inline(always)]
    pub fn bit(&mut self) -> Result<bool, BitsEnd> {
        self.bits(1).map(|bit| bit != 0)
    }

    /// Moves on over bits that were looked at, if there are so many.
    #[inline(always)]
    pub fn pass(&mut self, bits: u32) -> Result<(), BitsEnd> {
        let before = self.position;
        self.advance(bits);
        self.checked(before, ())
    }

    /// How many of the next bits are ones, up to `most` (at most 57), together with the zero that ends a shorter run.
    #[inline(always)]
    pub fn ones(&mut self, most: u32) -> Result<u32, BitsEnd> {
        let before = self.position;
        let ones = self.peek().leading_ones().min(most);
        self.advance((ones + 1).min(most));
        self.checked(before, ones)
    }

    /// An unsigned LEB128 integer laid at the current bit; bits beyond the 64th are lost.
    pub fn uvarint(&mut self) -> Result<u64, BitsEnd> {
        let mut value = 0u64;
        for index in 0..10 {
            let byte = self.bits(8)?;
            value |= (byte & 0x7F) << (7 * index);
            if byte < 0x80 {
                break;
            }
        }
        Ok(value)
    }

    /// A zig-zag LEB128 integer laid at the current bit.
    pub fn varint(&mut self) -> Result<i64, BitsEnd> {
        self.uvarint().map(super::bytes::unzigzag)
    }
}

/// Writes bits after existing whole bytes, the most significant of each byte first; the last byte is filled with zeros.
#[derive(Clone, Debug, Default)]
pub struct BitWriter {
    bytes: Vec<u8>,
    /// Bits of the last byte that are not used yet.
    free: u32,
}

impl BitWriter {
    /// A writer that goes on after `bytes`.
    pub fn new(bytes: Vec<u8>) -> BitWriter {
        BitWriter { bytes, free: 0 }
    }

    /// Everything written so far.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Everything written so far, to change bytes of a header.
    pub fn bytes_mut(&mut self) -> &mut [u8] {
        &mut self.bytes
    }

    /// Ends writing.
    pub fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }

    /// Writes the low `bits` bits (0..=64) of `value`, the highest of them first.
    #[inline]
    pub fn write(&mut self, value: u64, bits: u32) {
        if bits == 0 {
            return;
        }
        let field = value << (64 - bits.min(64));
        // The last byte is taken back as long as it has free bits, and eight bytes are put in its place at once.
        let (used, begun) = match self.free {
            0 => (0, 0),
            free => (8 - free, self.bytes.pop().unwrap_or(0)),
        };
        let end = used + bits.min(64);
        let length = self.bytes.len() + end.div_ceil(8) as usize;
        self.bytes.extend_from_slice(&(u64::from(begun) << 56 | field >> used).to_be_bytes());
        if end > 64 {
            self.bytes.push((field << (8 - used)) as u8);
        }
        self.bytes.truncate(length);
        self.free = end.wrapping_neg() & 7;
    }

    /// Writes an unsigned LEB128 integer at the current bit.
    pub fn write_uvarint(&mut self, mut value: u64) {
        while value >= 0x80 {
            self.write(value & 0x7F | 0x80, 8);
            value >>= 7;
        }
        self.write(value, 8);
    }

    /// Writes a zig-zag LEB128 integer at the current bit.
    pub fn write_varint(&mut self, value: i64) {
        self.write_uvarint(super::bytes::zigzag(value));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn fields_come_back(fields in proptest::collection::vec((any::<u64>(), 0u32..=64), 0..40), signed: i64) {
            let mut writer = BitWriter::default();
            for &(value, bits) in &fields {
                writer.write(value, bits);
            }
            writer.write_varint(signed);
            let bytes = writer.into_bytes();
            let mut reader = BitReader::new(&bytes);
            for &(value, bits) in &fields {
                let mask = u64::MAX.checked_shr(64 - bits).unwrap_or(0);
                prop_assert_eq!(reader.bits(bits), Ok(value & mask));
            }
            prop_assert_eq!(reader.varint(), Ok(signed));
            prop_assert!(reader.remaining() < 8);
            let offset = reader.bit_offset();
            prop_assert_eq!(reader.bits(64), Err(BitsEnd { bit_offset: offset, bit_length: bytes.len() * 8 }));
        }
    }

    #[test]
    fn runs_of_ones_end_at_a_zero_or_at_the_limit() {
        let mut reader = BitReader::new(&[0b1101_1110, 0b0000_0000]);
        assert_eq!(reader.ones(4), Ok(2));
        assert_eq!(reader.bit_offset(), 3);
        assert_eq!(reader.ones(4), Ok(4));
        assert_eq!(reader.bit_offset(), 7);
        assert_eq!(reader.ones(4), Ok(0));
        assert_eq!(reader.bit_offset(), 8);
    }
}
