//! Start timestamps inside a chunk (XOR2 and the start-timestamp forms of the histogram encodings).
//!
//! ```text
//! header byte: bit 7    sample 0 is followed by varint(t0 - st0)
//!              bits 6-0 number of the first later sample that is followed by start data, 0 for none
//! start data of sample i ≥ 1: d = t(i-1) - st(i); the first one as it is, later ones as d - d of the sample before,
//!              as signed varbit
//! ```
//! Between sample 0 and the first carrying one the start timestamp stays as it is; 0 means that there is none.

use super::{error::SampleError, varbit};
use crate::io::bits::{BitReader, BitWriter};

/// The last sample number that fits the header: there the data begins even if nothing changed.
const LAST_FIRST_CARRIER: usize = 127;

/// Follows the start timestamps of a chunk.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct StartReader {
    first_is_known: bool,
    first_carrier: usize,
    start: i64,
    distance: i64,
}

impl StartReader {
    pub(super) fn new(header: u8) -> StartReader {
        let first_carrier = usize::from(header & 0x7F);
        StartReader { first_is_known: header & 0x80 != 0, first_carrier, ..StartReader::default() }
    }

    /// Whether the chunk has no start timestamp at all.
    pub(super) fn is_unused(&self) -> bool {
        !self.first_is_known && self.first_carrier == 0
    }

    /// The start timestamp of sample `index`, whose other fields have just been read; `time` is its time, `previous`
    /// that of the sample before it.
    #[inline]
    pub(super) fn read(
        &mut self,
        reader: &mut BitReader<'_>,
        index: usize,
        time: i64,
        previous: i64,
    ) -> Result<i64, SampleError> {
        if index == 0 {
            if self.first_is_known {
                self.start = time.wrapping_sub(reader.varint()?);
            }
        } else if self.first_carrier > 0 && index >= self.first_carrier {
            let change = varbit::read_signed(reader)?;
            self.distance = if index == self.first_carrier { change } else { self.distance.wrapping_add(change) };
            self.start = previous.wrapping_sub(self.distance);
        }
        Ok(self.start)
    }
}

/// Writes the start timestamps of a chunk.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct StartWriter {
    first_carrier: usize,
    start: i64,
    distance: i64,
}

impl StartWriter {
    /// Writes the start data of sample `index` and marks it in the header byte at `header`.
    pub(super) fn write(
        &mut self,
        writer: &mut BitWriter,
        header: usize,
        index: usize,
        (start, time): (i64, i64),
        previous: i64,
    ) {
        let mut mark = 0;
        if index == 0 {
            if start != 0 {
                writer.write_varint(time.wrapping_sub(start));
                mark = 0x80;
            }
        } else {
            let distance = previous.wrapping_sub(start);
            if self.first_carrier > 0 {
                varbit::write_signed(writer, distance.wrapping_sub(self.distance));
                self.distance = distance;
            } else if start != self.start || index == LAST_FIRST_CARRIER {
                varbit::write_signed(writer, distance);
                self.distance = distance;
                self.first_carrier = index;
                mark = index as u8;
            }
        }
        self.start = start;
        if let Some(byte) = writer.bytes_mut().get_mut(header) {
            *byte |= mark;
        }
    }
}
