//! Go's `net/url`: whether `url.Parse` takes a text, in Go's words, and the parts that rules ask for.
//!
//! Go takes nearly anything: relative references, the empty text, schemes without authority. What it refuses is listed
//! in [`UrlError`].

use super::quote::quote;

/// The parts of a URL that configuration rules look at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UrlParts {
    /// The scheme in lower case; empty for a relative reference.
    pub scheme: String,
    /// Host and port, as written.
    pub host: String,
    /// The path, as written.
    pub path: String,
    /// What follows the first `?`, without it; `None` when there is none.
    pub query: Option<String>,
    /// Whether a user or a password stands before the host.
    pub has_user: bool,
}

/// Why Go refuses a URL: `parse "X": REASON`. A password in the text is masked, which Go does not do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("parse {}: {reason}", quote(.text.as_bytes()))]
pub struct UrlError {
    /// The text without its fragment, its password masked.
    pub text: String,
    /// Go's reason.
    pub reason: String,
}

/// What may stand where, as far as Go tells parts of a URL apart.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Path,
    User,
    Host,
    Zone,
    Fragment,
}

/// `url.Parse`.
pub fn parse_url(text: &str) -> Result<UrlParts, UrlError> {
    let (reference, fragment) = text.split_once('#').unwrap_or((text, ""));
    let parts = parse_reference(reference).map_err(|reason| UrlError { text: masked(reference), reason })?;
    check_escapes(fragment, Part::Fragment).map_err(|reason| UrlError { text: masked(text), reason })?;
    Ok(parts)
}

fn parse_reference(text: &str) -> Result<UrlParts, String> {
    if text.bytes().any(|byte| byte < b' ' || byte == 0x7f) {
        return Err("net/url: invalid control character in URL".into());
    }
    let (scheme, rest) = split_scheme(text)?;
    let (rest, query) = match rest.split_once('?') {
        Some((rest, query)) => (rest, Some(query.to_string())),
        None => (rest, None),
    };
    let mut parts = UrlParts { scheme: scheme.to_ascii_lowercase(), query, ..UrlParts::default() };
    if !rest.starts_with('/') {
        if !scheme.is_empty() {
            // `mailto:x` and the like: Go keeps the rest as it is.
            return Ok(parts);
        }
        if rest.split('/').next().is_some_and(|segment| segment.contains(':')) {
            return Err("first path segment in URL cannot contain colon".into());
        }
    }
    let has_authority = rest.starts_with("//") && (!scheme.is_empty() || !rest.starts_with("///"));
    let path = match rest.strip_prefix("//").filter(|_| has_authority) {
        Some(after) => {
            let (authority, path) = after.split_at(after.find('/').unwrap_or(after.len()));
            let (user, host) = match authority.rsplit_once('@') {
                Some((user, host)) => (Some(user), host),
                None => (None, authority),
            };
            check_host(host)?;
            if let Some(user) = user {
                check_user(user)?;
            }
            parts.host = host.to_string();
            parts.has_user = user.is_some();
            path
        }
        None => rest,
    };
    check_escapes(path, Part::Path)?;
    parts.path = path.to_string();
    Ok(parts)
}

/// The scheme, if the text begins with one, and what follows its colon.
fn split_scheme(text: &str) -> Result<(&str, &str), String> {
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' => {}
            b'0'..=b'9' | b'+' | b'-' | b'.' if at > 0 => {}
            b':' if at == 0 => return Err("missing protocol scheme".into()),
            b':' => return Ok((&text[..at], &text[at + 1..])),
            _ => break,
        }
    }
    Ok(("", text))
}

fn check_host(host: &str) -> Result<(), String> {
    let port = match host.rfind('[') {
        Some(_) => {
            let close = host.rfind(']').ok_or("missing ']' in host")?;
            let (address, port) = host.split_at(close + 1);
            if let Some(zone) = address.find("%25") {
                check_port(port)?;
                check_escapes(&address[..zone], Part::Host)?;
                check_escapes(&address[zone..], Part::Zone)?;
                return check_escapes(port, Part::Host);
            }
            port
        }
        None => host.rfind(':').map_or("", |colon| &host[colon..]),
    };
    check_port(port)?;
    check_escapes(host, Part::Host)
}

