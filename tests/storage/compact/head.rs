//! The head of a stopped server, turned into blocks: what a query sees is the same as before, and the server goes on
//! from there.

use super::{copy_folder, metas, prometheus::Server, promq};
use crate::peers::{corpus, find};
use std::{
    fs,
    net::TcpListener,
    path::Path,
    process::{Command, Stdio},
    thread,
    time::{Duration, Instant},
};

const PATIENCE: Duration = Duration::from_secs(60);

/// All samples as a query of the server would see them; a head lists its series in another order than blocks do.
fn dump(data: &Path) -> Vec<String> {
    let text = promq(&["tsdb", "dump", "--as-server", "--every-histogram"], data);
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    lines.sort();
    lines
}

#[test]
fn a_head_in_blocks_reads_as_before_and_its_server_starts_over_it() {
    let Some(corpus) = corpus("tsdb") else { return };
    for name in ["walonly", "crashed_ooo", "compacted_tombstones"] {
        let root = tempfile::tempdir().unwrap();
        let data = root.path().join("data");
        copy_folder(&corpus.join(name), &data);
        let before = dump(&data);
        assert!(before.len() > 100_000, "{name}");
        let ranges = ["tsdb", "compact", "--min-block-duration=45s", "--max-block-duration=1h"];
        promq(&[&ranges[..], &["--head"]].concat(), &data);
        assert!(dump(&data) == before, "{name}: another dump");
        assert!(fs::read_dir(data.join("wal")).unwrap().next().is_none(), "{name}: the log is still there");
        assert!(!data.join("wbl").exists(), "{name}");
        let metas = metas(&data);
        // A server that starts takes no sample before the end of its regular blocks.
        let last = before.iter().filter_map(|line| line.rsplit(' ').next()?.parse::<i64>().ok()).max().unwrap();
        let regular = metas.iter().filter(|meta| meta.compaction.hints.is_empty());
        assert_eq!(regular.map(|meta| meta.max_time).max(), Some(last + 1), "{name}");
        if let Some(program) = find("prometheus") {
            start(&program, root.path(), name);
            assert!(dump(&data) == before, "{name}: another dump after the server was there");
        }
        assert_eq!(promq(&[&ranges[..], &["--head"]].concat(), &data), "", "{name}: nothing is left to do");
    }
}

/// Starts a server over `root/data`, which must not complain, and stops it when it is ready.
fn start(program: &Path, root: &Path, name: &str) {
    fs::write(root.join("prometheus.yml"), "").unwrap();
    let log = fs::File::create(root.join("log")).unwrap();
    let port = TcpListener::bind(("127.0.0.1", 0)).and_then(|listener| listener.local_addr()).unwrap().port();
    let process = Command::new(program)
        .current_dir(root)
        .args(["--config.file=prometheus.yml", "--storage.tsdb.path=data", "--storage.tsdb.retention.time=100y"])
        .arg(format!("--web.listen-address=127.0.0.1:{port}"))
        .stdout(Stdio::null())
        .stderr(log)
        .spawn()
        .unwrap();
    let server = Server(process);
    let said = || fs::read_to_string(root.join("log")).unwrap();
    let deadline = Instant::now() + PATIENCE;
    while !said().contains("Server is ready to receive web requests") {
        assert!(Instant::now() < deadline, "{name}: {}", said());
        thread::sleep(Duration::from_millis(50));
    }
    drop(server);
    let complaints: Vec<String> = said()
        .lines()
        .filter(|line| line.contains("level=WARN") || line.contains("level=ERROR"))
        .map(str::to_owned)
        .collect();
    assert!(complaints.is_empty(), "{name}: {complaints:#?}");
    // It was killed, so its lock is still there.
    let _ = fs::remove_file(root.join("data").join("lock"));
}
