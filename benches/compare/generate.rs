//! The generated data: targets of [`SERIES_PER_TARGET`] series each, scraped every 15 seconds, the same for a seed.
//!
//! A target resembles what Prometheus users scrape: 40 counters that start again at zero whenever the target does, 34
//! gauges, two classic histograms of 11 series and four native histograms. Its load follows the time of day, now and
//! then a scrape fails, and its scrapes have their own place within the 15 seconds.

/// Milliseconds between two scrapes of a target.
pub(crate) const INTERVAL: i64 = 15_000;

/// How many series a target has.
pub(crate) const SERIES_PER_TARGET: usize = 100;

/// When the data begins: 2025-11-01, fixed so that a data set is the same on every day.
pub(crate) const START: i64 = 1_761_955_200_000;

const BOUNDS: [&str; 9] = ["0.005", "0.01", "0.025", "0.05", "0.1", "0.25", "0.5", "1", "+Inf"];

const JOBS: [&str; 5] = ["api", "checkout", "search", "node", "worker"];

/// Buckets a native histogram may fill; in schema 3 they reach from 2^-8 to 2^0.
const NATIVE_BUCKETS: usize = 64;

/// The first of [`NATIVE_BUCKETS`] as schema 3 counts buckets.
const NATIVE_FIRST: i32 = -64;

/// Name and value of every label, in the order of names.
pub(crate) type Labels = Vec<(String, String)>;

/// What a series has at one time.
#[derive(Clone)]
pub(crate) enum Value {
    Float(f64),
    Histogram(NativeHistogram),
}

/// A native histogram of integer counts with one span of schema 3.
#[derive(Clone)]
pub(crate) struct NativeHistogram {
    pub(crate) sum: f64,
    /// Index of the first bucket in `counts`.
    pub(crate) first: i32,
    pub(crate) counts: Vec<u64>,
}

/// One process with metrics.
pub(crate) struct Target {
    labels: Vec<Labels>,
    sources: Vec<Source>,
    random: Random,
    /// Where in the interval it is scraped.
    offset: i64,
    /// It starts again whenever so many scrapes have passed.
    lifetime: i64,
}

/// What changes between scrapes: the state of one series, or of the several series of a classic histogram.
enum Source {
    Counter {
        increase: f64,
        whole: bool,
        total: f64,
    },
    /// Wanders around `centre`; `precision` is how many values there are to a unit.
    Gauge {
        centre: f64,
        spread: f64,
        precision: f64,
        value: f64,
    },
    Constant(f64),
    Classic {
        observations: f64,
        counts: [u64; BOUNDS.len()],
        sum: f64,
    },
    Native {
        observations: f64,
        counts: Vec<u64>,
        sum: f64,
    },
}

impl Target {
    /// The target of that number.
    pub(crate) fn new(number: usize, seed: u64) -> Self {
        let mut target = Self {
            labels: Vec::new(),
            sources: Vec::new(),
            random: Random(seed ^ (number as u64 + 1).wrapping_mul(0xd134_2543_de82_ef95)),
            offset: 0,
            lifetime: 0,
        };
        target.offset = target.random.below(INTERVAL as u64) as i64;
        target.lifetime = 1200 + target.random.below(1800) as i64;
        target.add_counters(number);
        target.add_gauges(number);
        target.add_histograms(number);
        assert_eq!(target.labels.len(), SERIES_PER_TARGET, "the constant tells how many series a target has");
        target
    }

    /// The labels of every series, in the order in which [`Target::scrape`] gives values.
    pub(crate) fn labels(&self) -> &[Labels] {
        &self.labels
    }

