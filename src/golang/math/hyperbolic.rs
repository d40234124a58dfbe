//! Hyperbolic functions and their inverses.
//!
//! Sine and cosine come from one exponential and its reciprocal, near zero the sine from Hart and Cheney's rational
//! function 2029; the tangent is Cephes' (Cody and Waite's rational function near zero, the exponential elsewhere). The
//! inverses are FreeBSD msun's: logarithms of the algebraic forms, chosen by range so that nothing cancels.

use super::exp_log::{exp, log, log1p};
use super::polynomial::horner;

use std::f64::consts::LN_2;

/// Numerator and monic denominator of `sinh x / x` in powers of `x^2`.
const SINE_NUMERATOR: [f64; 4] = [
    -0.263_056_321_339_749_706_281_948_9e+2,
    -0.289_421_135_598_956_380_728_466_036_6e+4,
    -0.899_127_202_203_950_935_539_801_351_1e+5,
    -0.630_767_364_049_771_699_118_478_725_1e+6,
];
const SINE_DENOMINATOR: [f64; 4] = [
    1.0,
    -0.173_678_953_558_233_699_533_450_911e+3,
    0.152_151_737_879_001_907_069_648_517_6e+5,
    -0.630_767_364_049_771_699_121_207_727_7e+6,
];
const SINE_SERIES_UP_TO: f64 = 0.5;
/// Above this the reciprocal of the exponential is below half a unit in the last place.
const EXPONENTIAL_ALONE_ABOVE: f64 = 21.0;

/// Numerator and monic denominator of `(tanh x - x) / x^3` in powers of `x^2`.
const TANGENT_NUMERATOR: [f64; 3] =
    [-9.643_991_794_250_522_386_28e-1, -9.928_772_310_019_185_865_64e1, -1.614_687_684_417_084_479_52e3];
const TANGENT_DENOMINATOR: [f64; 4] =
    [1.0, 1.128_116_784_916_329_314_02e2, 2.235_488_390_601_004_485_83e3, 4.844_063_053_251_254_860_48e3];
const TANGENT_SERIES_BELOW: f64 = 0.625;
/// Half of `ln 2^127`, Cephes' bound, beyond which the tangent is one.
const TANGENT_IS_ONE_ABOVE: f64 = 0.5 * 8.802_969_193_111_305_429_598_8e+01;

/// 2^28 and its reciprocal: beyond them one summand of the inverses' algebraic forms vanishes.
const LARGE: f64 = (1_u64 << 28) as f64;
const NEAR_ZERO: f64 = 1.0 / LARGE;

/// Hyperbolic sine; zeros and infinities keep their sign.
pub fn sinh(x: f64) -> f64 {
    let magnitude = x.abs();
    let value = if magnitude > EXPONENTIAL_ALONE_ABOVE {
        exp(magnitude) * 0.5
    } else if magnitude > SINE_SERIES_UP_TO {
        let growing = exp(magnitude);
        (growing - 1.0 / growing) * 0.5
    } else {
        let square = magnitude * magnitude;
        horner(square, &SINE_NUMERATOR) * magnitude / horner(square, &SINE_DENOMINATOR)
    };
    value.copysign(x)
}

/// Hyperbolic cosine; one at zero, +Inf at both infinities.
pub fn cosh(x: f64) -> f64 {
    let growing = exp(x.abs());
    if x.abs() > EXPONENTIAL_ALONE_ABOVE { growing * 0.5 } else { (growing + 1.0 / growing) * 0.5 }
}

/// Hyperbolic tangent; plus or minus one at infinities, the sign of a zero is kept.
pub fn tanh(x: f64) -> f64 {
    let magnitude = x.abs();
    if magnitude > TANGENT_IS_ONE_ABOVE {
        return 1_f64.copysign(x);
    }
    if magnitude >= TANGENT_SERIES_BELOW {
        return (1.0 - 2.0 / (exp(2.0 * magnitude) + 1.0)).copysign(x);
    }
    if x == 0.0 {
        return x;
    }
    let square = x * x;
    x + x * square * horner(square, &TANGENT_NUMERATOR) / horner(square, &TANGENT_DENOMINATOR)
}

/// Inverse hyperbolic sine; zeros and infinities keep their sign.
pub fn asinh(x: f64) -> f64 {
    if !x.is_finite() {
        return x;
    }
    let magnitude = x.abs();
    let value = if magnitude > LARGE {
        log(magnitude) + LN_2
    } else if magnitude > 2.0 {
        log(2.0 * magnitude + 1.0 / ((magnitude * magnitude + 1.0).sqrt() + magnitude))
    } else if magnitude < NEAR_ZERO {
        magnitude
    } else {
        let square = magnitude * magnitude;
        log1p(magnitude + square / (1.0 + (1.0 + square).sqrt()))
    };
    value.copysign(x)
}

/// Inverse hyperbolic cosine; NaN below one, +Inf at +Inf.
pub fn acosh(x: f64) -> f64 {
    if x < 1.0 || x.is_nan() {
        f64::NAN
    } else if x == 1.0 {
        0.0
    } else if x >= LARGE {
        log(x) + LN_2
    } else if x > 2.0 {
        log(2.0 * x - 1.0 / (x + (x * x - 1.0).sqrt()))
    } else {
        let above_one = x - 1.0;
        log1p(above_one + (2.0 * above_one + above_one * above_one).sqrt())
    }
}

/// Inverse hyperbolic tangent; NaN outside of `[-1, 1]`, infinities at the ends, the sign of a zero is kept.
pub fn atanh(x: f64) -> f64 {
    let magnitude = x.abs();
    if magnitude > 1.0 || x.is_nan() {
        return f64::NAN;
    }
    if magnitude == 1.0 {
        return f64::INFINITY.copysign(x);
    }
    let doubled = magnitude + magnitude;
    let value = if magnitude < NEAR_ZERO {
        magnitude
    } else if magnitude < 0.5 {
        0.5 * log1p(doubled + doubled * magnitude / (1.0 - magnitude))
    } else {
        0.5 * log1p(doubled / (1.0 - magnitude))
    };
    value.copysign(x)
}
