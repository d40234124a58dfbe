//! The format as a whole: what is accepted, what is refused and in which words, and that scanning in parallel and
//! reading byte by byte agree.

use super::*;
use proptest::prelude::*;
use std::fmt::Write as _;

fn families(text: &[u8]) -> Result<Vec<ClassicFamily>, String> {
    let options = ClassicOptions { keep_lines: true, ..ClassicOptions::default() };
    read(&mut &*text, options).map_err(|error| error.to_string())
}

/// The families as text: name, type, metrics, and how often each oddity was seen and where first.
fn shown(text: &[u8]) -> String {
    let families = match families(text) {
        Ok(families) => families,
        Err(error) => return error,
    };
    let mut out = String::new();
    for family in families {
        let name = String::from_utf8_lossy(&family.name).into_owned();
        let _ = write!(out, "{name} {} {}/{}", family.kind.as_str(), family.metrics, family.cardinality());
        let tallies = [
            ("duplicate", &family.duplicates),
            ("camelCase", &family.camel_case_labels),
            ("le", &family.le_labels),
            ("quantile", &family.quantile_labels),
        ];
        for (what, tally) in tallies {
            if let Some(tally) = tally {
                let _ = write!(out, " {what}×{}@{}", tally.count, tally.first.line);
            }
        }
        out.push('\n');
    }
    out
}

#[test]
fn histograms_and_summaries_are_one_metric_for_a_set_of_labels() {
    let text = b"# TYPE h histogram\nh_bucket{a=\"1\",le=\"1\"} 1\nh_bucket{le=\"+Inf\",a=\"1\"} 1\nh_sum{a=\"1\"} 1\n\
        h_count{a=\"1\"} 1\nh_bucket{a=\"2\",le=\"1\"} 1\n# TYPE s summary\ns{quantile=\"0.5\"} 1\ns_sum 1\ns_count 1\n";
    assert_eq!(shown(text), "h histogram 2/8\ns summary 1/3\n");
}

#[test]
fn oddities_are_counted_where_they_begin() {
    let text = b"a{fooBar=\"1\"} 1\na{fooBar=\"1\"} 2\na 1\na 1\n# TYPE g gauge\ng{le=\"1\",quantile=\"x\"} 1\n";
    assert_eq!(shown(text), "a untyped 4/4 duplicate×2@2 camelCase×2@1\ng gauge 1/1 le×1@6 quantile×1@6\n");
}

#[test]
fn openmetrics_families_are_named_as_their_samples() {
    let text = "# HELP c x\n# TYPE c counter\nc_total{a=\"1\"} 1 1\nc_total{a=\"1\"} 2 2\nc_created{a=\"1\"} 1\n\
        # TYPE i info\ni_info{a=\"1\"} 1\n# TYPE g gaugehistogram\ng_bucket{le=\"+Inf\"} 1\ng_gcount 1\ng_gsum 1\n\
        # TYPE h histogram\nh_bucket{le=\"+Inf\"} 1\nh_count 1\nh_sum 1\n# EOF\n";
    let families = read_openmetrics(text.as_bytes(), ClassicOptions::default()).expect("the page is good");
    let shown: Vec<_> = families
        .iter()
        .map(|family| {
            let name = String::from_utf8_lossy(&family.name);
            format!("{name} {} {} {}", family.kind.as_str(), family.metrics, family.has_help)
        })
        .collect();
    assert_eq!(
        shown,
        ["c_total counter 2 true", "g gauge_histogram 1 false", "h histogram 1 false", "i_info gauge 1 false"]
    );
    assert!(families.iter().all(|family| family.duplicates.is_none()));
}

#[test]
fn a_line_without_a_name_repeats_the_one_before() {
    assert_eq!(shown(b"a 1\n{b=\"c\"} 2\n"), "a untyped 2/2 duplicate×1@2\n");
    assert_eq!(shown(b"{} 1\n"), "text format parsing error in line 1: invalid metric name");
}

