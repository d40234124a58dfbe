//! Reduction of angles to an octant, shared by the circular functions.
//!
//! Below 2^29 the multiple of pi/4 is subtracted in three parts (Cody and Waite, with Cephes' constants, whose first
//! two parts have enough trailing zeros for exact products). Above, only the bits of `x * 4/pi` around the binary point
//! matter: they come from a window of 192 bits of 4/pi (Payne and Hanek, after K. C. Ng's "Argument reduction for huge
//! arguments: good to the last bit", 1992).

use super::scaling::{EXPONENT_BIAS, FRACTION_BITS, FRACTION_MASK, exponent_field};

use std::f64::consts::FRAC_PI_4;

/// Smallest angle reduced with the digits of 4/pi.
const PAYNE_HANEK_FROM: f64 = (1_u64 << 29) as f64;
const FOUR_OVER_PI: f64 = 1.273_239_544_735_162_686_15;
/// pi/4 in three parts.
const QUARTER_PI_PARTS: [f64; 3] =
    [7.853_981_256_484_985_351_56e-1, 3.774_894_707_930_798_176_68e-8, 2.695_151_429_079_059_526_45e-15];

/// Binary digits of 4/pi, 64 to a word, the binary point after the first word: enough for the largest exponent.
const FOUR_OVER_PI_DIGITS: [u64; 20] = [
    0x0000_0000_0000_0001,
    0x45f3_06dc_9c88_2a53,
    0xf84e_afa3_ea69_bb81,
    0xb6c5_2b32_7887_2083,
    0xfca2_c757_bd77_8ac3,
    0x6e48_dc74_849b_a5c0,
    0x0c92_5dd4_13a3_2439,
    0xfc3b_d639_6253_4e7d,
    0xd104_6bea_5d76_8909,
    0xd338_e04d_68be_fc82,
    0x7323_ac73_06a6_73e9,
    0x3908_bf17_7bf2_5076,
    0x3ff1_2fff_bc0b_301f,
    0xde5e_2316_b414_da3e,
    0xda6c_fd9e_4f96_136e,
    0x9e8c_7ecd_3cbf_d45a,
    0xea4f_758f_d7cb_e2f6,
    0x7a0e_73ef_14a5_25d4,
    0xd7f6_bf62_3f1a_ba10,
    0xac06_608d_f8f6_d757,
];

/// An angle as `octant * pi/4 + rest`, with an even octant and a rest of at most pi/4 in magnitude.
pub(super) struct Reduced {
    /// 0, 2, 4 or 6.
    pub(super) octant: u64,
    /// What is left, in radians.
    pub(super) rest: f64,
}

/// Reduces a finite angle that is not negative.
pub(super) fn reduce(angle: f64) -> Reduced {
    if angle >= PAYNE_HANEK_FROM { reduce_by_digits(angle) } else { reduce_by_parts(angle) }
}

fn reduce_by_parts(angle: f64) -> Reduced {
    let octants = (angle * FOUR_OVER_PI) as u64;
    let even = octants + (octants & 1);
    let multiple = even as f64;
    let rest = QUARTER_PI_PARTS.iter().fold(angle, |rest, part| rest - multiple * part);
    Reduced { octant: even & 7, rest }
}

fn reduce_by_digits(angle: f64) -> Reduced {
    let exponent = exponent_field(angle) - EXPONENT_BIAS - i64::from(FRACTION_BITS);
    let significand = u128::from((angle.to_bits() & FRACTION_MASK) | (1 << FRACTION_BITS));
    let [high, middle, low] = digits_from((exponent + 61) as usize);
    // The three top bits of the product are the octant, what precedes them are whole turns and may overflow.
    let product =
        ((high * significand) << 64).wrapping_add(middle * significand).wrapping_add((low * significand) >> 64);
    let octant = (product >> 125) as u64;
    let fraction = octant_fraction(product);
    if octant & 1 == 1 {
        Reduced { octant: (octant + 1) & 7, rest: (fraction - 1.0) * FRAC_PI_4 }
    } else {
        Reduced { octant, rest: fraction * FRAC_PI_4 }
    }
}

/// Three words of 4/pi from the given binary digit on.
fn digits_from(digit: usize) -> [u128; 3] {
    let (word, shift) = (digit / 64, digit % 64);
    let at = |index: usize| u128::from(FOUR_OVER_PI_DIGITS.get(index).copied().unwrap_or(0));
    [0, 1, 2].map(|index| (((at(word + index) << 64 | at(word + index + 1)) << shift) >> 64) & u128::from(u64::MAX))
}

/// The part of the product below the octant bits, as a fraction of an octant cut to 53 bits.
///
/// Fractions below 2^-12 take their last bits from the start of the low word although the three first ones have
/// already been used. That is an oversight of Go's, kept since it shows in the results.
fn octant_fraction(product: u128) -> f64 {
    let fraction = (product << 3 >> 64) as u64;
    let low_word = product as u64;
    let beyond_leading_one = fraction.leading_zeros() + 1;
    let significand = fraction.checked_shl(beyond_leading_one).unwrap_or(0)
        | low_word.checked_shr(64_u32.saturating_sub(beyond_leading_one)).unwrap_or(0);
    let exponent = (EXPONENT_BIAS - i64::from(beyond_leading_one)) as u64;
    f64::from_bits((significand >> (64 - FRACTION_BITS)) | (exponent << FRACTION_BITS))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_methods_agree_where_both_hold() {
        for angle in [536_870_913.5, 536_870_911.0, 600_000_000.25, 800_000_000.0] {
            let (parts, digits) = (reduce_by_parts(angle), reduce_by_digits(angle));
            assert_eq!(parts.octant, digits.octant, "{angle}");
            assert!((parts.rest - digits.rest).abs() < 1e-12, "{angle}");
        }
    }

    #[test]
    fn the_largest_angle_stays_within_the_digits() {
        let reduced = reduce(f64::MAX);
        assert!(reduced.octant < 8 && reduced.octant.is_multiple_of(2) && reduced.rest.abs() <= FRAC_PI_4);
    }
}
