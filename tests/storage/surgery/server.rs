//! What a real Prometheus says of directories after surgery: nothing.

use super::reading::{blocks, content, copied, program, promq_prints};
use std::{
    fs,
    path::Path,
    process::{Command, Stdio},
    thread,
    time::{Duration, Instant},
};

const START_UP: Duration = Duration::from_secs(60);

/// Starts Prometheus on `data` until it is ready, stops it, and returns what it logged.
fn log_of(prometheus: &Path, data: &Path) -> String {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("prometheus.yml"), "").unwrap();
    let log = folder.path().join("log");
    let mut server = Command::new(prometheus)
        .current_dir(folder.path())
        .args(["--config.file=prometheus.yml", "--web.listen-address=127.0.0.1:0"])
        .args(["--storage.tsdb.retention.time=100y", "--storage.tsdb.path"])
        .arg(data)
        .stdout(Stdio::null())
        .stderr(fs::File::create(&log).unwrap())
        .spawn()
        .unwrap();
    let begun = Instant::now();
    loop {
        let text = fs::read_to_string(&log).unwrap();
        let ended = server.try_wait().unwrap().is_some();
        if text.contains("Server is ready") || ended || begun.elapsed() > START_UP {
            let _ = server.kill();
            server.wait().unwrap();
            assert!(text.contains("Server is ready"), "{text}");
            return text;
        }
        thread::sleep(Duration::from_millis(20));
    }
}

#[test]
fn prometheus_opens_what_surgery_leaves_without_a_warning() {
    let (Some(prometheus), Some(directory)) = (program("prometheus"), copied("om_day_1block")) else { return };
    let data = directory.path();
    promq_prints(&["tsdb", "split", "--write", "--by", "6h"], data);
    promq_prints(&["tsdb", "rewrite", "--write", "--drop-label", "instance", "--rename-metric", "up=was_up"], data);
    promq_prints(&["tsdb", "delete", "--write", "--match", "{__name__=~\"was_.*\"}"], data);
    let (before, blocks_before) = (content(data).unwrap(), blocks(data));
    let log = log_of(&prometheus, data);
    let complaints = |line: &&str| line.contains("level=WARN") || line.contains("level=ERROR");
    assert_eq!(log.lines().filter(complaints).collect::<Vec<_>>(), Vec::<&str>::new());
    let _ = fs::remove_file(data.join("lock"));
    assert_eq!(blocks(data), blocks_before, "no block has been deleted");
    assert!(content(data).unwrap() == before);
    promq_prints(&["tsdb", "undo", "--write"], data);
}
