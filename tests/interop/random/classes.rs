//! Classes of differences from Prometheus 3.5 that changes up to 3.14 explain.
//!
//! A class must recognise its own kind of difference and nothing else: where that can be done, it undoes the change and
//! compares again.

use serde_json::Value as Json;

use crate::{
    queries::{Query, Time},
    reply::{Kind, Reply},
};

/// A kind of difference, and how it is recognised.
pub(super) struct Class {
    /// The change that explains it.
    pub(super) reason: &'static str,
    /// Whether a difference is of this class.
    pub(super) fits: fn(&Difference<'_>) -> bool,
}

/// One difference.
pub(super) struct Difference<'d> {
    pub(super) kind: Kind,
    pub(super) query: &'d Query,
    /// The first place where the two differ, as it is printed.
    pub(super) text: &'d str,
    pub(super) theirs: &'d Reply,
    pub(super) ours: &'d Reply,
}

pub(super) const CLASSES: &[Class] = &[
    Class {
        reason: "3.14 says the same in other words, or from inside of parentheses, and warns of sorting in a range query",
        fits: |difference| difference.kind == Kind::Annotations && difference.annotations_remain(&[]),
    },
    Class {
        reason: "to 3.14 a histogram times a negative number or less another is a gauge: rate and increase warn, delta does not",
        fits: |difference| {
            let negative = difference.asks_for("-") && difference.asks_for(":");
            let signs =
                ["this native histogram metric is not a counter", "this native histogram metric is not a gauge"];
            difference.kind == Kind::Annotations && negative && difference.annotations_remain(&signs)
        },
    },
    Class {
        reason: "3.14 follows counter resets where only count and sum are asked, and warns when they contradict each other",
        fits: |difference| {
            let totals = ["histogram_count(", "histogram_sum(", "histogram_avg("];
            difference.kind == Kind::Annotations
                && totals.iter().any(|function| difference.asks_for(function))
                && difference.annotations_remain(&["conflicting counter resets during histogram"])
        },
    },
    Class {
        reason: "3.14 names duplicate series in the order of their labels",
        fits: |difference| {
            difference.kind == Kind::ErrorText
                && sorted_duplicates(difference.theirs)
                    .is_some_and(|text| sorted_duplicates(difference.ours) == Some(text))
        },
    },
    Class {
        reason: "which duplicates are met first depends, where an operator gives them in a range, on the order of a Go map",
        fits: |difference| {
            let steps = matches!(difference.query.time, Time::Range { .. })
                || [":", "count_values"].iter().any(|part| difference.asks_for(part));
            let side = |reply| sorted_duplicates(reply).map(|text| text.contains(" on the left"));
            let sides = (side(difference.theirs), side(difference.ours));
            difference.kind == Kind::ErrorText && steps && sides.0.is_some() && sides.0 == sides.1
        },
    },
    Class {
        reason: "which of equal counts is chosen depends on the order of a Go map, as count_values gives them",
        fits: |difference| {
            let chosen = ["topk", "bottomk", "limitk"].iter().any(|operator| difference.asks_for(operator));
            difference.kind == Kind::Result && chosen && difference.asks_for("count_values")
        },
    },
    Class {
        reason: "an operator of Prometheus names the last of its findings of a step, promq all of them",
        fits: |difference| {
            let signs =
                ["incompatible bucket layout encountered for binary", "incompatible sample types encountered for"];
            let found = |reply| annotations(reply).any(|text| signs.iter().any(|sign| text.contains(sign)));
            let all_there =
                annotations(difference.theirs).all(|text| difference.our_annotations().any(|ours| ours == text));
            difference.kind == Kind::Annotations
                && found(difference.theirs)
                && all_there
                && difference.annotations_remain(&signs)
        },
    },
    Class {
        reason: "of equal findings in two places Prometheus tells the place of the outer, promq that of the later",
        fits: |difference| {
            let without_place = |reply| {
                annotations(reply).map(|text| text.rsplit_once(" (").map_or(text, |(text, _)| text)).collect::<Vec<_>>()
            };
            difference.kind == Kind::Annotations && without_place(difference.theirs) == without_place(difference.ours)
        },
    },
    Class {
        reason: "the server lists ten annotations, promq all",
        fits: |difference| {
            let (omitted, listed): (Vec<&str>, Vec<&str>) =
                annotations(difference.theirs).partition(|text| text.contains("annotations omitted"));
            let ours: Vec<String> = difference.our_annotations().map(|text| difference.in_common_words(text)).collect();
            difference.kind == Kind::Annotations
                && omitted.len() == 1
                && listed.iter().all(|text| ours.contains(&difference.in_common_words(text)))
        },
    },
    Class {
        reason: "3.14 knows the kind of buckets also where only count and sum are asked; 3.5 took any two for the same, or for others",
        fits: |difference| {
            let totals = ["histogram_count(", "histogram_sum(", "histogram_avg("];
            let mut annotations = annotations(difference.theirs).chain(difference.our_annotations());
            let dropped = annotations.any(|text| text.contains("incompatible bucket layout"));
            let absent = difference.text.contains("theirs: 0 series") || difference.kind == Kind::Annotations;
            dropped
                && absent
                && difference.asks_for("batch_seconds")
                && totals.iter().any(|name| difference.asks_for(name))
        },
    },
    Class {
        reason: "3.14 reconciles custom buckets where 3.5 dropped the histograms",
        fits: |difference| {
            let reconciled = |text: &str| text.contains("mismatched custom buckets were reconciled");
            // Where only count and sum are asked, there are no bounds left to reconcile.
            let totals = ["histogram_count(", "histogram_sum(", "histogram_avg("];
            let told =
                difference.our_annotations().any(reconciled) || totals.iter().any(|name| difference.asks_for(name));
            difference.asks_for("odd_batch_seconds") && told
        },
    },
    Class {
        reason: "3.14 extrapolates the count of a histogram no further than to zero",
        fits: |difference| {
            // What a subquery makes of histograms may be near zero as well.
            let near_zero = ["fresh_seconds", "memory_histogram", ")["];
            let rated = ["rate(", "increase("].iter().any(|function| difference.asks_for(function));
            difference.kind == Kind::Result && rated && near_zero.iter().any(|name| difference.asks_for(name))
        },
    },
    Class {
        reason: "3.14 begins the first bucket at zero in histogram_fraction, where 3.5 gave NaN",
        fits: |difference| {
            difference.kind == Kind::Result
                && difference.asks_for("histogram_fraction(")
                && (difference.text.contains("\"NaN\")")
                    || ["topk", "bottomk"].iter().any(|name| difference.asks_for(name)))
        },
    },
    Class {
        reason: "3.14 insists on one partner for comparisons that filter, whether or not they hold",
        fits: |difference| {
            let sign = "multiple matches for labels: ";
            let refused = matches!(difference.ours, Reply::Error { text, .. } if text.starts_with(sign));
            let filters = ["==", "!=", "<", ">"].iter().any(|operator| difference.asks_for(operator));
            refused && filters && matches!(difference.theirs, Reply::Data { .. })
        },
    },
    Class {
        reason: "3.14 lets a NaN in the window make the median absolute deviation NaN; 3.5 sorted it in",
        fits: |difference| {
            difference.kind == Kind::Result
                && difference.asks_for("mad_over_time(")
                && difference.asks_for("special")
                && difference.text.contains("ours:   ")
                && difference.text.ends_with("\"NaN\")")
        },
    },
    Class {
        reason: "3.14 adds histograms up with compensation, which tells infinities, the sign of zero and last digits apart",
        fits: |difference| {
            let sums = ["sum", "avg"].iter().any(|function| difference.asks_for(function));
            let infinite = ["Inf", " / 0", " / (0 "].iter().any(|part| difference.asks_for(part))
                && ["NaN", "\\\"-0"].iter().any(|sign| difference.text.contains(sign));
            let named = difference.asks_for("count_values") && difference.text.contains("{count:");
            difference.kind == Kind::Result && sums && (infinite || named)
        },
    },
    Class {
        reason: "3.5 gives buckets that do not add up to their own count: it has overwritten histograms still in use",
        fits: |difference| {
            let contradicts = |reply: &Reply| !reply.histograms().all(adds_up);
            difference.kind == Kind::Result && contradicts(difference.theirs) && !contradicts(difference.ours)
        },
    },
    Class {
        reason: "3.14 looks for info series at the time that @ names",
        fits: |difference| {
            difference.kind == Kind::Result && difference.asks_for("info(") && difference.asks_for(" @ ")
        },
    },
    Class {
        reason: "3.14 joins info series with the right series where some are missing at a step; 3.5 took the next one",
        fits: |difference| {
            let steps = matches!(difference.query.time, Time::Range { .. }) || difference.asks_for(":");
            difference.kind == Kind::Result
                && difference.asks_for("info(")
                && steps
                && difference.text.contains("version")
        },
    },
];

