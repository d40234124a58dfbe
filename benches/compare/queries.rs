//! The questions.

/// One question.
#[derive(Clone)]
pub(crate) struct Query {
    pub(crate) expression: String,
    pub(crate) times: Times,
}

/// When to evaluate, in unix seconds.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Times {
    Instant { time: i64 },
    Range { start: i64, end: i64, step: i64 },
}

/// Evaluated at every minute of the whole data set.
const RANGE: &[&str] = &[
    "sum by (job) (rate(http_requests_total[5m]))",
    "rate(http_requests_total[5m])",
    "rate({__name__=~'(http_requests|cpu_seconds)_total'}[5m])",
    "irate(http_requests_total[5m])",
    "increase(http_requests_total[1h])",
    "100 * (1 - avg by (instance) (rate(cpu_seconds_total{mode='idle'}[5m])))",
    "sum(rate(http_requests_total{path=~'/(cart|login)', code!~'2..'}[5m]))",
    "sum by (job) (rate(http_requests_total[5m])) - sum by (job) (rate(http_requests_total[5m] offset 1h))",
    "sum by (instance) (rate(http_requests_total{code='500'}[5m])) / sum by (instance) (rate(http_requests_total[5m]))",
    "topk(5, rate(http_requests_total[5m]))",
    "max_over_time(rate(http_requests_total[5m])[1h:1m])",
    "avg_over_time((queue_depth > 40)[1h:1m])",
    "avg_over_time(queue_depth[1h])",
    "min_over_time(temperature_celsius[1h])",
    "max_over_time(temperature_celsius[1h])",
    "quantile_over_time(0.9, queue_depth[1h])",
    "stddev_over_time(queue_depth[1h])",
    "count_over_time(up[10m])",
    "last_over_time(queue_depth[5m])",
    "changes(queue_depth[15m])",
    "deriv(queue_depth[15m])",
    "predict_linear(filesystem_free_bytes[1h], 14400)",
    "count by (__name__) ({__name__=~'.+'})",
    // The same without the native histograms, which one of the servers does not hold.
    "count by (__name__) ({__name__=~'.+', service=''})",
    "sum by (instance) (memory_bytes)",
    "quantile by (job) (0.9, queue_depth)",
    "stddev by (job) (queue_depth)",
    "queue_depth > 60",
    "queue_depth * on (instance) group_left (version) build_info",
    "memory_bytes and on (instance) (temperature_celsius{sensor='0'} > 52)",
    "memory_bytes unless on (instance) (temperature_celsius{sensor='0'} > 52)",
    "temperature_celsius - temperature_celsius @ end()",
    "absent(up{job='missing'})",
    "label_replace(memory_bytes, 'host', '$1', 'instance', '(.+):.*')",
    "{__name__=~'http_requests_total|memory_bytes|queue_depth|temperature_celsius'}",
    "histogram_quantile(0.95, sum by (le, path) (rate(http_request_duration_seconds_bucket[5m])))",
    "histogram_quantile(0.95, sum by (service) (rate(rpc_duration_seconds[5m])))",
    "histogram_avg(rate(rpc_duration_seconds[5m]))",
    "sum by (job) (histogram_count(rpc_duration_seconds))",
];

/// Evaluated once, at the end of the data set.
const INSTANT: &[&str] = &[
    "up",
    "{job='api'}",
    "http_requests_total[1h]",
    "count by (__name__) ({__name__=~'.+'})",
    "sum by (job) (rate(http_requests_total[5m]))",
    "sort_desc(sum by (instance) (rate(http_requests_total[5m])))",
    "topk(10, increase(http_requests_total[1d]))",
    "avg_over_time(temperature_celsius[1d])",
    "quantile_over_time(0.99, queue_depth[1d])",
    "max_over_time(sum by (job) (rate(http_requests_total[5m]))[1d:1m])",
    "count_values('version', build_info)",
    "histogram_quantile(0.95, sum by (le, path) (rate(http_request_duration_seconds_bucket[5m])))",
    "histogram_quantile(0.95, sum by (service) (rate(rpc_duration_seconds[5m])))",
];

/// The only metric of native histograms.
const NATIVE: &str = "rpc_duration_seconds";

impl Query {
    /// Whether the answer needs native histograms, which VictoriaMetrics has not.
    pub(crate) fn is_native(&self) -> bool {
        self.expression.contains(NATIVE)
    }

    /// Whether it is evaluated at many steps.
    pub(crate) fn is_range(&self) -> bool {
        matches!(self.times, Times::Range { .. })
    }
}

/// All queries over data between two times whose expression contains `only`.
pub(crate) fn all(start: i64, end: i64, only: &str) -> Vec<Query> {
    let range = RANGE.iter().map(|expression| (expression, Times::Range { start, end, step: 60 }));
    let instant = INSTANT.iter().map(|expression| (expression, Times::Instant { time: end }));
    let chosen = range.chain(instant).filter(|(expression, _)| expression.contains(only));
    chosen.map(|(expression, times)| Query { expression: (*expression).into(), times }).collect()
}

/// A query whose cost is looked at as its parts grow.
pub(crate) struct Shape {
    /// The expression around the matchers and the window.
    parts: [&'static str; 3],
    window_minutes: i64,
}

/// Cheap and dear functions of windows, aggregations of many series, a subquery.
pub(crate) const SHAPES: &[Shape] = &[
    Shape { parts: ["sum by (job) (rate(http_requests_total{", "}[", "]))"], window_minutes: 5 },
    Shape { parts: ["avg_over_time(queue_depth{", "}[", "])"], window_minutes: 60 },
    Shape { parts: ["quantile_over_time(0.9, queue_depth{", "}[", "])"], window_minutes: 60 },
    Shape { parts: ["max_over_time(rate(http_requests_total{", "}[5m])[", ":1m])"], window_minutes: 60 },
    Shape {
        parts: ["histogram_quantile(0.9, sum by (le) (rate(http_request_duration_seconds_bucket{", "}[", "])))"],
        window_minutes: 5,
    },
];

impl Shape {
    /// The query with a half of the series or all of them, a window so many times as long, and these times.
    pub(crate) fn query(&self, all_series: bool, windows: i64, times: Times) -> Query {
        let matcher = if all_series { "" } else { "zone='east'" };
        let [head, middle, tail] = self.parts;
        let window = self.window_minutes * windows;
        Query { expression: format!("{head}{matcher}{middle}{window}m{tail}"), times }
    }
}
