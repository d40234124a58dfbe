//! The XOR code of one float against the one before it.
//!
//! ```text
//! 0                                          the same bits
//! 10 + significant bits                      the XOR has its ones inside the window of the last written value
//! 11 + leading (5) + significant (6) + bits  a new window; 64 significant bits are stored as 0
//! ```

use super::error::SampleError;
use crate::io::bits::{BitReader, BitWriter};

/// Where the ones of an XOR may stand: after `leading` zeros, `significant` bits wide.
#[derive(Clone, Copy, Debug)]
pub(super) struct Window {
    pub(super) leading: u32,
    pub(super) significant: u32,
}

impl Window {
    /// What a reader assumes before any window was written: all 64 bits.
    pub(super) const WHOLE: Window = Window { leading: 0, significant: 64 };

    /// The number of zeros below the window.
    #[inline(always)]
    pub(super) fn trailing(self) -> u32 {
        64 - self.leading - self.significant
    }

    /// Reads the description of a new window.
    #[inline(always)]
    pub(super) fn read(reader: &mut BitReader<'_>) -> Result<Window, SampleError> {
        let bit_offset = reader.bit_offset();
        let described = reader.bits(11)? as u32;
        let (leading, significant) = (described >> 6, described & 63);
        let significant = if significant == 0 { 64 } else { significant };
        if leading + significant > 64 {
            return Err(SampleError::Window { bit_offset, leading, significant });
        }
        Ok(Window { leading, significant })
    }

    /// Reads the significant bits and puts them in their place.
    #[inline(always)]
    pub(super) fn read_bits(self, reader: &mut BitReader<'_>) -> Result<u64, SampleError> {
        Ok(reader.bits(self.significant)? << self.trailing())
    }
}

/// Reads the value that follows the one with the bits `previous`.
#[inline]
pub(super) fn read(reader: &mut BitReader<'_>, previous: u64, window: &mut Window) -> Result<u64, SampleError> {
    match reader.ones(2)? {
        0 => return Ok(previous),
        1 => {}
        _ => *window = Window::read(reader)?,
    }
    Ok(previous ^ window.read_bits(reader)?)
}

/// What a writer remembers: the last window it wrote, if any.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct WriterWindow(Option<Window>);

impl WriterWindow {
    /// The window to write `difference` (not 0) in, and whether it is a new one. The old one is kept whenever the
    /// difference fits, however wasteful; that is what Prometheus does.
    #[inline]
    pub(super) fn choose(&mut self, difference: u64) -> (Window, bool) {
        let leading = difference.leading_zeros().min(31);
        let trailing = difference.trailing_zeros();
        if let Some(window) = self.0
            && leading >= window.leading
            && trailing >= window.trailing()
        {
            return (window, false);
        }
        let window = Window { leading, significant: 64 - leading - trailing };
        self.0 = Some(window);
        (window, true)
    }
}

/// Writes the bits of a difference in their window, after a prefix of `prefix_bits` (at most 3) bits and, for a new
/// window, its description.
#[inline]
pub(super) fn write_difference(
    writer: &mut BitWriter,
    difference: u64,
    (prefix, prefix_bits): (u64, u32),
    (window, is_new): (Window, bool),
) {
    let (mut head, mut head_bits) = (prefix, prefix_bits);
    if is_new {
        head = head << 11 | u64::from(window.leading) << 6 | u64::from(window.significant & 63);
        head_bits += 11;
    }
    let significant = difference >> window.trailing();
    if head_bits + window.significant <= 64 {
        writer.write(head << window.significant | significant, head_bits + window.significant);
    } else {
        writer.write(head, head_bits);
        writer.write(significant, window.significant);
    }
}

/// Writes the value whose bits differ from the previous value's by `difference`.
#[inline]
pub(super) fn write(writer: &mut BitWriter, difference: u64, last: &mut WriterWindow) {
    if difference == 0 {
        writer.write(0, 1);
        return;
    }
    let (window, is_new) = last.choose(difference);
    write_difference(writer, difference, (if is_new { 0b11 } else { 0b10 }, 2), (window, is_new));
}
