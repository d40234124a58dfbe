//! Directories as lines of JSON and back: dump → create → dump is identical for everything that Prometheus has written.

use crate::{peers, server};
use promq::{
    model::{
        histogram::{CounterResetHint, FloatHistogram, HistogramSpan},
        labels::Labels,
        matcher::{MatchKind, Matcher},
        sample::{STALE_BITS, SampleColumns},
        series::{SelectRequest, SeriesSource},
    },
    remote::{
        Client, ConnectionOptions,
        read::{ReadError, ReadOptions, ReadWindow, ResponseKind, windows},
    },
    tsdb::{
        OpenMode,
        backfill::{Backfill, BackfillOptions, BackfillSummary, Collector, ImportSummary},
        jsonl::{JsonLinesError, JsonLinesOptions, append_lines},
        open,
    },
};
use std::{path::Path, sync::Arc};

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
    let kinds = ["\"histograms\"", "\"float_histograms\"", "\"gauge\"", "\"schema\":-53", "\"stale\":[", "null"];
    let mut seen = [false; 6];
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

/// A series whose samples a chunk would like to change: buckets come and go, resets, stale markers, gauges between
/// counters, integers between floats, odd floats, start timestamps.
fn awkward_series(number: u64) -> (Labels, SampleColumns) {
    let labels = Labels::from_pairs([("__name__", "awkward"), ("number", number.to_string().as_str())]);
    let mut columns = SampleColumns::default();
    // A plain generator: the series differ, and every run has the same.
    let mut state = number.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    let mut random = |below: u64| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state % below
    };
    let mut time = -3_600_000;
    let mut count = 0.0;
    for _ in 0..400 {
        time += 1 + random(120_000) as i64;
        let start = if number.is_multiple_of(4) && random(3) == 0 { time - 1_000 } else { 0 };
        if number.is_multiple_of(3) && random(4) > 0 {
            let odd = [f64::from_bits(STALE_BITS), f64::NAN, -0.0, f64::INFINITY, 5e-324, 0.1, 1e300];
            columns.push_float_since(time, start, odd[random(7) as usize]);
            continue;
        }
        count = if random(30) == 0 { 0.0 } else { count + random(5) as f64 };
        let integer = !number.is_multiple_of(5) || random(10) > 0;
        let buckets: Vec<f64> = (0..1 + random(3)).map(|index| if index == 0 { count } else { 0.0 }).collect();
        let custom = random(40) == 0;
        let mut histogram = FloatHistogram {
            counter_reset_hint: if random(20) == 0 { CounterResetHint::Gauge } else { CounterResetHint::Unknown },
            schema: if custom { -53 } else { 2 - i32::from(random(50) == 0) },
            zero_threshold: if custom { 0.0 } else { 0.001 },
            count,
            sum: if integer { count } else { count + 0.25 },
            positive_spans: vec![HistogramSpan { offset: random(2) as i32, length: buckets.len() as u32 }],
            positive_buckets: buckets,
            custom_values: if custom { vec![0.5, 1.0, 2.0, 4.0] } else { Vec::new() },
            ..FloatHistogram::default()
        };
        if random(25) == 0 {
            histogram = FloatHistogram { sum: f64::from_bits(STALE_BITS), ..FloatHistogram::default() };
        }
        columns.push_histogram_since(time, start, Arc::new(histogram), integer);
    }
    (labels, columns)
}

#[test]
fn what_chunks_would_change_comes_back_too() {
    let mut series: Vec<_> = (0..40).map(awkward_series).collect();
    series.sort_by(|(left, _), (right, _)| left.cmp(right));
    let mut lines = Vec::new();
    series.iter().for_each(|(labels, columns)| append_lines(&mut lines, labels, columns));
    let lines = String::from_utf8(lines).unwrap();
    let copy = tempfile::tempdir().unwrap();
    create(&lines, copy.path(), &JsonLinesOptions::default()).unwrap();
    let (again, ..) = dump(copy.path());
    let differing = lines.lines().zip(again.lines()).find(|(was, is)| was != is);
    assert!(lines == again, "{differing:?}");
    // In the opposite order of lines the samples are sorted first, and nothing else changes.
    let backwards: Vec<&str> = lines.lines().rev().collect();
    let copy = tempfile::tempdir().unwrap();
    create(&backwards.join("\n"), copy.path(), &JsonLinesOptions::default()).unwrap();
    assert!(lines == dump(copy.path()).0, "the order of the lines changes the samples");
}

