//! Operating-system errors in Go's words.

use std::io;

/// The text Go prints for an error of the operating system: `no such file or directory`.
pub fn error_text(error: &io::Error) -> String {
    let text = error.to_string();
    if error.raw_os_error().is_none() {
        return text;
    }
    // Rust says "No such file or directory (os error 2)", with the C library's text.
    let words = text.split(" (os error").next().unwrap_or_default();
    let mut characters = words.chars();
    match characters.next() {
        Some(first) => first.to_lowercase().chain(characters).collect(),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn system_errors_read_as_in_go() {
        assert_eq!(error_text(&io::Error::from_raw_os_error(2)), "no such file or directory");
        assert_eq!(error_text(&io::Error::other("Own text")), "Own text");
    }
}
