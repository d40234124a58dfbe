//! Credentials and proxies: what is sent, when tokens are renewed, and that none of it is ever shown.

use crate::{
    ask, client, configured, everything,
    server::{Server, free_port, json, one, reply},
    with_config,
};
use promq::remote::{Client, ConnectionOptions};
use std::sync::atomic::{AtomicUsize, Ordering};

/// `me:pa55word` in the form of a header.
const BASIC: &str = "Basic bWU6cGE1NXdvcmQ=";

#[test]
fn basic_authentication_from_url_option_and_file() {
    let server = Server::start(|_| one());
    ask(&client(&format!("http://me:pa55word@127.0.0.1:{}", server.port))).unwrap();
    assert_eq!(server.last().header("authorization"), BASIC);

    let variable = |name: &str| match name {
        "PROMQ_BASIC_AUTH_USERNAME" => Some("me".to_string()),
        "PROMQ_BASIC_AUTH_PASSWORD" => Some("pa55word".to_string()),
        _ => None,
    };
    let options = ConnectionOptions::new(server.url()).with_environment(variable).unwrap();
    ask(&Client::new(&options).unwrap()).unwrap();
    assert_eq!(server.last().header("authorization"), BASIC);

    let directory = tempfile::tempdir().unwrap();
    std::fs::write(directory.path().join("pw"), "first\n").unwrap();
    let client = configured(&server.url(), &directory, "basic_auth: {username: me, password_file: pw}");
    std::fs::write(directory.path().join("pw"), "pa55word\n").unwrap();
    ask(&client).unwrap();
    assert_eq!(server.last().header("authorization"), BASIC, "the file is read for every request");
}

#[test]
fn bearer_tokens_and_headers_from_the_file() {
    let server = Server::start(|_| one());
    let directory = tempfile::tempdir().unwrap();
    std::fs::write(directory.path().join("token"), " tok-file \n").unwrap();
    std::fs::write(directory.path().join("value"), "three\n").unwrap();
    ask(&configured(&server.url(), &directory, "bearer_token_file: token")).unwrap();
    assert_eq!(server.last().header("authorization"), "Bearer tok-file");
    let config = "authorization: {type: Token, credentials: abc}\nhttp_headers:\n  X-A: {values: [one], secrets: [two], files: [value]}\n";
    ask(&configured(&server.url(), &directory, config)).unwrap();
    assert_eq!(server.last().header("authorization"), "Token abc");
    assert_eq!(server.last().header("x-a"), "one,two,three");
}

#[test]
fn a_user_in_the_url_excludes_a_file() {
    let directory = tempfile::tempdir().unwrap();
    let error = Client::new(&with_config("http://me:pa55word@127.0.0.1:1", &directory, "")).err().unwrap();
    assert_eq!(error.to_string(), "Cannot set base auth in the server URL and use a http.config.file at the same time");
}

