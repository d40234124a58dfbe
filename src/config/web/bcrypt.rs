//! Hashes of passwords, as far as they can be judged without the password: `$2y$10$` and 53 characters.

use crate::golang::quote::quote;

/// No hash is shorter.
const SHORTEST: usize = 59;

/// What Go's bcrypt says to `hash`; it names no more of it than its first characters.
pub(super) fn fault(hash: &str) -> Option<String> {
    let bytes = hash.as_bytes();
    let (prefix, version, minor) = match bytes {
        [prefix, version, minor, ..] if bytes.len() >= SHORTEST => (*prefix, *version, *minor),
        _ => return Some("crypto/bcrypt: hashedSecret too short to be a bcrypted password".into()),
    };
    let shown = char::from;
    if prefix != b'$' {
        let prefix = shown(prefix);
        return Some(format!(
            "crypto/bcrypt: bcrypt hashes must start with '$', but hashedSecret started with '{prefix}'"
        ));
    }
    if version > b'2' {
        let version = shown(version);
        return Some(format!(
            "crypto/bcrypt: bcrypt algorithm version '{version}' requested is newer than current version '2'"
        ));
    }
    let cost = bytes.get(if minor == b'$' { 3..5 } else { 4..6 }).unwrap_or_default();
    let number = std::str::from_utf8(cost).ok().and_then(|cost| cost.parse::<i32>().ok());
    match number {
        None => Some(format!("strconv.Atoi: parsing {}: invalid syntax", quote(cost))),
        Some(4..=31) => None,
        Some(cost) => Some(format!("crypto/bcrypt: cost {cost} is outside allowed inclusive range 4..31")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_head_is_judged() {
        let rest = "x".repeat(53);
        let fault = |head: &str| fault(&format!("{head}{rest}"));
        assert_eq!(fault("$2y$10$"), None);
        assert_eq!(fault("$2$31$"), None);
        assert_eq!(
            super::fault("$2y$10$"),
            Some("crypto/bcrypt: hashedSecret too short to be a bcrypted password".into())
        );
        assert!(fault("#2y$10$").is_some_and(|text| text.ends_with("started with '#'")));
        assert!(fault("$3y$10$").is_some_and(|text| text.contains("version '3'")));
        assert!(fault("$2y$99$").is_some_and(|text| text.contains("cost 99 ")));
        assert!(fault("$2y$1x$").is_some_and(|text| text == "strconv.Atoi: parsing \"1x\": invalid syntax"));
    }
}
