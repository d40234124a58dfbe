//! The exponential function and the logarithms.
//!
//! [`exp`] is Shibata's method for vector units ("Efficient evaluation methods of elementary functions suitable for
//! SIMD computation", 2010), the one Go chose for amd64 instead of its portable one: the argument is reduced to
//! `x = k ln 2 + r`, a Taylor polynomial gives `e^(r/16) - 1`, and four doublings lead back to `e^r - 1`. Reduction and
//! polynomial use fused multiply-add, so a build without it would differ in the last bit.
//!
//! [`log`] is FreeBSD msun's: `x = 2^k (1 + f)` with `1 + f` around one, `s = f / (2 + f)`, and a minimax polynomial in
//! `s^2` for the rest of `log(1 + f) = 2s + s R`. The other logarithms follow from it, [`log1p`] with its own reduction
//! that keeps the digits an addition of one would lose.

use super::polynomial::{horner, horner_fused};
use super::scaling::{EXPONENT_BIAS, FRACTION_BITS, FRACTION_MASK, exponent_field, power_of_two, scale, split};

/// Largest argument whose exponential is tried at all; the scaling overflows a little before.
const EXP_OVERFLOW: f64 = 7.09782712893384e+02;
/// `ln 2` in two parts for [`exp`]; products of the upper one with every exponent are exact.
const EXP_LN2_UPPER: f64 = 0.693_147_180_559_662_956_511_601_805_686_950_683_593_75;
const EXP_LN2_LOWER: f64 = 0.282_352_905_630_315_771_225_884_481_750_134_360_255_254_120_68e-12;
/// `1/8!` down to `1/1!`: the Taylor coefficients of `(e^t - 1) / t`.
const EXP_TAYLOR: [f64; 8] = [
    2.480_158_730_158_730_158_7e-5,
    1.984_126_984_126_984_127_0e-4,
    1.388_888_888_888_888_888_9e-3,
    8.333_333_333_333_333_333_3e-3,
    4.166_666_666_666_666_666_7e-2,
    1.666_666_666_666_666_666_7e-1,
    0.5,
    1.0,
];

/// `ln 2` in two parts for the logarithms; the high one has 21 trailing zero bits.
const LN2_HIGH: f64 = 6.931_471_803_691_238_164_90e-01;
const LN2_LOW: f64 = 1.908_214_929_270_587_700_02e-10;
/// Minimax coefficients of the series for `r (e^r + 1) / (e^r - 1)` in powers of `r^2`, highest power first.
const EXP2_MINIMAX: [f64; 5] = [
    4.138_136_797_057_238_460_39e-08,
    -1.653_390_220_546_525_153_90e-06,
    6.613_756_321_437_934_361_17e-05,
    -2.777_777_777_701_559_338_42e-03,
    1.666_666_666_666_666_574_15e-01,
];
/// Minimax coefficients of `R` in powers of `s^2`, lowest power first.
const LOG_MINIMAX: [f64; 7] = [
    6.666_666_666_666_735_130e-01,
    3.999_999_999_940_941_908e-01,
    2.857_142_874_366_239_149e-01,
    2.222_219_843_214_978_396e-01,
    1.818_357_216_161_805_012e-01,
    1.531_383_769_920_937_332e-01,
    1.479_819_860_511_658_591e-01,
];

/// `e^x`.
///
/// +Inf for `x` above 1023.5 ln 2 (about 709.436): the power of two is rounded to nearest before it is limited, so the
/// last few representable results are already infinite, as they are in Go. 0 below the smallest subnormal; infinities
/// and NaN as usual.
pub fn exp(x: f64) -> f64 {
    if x.is_nan() {
        return x;
    }
    if x > EXP_OVERFLOW {
        return f64::INFINITY;
    }
    let power = (x * std::f64::consts::LOG2_E).round_ties_even();
    if power > EXPONENT_BIAS as f64 {
        return f64::INFINITY;
    }
    if power < -1075.0 {
        return 0.0;
    }
    let reduced = (-power).mul_add(EXP_LN2_LOWER, (-power).mul_add(EXP_LN2_UPPER, x));
    let sixteenth = reduced * 0.0625;
    let mut less_one = sixteenth * horner_fused(sixteenth, &EXP_TAYLOR);
    // e^2t - 1 = (e^t - 1)(e^t - 1 + 2); the fourth doubling adds the one back within the same rounding.
    for _ in 0..3 {
        less_one *= less_one + 2.0;
    }
    let significand = less_one.mul_add(less_one + 2.0, 1.0);
    times_power_of_two(significand, power as i64)
}

