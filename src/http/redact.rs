//! Keeping secrets out of messages: passwords in URLs, and texts that a server echoes.

use std::sync::{Mutex, PoisonError};
use url::Url;

/// The URL as a message may show it: a password becomes `***`, as in Go's messages.
pub fn redacted(url: &Url) -> String {
    let mut shown = url.clone();
    // Setting a password fails only for URLs that cannot have one.
    if shown.password().is_some() && shown.set_password(Some("***")).is_err() {
        return format!("{}:<secret>", url.scheme());
    }
    shown.into()
}

/// Shorter texts are not looked for: they would turn ordinary words into `<secret>`.
const SHORTEST_SECRET: usize = 4;

/// The secrets that were sent, to be removed from whatever comes back.
#[derive(Default)]
pub(super) struct SentSecrets(Mutex<Vec<String>>);

impl SentSecrets {
    /// Remembers `secret`, each once.
    pub(super) fn remember(&self, secret: &str) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if secret.len() >= SHORTEST_SECRET && !known.iter().any(|text| text == secret) {
            known.push(secret.to_string());
            // The longest first, so that a secret that contains another one vanishes whole.
            known.sort_unstable_by_key(|text| std::cmp::Reverse(text.len()));
        }
    }

    /// `text` with every remembered secret replaced by `<secret>`.
    pub(super) fn scrub(&self, text: &str) -> String {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.iter().fold(text.to_string(), |text, secret| text.replace(secret, "<secret>"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passwords_leave_urls() {
        let url = Url::parse("http://me:pa%20ss@host:1/x?q=1").unwrap();
        assert_eq!(redacted(&url), "http://me:***@host:1/x?q=1");
        assert_eq!(redacted(&Url::parse("http://me@host/").unwrap()), "http://me@host/");
    }

    #[test]
    fn echoed_secrets_vanish() {
        let sent = SentSecrets::default();
        for secret in ["token", "token-long", "abc", "token"] {
            sent.remember(secret);
        }
        assert_eq!(sent.scrub("abc token-long token."), "abc <secret> <secret>.");
    }
}
