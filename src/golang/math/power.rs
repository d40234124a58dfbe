//! Powers with real exponents.
//!
//! The whole part of the exponent is worked off by repeated squaring of the base's fraction, its binary exponent
//! counted apart so that nothing overflows on the way; the rest, at most one half in magnitude, goes through
//! `e^(rest ln base)`. Less accurate than a dedicated method and different from it in many last digits, which is why it
//! has to be this one.

use super::exp_log::{exp, log};
use super::scaling::{scale, split};

/// Whole parts from here on are even and decide between 0, 1 and infinity alone.
const WHOLE_LIMIT: f64 = (1_u64 << 63) as f64;
/// Beyond this binary exponent of the running square the result has left the range.
const EXPONENT_LIMIT: i64 = 1 << 12;

/// `base` to the power of `exponent`.
///
/// One for a zero exponent and for base one, even with NaN; NaN for a negative finite base with an exponent that is not
/// whole. Zero bases, infinities and signs as IEEE 754-2008 lists them for `pow`.
pub fn pow(base: f64, exponent: f64) -> f64 {
    if exponent == 0.0 || base == 1.0 {
        return 1.0;
    }
    if exponent == 1.0 {
        return base;
    }
    if base.is_nan() || exponent.is_nan() {
        return f64::NAN;
    }
    if base == 0.0 || base.is_infinite() || exponent.is_infinite() {
        return limit_power(base, exponent);
    }
    if exponent == 0.5 {
        return base.sqrt();
    }
    if exponent == -0.5 {
        return 1.0 / base.sqrt();
    }
    finite_power(base, exponent)
}

/// Powers of zeros and infinities, and to infinite exponents.
fn limit_power(base: f64, exponent: f64) -> f64 {
    if exponent.is_infinite() && base != 0.0 {
        return overwhelming_power(base, exponent);
    }
    let magnitude = if (base == 0.0) == (exponent < 0.0) { f64::INFINITY } else { 0.0 };
    if is_odd(exponent) { magnitude.copysign(base) } else { magnitude }
}

/// The limit for exponents so large that only the magnitude of the base against one counts.
fn overwhelming_power(base: f64, exponent: f64) -> f64 {
    if base == -1.0 {
        1.0
    } else if (base.abs() < 1.0) == (exponent > 0.0) {
        0.0
    } else {
        f64::INFINITY
    }
}

fn is_odd(x: f64) -> bool {
    x.trunc() == x && x.abs() < WHOLE_LIMIT && (x as i64) & 1 == 1
}

fn finite_power(base: f64, exponent: f64) -> f64 {
    let mut whole = exponent.abs().trunc();
    let mut rest = exponent.abs() - whole;
    if rest != 0.0 && base < 0.0 {
        return f64::NAN;
    }
    if whole >= WHOLE_LIMIT {
        return overwhelming_power(base, exponent);
    }
    let mut significand = 1.0;
    if rest != 0.0 {
        if rest > 0.5 {
            rest -= 1.0;
            whole += 1.0;
        }
        significand = exp(rest * log(base));
    }
    let (significand, power) = multiply_whole_power(significand, base, whole as u64);
    // The reciprocal is taken before scaling: the scaled value may be out of range where its reciprocal is not.
    if exponent < 0.0 { scale(1.0 / significand, -power) } else { scale(significand, power) }
}

/// `start * base^count` as significand and binary exponent, in Go's order of multiplications.
fn multiply_whole_power(start: f64, base: f64, count: u64) -> (f64, i64) {
    let (mut square, mut square_power) = split(base);
    let (mut significand, mut power) = (start, 0);
    let mut remaining = count;
    while remaining != 0 {
        if square_power.abs() > EXPONENT_LIMIT {
            power += square_power;
            break;
        }
        if remaining & 1 == 1 {
            significand *= square;
            power += square_power;
        }
        square *= square;
        square_power <<= 1;
        if square < 0.5 {
            square += square;
            square_power -= 1;
        }
        remaining >>= 1;
    }
    (significand, power)
}
