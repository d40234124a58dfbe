//! The environment variables that stand in for connection flags.

use super::{ConnectionOptions, Error, parse_header};
use crate::config::Secret;
use std::path::PathBuf;

/// One variable, for the help and the manual.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EnvironmentVariable {
    /// Its name.
    pub name: &'static str,
    /// What it is good for.
    pub meaning: &'static str,
}

/// Every variable that connections look at; a flag always wins over its variable.
pub const ENVIRONMENT: [EnvironmentVariable; 6] = [
    EnvironmentVariable { name: "PROMQ_URL", meaning: "the server, for commands whose URL is a flag and not given" },
    EnvironmentVariable { name: "PROMQ_HTTP_CONFIG_FILE", meaning: "as --http.config.file" },
    EnvironmentVariable {
        name: "PROMQ_HEADER",
        meaning: "headers to send, one NAME=VALUE or NAME:VALUE a line; --header adds to them and replaces equal names",
    },
    EnvironmentVariable {
        name: "PROMQ_BEARER_TOKEN",
        meaning: "a bearer token; not looked at with a configuration file or a user in the URL",
    },
    EnvironmentVariable {
        name: "PROMQ_BASIC_AUTH_USERNAME",
        meaning: "user of basic authentication; not looked at with a configuration file, a user in the URL or a token",
    },
    EnvironmentVariable { name: "PROMQ_BASIC_AUTH_PASSWORD", meaning: "the password of that user" },
];

impl ConnectionOptions {
    /// Fills in what was not given from the variables of [`ENVIRONMENT`], which `lookup` reads.
    pub fn with_environment(mut self, lookup: impl Fn(&str) -> Option<String>) -> Result<ConnectionOptions, Error> {
        let given = |name: &str| lookup(name).filter(|text| !text.is_empty());
        if self.url.is_empty() {
            self.url = given("PROMQ_URL").unwrap_or_default();
        }
        if self.http_config_file.is_none() {
            self.http_config_file = given("PROMQ_HTTP_CONFIG_FILE").map(PathBuf::from);
        }
        for line in given("PROMQ_HEADER").unwrap_or_default().lines().filter(|line| !line.trim().is_empty()) {
            let (name, value) = parse_header(line)?;
            if !self.headers.iter().any(|(known, _)| known.eq_ignore_ascii_case(&name)) {
                self.headers.push((name, value));
            }
        }
        let decided = self.http_config_file.is_some() || self.bearer_token.is_some() || self.basic_auth.is_some();
        if !decided && !self.has_user_in_url() {
            self.bearer_token = given("PROMQ_BEARER_TOKEN").map(Secret::new);
            if self.bearer_token.is_none() {
                let password = given("PROMQ_BASIC_AUTH_PASSWORD").map(Secret::new).unwrap_or_default();
                self.basic_auth = given("PROMQ_BASIC_AUTH_USERNAME").map(|username| (username, password));
            }
        }
        Ok(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn environment(name: &str) -> Option<String> {
        let text = match name {
            "PROMQ_URL" => "http://from-environment",
            "PROMQ_HEADER" => "X-A=1\nX-B: 2\n",
            "PROMQ_BEARER_TOKEN" => "token",
            _ => return None,
        };
        Some(text.to_string())
    }

    #[test]
    fn flags_win_over_variables() {
        let mut options = ConnectionOptions::new("http://flag");
        options.headers.push(("x-a".to_string(), "flag".to_string()));
        let options = options.with_environment(environment).unwrap();
        assert_eq!(options.url, "http://flag");
        let pair = |name: &str, value: &str| (name.to_string(), value.to_string());
        assert_eq!(options.headers, [pair("x-a", "flag"), pair("X-B", " 2")]);
        assert_eq!(options.bearer_token.unwrap().expose(), "token");

        let with_user = ConnectionOptions::new("http://me@flag").with_environment(environment).unwrap();
        assert_eq!(with_user.bearer_token, None);
        assert_eq!(ConnectionOptions::new("").with_environment(environment).unwrap().url, "http://from-environment");
    }
}
