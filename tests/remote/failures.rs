//! Every way not to get a result, in promtool's words where it has some.

use crate::{
    ask, client,
    server::{Server, free_port, json, one, reply},
};
use promq::remote::{Client, ConnectionOptions, Error, QueryParameters, RangeWindow};
use std::time::{Duration, Instant};

/// The text and the hint of the failure that `server`'s answer is.
fn failure(server: &Server) -> (String, String) {
    let error = ask(&client(&server.url())).unwrap_err();
    (error.to_string(), error.hint().unwrap_or_default())
}

#[test]
fn nobody_listens() {
    let port = free_port();
    let error = ask(&client(&format!("http://127.0.0.1:{port}"))).unwrap_err();
    assert_eq!(
        error.to_string(),
        format!(
            "Post \"http://127.0.0.1:{port}/api/v1/query\": dial tcp 127.0.0.1:{port}: connect: connection refused"
        )
    );
    assert!(error.hint().unwrap().contains("is the server running"));
}

#[test]
fn the_name_does_not_exist() {
    let error = ask(&client("http://nowhere.invalid:9090")).unwrap_err().to_string();
    assert_eq!(
        error,
        "Post \"http://nowhere.invalid:9090/api/v1/query\": dial tcp: lookup nowhere.invalid: no such host"
    );
}

#[test]
fn the_api_refuses() {
    let server = Server::start(|_| {
        let text = r#"{"status":"error","errorType":"bad_data","error":"invalid parameter \"query\": 1:5: parse error: unclosed left parenthesis"}"#;
        reply(400, "application/json", text)
    });
    let (text, _) = failure(&server);
    assert_eq!(text, "bad_data: invalid parameter \"query\": 1:5: parse error: unclosed left parenthesis");

    let server = Server::start(|_| json(r#"{"status":"error","errorType":"execution","error":"x","warnings":["w"]}"#));
    match ask(&client(&server.url())).unwrap_err() {
        Error::Api(error) => {
            assert_eq!((error.to_owned().kind, error.warnings), ("execution".into(), vec!["w".into()]))
        }
        other => panic!("{other}"),
    }
}

#[test]
fn too_many_points_come_with_the_step_that_works() {
    let server = Server::start(|_| {
        let text = concat!(
            r#"{"status":"error","errorType":"bad_data","error":"exceeded maximum resolution of 11,000 points per "#,
            r#"timeseries. Try decreasing the query resolution (?step=XX)"}"#
        );
        reply(400, "application/json", text)
    });
    let window = RangeWindow { start: 0, end: 50_000_000, step: Duration::from_secs(1) };
    let error = client(&server.url()).query_range("x", &window, &QueryParameters::default()).unwrap_err();
    assert!(error.to_string().starts_with("bad_data: exceeded maximum resolution of 11,000 points"));
    assert_eq!(error.hint().unwrap(), "for this range --step=5s is the shortest that works");
}

#[test]
fn statuses_without_a_result_are_named() {
    let cases = [
        (401, "Unauthorized\n", "client_error: client error: 401 (detail: Unauthorized)", "give credentials"),
        (403, "", "client_error: client error: 403", "not allowed"),
        (404, "404 page not found\n", "client_error: client error: 404 (detail: 404 page not found)", "path prefix"),
        (503, "<h1>x</h1>", "server_error: server error: 503 (detail: <h1>x</h1>)", "try again later"),
        (400, "<html>", "client_error: client error: 400 (detail: <html>)", "400 Bad Request"),
        (302, "", "bad_response: bad response code 302", "302 Found"),
    ];
    for (status, body, text, hint) in cases {
        let server = Server::start(move |_| reply(status, "text/html", body));
        let (shown, shown_hint) = failure(&server);
        assert_eq!(shown, text);
        assert!(shown_hint.contains(hint) && shown_hint.contains("/api/v1/query answered"), "{shown_hint}");
    }
    let server = Server::start(|_| {
        reply(503, "application/json", r#"{"status":"error","errorType":"timeout","error":"query timed out"}"#)
    });
    let (text, hint) = failure(&server);
    assert!(text.starts_with("server_error: server error: 503 (detail: {\"status\":\"error\""), "{text}");
    assert!(hint.contains("took too long"), "{hint}");
}

#[test]
fn a_page_is_not_a_result() {
    let page = format!("<!DOCTYPE html><html>{}</html>", "é".repeat(2000));
    let server = Server::start(move |_| reply(200, "text/html", page.clone()));
    let (text, hint) = failure(&server);
    assert!(text.starts_with("bad_response: the answer is not JSON but text/html: <!DOCTYPE html><html>éé"), "{text}");
    assert!(text.ends_with("é…") && text.chars().count() < 600, "{text}");
    assert!(hint.contains("login page"), "{hint}");

    let server = Server::start(|_| reply(200, "", ""));
    assert_eq!(failure(&server).0, "bad_response: the answer is empty");
    let server = Server::start(|_| json(r#"{"status":"success"}"#));
    assert_eq!(failure(&server).0, "bad_response: the answer has no data");
    let server = Server::start(|_| json(r#"{"status":"success","data":{"resultType":"vector","result":[1]}}"#));
    assert!(failure(&server).0.starts_with("bad_response: invalid type: integer `1`"), "{}", failure(&server).0);
}

#[test]
fn cut_answers_are_recognised() {
    let server = Server::start(|_| json(r#"{"status":"success","data":{"resultType":"vec"#));
    let (text, hint) = failure(&server);
    assert!(text.starts_with("bad_response: the answer ends after 45 bytes: EOF while parsing"), "{text}");
    assert!(hint.contains("cut"), "{hint}");

    let server = Server::start(|_| {
        let mut reply = json(r#"{"status":"success""#);
        reply.claimed = Some(1000);
        reply
    });
    let (text, hint) = failure(&server);
    assert!(text.contains("unexpected EOF after 19 bytes of the answer"), "{text}");
    assert!(hint.contains("cut the connection"), "{hint}");
}

#[test]
fn limits_of_time_and_size_hold() {
    let server = Server::start(|_| {
        let mut reply = one();
        reply.delay = Duration::from_secs(2);
        reply
    });
    let options =
        ConnectionOptions { timeout: Some(Duration::from_millis(200)), ..ConnectionOptions::new(server.url()) };
    let start = Instant::now();
    let error = ask(&Client::new(&options).unwrap()).unwrap_err();
    assert!(start.elapsed() < Duration::from_secs(2));
    assert_eq!(error.to_string(), format!("Post \"{}/api/v1/query\": context deadline exceeded", server.url()));
    assert_eq!(error.hint().unwrap(), "no whole answer came within 0.2 s");

    let server = Server::start(|_| json(vec![b' '; 5000]));
    let options = ConnectionOptions { largest_answer_bytes: Some(4999), ..ConnectionOptions::new(server.url()) };
    let error = ask(&Client::new(&options).unwrap()).unwrap_err();
    assert!(error.to_string().ends_with(": the answer is larger than 4999 bytes"), "{error}");
}
