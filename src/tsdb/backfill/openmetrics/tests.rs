//! However the input is cut into pieces, what is read is what one parser reads from front to back.

use super::*;
use crate::{
    exposition::{Event, ParseOptions, Parser, parse},
    tsdb::backfill::{BackfillOptions, tests::dump},
};
use proptest::prelude::*;
use std::collections::BTreeMap;

type Samples = BTreeMap<Labels, Vec<(i64, u64)>>;

fn options(format: Format, skip_bad_lines: bool) -> TextOptions {
    TextOptions { format, labels: Vec::new(), skip_bad_lines }
}

/// Reads `text` in pieces into blocks, and the blocks.
fn import(text: &str, piece_bytes: usize, options: &TextOptions) -> Result<(TextSummary, Samples), String> {
    let directory = tempfile::tempdir().unwrap();
    let backfill_options = BackfillOptions { verify: true, ..BackfillOptions::default() };
    let mut backfill = Backfill::new(directory.path(), backfill_options).unwrap();
    let read = backfill.read_pieces(text.as_bytes(), piece_bytes, options, &mut |_| {});
    let read = read.map_err(|error| error.to_string())?;
    let summary = backfill.finish(&mut |_, _| {}).unwrap();
    let blocks = dump(directory.path());
    assert_eq!(summary.samples, blocks.values().map(|samples| samples.len() as u64).sum::<u64>());
    Ok((read, blocks))
}

/// What the parser makes of the whole.
fn expected(text: &str, format: Format) -> Samples {
    let parsed = parse(text.as_bytes(), 0, ParseOptions { format: Some(format) }).unwrap();
    let bits = |values: &[f64]| values.iter().map(|value| value.to_bits()).collect::<Vec<_>>();
    let series = parsed
        .series
        .into_iter()
        .map(|(labels, columns)| (labels, columns.timestamps.iter().copied().zip(bits(&columns.values)).collect()));
    series.collect()
}

/// Where the parser stops, or what it passes over.
fn expected_errors(text: &str, format: Format) -> Vec<String> {
    let mut parser = Parser::new(text.as_bytes(), format);
    let mut errors = Vec::new();
    loop {
        let without_time = match parser.next_event() {
            Ok(None) => return errors,
            Ok(Some(Event::Sample(sample))) => sample.timestamp.is_none(),
            Ok(Some(_)) => false,
            Err(error) => {
                errors.push(error.to_string());
                let (start, kind) = (parser.offset(), parser.kind());
                parser.jump_to(start, kind);
                parser.skip_line();
                if errors.last().is_some_and(|error| error.ends_with("data does not end with # EOF")) {
                    return errors;
                }
                false
            }
        };
        if without_time {
            let line = parser.line();
            errors.push(format!("line {line}, column 1: expected timestamp for series got none"));
        }
    }
}

fn line() -> impl Strategy<Value = String> {
    let labels = prop_oneof![
        4 => "[ab]",
        4 => "[ab]\\{x=\"[yz]\"\\}",
        1 => "[ab]\\{le=\"[1-3]\"\\}",
        1 => "\\{\"é [ab]\",x=\"[#{}\\\\ y]\"\\}",
    ]
    .prop_filter("a backslash must escape something", |labels| !labels.contains("\\\""));
    let value = prop_oneof!["[0-9]{1,3}", "-?[0-9]\\.[0-9]{1,20}", "NaN", "[+-]Inf", "1e[0-9]{1,2}"];
    prop_oneof![
        12 => (labels, value, 0u32..40_000).prop_map(|(labels, value, time)| format!("{labels} {value} {time}\n")),
        1 => "# TYPE [ab] (histogram|counter|gauge)\n",
        1 => "# HELP [ab] [a-z# ]{0,9}\n",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn pieces_do_not_show(
        lines in prop::collection::vec(line(), 0..60),
        piece_bytes in 1usize..200,
        openmetrics: bool,
    ) {
        let format = if openmetrics { Format::OpenMetrics } else { Format::Text };
        let text = lines.concat() + if openmetrics { "# EOF\n" } else { "\n \n" };
        let (summary, samples) = import(&text, piece_bytes, &options(format, false)).unwrap();
        prop_assert_eq!(summary.bytes, text.len() as u64);
        prop_assert_eq!(samples, expected(&text, format));
    }

    #[test]
    fn errors_are_those_of_one_parser(
        lines in prop::collection::vec(prop_oneof![
            4 => line(),
            1 => "(a|\\{|# |b\\{x=\"\n)[ab{}=,# \"\n0-9]{0,8}\n",
            1 => Just("# EOF\n".to_owned()),
        ], 0..30),
        piece_bytes in 1usize..100,
        openmetrics: bool,
        skip_bad_lines: bool,
        ended: bool,
    ) {
        let format = if openmetrics { Format::OpenMetrics } else { Format::Text };
        let mut text = lines.concat();
        if ended {
            text.push_str("# EOF");
        }
        let errors = expected_errors(&text, format);
        match import(&text, piece_bytes, &options(format, skip_bad_lines)) {
            Ok((summary, _)) if skip_bad_lines => {
                prop_assert_eq!(summary.first_bad_line.as_ref(), errors.first());
                prop_assert_eq!(summary.bad_lines, errors.len() as u64);
            }
            Ok(_) => prop_assert_eq!(&errors, &Vec::<String>::new()),
            Err(error) => prop_assert_eq!(Some(&error), errors.first()),
        }
    }
}

#[test]
fn labels_given_win_and_exemplars_are_counted() {
    let mut given = options(Format::OpenMetrics, false);
    given.labels = vec![("x".into(), "given".into()), ("y".into(), String::new()), ("site".into(), "north".into())];
    let text = "a{x=\"own\",y=\"own\"} 1 1 # {trace=\"1\"} 2 3\na{x=\"other\"} 2 2\n# EOF\n";
    let (summary, samples) = import(text, 1 << 20, &given).unwrap();
    assert_eq!((summary.samples, summary.exemplars), (2, 1));
    let labels = Labels::from_pairs([("__name__", "a"), ("x", "given"), ("site", "north")]);
    assert_eq!(samples, BTreeMap::from([(labels, vec![(1000, 1f64.to_bits()), (2000, 2f64.to_bits())])]));
}

#[test]
fn what_follows_the_end_is_refused_wherever_the_cut_is() {
    for piece_bytes in 1..20 {
        let error = import("a 1 1\n# EOF\nb 2 2\n", piece_bytes, &options(Format::OpenMetrics, false)).unwrap_err();
        assert_eq!(error, "line 3, column 1: unexpected data after # EOF", "{piece_bytes}");
    }
}
