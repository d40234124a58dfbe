//! Numbers and durations. More is accepted here than is valid; the grammar finds out when it takes the value.

use super::cursor::{Cursor, is_alphanumeric};

const DECIMAL: &str = "0123456789";
const HEXADECIMAL: &str = "0123456789abcdefABCDEF";
/// What must not follow an underscore or an exponent; neither may the end of the text.
const NOT_AFTER_EXPONENT: &str = "._eE";

/// Takes a number; `false` if there is none, with the cursor where that became clear: a duration may go on from there.
///
/// In a series description there are no hexadecimal numbers, because `x` repeats a value there, and may follow at once.
pub(super) fn accept_number(cursor: &mut Cursor<'_>, series: bool) -> bool {
    let begin = cursor.position;
    let mut digits = DECIMAL;
    if !series && cursor.accept("0") && cursor.accept("xX") {
        cursor.accept("_");
        digits = HEXADECIMAL;
    }
    cursor.accept(".");
    cursor.accept(digits);
    let (mut dot_seen, mut exponent_seen) = (false, false);
    loop {
        // An `e` is taken for an exponent before it is taken for a hexadecimal digit, and a leading dot does not count.
        if cursor.accept(".") {
            if dot_seen || cursor.accept("_.") || digits == HEXADECIMAL {
                return false;
            }
            dot_seen = true;
        } else if cursor.accept("eE") {
            if exponent_seen {
                return false;
            }
            exponent_seen = true;
            cursor.accept("+-");
            if cursor.accept(NOT_AFTER_EXPONENT) || cursor.peek().is_none() {
                return false;
            }
        } else if cursor.accept("_") {
            if cursor.accept(NOT_AFTER_EXPONENT) || cursor.peek().is_none() {
                return false;
            }
        } else if cursor.is_at(digits) {
            cursor.accept_while(|next| digits.contains(next));
        } else {
            break;
        }
    }
    cursor.position != begin && cursor.peek().is_none_or(|next| (series && next == 'x') || !is_alphanumeric(next))
}

/// Takes the rest of a duration whose first digits were taken by [`accept_number`]; `false` if it is none, with the
/// cursor after the character that spoiled it.
pub(super) fn accept_rest_of_duration(cursor: &mut Cursor<'_>) -> bool {
    if !cursor.accept("smhdwy") {
        return false;
    }
    cursor.accept("s");
    while cursor.is_at(DECIMAL) {
        cursor.accept_while(|next| next.is_ascii_digit());
        if !cursor.accept("smhdw") {
            return false;
        }
        cursor.accept("s");
    }
    if cursor.peek().is_some_and(is_alphanumeric) {
        cursor.next();
        return false;
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, number: bool, duration: bool, taken: &str) {
        let mut cursor = Cursor::new(text);
        assert_eq!(accept_number(&mut cursor, false), number, "{text} as a number");
        if !number {
            assert_eq!(accept_rest_of_duration(&mut cursor), duration, "{text} as a duration");
        }
        assert_eq!(cursor.word(), taken, "{text}");
    }

    #[test]
    fn numbers_end_where_they_must() {
        check("1_0.5_0 ", true, false, "1_0.5_0");
        check("0x1f_ff)", true, false, "0x1f_ff");
        check(".5.5", true, false, ".5.5");
        check("1e-5+2", true, false, "1e-5");
        check("0x1e+5", true, false, "0x1e+5");
        check("0x1e", false, false, "0x1e");
        check("0xe", true, false, "0xe");
        check("0xffe", true, false, "0xffe");
        check("0x1.2", false, false, "0x1.");
        check("0o17", false, false, "0");
    }

    #[test]
    fn durations_go_on_where_numbers_fail() {
        check("1h30m", false, true, "1h30m");
        check("1h30", false, false, "1h30");
        check("5ms]", false, true, "5ms");
        check("1.5h", false, true, "1.5h");
        check("1hx", false, false, "1hx");
        check("5M", false, false, "5");
    }
}