impl Difference<'_> {
    /// Whether the expression contains this.
    fn asks_for(&self, part: &str) -> bool {
        self.query.expression.contains(part)
    }

    fn our_annotations(&self) -> impl Iterator<Item = &str> {
        annotations(self.ours)
    }

    /// Whether the annotations are the same once both are put into the same words, but for those that contain one of
    /// `passed_over`.
    fn annotations_remain(&self, passed_over: &[&str]) -> bool {
        let put = |reply| {
            let mut texts: Vec<String> = annotations(reply).map(|text| self.in_common_words(text)).collect();
            texts.sort();
            texts.dedup();
            texts
        };
        let (theirs, ours) = (put(self.theirs), put(self.ours));
        let needed = |text: &&String| {
            let sorting = text.contains("sort is ineffective for range queries");
            !sorting && !passed_over.iter().any(|sign| text.contains(sign))
        };
        theirs.iter().filter(needed).eq(ours.iter().filter(needed))
    }

    /// An annotation without what the versions word differently, and at the place behind any parentheses.
    fn in_common_words(&self, text: &str) -> String {
        let (text, place) = text.rsplit_once(" (1:").unwrap_or((text, ""));
        let column: usize = place.trim_end_matches(')').parse().unwrap_or(1);
        let inner = self.query.expression[column - 1..].trim_start_matches('(');
        let words = ["PromQL warning: bucket label", "PromQL info: input to histogram_quantile needed to be fixed"];
        let text = if words.iter().any(|words| text.starts_with(words)) {
            let end = [" for metric name ", ", from buckets "].iter().filter_map(|part| text.find(part)).min();
            &text[..end.unwrap_or(text.len())]
        } else {
            text
        };
        format!("{text} at {inner}")
    }
}

