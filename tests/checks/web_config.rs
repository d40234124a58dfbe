//! `check web-config`: what promtool says of each kind of mistake, and the places that it does not say.

use super::{
    corpus,
    program::{Outcome, promq},
};
use serde_json::Value;
use std::{fs, path::Path};

/// Texts with what promtool 3.5.3 prints behind `FAILED: `; an empty one means success.
const CASES: &[(&str, &str)] = &[
    ("", ""),
    ("rate_limit: {burst: 3, interval: 1.5s}\n", ""),
    ("tls_server_config: {min_version: TLS13, cipher_suites: [TLS_AES_128_GCM_SHA256]}\n", ""),
    ("http_server_config: {http2: no, headers: {X-Frame-Options: deny, Content-Security-Policy: any}}\n", ""),
    ("foo: 1\n", "yaml: unmarshal errors:\n  line 1: field foo not found in type web.Config"),
    ("tls_server_config: []\n", "yaml: unmarshal errors:\n  line 1: cannot unmarshal !!seq into web.TLSConfig"),
    ("rate_limit: {burst: x}\n", "yaml: unmarshal errors:\n  line 1: cannot unmarshal !!str `x` into int"),
    (
        "rate_limit: {interval: 5x}\n",
        "yaml: unmarshal errors:\n  line 1: cannot unmarshal !!str `5x` into time.Duration",
    ),
    (
        "tls_server_config: {cipher_suites: x}\n",
        "yaml: unmarshal errors:\n  line 1: cannot unmarshal !!str `x` into []web.Cipher",
    ),
    (
        "basic_auth_users: [a]\n",
        "yaml: unmarshal errors:\n  line 1: cannot unmarshal !!seq into map[string]config.Secret",
    ),
    ("tls_server_config: {cipher_suites: [a], min_version: x}\n", "unknown cipher: a"),
    ("tls_server_config: {curve_preferences: [P256]}\n", "unknown curve: P256"),
    ("tls_server_config: {max_version: TLS9}\n", "unknown TLS version: TLS9"),
    ("http_server_config: {headers: {X-Foo: a}}\n", "HTTP header \"X-Foo\" can not be configured"),
    (
        "http_server_config: {headers: {X-Frame-Options: foo}}\n",
        "invalid value for X-Frame-Options. Expected one of: [\"deny\" \"sameorigin\"], but got: \"foo\"",
    ),
    ("basic_auth_users: {a: b}\n", "crypto/bcrypt: hashedSecret too short to be a bcrypted password"),
    ("tls_server_config: {client_ca: x}\n", "missing one of cert or cert_file"),
    ("tls_server_config: {cert_file: c}\n", "missing one of key or key_file"),
    ("tls_server_config: {cert_file: c, key: k}\n", "failed to read cert_file (c): open c: no such file or directory"),
    (
        "tls_server_config: {cert: abc, key: x}\n",
        "failed to load X509KeyPair: tls: failed to find any PEM data in certificate input",
    ),
];

#[test]
fn mistakes_are_told_in_promtools_words() {
    let folder = tempfile::tempdir().expect("a temporary directory can be made");
    for (text, expected) in CASES {
        let found = check(folder.path(), text, &[]);
        let expected = match *expected {
            "" => (Some(0), "w.yml SUCCESS\n".to_owned()),
            expected => (Some(1), format!("w.yml FAILED: {expected}\n")),
        };
        assert_eq!((found.code, found.stderr), expected, "{text}");
        assert_eq!(found.stdout, "");
    }
}

fn check(folder: &Path, text: &str, options: &[&str]) -> Outcome {
    fs::write(folder.join("w.yml"), text).expect("a file can be written");
    promq(folder, &[&["check", "web-config", "w.yml"], options].concat())
}

#[test]
fn certificates_and_keys_must_belong_together() {
    let folder = tempfile::tempdir().expect("a temporary directory can be made");
    let pair = |name: &str| {
        let made = rcgen::generate_simple_self_signed([name.to_owned()]).expect("a certificate can be made");
        (made.cert.pem(), made.signing_key.serialize_pem())
    };
    let ((certificate, key), (_, other)) = (pair("a"), pair("b"));
    for (name, text) in [("cert.pem", &certificate), ("key.pem", &key), ("other.pem", &other)] {
        fs::write(folder.path().join(name), text).expect("a file can be written");
    }
    let tls = |more: &str| check(folder.path(), &format!("tls_server_config: {{cert_file: cert.pem, {more}}}\n"), &[]);
    assert_eq!(tls("key_file: key.pem").stderr, "w.yml SUCCESS\n");
    let cases = [
        ("key_file: other.pem", "failed to load X509KeyPair: tls: private key does not match public key"),
        ("key_file: key.pem, client_auth_type: Some", "invalid ClientAuth: Some"),
        ("key_file: key.pem, client_ca_file: ca.pem", "open ca.pem: no such file or directory"),
        (
            "key_file: key.pem, client_ca_file: cert.pem",
            "client CA's have been configured without a Client Auth Policy",
        ),
    ];
    for (more, expected) in cases {
        assert_eq!(tls(more).stderr, format!("w.yml FAILED: {expected}\n"));
    }
}

#[test]
fn all_mistakes_are_found_at_their_places_and_no_secret_is_shown() {
    let folder = tempfile::tempdir().expect("a temporary directory can be made");
    let text = "http_server_config:\n  headers:\n    X-Foo: a\nbasic_auth_users:\n  me: pa55word\ntls_server_config:\n  \
        client_auth_type: Some\n  key: k3y\n";
    let found = check(folder.path(), text, &["-o", "json"]);
    assert_eq!(found.code, Some(1));
    let report: Value = serde_json::from_str(&found.stdout).expect("it is JSON");
    let places: Vec<(u64, u64)> = report["diagnostics"]
        .as_array()
        .expect("there are findings")
        .iter()
        .filter_map(|finding| {
            let start = &finding["location"]["start"];
            Some((start["line"].as_u64()?, start["column"].as_u64()?))
        })
        .collect();
    assert_eq!(places, [(3, 5), (5, 7), (7, 3), (7, 21)]);
    for format in ["human", "json", "sarif", "github", "junit", "checkstyle"] {
        let found = check(folder.path(), text, &["-o", format]);
        let all = found.stdout + &found.stderr;
        assert!(!all.contains("pa55word") && !all.contains("k3y"), "{format}: {all}");
    }
}

#[test]
fn the_documented_example_of_the_corpus() {
    let Some(folder) = corpus::find("config/examples") else { return };
    let found = promq(&folder, &["check", "web-config", "web-config.yml"]);
    let expected =
        "web-config.yml FAILED: failed to read cert_file (server.crt): open server.crt: no such file or directory\n";
    assert_eq!((found.code, found.stderr.as_str()), (Some(1), expected));
}
