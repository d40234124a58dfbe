//! Hosts, ports and words.

use std::net::IpAddr;

/// Host and port, brackets removed; `None` if the text is not exactly that.
fn split_host_port(text: &str) -> Option<(&str, &str)> {
    let (host, port) = match text.strip_prefix('[') {
        Some(rest) => {
            let (host, port) = rest.split_once(']')?;
            (host, port.strip_prefix(':')?)
        }
        None => text.rsplit_once(':').filter(|(host, _)| !host.contains(':'))?,
    };
    let stray = |text: &str| text.contains(['[', ']']);
    (!stray(host) && !stray(port) && !port.contains(':')).then_some((host, port))
}

/// The host of `host:port`; anything else stays as it is.
pub(super) fn strip_port(text: &str) -> &str {
    split_host_port(text).map_or(text, |(host, _)| host)
}

/// The first label of a host, with its port; addresses stay as they are.
pub(super) fn strip_domain(text: &str) -> String {
    let (host, port) = split_host_port(text).unwrap_or((text, ""));
    if host.parse::<IpAddr>().is_ok() {
        return text.into();
    }
    let host = host.split('.').next().unwrap_or("");
    match port {
        "" => host.into(),
        port if host.contains([':', '%']) => format!("[{host}]:{port}"),
        port => format!("{host}:{port}"),
    }
}

/// The first letter of every word in upper case, the others as they are.
pub(super) fn title(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut in_word = false;
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        let joins = matches!(letter, '\'' | '’' | '.') && letters.peek().is_some_and(|next| next.is_alphabetic());
        let is_word = letter.is_alphanumeric() || letter == '_' || in_word && joins;
        match is_word && !in_word {
            true => out.extend(letter.to_uppercase()),
            false => out.push(letter),
        }
        in_word = is_word;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ports_and_domains_are_taken_off() {
        for (text, port, domain) in [
            ("host.example.com:9090", "host.example.com", "host:9090"),
            ("host", "host", "host"),
            ("[::1]:80", "::1", "[::1]:80"),
            ("::1", "::1", "::1"),
            ("10.0.0.1:80", "10.0.0.1", "10.0.0.1:80"),
            ("a:b:c", "a:b:c", "a:b:c"),
        ] {
            assert_eq!((strip_port(text), strip_domain(text)), (port, domain.to_string()), "{text}");
        }
    }

    #[test]
    fn words_begin_in_upper_case() {
        assert_eq!(title("abc dEF x-y it's"), "Abc DEF X-Y It's");
    }
}
