//! The XOR2 encoding of floats: joint control bits for time and value, and start timestamps.
//!
//! ```text
//! ┌───────────┬──────────────┬────────────────┬─────────────┬───────┬──────────────────┬───┬───────┬ …
//! │ count u16 │ start header │ time 0: varint │ value 0: 64 │ start │ delta 1: uvarint │ V │ start │ …
//! └───────────┴──────────────┴────────────────┴─────────────┴───────┴──────────────────┴───┴───────┴ …
//! later samples: joint code, then start data if the chunk has any there (see `start_timestamp`)
//!   0                same delta, same value            1110 + 20 bits    delta of delta, then V
//!   10               same delta, then W                11110 + 64 bits   delta of delta, then V
//!   110 + 13 bits    delta of delta, then V            11111             same delta, stale marker
//! V:  0 same value   10 window of before + bits   110 new window + bits   111 stale marker
//! W:                 0  window of before + bits   1   new window + bits
//! ```
//! Unlike everywhere else the 13- and 20-bit payloads are plain two's complement. A stale marker is never the base of
//! the next XOR, so "same value" means the last value that was no stale marker (+0.0 if there was none).

use super::{
    error::{ChunkError, SampleError},
    float_value::{self, Window, WriterWindow},
    start_timestamp::{StartReader, StartWriter},
    xor::ChunkFull,
};
use crate::{
    io::bits::{BitReader, BitWriter},
    model::sample::{STALE_BITS, SampleColumns},
};

const HEADER_BYTES: usize = 3;

/// Appends the samples of an XOR2 chunk; on error the columns are as before.
pub(super) fn decode(data: &[u8], columns: &mut SampleColumns) -> Result<(), ChunkError> {
    let Some((&[count_high, count_low, start_header], stream)) = data.split_first_chunk::<HEADER_BYTES>() else {
        return Err(ChunkError::UnexpectedEnd { sample: 0, count: 0, bit_offset: 0, bytes: data.len() });
    };
    let count = usize::from(u16::from_be_bytes([count_high, count_low]));
    // A sample has at least one bit.
    let expected = count.min(8 * stream.len());
    columns.timestamps.reserve(expected);
    columns.values.reserve(expected);
    let mut decoder = Decoder {
        reader: BitReader::new(stream),
        starts: StartReader::new(start_header),
        window: Window::WHOLE,
        base: 0,
        time: 0,
        delta: 0,
    };
    let before = columns.timestamps.len();
    let has_starts = !decoder.starts.is_unused();
    if has_starts && columns.start_timestamps.is_empty() {
        columns.start_timestamps.resize(before, 0);
    }
    for sample in 0..count {
        match decoder.sample(sample) {
            Ok((start, time, value)) => {
                columns.timestamps.push(time);
                columns.values.push(f64::from_bits(value));
                if has_starts {
                    columns.start_timestamps.push(start);
                }
            }
            Err(error) => {
                columns.timestamps.truncate(before);
                columns.values.truncate(before);
                columns.start_timestamps.truncate(before);
                return Err(error.in_sample(sample, count, HEADER_BYTES));
            }
        }
    }
    Ok(())
}

struct Decoder<'a> {
    reader: BitReader<'a>,
    starts: StartReader,
    window: Window,
    /// Bits of the last value that was no stale marker.
    base: u64,
    time: i64,
    delta: i64,
}

impl Decoder<'_> {
    /// Start timestamp, time and value of the next sample, which is number `index`.
    #[inline(always)]
    fn sample(&mut self, index: usize) -> Result<(i64, i64, u64), SampleError> {
        let previous = self.time;
        let value = match index {
            0 => {
                self.time = self.reader.varint()?;
                let value = self.reader.bits(64)?;
                if value != STALE_BITS {
                    self.base = value;
                }
                value
            }
            1 => {
                self.delta = self.reader.uvarint()? as i64;
                self.time = self.time.wrapping_add(self.delta);
                self.value()?
            }
            _ => self.joint()?,
        };
        let start = self.starts.read(&mut self.reader, index, self.time, previous)?;
        Ok((start, self.time, value))
    }

    #[inline(always)]
    fn joint(&mut self) -> Result<u64, SampleError> {
        let ones = self.reader.ones(5)?;
        let bits = match ones {
            2 => 13,
            3 => 20,
            4 => 64,
            _ => 0,
        };
        if bits > 0 {
            let payload = self.reader.bits(bits)? << (64 - bits);
            self.delta = self.delta.wrapping_add(payload as i64 >> (64 - bits));
        }
        self.time = self.time.wrapping_add(self.delta);
        match ones {
            0 => Ok(self.base),
            1 => {
                let is_new = self.reader.bit()?;
                self.changed(is_new)
            }
            5 => Ok(STALE_BITS),
            _ => self.value(),
        }
    }

    #[inline(always)]
    fn value(&mut self) -> Result<u64, SampleError> {
        match self.reader.ones(3)? {
            0 => Ok(self.base),
            1 => self.changed(false),
            2 => self.changed(true),
            _ => Ok(STALE_BITS),
        }
    }

    #[inline(always)]
    fn changed(&mut self, is_new: bool) -> Result<u64, SampleError> {
        if is_new {
            self.window = Window::read(&mut self.reader)?;
        }
        self.base ^= self.window.read_bits(&mut self.reader)?;
        Ok(self.base)
    }
}

