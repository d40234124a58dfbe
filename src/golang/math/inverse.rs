//! Arc functions, after Moshier's Cephes library.
//!
//! The arctangent is a rational function on `[0, 0.66]`; larger arguments are brought there by
//! `atan x = pi/4 + atan((x-1)/(x+1))` and `atan x = pi/2 - atan(1/x)`, with the bits of pi/2 beyond a float added at the
//! end. Arcsine, arccosine and the two-argument arctangent go through it.

use super::polynomial::horner;

use std::f64::consts::{FRAC_PI_2, FRAC_PI_4, PI};

/// Numerator and monic denominator of `(atan x - x) / x^3` in powers of `x^2`.
const ARCTANGENT_NUMERATOR: [f64; 5] = [
    -8.750_608_600_031_904_122_785e-01,
    -1.615_753_718_733_365_076_637e+01,
    -7.500_855_792_314_704_667_340e+01,
    -1.228_866_684_490_136_173_410e+02,
    -6.485_021_904_942_025_371_773e+01,
];
const ARCTANGENT_DENOMINATOR: [f64; 6] = [
    1.0,
    2.485_846_490_142_306_297_962e+01,
    1.650_270_098_316_988_542_046e+02,
    4.328_810_604_912_902_668_951e+02,
    4.853_903_996_359_136_964_868e+02,
    1.945_506_571_482_613_964_425e+02,
];

/// Upper end of the rational function's interval.
const DIRECT_UP_TO: f64 = 0.66;
/// `tan(3 pi/8)`, from where on the reciprocal is taken.
const RECIPROCAL_ABOVE: f64 = 2.414_213_562_373_095_048_80;
/// pi/2 less its float.
const FRAC_PI_2_REST: f64 = 6.123_233_995_736_765_886_130e-17;
/// From here on the arcsine counts down from pi/2.
const COMPLEMENT_ABOVE: f64 = 0.7;

/// Arctangent in radians; plus or minus pi/2 for infinities, the sign of a zero is kept.
pub fn atan(x: f64) -> f64 {
    if x == 0.0 {
        x
    } else if x > 0.0 {
        arctangent_of_positive(x)
    } else {
        -arctangent_of_positive(-x)
    }
}

fn arctangent_of_positive(x: f64) -> f64 {
    if x <= DIRECT_UP_TO {
        arctangent_near_zero(x)
    } else if x > RECIPROCAL_ABOVE {
        FRAC_PI_2 - arctangent_near_zero(1.0 / x) + FRAC_PI_2_REST
    } else {
        FRAC_PI_4 + arctangent_near_zero((x - 1.0) / (x + 1.0)) + 0.5 * FRAC_PI_2_REST
    }
}

fn arctangent_near_zero(x: f64) -> f64 {
    let square = x * x;
    x * (square * horner(square, &ARCTANGENT_NUMERATOR) / horner(square, &ARCTANGENT_DENOMINATOR)) + x
}

/// Arcsine in radians; NaN outside of `[-1, 1]`, the sign of a zero is kept.
pub fn asin(x: f64) -> f64 {
    if x == 0.0 {
        return x;
    }
    let magnitude = x.abs();
    if magnitude > 1.0 {
        return f64::NAN;
    }
    let cosine = (1.0 - magnitude * magnitude).sqrt();
    let angle = if magnitude > COMPLEMENT_ABOVE {
        FRAC_PI_2 - arctangent_of_positive(cosine / magnitude)
    } else {
        arctangent_of_positive(magnitude / cosine)
    };
    if x < 0.0 { -angle } else { angle }
}

/// Arccosine in radians, the complement of the arcsine; NaN outside of `[-1, 1]`.
pub fn acos(x: f64) -> f64 {
    FRAC_PI_2 - asin(x)
}

/// Angle of the point `(x, y)` in radians, from -pi to pi; PromQL's `y atan2 x`.
///
/// NaN if either is NaN. Zeros and infinities as in C: `y = ±0` gives ±0 for an `x` that is positive or +0, else ±pi;
/// `x = 0` gives ±pi/2; two infinities give odd multiples of pi/4.
pub fn atan2(y: f64, x: f64) -> f64 {
    if x.is_nan() || y.is_nan() {
        return f64::NAN;
    }
    if let Some(angle) = angle_on_axis_or_at_infinity(y, x) {
        return angle.copysign(y);
    }
    let angle = atan(y / x);
    if x > 0.0 {
        angle
    } else if angle <= 0.0 {
        angle + PI
    } else {
        angle - PI
    }
}

/// Magnitude of the angle where the quotient says nothing about it.
fn angle_on_axis_or_at_infinity(y: f64, x: f64) -> Option<f64> {
    let away = if x.is_sign_negative() { PI } else { 0.0 };
    match () {
        () if y == 0.0 => Some(away),
        () if x == 0.0 => Some(FRAC_PI_2),
        () if x.is_infinite() && y.is_infinite() => Some(if x > 0.0 { FRAC_PI_4 } else { 3.0 * FRAC_PI_4 }),
        () if x.is_infinite() => Some(away),
        () if y.is_infinite() => Some(FRAC_PI_2),
        () => None,
    }
}