/// `significand * 2^power` in one rounding, for powers that a normal range twice as deep would hold.
fn times_power_of_two(significand: f64, power: i64) -> f64 {
    if power > -EXPONENT_BIAS {
        significand * power_of_two(power)
    } else {
        significand * power_of_two(power + EXPONENT_BIAS - 1) * f64::MIN_POSITIVE
    }
}

/// `2^x`: +Inf above 1023.99..., 0 below -1074.
///
/// FreeBSD msun's method: `x = k + t` with `|t|` up to one half, `r = t ln 2` in two parts, and a rational function of
/// `r` for `e^r`. Go has no amd64 code for this one, so nothing is fused.
pub fn exp2(x: f64) -> f64 {
    const OVERFLOW: f64 = 1.023_999_999_999_999_9e+03;
    if x.is_nan() || x > OVERFLOW {
        return if x.is_nan() { x } else { f64::INFINITY };
    }
    if x < -1074.0 {
        return 0.0;
    }
    // The conversion cuts towards zero, so this rounds halves away from it.
    let whole = if x > 0.0 { (x + 0.5) as i64 } else { (x - 0.5) as i64 };
    let part = x - whole as f64;
    let (high, low) = (part * LN2_HIGH, -part * LN2_LOW);
    let r = high - low;
    let square = r * r;
    let c = r - square * horner(square, &EXP2_MINIMAX);
    let significand = 1.0 - ((low - (r * c) / (2.0 - c)) - high);
    scale(significand, whole)
}

/// Natural logarithm.
///
/// -Inf for zeros, NaN below zero, +Inf for +Inf. Subnormal arguments are read as `2^-1023 (1 + fraction)`, as if they
/// had a hidden leading bit, and give -709.09 to -708.40: Go's amd64 code takes the fields apart without normalising
/// them, and users see its numbers.
pub fn log(x: f64) -> f64 {
    if x == 0.0 {
        return f64::NEG_INFINITY;
    }
    if x < 0.0 {
        return f64::NAN;
    }
    if !x.is_finite() {
        return x;
    }
    let half = ((EXPONENT_BIAS - 1) as u64) << FRACTION_BITS;
    let mut fraction = f64::from_bits((x.to_bits() & FRACTION_MASK) | half);
    let mut exponent = exponent_field(x) - (EXPONENT_BIAS - 1);
    // At the boundary itself the amd64 code takes the doubled fraction.
    if fraction <= std::f64::consts::FRAC_1_SQRT_2 {
        fraction *= 2.0;
        exponent -= 1;
    }
    let exponent = exponent as f64;
    let f = fraction - 1.0;
    let s = f / (2.0 + f);
    let rest = log_rest_interleaved(s * s);
    let half_square = 0.5 * f * f;
    exponent * LN2_HIGH - ((half_square - (s * (half_square + rest) + exponent * LN2_LOW)) - f)
}

/// `R(s^2)` as [`log`] evaluates it: odd and even powers apart, then added.
fn log_rest_interleaved(s2: f64) -> f64 {
    let [l1, l2, l3, l4, l5, l6, l7] = LOG_MINIMAX;
    let s4 = s2 * s2;
    s2 * horner(s4, &[l7, l5, l3, l1]) + s4 * horner(s4, &[l6, l4, l2])
}

/// `R(s^2)` as [`log1p`] evaluates it: one polynomial.
fn log_rest_sequential(s2: f64) -> f64 {
    let [l1, l2, l3, l4, l5, l6, l7] = LOG_MINIMAX;
    s2 * horner(s2, &[l7, l6, l5, l4, l3, l2, l1])
}

