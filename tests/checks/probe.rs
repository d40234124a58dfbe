//! `check healthy` and `check ready` against a server that answers what the test wants.

use super::program::{Outcome, promq};
use std::{
    io::{Read, Write},
    net::TcpListener,
    path::Path,
    thread,
};

/// Answers one request with a status and a body, and hands back the first line of the request.
fn ask(command: &str, status: &str, body: &str) -> (Outcome, String, u16) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
    let port = listener.local_addr().expect("it has an address").port();
    let answer = format!("HTTP/1.1 {status}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}", body.len());
    let server = thread::spawn(move || {
        let (mut stream, _) = listener.accept().expect("promq connects");
        let mut request = [0; 4096];
        let length = stream.read(&mut request).expect("promq asks");
        stream.write_all(answer.as_bytes()).expect("promq listens");
        let text = String::from_utf8_lossy(&request[..length]).into_owned();
        text.lines().next().unwrap_or_default().to_owned()
    });
    let found = promq(Path::new("."), &["check", command, "--url", &format!("http://127.0.0.1:{port}/p/")]);
    (found, server.join().expect("the server ends"), port)
}

#[test]
fn a_healthy_server() {
    let (found, request, _) = ask("healthy", "200 OK", "Prometheus Server is Healthy.\n");
    assert_eq!(request, "GET /p/-/healthy HTTP/1.1");
    assert_eq!((found.code, found.stderr.as_str()), (Some(0), "  SUCCESS:  Prometheus Server is Healthy.\n\n"));
    assert_eq!(found.stdout, "");
}

#[test]
fn a_server_that_is_not_ready() {
    let (found, request, port) = ask("ready", "503 Service Unavailable", "Service Unavailable");
    assert_eq!(request, "GET /p/-/ready HTTP/1.1");
    let expected = format!("check failed: URL=http://127.0.0.1:{port}/p/, status=503\n");
    assert_eq!((found.code, found.stderr), (Some(1), expected));
}

#[test]
fn no_server_at_all() {
    let free = TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr()).expect("a port is free");
    let url = format!("http://{free}");
    let found = promq(Path::new("."), &["check", "healthy", "--url", &url]);
    assert_eq!(found.code, Some(1));
    assert_eq!(found.stderr, format!("Get \"{url}/-/healthy\": dial tcp {free}: connect: connection refused\n"));
    let found = promq(Path::new("."), &["check", "healthy", "--url", &url, "-o", "github"]);
    assert_eq!(found.code, Some(1));
    assert!(found.stdout.starts_with("::error file=") && found.stdout.contains("title=server/unhealthy"), "{found:?}");
}
