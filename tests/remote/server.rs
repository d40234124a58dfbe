//! A server that answers by script and remembers what it was asked.

use std::{
    collections::BTreeMap,
    io::{BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    sync::{Arc, Mutex},
    time::Duration,
};

/// One request as it came.
#[derive(Clone, Debug)]
pub(crate) struct Received {
    pub(crate) method: String,
    pub(crate) target: String,
    /// By lower-case name; several values are joined by a comma.
    pub(crate) headers: BTreeMap<String, String>,
    pub(crate) body: String,
}

impl Received {
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", String::as_str)
    }

    /// The parameters of URL and form, in order, as `name=value`, decoded.
    pub(crate) fn parameters(&self) -> Vec<String> {
        let query = self.target.split_once('?').map_or("", |(_, query)| query);
        let pairs = |text: &str| {
            url::form_urlencoded::parse(text.as_bytes())
                .map(|(name, value)| format!("{name}={value}"))
                .collect::<Vec<_>>()
        };
        [pairs(query), pairs(&self.body)].concat()
    }
}

/// What to answer.
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(&'static str, String)>,
    pub(crate) body: Vec<u8>,
    /// The length to claim, when it is not the body's.
    pub(crate) claimed: Option<usize>,
    pub(crate) delay: Duration,
}

pub(crate) fn reply(status: u16, content_type: &str, body: impl Into<Vec<u8>>) -> Reply {
    let headers = vec![("Content-Type", content_type.to_string())];
    Reply { status, headers, body: body.into(), claimed: None, delay: Duration::ZERO }
}

pub(crate) fn json(body: impl Into<Vec<u8>>) -> Reply {
    reply(200, "application/json", body)
}

/// The answer to `query=1`.
pub(crate) fn one() -> Reply {
    json(r#"{"status":"success","data":{"resultType":"scalar","result":[0,"1"]}}"#)
}

pub(crate) fn redirect(status: u16, location: impl Into<String>) -> Reply {
    let mut answer = reply(status, "text/plain", "moved");
    answer.headers.push(("Location", location.into()));
    answer
}

/// A running server; its thread ends with the test process.
pub(crate) struct Server {
    pub(crate) port: u16,
    received: Arc<Mutex<Vec<Received>>>,
}

impl Server {
    pub(crate) fn start(answer: impl Fn(&Received) -> Reply + Send + Sync + 'static) -> Server {
        Server::listen(answer, None)
    }

    pub(crate) fn start_tls(
        config: Arc<rustls::ServerConfig>,
        answer: impl Fn(&Received) -> Reply + Send + Sync + 'static,
    ) -> Server {
        Server::listen(answer, Some(config))
    }

    fn listen(
        answer: impl Fn(&Received) -> Reply + Send + Sync + 'static,
        tls: Option<Arc<rustls::ServerConfig>>,
    ) -> Server {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let received = Arc::new(Mutex::new(Vec::new()));
        let log = Arc::clone(&received);
        std::thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                match &tls {
                    None => serve(stream, &answer, &log),
                    Some(config) => {
                        let connection = rustls::ServerConnection::new(Arc::clone(config)).unwrap();
                        serve(rustls::StreamOwned::new(connection, stream), &answer, &log);
                    }
                }
            }
        });
        Server { port, received }
    }

    pub(crate) fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    pub(crate) fn received(&self) -> Vec<Received> {
        self.received.lock().unwrap().clone()
    }

    pub(crate) fn last(&self) -> Received {
        self.received().last().cloned().expect("a request came")
    }
}

/// A port where nothing listens.
pub(crate) fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

/// Whether the connection can say that no more will come, so that the peer sees an orderly end.
trait Finish {
    fn finish(&mut self);
}

impl Finish for TcpStream {
    fn finish(&mut self) {}
}

impl Finish for rustls::StreamOwned<rustls::ServerConnection, TcpStream> {
    fn finish(&mut self) {
        self.conn.send_close_notify();
        drop(self.flush());
    }
}

/// One request and its answer; a client that hangs up is none of this server's business.
fn serve<S: Read + Write + Finish>(mut stream: S, answer: &dyn Fn(&Received) -> Reply, log: &Mutex<Vec<Received>>) {
    let mut reader = BufReader::new(&mut stream);
    let Some(request) = receive(&mut reader) else {
        drop(stream.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n"));
        return;
    };
    let reply = answer(&request);
    log.lock().unwrap().push(request);
    std::thread::sleep(reply.delay);
    let mut head = format!(
        "HTTP/1.1 {} Scripted\r\nContent-Length: {}\r\nConnection: close\r\n",
        reply.status,
        reply.claimed.unwrap_or(reply.body.len())
    );
    for (name, value) in &reply.headers {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    head.push_str("\r\n");
    drop(stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(&reply.body)));
    drop(stream.flush());
    stream.finish();
}

fn receive(reader: &mut impl BufRead) -> Option<Received> {
    let mut line = String::new();
    reader.read_line(&mut line).ok()?;
    let mut words = line.split_whitespace();
    let (method, target) = (words.next()?.to_string(), words.next()?.to_string());
    let mut headers: BTreeMap<String, String> = BTreeMap::new();
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).ok()?;
        let Some((name, value)) = line.trim_end().split_once(": ") else { break };
        let values = headers.entry(name.to_ascii_lowercase()).or_default();
        if !values.is_empty() {
            values.push(',');
        }
        values.push_str(value);
    }
    let length = headers.get("content-length").and_then(|length| length.parse().ok()).unwrap_or(0);
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    // A packed message is no text; the tests that look at bodies send forms.
    Some(Received { method, target, headers, body: String::from_utf8_lossy(&body).into_owned() })
}