/// Binary logarithm, exact for powers of two; ranges as for [`log`], subnormals right.
pub fn log2(x: f64) -> f64 {
    let (fraction, exponent) = split(x);
    if fraction == 0.5 {
        return (exponent - 1) as f64;
    }
    log(fraction) * std::f64::consts::LOG2_E + exponent as f64
}

/// Decimal logarithm, the natural one times `1 / ln 10`; ranges and subnormals as for [`log`].
///
/// Powers of ten do not always give whole numbers.
pub fn log10(x: f64) -> f64 {
    log(x) * std::f64::consts::LOG10_E
}

/// `ln(1 + x)` with full accuracy near zero.
///
/// NaN below -1, -Inf at -1, +Inf at +Inf.
pub(super) fn log1p(x: f64) -> f64 {
    const SQRT2_LESS_1: f64 = 4.142_135_623_730_950_488_017e-01;
    const SQRT_HALF_LESS_1: f64 = -2.928_932_188_134_524_755_992e-01;
    if x < -1.0 || x.is_nan() {
        return f64::NAN;
    }
    if x == -1.0 {
        return f64::NEG_INFINITY;
    }
    if x == f64::INFINITY {
        return x;
    }
    let magnitude = x.abs();
    if magnitude < power_of_two(-54) {
        return x;
    }
    if magnitude < power_of_two(-29) {
        return x - x * x * 0.5;
    }
    let reduced = if x > SQRT_HALF_LESS_1 && magnitude < SQRT2_LESS_1 {
        Log1pReduced { exponent: 0.0, f: x, correction: 0.0, near_power: false }
    } else {
        reduce_log1p(x)
    };
    log1p_of_reduced(&reduced)
}

/// `1 + x = 2^exponent (1 + f)`, with what the rounding of `1 + x` lost.
struct Log1pReduced {
    exponent: f64,
    f: f64,
    /// `((1 + x) - u) / u` for the rounded sum `u`.
    correction: f64,
    /// The significand of the rounded sum is that of a power of two within 2^-20: the series needs two terms only.
    near_power: bool,
}

fn reduce_log1p(x: f64) -> Log1pReduced {
    /// Fraction field of the square root of two.
    const SQRT2_FRACTION: u64 = 0x0006_a09e_667f_3bcd;
    let (sum, correction) = if x.abs() < power_of_two(53) {
        let sum = 1.0 + x;
        let lost = if exponent_field(sum) > EXPONENT_BIAS { 1.0 - (sum - x) } else { x - (sum - 1.0) };
        (sum, lost / sum)
    } else {
        (x, 0.0)
    };
    let exponent = exponent_field(sum) - EXPONENT_BIAS;
    let fraction = sum.to_bits() & FRACTION_MASK;
    let one = (EXPONENT_BIAS as u64) << FRACTION_BITS;
    let half = ((EXPONENT_BIAS - 1) as u64) << FRACTION_BITS;
    let (exponent, significand, distance) = if fraction < SQRT2_FRACTION {
        (exponent, f64::from_bits(fraction | one), fraction)
    } else {
        (exponent + 1, f64::from_bits(fraction | half), ((1 << FRACTION_BITS) - fraction) >> 2)
    };
    Log1pReduced { exponent: exponent as f64, f: significand - 1.0, correction, near_power: distance == 0 }
}

fn log1p_of_reduced(reduced: &Log1pReduced) -> f64 {
    let Log1pReduced { exponent, f, correction, near_power } = *reduced;
    let half_square = 0.5 * f * f;
    let low = exponent * LN2_LOW + correction;
    if near_power {
        if f == 0.0 {
            return if exponent == 0.0 { 0.0 } else { exponent * LN2_HIGH + low };
        }
        let rest = half_square * (1.0 - 0.666_666_666_666_666_66 * f);
        return if exponent == 0.0 { f - rest } else { exponent * LN2_HIGH - ((rest - low) - f) };
    }
    let s = f / (2.0 + f);
    let rest = log_rest_sequential(s * s);
    if exponent == 0.0 {
        return f - (half_square - s * (half_square + rest));
    }
    exponent * LN2_HIGH - ((half_square - (s * (half_square + rest) + low)) - f)
}
