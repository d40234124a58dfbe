//! The servers: their start over a data directory, the requests sent to them, their end.

use std::{
    env,
    fs::{self, File},
    io::Read,
    net::TcpListener,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use anyhow::{Context, bail};
use reqwest::blocking::{Client, Response};

use crate::queries::{Query, Times};

/// No scrape jobs: the server holds what the directory holds and nothing else.
const CONFIGURATION: &str = "global: {}\n";

/// Also the longest a query may take.
const PATIENCE: Duration = Duration::from_secs(600);

/// Which program a server is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Program {
    Prometheus,
    VictoriaMetrics,
}

impl Program {
    /// Its name on `PATH`.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Prometheus => "prometheus",
            Self::VictoriaMetrics => "victoria-metrics",
        }
    }

    /// Its name at the head of a column of milliseconds.
    pub(crate) fn short_name(self) -> &'static str {
        match self {
            Self::Prometheus => "prom ms",
            Self::VictoriaMetrics => "vm ms",
        }
    }

    /// The file on `PATH`, if there is one.
    pub(crate) fn find(self) -> Option<PathBuf> {
        let path = env::var_os("PATH")?;
        env::split_paths(&path).map(|folder| folder.join(self.name())).find(|file| file.is_file())
    }

    /// How users start it, with limits raised so that no query of the comparison is refused.
    fn command(self, file: &Path, data: &Path, address: &str, configuration: &Path) -> Command {
        let mut command = Command::new(file);
        match self {
            Self::Prometheus => command
                .arg(format!("--config.file={}", configuration.display()))
                .arg(format!("--storage.tsdb.path={}", data.display()))
                .arg(format!("--web.listen-address={address}"))
                .args(["--storage.tsdb.retention.time=100y", "--enable-feature=native-histograms"])
                .args(["--web.enable-remote-write-receiver", "--web.enable-admin-api"])
                .args(["--query.max-samples=2000000000", "--query.timeout=10m"]),
            Self::VictoriaMetrics => command
                .arg(format!("-storageDataPath={}", data.display()))
                .arg(format!("-httpListenAddr={address}"))
                .args(["-retentionPeriod=100y", "-search.latencyOffset=0s", "-search.maxQueryDuration=10m"])
                .args(["-search.maxSamplesPerQuery=4000000000", "-search.maxPointsSubqueryPerTimeseries=1000000"]),
        };
        command
    }

    fn health(self) -> &'static str {
        match self {
            Self::Prometheus => "/-/ready",
            Self::VictoriaMetrics => "/health",
        }
    }
}

/// A running server, stopped when the value is dropped.
pub(crate) struct Server {
    pub(crate) program: Program,
    process: Child,
    url: String,
    client: Client,
    log: PathBuf,
}

impl Server {
    /// Starts `program` over `data` on a free port and waits until it is ready; its log and its configuration are written
    /// beside `data`.
    pub(crate) fn start(program: Program, data: &Path) -> anyhow::Result<Self> {
        let file = program.find().with_context(|| format!("{} is not on PATH", program.name()))?;
        let configuration = data.with_extension("yml");
        fs::write(&configuration, CONFIGURATION)?;
        let log = data.with_extension("log");
        let address = TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.to_string();
        // The client insists on a provider of cryptography, even for plain HTTP. An error means that there is one.
        let _ = rustls::crypto::ring::default_provider().install_default();
        // Bodies come as they are: neither the servers' packing nor our unpacking is to be measured.
        let client = Client::builder().no_gzip().no_deflate().no_proxy().timeout(PATIENCE).build()?;
        let process = program
            .command(&file, data, &address, &configuration)
            .stdout(Stdio::null())
            .stderr(File::create(&log)?)
            .spawn()
            .with_context(|| format!("cannot start {}", file.display()))?;
        let mut server = Self { program, process, url: format!("http://{address}"), client, log };
        server.wait_until_ready()?;
        Ok(server)
    }

