//! Tables of all kinds, and what is said of wrong ones.

use super::*;
use crate::{
    model::series::{SelectRequest, SeriesSource},
    tsdb::{
        Directory, OpenMode,
        backfill::{Backfill, BackfillOptions},
    },
};
use std::fmt::Write;

/// The samples that a table becomes, a line each: series, values at times.
fn samples(table: &str, options: &CsvOptions) -> Result<String, CsvError> {
    let directory = tempfile::tempdir().unwrap();
    let mut backfill = Backfill::new(directory.path(), BackfillOptions::default()).unwrap();
    let summary = backfill.read_csv(table.as_bytes(), options, &mut |_| {})?;
    backfill.finish(&mut |_, _| {}).unwrap();
    let blocks = Directory::open(directory.path(), OpenMode::AsServer).unwrap();
    let request = SelectRequest { matchers: &[], min_time: i64::MIN, max_time: i64::MAX, sorted: true };
    let series = blocks.select(&request).unwrap();
    let mut text = String::new();
    let mut columns = crate::model::sample::SampleColumns::default();
    for index in 0..series.len() {
        series.read(index, i64::MIN, i64::MAX, &mut columns).unwrap();
        write!(text, "{}", series.labels(index)).unwrap();
        for (time, value) in columns.timestamps.iter().zip(&columns.values) {
            write!(text, " {value}@{time}").unwrap();
        }
        text.push('\n');
    }
    let import = &summary.import;
    assert_eq!(import.bytes, table.len() as u64);
    if import.bad_lines > 0 {
        writeln!(text, "bad: {}, {}", import.bad_lines, import.first_bad_line.as_deref().unwrap_or("")).unwrap();
    }
    if summary.histograms > 0 {
        writeln!(text, "histograms: {}", summary.histograms).unwrap();
    }
    Ok(text)
}

fn plain(table: &str) -> String {
    samples(table, &CsvOptions::default()).unwrap()
}

fn fault(table: &str, options: &CsvOptions) -> String {
    samples(table, options).unwrap_err().to_string()
}

fn options(change: impl FnOnce(&mut CsvOptions)) -> CsvOptions {
    let mut options = CsvOptions::default();
    change(&mut options);
    options
}

