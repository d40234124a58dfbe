//! The files of certificates, keys and tokens: whether they are there.

use crate::{
    config::TlsClientConfig,
    golang::{quote::quote, system::error_text},
};
use std::{io::ErrorKind, path::Path};

/// Whether a file is there; an empty path is no file.
pub(super) fn check_file(what: &str, path: &str, may_be_missing: bool) -> Result<(), String> {
    if path.is_empty() {
        return Ok(());
    }
    match Path::new(path).metadata() {
        Ok(_) => Ok(()),
        Err(error) if may_be_missing && error.kind() == ErrorKind::NotFound => Ok(()),
        Err(error) => {
            let shown = quote(path.as_bytes());
            Err(format!("error checking {what} {shown}: stat {path}: {}", error_text(&error)))
        }
    }
}

/// A certificate's file without that of its key, or the other way round: the field and promtool's text.
pub(super) fn lonely_files(tls: &TlsClientConfig) -> Option<(&'static str, String)> {
    let quoted = |path: &str| quote(path.as_bytes());
    match (tls.cert_file.is_empty(), tls.key_file.is_empty()) {
        (false, true) => {
            let message = format!("client cert file {} specified without client key file", quoted(&tls.cert_file));
            Some(("cert_file", message))
        }
        (true, false) => {
            let message = format!("client key file {} specified without client cert file", quoted(&tls.key_file));
            Some(("key_file", message))
        }
        _ => None,
    }
}