/// Writes an XOR2 chunk, sample by sample, byte for byte as Prometheus does.
#[derive(Clone, Debug)]
pub struct Appender {
    writer: BitWriter,
    count: u16,
    time: i64,
    delta: i64,
    base: u64,
    window: WriterWindow,
    starts: StartWriter,
}

impl Default for Appender {
    fn default() -> Appender {
        Appender::new()
    }
}

impl Appender {
    /// An empty chunk.
    pub fn new() -> Appender {
        Appender {
            writer: BitWriter::new(vec![0; HEADER_BYTES]),
            count: 0,
            time: 0,
            delta: 0,
            base: 0,
            window: WriterWindow::default(),
            starts: StartWriter::default(),
        }
    }

    /// Appends one sample; `start` is its start timestamp, 0 for none.
    pub fn append(&mut self, start: i64, time: i64, value: f64) -> Result<(), ChunkFull> {
        let count = self.count.checked_add(1).ok_or(ChunkFull)?;
        let bits = value.to_bits();
        if self.count == 0 {
            self.writer.write_varint(time);
            self.writer.write(bits, 64);
        } else {
            let delta = time.wrapping_sub(self.time);
            if self.count == 1 {
                self.writer.write_uvarint(delta as u64);
                self.write_value(bits);
            } else {
                self.write_joint(delta.wrapping_sub(self.delta), bits);
            }
            self.delta = delta;
        }
        self.starts.write(&mut self.writer, HEADER_BYTES - 1, usize::from(self.count), (start, time), self.time);
        if bits != STALE_BITS {
            self.base = bits;
        }
        self.time = time;
        self.count = count;
        if let Some(header) = self.writer.bytes_mut().first_chunk_mut() {
            *header = count.to_be_bytes();
        }
        Ok(())
    }

    fn write_joint(&mut self, change: i64, bits: u64) {
        if change == 0 {
            if bits == STALE_BITS {
                self.writer.write(0b11111, 5);
            } else if bits == self.base {
                self.writer.write(0, 1);
            } else {
                self.writer.write(0b10, 2);
                self.write_difference(bits ^ self.base, (0b0, 1), (0b1, 1));
            }
            return;
        }
        if (-(1 << 12)..1 << 12).contains(&change) {
            self.writer.write(0b110, 3);
            self.writer.write(change as u64, 13);
        } else if (-(1 << 19)..1 << 19).contains(&change) {
            self.writer.write(0b1110, 4);
            self.writer.write(change as u64, 20);
        } else {
            self.writer.write(0b11110, 5);
            self.writer.write(change as u64, 64);
        }
        self.write_value(bits);
    }

    fn write_value(&mut self, bits: u64) {
        if bits == STALE_BITS {
            self.writer.write(0b111, 3);
        } else if bits == self.base {
            self.writer.write(0, 1);
        } else {
            self.write_difference(bits ^ self.base, (0b10, 2), (0b110, 3));
        }
    }

    /// Writes a difference, after the code for a kept or for a new window.
    fn write_difference(&mut self, difference: u64, kept: (u64, u32), new: (u64, u32)) {
        let (window, is_new) = self.window.choose(difference);
        float_value::write_difference(&mut self.writer, difference, if is_new { new } else { kept }, (window, is_new));
    }

    /// How many samples the chunk holds.
    pub fn count(&self) -> usize {
        usize::from(self.count)
    }

    /// The chunk's data so far: a whole chunk after every sample.
    pub fn bytes(&self) -> &[u8] {
        self.writer.bytes()
    }

