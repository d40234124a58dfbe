//! Go strings: bytes that are usually, but not necessarily, UTF-8.

use std::{borrow::Cow, fmt, ops::Deref};

/// The value of a Go string: any bytes. PromQL's escapes (`"\xff"`) can make values that are not UTF-8.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct GoString(Box<[u8]>);

impl GoString {
    /// The text, with every invalid sequence replaced by U+FFFD.
    pub fn to_string_lossy(&self) -> Cow<'_, str> {
        String::from_utf8_lossy(&self.0)
    }

    /// The text, if it is valid UTF-8.
    pub fn as_str(&self) -> Option<&str> {
        std::str::from_utf8(&self.0).ok()
    }

    /// The bytes.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

impl Deref for GoString {
    type Target = [u8];
    fn deref(&self) -> &[u8] {
        &self.0
    }
}

impl From<&str> for GoString {
    fn from(text: &str) -> GoString {
        GoString(text.as_bytes().into())
    }
}

impl From<String> for GoString {
    fn from(text: String) -> GoString {
        GoString(text.into_bytes().into())
    }
}

impl From<Vec<u8>> for GoString {
    fn from(bytes: Vec<u8>) -> GoString {
        GoString(bytes.into())
    }
}

impl fmt::Display for GoString {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.to_string_lossy())
    }
}

impl fmt::Debug for GoString {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.to_string_lossy(), formatter)
    }
}
