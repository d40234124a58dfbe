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

/// Writes the description of a new window.
pub(super) fn write_window(writer: &mut BitWriter, window: Window) {
    writer.write(u64::from(window.leading), 5);
    writer.write(u64::from(window.significant & 63), 6);
}

/// Writes the value whose bits differ from the previous value's by `difference`.
pub(super) fn write(writer: &mut BitWriter, difference: u64, last: &mut WriterWindow) {
    if difference == 0 {
        writer.write(0, 1);
        return;
    }
    let (window, is_new) = last.choose(difference);
    writer.write(if is_new { 0b11 } else { 0b10 }, 2);
    if is_new {
        write_window(writer, window);
    }
    writer.write(difference >> window.trailing(), window.significant);
}
