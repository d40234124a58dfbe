//! From the parser's positions, which count characters, to bytes.

/// A character's byte is looked up from the last one of which it is known, at most so many characters before.
const STRIDE: usize = 64;

/// The bytes at which the characters of a text begin.
pub(super) struct Offsets<'t> {
    text: &'t str,
    /// Where every [`STRIDE`]th character begins; empty if each character is one byte.
    known: Vec<u32>,
}

impl<'t> Offsets<'t> {
    /// Looks through the text once.
    pub(super) fn new(text: &'t str) -> Offsets<'t> {
        let known = match text.is_ascii() {
            true => Vec::new(),
            false => text.char_indices().step_by(STRIDE).map(|(byte, _)| byte as u32).collect(),
        };
        Offsets { text, known }
    }

    /// Where character `index` begins; the text's length if there is none.
    pub(super) fn byte(&self, index: u64) -> usize {
        let index = usize::try_from(index).unwrap_or(usize::MAX);
        if self.known.is_empty() {
            return index.min(self.text.len());
        }
        let Some(&start) = self.known.get(index / STRIDE) else { return self.text.len() };
        let rest = self.text.get(start as usize..).unwrap_or("");
        rest.char_indices().nth(index % STRIDE).map_or(self.text.len(), |(byte, _)| start as usize + byte)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_are_found_by_their_number() {
        for text in ["", "plain text of one byte a character", &"é日x".repeat(100)] {
            let offsets = Offsets::new(text);
            for (index, (byte, _)) in text.char_indices().enumerate() {
                assert_eq!(offsets.byte(index as u64), byte);
            }
            assert_eq!(offsets.byte(text.chars().count() as u64), text.len());
            assert_eq!(offsets.byte(u64::MAX), text.len());
        }
    }
}
