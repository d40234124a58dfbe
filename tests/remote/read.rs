//! Remote read against scripted servers: what is asked, when it is asked again, and what is said of damaged answers.

use crate::{
    client, everything,
    server::{Reply, Server, reply},
};
use promq::{
    model::matcher::Matcher,
    remote::{
        Client, ConnectionOptions, Error,
        read::{Patience, ReadError, ReadOptions, ReadWindow, ResponseKind},
    },
};
use std::sync::atomic::{AtomicUsize, Ordering};

const WINDOW: ReadWindow = ReadWindow { min_time: 0, max_time: 10_000 };

/// A protobuf field of bytes.
fn field(number: u8, bytes: &[u8]) -> Vec<u8> {
    [&[number << 3 | 2, u8::try_from(bytes.len()).unwrap()], bytes].concat()
}

/// A frame with one series `up` of one chunk: an XOR chunk of the sample 1 at 1 s.
fn frame() -> Vec<u8> {
    let label = [field(1, b"__name__"), field(2, b"up")].concat();
    // One sample: its count, the time as a zigzag varint, the bits of 1.0.
    let data = [&[0, 1, 0xD0, 0x0F][..], &1f64.to_be_bytes()].concat();
    let chunk = [&[1 << 3, 0xE8, 0x07, 2 << 3, 0xE8, 0x07, 3 << 3, 1][..], &field(4, &data)].concat();
    let series = [field(1, &label), field(2, &chunk)].concat();
    let payload = field(1, &series);
    let checksum = crc32c::crc32c(&payload).to_be_bytes();
    [&[u8::try_from(payload.len()).unwrap()][..], &checksum, &payload].concat()
}

fn streamed(body: Vec<u8>) -> Reply {
    reply(200, "application/x-streamed-protobuf; proto=prometheus.ChunkedReadResponse", body)
}

fn options() -> ReadOptions {
    ReadOptions { selections: vec![vec![Matcher::equal("__name__", "up")]], response: ResponseKind::Chunks }
}

/// What comes, as `series value@time`, and the waits in between.
fn read(client: &Client, retries: u32) -> Result<(Vec<String>, Vec<u64>), ReadError> {
    let (mut taken, mut waits) = (Vec::new(), Vec::new());
    let mut waiting = |waiting: &promq::remote::read::Waiting| waits.push(waiting.wait.as_secs());
    client.read_patiently(&options(), WINDOW, Patience { retries }, &mut waiting, &mut |labels, columns| {
        let samples = columns.timestamps.iter().zip(&columns.values);
        taken.extend(samples.map(|(time, value)| format!("{labels} {value}@{time}")));
        Ok(())
    })?;
    Ok((taken, waits))
}

fn failure(server: &Server) -> String {
    read(&client(&server.url()), 0).unwrap_err().to_string()
}

#[test]
fn frames_are_asked_for_and_read() {
    let server = Server::start(|_| streamed([frame(), frame()].concat()));
    let (taken, waits) = read(&client(&server.url()), 0).unwrap();
    assert_eq!(taken, ["{__name__=\"up\"} 1@1000", "{__name__=\"up\"} 1@1000"]);
    assert!(waits.is_empty());
    let asked = server.last();
    assert_eq!((asked.method.as_str(), asked.target.as_str()), ("POST", "/api/v1/read"));
    assert_eq!(asked.header("content-type"), "application/x-protobuf");
    assert_eq!(asked.header("content-encoding"), "snappy");
    assert_eq!(asked.header("x-prometheus-remote-read-version"), "0.1.0");
}

#[test]
fn the_url_may_name_the_endpoint() {
    let server = Server::start(|_| streamed(frame()));
    read(&client(&format!("{}/prom/", server.url())), 0).unwrap();
    assert_eq!(server.last().target, "/prom/api/v1/read");
    read(&client(&format!("{}/select/0/read", server.url())), 0).unwrap();
    assert_eq!(server.last().target, "/select/0/read");
}

#[test]
fn damaged_answers_are_told_with_their_place() {
    let whole = frame();
    let length = whole.len();
    let mut damaged = [whole.clone(), whole.clone()].concat();
    *damaged.last_mut().unwrap() ^= 1;
    let server = Server::start(move |_| streamed(damaged.clone()));
    let text = failure(&server);
    assert!(
        text.ends_with(&format!("frame 2 at byte {length}: chunkedReader: corrupted frame; checksum mismatch")),
        "{text}"
    );

    let cut = [whole.clone(), whole[..10].to_vec()].concat();
    let server = Server::start(move |_| streamed(cut.clone()));
    let text = failure(&server);
    assert!(
        text.ends_with(&format!("the answer ends after {} bytes, in the middle of frame 2", length + 10)),
        "{text}"
    );

    let server = Server::start(|_| streamed(vec![0xFF, 0xFF, 0xFF, 0xFF, 0x0F]));
    assert!(failure(&server).contains("message size exceeded the limit 50000000 bytes; got: 4294967295 bytes"));
}

#[test]
fn refusals_and_other_pages_are_shown() {
    let server = Server::start(|_| reply(400, "text/plain", "exceeded sample limit (5)\n"));
    assert_eq!(failure(&server), "client_error: client error: 400 (detail: exceeded sample limit (5))");
    let server = Server::start(|_| reply(200, "text/html", "<html>Log in"));
    let text = failure(&server);
    assert!(text.contains("the answer is not one to a remote read but text/html: <html>Log in"), "{text}");
}

#[test]
fn what_may_pass_is_asked_for_again() {
    let asked = AtomicUsize::new(0);
    let server = Server::start(move |_| match asked.fetch_add(1, Ordering::Relaxed) {
        0 => {
            let mut busy = reply(429, "text/plain", "slow down");
            busy.headers.push(("Retry-After", "0".to_owned()));
            busy
        }
        1 => {
            // The answer breaks off: what came before comes again.
            let mut cut = streamed([frame(), frame()].concat());
            cut.body.truncate(frame().len() + 5);
            cut
        }
        _ => streamed(frame()),
    });
    let (taken, waits) = read(&client(&server.url()), 2).unwrap();
    assert_eq!((taken.len(), waits), (2, vec![0, 2]));
    assert_eq!(server.received().len(), 3);

    let server = Server::start(|_| reply(400, "text/plain", "no"));
    assert!(read(&client(&server.url()), 5).is_err());
    assert_eq!(server.received().len(), 1, "a refusal is final");

    let server = Server::start(|_| {
        let mut busy = reply(503, "text/plain", "down");
        busy.headers.push(("Retry-After", "0".to_owned()));
        busy
    });
    assert!(read(&client(&server.url()), 2).is_err());
    assert_eq!(server.received().len(), 3);
}

#[test]
fn no_secret_is_shown() {
    let server = Server::start(|asked| reply(500, "text/plain", format!("you sent {}", asked.header("x-token"))));
    let mut options = ConnectionOptions::new(server.url().replace("://", "://me:pa55word@"));
    options.headers.push(("X-Token".into(), "s3cret".into()));
    let error = read(&Client::new(&options).unwrap(), 0).unwrap_err();
    let ReadError::Remote(error) = error else { panic!("{error}") };
    assert!(matches!(error, Error::Status { status: 500, .. }));
    let text = everything(&error);
    assert!(!text.contains("pa55word") && !text.contains("s3cret"), "{text}");
}
