//! Functions of one number, and Go's ideas of minimum and maximum.

use crate::golang::math as golang;

/// The function of that name, if it is one of a single number.
pub(in crate::engine) fn named(name: &str) -> Option<fn(f64) -> f64> {
    Some(match name {
        "abs" => f64::abs,
        "ceil" => f64::ceil,
        "floor" => f64::floor,
        "sqrt" => f64::sqrt,
        "exp" => golang::exp,
        "ln" => golang::log,
        "log2" => golang::log2,
        "log10" => golang::log10,
        "sgn" => sign,
        "deg" => |radians| radians * 180.0 / std::f64::consts::PI,
        "rad" => |degrees| degrees * std::f64::consts::PI / 180.0,
        "acos" => golang::acos,
        "acosh" => golang::acosh,
        "asin" => golang::asin,
        "asinh" => golang::asinh,
        "atan" => golang::atan,
        "atanh" => golang::atanh,
        "cos" => golang::cos,
        "cosh" => golang::cosh,
        "sin" => golang::sin,
        "sinh" => golang::sinh,
        "tan" => golang::tan,
        "tanh" => golang::tanh,
        _ => return None,
    })
}

/// -1, 1, or the value itself: zero keeps its sign, NaN stays NaN.
fn sign(value: f64) -> f64 {
    if value < 0.0 {
        -1.0
    } else if value > 0.0 {
        1.0
    } else {
        value
    }
}

/// Go's `math.Max`: +Inf wins over NaN, NaN over everything else, and 0 over -0.
pub(in crate::engine) fn go_max(left: f64, right: f64) -> f64 {
    if left == f64::INFINITY || right == f64::INFINITY {
        f64::INFINITY
    } else if left.is_nan() || right.is_nan() {
        f64::NAN
    } else if left == 0.0 && right == 0.0 {
        if left.is_sign_negative() { right } else { left }
    } else if left > right {
        left
    } else {
        right
    }
}

/// Go's `math.Min`: -Inf wins over NaN, NaN over everything else, and -0 over 0.
pub(in crate::engine) fn go_min(left: f64, right: f64) -> f64 {
    if left == f64::NEG_INFINITY || right == f64::NEG_INFINITY {
        f64::NEG_INFINITY
    } else if left.is_nan() || right.is_nan() {
        f64::NAN
    } else if left == 0.0 && right == 0.0 {
        if left.is_sign_negative() { left } else { right }
    } else if left < right {
        left
    } else {
        right
    }
}

/// `round(value, multiple)`: halves go up, also below zero.
pub(in crate::engine) fn round_to(value: f64, multiple: f64) -> f64 {
    // Dividing by the inverse keeps multiples such as 0.1 exact where dividing by themselves does not.
    let inverse = 1.0 / multiple;
    (value * inverse + 0.5).floor() / inverse
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn infinities_win_over_nan() {
        assert_eq!(go_max(f64::NAN, f64::INFINITY), f64::INFINITY);
        assert!(go_max(f64::NAN, 1.0).is_nan());
        assert_eq!(go_min(f64::NEG_INFINITY, f64::NAN), f64::NEG_INFINITY);
        assert!(go_max(-0.0, 0.0).is_sign_positive());
        assert!(go_min(0.0, -0.0).is_sign_negative());
    }

    #[test]
    fn halves_round_up() {
        assert_eq!(round_to(-0.5, 1.0), 0.0);
        assert_eq!(round_to(2.5, 1.0), 3.0);
        assert_eq!(round_to(5.015, 0.01), 5.01);
        assert!(round_to(1.0, 0.0).is_nan());
    }
}
