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
//! significant bits; and no load is checked, because samples near the end are read from a copy with zeros behind it.

use super::{
    error::{ChunkError, SampleError},
    float_value::{self, Window, WriterWindow},
    varbit::{fits_signed, sign_extend},
};
use crate::io::bits::{BitReader, BitWriter, BitsEnd, PEEK_BITS, peek_inside};
use std::mem::MaybeUninit;

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
    timestamps.reserve(count);
    values.reserve(count);
    let slots = (&mut timestamps.spare_capacity_mut()[..count], &mut values.spare_capacity_mut()[..count]);
    decode_into(stream, slots.0, slots.1).map_err(|(sample, error)| error.in_sample(sample, count, HEADER_BYTES))?;
    // SAFETY: `decode_into` has written all slots of both columns unless it fails.
    unsafe {
        timestamps.set_len(timestamps.len() + count);
        values.set_len(values.len() + count);
    }
    Ok(())
}

/// Reads a sample for each slot; afterwards all slots are written, except after an error.
fn decode_into(
    stream: &[u8],
    timestamps: &mut [MaybeUninit<i64>],
    values: &mut [MaybeUninit<f64>],
) -> Result<(), (usize, SampleError)> {
    let mut reader = BitReader::new(stream);
    let (mut time, mut value, mut delta) = (0i64, 0u64, 0i64);
    let mut window = Window::WHOLE;

    // The first two samples are coded in their own ways.
    for (sample, (time_slot, value_slot)) in timestamps.iter_mut().zip(values.iter_mut()).enumerate().take(2) {
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
        time_slot.write(time);
        value_slot.write(f64::from_bits(value));
    }

    let (Some(timestamps), Some(values)) = (timestamps.get_mut(2..), values.get_mut(2..)) else { return Ok(()) };
    let mut state = State { time, delta, value, window, position: reader.bit_offset(), begin: 0 };
    // First the samples that cannot reach the end, then those that could, from a copy with zeros behind it.
    let limit = (8 * stream.len()).saturating_sub(SAMPLE_REACH_BITS);
    let done = state.read_samples(stream, limit, timestamps, values).map_err(|(sample, error)| (2 + sample, error))?;
    let (timestamps, values) = (&mut timestamps[done..], &mut values[done..]);
    if timestamps.is_empty() {
        return Ok(());
    }
    let copied = state.position / 8;
    let rest = stream.get(copied..).unwrap_or_default();
    let (end, offset) = (8 * rest.len(), 8 * copied);
    let mut padded = [0; TAIL_BYTES];
    let Some(copy) = padded.get_mut(..rest.len()) else {
        // Cannot be: with slots left, the first part read up to where a sample may reach the end.
        let end = BitsEnd { bit_offset: state.position, bit_length: 8 * stream.len() };
        return Err((2 + done, SampleError::End(end)));
    };
    copy.copy_from_slice(rest);
    state.position -= offset;
    let read = state.read_samples(&padded, end, timestamps, values);
    let read = read.map_err(|(sample, error)| (2 + done + sample, error.moved(offset)))?;
    // Only the last sample read can have gone too far; the ones after it were not begun.
    let failed = match state.position > end {
        true => Some((read.saturating_sub(1), state.begin)),
        false => (read < timestamps.len()).then_some((read, state.position)),
    };
    let Some((sample, begin)) = failed else { return Ok(()) };
    let end = BitsEnd { bit_offset: begin + offset, bit_length: 8 * stream.len() };
    Err((2 + done + sample, SampleError::End(end)))
}

/// How far behind its beginning a sample may look: its longest form, and the rest of the last eight bytes loaded.
const SAMPLE_REACH_BITS: usize = 4 + 64 + 2 + 5 + 6 + 64 + 64 + 8;
/// Room for what [`SAMPLE_REACH_BITS`] leaves over, and for the reach of a sample that begins in its last bit.
const TAIL_BYTES: usize = 2 * SAMPLE_REACH_BITS.div_ceil(8) + 8;

/// What the next sample builds on.
struct State {
    time: i64,
    delta: i64,
    value: u64,
    window: Window,
    /// The next bit.
    position: usize,
    /// Where the last sample began.
    begin: usize,
}

