//! Where redirects lead, and what goes along.

use crate::{
    ask, client, configured,
    server::{Server, one, redirect},
};

#[test]
fn the_form_and_the_credentials_go_along_to_the_same_host() {
    for status in [301, 302, 307, 308] {
        let server =
            Server::start(move |request| if request.target == "/new" { one() } else { redirect(status, "/new") });
        ask(&client(&format!("http://me:pa55word@127.0.0.1:{}", server.port))).unwrap();
        let last = server.last();
        assert_eq!((last.method.as_str(), last.body.as_str()), ("POST", "query=1&time=0"), "{status}");
        assert!(last.header("authorization").starts_with("Basic "));
    }
    let server = Server::start(move |request| if request.target == "/new" { one() } else { redirect(303, "/new") });
    ask(&client(&server.url())).unwrap();
    assert_eq!((server.last().method.as_str(), server.last().body.as_str()), ("GET", ""));
}

#[test]
fn secrets_do_not_follow_to_another_host() {
    let other = Server::start(|_| one());
    let target = other.url();
    let server = Server::start(move |_| redirect(307, target.clone()));
    let directory = tempfile::tempdir().unwrap();
    let config = "authorization: {credentials: pa55word}\nhttp_headers: {X-Key: {secrets: [pa55word]}}";
    ask(&configured(&server.url(), &directory, config)).unwrap();
    assert_eq!(server.last().header("x-key"), "pa55word");
    assert_eq!((other.last().header("authorization"), other.last().header("x-key")), ("", ""));
}

#[test]
fn endless_and_unwanted_redirects_end() {
    let server = Server::start(|_| redirect(302, "/again"));
    let error = ask(&client(&server.url())).unwrap_err().to_string();
    assert!(error.ends_with("/again\": stopped after 10 redirects"), "{error}");
    assert_eq!(server.received().len(), 11);

    let directory = tempfile::tempdir().unwrap();
    let error = ask(&configured(&server.url(), &directory, "follow_redirects: false")).unwrap_err();
    assert_eq!(error.to_string(), "bad_response: bad response code 302 (detail: moved)");

    let server = Server::start(|_| redirect(302, "file:///etc/passwd"));
    let error = ask(&client(&server.url())).unwrap_err().to_string();
    assert!(error.ends_with("unsupported protocol scheme \"file\""), "{error}");
}
