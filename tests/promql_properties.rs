//! What holds for every text: nothing panics, errors point into the text, and printing is undone by parsing.

use promq::promql::{Features, ParseError, ast::Expr, parse, parse_metric, parse_selector, parse_series_description};
use proptest::prelude::*;
use std::fmt::Write;

/// Parses with everything switched on.
fn parsed(text: &str) -> Result<Expr, ParseError> {
    parse(text, Features::all())
}

/// The tree without its positions.
fn shape(expression: &Expr) -> String {
    let debug = format!("{expression:?}");
    let span = regex::Regex::new(r"Span \{ start: \d+, end: \d+ \}").unwrap();
    span.replace_all(&debug, "_").into_owned()
}

/// Makes well-typed expressions from random bytes; each byte is one choice, and when they run out all choices are 0.
struct Writer<'a> {
    choices: std::slice::Iter<'a, u8>,
    depth: usize,
}

impl Writer<'_> {
    fn choose(&mut self, options: usize) -> usize {
        usize::from(self.choices.next().copied().unwrap_or(0)) % options
    }

    fn pick(&mut self, options: &[&str]) -> String {
        options[self.choose(options.len())].to_owned()
    }

    fn deeper(&mut self, write: impl FnOnce(&mut Self) -> String) -> String {
        self.depth += 1;
        let text = write(self);
        self.depth -= 1;
        text
    }

    fn labels(&mut self) -> String {
        self.pick(&["()", "(a)", "(a, by)", "(\"c d\", on,)", "(a:b, a)"])
    }

    fn duration(&mut self) -> String {
        self.pick(&[
            "5m",
            "300",
            "1h30m",
            "step()",
            "5m + 1m",
            "max_of(step(), 5m)",
            "(5m)",
            "2 ^ -3 ^ 2",
            "-(step() - 1w) * 2",
            "1s15ms",
            "90d",
        ])
    }

    fn selector(&mut self) -> String {
        let name = self.pick(&["up", "a:b", "sum", "offset", "Inf_", "STEP"]);
        let matchers = self.pick(&[
            "",
            "{}",
            "{x=\"y\"}",
            "{z=~\"a|b.*\",x!=\"\\xff\"}",
            "{'q r'!~`\\d`,}",
            "{b=\"é\\n\",a=\"\"}",
        ]);
        match self.choose(8) {
            0 => self.pick(&["{\"up\",a=\"b\"}", "{__name__=~\"u.+\"}", "{a!=\"\",b=\"\"}"]),
            _ => format!("{name}{matchers}"),
        }
    }

    fn modifiers(&mut self) -> String {
        let mut text = String::new();
        if self.choose(3) == 1 {
            text += &self.pick(&[" @ 10", " @ -1.0005", " @ start()", " @ end()", " @ 5m"]);
        }
        if self.choose(3) == 1 {
            text += &self.pick(&[
                " offset 5m",
                " offset -90",
                " offset -step()",
                " offset (5m + 1h)",
                " offset -(1d)",
                " offset min_of(1, 2)",
            ]);
        }
        text
    }

    fn matrix(&mut self) -> String {
        if self.depth < 6 && self.choose(3) == 1 {
            let inner = self.deeper(Writer::operand);
            // Before the colon there must be a number; Prometheus' lexer wants it so.
            let (range, modifiers) = (self.duration().replace("step()", "1m + step()"), self.modifiers());
            let step = if self.choose(2) == 0 { String::new() } else { self.duration() };
            return format!("{inner}[{range}:{step}]{modifiers}");
        }
        let (selector, range, modifiers) = (self.selector(), self.duration(), self.modifiers());
        let extended = self.pick(&["", "", " anchored", " smoothed"]);
        format!("{selector}[{range}]{extended}{modifiers}")
    }

    fn scalar(&mut self) -> String {
        if self.depth > 5 {
            return "1".to_owned();
        }
        match self.choose(7) {
            0 | 1 => self.pick(&["1", "0x1F", "1e3", "5m", "-Inf", "NaN", "1_0.5", "-5m", "1e-7", "- -2"]),
            2 => self.pick(&["time()", "pi()", "step()", "max_of(1, 2)"]),
            3 => format!("scalar({})", self.deeper(Writer::vector)),
            4 => format!("({})", self.deeper(Writer::scalar)),
            5 => format!("-{}", self.deeper(Writer::scalar)),
            _ => {
                let (left, right) = (self.deeper(Writer::scalar), self.deeper(Writer::scalar));
                let operator = self.pick(&["+", "-", "*", "/", "%", "^", "atan2", "== bool", "< bool", "</"]);
                format!("{left} {operator} {right}")
            }
        }
    }

    /// A vector that a subquery can follow.
    fn operand(&mut self) -> String {
        match self.choose(3) {
            0 => self.selector(),
            1 => format!("({})", self.vector()),
            _ => format!("rate({})", self.deeper(Writer::matrix)),
        }
    }

    fn vector(&mut self) -> String {
        if self.depth > 5 {
            return self.selector();
        }
        match self.choose(9) {
            0 => {
                let (selector, modifiers) = (self.selector(), self.modifiers());
                let extended = self.pick(&["", "", " anchored", " smoothed"]);
                // What follows `offset (5m)` would be read as a part of the duration.
                match modifiers.split_once("offset").is_some_and(|(_, offset)| offset.contains(')')) {
                    true => format!("({selector}{modifiers}{extended})"),
                    false => format!("{selector}{modifiers}{extended}"),
                }
            }
            1 => format!("({})", self.deeper(Writer::vector)),
            2 => format!("{}{}", self.pick(&["-", "+", "- -"]), self.deeper(Writer::vector)),
            3 => format!("{}({})", self.pick(&["rate", "changes", "sum_over_time"]), self.deeper(Writer::matrix)),
            4 => format!("label_replace({}, \"a\", '$1\\t', `b\\`, \"\\u00e9\")", self.deeper(Writer::vector)),
            5 => {
                let operator = self.pick(&["sum", "AVG", "count_values", "topk", "limit_ratio"]);
                let parameter = match operator.as_str() {
                    "count_values" => "\"v\", ".to_owned(),
                    "topk" | "limit_ratio" => format!("{}, ", self.deeper(Writer::scalar)),
                    _ => String::new(),
                };
                let body = self.deeper(Writer::vector);
                let grouping = format!("{} {}", self.pick(&["by", "Without"]), self.labels());
                match self.choose(3) {
                    0 => format!("{operator}({parameter}{body})"),
                    1 => format!("{operator} {grouping} ({parameter}{body})"),
                    _ => format!("{operator}({parameter}{body}) {grouping}"),
                }
            }
            6 => {
                let (left, right) = (self.deeper(Writer::vector), self.deeper(Writer::scalar));
                let operator = self.pick(&["+", "*", "^", "==", "> bool", ">/"]);
                format!("{left} {operator} {right}")
            }
            7 => {
                let (left, right) = (self.deeper(Writer::vector), self.deeper(Writer::vector));
                let matching = self.pick(&["", "on (a)", "ignoring (b, \"c d\")", "on ()"]);
                format!("{left} {} {matching} {right}", self.pick(&["and", "or", "UNLESS"]))
            }
            _ => {
                let (left, right) = (self.deeper(Writer::vector), self.deeper(Writer::vector));
                let operator = self.pick(&["+", "-", "/", "%", "^", "!=", "<= bool", "atan2"]);
                let mut matching = String::new();
                if self.choose(2) == 1 {
                    let _ = write!(matching, "{} (a)", self.pick(&["on", "ignoring"]));
                    matching += &self.pick(&["", " group_left ()", " group_right (c, \"d e\")"]);
                }
                let fill = self.pick(&["", "", "fill(1)", "fill_left(-1e20)", "fill_right(5m) fill_left(NaN)"]);
                // In parentheses, lest the operator reaches for a number at its end.
                format!("({left}) {operator} {matching} {fill} {right}")
            }
        }
    }
}