    fn wait_until_ready(&mut self) -> anyhow::Result<()> {
        let deadline = Instant::now() + PATIENCE;
        while Instant::now() < deadline {
            let reply = self.client.get(format!("{}{}", self.url, self.program.health())).send();
            if reply.is_ok_and(|reply| reply.status().is_success()) {
                return Ok(());
            }
            if let Some(status) = self.process.try_wait()? {
                bail!("{} ended with {status}, see {}", self.program.name(), self.log.display());
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        bail!("{} was not ready after {PATIENCE:?}, see {}", self.program.name(), self.log.display())
    }

    /// Sends a packed remote-write request.
    pub(crate) fn write(&self, body: Vec<u8>) -> anyhow::Result<()> {
        let request = self.client.post(format!("{}/api/v1/write", self.url)).body(body);
        let headers = [
            ("Content-Encoding", "snappy"),
            ("Content-Type", "application/x-protobuf"),
            ("X-Prometheus-Remote-Write-Version", "0.1.0"),
        ];
        let request = headers.into_iter().fold(request, |request, (name, value)| request.header(name, value));
        self.accept(request.send()?).map(drop)
    }

    /// Sends a file as the body of a POST.
    pub(crate) fn send_file(&self, path: &str, file: File) -> anyhow::Result<()> {
        self.accept(self.client.post(format!("{}{path}", self.url)).body(file).send()?).map(drop)
    }

    /// What the server has logged so far.
    pub(crate) fn log(&self) -> anyhow::Result<String> {
        Ok(fs::read_to_string(&self.log)?)
    }

    /// The body of the reply to an empty POST.
    pub(crate) fn post(&self, path: &str) -> anyhow::Result<String> {
        Ok(self.accept(self.client.post(format!("{}{path}", self.url)).send()?)?.text()?)
    }

    /// The body of the reply to a GET.
    pub(crate) fn get(&self, path: &str) -> anyhow::Result<String> {
        Ok(self.accept(self.client.get(format!("{}{path}", self.url)).send()?)?.text()?)
    }

    /// Evaluates `query`, reads the whole body and drops it; gives the time this took.
    pub(crate) fn time(&self, query: &Query) -> anyhow::Result<Duration> {
        let start = Instant::now();
        let mut reply = self.accept(self.ask(query)?)?;
        let mut buffer = vec![0; 1 << 16];
        while reply.read(&mut buffer)? > 0 {}
        Ok(start.elapsed())
    }

    /// Evaluates `query` and gives the body.
    pub(crate) fn answer(&self, query: &Query) -> anyhow::Result<Vec<u8>> {
        Ok(self.accept(self.ask(query)?)?.bytes()?.into())
    }

    fn ask(&self, query: &Query) -> reqwest::Result<Response> {
        let mut form = vec![("query", query.expression.clone())];
        let path = match query.times {
            Times::Instant { time } => {
                form.push(("time", time.to_string()));
                "query"
            }
            Times::Range { start, end, step } => {
                form.extend([("start", start.to_string()), ("end", end.to_string()), ("step", step.to_string())]);
                "query_range"
            }
        };
        if self.program == Program::VictoriaMetrics {
            // Without its cache of responses, which would answer a question asked before without looking at the data.
            form.push(("nocache", "1".into()));
        }
        self.client.post(format!("{}/api/v1/{path}", self.url)).form(&form).send()
    }

    fn accept(&self, reply: Response) -> anyhow::Result<Response> {
        if reply.status().is_success() {
            return Ok(reply);
        }
        bail!("{} answers {}: {}", self.program.name(), reply.status(), reply.text()?.trim())
    }

    /// The most memory the process has had in use, in bytes.
    pub(crate) fn peak_memory_bytes(&self) -> anyhow::Result<u64> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.process.id()))?;
        let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).context("no VmHWM in the status")?;
        Ok(peak.trim().trim_end_matches("kB").trim().parse::<u64>()? * 1024)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Asked to end, a server closes its files in order. All three fail only if it has already ended.
        let _ = Command::new("kill").arg(self.process.id().to_string()).status();
        let deadline = Instant::now() + Duration::from_secs(120);
        while Instant::now() < deadline && matches!(self.process.try_wait(), Ok(None)) {
            std::thread::sleep(Duration::from_millis(50));
        }
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
