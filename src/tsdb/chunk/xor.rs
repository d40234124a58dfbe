//! The XOR encoding of floats: the hottest loop of promq.
//!
//! ```text
//! ┌───────────┬────────────────┬─────────────┬──────────────────┬────────┬──────────────────────────────┐
//! │ count u16 │ time 0: varint │ value 0: 64 │ delta 1: uvarint │ value  │ delta of delta, value │ ×n … │
//! └───────────┴────────────────┴─────────────┴──────────────────┴────────┴──────────────────────────────┘
//! delta of delta:  0 → 0   10 + 14 bits   110 + 17 bits   1110 + 20 bits   1111 + 64 bits
//! value:           the XOR code of `float_value`
//! ```
//! Payloads of 14, 17 and 20 bits hold -(2^(n-1)-1) ..= 2^(n-1), as varbit integers do.
//!
//! How the loop is fast: the bit position depends only on what the branches decided, never on loaded bits, so a
//! processor runs ahead into the next samples; one load shows the control bits of a whole sample, a second one the
//! significant bits; and what was read beyond the end is zeros, which one comparison a sample finds.

use super::{
    error::{ChunkError, SampleError},
    float_value::{self, Window, WriterWindow},
    varbit::{fits_signed, sign_extend},
};
use crate::io::bits::{BitReader, BitWriter, BitsEnd, PEEK_BITS};

const HEADER_BYTES: usize = 2;
/// Sizes of the delta-of-delta payloads that have a prefix of ones and a zero.
const DELTA_BITS: [u32; 3] = [14, 17, 20];

/// Appends the samples of an XOR chunk to the two columns; on error they are as before.
pub(super) fn decode(data: &[u8], timestamps: &mut Vec<i64>, values: &mut Vec<f64>) -> Result<(), ChunkError> {
    let Some((count, stream)) = data.split_first_chunk::<HEADER_BYTES>() else {
        return Err(ChunkError::UnexpectedEnd { sample: 0, count: 0, bit_offset: 0, bytes: data.len() });
    };
    let count = usize::from(u16::from_be_bytes(*count));
    // Every sample has at least two bits, so the count cannot make us reserve more than the data justifies.
    if count > 4 * stream.len() {
        let end = BitsEnd { bit_offset: 8 * stream.len(), bit_length: 8 * stream.len() };
        return Err(SampleError::End(end).in_sample(4 * stream.len(), count, HEADER_BYTES));
    }
    let (old_timestamps, old_values) = (timestamps.len(), values.len());
    timestamps.resize(old_timestamps + count, 0);
    values.resize(old_values + count, 0.0);
    let result = decode_into(stream, &mut timestamps[old_timestamps..], &mut values[old_values..]);
    result.map_err(|(sample, error)| {
        timestamps.truncate(old_timestamps);
        values.truncate(old_values);
        error.in_sample(sample, count, HEADER_BYTES)
    })
}

