//! What the file may say, and what it is told when it may not.

use super::*;

fn parse(text: &str) -> Result<HttpClientConfig, String> {
    HttpClientConfig::parse(text, Path::new("dir/http.yml")).map_err(|error| error.to_string())
}

#[test]
fn an_empty_file_means_defaults() {
    for text in ["", "# nothing\n", "---\n", "null\n", "{}"] {
        assert_eq!(parse(text), Ok(HttpClientConfig::default()), "{text:?}");
    }
}

#[test]
fn every_field_is_read() {
    let config = parse(
        "oauth2:\n  client_id: 7\n  client_secret_file: s\n  token_url: http://t/x\n  scopes: [a, b]\n  \
         endpoint_params: {audience: 5}\n  tls_config: {insecure_skip_verify: yes}\n  proxy_url: http://p:1\n\
         tls_config:\n  ca_file: ca.pem\n  cert_file: /abs/cert.pem\n  key_file: key.pem\n  server_name: n\n  \
         min_version: TLS12\n  max_version: TLS13\nproxy_url: http://u:pw@proxy:3128\nno_proxy: a,b\n\
         proxy_connect_header: {X-A: [one, two]}\nfollow_redirects: off\nenable_http2: false\n\
         http_headers:\n  X-B: {values: [1], secrets: [s3cret], files: [f]}\n",
    )
    .unwrap();
    let oauth2 = config.oauth2.as_ref().unwrap();
    assert_eq!((oauth2.client_id.as_str(), oauth2.client_secret_file.as_str()), ("7", "dir/s"));
    assert_eq!(oauth2.scopes, ["a", "b"]);
    assert_eq!(oauth2.endpoint_params.get("audience").map(String::as_str), Some("5"));
    assert!(oauth2.tls_config.insecure_skip_verify && oauth2.proxy.given_url().is_some());
    assert_eq!(config.tls_config.ca_file, "dir/ca.pem");
    assert_eq!(config.tls_config.cert_file, "/abs/cert.pem");
    assert!(!config.follow_redirects && !config.enable_http2);
    assert_eq!(config.http_headers.get("X-B").unwrap().files, ["dir/f"]);
    let shown = format!("{config:?}");
    assert!(!shown.contains("s3cret") && !shown.contains("pw@") && shown.contains("<secret>"), "{shown}");
}

#[test]
fn deprecated_bearer_fields_become_an_authorization() {
    let config = parse("bearer_token_file: token\n").unwrap();
    let authorization = config.authorization.unwrap();
    assert_eq!((authorization.scheme.as_str(), authorization.credentials_file.as_str()), ("Bearer", "dir/token"));
    let config = parse("bearer_token: abc\n").unwrap();
    assert_eq!(config.authorization.unwrap().credentials.expose(), "abc");
}

#[test]
fn unknown_keys_point_at_the_key() {
    let error = parse("tls_config:\n  server_name: a\n  insecure: true\n").unwrap_err();
    assert!(error.starts_with("dir/http.yml:3:3: field insecure not found in type config.plain"), "{error}");
    let error = parse("basic_auth: {user: a}\n").unwrap_err();
    assert!(error.starts_with("dir/http.yml:1:14: field user not found in type config.BasicAuth"), "{error}");
}

#[test]
fn what_may_be_a_secret_is_not_quoted() {
    for text in ["basic_auth: hunter2\n", "oauth2: hunter2\n", "- hunter2\n", "http_headers: {A: hunter2}\n"] {
        let error = parse(text).unwrap_err();
        assert!(!error.contains("hunter2") && error.starts_with("dir/http.yml:1:"), "{error}");
    }
}