impl State {
    /// Reads samples as long as they begin before bit `limit`, and there are slots; tells how many.
    ///
    /// No sample may reach beyond the bytes: `limit` plus [`SAMPLE_REACH_BITS`] must lie in them, or within zeros that
    /// were put behind. What comes out of those is wrong, and the position tells.
    #[inline(always)]
    fn read_samples(
        &mut self,
        bytes: &[u8],
        limit: usize,
        timestamps: &mut [MaybeUninit<i64>],
        values: &mut [MaybeUninit<f64>],
    ) -> Result<usize, (usize, SampleError)> {
        assert!(limit == 0 || limit + SAMPLE_REACH_BITS <= 8 * bytes.len());
        let (mut time, mut delta, mut value) = (self.time, self.delta, self.value);
        let (mut significant, mut trailing) = (self.window.significant, self.window.trailing());
        let (mut position, mut begin) = (self.position, self.begin);
        // SAFETY: every call lies less than `SAMPLE_REACH_BITS` - 64 behind a `begin` below `limit`, so by the
        // assertion above the eight bytes are there.
        let peek = |position: usize| unsafe { peek_inside(bytes, position) };
        let mut read = 0;
        for (time_slot, value_slot) in timestamps.iter_mut().zip(values) {
            if position >= limit {
                break;
            }
            begin = position;
            // Unless a 64-bit delta of delta intervenes, this holds all the control bits: 4 + 20 + 2 + 5 + 6.
            let mut word = peek(position);
            if word >> 63 == 0 {
                position += 1;
                word <<= 1;
            } else {
                let ones = word.leading_ones().min(4);
                if let Some(&bits) = DELTA_BITS.get(ones as usize - 1) {
                    let payload = (word << (ones + 1)) >> (64 - bits);
                    delta = delta.wrapping_add(sign_extend(payload, bits));
                    position += (ones + 1 + bits) as usize;
                    word <<= ones + 1 + bits;
                } else {
                    let high = peek(position + 4) >> 32;
                    let low = peek(position + 36) >> 32;
                    delta = delta.wrapping_add((high << 32 | low) as i64);
                    position += 68;
                    word = peek(position);
                }
            }
            time = time.wrapping_add(delta);

            if word >> 63 == 0 {
                position += 1;
            } else {
                if word >> 62 & 1 == 0 {
                    position += 2;
                } else {
                    let leading = (word >> 57) as u32 & 31;
                    significant = (word >> 51) as u32 & 63;
                    significant = if significant == 0 { 64 } else { significant };
                    if leading + significant > 64 {
                        let bit_offset = position + 2;
                        return Err((read, SampleError::Window { bit_offset, leading, significant }));
                    }
                    trailing = 64 - leading - significant;
                    position += 13;
                }
                let bits = if significant <= PEEK_BITS {
                    peek(position) >> (64 - significant)
                } else {
                    (peek(position) >> 32) << (significant - 32) | peek(position + 32) >> (96 - significant)
                };
                position += significant as usize;
                value ^= bits << trailing;
            }
            time_slot.write(time);
            value_slot.write(f64::from_bits(value));
            read += 1;
        }
        let window = Window { leading: 64 - significant - trailing, significant };
        *self = State { time, delta, value, window, position, begin };
        Ok(read)
    }
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
    #[inline]
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

