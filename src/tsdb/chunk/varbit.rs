//! Varbit integers: a run of ones that chooses a size, then that many bits.
//!
//! ```text
//! prefix     0  10  110  1110  11110  111110  1111110  11111110  11111111
//! payload    0   3    6     9     12      18       25        56        64   bits
//! ```
//! A signed payload of n bits holds -(2^(n-1)-1) ..= 2^(n-1): only a payload *greater* than 2^(n-1) is negative.

use crate::io::bits::{BitReader, BitWriter, BitsEnd};

const PAYLOAD_BITS: [u32; 9] = [0, 3, 6, 9, 12, 18, 25, 56, 64];

/// Reads an unsigned integer.
#[inline]
pub fn read_unsigned(reader: &mut BitReader<'_>) -> Result<u64, BitsEnd> {
    read(reader).map(|(payload, _)| payload)
}

/// Reads a signed integer.
#[inline(always)]
pub fn read_signed(reader: &mut BitReader<'_>) -> Result<i64, BitsEnd> {
    read(reader).map(|(payload, size)| sign_extend(payload, size))
}

/// The prefixes up to this one fit a single look together with their payload.
const SHORT_PREFIX: usize = 6;

/// Reads a payload and its size.
#[inline(always)]
fn read(reader: &mut BitReader<'_>) -> Result<(u64, u32), BitsEnd> {
    let word = reader.peek();
    if word >> 63 == 0 {
        return reader.pass(1).map(|()| (0, 0));
    }
    let ones = word.leading_ones() as usize;
    match PAYLOAD_BITS.get(ones) {
        Some(&size) if ones <= SHORT_PREFIX => {
            let prefix = ones as u32 + 1;
            let payload = (word << prefix) >> (64 - size);
            reader.pass(prefix + size).map(|()| (payload, size))
        }
        _ => {
            reader.pass(8)?;
            let size = PAYLOAD_BITS[ones.min(PAYLOAD_BITS.len() - 1)];
            Ok((reader.bits(size)?, size))
        }
    }
}

/// The signed number that a payload of `bits` bits stands for, by the rule of the module's documentation.
#[inline(always)]
pub(super) fn sign_extend(payload: u64, bits: u32) -> i64 {
    if bits == 0 || bits >= 64 {
        return payload as i64;
    }
    // No branch: the sign of jitter cannot be predicted.
    payload.wrapping_sub(u64::from(payload > 1 << (bits - 1)) << bits) as i64
}

/// Whether a signed payload of `bits` bits (1..=63) can hold `value`.
pub(super) fn fits_signed(value: i64, bits: u32) -> bool {
    let half = 1i64 << (bits - 1);
    (1 - half..=half).contains(&value)
}

/// Writes an unsigned integer in the smallest payload.
pub fn write_unsigned(writer: &mut BitWriter, value: u64) {
    let used = 64 - value.leading_zeros();
    write_in(writer, value, |bits| used <= bits);
}

/// Writes a signed integer in the smallest payload.
pub fn write_signed(writer: &mut BitWriter, value: i64) {
    write_in(writer, value as u64, |bits| match bits {
        0 => value == 0,
        64 => true,
        _ => fits_signed(value, bits),
    });
}

fn write_in(writer: &mut BitWriter, payload: u64, fits: impl Fn(u32) -> bool) {
    let ones = PAYLOAD_BITS.iter().position(|&bits| fits(bits)).unwrap_or(8);
    if ones == 8 {
        writer.write(0xFF, 8);
    } else {
        writer.write((1 << (ones + 1)) - 2, ones as u32 + 1);
    }
    writer.write(payload, PAYLOAD_BITS[ones]);
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn bits_of(value: i64) -> usize {
        let mut writer = BitWriter::default();
        write_signed(&mut writer, value);
        let bytes = writer.into_bytes();
        let mut reader = BitReader::new(&bytes);
        assert_eq!(read_signed(&mut reader), Ok(value));
        reader.bit_offset()
    }

    #[test]
    fn the_ranges_are_asymmetric() {
        for (bits, low, high) in [(1, 0, 0), (5, -3, 4), (9, -31, 32), (13, -255, 256), (17, -2047, 2048)] {
            assert_eq!(bits_of(low), bits);
            assert_eq!(bits_of(high), bits);
            assert!(bits_of(low - 1) > bits);
            assert!(bits_of(high + 1) > bits);
        }
        assert_eq!(bits_of(-131_071), 24);
        assert_eq!(bits_of(16_777_216), 32);
        assert_eq!(bits_of(i64::MIN), 72);
        assert_eq!(bits_of(i64::MAX), 72);
    }

    proptest! {
        #[test]
        fn integers_come_back(values in proptest::collection::vec((any::<i64>(), 0u32..64), 0..50)) {
            let mut writer = BitWriter::default();
            for &(value, shift) in &values {
                write_signed(&mut writer, value >> shift);
                write_unsigned(&mut writer, value as u64 >> shift);
            }
            let bytes = writer.into_bytes();
            let mut reader = BitReader::new(&bytes);
            for &(value, shift) in &values {
                prop_assert_eq!(read_signed(&mut reader), Ok(value >> shift));
                prop_assert_eq!(read_unsigned(&mut reader), Ok(value as u64 >> shift));
            }
        }
    }
}
