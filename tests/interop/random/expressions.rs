//! Random expressions by the rules of the grammar, a few levels deep, over the metrics of [`super::data`].

use super::{
    data::{LENGTH, START},
    generator::Generator,
};
use crate::queries::{Query, Time};

const FLOATS: [&str; 5] = ["requests_total", "queue_size", "special", "latency_seconds_bucket", "requests_total"];

const HISTOGRAMS: [&str; 5] = ["rpc_seconds", "memory_histogram", "batch_seconds", "mixed", "rpc_seconds"];

/// Histograms that 3.14 treats otherwise than 3.5, so they are asked for seldom: see `super::classes`.
const DISPUTED: [&str; 2] = ["odd_batch_seconds", "fresh_seconds"];

const MATCHERS: [&str; 12] = [
    "job=\"api\"",
    "job!=\"api\"",
    "instance=~\"[01]\"",
    "instance!~\"0|2\"",
    "instance=\"0\"",
    "code=\"500\"",
    "kind=~\"counter|float|custom\"",
    "kind!=\"mixed\"",
    "kind=~\".+\"",
    "nosuch=\"\"",
    "le!=\"+Inf\"",
    "instance=\"\"",
];

const RANGES: [&str; 6] = ["20s", "45s", "2m", "5m", "17m", "1h"];

/// Functions of a range vector alone.
const WINDOWS: [&str; 25] = [
    "rate",
    "increase",
    "delta",
    "irate",
    "idelta",
    "deriv",
    "resets",
    "changes",
    "sum_over_time",
    "avg_over_time",
    "min_over_time",
    "max_over_time",
    "count_over_time",
    "stddev_over_time",
    "stdvar_over_time",
    "last_over_time",
    "present_over_time",
    "absent_over_time",
    "mad_over_time",
    "ts_of_max_over_time",
    "ts_of_min_over_time",
    "ts_of_last_over_time",
    "rate",
    "increase",
    "sum_over_time",
];

/// Functions of an instant vector alone.
const PLAIN: [&str; 43] = [
    "abs",
    "absent",
    "acos",
    "acosh",
    "asin",
    "asinh",
    "atan",
    "atanh",
    "ceil",
    "cos",
    "cosh",
    "day_of_month",
    "day_of_week",
    "day_of_year",
    "days_in_month",
    "deg",
    "exp",
    "floor",
    "hour",
    "ln",
    "log10",
    "log2",
    "minute",
    "month",
    "rad",
    "round",
    "sgn",
    "sin",
    "sinh",
    "sort",
    "sort_desc",
    "sqrt",
    "tan",
    "tanh",
    "timestamp",
    "year",
    "histogram_count",
    "histogram_sum",
    "histogram_avg",
    "histogram_stddev",
    "histogram_stdvar",
    "info",
    "-",
];

const HISTOGRAM_FIELDS: [&str; 5] =
    ["histogram_count", "histogram_sum", "histogram_avg", "histogram_stddev", "histogram_stdvar"];

const AGGREGATIONS: [&str; 9] = ["sum", "avg", "min", "max", "count", "group", "stddev", "stdvar", "sum"];

const RANKED: [&str; 4] = ["topk", "bottomk", "limitk", "quantile"];

const GROUPINGS: [&str; 8] = [
    "",
    "by (job)",
    "by (instance)",
    "by (job, kind)",
    "without (instance)",
    "without (kind, code)",
    "by (__name__, job)",
    "without ()",
];

const OPERATORS: [&str; 17] =
    ["+", "-", "*", "/", "%", "^", "atan2", "==", "!=", ">", "<", ">=", "<=", "+", "-", "*", "/"];

const MATCHINGS: [&str; 10] = [
    "",
    "",
    "on (job, instance)",
    "ignoring (code, kind, le)",
    "on (job, instance) group_left ()",
    "on (job, instance) group_right ()",
    "on (job) group_left (version)",
    "ignoring (kind, le, code) group_left ()",
    "ignoring (kind) group_right (job)",
    "on (job, instance, kind)",
];

