//! Sine, cosine and tangent of angles in radians, after Moshier's Cephes library.
//!
//! The angle is reduced to an even octant and a rest within pi/4 of zero; there a minimax polynomial (sine, cosine) or
//! a rational function (tangent) in the square of the rest is evaluated, and the octant says which one and with which
//! sign.

use super::polynomial::horner;
use super::reduction::reduce;

/// `(sin z - z) / z^3` in powers of `z^2`.
const SINE: [f64; 6] = [
    1.589_623_015_765_465_680_60e-10,
    -2.505_074_776_285_780_728_66e-8,
    2.755_731_362_138_572_452_13e-6,
    -1.984_126_982_958_953_859_96e-4,
    8.333_333_333_322_118_588_78e-3,
    -1.666_666_666_666_663_072_95e-1,
];

/// `(cos z - 1 + z^2/2) / z^4` in powers of `z^2`.
const COSINE: [f64; 6] = [
    -1.135_853_652_138_768_173_00e-11,
    2.087_570_084_197_473_167_78e-9,
    -2.755_731_417_929_673_881_12e-7,
    2.480_158_728_885_170_453_48e-5,
    -1.388_888_888_887_305_641_16e-3,
    4.166_666_666_666_659_292_18e-2,
];

/// Numerator and monic denominator of `(tan z - z) / z^3` in powers of `z^2`.
const TANGENT_NUMERATOR: [f64; 3] =
    [-1.309_369_391_813_837_776_46e4, 1.153_516_648_385_874_161_40e6, -1.795_652_519_764_848_779_88e7];
const TANGENT_DENOMINATOR: [f64; 5] = [
    1.0,
    1.368_129_634_706_929_546_78e4,
    -1.320_892_344_402_109_674_47e6,
    2.500_838_018_233_579_158_39e7,
    -5.386_957_559_294_546_298_81e7,
];

/// Squares of rests below this make the tangent equal to the rest.
const TANGENT_IS_IDENTITY: f64 = 1e-14;

/// Sine of `x` radians; NaN for infinities, the sign of a zero is kept.
pub fn sin(x: f64) -> f64 {
    if x == 0.0 {
        return x;
    }
    if !x.is_finite() {
        return f64::NAN;
    }
    let reduced = reduce(x.abs());
    let value = match reduced.octant & 3 {
        0 => sine_near_zero(reduced.rest),
        _ => cosine_near_zero(reduced.rest),
    };
    negate_if((reduced.octant > 3) != (x < 0.0), value)
}

/// Cosine of `x` radians; NaN for infinities.
pub fn cos(x: f64) -> f64 {
    if !x.is_finite() {
        return f64::NAN;
    }
    let reduced = reduce(x.abs());
    let value = match reduced.octant & 3 {
        0 => cosine_near_zero(reduced.rest),
        _ => sine_near_zero(reduced.rest),
    };
    negate_if(matches!(reduced.octant, 2 | 4), value)
}

/// Tangent of `x` radians; NaN for infinities, the sign of a zero is kept.
pub fn tan(x: f64) -> f64 {
    if x == 0.0 {
        return x;
    }
    if !x.is_finite() {
        return f64::NAN;
    }
    let reduced = reduce(x.abs());
    let near_zero = tangent_near_zero(reduced.rest);
    let value = if reduced.octant & 2 == 2 { -1.0 / near_zero } else { near_zero };
    negate_if(x < 0.0, value)
}

fn sine_near_zero(z: f64) -> f64 {
    let square = z * z;
    z + z * square * horner(square, &SINE)
}

fn cosine_near_zero(z: f64) -> f64 {
    let square = z * z;
    1.0 - 0.5 * square + square * square * horner(square, &COSINE)
}

fn tangent_near_zero(z: f64) -> f64 {
    let square = z * z;
    if square > TANGENT_IS_IDENTITY {
        z + z * (square * horner(square, &TANGENT_NUMERATOR) / horner(square, &TANGENT_DENOMINATOR))
    } else {
        z
    }
}

fn negate_if(negative: bool, value: f64) -> f64 {
    if negative { -value } else { value }
}
