//! Paths as the relative URI references that SARIF wants.

use std::fmt::Write as _;

/// `path` as a URI: URLs stay as they are, everything else gets `%` escapes; `/` separates on every platform.
pub(super) fn of_path(path: &str) -> String {
    if path.starts_with("http://") || path.starts_with("https://") {
        return path.to_owned();
    }
    let mut uri = String::with_capacity(path.len());
    // An absolute path becomes a URI with a scheme: `//` at the start of a relative one would name a host.
    if path.starts_with('/') {
        uri.push_str("file://");
    }
    for byte in path.strip_prefix("./").unwrap_or(path).bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => uri.push(char::from(byte)),
            b'\\' if std::path::MAIN_SEPARATOR == '\\' => uri.push('/'),
            _ => {
                let _ = write!(uri, "%{byte:02X}");
            }
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_escaped() {
        assert_eq!(of_path("./a b/ü:%.yml"), "a%20b/%C3%BC%3A%25.yml");
        assert_eq!(of_path("/etc/x"), "file:///etc/x");
        assert_eq!(of_path("<stdin>"), "%3Cstdin%3E");
        assert_eq!(of_path("http://h/x?y=z"), "http://h/x?y=z");
    }
}