fn decode_into(stream: &[u8], timestamps: &mut [i64], values: &mut [f64]) -> Result<(), (usize, SampleError)> {
    let mut samples = timestamps.iter_mut().zip(values).enumerate();
    let mut reader = BitReader::new(stream);
    let (mut time, mut value, mut delta) = (0i64, 0u64, 0i64);
    let mut window = Window::WHOLE;

    // The first two samples are coded in their own ways.
    for (sample, (time_slot, value_slot)) in samples.by_ref().take(2) {
        let mut read = || {
            if sample == 0 {
                time = reader.varint()?;
                value = reader.bits(64)?;
            } else {
                delta = reader.uvarint()? as i64;
                time = time.wrapping_add(delta);
                value = float_value::read(&mut reader, value, &mut window)?;
            }
            Ok(())
        };
        read().map_err(|error| (sample, error))?;
        *time_slot = time;
        *value_slot = f64::from_bits(value);
    }

    let Window { mut significant, .. } = window;
    let mut trailing = window.trailing();
    for (sample, (time_slot, value_slot)) in samples {
        let begin = reader.bit_offset();
        // Unless a 64-bit delta of delta intervenes, this holds all the control bits: 4 + 20 + 2 + 5 + 6.
        let mut word = reader.peek();
        if word >> 63 == 0 {
            reader.advance(1);
            word <<= 1;
        } else {
            let ones = word.leading_ones().min(4);
            if let Some(&bits) = DELTA_BITS.get(ones as usize - 1) {
                let payload = (word << (ones + 1)) >> (64 - bits);
                delta = delta.wrapping_add(sign_extend(payload, bits));
                reader.advance(ones + 1 + bits);
                word <<= ones + 1 + bits;
            } else {
                reader.advance(4);
                delta = delta.wrapping_add(reader.take_unchecked(64) as i64);
                word = reader.peek();
            }
        }
        time = time.wrapping_add(delta);

        if word >> 63 == 0 {
            reader.advance(1);
        } else {
            if word >> 62 & 1 == 0 {
                reader.advance(2);
            } else {
                let leading = (word >> 57) as u32 & 31;
                significant = (word >> 51) as u32 & 63;
                significant = if significant == 0 { 64 } else { significant };
                if leading + significant > 64 {
                    let bit_offset = reader.bit_offset() + 2;
                    return Err((sample, SampleError::Window { bit_offset, leading, significant }));
                }
                trailing = 64 - leading - significant;
                reader.advance(13);
            }
            let bits = if significant <= PEEK_BITS {
                let bits = reader.peek() >> (64 - significant);
                reader.advance(significant);
                bits
            } else {
                reader.take_unchecked(significant)
            };
            value ^= bits << trailing;
        }

        if reader.is_overrun() {
            return Err((sample, SampleError::End(BitsEnd { bit_offset: begin, bit_length: 8 * stream.len() })));
        }
        *time_slot = time;
        *value_slot = f64::from_bits(value);
    }
    Ok(())
}

/// Writes an XOR chunk, sample by sample, byte for byte as Prometheus does.
///
/// There is no way to go on with a chunk that was read back: Prometheus' own writer cannot do that without damage.
#[derive(Clone, Debug)]
pub struct Appender {
    writer: BitWriter,
    count: u16,
    time: i64,
    delta: i64,
    value: u64,
    window: WriterWindow,
}

/// The chunk holds 65 535 samples already, as many as its counter can count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the chunk is full")]
pub struct ChunkFull;

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
            value: 0,
            window: WriterWindow::default(),
        }
    }

    /// Appends one sample. Times should grow; any others are stored faithfully too.
    pub fn append(&mut self, time: i64, value: f64) -> Result<(), ChunkFull> {
        let count = self.count.checked_add(1).ok_or(ChunkFull)?;
        let bits = value.to_bits();
        if self.count == 0 {
            self.writer.write_varint(time);
            self.writer.write(bits, 64);
        } else {
            let delta = time.wrapping_sub(self.time);
            if self.count == 1 {
                self.writer.write_uvarint(delta as u64);
            } else {
                self.write_delta_of_delta(delta.wrapping_sub(self.delta));
            }
            self.delta = delta;
            float_value::write(&mut self.writer, bits ^ self.value, &mut self.window);
        }
        self.time = time;
        self.value = bits;
        self.count = count;
        if let Some(header) = self.writer.bytes_mut().first_chunk_mut() {
            *header = count.to_be_bytes();
        }
        Ok(())
    }

    fn write_delta_of_delta(&mut self, change: i64) {
        if change == 0 {
            self.writer.write(0, 1);
            return;
        }
        match DELTA_BITS.iter().position(|&bits| fits_signed(change, bits)) {
            Some(index) => {
                self.writer.write((4 << index) - 2, index as u32 + 2);
                self.writer.write(change as u64, DELTA_BITS[index]);
            }
            None => {
                self.writer.write(0b1111, 4);
                self.writer.write(change as u64, 64);
            }
        }
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
