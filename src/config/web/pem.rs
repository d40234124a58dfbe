//! The blocks of a PEM text, as far as a check needs them: their kinds and contents.

use base64::Engine as _;

/// A block: `-----BEGIN KIND-----`, perhaps headers, base64, `-----END KIND-----`.
pub(super) struct Block {
    /// `CERTIFICATE`, `PRIVATE KEY`, …
    pub(super) kind: String,
    /// What the base64 says.
    pub(super) content: Vec<u8>,
}

/// The whole blocks of `text`; what is none is passed over, as Go does.
pub(super) fn blocks(text: &[u8]) -> Vec<Block> {
    let text = String::from_utf8_lossy(text);
    let mut blocks = Vec::new();
    let mut open: Option<(&str, String)> = None;
    for line in text.lines().map(str::trim_end) {
        if let Some(kind) = marker(line, "-----BEGIN ") {
            open = Some((kind, String::new()));
        } else if let Some(kind) = marker(line, "-----END ") {
            let closed = open.take().filter(|(begun, _)| *begun == kind);
            blocks.extend(closed.and_then(|(kind, body)| {
                let content = base64::engine::general_purpose::STANDARD.decode(body).ok()?;
                Some(Block { kind: kind.to_owned(), content })
            }));
        } else if let Some((_, body)) = &mut open
            && !line.contains(':')
        {
            body.extend(line.chars().filter(|character| !character.is_ascii_whitespace()));
        }
    }
    blocks
}

fn marker<'a>(line: &'a str, start: &str) -> Option<&'a str> {
    line.strip_prefix(start)?.strip_suffix("-----")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_blocks_are_found() {
        let text = "junk\n-----BEGIN A-----\nProc-Type: 4\n\nAQ\nI=\n-----END A-----\r\n-----BEGIN B-----\n!\n-----END B-----\n\
            -----BEGIN C-----\nAQ==\n-----END D-----\n-----BEGIN E-----\nAQ==\n";
        let found = blocks(text.as_bytes());
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].kind.as_str(), found[0].content.as_slice()), ("A", &[1, 2][..]));
    }
}