    /// The finished chunk's data.
    pub fn into_bytes(self) -> Vec<u8> {
        self.writer.into_bytes()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn encode(samples: &[(i64, i64, u64)]) -> Vec<u8> {
        let mut appender = Appender::new();
        for &(start, time, bits) in samples {
            appender.append(start, time, f64::from_bits(bits)).unwrap();
        }
        assert_eq!(appender.count(), samples.len());
        appender.into_bytes()
    }

    fn decoded(data: &[u8]) -> Result<Vec<(i64, i64, u64)>, ChunkError> {
        let mut columns = SampleColumns::default();
        columns.push_float(1, 1.0);
        let result = decode(data, &mut columns);
        assert_eq!(columns.timestamps.len(), columns.values.len());
        assert!(result.is_ok() || columns.timestamps.len() == 1, "an error leaves nothing behind");
        columns.start_timestamps.resize(columns.timestamps.len(), 0);
        let sample = |index: usize| {
            (columns.start_timestamps[index], columns.timestamps[index], columns.values[index].to_bits())
        };
        result.map(|()| (1..columns.timestamps.len()).map(sample).collect())
    }

    fn samples() -> impl Strategy<Value = Vec<(i64, i64, u64)>> {
        let delta =
            prop_oneof![Just(15_000i64), 14_990i64..15_010, -5_000i64..5_000, -600_000i64..600_000, any::<i64>()];
        let value = prop_oneof![
            (0u32..1_000).prop_map(|number| f64::from(number).to_bits()),
            Just(STALE_BITS),
            Just(0u64),
            any::<u64>(),
        ];
        let start = prop_oneof![4 => Just(None), 1 => Just(Some(0i64)), 1 => (0i64..1_000_000).prop_map(Some)];
        let starts = prop_oneof![Just(false), Just(true)];
        let steps = proptest::collection::vec((delta, value, start), 0..300);
        (steps, starts).prop_map(|(steps, has_starts)| {
            let (mut time, mut start) = (1_700_000_000_000i64, 0);
            let sample = |(delta, value, change): (i64, u64, Option<i64>)| {
                start = change.filter(|_| has_starts).unwrap_or(start);
                time = time.wrapping_add(delta);
                (start, time, value)
            };
            steps.into_iter().map(sample).collect()
        })
    }

    proptest! {
        #[test]
        fn samples_come_back_bit_for_bit(samples in samples()) {
            prop_assert_eq!(decoded(&encode(&samples)), Ok(samples));
        }

        #[test]
        fn any_bytes_are_read_or_refused(data in proptest::collection::vec(any::<u8>(), 0..300)) {
            let _ = decoded(&data);
        }
    }

    #[test]
    fn the_layout_is_prometheus_own() {
        let one = 1f64.to_bits();
        // Start 990: varint(10) after the first value; nothing more while it stays.
        let data = encode(&[(990, 1_000, one), (990, 1_010, one), (990, 1_020, one), (990, 1_031, STALE_BITS)]);
        let head = [0, 4, 0x80, 0xD0, 0x0F, 0x3F, 0xF0, 0, 0, 0, 0, 0, 0, 0x14, 0x0A];
        // Sample 1: same value 0; sample 2: joint 0; sample 3: 110 + 13 bits of 1, then 111.
        assert_eq!(data[..15], head);
        assert_eq!(data[15..], [0b0011_0000, 0b0000_0000, 0b0111_1000]);
        // A changed start at sample 1: 1000 - 1005 = -5 as varbit 110 + 6 bits.
        let data = encode(&[(0, 1_000, one), (1_005, 1_010, one)]);
        assert_eq!(data[2], 1);
        assert_eq!(data[14..], [0b0110_1110, 0b1100_0000]);
    }

    #[test]
    fn the_128th_sample_carries_its_start_whatever_happens() {
        let samples: Vec<_> = (0..130).map(|index| (7, 100 + 10 * index, 0)).collect();
        let data = encode(&samples);
        assert_eq!(data[2], 0x80 | 127);
        assert_eq!(decoded(&data), Ok(samples));
    }

    #[test]
    fn a_stale_marker_is_no_base() {
        let two = 2f64.to_bits();
        let samples = [(0, 0, STALE_BITS), (0, 1, 0), (0, 2, two), (0, 3, STALE_BITS), (0, 4, two), (0, 5, two)];
        assert_eq!(decoded(&encode(&samples)), Ok(samples.to_vec()));
    }
}