#[test]
fn errors_are_the_references() {
    let cases: &[(&[u8], &str)] = &[
        (b"a 1", "line 1: unexpected end of input stream"),
        (b"a 1 \n", "line 1: expected integer as timestamp, got \"\""),
        (b"a 1\r\n", "line 1: expected float as value, got \"1\\r\""),
        (b"\n\na{b=\"\xff\"} 1\n", "line 3: invalid label value \"\\xff\""),
        (b"a 1\n# TYPE a gauge\n", "line 2: second TYPE line for metric name \"a\", or TYPE reported after samples"),
        (b"# TYPE h histogram\nh_bucket{le=\"x\"} 1\n", "line 2: expected float as value for 'le' label, got \"x\""),
        (b"# TYPE h histogram\nh_bucket{le=\"1\"} -1\n", "line 2: negative bucket population for histogram \"h\""),
        (b"# TYPE h histogram\nh_count -1\n", "line 2: negative count for histogram \"h\""),
        (b"a{b=\"c\",b=\"d\"} 1\n", "line 1: duplicate label names for metric \"a\""),
        (b"a{b=\"\\t\"} 1\n", "line 1: invalid escape sequence '\\t'"),
        (b"# comment without an end", "line 1: unexpected end of input stream"),
        (b"\xef\xbb\xbfa 1\n", "line 1: invalid metric name"),
        (b"# HELP a \\x\n", "line 1: invalid escape sequence '\\x'"),
        (b"{\"a b\"} 1\n", "line 1: invalid metric name \"a b\""),
    ];
    for (text, expected) in cases {
        assert_eq!(shown(text), format!("text format parsing error in {expected}"));
    }
}

#[test]
fn the_place_of_an_error_is_known() {
    let mut text = b"a 1\n".repeat(100_000);
    text.extend_from_slice(b"b{c=\"d\" e} 1\n");
    let error = read(&mut text.as_slice(), ClassicOptions::default()).expect_err("a comma is missing");
    let ClassicError::Syntax(fault) = error else { panic!("{error}") };
    assert_eq!((fault.line, fault.line_offset, fault.column), (100_001, 400_000, 8));
    assert_eq!(fault.text, b"b{c=\"d\" e} 1");
}

#[test]
fn lines_longer_than_a_chunk_are_whole() {
    let value = "x".repeat(3 << 20);
    let text = format!("a{{b=\"{value}\"}} 1\na{{b=\"{value}\"}} 1\n");
    assert_eq!(shown(text.as_bytes()), "a untyped 2/2 duplicate×1@2\n");
}

/// Lines of which many are odd or wrong.
fn line() -> impl Strategy<Value = String> {
    let name = "a|b|h|h_bucket|h_sum|h_count|s|s_sum|s_count|\"a\"|\"x y\"|:|";
    let label = "(a|le|quantile|fooBar|\"a\"|__name__|)( ?= ?\"(1|0.5|x|\\\\n|\\\\t|é|)\"|=)";
    let labels = format!("(\\{{({label},? ?){{0,3}}\\}}|\\{{(\"a\"|h)?,?({label},?)?\\}})?");
    let value = "( |\t|)(1|-1|NaN|\\+Inf|1e3|0x1|)( |)(5|-7|x)?( |)";
    let regex = |pattern: &str| proptest::string::string_regex(pattern).expect("the pattern is one");
    prop_oneof![
        4 => regex(&format!("({name}){labels}{value}")),
        1 => regex("#( |)(HELP|TYPE)( |  )(a|h|s|h_count|1)?( (histogram|summary|gauge|counter|text\\\\n|\\\\t))?"),
        1 => regex("# (x|EOF|HELPS a b)?| |"),
    ]
}

proptest! {
    /// A blank before a line changes nothing but that the quick scan leaves it to the exact reader.
    #[test]
    fn the_quick_scan_agrees_with_the_exact_reader(lines in prop::collection::vec(line(), 0..12)) {
        let text: String = lines.iter().map(|line| format!("{line}\n")).collect();
        let indented: String = lines.iter().map(|line| format!(" {line}\n")).collect();
        prop_assert_eq!(shown(text.as_bytes()), shown(indented.as_bytes()));
    }
}