fn check_error(text: &str, error: &ParseError) {
    if let Some(span) = error.span {
        assert!(span.start <= span.end && span.end as usize <= text.len(), "{text:?}: {error:?}");
        assert!(text.is_char_boundary(span.start as usize), "{text:?}: {error:?}");
        assert!(error.position.is_some(), "{text:?}: {error:?}");
    }
    assert!(!error.message.is_empty());
}

fn parse_as_everything(text: &str) {
    let keep_first = |first: &_, _: &_, _| Ok(Clone::clone(first));
    let errors = [
        parsed(text).err(),
        parse(text, Features::default()).err(),
        parse_metric(text).err(),
        parse_selector(text).err(),
        parse_series_description(text, &keep_first).err(),
    ];
    for error in errors.iter().flatten() {
        check_error(text, error);
    }
}

/// Pieces of the language, valid and not.
const PIECES: [&str; 72] = [
    "(",
    ")",
    "{",
    "}",
    "[",
    "]",
    "{{",
    "}}",
    ",",
    "=",
    ":",
    "+",
    "-",
    "*",
    "/",
    "%",
    "^",
    "==",
    "!=",
    "<",
    ">=",
    "</",
    "=~",
    "!~",
    "@",
    "\"a\"",
    "'b",
    "`c`",
    "1",
    "0x1f",
    "1e",
    "5m",
    "1.5h",
    "x3",
    "_",
    "a",
    "a:b",
    "sum",
    "topk",
    "by",
    "without",
    "on",
    "ignoring",
    "group_left",
    "fill",
    "fill_right",
    "bool",
    "offset",
    "anchored",
    "smoothed",
    "start",
    "end()",
    "step()",
    "max_of",
    "and",
    "or",
    "atan2",
    "inf",
    "nan",
    "stale",
    "rate",
    "info",
    "#",
    "\n",
    "\\",
    "é",
    "sum:",
    "buckets:[",
    "schema:",
    "counter_reset_hint:",
    "gauge",
    "\u{fffd}",
];

