//! The way of `check web-config`: a file is read, then headers, users, and the files of TLS are looked at.

use super::{WebConfig, bcrypt, key_pair};
use crate::{
    config::{
        Findings, Spot,
        check::{Sources, read_file},
        decode::{Class, Decoder, FileId},
    },
    diagnostic::{Diagnostic, Place, SourceText},
    golang::{path::directory, quote::quote, system::error_text},
    yaml::{Dialect, Document},
};
use std::{path::Path, sync::Arc};

/// Headers that may be set, with the values they may have; none listed means any.
const HEADERS: [(&str, &[&str]); 5] = [
    ("Strict-Transport-Security", &[]),
    ("X-Content-Type-Options", &["nosniff"]),
    ("X-Frame-Options", &["deny", "sameorigin"]),
    ("X-XSS-Protection", &[]),
    ("Content-Security-Policy", &[]),
];

const CLIENT_AUTHENTICATION: [&str; 6] = [
    "NoClientCert",
    "RequestClientCert",
    "RequireAnyClientCert",
    "RequireClientCert",
    "VerifyClientCertIfGiven",
    "RequireAndVerifyClientCert",
];

/// What a check came to.
pub struct CheckedWebConfig {
    /// The configuration, as far as it could be read.
    pub config: Option<WebConfig>,
    /// What is wrong.
    pub findings: Findings,
    /// The text without secrets; `None` if there is none.
    text: Option<Arc<SourceText>>,
}

/// Checks the file at `path`, and the certificates and keys that it names.
pub fn check(path: &str) -> CheckedWebConfig {
    let mut findings = Findings::default();
    let bytes = match read_file(Path::new(path)) {
        Ok(bytes) => bytes,
        Err(error) => {
            findings.add("config/file", Class::Rule, None, format!("open {path}: {}", error_text(&error)));
            return CheckedWebConfig { config: None, findings, text: None };
        }
    };
    let mut sources = Sources::default();
    let config = match Document::parse(&bytes) {
        Ok(document) => {
            let file = sources.add(path, document.text().to_owned(), Vec::new());
            decode(&document, file, &mut findings)
        }
        Err(error) => {
            let file = sources.add(path, String::from_utf8_lossy(&bytes).into_owned(), Vec::new());
            let spot = Spot { file, span: error.span };
            findings.add("config/syntax", Class::Rule, Some(spot), error.go_text(Dialect::V2));
            None
        }
    };
    let mut config = config;
    if let Some(config) = &mut config {
        findings.begin("");
        config.tls_server_config.settle_paths(Path::new(&directory(path)));
        check_headers(config, &mut findings);
        check_users(config, &mut findings);
        check_tls(config, &mut findings);
    }
    let text = sources.shown(findings.secrets()).pop();
    CheckedWebConfig { config, findings, text }
}

fn decode(document: &Document, file: FileId, findings: &mut Findings) -> Option<WebConfig> {
    match document.root().filter(|root| !document.is_null(*root)) {
        Some(root) => Decoder::new(document, file, findings).value(root),
        None => Some(WebConfig::default()),
    }
}

fn check_headers(config: &WebConfig, findings: &mut Findings) {
    for entry in config.http_server_config.headers.entries() {
        let (name, value) = (entry.name.as_str(), entry.value.as_str());
        match HEADERS.iter().find(|(known, _)| *known == name) {
            None => {
                let message = format!("HTTP header {} can not be configured", quote(name.as_bytes()));
                let known = HEADERS.map(|(name, _)| name).join(", ");
                refuse(findings, entry.name.spot, message).hint(Some(format!("these can: {known}")));
            }
            Some((_, values)) if values.is_empty() || values.contains(&value) => {}
            Some((_, values)) => {
                let values: Vec<String> = values.iter().map(|value| quote(value.as_bytes())).collect();
                let (values, value) = (values.join(" "), quote(value.as_bytes()));
                let message = format!("invalid value for {name}. Expected one of: [{values}], but got: {value}");
                refuse(findings, entry.value.spot, message);
            }
        }
    }
}

fn check_users(config: &WebConfig, findings: &mut Findings) {
    for entry in config.basic_auth_users.entries() {
        if let Some(message) = bcrypt::fault(entry.value.expose()) {
            let hint = format!("`htpasswd -nBC 10 {}` asks for a password and prints its hash", entry.name.as_str());
            refuse(findings, entry.value.spot, message).hint(Some(hint));
        }
    }
}

fn check_tls(config: &WebConfig, findings: &mut Findings) {
    let tls = &config.tls_server_config;
    if !tls.is_enabled() {
        return;
    }
    let mut refuse_field = |field: &str, message: String| {
        refuse(findings, tls.origin.blame(field), message);
    };
    let read = |file: &str, text: &str| match file {
        "" => Ok(text.as_bytes().to_vec()),
        file => read_file(Path::new(file)).map_err(|error| format!("open {file}: {}", error_text(&error))),
    };
    let given = |file: &str, text: &str| !file.is_empty() || !text.is_empty();
    let field = |file: &str, name: [&'static str; 2]| if file.is_empty() { name[0] } else { name[1] };
    let key = tls.key.expose();
    let has_certificate = given(&tls.cert_file, &tls.cert);
    let has_key = given(&tls.key_file, key);
    if !has_certificate {
        refuse_field("cert_file", "missing one of cert or cert_file".into());
    }
    if !has_key {
        refuse_field("key_file", "missing one of key or key_file".into());
    }
    let mut load = |field: &'static str, file: &str, text: &str| {
        let read = read(file, text);
        if let Err(message) = &read {
            refuse_field(field, format!("failed to read {field} ({file}): {message}"));
        }
        read.ok()
    };
    let certificate = has_certificate.then(|| load("cert_file", &tls.cert_file, &tls.cert)).flatten();
    let key = has_key.then(|| load("key_file", &tls.key_file, key)).flatten();
    if let (Some(certificate), Some(key)) = (certificate, key)
        && let Some(fault) = key_pair::fault(&certificate, &key)
    {
        let field = match fault.is_certificate {
            true => field(&tls.cert_file, ["cert", "cert_file"]),
            false => field(&tls.key_file, ["key", "key_file"]),
        };
        refuse_field(field, format!("failed to load X509KeyPair: {}", fault.message));
    }
    if let Err(message) = read(&tls.client_ca_file, "") {
        refuse_field("client_ca_file", message);
    }
    let authentication = tls.client_auth_type.as_str();
    if !authentication.is_empty() && !CLIENT_AUTHENTICATION.contains(&authentication) {
        refuse_field("client_auth_type", format!("invalid ClientAuth: {authentication}"));
    }
    if given(&tls.client_ca_file, &tls.client_ca) && matches!(authentication, "" | "NoClientCert") {
        let field = field(&tls.client_ca_file, ["client_ca", "client_ca_file"]);
        refuse_field(field, "client CA's have been configured without a Client Auth Policy".into());
    }
}

fn refuse(findings: &mut Findings, spot: Spot, message: String) -> &mut crate::config::Finding {
    findings.add("config/rule", Class::Rule, Some(spot), message)
}

impl CheckedWebConfig {
    /// What was found, as diagnostics in the order in which it was found.
    pub fn diagnostics(&self) -> Vec<Diagnostic> {
        let place = |spot: Spot| self.text.as_ref().map(|text| Place::new(text, spot.span));
        self.findings.all().iter().map(|finding| finding.diagnostic(place)).collect()
    }
}
