//! Letter case as Go's `strings.ToLower` and `strings.ToUpper` see it: one character becomes one character.
//!
//! Rust's own functions follow Unicode's special cases, where a character becomes several or depends on its neighbours.

/// Lower case, character by character.
pub fn to_lower(text: &str) -> String {
    text.chars().map(lower).collect()
}

/// Upper case, character by character.
pub fn to_upper(text: &str) -> String {
    text.chars().map(upper).collect()
}

fn lower(character: char) -> char {
    match character {
        // Its special case keeps the dot; the simple one does not.
        '\u{130}' => 'i',
        _ => single(character, character.to_lowercase()),
    }
}

fn upper(character: char) -> char {
    match character {
        // Greek letters with an iota below: the special case puts it behind, the simple one under the capital.
        '\u{1f80}'..='\u{1f87}' | '\u{1f90}'..='\u{1f97}' | '\u{1fa0}'..='\u{1fa7}' => {
            char::from_u32(character as u32 + 8).unwrap_or(character)
        }
        '\u{1fb3}' => '\u{1fbc}',
        '\u{1fc3}' => '\u{1fcc}',
        '\u{1ff3}' => '\u{1ffc}',
        _ => single(character, character.to_uppercase()),
    }
}

/// The one character that `mapped` gives; where it gives several, there is no simple case.
fn single(character: char, mut mapped: impl Iterator<Item = char>) -> char {
    match (mapped.next(), mapped.next()) {
        (Some(one), None) => one,
        _ => character,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_character_stays_one() {
        assert_eq!((to_lower("ÀBC Σ"), to_upper("àbc ς")), ("àbc σ".into(), "ÀBC Σ".into()));
        assert_eq!(to_lower("ΟΔΟΣ"), "οδοσ", "no final sigma");
        assert_eq!(to_upper("ŉ\u{1f80}"), "ŉ\u{1f88}");
        assert_eq!(to_lower("İ"), "i");
    }
}