#[test]
fn oauth2_fetches_a_token_once_and_again_when_it_expires() {
    static GIVEN: AtomicUsize = AtomicUsize::new(0);
    let tokens = Server::start(|_| {
        let number = GIVEN.fetch_add(1, Ordering::Relaxed);
        // The second token is as good as expired when it comes.
        let seconds = if number == 1 { "\"5\"" } else { "3600" };
        json(format!(r#"{{"access_token":"token-{number}","token_type":"bearer","expires_in":{seconds}}}"#))
    });
    let server = Server::start(|_| one());
    let directory = tempfile::tempdir().unwrap();
    let config = format!(
        "oauth2:\n  client_id: 'id:1'\n  client_secret: s3cret/\n  token_url: {}/token\n  scopes: [a, b]\n  \
         endpoint_params: {{audience: x y}}\n",
        tokens.url()
    );
    let first = configured(&server.url(), &directory, &config);
    ask(&first).unwrap();
    ask(&first).unwrap();
    assert_eq!(server.last().header("authorization"), "Bearer token-0");
    let request = tokens.last();
    assert_eq!(request.header("authorization"), "Basic aWQlM0ExOnMzY3JldCUyRg==");
    assert_eq!(request.parameters(), ["grant_type=client_credentials", "scope=a b", "audience=x y"]);

    let second = configured(&server.url(), &directory, &config);
    ask(&second).unwrap();
    ask(&second).unwrap();
    assert_eq!(server.last().header("authorization"), "Bearer token-2");
    assert_eq!(tokens.received().len(), 3);
}

#[test]
fn oauth2_tries_the_form_when_the_header_is_refused() {
    let tokens = Server::start(|request| {
        if request.header("authorization").is_empty() {
            json(r#"{"access_token":"t0ken"}"#)
        } else {
            reply(401, "application/json", r#"{"error":"invalid_client"}"#)
        }
    });
    let server = Server::start(|_| one());
    let directory = tempfile::tempdir().unwrap();
    let config = format!("oauth2: {{client_id: me, client_secret: pa55word, token_url: '{}'}}", tokens.url());
    ask(&configured(&server.url(), &directory, &config)).unwrap();
    assert_eq!(server.last().header("authorization"), "Bearer t0ken");
    assert_eq!(tokens.last().parameters(), ["grant_type=client_credentials", "client_id=me", "client_secret=pa55word"]);
}

#[test]
fn no_message_shows_a_secret() {
    // The worst server: it sends back everything it was sent, as text, as an API error and as broken JSON.
    let echo = |request: &crate::server::Received| {
        let sent = format!("{} {:?} {}", request.target, request.headers, request.body).replace('"', "'");
        match request.header("x-mode") {
            "api" => reply(
                400,
                "application/json",
                format!(r#"{{"status":"error","errorType":"bad_data","error":"{sent}"}}"#),
            ),
            "json" => json(format!(r#"{{"status":"{sent}","data":"{sent}"}}"#)),
            "page" => reply(200, "text/html", sent),
            _ => reply(401, "text/plain", sent),
        }
    };
    let server = Server::start(echo);
    let directory = tempfile::tempdir().unwrap();
    std::fs::write(directory.path().join("pw"), "pa55word").unwrap();
    let configs = [
        "basic_auth: {username: me, password_file: pw}".to_string(),
        "authorization: {credentials: pa55word}".to_string(),
        "bearer_token: pa55word".to_string(),
        "http_headers: {X-Key: {secrets: [pa55word]}}".to_string(),
        format!("oauth2: {{client_id: me, client_secret: pa55word, token_url: '{}'}}", server.url()),
        format!("proxy_url: 'http://me:pa55word@127.0.0.1:{}'", server.port),
        format!("proxy_url: 'http://me:pa55word@127.0.0.1:{}'", free_port()),
        "proxy_url: 'ftp://me:pa55word@127.0.0.1'".to_string(),
    ];
    let mut errors = Vec::new();
    for config in &configs {
        for mode in ["", "api", "json", "page"] {
            let mut options = with_config(&server.url(), &directory, config);
            options.headers = vec![("X-Mode".into(), mode.into()), ("X-Api-Key".into(), "pa55word".into())];
            match Client::new(&options) {
                Ok(client) => errors.push(ask(&client).unwrap_err()),
                Err(error) => errors.push(error),
            }
        }
    }
    for url in [
        format!("http://me:pa55word@127.0.0.1:{}", server.port),
        format!("http://me:pa55word@127.0.0.1:{}", free_port()),
        "http://me:pa55word@nowhere.invalid".to_string(),
    ] {
        errors.push(ask(&client(&url)).unwrap_err());
    }
    for url in ["http://me:pa55word@", "gopher://me:pa55word@host", "me:pa55word@host:port"] {
        errors.push(Client::new(&ConnectionOptions::new(url)).err().unwrap());
    }
    for error in &errors {
        let text = everything(error);
        for secret in ["pa55word", "bWU6cGE1NXdvcmQ", "cGE1NXdvcmQ"] {
            assert!(!text.contains(secret), "{secret} in {text}");
        }
    }
    assert!(errors.len() > 30);
}

#[test]
fn requests_go_through_the_proxy() {
    let proxy = Server::start(|_| one());
    let directory = tempfile::tempdir().unwrap();
    let config = format!(
        "proxy_url: 'http://me:pa55word@127.0.0.1:{}'\nproxy_connect_header: {{X-Proxy: [seen]}}\n",
        proxy.port
    );
    ask(&configured("http://prometheus.invalid:9090", &directory, &config)).unwrap();
    let received = proxy.last();
    assert_eq!(received.target, "http://prometheus.invalid:9090/api/v1/query");
    assert_eq!(received.header("proxy-authorization"), BASIC);
    assert_eq!(received.header("x-proxy"), "seen");

    let direct = Server::start(|_| one());
    let config = format!("proxy_url: 'http://127.0.0.1:{}'\nno_proxy: '127.0.0.1'\n", free_port());
    ask(&configured(&direct.url(), &directory, &config)).unwrap();

    let port = free_port();
    let config = format!("proxy_url: 'http://127.0.0.1:{port}'\n");
    let error = ask(&configured("http://prometheus.invalid:9090", &directory, &config)).unwrap_err();
    let text = format!("proxyconnect tcp: dial tcp 127.0.0.1:{port}: connect: connection refused");
    assert!(error.to_string().ends_with(&text), "{error}");
    assert!(error.hint().unwrap().contains("proxy_url"));
    let error = ask(&configured("https://prometheus.invalid", &directory, &config)).unwrap_err();
    assert!(error.to_string().contains("proxyconnect tcp"), "{error}");
}
