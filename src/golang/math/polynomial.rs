//! Polynomials in Horner form, the innermost step of every approximation of this folder.
//!
//! Coefficients stand highest power first. The order of evaluation is fixed, since a different one (Estrin's, say)
//! rounds differently.

/// Value of the polynomial at `x`, rounding after every product and after every sum.
///
/// A leading coefficient of one costs a product by one, which is exact; monic denominators need no form of their own.
pub(super) fn horner<const N: usize>(x: f64, coefficients: &[f64; N]) -> f64 {
    coefficients.iter().fold(0.0, |sum, coefficient| sum * x + coefficient)
}

/// Value of the polynomial at `x`, rounding once for each fused product and sum.
pub(super) fn horner_fused<const N: usize>(x: f64, coefficients: &[f64; N]) -> f64 {
    coefficients.iter().fold(0.0, |sum: f64, coefficient| sum.mul_add(x, *coefficient))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn evaluates_highest_power_first() {
        assert_eq!(horner(2.0, &[3.0, 0.0, 1.0]), 13.0);
        assert_eq!(horner_fused(2.0, &[3.0, 0.0, 1.0]), 13.0);
    }

    #[test]
    fn the_fused_form_rounds_once() {
        let x = 1.0 + 2.0 * f64::EPSILON;
        let coefficients = [1.0, 0.0, -1.0];
        assert_eq!(horner(x, &coefficients), 4.0 * f64::EPSILON);
        assert_eq!(horner_fused(x, &coefficients), 4.0 * f64::EPSILON * (1.0 + f64::EPSILON));
    }
}
