//! Programs killed at random moments: the data directory is whole afterwards, with the old blocks or the new ones.
//!
//! `PROMQ_KILLS=200 cargo test --release --test storage crash` kills each command two hundred times; without the variable
//! it is a few.

use std::{
    collections::BTreeSet,
    env, fs,
    path::PathBuf,
    process::{Command, Output, Stdio},
    time::{Duration, Instant},
};

use crate::server::copy_folder;
use tempfile::TempDir;

/// Kills of each command, unless `PROMQ_KILLS` says otherwise.
const CRASHES: u32 = 8;
const SERIES: u64 = 40;
const HOURS: u64 = 20;
/// 2023-11-14T12:00:00Z: a border of blocks of any length.
const BEGIN: u64 = 1_699_963_200;

#[test]
fn a_killed_backfill_leaves_the_old_blocks_and_whole_new_ones() {
    let scene = Scene::new();
    let text = scene.exposition("later.om", HOURS);
    Killing {
        scene: &scene,
        arguments: &["create-blocks-from", "openmetrics", "-q", &text, "data"],
        outcome: Outcome::Grows,
    }
    .run();
}

#[test]
fn a_killed_compaction_loses_nothing() {
    let scene = Scene::new();
    Killing { scene: &scene, arguments: &["compact", "data"], outcome: Outcome::SameSamples }.run();
}

#[test]
fn a_killed_compaction_into_longer_blocks_loses_nothing() {
    let scene = Scene::new();
    Killing { scene: &scene, arguments: &["compact", "--into", "24h", "data"], outcome: Outcome::SameSamples }.run();
}

#[test]
fn a_killed_rewrite_leaves_each_block_as_it_was_or_as_it_is_to_be() {
    let scene = Scene::new();
    let arguments = &["rewrite", "--write", "--rename-metric", "requests_total=hits_total", "data"];
    Killing { scene: &scene, arguments, outcome: Outcome::EachBlockOldOrNew }.run();
}

/// What may be there after a crash.
#[derive(Clone, Copy)]
enum Outcome {
    /// All old samples, and of the new ones those of whole blocks.
    Grows,
    /// Exactly the samples from before.
    SameSamples,
    /// Of each block's time the old samples or the new ones.
    EachBlockOldOrNew,
}

struct Killing<'a> {
    scene: &'a Scene,
    arguments: &'a [&'a str],
    outcome: Outcome,
}

impl Killing<'_> {
    fn run(&self) {
        let before = self.scene.dump();
        // The shortest of a few: on a busy machine one run says little.
        let runs = (0..3).map(|_| {
            self.scene.restore();
            let began = Instant::now();
            self.scene.succeed(self.arguments);
            began.elapsed()
        });
        let whole_run = runs.min().unwrap_or_default();
        let after = self.scene.dump();
        let crashes = env::var("PROMQ_KILLS").ok().and_then(|text| text.parse().ok()).unwrap_or(CRASHES);
        let mut moments = Moments(crashes.into());
        let mut killed = 0;
        for _ in 0..crashes {
            self.scene.restore();
            let mut child = self.scene.promq(self.arguments).spawn().expect("the program starts");
            std::thread::sleep(moments.next(whole_run));
            child.kill().expect("the program can be killed, or has ended");
            killed += u32::from(!child.wait().expect("the program ends").success());
            let verified = self.scene.promq(&["verify", "data"]).output().expect("the program starts");
            assert!(verified.status.success(), "{}", shown(&verified));
            self.check(&before, &after, &self.scene.dump());
            // The next run finds its way, whatever the last one left.
            self.scene.succeed(self.arguments);
            assert_eq!(self.scene.dump(), after);
            let left = self.scene.leftovers();
            assert!(left.is_empty(), "{left:?}");
        }
        assert!(killed * 3 >= crashes, "only {killed} of {crashes} were killed before they ended");
    }

    fn check(&self, before: &Samples, after: &Samples, now: &Samples) {
        match self.outcome {
            Outcome::SameSamples => assert_eq!(now, before),
            Outcome::Grows => {
                let (old, new, now) = (before.lines(), after.lines(), now.lines());
                assert!(now.is_superset(&old) && now.is_subset(&new));
                for hours in 0..HOURS / 2 {
                    let part = |lines: &BTreeSet<&str>| lines.iter().filter(|line| hour(line) / 2 == hours).count();
                    assert!(
                        [part(&old), part(&new)].contains(&part(&now)),
                        "a part of the block of hour {}",
                        2 * hours
                    );
                }
            }
            Outcome::EachBlockOldOrNew => {
                for hours in 0..HOURS / 2 {
                    let part = |samples: &Samples| {
                        let lines = samples.0.lines().filter(|line| hour(line) / 2 == hours);
                        lines.map(str::to_owned).collect::<Vec<_>>()
                    };
                    assert!(
                        [part(before), part(after)].contains(&part(now)),
                        "neither old nor new: hour {}",
                        2 * hours
                    );
                }
            }
        }
    }
}