#[test]
fn bad_lines_are_counted_and_told_once() {
    let good = r#"{"metric":{"__name__":"a"},"values":[1],"timestamps":[1]}"#;
    let lines = format!("{good}\n\n{{\n{good}x\n{}\n", good.replace("[1]}", "[2]}"));
    let copy = tempfile::tempdir().unwrap();
    let error = create(&lines, copy.path(), &JsonLinesOptions::default()).unwrap_err();
    assert_eq!(error.to_string(), "line 3, column 3: the line ends where a string was expected");
    assert_eq!(std::fs::read_dir(copy.path()).unwrap().count(), 0, "an import that fails leaves nothing behind");
    let options = JsonLinesOptions { skip_bad_lines: true, labels: vec![("b".into(), "c".into())] };
    let (read, written) = create(&lines, copy.path(), &options).unwrap();
    assert_eq!((read.samples, read.bad_lines, written.samples), (2, 2, 2));
    assert_eq!(read.first_bad_line.unwrap(), error.to_string());
    assert_eq!(
        dump(copy.path()).0,
        "{\"metric\":{\"__name__\":\"a\",\"b\":\"c\"},\"values\":[1,1],\"timestamps\":[1,2]}\n"
    );
}

/// Reads from a server and makes blocks of it.
fn read_back(url: &str, range: ReadWindow, options: &ReadOptions, output: &Path) -> Result<u64, ReadError> {
    let client = Client::new(&ConnectionOptions::new(url)).unwrap();
    let blocks = BackfillOptions { keep_layouts: true, verify: true, ..BackfillOptions::default() };
    let mut backfill = Backfill::new(output, blocks).unwrap();
    let mut collector = Collector::new(&mut backfill);
    for window in windows(range, 3_600_000) {
        client.read(options, window, &mut |labels, columns| collector.push(&labels, columns))?;
    }
    collector.flush().unwrap();
    let written = backfill.finish(&mut |_, _| {}).unwrap();
    assert_eq!(written.contradictions, 0);
    Ok(written.samples)
}

#[test]
fn remote_read_of_a_server_gives_what_its_directory_holds() {
    let (Some(corpus), Some(program)) = (peers::corpus("tsdb/snapshot"), peers::find("prometheus")) else { return };
    let (lines, floats, histograms) = dump(&corpus);
    let (min_time, max_time) = open(&corpus, OpenMode::AsServer).unwrap().time_range().unwrap().unwrap();
    let range = ReadWindow { min_time, max_time };
    let server = server::Server::start(&program, &corpus);
    let custom = ["app_latency_seconds", "app:nhcb:rate30s"];
    let everything = Matcher::new(MatchKind::Regex, "__name__", ".+").unwrap();
    let no_custom = Matcher::new(MatchKind::NotRegex, "__name__", custom.join("|").as_str()).unwrap();
    let copy = tempfile::tempdir().unwrap();
    let chunks = ReadOptions { selections: vec![vec![everything.clone()]], response: ResponseKind::Chunks };
    let samples = read_back(&server.url(), range, &chunks, copy.path()).unwrap();
    assert_eq!(samples as usize, floats + histograms);
    let (again, ..) = dump(copy.path());
    let differing = lines.lines().zip(again.lines()).find(|(was, is)| was != is);
    assert!(lines == again, "{differing:?}");
    // Samples lack the bounds of custom buckets, which is refused; everything else is the same.
    let copy = tempfile::tempdir().unwrap();
    let samples = ReadOptions { selections: vec![vec![everything.clone()]], response: ResponseKind::Samples };
    let error = read_back(&server.url(), range, &samples, copy.path()).unwrap_err();
    assert!(error.to_string().contains("leaves out the bounds"), "{error}");
    let samples = ReadOptions { selections: vec![vec![everything, no_custom]], response: ResponseKind::Samples };
    read_back(&server.url(), range, &samples, copy.path()).unwrap();
    let (again, ..) = dump(copy.path());
    let is_kept = |line: &&str| custom.iter().all(|name| !line.contains(&format!("\"__name__\":\"{name}\"")));
    let mut differing = lines.lines().filter(is_kept).zip(again.lines()).filter(|(was, is)| was != is);
    assert_eq!(differing.next(), None);
    assert_eq!(again.lines().count(), lines.lines().filter(is_kept).count());
}
