//! Text inside XML.

use std::fmt::{self, Write as _};

/// Text with the escapes of Go's `encoding/xml`; characters that XML does not have become `�`.
pub(super) struct Escaped<'a>(pub(super) &'a str);

impl fmt::Display for Escaped<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for character in self.0.chars() {
            match character {
                '"' => formatter.write_str("&#34;")?,
                '\'' => formatter.write_str("&#39;")?,
                '&' => formatter.write_str("&amp;")?,
                '<' => formatter.write_str("&lt;")?,
                '>' => formatter.write_str("&gt;")?,
                '\t' => formatter.write_str("&#x9;")?,
                '\n' => formatter.write_str("&#xA;")?,
                '\r' => formatter.write_str("&#xD;")?,
                '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => formatter.write_char('\u{fffd}')?,
                _ => formatter.write_char(character)?,
            }
        }
        Ok(())
    }
}
