//! Splitting a float into fraction and binary exponent, and putting the two together again.
//!
//! Both directions are exact except where a result falls below the normal range, which rounds once.

/// Bits of the stored fraction of a binary64.
pub(super) const FRACTION_BITS: u32 = 52;
/// What the stored exponent of a binary64 exceeds the true one by.
pub(super) const EXPONENT_BIAS: i64 = 1023;
/// The stored exponent once it has been shifted down.
pub(super) const EXPONENT_MASK: u64 = 0x7ff;
/// The stored fraction, in place.
pub(super) const FRACTION_MASK: u64 = (1 << FRACTION_BITS) - 1;

const SIGN_MASK: u64 = 1 << 63;
/// Power of two that lifts every subnormal into the normal range.
const SUBNORMAL_LIFT: i64 = FRACTION_BITS as i64 + 1;

/// Stored exponent field of `x`, 0 for zeros and subnormals, 0x7ff for infinities and NaN.
pub(super) fn exponent_field(x: f64) -> i64 {
    ((x.to_bits() >> FRACTION_BITS) & EXPONENT_MASK) as i64
}

/// `2^exponent` for exponents of the normal range, -1022 to 1023.
pub(super) fn power_of_two(exponent: i64) -> f64 {
    debug_assert!((-1022..=1023).contains(&exponent), "2^{exponent} is not a normal float");
    f64::from_bits(((exponent + EXPONENT_BIAS) as u64) << FRACTION_BITS)
}

/// The fraction of magnitude in `[0.5, 1)` and the exponent with `x = fraction * 2^exponent`.
///
/// Zeros, infinities and NaN come back unchanged with exponent 0.
pub(super) fn split(x: f64) -> (f64, i64) {
    if x == 0.0 || !x.is_finite() {
        return (x, 0);
    }
    let (normal, lifted) = lift_subnormal(x);
    let sign_and_fraction = normal.to_bits() & (SIGN_MASK | FRACTION_MASK);
    let half = ((EXPONENT_BIAS - 1) as u64) << FRACTION_BITS;
    (f64::from_bits(sign_and_fraction | half), exponent_field(normal) - (EXPONENT_BIAS - 1) - lifted)
}

/// `fraction * 2^exponent`, rounded once; beyond the range an infinity or a zero of the fraction's sign.
pub(super) fn scale(fraction: f64, exponent: i64) -> f64 {
    if fraction == 0.0 || !fraction.is_finite() {
        return fraction;
    }
    let (normal, lifted) = lift_subnormal(fraction);
    let exponent = exponent.saturating_add(exponent_field(normal) - EXPONENT_BIAS - lifted);
    if exponent < -1075 {
        return 0_f64.copysign(fraction);
    }
    if exponent > EXPONENT_BIAS {
        return f64::INFINITY.copysign(fraction);
    }
    let significand = normal.to_bits() & (SIGN_MASK | FRACTION_MASK);
    let with_exponent =
        |exponent: i64| f64::from_bits(significand | (((exponent + EXPONENT_BIAS) as u64) << FRACTION_BITS));
    if exponent < -1022 {
        with_exponent(exponent + SUBNORMAL_LIFT) * power_of_two(-SUBNORMAL_LIFT)
    } else {
        with_exponent(exponent)
    }
}

/// A finite number as a normal one, and the power of two it was multiplied with to become so.
fn lift_subnormal(x: f64) -> (f64, i64) {
    if x.abs() < f64::MIN_POSITIVE { (x * power_of_two(SUBNORMAL_LIFT), SUBNORMAL_LIFT) } else { (x, 0) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn split_and_scale_are_inverse() {
        for x in [1.0, -0.5, 3.75, 1e300, -1e-300, f64::MIN_POSITIVE, 5e-324, -2.2e-310, f64::MAX] {
            let (fraction, exponent) = split(x);
            assert!((0.5..1.0).contains(&fraction.abs()), "{x:e}");
            assert_eq!(scale(fraction, exponent), x, "{x:e}");
        }
    }

    #[test]
    fn numbers_without_an_exponent_pass_unchanged() {
        for x in [0.0, -0.0, f64::INFINITY, f64::NEG_INFINITY] {
            assert_eq!((split(x).0.to_bits(), split(x).1), (x.to_bits(), 0));
            assert_eq!(scale(x, 7).to_bits(), x.to_bits());
        }
        assert!(split(f64::NAN).0.is_nan() && scale(f64::NAN, 1).is_nan());
    }

    #[test]
    fn scale_saturates_and_rounds_subnormals_once() {
        assert_eq!(scale(-0.75, i64::MAX), f64::NEG_INFINITY);
        assert_eq!(scale(-0.75, i64::MIN).to_bits(), (-0_f64).to_bits());
        assert_eq!(scale(0.75, -1074), 5e-324);
        assert_eq!(scale(0.5, -1074), 0.0);
    }
}