/// A colon and digits, or nothing.
fn check_port(port: &str) -> Result<(), String> {
    let fits = match port.strip_prefix(':') {
        Some(digits) => digits.bytes().all(|byte| byte.is_ascii_digit()),
        None => port.is_empty(),
    };
    if fits { Ok(()) } else { Err(format!("invalid port {} after host", quote(port.as_bytes()))) }
}

fn check_user(user: &str) -> Result<(), String> {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"-._:~!$&'()*+,;=%@".contains(&byte);
    if !user.bytes().all(allowed) {
        return Err("net/url: invalid userinfo".into());
    }
    check_escapes(user, Part::User)
}

/// Checks `%` escapes, and in hosts which characters may stand there.
fn check_escapes(text: &str, part: Part) -> Result<(), String> {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        if byte == b'%' {
            let escape = bytes.get(at..at + 3).filter(|escape| escape[1..].iter().all(u8::is_ascii_hexdigit));
            let in_host = |escape: &[u8]| part == Part::Host && escape[1] < b'8' && escape != b"%25";
            if escape.is_none_or(in_host) {
                let shown = &bytes[at..bytes.len().min(at + 3)];
                return Err(format!("invalid URL escape {}", quote(shown)));
            }
            at += 3;
            continue;
        }
        let free = byte.is_ascii_alphanumeric() || byte >= 0x80 || b"-_.~!$&'()*+,;=:[]<>\"".contains(&byte);
        if matches!(part, Part::Host | Part::Zone) && !free {
            return Err(format!("invalid character {} in host name", quote(&bytes[at..=at])));
        }
        at += 1;
    }
    Ok(())
}

/// The text with its password, if it has one, as Go masks it where it prints URLs on purpose.
fn masked(text: &str) -> String {
    let Some(start) = text.find("//").map(|slashes| slashes + 2) else { return text.to_string() };
    let end = text[start..].find(['/', '?', '#']).map_or(text.len(), |end| start + end);
    // A password may itself hold a slash when it was not escaped, so the last `@` of the text counts.
    let Some(at) = text[start..end].rfind('@').or_else(|| text[start..].rfind('@')) else { return text.to_string() };
    match text[start..start + at].find(':') {
        Some(colon) => format!("{}:xxxxx{}", &text[..start + colon], &text[start + at..]),
        None => text.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn refuses_what_go_refuses() {
        for (text, reason) in [
            (":foo", "missing protocol scheme"),
            ("http://[::1", "missing ']' in host"),
            ("http://a b/", "invalid character \" \" in host name"),
            ("http://a:b", "invalid port \":b\" after host"),
            ("http://[::1]x", "invalid port \"x\" after host"),
            ("/%zz", "invalid URL escape \"%zz\""),
            ("http://%41/", "invalid URL escape \"%41\""),
            ("a:80/b", ""),
            ("1:80", "first path segment in URL cannot contain colon"),
            ("localhost:80", ""),
            ("a\nb", "net/url: invalid control character in URL"),
            ("http://a<b@c/", "net/url: invalid userinfo"),
            ("http://a#%", "invalid URL escape \"%\""),
            ("", ""),
            ("//host/path?%zz", ""),
            ("unix:///var/run/docker.sock", ""),
            ("http://[fe80::1%25en0]:80/", ""),
        ] {
            let got = parse_url(text).map_err(|error| error.reason).err().unwrap_or_default();
            assert_eq!(got, reason, "{text}");
        }
    }

    #[test]
    fn parts_are_told_apart() {
        let parts = parse_url("HTTPS://u:p@h:1/a/b?c=d#e").expect("a URL");
        assert_eq!((parts.scheme.as_str(), parts.host.as_str(), parts.path.as_str()), ("https", "h:1", "/a/b"));
        assert_eq!((parts.query.as_deref(), parts.has_user), (Some("c=d"), true));
    }

    #[test]
    fn passwords_are_masked_in_errors() {
        let error = parse_url("http://u:hunter2@h:x/").expect_err("a bad port");
        assert_eq!(error.to_string(), "parse \"http://u:xxxxx@h:x/\": invalid port \":x\" after host");
        let error = parse_url("http://u:hun/ter2@h/").expect_err("a bad port");
        assert!(!error.to_string().contains("ter2"), "{error}");
    }

    proptest! {
        #[test]
        fn never_panics(text in "\\PC{0,24}", odd in "[a:/%@#?\\[\\]0é]{0,16}") {
            let _ = parse_url(&text);
            let _ = parse_url(&odd);
        }
    }
}