const NUMBERS: [&str; 14] = ["0", "1", "-1", "2", "0.5", "0.9", "10", "100", "1.5", "-0.25", "NaN", "Inf", "-Inf", "3"];

/// What an expression should give. It is a wish: where the types allow, the other now and then stands there too.
#[derive(Clone, Copy, PartialEq)]
enum Samples {
    Floats,
    Histograms,
}

/// A question: an expression, as an instant query or as a range query.
pub(super) fn query(random: &mut Generator) -> Query {
    let depth = 1 + random.below(4) as u32;
    let expression = match random.below(40) {
        0 => scalar(random, depth),
        1 => matrix(random, Samples::Histograms, depth),
        _ => {
            let samples = any(random);
            vector(random, samples, depth)
        }
    };
    let moment = |random: &mut Generator| START - 60 + random.below(LENGTH as u64 + 600) as i64;
    let time = if random.one_in(2) {
        let time = moment(random);
        Time::Instant(if random.one_in(4) { format!("{time}.25") } else { time.to_string() })
    } else {
        let start = moment(random);
        let step = *random.pick(&[&15, &30, &60, &77, &300]);
        Time::Range {
            start: start.to_string(),
            end: (start + step * (1 + random.below(13) as i64)).to_string(),
            step: step.to_string(),
        }
    };
    Query { expression, time }
}

fn any(random: &mut Generator) -> Samples {
    if random.one_in(2) { Samples::Floats } else { Samples::Histograms }
}

fn vector(random: &mut Generator, samples: Samples, depth: u32) -> String {
    // Mistakes are questions too.
    let samples = if random.one_in(12) { any(random) } else { samples };
    if depth == 0 {
        return selector(random, samples);
    }
    let deeper = depth - 1;
    match (random.below(14), samples) {
        (0, _) => selector(random, samples),
        (1..=3, _) => window(random, samples, deeper),
        (4, Samples::Floats) => plain(random, deeper),
        (5 | 6, Samples::Floats) => histogram_function(random, deeper),
        (4, Samples::Histograms) => label_function(random, samples, deeper),
        (7 | 8, _) => aggregation(random, samples, deeper),
        (9, Samples::Floats) => parameterised(random, deeper),
        (10, _) => format!("({})", vector(random, samples, deeper)),
        (11, _) => set(random, samples, deeper),
        (12, Samples::Floats) if random.one_in(3) => format!("vector({})", scalar(random, deeper)),
        _ => binary(random, samples, deeper),
    }
}

fn selector(random: &mut Generator, samples: Samples) -> String {
    format!("{}{}", name(random, samples), modifiers(random))
}

/// A metric with matchers.
fn name(random: &mut Generator, samples: Samples) -> String {
    if random.one_in(25) {
        return random
            .pick(&["{__name__=~\"rpc.*|queue.*\"}", "{__name__=~\"[lr].*_seconds\",job=\"db\"}", "nosuch"])
            .to_owned();
    }
    let name = match samples {
        Samples::Floats => random.pick(&FLOATS),
        Samples::Histograms if random.one_in(25) => random.pick(&DISPUTED),
        Samples::Histograms => random.pick(&HISTOGRAMS),
    };
    let name = name.to_owned();
    match random.below(4) {
        0 | 1 => name,
        2 => format!("{name}{{{}}}", random.pick(&MATCHERS)),
        _ => format!("{name}{{{},{}}}", random.pick(&MATCHERS), random.pick(&MATCHERS)),
    }
}

fn modifiers(random: &mut Generator) -> String {
    match random.below(16) {
        0 => " offset 1m".into(),
        1 => " offset -2m30s".into(),
        2 => format!(" @ {}", START + random.below(LENGTH as u64) as i64),
        3 => " @ start()".into(),
        4 => " @ end() offset 7m".into(),
        _ => String::new(),
    }
}