/// Whether the buckets of a histogram hold as many observations as it counts.
fn adds_up(histogram: &Json) -> bool {
    let number = |value: &Json| value.as_str().and_then(|text| text.parse::<f64>().ok()).unwrap_or(f64::NAN);
    let buckets = histogram["buckets"].as_array().map_or(&[][..], Vec::as_slice);
    let (total, count) = (buckets.iter().map(|bucket| number(&bucket[3])).sum::<f64>(), number(&histogram["count"]));
    let largest = buckets.iter().map(|bucket| number(&bucket[3]).abs()).fold(count.abs(), f64::max);
    // NaN and infinities say nothing either way.
    (total - count).is_nan() || (total - count).abs() <= largest * 1e-6
}

fn annotations(reply: &Reply) -> impl Iterator<Item = &str> {
    let (warnings, infos) = match reply {
        Reply::Data { warnings, infos, .. } => (warnings.as_slice(), infos.as_slice()),
        Reply::Error { .. } => (&[][..], &[][..]),
    };
    warnings.iter().chain(infos).map(String::as_str)
}

/// An error about duplicate series, its two series in order.
fn sorted_duplicates(reply: &Reply) -> Option<String> {
    let Reply::Error { text, .. } = reply else { return None };
    let (before, rest) = text.split_once(" hand-side of the operation: [")?;
    let (series, after) = rest.split_once("];many-to-many matching not allowed")?;
    let mut series: Vec<&str> = series.split("}, ").map(|series| series.trim_end_matches('}')).collect();
    series.sort_unstable();
    Some(format!("{before} {series:?} {after}"))
}
