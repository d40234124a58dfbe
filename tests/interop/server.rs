//! A real Prometheus over a copy of a data directory, and the few HTTP requests the tests send it.

use std::{
    fs,
    io::{Read, Write},
    net::{TcpListener, TcpStream},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use tempfile::TempDir;

/// No scrape jobs: the server holds what the directory holds and nothing else. The window lets it read out-of-order
/// segments of the write-ahead log back in; without one it would drop them on start.
const CONFIGURATION: &str = "storage:\n  tsdb:\n    out_of_order_time_window: 2h\n";

const START_UP: Duration = Duration::from_secs(60);

/// A running server, stopped when the value is dropped.
pub(crate) struct Server {
    process: Child,
    address: String,
    folder: TempDir,
}

impl Server {
    /// Starts `program` over a copy of `data` on a free port and waits until it is ready.
    pub(crate) fn start(program: &Path, data: &Path) -> Self {
        let folder = TempDir::new().expect("a temporary folder");
        copy_folder(data, &folder.path().join("data"));
        fs::write(folder.path().join("prometheus.yml"), CONFIGURATION).expect("the configuration is written");
        let log = fs::File::create(folder.path().join("log")).expect("a log file");
        let address = format!("127.0.0.1:{}", free_port());
        let process = Command::new(program)
            .current_dir(folder.path())
            .args(["--config.file=prometheus.yml", "--storage.tsdb.path=data", "--storage.tsdb.retention.time=100y"])
            .arg(format!("--web.listen-address={address}"))
            .args(["--enable-feature=promql-experimental-functions,native-histograms"])
            .args(["--web.enable-remote-write-receiver", "--web.enable-admin-api"])
            .stdout(Stdio::null())
            .stderr(log)
            .spawn()
            .expect("the server starts");
        let mut server = Self { process, address, folder };
        server.wait_until_ready();
        server
    }

    /// The address as promq and promtool take it.
    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The body of the reply to a form sent to `path`, whatever its status.
    pub(crate) fn post(&self, path: &str, form: &[(&str, &str)]) -> String {
        let form = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(form).finish();
        self.request(&format!(
            "POST {path} HTTP/1.0\r\nHost: {}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{form}",
            self.address,
            form.len()
        ))
        .unwrap_or_else(|error| panic!("{path}: {error}; {}", self.log()))
        .1
    }

    /// The body of the reply to a GET of `path`, which carries its query string, whatever its status.
    pub(crate) fn get(&self, path: &str) -> String {
        self.request(&format!("GET {path} HTTP/1.0\r\nHost: {}\r\n\r\n", self.address))
            .unwrap_or_else(|error| panic!("{path}: {error}; {}", self.log()))
            .1
    }

    /// Sends a packed remote-write request.
    pub(crate) fn write(&self, body: &[u8]) {
        let head = format!(
            "POST /api/v1/write HTTP/1.0\r\nHost: {}\r\nContent-Type: application/x-protobuf\r\nContent-Encoding: snappy\r\n\
             X-Prometheus-Remote-Write-Version: 0.1.0\r\nContent-Length: {}\r\n\r\n",
            self.address,
            body.len()
        );
        let (status, reply) = self.exchange(&[head.as_bytes(), body].concat()).expect("the server takes samples");
        assert_eq!(status / 100, 2, "{reply}; {}", self.log());
    }

    /// The data directory the server works on, a copy of the one it was started with.
    pub(crate) fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    fn wait_until_ready(&mut self) {
        let deadline = Instant::now() + START_UP;
        let request = format!("GET /-/ready HTTP/1.0\r\nHost: {}\r\n\r\n", self.address);
        while Instant::now() < deadline {
            if self.request(&request).is_ok_and(|(status, _)| status == 200) {
                return;
            }
            if let Ok(Some(status)) = self.process.try_wait() {
                panic!("the server ended with {status}; {}", self.log());
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        panic!("the server was not ready after {START_UP:?}; {}", self.log());
    }

    /// One exchange in HTTP/1.0: the server answers without chunks and closes, so the body is all that follows the head.
    fn request(&self, text: &str) -> std::io::Result<(u16, String)> {
        self.exchange(text.as_bytes())
    }

    /// Like [`Server::request`] for a request that is no text.
    fn exchange(&self, request: &[u8]) -> std::io::Result<(u16, String)> {
        let mut stream = TcpStream::connect(&self.address)?;
        stream.write_all(request)?;
        let mut reply = String::new();
        stream.read_to_string(&mut reply)?;
        let status = reply.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0);
        let body = reply.split_once("\r\n\r\n").map_or("", |(_, body)| body);
        Ok((status, body.to_owned()))
    }

    /// What the server has said so far.
    pub(crate) fn log(&self) -> String {
        fs::read_to_string(self.folder.path().join("log")).unwrap_or_default()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Both fail only if the process has already ended, and then there is nothing left to stop.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// A port nobody listens on now. Another process may take it before the server does; then the start fails loudly.
fn free_port() -> u16 {
    TcpListener::bind(("127.0.0.1", 0)).and_then(|listener| listener.local_addr()).expect("a free port").port()
}

/// Copies a folder with everything in it.
pub(crate) fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("the copy's folder");
    for entry in fs::read_dir(from).expect("a readable folder") {
        let source: PathBuf = entry.expect("a folder entry").path();
        let target = to.join(source.file_name().expect("a name"));
        if source.is_dir() {
            copy_folder(&source, &target);
        } else {
            fs::copy(&source, &target).expect("the file is copied");
        }
    }
}