/// The text of a dump.
#[derive(Debug, PartialEq, Eq)]
struct Samples(String);

impl Samples {
    fn lines(&self) -> BTreeSet<&str> {
        self.0.lines().collect()
    }
}

/// The hour since the beginning that a line of a dump is about.
fn hour(line: &str) -> u64 {
    let milliseconds: u64 = line.rsplit(' ').next().and_then(|time| time.parse().ok()).expect("a time ends the line");
    (milliseconds / 1000 - BEGIN) / 3600
}

/// A data directory with a few blocks, and a copy of it.
struct Scene(TempDir);

impl Scene {
    fn new() -> Self {
        let scene = Self(TempDir::new().expect("a temporary folder"));
        let text = scene.exposition("begin.om", HOURS / 2);
        scene.succeed(&["create-blocks-from", "openmetrics", "-q", &text, "data"]);
        copy_folder(&scene.path("data"), &scene.path("copy"));
        scene
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Writes an exposition with so many hours of samples; those of the first half are always the same.
    fn exposition(&self, name: &str, hours: u64) -> String {
        let mut text = String::from("# TYPE requests counter\n");
        for series in 0..SERIES {
            for minute in 0..hours * 60 {
                let value = (series + 1) * minute;
                text += &format!("requests_total{{instance=\"i{series}\"}} {value} {}\n", BEGIN + 60 * minute);
            }
        }
        fs::write(self.path(name), text + "# EOF\n").expect("the exposition is written");
        name.to_owned()
    }

    fn restore(&self) {
        fs::remove_dir_all(self.path("data")).expect("the directory can be removed");
        copy_folder(&self.path("copy"), &self.path("data"));
    }

    fn promq(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_promq"));
        command.arg("tsdb").args(arguments).current_dir(self.0.path());
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    fn succeed(&self, arguments: &[&str]) -> String {
        let output = self.promq(arguments).output().expect("the program starts");
        assert!(output.status.success(), "{arguments:?}: {}", shown(&output));
        String::from_utf8(output.stdout).expect("text")
    }

    /// What a server would show, sorted: the order of blocks is no matter.
    fn dump(&self) -> Samples {
        let text = self.succeed(&["dump", "--as-server", "data"]);
        let mut lines: Vec<&str> = text.lines().collect();
        lines.sort_unstable();
        lines.dedup();
        Samples(lines.join("\n"))
    }

    /// What lies in the data directory under temporary names.
    fn leftovers(&self) -> Vec<String> {
        let entries = fs::read_dir(self.path("data")).expect("a readable folder");
        let names = entries.map(|entry| entry.expect("a folder entry").file_name().to_string_lossy().into_owned());
        names.filter(|name| name.contains("tmp")).collect()
    }
}

fn shown(output: &Output) -> String {
    [&output.stdout, &output.stderr].map(|text| String::from_utf8_lossy(text)).join("\n")
}

/// Moments of a run, the same ones every time.
struct Moments(u64);

impl Moments {
    /// A moment within the time that a whole run takes, or a little after.
    fn next(&mut self, whole_run: Duration) -> Duration {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        whole_run.mul_f64((self.0 >> 33) as f64 / (1u64 << 31) as f64 * 1.05)
    }
}