#[test]
fn broken_rules_have_the_reference_text_and_a_place() {
    let cases = [
        ("tls_config: {ca: a, ca_file: b}", "at most one of ca, ca_file & ca_ref must be configured"),
        ("tls_config: {cert: a, cert_file: b}", "at most one of cert, cert_file & cert_ref must be configured"),
        ("tls_config: {key: a, key_file: b}", "at most one of key and key_file must be configured"),
        (
            "tls_config: {cert_file: a}",
            "exactly one of key or key_file must be configured when a client certificate is configured",
        ),
        (
            "tls_config: {key_file: a}",
            "exactly one of cert or cert_file must be configured when a client key is configured",
        ),
        ("bearer_token: a\nbearer_token_file: b", "at most one of bearer_token & bearer_token_file must be configured"),
        (
            "basic_auth: {}\nbearer_token: b",
            "at most one of basic_auth, oauth2, bearer_token & bearer_token_file must be configured",
        ),
        (
            "basic_auth: {username: a, username_file: b}",
            "at most one of basic_auth username, username_file & username_ref must be configured",
        ),
        (
            "basic_auth: {password: a, password_ref: b}",
            "at most one of basic_auth password, password_file & password_ref must be configured",
        ),
        ("authorization: {}\nbearer_token: b", "authorization is not compatible with bearer_token & bearer_token_file"),
        (
            "authorization: {credentials: a, credentials_file: b}",
            "at most one of authorization credentials & credentials_file must be configured",
        ),
        (
            "authorization: {type: ' Basic '}",
            r#"authorization type cannot be set to "basic", use "basic_auth" instead"#,
        ),
        ("authorization: {}\nbasic_auth: {}", "at most one of basic_auth, oauth2 & authorization must be configured"),
        (
            "oauth2: {client_id: a, token_url: b}\nbasic_auth: {}",
            "at most one of basic_auth, oauth2 & authorization must be configured",
        ),
        ("oauth2: {}", "oauth2 client_id must be configured"),
        ("oauth2: {client_id: a}", "oauth2 token_url must be configured"),
        (
            "oauth2: {client_id: a, token_url: b, client_secret: c, client_secret_file: d}",
            "at most one of oauth2 client_secret, client_secret_file & client_secret_ref must be configured using \
             grant-type=client_credentials",
        ),
        (
            "oauth2: {client_id: a, token_url: b, grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', \
             signature_algorithm: ES256}",
            "valid signature algorithms are RS256, RS384 and RS512",
        ),
        (
            "proxy_connect_header: {a: [b]}",
            "if proxy_connect_header is configured, proxy_url or proxy_from_environment must also be configured",
        ),
        (
            "proxy_from_environment: true\nproxy_url: http://p",
            "if proxy_from_environment is configured, proxy_url must not be configured",
        ),
        (
            "proxy_from_environment: true\nno_proxy: p",
            "if proxy_from_environment is configured, no_proxy must not be configured",
        ),
        ("no_proxy: p", "if no_proxy is configured, proxy_url must also be configured"),
        ("http_headers: {proxy-authorization: {}}", r#"setting header "Proxy-Authorization" is not allowed"#),
    ];
    for (text, message) in cases {
        let error = parse(text).unwrap_err();
        assert!(error.ends_with(&format!(": {message}")), "{text}: {error}");
    }
    assert_eq!(
        parse("follow_redirects: true\ntls_config:\n  ca: a\n  ca_file: b\n").unwrap_err(),
        "dir/http.yml:4:12: at most one of ca, ca_file & ca_ref must be configured"
    );
    assert!(parse("no_proxy: a\nproxy_url: ''\n").is_ok());
    assert!(parse("tls_config: {min_version: TLS9}").unwrap_err().contains("unknown TLS version: TLS9"));
}

#[test]
fn null_sections_count_as_absent() {
    let config = parse("basic_auth:\nauthorization:\noauth2:\ntls_config:\nhttp_headers:\nproxy_url:\n").unwrap();
    assert_eq!(config, HttpClientConfig::default());
    assert!(!parse("follow_redirects:\n").unwrap().follow_redirects);
}