fn matrix(random: &mut Generator, samples: Samples, depth: u32) -> String {
    if depth == 0 || !random.one_in(4) {
        let (name, range) = (name(random, samples), random.pick(&RANGES));
        return format!("{name}[{range}]{}", modifiers(random));
    }
    let steps = random.pick(&["5m:1m", "10m:45s", "2m:15s", "20m:5m", "8m:", "3m:7s"]);
    format!("({})[{steps}]{}", vector(random, samples, depth - 1), modifiers(random))
}

/// A function of a range vector.
fn window(random: &mut Generator, samples: Samples, depth: u32) -> String {
    if samples == Samples::Floats && random.one_in(6) {
        let matrix = matrix(random, samples, depth);
        return match random.below(3) {
            0 => format!("quantile_over_time({}, {matrix})", scalar(random, depth)),
            1 => format!("predict_linear({matrix}, {})", scalar(random, depth)),
            _ => format!("double_exponential_smoothing({matrix}, 0.3, 0.6)"),
        };
    }
    let function = if samples == Samples::Histograms && !random.one_in(3) {
        random.pick(&[
            "rate",
            "increase",
            "delta",
            "sum_over_time",
            "avg_over_time",
            "irate",
            "idelta",
            "last_over_time",
        ])
    } else {
        random.pick(&WINDOWS)
    };
    let samples = if random.one_in(6) { any(random) } else { samples };
    let mut matrix = matrix(random, samples, depth);
    if ["rate", "increase"].contains(&function) && !random.one_in(20) {
        // Reset at every scrape, it would be a case of the limit at zero every time.
        matrix = matrix.replace("memory_histogram", "rpc_seconds");
    }
    format!("{function}({matrix})")
}

fn plain(random: &mut Generator, depth: u32) -> String {
    let function = random.pick(&PLAIN);
    let samples = if function.starts_with("histogram") { Samples::Histograms } else { Samples::Floats };
    match random.below(8) {
        0 => {
            let samples = any(random);
            label_function(random, samples, depth)
        }
        1 => {
            let (inner, scalar) = (vector(random, Samples::Floats, depth), scalar(random, depth));
            format!("{}({inner}, {scalar})", random.pick(&["clamp_min", "clamp_max", "round"]))
        }
        2 => format!(
            "clamp({}, {}, {})",
            vector(random, Samples::Floats, depth),
            random.pick(&NUMBERS),
            scalar(random, depth)
        ),
        _ => format!("{function}({})", vector(random, samples, depth)),
    }
}

/// A function that gives floats for histograms.
fn histogram_function(random: &mut Generator, depth: u32) -> String {
    let inner = if random.one_in(6) {
        format!("rate(latency_seconds_bucket[{}])", random.pick(&RANGES))
    } else {
        vector(random, Samples::Histograms, depth)
    };
    match random.below(4) {
        0 | 1 => format!("{}({inner})", random.pick(&HISTOGRAM_FIELDS)),
        2 => {
            format!("histogram_quantile({}, {inner})", random.pick(&["0.9", "0.5", "0", "1", "0.01", "-1", "2", "NaN"]))
        }
        _ => {
            let bounds = ["0", "0.5", "1", "-1", "-0.3", "2.5", "-Inf", "+Inf", "100", "0.001"];
            format!("histogram_fraction({}, {}, {inner})", random.pick(&bounds), random.pick(&bounds))
        }
    }
}

fn label_function(random: &mut Generator, samples: Samples, depth: u32) -> String {
    let inner = vector(random, samples, depth);
    match random.below(4) {
        0 => format!("label_replace({inner}, \"copy\", \"$1-x\", \"instance\", \"(.)\")"),
        1 => format!("label_join({inner}, \"both\", \"/\", \"job\", \"instance\")"),
        2 => format!("sort_by_label({inner}, \"job\", \"instance\")"),
        _ => format!("label_replace({inner}, \"__name__\", \"renamed\", \"job\", \"api\")"),
    }
}