/// The printed text with one sign before each infinity: Prometheus prints `+Inf` with its sign, which read behind another
/// sign is one more operator each time.
fn one_sign(tree: &Expr) -> String {
    let mut text = tree.to_string();
    while text.contains("++Inf") {
        text = text.replace("++Inf", "+Inf");
    }
    text
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn printing_is_undone_by_parsing(choices in prop::collection::vec(any::<u8>(), 0..120)) {
        let text = Writer { choices: choices.iter(), depth: 0 }.vector();
        let tree = match parsed(&text) {
            Ok(tree) => tree,
            Err(error) => return Err(TestCaseError::fail(format!("{text}\n{error}"))),
        };
        for printed in [tree.to_string(), tree.pretty()] {
            match parsed(&printed) {
                Ok(again) => prop_assert_eq!(one_sign(&again), one_sign(&tree), "{}", text),
                Err(error) => return Err(TestCaseError::fail(format!("{text}\n{printed}\n{error}"))),
            }
        }
        let once = parsed(&tree.to_string()).map_err(|error| TestCaseError::fail(error.to_string()))?;
        let twice = parsed(&once.to_string()).map_err(|error| TestCaseError::fail(error.to_string()))?;
        prop_assert_eq!(one_sign(&once), one_sign(&twice), "{}", text);
        if once.to_string() == twice.to_string() {
            prop_assert_eq!(shape(&once), shape(&twice), "{}", text);
        }
        prop_assert_eq!(tree.span().start, 0);
    }

    #[test]
    fn any_text_is_parsed_or_refused(text in any::<String>()) {
        parse_as_everything(&text);
    }

    #[test]
    fn any_pieces_are_parsed_or_refused(pieces in prop::collection::vec((prop::sample::select(&PIECES[..]), any::<bool>()), 0..25)) {
        let text: String = pieces.iter().map(|(piece, space)| format!("{piece}{}", if *space { " " } else { "" })).collect();
        parse_as_everything(&text);
    }
}

#[test]
fn depth_is_limited_not_the_stack() {
    let deep = |before: &str, inner: &str, after: &str, times: usize| {
        let text = format!("{}{inner}{}", before.repeat(times), after.repeat(times));
        parsed(&text).map(|tree| drop(tree.to_string())).map_err(|error| error.message)
    };
    let refused = Err("expression is nested more than 1000 levels deep".to_owned());
    let kinds: [(&str, &str, &str); 9] = [
        ("(", "a", ")"),
        ("-", "a", ""),
        ("abs(", "a", ")"),
        ("sum by (x) (", "a", ")"),
        ("1 ^ ", "1", ""),
        ("", "a", " or a"),
        ("(1 + ", "1", ")"),
        ("", "a", "[5m:]"),
        ("rate(", "a", "[5m:])"),
    ];
    for (before, inner, after) in kinds {
        if (before, after) != ("", "[5m:]") {
            assert_eq!(deep(before, inner, after, 200), Ok(()), "{before}{inner}{after}");
        }
        assert_eq!(deep(before, inner, after, 100_000), refused, "{before}{inner}{after}");
    }
    let duration = |text: String| parsed(&format!("a[{text}]")).map(|_| ()).map_err(|error| error.message);
    assert_eq!(duration(format!("{}1{}", "(".repeat(100_000), ")".repeat(100_000))), refused);
    assert_eq!(duration(format!("{}1", "-".repeat(100_000))), refused);
    assert_eq!(duration(format!("1{}", " + 1".repeat(100_000))), refused);
    // Chains inside of chains: no single one is long, but together they are.
    let chain = format!("{}1{}", "(".repeat(100), format!("{})", " + 1".repeat(100)).repeat(100));
    assert_eq!(parsed(&chain).map(|_| ()).map_err(|error| error.message), refused);
}