    #[inline]
    fn write_delta_of_delta(&mut self, change: i64) {
        if change == 0 {
            self.writer.write(0, 1);
            return;
        }
        for (index, bits) in DELTA_BITS.into_iter().enumerate() {
            if fits_signed(change, bits) {
                let prefix = (4 << index) - 2;
                let payload = change as u64 & ((1 << bits) - 1);
                self.writer.write(prefix << bits | payload, index as u32 + 2 + bits);
                return;
            }
        }
        self.writer.write(0b1111, 4);
        self.writer.write(change as u64, 64);
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
    use crate::model::sample::STALE_BITS;
    use proptest::prelude::*;

    fn encode(samples: &[(i64, u64)]) -> Vec<u8> {
        let mut appender = Appender::new();
        for &(time, bits) in samples {
            appender.append(time, f64::from_bits(bits)).unwrap();
        }
        assert_eq!(appender.count(), samples.len());
        appender.into_bytes()
    }

    fn decoded(data: &[u8]) -> Result<Vec<(i64, u64)>, ChunkError> {
        let (mut timestamps, mut values) = (vec![1], vec![1.0]);
        let result = decode(data, &mut timestamps, &mut values);
        assert_eq!(timestamps.len(), values.len());
        assert_eq!((timestamps[0], values[0]), (1, 1.0), "what was there stays");
        assert!(result.is_ok() || timestamps.len() == 1, "an error leaves nothing behind");
        result.map(|()| timestamps.into_iter().zip(values.into_iter().map(f64::to_bits)).skip(1).collect())
    }

    #[test]
    fn what_follows_the_last_sample_is_left_alone() {
        let samples: Vec<(i64, u64)> = (0..50).map(|sample| (sample * 15_000, (sample as f64).to_bits())).collect();
        for (count, more) in [(0, 200), (1, 200), (2, 200), (3, 0), (50, 1), (50, 300)] {
            let mut data = encode(&samples[..count]);
            data.extend(vec![0xA5; more]);
            assert_eq!(decoded(&data).unwrap(), samples[..count], "{count} and {more}");
        }
    }

    /// Steps between samples of every size, and values that share windows, repeat, or have nothing in common.
    fn samples() -> impl Strategy<Value = Vec<(i64, u64)>> {
        let delta =
            prop_oneof![Just(15_000i64), 14_990i64..15_010, -9_000i64..9_000, -600_000i64..600_000, any::<i64>()];
        let value = prop_oneof![
            (0u32..1_000).prop_map(|number| f64::from(number).to_bits()),
            Just(STALE_BITS),
            Just(0u64),
            any::<u64>(),
        ];
        proptest::collection::vec((delta, value), 0..200).prop_map(|steps| {
            let mut time = 1_700_000_000_000i64;
            let sample = |(delta, value)| {
                time = time.wrapping_add(delta);
                (time, value)
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
        fn a_cut_chunk_is_refused(samples in samples(), cut: proptest::sample::Index) {
            let data = encode(&samples);
            let cut = cut.index(data.len());
            prop_assert!(samples.is_empty() && cut >= HEADER_BYTES || decoded(&data[..cut]).is_err());
        }

        #[test]
        fn any_bytes_are_read_or_refused(data in proptest::collection::vec(any::<u8>(), 0..300)) {
            let _ = decoded(&data);
        }
    }

    #[test]
    fn the_layout_is_prometheus_own() {
        // 2 samples: time 1000 as varint, 1.0; delta 10, the same value.
        let data = encode(&[(1_000, 1f64.to_bits()), (1_010, 1f64.to_bits())]);
        assert_eq!(data, [0, 2, 0xD0, 0x0F, 0x3F, 0xF0, 0, 0, 0, 0, 0, 0, 0x0A, 0x00]);
        // A third one: delta of delta 8192 is the largest of 14 bits; the new window is 12 zeros and one bit.
        let data = encode(&[(1_000, 1f64.to_bits()), (1_010, 1f64.to_bits()), (9_212, 1.5f64.to_bits())]);
        assert_eq!(data[12..], [0x0A, 0b0101_0000, 0b0000_0000, 0b0110_1100, 0b0000_0110]);
    }

    #[test]
    fn errors_name_sample_and_bit() {
        let data = encode(&[(1_000, 1), (1_010, 2), (1_020, u64::MAX)]);
        let error = ChunkError::UnexpectedEnd { sample: 0, count: 3, bit_offset: 32, bytes: 9 };
        assert_eq!(decoded(&data[..9]), Err(error));
        assert_eq!(decoded(&[0]).unwrap_err().to_string(), "data of 1 bytes ends in sample 0 of 0, at bit 0");
        let mut data = encode(&[(0, 0), (0, 0)]);
        data[1] = 200;
        let error = decoded(&data).unwrap_err().to_string();
        assert!(error.contains("of 200"), "{error}");
    }

    #[test]
    fn a_full_chunk_takes_no_more() {
        let mut appender = Appender::new();
        for time in 0..65_535 {
            appender.append(time, 1.0).unwrap();
        }
        assert_eq!(appender.append(65_535, 1.0), Err(ChunkFull));
        assert_eq!(decoded(appender.bytes()).unwrap().len(), 65_535);
    }
}