fn aggregation(random: &mut Generator, samples: Samples, depth: u32) -> String {
    let operators: &[&str] =
        if samples == Samples::Floats { &AGGREGATIONS } else { &["sum", "avg", "sum", "avg", "count"] };
    let (operator, grouping) = (random.pick(operators), random.pick(&GROUPINGS));
    format!("{operator} {grouping} ({})", vector(random, samples, depth))
}

/// An aggregation with a parameter.
fn parameterised(random: &mut Generator, depth: u32) -> String {
    let samples = if random.one_in(4) { Samples::Histograms } else { Samples::Floats };
    let (grouping, inner) = (random.pick(&GROUPINGS), vector(random, samples, depth));
    match random.below(6) {
        0 => format!("count_values {grouping} (\"value\", {inner})"),
        1 => format!("limit_ratio {grouping} ({}, {inner})", random.pick(&["0.5", "-0.5", "0.2", "1", "-1.5", "0"])),
        2 => format!("quantile {grouping} ({}, {inner})", scalar(random, depth)),
        _ => format!(
            "{} {grouping} ({}, {inner})",
            random.pick(&RANKED),
            random.pick(&["1", "2", "3", "0.7", "100", "0"])
        ),
    }
}

fn set(random: &mut Generator, samples: Samples, depth: u32) -> String {
    let matching = random.pick(&["", "on (job, instance)", "ignoring (kind, code, le)", "on ()", "on (job)"]);
    let operator = random.pick(&["and", "or", "unless"]);
    format!("{} {operator} {matching} {}", operand(random, samples, depth), operand(random, samples, depth))
}

fn binary(random: &mut Generator, samples: Samples, depth: u32) -> String {
    if samples == Samples::Histograms {
        return match random.below(5) {
            0 => format!("{} * {}", operand(random, samples, depth), scalar(random, depth)),
            1 => format!("{} / {}", operand(random, samples, depth), scalar(random, depth)),
            2 => format!("-{}", operand(random, samples, depth)),
            _ => {
                let operator = random.pick(&["+", "-", "==", "!=", "+", "-"]);
                let matching = random.pick(&MATCHINGS);
                format!("{} {operator} {matching} {}", operand(random, samples, depth), operand(random, samples, depth))
            }
        };
    }
    let operator = random.pick(&OPERATORS);
    let bool = if operator.starts_with(['=', '!', '<', '>']) && random.one_in(3) { " bool" } else { "" };
    let left = if random.one_in(8) { Samples::Histograms } else { samples };
    match random.below(4) {
        0 => format!("{} {operator}{bool} {}", operand(random, left, depth), scalar(random, depth)),
        1 => format!("{} {operator}{bool} {}", scalar(random, depth), operand(random, left, depth)),
        _ => {
            let matching = random.pick(&MATCHINGS);
            format!("{} {operator}{bool} {matching} {}", operand(random, left, depth), operand(random, samples, depth))
        }
    }
}

fn operand(random: &mut Generator, samples: Samples, depth: u32) -> String {
    let inner = vector(random, samples, depth);
    if random.one_in(10) { inner } else { format!("({inner})") }
}

fn scalar(random: &mut Generator, depth: u32) -> String {
    match random.below(9) {
        0 if depth > 0 => format!("scalar({})", vector(random, Samples::Floats, depth - 1)),
        1 if depth > 0 => {
            let operator = random.pick(&["+", "-", "*", "/", "> bool", "^"]);
            format!("({} {operator} {})", scalar(random, depth - 1), scalar(random, depth - 1))
        }
        2 => "time()".into(),
        3 => "pi()".into(),
        _ => random.pick(&NUMBERS).to_owned(),
    }
}
