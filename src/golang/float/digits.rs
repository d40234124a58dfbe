//! The decimal digits of a float, apart from any layout.

/// `0.DIGITS · 10^point`, with no zero at either end; no digits at all for zero.
pub(super) struct Digits {
    buffer: [u8; MAX_DIGITS],
    length: usize,
    /// Where the decimal point stands, counted from the first digit.
    pub(super) point: i32,
    /// Whether there is a minus sign, `-0` included.
    pub(super) negative: bool,
}

/// More digits than the shortest form ever has (17); fixed forms over this length are laid out by `std` alone.
pub(super) const MAX_DIGITS: usize = 32;

impl Digits {
    /// The fewest digits that read back as the same float. `value` must be finite.
    pub(super) fn shortest(value: f64) -> Digits {
        Digits::from_decimal_text(zmij::Buffer::new().format_finite(value).as_bytes())
    }

    /// Exactly `precision` significant digits, correctly rounded, then without trailing zeros. `precision` must be in
    /// `1..=MAX_DIGITS`, `value` finite.
    pub(super) fn rounded(value: f64, precision: usize) -> Digits {
        let mut text = ScratchText { bytes: [0; MAX_DIGITS + 16], length: 0 };
        // The text has at most a sign, the digits, a point and a five byte exponent, so it always fits.
        let _ = std::fmt::Write::write_fmt(&mut text, format_args!("{value:.*e}", precision - 1));
        Digits::from_decimal_text(&text.bytes[..text.length])
    }

    /// The digits, as ASCII.
    pub(super) fn as_bytes(&self) -> &[u8] {
        &self.buffer[..self.length]
    }

    /// Reads `-123.45e-6` as printed by Rust libraries.
    pub(super) fn from_decimal_text(text: &[u8]) -> Digits {
        let mut digits = Digits { buffer: [0; MAX_DIGITS], length: 0, point: 0, negative: false };
        let mut seen_point = false;
        let mut bytes = text.iter();
        while let Some(&byte) = bytes.next() {
            match byte {
                b'0' if digits.length == 0 => digits.point -= i32::from(seen_point),
                b'0'..=b'9' => {
                    digits.point += i32::from(!seen_point);
                    if digits.length < MAX_DIGITS {
                        digits.buffer[digits.length] = byte;
                        digits.length += 1;
                    }
                }
                b'.' => seen_point = true,
                b'-' => digits.negative = true,
                _ => {
                    digits.point += exponent(bytes.as_slice());
                    break;
                }
            }
        }
        while digits.length > 0 && digits.buffer[digits.length - 1] == b'0' {
            digits.length -= 1;
        }
        if digits.length == 0 {
            digits.point = 0;
        }
        digits
    }
}

fn exponent(text: &[u8]) -> i32 {
    let (negative, text) = match text {
        [b'-', rest @ ..] => (true, rest),
        [b'+', rest @ ..] => (false, rest),
        rest => (false, rest),
    };
    let magnitude = text.iter().fold(0, |value, byte| value * 10 + i32::from(byte - b'0'));
    if negative { -magnitude } else { magnitude }
}

struct ScratchText {
    bytes: [u8; MAX_DIGITS + 16],
    length: usize,
}

impl std::fmt::Write for ScratchText {
    fn write_str(&mut self, text: &str) -> std::fmt::Result {
        let end = self.length + text.len();
        self.bytes.get_mut(self.length..end).ok_or(std::fmt::Error)?.copy_from_slice(text.as_bytes());
        self.length = end;
        Ok(())
    }
}
