//! Directories as lines of JSON and back: dump → create → dump is identical for everything that Prometheus has written.

#![expect(clippy::print_stdout, reason = "a corpus test says what it compared")]

#[path = "../interop/peers.rs"]
mod peers;
#[expect(dead_code, reason = "other tests use the rest of it")]
#[path = "../interop/server.rs"]
mod server;

use promq::{
    model::{
        matcher::{MatchKind, Matcher},
        sample::SampleColumns,
        series::{SelectRequest, SeriesSource},
    },
    remote::{
        Client, ConnectionOptions,
        read::{ReadOptions, ReadWindow, ResponseKind, windows},
    },
    tsdb::{
        OpenMode,
        backfill::{Backfill, BackfillOptions, BackfillSummary, Collector, ImportSummary},
        jsonl::{JsonLinesError, JsonLinesOptions, append_lines},
        open,
    },
};
use std::path::Path;

/// Everything in a directory as lines, and how many samples of either kind that is.
fn dump(directory: &Path) -> (String, usize, usize) {
    let directory = open(directory, OpenMode::AsServer).unwrap();
    let matchers = [Matcher::new(MatchKind::Regex, "__name__", ".*").unwrap()];
    let request = SelectRequest { matchers: &matchers, min_time: i64::MIN, max_time: i64::MAX, sorted: true };
    let series = directory.select(&request).unwrap();
    let (mut out, mut floats, mut histograms) = (Vec::new(), 0, 0);
    let mut columns = SampleColumns::default();
    for index in 0..series.len() {
        series.read(index, i64::MIN, i64::MAX, &mut columns).unwrap();
        append_lines(&mut out, &series.labels(index), &columns);
        floats += columns.timestamps.len();
        histograms += columns.histograms.len();
    }
    (String::from_utf8(out).unwrap(), floats, histograms)
}

/// Makes blocks of lines.
fn create(
    lines: &str,
    output: &Path,
    options: &JsonLinesOptions,
) -> Result<(ImportSummary, BackfillSummary), JsonLinesError> {
    let blocks = BackfillOptions { keep_layouts: true, verify: true, ..BackfillOptions::default() };
    let mut backfill = Backfill::new(output, blocks)?;
    let read = backfill.read_json_lines(lines.as_bytes(), options, &mut |_| {})?;
    let written = backfill.finish(&mut |_, _| {})?;
    Ok((read, written))
}

/// The undamaged directories of the corpus.
fn directories(corpus: &Path) -> Vec<std::path::PathBuf> {
    let mut found = Vec::new();
    for name in ["walonly", "snapshot", "compacted_tombstones", "crashed_ooo", "om_day_2h", "om_day_1block", "om_short"]
    {
        found.push(corpus.join(name));
    }
    for entry in std::fs::read_dir(corpus.join("prometheus_testdata")).unwrap() {
        let path = entry.unwrap().path();
        if path.join("meta.json").is_file() {
            found.push(path);
        }
    }
    found.sort();
    found
}

#[test]
fn every_directory_comes_back_bit_for_bit() {
    let Some(corpus) = peers::corpus("tsdb") else { return };
    let (mut all_floats, mut all_histograms) = (0, 0);
    let kinds = [
        "\"histograms\"",
        "\"float_histograms\"",
        "\"gauge\"",
        "\"schema\":-53",
        "{\"sum\":\"stale\"}",
        "\"stale\":[",
        "null",
    ];
    let mut seen = [false; 7];
    for directory in directories(&corpus) {
        let name = directory.strip_prefix(&corpus).unwrap().display().to_string();
        let (lines, floats, histograms) = dump(&directory);
        let copy = tempfile::tempdir().unwrap();
        let (read, written) = create(&lines, copy.path(), &JsonLinesOptions::default()).unwrap();
        assert_eq!(read.samples as usize, floats + histograms, "{name}");
        assert_eq!((written.samples, written.contradictions), (read.samples, 0), "{name}");
        let (again, ..) = dump(copy.path());
        let differing = lines.lines().zip(again.lines()).find(|(was, is)| was != is);
        assert!(lines == again, "{name}: {differing:?}");
        println!("{name}: {floats} floats, {histograms} histograms, {} bytes of lines", lines.len());
        for (seen, kind) in seen.iter_mut().zip(kinds) {
            *seen |= lines.contains(kind);
        }
        all_floats += floats;
        all_histograms += histograms;
    }
    assert!(all_floats > 500_000 && all_histograms > 1_000, "{all_floats} floats, {all_histograms} histograms");
    for (seen, kind) in seen.iter().zip(kinds) {
        assert!(seen, "nothing in the corpus has {kind}");
    }
}

/// Reads everything from a server and makes blocks of it.
fn read_back(url: &str, range: ReadWindow, response: ResponseKind, output: &Path) -> u64 {
    let client = Client::new(&ConnectionOptions::new(url)).unwrap();
    let everything = Matcher::new(MatchKind::Regex, "__name__", ".+").unwrap();
    let options = ReadOptions { selections: vec![vec![everything]], response };
    let blocks = BackfillOptions { keep_layouts: true, verify: true, ..BackfillOptions::default() };
    let mut backfill = Backfill::new(output, blocks).unwrap();
    let mut collector = Collector::new(&mut backfill);
    for window in windows(range, 3_600_000) {
        client.read(&options, window, &mut |labels, columns| collector.push(&labels, columns)).unwrap();
    }
    collector.flush().unwrap();
    let written = backfill.finish(&mut |_, _| {}).unwrap();
    assert_eq!(written.contradictions, 0);
    written.samples
}

#[test]
fn remote_read_of_a_server_gives_what_its_directory_holds() {
    let (Some(corpus), Some(program)) = (peers::corpus("tsdb/snapshot"), peers::find("prometheus")) else { return };
    let (lines, floats, histograms) = dump(&corpus);
    let (min_time, max_time) = open(&corpus, OpenMode::AsServer).unwrap().time_range().unwrap().unwrap();
    let range = ReadWindow { min_time, max_time };
    let server = server::Server::start(&program, &corpus);
    for response in [ResponseKind::Chunks, ResponseKind::Samples] {
        let copy = tempfile::tempdir().unwrap();
        let samples = read_back(&server.url(), range, response, copy.path());
        assert_eq!(samples as usize, floats + histograms, "{response:?}");
        let (again, ..) = dump(copy.path());
        let differing = lines.lines().zip(again.lines()).find(|(was, is)| was != is);
        assert!(lines == again, "{response:?}: {differing:?}");
    }
}
