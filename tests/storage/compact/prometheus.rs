//! The same blocks, compacted by a real Prometheus and by promq.

use super::{
    blocks, copy_folder,
    data::{HOUR, Plan, write},
    metas, promq,
};
use crate::peers::find;
use promq::tsdb::{
    block::{Block, BlockMeta, Ulid},
    compact::{block_ranges, next_task},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    io::{Read, Write},
    net::TcpListener,
    path::Path,
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant, SystemTime},
};

const PATIENCE: Duration = Duration::from_secs(60);
/// Some day long ago, in hours since the epoch: a multiple of 18.
const DAY: i64 = 18 * 26_000;

/// A running Prometheus, killed when the value is dropped.
pub(super) struct Server(pub(super) Child);

impl Drop for Server {
    fn drop(&mut self) {
        // Both fail only if the process has already ended.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Answers every scrape with a sample that is three and a half hours old: with that and what the scrape itself adds, the
/// head holds enough for a block, and that makes Prometheus compact.
fn serve_an_old_sample() -> u16 {
    let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let port = listener.local_addr().unwrap().port();
    thread::spawn(move || {
        let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap().as_millis() as i64;
        let body = format!("old 1 {}\n", now - 7 * HOUR / 2);
        for mut stream in listener.incoming().flatten() {
            let mut request = [0; 4096];
            let head = format!(
                "HTTP/1.0 200 OK\r\nContent-Type: text/plain; version=0.0.4\r\nContent-Length: {}\r\n\r\n{body}",
                body.len()
            );
            // A scrape that fails is tried again.
            let _ = stream.read(&mut request).and_then(|_| stream.write_all(head.as_bytes()));
        }
    });
    port
}

/// Starts Prometheus over `root/data` and waits until it has nothing left to compact.
fn compact_with_prometheus(program: &Path, root: &Path, ranges: &[i64]) {
    let port = serve_an_old_sample();
    let configuration = format!(
        "scrape_configs:\n- job_name: old\n  scrape_interval: 1s\n  static_configs:\n  - targets: ['127.0.0.1:{port}']\n"
    );
    fs::write(root.join("prometheus.yml"), configuration).unwrap();
    let log = fs::File::create(root.join("log")).unwrap();
    let process = Command::new(program)
        .current_dir(root)
        .args(["--config.file=prometheus.yml", "--storage.tsdb.path=data", "--web.listen-address=127.0.0.1:0"])
        .args(["--storage.tsdb.retention.time=100y", "--storage.tsdb.max-block-duration=36h"])
        .stdout(Stdio::null())
        .stderr(log)
        .spawn()
        .unwrap();
    let _server = Server(process);
    let deadline = Instant::now() + PATIENCE;
    let said = || fs::read_to_string(root.join("log")).unwrap();
    loop {
        assert!(Instant::now() < deadline, "{}", said());
        thread::sleep(Duration::from_millis(100));
        // Blocks come and go meanwhile; what cannot be read now is read the next time.
        let metas: Vec<BlockMeta> = fs::read_dir(root.join("data"))
            .unwrap()
            .filter_map(|entry| BlockMeta::read(&entry.ok()?.path().join("meta.json")).ok())
            .collect();
        let has_head_block = metas.iter().any(|meta| meta.min_time > (DAY + 1000) * HOUR);
        let is_temporary = fs::read_dir(root.join("data"))
            .unwrap()
            .flatten()
            .any(|entry| entry.file_name().to_str().is_some_and(|name| name.contains(".tmp")));
        if has_head_block && !is_temporary && next_task(&metas, ranges).is_none() {
            break;
        }
    }
    assert!(!said().contains("level=ERROR"), "{}", said());
}

fn plans() -> Vec<Plan> {
    let plan = |hours: (i64, i64), step, salt| Plan {
        hours: (DAY + hours.0, DAY + hours.1),
        step,
        shift: 0,
        salt,
        deleted: None,
    };
    vec![
        // A window of six hours, one block of which has deletions; the others are too short for those.
        plan((0, 2), 15_000, 1),
        Plan { deleted: Some(3), ..plan((2, 4), 15_000, 2) },
        plan((4, 6), 15_000, 3),
        // A window with a gap.
        plan((6, 8), 60_000, 4),
        plan((10, 12), 60_000, 5),
        // Two and three that overlap: in part, in lockstep with other values, and with other times.
        plan((12, 14), 20_000, 6),
        Plan { shift: 7_000, ..plan((13, 15), 20_000, 7) },
        plan((15, 17), 30_000, 8),
        plan((15, 17), 30_000, 9),
        Plan { deleted: Some(2), ..plan((16, 17), 10_000, 10) },
        // Long enough to be rewritten for its deletions alone, as no newer block is shorter.
        Plan { deleted: Some(5), ..plan((18, 24), 120_000, 11) },
        // Exact duplicates, and the same times with other values.
        plan((36, 42), 60_000, 12),
        plan((36, 42), 60_000, 12),
        Plan { shift: 1, ..plan((36, 42), 60_000, 13) },
    ]
}

#[test]
fn blocks_are_compacted_to_the_bytes_that_prometheus_makes() {
    let Some(program) = find("prometheus") else { return };
    let (theirs, ours) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let data = theirs.path().join("data");
    for plan in plans() {
        write(&data, &plan);
    }
    let inputs: BTreeSet<Ulid> = metas(&data).iter().map(|meta| meta.ulid).collect();
    copy_folder(&data, ours.path());
    let ranges = block_ranges(2 * HOUR, 36 * HOUR);
    compact_with_prometheus(&program, theirs.path(), &ranges);
    // The block that Prometheus made of its head belongs to the plan, as the newest one.
    for block in blocks(&data).iter().filter(|block| block.meta().compaction.level == 1) {
        if !inputs.contains(&block.meta().ulid) {
            copy_folder(block.path(), &ours.path().join(block.path().file_name().unwrap()));
        }
    }
    promq(&["tsdb", "compact", "--max-block-duration=36h"], ours.path());
    let (theirs, ours) = (blocks(&data), blocks(ours.path()));
    let times = |blocks: &[Block]| -> Vec<(i64, i64, u64)> {
        blocks.iter().map(|block| (block.min_time(), block.max_time(), block.meta().compaction.level)).collect()
    };
    assert_eq!(times(&ours), times(&theirs));
    let levels: BTreeMap<u64, usize> = ours.iter().fold(BTreeMap::new(), |mut levels, block| {
        *levels.entry(block.meta().compaction.level).or_default() += 1;
        levels
    });
    assert!(levels.keys().any(|&level| level > 2), "{levels:?}");
    for (theirs, ours) in theirs.iter().zip(&ours) {
        compare(theirs, ours, &inputs);
    }
}

fn compare(theirs: &Block, ours: &Block, inputs: &BTreeSet<Ulid>) {
    if theirs.meta() == ours.meta() {
        // Nobody touched it.
        return;
    }
    let shown = format!("{} and {}", theirs.meta().ulid, ours.meta().ulid);
    let segments = |block: &Block| {
        let mut paths: Vec<_> =
            fs::read_dir(block.path().join("chunks")).unwrap().map(|entry| entry.unwrap().path()).collect();
        paths.sort();
        paths.into_iter().map(|path| fs::read(path).unwrap()).collect::<Vec<_>>()
    };
    assert!(segments(theirs) == segments(ours), "{shown}: other chunks");
    let index = |block: &Block| fs::read(block.path().join("index")).unwrap();
    let (their_index, our_index) = (index(theirs), index(ours));
    // Symbols and series come first; where 3.5 goes on with label indices, 3.14 goes on with postings.
    let end = ours.index().toc().label_indices as usize;
    assert_eq!(end, theirs.index().toc().label_indices as usize, "{shown}");
    assert!(their_index[..end] == our_index[..end], "{shown}: other symbols or series");
    assert_eq!(lists(theirs), lists(ours), "{shown}");
    assert!(ours.tombstones().is_empty() && theirs.tombstones().is_empty(), "{shown}: deletions are left");
    let (their_meta, our_meta) = (theirs.meta(), ours.meta());
    let stats = |meta: &BlockMeta| (meta.stats.num_samples, meta.stats.num_series, meta.stats.num_chunks);
    assert_eq!(stats(our_meta), stats(their_meta), "{shown}");
    assert_eq!(our_meta.compaction.sources, their_meta.compaction.sources, "{shown}");
    assert_eq!(our_meta.compaction.hints, their_meta.compaction.hints, "{shown}");
    // What was made on the way has another name in each directory.
    let parents = |meta: &BlockMeta| -> Vec<(Option<Ulid>, i64, i64)> {
        let parents = meta.compaction.parents.iter();
        parents
            .map(|parent| (Some(parent.ulid).filter(|ulid| inputs.contains(ulid)), parent.min_time, parent.max_time))
            .collect()
    };
    assert_eq!(parents(our_meta), parents(their_meta), "{shown}");
}

/// The postings lists by label pair, in the order of the table.
fn lists(block: &Block) -> Vec<(String, String, Vec<u32>)> {
    let index = block.index();
    let mut lists = vec![(String::new(), String::new(), index.all_postings().unwrap().into_vec())];
    for (name, _) in index.label_names() {
        for value in index.label_values(name) {
            lists.push((name.to_owned(), value.to_owned(), index.postings(name, value).unwrap().into_vec()));
        }
    }
    lists
}