    /// Time and values of the scrape of that number; `None` when the scrape fails. Must be called for one number after
    /// another.
    pub(crate) fn scrape(&mut self, number: i64) -> Option<(i64, Vec<Value>)> {
        let activity = 1.0 + 0.6 * (number as f64 * std::f64::consts::TAU / 5760.0 + self.offset as f64).sin();
        let restarted = (number + self.offset) % self.lifetime == 0;
        let mut values = Vec::with_capacity(SERIES_PER_TARGET);
        for source in &mut self.sources {
            if restarted {
                source.restart();
            }
            source.advance(activity, &mut self.random, &mut values);
        }
        let failed = self.random.below(500) == 0;
        (!failed).then_some((START + number * INTERVAL + self.offset, values))
    }

    fn add_counters(&mut self, number: usize) {
        for path in ["/", "/cart", "/login", "/search"] {
            for (code, share) in [("200", 30.0), ("404", 2.0), ("500", 0.1)] {
                for method in ["GET", "POST"] {
                    let labels = [("path", path), ("code", code), ("method", method)];
                    let increase = share * (0.2 + self.random.unit());
                    self.add(number, "http_requests_total", &labels, Source::counter(increase, true));
                }
            }
        }
        for cpu in ["0", "1"] {
            for (mode, share) in [("idle", 10.0), ("iowait", 0.3), ("system", 1.5), ("user", 3.0)] {
                self.add(number, "cpu_seconds_total", &[("cpu", cpu), ("mode", mode)], Source::counter(share, false));
            }
        }
        for device in ["eth0", "eth1", "lo", "wg0"] {
            for name in ["network_receive_bytes_total", "network_transmit_bytes_total"] {
                self.add(number, name, &[("device", device)], Source::counter(80_000.0, true));
            }
        }
    }

    fn add_gauges(&mut self, number: usize) {
        self.add(number, "up", &[], Source::Constant(1.0));
        let version = ["1.4.0", "1.4.1", "1.5.0"][number % 3];
        self.add(number, "build_info", &[("version", version)], Source::Constant(1.0));
        for queue in ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j"] {
            self.add(number, "queue_depth", &[("queue", queue)], Source::gauge(40.0, 30.0, 1.0));
        }
        for kind in ["anonymous", "buffers", "cached", "free", "kernel", "mapped", "shared", "swap"] {
            self.add(number, "memory_bytes", &[("kind", kind)], Source::gauge(2e9, 1e8, 1.0 / 4096.0));
        }
        for sensor in ["0", "1", "2", "3", "4", "5", "6", "7"] {
            self.add(number, "temperature_celsius", &[("sensor", sensor)], Source::gauge(52.0, 2.0, 10.0));
        }
        for mountpoint in ["/", "/boot", "/home", "/srv", "/tmp", "/var"] {
            let source = Source::gauge(2e11, 1e8, 1.0 / 512.0);
            self.add(number, "filesystem_free_bytes", &[("mountpoint", mountpoint)], source);
        }
    }

    fn add_histograms(&mut self, number: usize) {
        for path in ["/cart", "/search"] {
            for bound in BOUNDS {
                let labels = [("path", path), ("le", bound)];
                self.labels.push(self::labels(number, "http_request_duration_seconds_bucket", &labels));
            }
            self.labels.push(labels(number, "http_request_duration_seconds_sum", &[("path", path)]));
            self.labels.push(labels(number, "http_request_duration_seconds_count", &[("path", path)]));
            self.sources.push(Source::Classic { observations: 12.0, counts: [0; BOUNDS.len()], sum: 0.0 });
        }
        for service in ["auth", "billing", "stock", "users"] {
            let source = Source::Native { observations: 12.0, counts: vec![0; NATIVE_BUCKETS], sum: 0.0 };
            self.add(number, "rpc_duration_seconds", &[("service", service)], source);
        }
    }

    fn add(&mut self, number: usize, name: &str, more: &[(&str, &str)], source: Source) {
        self.labels.push(labels(number, name, more));
        self.sources.push(source);
    }
}

impl Source {
    fn counter(increase: f64, whole: bool) -> Self {
        Self::Counter { increase, whole, total: 0.0 }
    }

