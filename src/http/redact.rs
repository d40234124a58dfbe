//! Keeping secrets out of messages: passwords in URLs, and texts that a server echoes.

use base64::{Engine, prelude::BASE64_STANDARD};
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

/// The text behind `%41` escapes in a URL's user or password.
pub(super) fn percent_decoded(text: &str) -> String {
    // A form decoder also turns `+` into a blank and ends at `&` and `=`, all of which a URL keeps.
    let kept = text.replace('+', "%2B").replace('&', "%26").replace('=', "%3D");
    url::form_urlencoded::parse(kept.as_bytes()).map(|(name, _)| name.into_owned()).next().unwrap_or_default()
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

    /// Remembers the password of `url` in every form in which it is sent.
    pub(super) fn remember_password(&self, url: &Url) {
        if let Some(password) = url.password() {
            let plain = percent_decoded(password);
            let header = BASE64_STANDARD.encode(format!("{}:{plain}", percent_decoded(url.username())));
            [password, &plain, &header].into_iter().for_each(|secret| self.remember(secret));
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
    fn passwords_of_urls_are_known_in_every_form() {
        assert_eq!(percent_decoded("a%20b+c&d=e"), "a b+c&d=e");
        let sent = SentSecrets::default();
        sent.remember_password(&Url::parse("http://me:pa%3555word@host").unwrap());
        assert_eq!(sent.scrub("pa%3555word pa555word Basic bWU6cGE1NTV3b3Jk"), "<secret> <secret> Basic <secret>");
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
