//! UUIDs, as the libraries of cloud providers recognise them.

/// `xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx`.
pub(super) fn is_dashed_uuid(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let fits = |(part, length): (&&str, &usize)| part.len() == *length && part.bytes().all(|b| b.is_ascii_hexdigit());
    parts.len() == 5 && parts.iter().zip(&[8, 4, 4, 4, 12]).all(fits)
}

/// The same, also after `urn:uuid:`, in braces, or as 32 digits.
pub(super) fn is_uuid(text: &str) -> bool {
    let inner = match text.len() {
        45 => text.get(..9).filter(|urn| urn.eq_ignore_ascii_case("urn:uuid:")).and_then(|_| text.get(9..)),
        38 => text.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')),
        32 => return text.bytes().all(|byte| byte.is_ascii_hexdigit()),
        _ => Some(text),
    };
    inner.is_some_and(is_dashed_uuid)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms() {
        let plain = "01234567-89ab-cdef-0123-456789ABCDEF";
        for text in [plain.to_string(), format!("{{{plain}}}"), format!("urn:uuid:{plain}"), plain.replace('-', "")] {
            assert!(is_uuid(&text), "{text}");
        }
        for text in ["", "01234567-89ab-cdef-0123-456789ABCDEg", "0123456789abcdef", "é"] {
            assert!(!is_uuid(text), "{text}");
        }
    }
}