    fn gauge(centre: f64, spread: f64, precision: f64) -> Self {
        Self::Gauge { centre, spread, precision, value: centre }
    }

    fn restart(&mut self) {
        match self {
            Self::Counter { total, .. } => *total = 0.0,
            Self::Classic { counts, sum, .. } => (*counts, *sum) = ([0; BOUNDS.len()], 0.0),
            Self::Native { counts, sum, .. } => (*counts, *sum) = (vec![0; NATIVE_BUCKETS], 0.0),
            Self::Gauge { .. } | Self::Constant(_) => {}
        }
    }

    fn advance(&mut self, activity: f64, random: &mut Random, values: &mut Vec<Value>) {
        match self {
            Self::Counter { increase, whole, total } => {
                let increase = *increase * activity * (0.5 + random.unit());
                *total += if *whole { (increase + random.unit()).floor() } else { (increase * 100.0).round() / 100.0 };
                values.push(Value::Float(*total));
            }
            Self::Gauge { centre, spread, precision, value } => {
                // Real gauges rest now and then.
                if random.below(2) == 0 {
                    *value += (*centre - *value) * 0.02 + *spread * (random.unit() - 0.5);
                }
                values.push(Value::Float((value.max(0.0) * *precision).round() / *precision));
            }
            Self::Constant(value) => values.push(Value::Float(*value)),
            Self::Classic { observations, counts, sum } => {
                for _ in 0..random.observations(*observations, activity) {
                    let seconds = random.seconds();
                    *sum += seconds;
                    for (count, bound) in counts.iter_mut().zip(BOUNDS) {
                        *count += u64::from(seconds <= bound.parse().unwrap_or(f64::INFINITY));
                    }
                }
                values.extend(counts.iter().map(|count| Value::Float(*count as f64)));
                values.push(Value::Float(*sum));
                values.push(Value::Float(counts[BOUNDS.len() - 1] as f64));
            }
            Self::Native { observations, counts, sum } => {
                for _ in 0..random.observations(*observations, activity) {
                    let seconds = random.seconds();
                    *sum += seconds;
                    let bucket = (seconds.log2() * 8.0).ceil() as i32 - NATIVE_FIRST;
                    counts[bucket.clamp(0, NATIVE_BUCKETS as i32 - 1) as usize] += 1;
                }
                let first = counts.iter().position(|count| *count > 0).unwrap_or(0);
                let end = counts.iter().rposition(|count| *count > 0).map_or(first, |last| last + 1);
                values.push(Value::Histogram(NativeHistogram {
                    sum: *sum,
                    first: NATIVE_FIRST + first as i32,
                    counts: counts[first..end].to_vec(),
                }));
            }
        }
    }
}

/// The labels of a target's series: `more` and those that tell the target.
fn labels(number: usize, name: &str, more: &[(&str, &str)]) -> Labels {
    let instance = format!("host-{number:03}:9100");
    let zone = if (number / JOBS.len()).is_multiple_of(2) { "east" } else { "west" };
    let target = [("__name__", name), ("instance", &instance), ("job", JOBS[number % JOBS.len()]), ("zone", zone)];
    let mut labels: Labels = target.iter().chain(more).map(|(name, value)| ((*name).into(), (*value).into())).collect();
    labels.sort();
    labels
}

/// A splitmix64 generator: the same numbers on every machine.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, end: u64) -> u64 {
        self.next() % end
    }

    fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1u64 << 53) as f64
    }

    fn observations(&mut self, mean: f64, activity: f64) -> u64 {
        (mean * activity * 2.0 * self.unit()) as u64
    }

    /// A duration: most around 50 ms, few up to a second and more.
    fn seconds(&mut self) -> f64 {
        0.05 * (1.2 * (self.unit() + self.unit() + self.unit() + self.unit() - 2.0) * 1.7).exp()
    }
}