#[test]
fn own_output_is_read() {
    let table = "time,value,histogram,__name__,job\n1700000000.500,1,,up,\"a,\"\"b\"\"\"\n1700000060,NaN,,up,\"a,\"\"b\"\"\"\n\
                 1700000060,+Inf,,down,\n1700000060,,\"{\"\"count\"\":\"\"3\"\"}\",h,x\n";
    insta::assert_snapshot!(plain(table), @r#"
    {__name__="down"} inf@1700000060000
    {__name__="up", job="a,\"b\""} 1@1700000000500 NaN@1700000060000
    histograms: 1
    "#);
    insta::assert_snapshot!(plain("time\tvalue\t__name__\tjob\n1700000000\t2.5\tup\t\n"), @r#"{__name__="up"} 2.5@1700000000000"#);
}

#[test]
fn wide_tables_have_a_series_in_each_column() {
    let table = "\u{feff}\"Time\",\"up{instance=\"\"a\"\", job=\"\"b\"\"}\",cpu usage,\n2023-11-14 22:13:20,1,2,x\n2023-11-14 22:14:20,,null,\n";
    insta::assert_snapshot!(plain(table), @r#"
    {__name__="cpu usage"} 2@1700000000000
    {__name__="up", instance="a", job="b"} 1@1700000000000
    "#);
    let named = options(|options| options.metric = Some("m".into()));
    insta::assert_snapshot!(samples(table, &named).unwrap(), @r#"
    {__name__="m", instance="a", job="b"} 1@1700000000000
    {__name__="m", series="cpu usage"} 2@1700000000000
    "#);
    let with_labels = options(|options| options.label_columns = Some(vec!["host".into()]));
    insta::assert_snapshot!(samples("ts;host;a;b\n1;x;1;2\n1;y;3;4\n", &with_labels).unwrap(), @r#"
    {__name__="a", host="x"} 1@1000
    {__name__="a", host="y"} 3@1000
    {__name__="b", host="x"} 2@1000
    {__name__="b", host="y"} 4@1000
    "#);
    let by_column = options(|options| options.metric_column = Some("host".into()));
    insta::assert_snapshot!(samples("ts;host;a;b\n1;x;1;2\n", &by_column).unwrap(), @r#"
    {__name__="x", series="a"} 1@1000
    {__name__="x", series="b"} 2@1000
    "#);
}

#[test]
fn what_influxdb_exports_is_read() {
    let table = "#group,false,false,true,true,false,false,true,true,true\n\
                 #datatype,string,long,dateTime:RFC3339,dateTime:RFC3339,dateTime:RFC3339,double,string,string,string\n\
                 #default,mean,,,,,,,,\n\
                 ,result,table,_start,_stop,_time,_value,_field,_measurement,host\n\
                 ,,0,2023-11-14T00:00:00Z,2023-11-15T00:00:00Z,2023-11-14T22:13:20Z,1.5,usage_user,cpu,a\n";
    insta::assert_snapshot!(plain(table), @r#"{__name__="cpu_usage_user", host="a"} 1.5@1700000000000"#);
}

#[test]
fn columns_can_be_told() {
    let table = "when,host,dc,load1,load5\n1700000000000,a,x,1,2\n1700000000000,b,,3,4\n";
    let told = options(|options| {
        options.time_column = Some("when".into());
        options.time_format = TimeFormat::Milliseconds;
        options.value_columns = vec!["load1".into(), "load5".into()];
        options.labels = vec![("dc".into(), "z".into())];
    });
    insta::assert_snapshot!(samples(table, &told).unwrap(), @r#"
    {__name__="load1", dc="z", host="a"} 1@1700000000000
    {__name__="load1", dc="z", host="b"} 3@1700000000000
    {__name__="load5", dc="z", host="a"} 2@1700000000000
    {__name__="load5", dc="z", host="b"} 4@1700000000000
    "#);
    let prefixed = options(|options| {
        options.time_column = Some("when".into());
        options.value_columns = vec!["load1".into(), "load5".into()];
        options.metric = Some("node".into());
        options.label_columns = Some(vec!["host".into()]);
    });
    insta::assert_snapshot!(samples(table, &prefixed).unwrap(), @r#"
    {__name__="node_load1", host="a"} 1@1700000000000
    {__name__="node_load1", host="b"} 3@1700000000000
    {__name__="node_load5", host="a"} 2@1700000000000
    {__name__="node_load5", host="b"} 4@1700000000000
    "#);
    let one = options(|options| options.metric = Some("m".into()));
    insta::assert_snapshot!(samples("sep=;\ntime;value;a\n1;2;x\n", &one).unwrap(), @r#"{__name__="m", a="x"} 2@1000"#);
}

#[test]
fn positions_are_read_as_victoriametrics_reads_them() {
    let by_position = |text: &str| options(|options| options.positions = Some(text.into()));
    let table = "GOOG,1.23,4.56,1700000000,NYSE,more\nMSFT,3.21,,1700000001,NYSE\n";
    let format = "2:metric:ask,3:metric:bid,1:label:ticker,4:time:unix_s,5:label:market";
    insta::assert_snapshot!(samples(table, &by_position(format)).unwrap(), @r#"
    {__name__="ask", market="NYSE", ticker="GOOG"} 1.23@1700000000000
    {__name__="ask", market="NYSE", ticker="MSFT"} 3.21@1700000001000
    {__name__="bid", market="NYSE", ticker="GOOG"} 4.56@1700000000000
    "#);
    for (format, what) in [
        ("", "--format: entry 1 \"\": expected POSITION:KIND:MORE"),
        ("1:time:unix_s", "--format: there is no metric column"),
        ("1:metric:a", "--format: there is no time column"),
        ("0:metric:a", "--format: entry 1 \"0:metric:a\": the position is not a number from 1 to 65536"),
        ("1:metric:a,1:label:b", "--format: entry 2 \"1:label:b\": the position is there twice"),
        (
            "1:time:custom:x",
            "--format: entry 1 \"1:time:custom:x\": the time is unix_s, unix_ms, unix_us, unix_ns, rfc3339 or auto",
        ),
        ("1:x:a", "--format: entry 1 \"1:x:a\": the kind is time, label or metric"),
        ("1:label:", "--format: entry 1 \"1:label:\": the name is empty"),
    ] {
        assert_eq!(fault("1,2\n", &by_position(format)), what);
    }
    assert_eq!(
        fault("1\n", &by_position("1:time:unix_s,2:metric:a")),
        "line 1: the row has 1 fields, the format needs 2"
    );
}

#[test]
fn a_header_in_between_is_passed_over() {
    insta::assert_snapshot!(plain("time,a\n1,2\ntime,a\n3,4\n"), @r#"{__name__="a"} 2@1000 4@3000"#);
}

#[test]
fn headers_that_tell_too_little_are_refused() {
    let none = CsvOptions::default();
    for (table, what) in [
        ("", "the input has no header"),
        ("a,b\n1,2\n", "which column holds the time? Name it with --time-column; the header has a, b"),
        ("time\n1\n", "no column holds values; the header has time"),
        (
            "time,value,job\n1,2,x\n",
            "nothing names the metric: give --metric or --metric-column; the header has time, value, job",
        ),
        ("time,a,a\n1,2,x\n", "the header has the column \"a\" twice"),
        (
            "time,{a=\"b\"}\n1,2\n",
            "nothing names the metric: give --metric or --metric-column; the header has time, {a=\"b\"}",
        ),
    ] {
        assert_eq!(fault(table, &none), what, "{table}");
    }
    let missing = options(|options| options.value_columns = vec!["x".into()]);
    assert_eq!(fault("time,a\n", &missing), "there is no column \"x\"; the header has time, a");
    let twice = options(|options| options.value_columns = vec!["time".into()]);
    assert_eq!(fault("time,a\n", &twice), "the column \"time\" cannot be two things");
}

#[test]
fn wrong_rows_are_told_with_line_and_column() {
    let none = CsvOptions::default();
    let header = "time,value,__name__\n1,2,\"a\nb\"\n";
    for (row, what) in [
        ("1,2\n", "line 4: the row has 2 fields, the header 3"),
        ("x,2,a\n", "line 4, column 1 (time): \"x\" is not a time"),
        ("1,x,a\n", "line 4, column 2 (value): \"x\" is not a number"),
        ("1,2,\n", "line 4, column 3 (__name__): the row has no metric name"),
    ] {
        assert_eq!(fault(&format!("{header}{row}"), &none), what, "{row}");
    }
    let skipping = options(|options| options.skip_bad_lines = true);
    insta::assert_snapshot!(samples(&format!("{header}1,x,a\n2,x,a\n3,4,a\n"), &skipping).unwrap(), @r#"
    {__name__="a"} 4@3000
    {__name__="a\nb"} 2@1000
    bad: 2, line 4, column 2 (value): "x" is not a number
    "#);
}

#[test]
fn a_row_without_end_is_refused() {
    let table = format!("time,value,__name__\n1,2,\"{}", "x\n".repeat(40 << 20));
    let what = fault(&table, &CsvOptions::default());
    assert_eq!(what, "reading the input: a row is longer than 67108864 bytes: is a quote missing?");
}
