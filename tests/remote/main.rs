//! The client for Prometheus' HTTP API against scripted servers: what it sends, what it makes of every kind of answer, and
//! that no message shows a secret.

mod authentication;
mod corpus;
mod failures;
mod read;
mod redirects;
mod server;
mod tls;
mod verbs;

use promq::remote::{Client, ConnectionOptions, Error, QueryParameters};
use std::{error::Error as _, fmt::Write};

/// A client for `url` with everything else at its default.
fn client(url: &str) -> Client {
    Client::new(&ConnectionOptions::new(url)).unwrap()
}

/// A client that `config`, the text of an `--http.config.file` in `directory`, describes.
fn configured(url: &str, directory: &tempfile::TempDir, config: &str) -> Client {
    Client::new(&with_config(url, directory, config)).unwrap()
}

fn with_config(url: &str, directory: &tempfile::TempDir, config: &str) -> ConnectionOptions {
    let path = directory.path().join("http.yml");
    std::fs::write(&path, config).unwrap();
    ConnectionOptions { http_config_file: Some(path), ..ConnectionOptions::new(url) }
}

/// Asks anything; what counts is whether and how it was asked.
fn ask(client: &Client) -> Result<(), Error> {
    client.query("1", Some(0), &QueryParameters::default()).map(drop)
}

/// Everything that an error can print.
fn everything(error: &Error) -> String {
    let mut text = format!("{error}\n{error:?}\n{:?}", error.hint());
    let mut cause = error.source();
    while let Some(error) = cause {
        write!(text, "\n{error}\n{error:?}").unwrap();
        cause = error.source();
    }
    text
}
